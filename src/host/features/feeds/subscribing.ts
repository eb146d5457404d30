import { window } from 'vscode';
import type { QuickPickItem } from 'vscode';
import { localize } from '../../../core/data/localize';
import { serviceOf } from '../../../core/feeds/polling';
import type { Interval, SearchService, Subscription, Topic } from '../../../core/feeds/subscription';
import {
	dailyLabel,
	dailyLists,
	idOf,
	intervalLabel,
	intervals,
	isInterval,
	subscriptionLabel,
	readCategories,
	readSubscriptions,
	searchServices,
	unknownCategories,
	writeSubscription,
} from '../../../core/feeds/subscription';
import { feedLinksIn, isWebPage } from '../../../core/feeds/feedDiscovery';
import { webFeeds } from '../../../core/feeds/webFeeds';
import type { Papers } from '../../../core/library/papers';
import { present } from '../../../core/paper/paper';
import { openAlexIdsOf } from '../../../core/sources/citedWorks';
import type { ServiceId } from '../../../core/sources/services';
import { pickPapers } from '../../library/paperPicker';
import { tell } from '../../ui/commands';
import { isWebAddress } from '../../../core/text/addresses';
import type { Asking } from '../../../core/sources/asking';
import { serviceLabel as serviceLabel } from '../../../core/sources/services';
import { feedSettings, setSubscriptions } from '../../settings/feedSettings';
import { switchOn } from '../../settings/networkSettings';
import { plainLabel } from '../../../core/text/printable';

/** Asks what and how often, and subscribes to it; an argument as the setting has it asks nothing. Resolves to the feed's id. */
export async function subscribe({ asking, library }: Subscribing, argument: unknown): Promise<string | undefined> {
	const [given] = readSubscriptions([argument]).subscriptions;
	const wanted = given ?? (await askSubscription({ asking, library }));
	const subscription = wanted && (await withFeedOfPage(asking, wanted, given === undefined));
	if (subscription === undefined) {
		return undefined;
	}
	const id = idOf(subscription.topic);
	const others = feedSettings.subscriptions().filter(item => !isOf(item, id));
	await setSubscriptions([...others, writeSubscription(subscription)]);
	await isOn(asking, serviceOf(subscription), given === undefined);
	return id;
}

/** Ends subscriptions: those named by their ids, or asked for. */
export async function unsubscribe(ids: readonly string[]): Promise<void> {
	const { subscriptions } = readSubscriptions(feedSettings.subscriptions());
	const picked =
		ids.length > 0
			? undefined
			: await window.showQuickPick(
					subscriptions.map(subscription => ({
						label: subscriptionLabel(subscription),
						description: intervalLabel(subscription.every),
						id: idOf(subscription.topic),
					})),
					{
						title: localize('Unsubscribe'),
						placeHolder: localize('Select feeds to unsubscribe from. Saved papers are kept'),
						canPickMany: true,
					},
				);
	const gone = ids.length > 0 ? ids : (picked ?? []).map(({ id }) => id);
	if (gone.length > 0) {
		await setSubscriptions(feedSettings.subscriptions().filter(item => !gone.some(id => isOf(item, id))));
	}
}

function isOf(item: unknown, id: string): boolean {
	const [subscription] = readSubscriptions([item]).subscriptions;
	return subscription !== undefined && idOf(subscription.topic) === id;
}

/** What subscribing asks: services, and which papers one means. */
export interface Subscribing {
	readonly asking: Asking;
	readonly library: Papers;
}

/**
 * The subscription to the feed that a page names, where the address is a page's; the user chooses where there are several. One that cannot
 * be looked at stays as it is: the feed says later what is wrong. `undefined` where the user turned away.
 */
async function withFeedOfPage(asking: Asking, subscription: Subscription, asks: boolean): Promise<Subscription | undefined> {
	const { topic } = subscription;
	if (topic.kind !== 'web-feed' || !(await isOn(asking, 'web-feeds', asks))) {
		return subscription;
	}
	const answer = await window.withProgress({ location: { viewId: 'marginalia.feeds' } }, () => asking.ask(webFeeds.request(topic.url)));
	if (answer.kind !== 'answer' || !isWebPage(answer.body)) {
		return subscription;
	}
	const links = feedLinksIn(answer.body, topic.url);
	const [first] = links;
	if (first === undefined) {
		window.setStatusBarMessage(localize('$(info) No feed found on this page. Look for an RSS or Atom link on it.'), 8000);
		return subscription;
	}
	const link =
		links.length === 1 || !asks
			? first
			: (
					await window.showQuickPick(
						links.map(item => ({
							label: plainLabel(item.title === '' ? item.url : item.title),
							description: plainLabel(item.title === '' ? '' : item.url),
							item,
						})),
						{ title: localize('Subscribe'), placeHolder: localize('Select one of the page’s feeds') },
					)
				)?.item;
	return (
		link && {
			...subscription,
			topic: { kind: 'web-feed', url: link.url },
			...present('label', subscription.label ?? (link.title || undefined)),
		}
	);
}

