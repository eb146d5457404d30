import { window } from 'vscode';
import type { QuickPickItem } from 'vscode';
import { serviceOf } from '../../../core/feeds/polling';
import type { Interval, SearchService, Subscription, Topic } from '../../../core/feeds/subscription';
import {
	dailyLabels,
	dailyLists,
	idOf,
	intervals,
	isInterval,
	subscriptionLabel,
	readCategories,
	readSubscriptions,
	searchServices,
	unknownCategories,
	writeSubscription,
} from '../../../core/feeds/subscription';
import { isWebAddress } from '../../../core/text/addresses';
import type { Asking } from '../../../core/sources/asking';
import { serviceLabel as serviceLabel } from '../../../core/sources/services';
import { feedSettings, setSubscriptions } from '../../settings/feedSettings';
import { switchOn } from '../../settings/networkSettings';

/** Asks what and how often, and subscribes to it; an argument as the setting has it asks nothing. Resolves to the feed's id. */
export async function subscribe(asking: Asking, argument: unknown): Promise<string | undefined> {
	const [given] = readSubscriptions([argument]).subscriptions;
	const subscription = given ?? (await askSubscription());
	if (subscription === undefined) {
		return undefined;
	}
	const id = idOf(subscription.topic);
	const others = feedSettings.subscriptions().filter(item => !isOf(item, id));
	await setSubscriptions([...others, writeSubscription(subscription)]);
	const service = serviceOf(subscription);
	if (given === undefined && !asking.mayAsk(service)) {
		const answer = await window.showInformationMessage(
			`${serviceLabel(service)} is switched off. Only services that you switched on are ever asked.`,
			'Switch On',
		);
		if (answer === 'Switch On') {
			await switchOn([service]);
		}
	}
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
						description: `every ${subscription.every}`,
						id: idOf(subscription.topic),
					})),
					{ title: 'Unsubscribe', placeHolder: 'Which feeds should go? What you saved stays', canPickMany: true },
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

interface TopicItem extends QuickPickItem {
	readonly ask: () => Promise<Topic | undefined>;
}

async function askSubscription(): Promise<Subscription | undefined> {
	const items: readonly TopicItem[] = [
		...dailyLists.map(list => ({
			label: dailyLabels[list],
			description: 'Hugging Face',
			ask: () => Promise.resolve({ kind: 'daily-papers', list } as const),
		})),
		{ label: 'arXiv Categories…', description: 'what is announced each day', ask: askCategories },
		{ label: 'Search…', description: 'the newest papers that a search finds', ask: askSearch },
		{
			label: 'Author…',
			description: 'what somebody puts on arXiv',
			ask: async () => named('author', await askText('Author', 'First and family name: Yang Song')),
		},
		{
			label: 'Submitter…',
			description: 'what somebody puts on Daily Papers',
			ask: async () => named('submitter', await askText('Submitter', 'A name on Hugging Face: akhaliq')),
		},
		{ label: 'RSS or Atom Feed…', description: 'a journal, or anything else with a feed of papers', ask: askAddress },
	];
	const topic = await (await window.showQuickPick(items, { title: 'Subscribe (1 of 2)', placeHolder: 'What to?' }))?.ask();
	const every = topic && (await askInterval());
	return topic && every && { topic, every };
}

async function askInterval(): Promise<Interval | undefined> {
	const picked = await window.showQuickPick(
		Object.keys(intervals).map(name => ({ label: `Every ${name}`, name })),
		{ title: 'Subscribe (2 of 2)', placeHolder: 'How often should Marginalia ask?' },
	);
	return picked !== undefined && isInterval(picked.name) ? picked.name : undefined;
}

async function askCategories(): Promise<Topic | undefined> {
	const text = await askText('arXiv Categories', 'Such as cs.CL stat.ML', problemOfCategories);
	return text === undefined ? undefined : { kind: 'arxiv', categories: readCategories(text) };
}

function problemOfCategories(text: string): string | undefined {
	const unknown = unknownCategories(text);
	return unknown.length > 0 ? `“${unknown.join('”, “')}” isn't an arXiv category. Use names such as cs.CL or cond-mat.str-el.` : undefined;
}

async function askSearch(): Promise<Topic | undefined> {
	const items = searchServices.map((service: SearchService) => ({ label: serviceLabel(service), service }));
	const where = await window.showQuickPick(items, { title: 'Search', placeHolder: 'Where?' });
	const words = where && (await askText('Search', 'Words, such as score matching'));
	return where === undefined || words === undefined ? undefined : { kind: 'search', service: where.service, words };
}

async function askAddress(): Promise<Topic | undefined> {
	const url = await askText('RSS or Atom Feed', 'https://…', text =>
		isWebAddress(text) ? undefined : 'Type an address that begins with https://',
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