/** Whether a service may be asked; where it is off and the user may be asked, that is offered. */
async function isOn(asking: Asking, service: ServiceId, asks: boolean): Promise<boolean> {
	if (!asks || asking.mayAsk(service)) {
		return asking.mayAsk(service);
	}
	const turnOn = localize('Turn On');
	const answer = await window.showInformationMessage(
		localize('{0} is off. Marginalia only contacts services you turn on.', serviceLabel(service)),
		turnOn,
	);
	if (answer === turnOn) {
		await switchOn([service]);
	}
	return asking.mayAsk(service);
}

interface TopicItem extends QuickPickItem {
	readonly ask: () => Promise<Topic | undefined>;
}

async function askSubscription(subscribing: Subscribing): Promise<Subscription | undefined> {
	const items: readonly TopicItem[] = [
		...dailyLists.map(list => ({
			label: dailyLabel(list),
			description: 'Hugging Face',
			ask: () => Promise.resolve({ kind: 'daily-papers', list } as const),
		})),
		{ label: localize('arXiv Categories…'), description: localize('daily announcements'), ask: askCategories },
		{ label: localize('Search…'), description: localize('the newest papers for a search'), ask: askSearch },
		{
			label: localize('Author…'),
			description: localize('new papers by an author'),
			ask: async () => named('author', await askText(localize('Author'), localize('Given and family name: Yang Song'))),
		},
		{
			label: localize('Submitter…'),
			description: localize('papers someone submits to Daily Papers'),
			ask: async () => named('submitter', await askText(localize('Submitter'), localize('Hugging Face user name: akhaliq'))),
		},
		{
			label: localize('Papers That Cite…'),
			description: localize('new citations of papers in your library, from OpenAlex'),
			ask: () => askCited(subscribing),
		},
		{ label: localize('RSS or Atom Feed…'), description: localize('a journal or any page with a feed'), ask: askAddress },
	];
	const topic = await (
		await window.showQuickPick(items, {
			title: localize('Subscribe ({0} of {1})', 1, 2),
			placeHolder: localize('Select what to subscribe to'),
		})
	)?.ask();
	const every = topic && (await askInterval());
	return topic && every && { topic, every };
}

/** The papers of the library whose citations are followed, by their ids of OpenAlex. */
async function askCited({ asking, library }: Subscribing): Promise<Topic | undefined> {
	const keys = await pickPapers(library, { title: localize('Papers That Cite'), placeholder: localize('Select papers'), many: true });
	if (keys === undefined || keys.length === 0 || !(await isOn(asking, 'openalex', true))) {
		return undefined;
	}
	const papers = await library.papers(keys);
	const works = await window.withProgress({ location: { viewId: 'marginalia.feeds' } }, () => openAlexIdsOf(asking, papers));
	const [topic] =
		works.kind === 'works' ? readSubscriptions([{ kind: 'citations', works: works.ids }]).subscriptions.map(known => known.topic) : [];
	if (topic === undefined) {
		tell(
			window.showInformationMessage,
			works.kind === 'works' ? localize('OpenAlex has none of these papers. It needs a DOI or arXiv ID.') : works.sentence,
		);
		return undefined;
	}
	if (works.kind === 'works' && papers.length > works.ids.length) {
		window.setStatusBarMessage(localize('$(info) OpenAlex has {0} of the {1} papers', works.ids.length, papers.length), 8000);
	}
	return topic;
}

async function askInterval(): Promise<Interval | undefined> {
	const picked = await window.showQuickPick(
		Object.keys(intervals)
			.filter(isInterval)
			.map(name => ({ label: intervalLabel(name), name })),
		{ title: localize('Subscribe ({0} of {1})', 2, 2), placeHolder: localize('How often to check for new papers') },
	);
	return picked?.name;
}

async function askCategories(): Promise<Topic | undefined> {
	const text = await askText(localize('arXiv Categories'), localize('Such as cs.CL stat.ML'), problemOfCategories);
	return text === undefined ? undefined : { kind: 'arxiv', categories: readCategories(text) };
}

function problemOfCategories(text: string): string | undefined {
	const unknown = unknownCategories(text);
	return unknown.length > 0
		? localize('“{0}” isn’t an arXiv category. Use names such as cs.CL or cond-mat.str-el.', unknown.join('”, “'))
		: undefined;
}

async function askSearch(): Promise<Topic | undefined> {
	const items = searchServices.map((service: SearchService) => ({ label: serviceLabel(service), service }));
	const where = await window.showQuickPick(items, { title: localize('Search'), placeHolder: 'Where?' });
	const words = where && (await askText(localize('Search'), localize('Words, such as score matching')));
	return where === undefined || words === undefined ? undefined : { kind: 'search', service: where.service, words };
}

async function askAddress(): Promise<Topic | undefined> {
	const url = await askText(localize('RSS or Atom Feed'), 'https://…', text =>
		isWebAddress(text) ? undefined : 'Enter a URL that begins with https://',
	);
	return url === undefined ? undefined : { kind: 'web-feed', url };
}

function named(kind: 'author' | 'submitter', name: string | undefined): Topic | undefined {
	return name === undefined ? undefined : { kind, name };
}

async function askText(
	title: string,
	placeHolder: string,
	problem: (text: string) => string | undefined = () => undefined,
): Promise<string | undefined> {
	const text = (
		await window.showInputBox({ title, placeHolder, validateInput: typed => (typed.trim() === '' ? undefined : problem(typed.trim())) })
	)?.trim();
	return text === '' ? undefined : text;
}
