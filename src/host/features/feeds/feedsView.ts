import { commands, window } from 'vscode';
import type { Disposable, TreeView } from 'vscode';
import { localize } from '../../../core/data/localize';
import type { FeedEntry } from '../../../core/feeds/feedContents';
import { entryId } from '../../../core/feeds/feedContents';
import { dayFrom } from '../../../core/feeds/feedOrder';
import { serviceOf } from '../../../core/feeds/polling';
import { idOf, subscriptionLabel } from '../../../core/feeds/subscription';
import type { IncomingPaper } from '../../../core/paper/paper';
import { discussionOf } from '../../../core/feeds/pages';
import { plainLabel } from '../../../core/text/printable';
import { openAddress } from '../../network/openAddress';
import { switchOn } from '../../settings/networkSettings';
import { askDay, today } from './calendar';
import type { FeedsDependencies } from './dependencies';
import { FeedNews } from './feedNews';
import { Feeds } from './feeds';
import { ForYou } from './forYou';
import type { EntryNode, FeedNode, FeedsNode } from './nodes';
import { subscribe, unsubscribe } from './subscribing';
import { FeedsTree } from './tree';

/** Opens the feeds behind the view. `redraw` has the whole tree asked for anew. */
export async function openFeedsView(
	{ storage, library, log, network, notes, memory }: FeedsDependencies,
	view: TreeView<FeedsNode>,
	redraw: () => void,
): Promise<FeedsView> {
	const { asking } = await network();
	const feeds = new Feeds({ storage, library, log, asking });
	await feeds.read();
	const forYou = new ForYou({ feeds, library, notes, log, onLearned: redraw });
	return new FeedsView(feeds, forYou, new FeedNews(memory), view, redraw, { asking, library, log });
}

type Collaborators = Pick<FeedsDependencies, 'library' | 'log'> & {
	readonly asking: Awaited<ReturnType<FeedsDependencies['network']>>['asking'];
};

/** What the commands of the Feeds view do. Without nodes they are about what is selected, or else about all. */
export class FeedsView {
	readonly tree: FeedsTree;
	private readonly dismissed: (readonly IncomingPaper[])[] = [];
	private readonly listening: Disposable;
	/** The paper that was shown last: the selection is empty while the tree is redrawn. */
	private shown: EntryNode | undefined;
	private hasLeft: 1 | -1 | undefined;

	constructor(
		private readonly feeds: Feeds,
		readonly forYou: ForYou,
		private readonly news: FeedNews,
		private readonly view: TreeView<FeedsNode>,
		private readonly redraw: () => void,
		private readonly collaborators: Collaborators,
	) {
		this.tree = new FeedsTree(feeds, forYou);
		this.listening = feeds.onDidChange(() => {
			this.show();
			forYou.ask();
		});
		forYou.ask();
		this.show();
	}

	async pollDue(): Promise<void> {
		if (await this.feeds.pollDue()) {
			await this.news.tellOnce(() => this.unsaved());
		}
	}

	unsaved(): Promise<readonly FeedEntry[]> {
		return this.feeds.unsaved();
	}

	visit(): Promise<void> {
		return this.feeds.marks.visit(new Date());
	}

	async subscribe(argument: unknown): Promise<string | undefined> {
		const id = await subscribe(this.collaborators, argument);
		const subscribed = this.all().find(feed => feed.id === id);
		if (subscribed !== undefined) {
			await this.feeds.polling.poll([subscribed.subscription]);
		}
		return id;
	}

	async unsubscribe(ids: readonly string[]): Promise<void> {
		await unsubscribe(ids);
		await this.feeds.forget();
		this.redraw();
	}

	/** Asks now, and resolves to how many papers are unread. */
	async refresh(nodes: readonly FeedsNode[]): Promise<number> {
		const wanted = this.feedsAmong(nodes);
		await this.feeds.polling.poll(wanted.map(({ subscription }) => subscription));
		return new Set(wanted.flatMap(feed => this.feeds.unread(feed).map(({ id }) => id))).size;
	}

	async markAllRead(nodes: readonly FeedsNode[]): Promise<void> {
		await this.feeds.marks.set(
			this.feedsAmong(nodes)
				.flatMap(feed => this.feeds.unread(feed))
				.map(({ paper }) => paper),
			'read',
		);
	}

	async goToDay(nodes: readonly FeedsNode[], day: string | undefined): Promise<void> {
		const feed = this.daily(nodes);
		const wanted = day ?? (feed && (await askDay()));
		if (feed !== undefined && wanted !== undefined) {
			await this.feeds.showDay(feed, wanted === '' ? undefined : wanted);
			await this.view.reveal(feed, { expand: true, select: false });
		}
	}

	async stepDay(nodes: readonly FeedsNode[], step: 1 | -1): Promise<void> {
		const feed = this.daily(nodes);
		if (feed !== undefined) {
			const shown = this.feeds.dayOf(feed) ?? this.feeds.entries(feed)[0]?.paper.source?.date ?? today();
			const day = dayFrom(shown, step);
			await this.feeds.showDay(feed, day >= today() ? undefined : day);
		}
	}

	/** Shows a paper and counts it as read: of the library in the reader, else as it would be there. */
	async open([node]: readonly FeedsNode[], preserveFocus: boolean): Promise<void> {
		if (node?.kind === 'entry') {
			this.shown = node;
			this.hasLeft = undefined;
			void commands.executeCommand('setContext', 'marginalia.feeds.atPaper', true);
			const { id, paper, seen } = node.entry;
			await this.feeds.learnKnown([node.entry]);
			const key = this.feeds.keyOf(node.entry);
			await (key === undefined
				? commands.executeCommand(
						'marginalia.previewPaper',
						{ ...paper, id, 'citation-key': id, status: 'unread', added: seen, updated: seen },
						{ preserveFocus },
					)
				: commands.executeCommand('marginalia.openPaper', key, { preserveFocus }));
			if (this.feeds.marks.of(paper) === undefined) {
				await this.feeds.marks.set([paper], 'read');
			}
		}
	}

	/** Selects what has the focus (opening a feed, or showing a paper), as Enter does in every list. */
	async openSelected(): Promise<void> {
		await commands.executeCommand('list.select');
		await this.open(this.view.selection, false);
	}

	/**
	 * Shows the paper before or after the one that is shown; the keyboard comes along unless it is used elsewhere. At an end of its feed the
	 * list's focus goes on by itself, and the way back leads to that paper again.
	 */
	async move(step: 1 | -1, focus: boolean): Promise<void> {
		const from = this.current;
		const next = from === undefined ? undefined : this.hasLeft === -step ? from : this.tree.neighbour(from, step);
		if (next === undefined) {
			this.hasLeft = from === undefined ? undefined : step;
			await commands.executeCommand(step === 1 ? 'list.focusDown' : 'list.focusUp');
		} else {
			await this.reveal(next, focus);
		}
	}

	/** Takes the marks of papers away. */
	async markUnread(nodes: readonly FeedsNode[]): Promise<void> {
		await this.feeds.marks.set(
			this.entriesAmong(nodes).map(({ entry }) => entry.paper),
			undefined,
		);
	}

	/** Opens where people talk about the paper; says so where no such place is known. */
	async openDiscussion(nodes: readonly FeedsNode[]): Promise<boolean> {
		const [node] = this.entriesAmong(nodes);
		const address = node && discussionOf(node.entry.paper);
		if (address === undefined) {
			window.setStatusBarMessage(localize('No known discussion of this paper'), 4000);
			return false;
		}
		return openAddress(address);
	}

	/** Adds papers to the library, and resolves to their keys there. */
	async save(nodes: readonly FeedsNode[]): Promise<readonly string[]> {
		const papers = this.entriesAmong(nodes).map(({ entry }) => entry.paper);
		if (papers.length === 0) {
			return [];
		}
		const step = papers.length === 1 ? localize('Save of Paper from Feed') : localize('Save of {0} Papers from Feeds', papers.length);
		const addition = await this.collaborators.library.step(step, editor => editor.add(papers));
		await this.feeds.marks.set(papers, 'read');
		const keys = [...addition.added, ...addition.merged].map(paper => paper['citation-key']);
		const [only] = keys;
		if (keys.length === 1 && only !== undefined && this.isSelected(papers[0])) {
			await commands.executeCommand('marginalia.openPaper', only, { preserveFocus: true });
		}
		window.setStatusBarMessage(
			keys.length === 0
				? localize('Already in the library')
				: keys.length === 1
					? `Saved @${keys[0] ?? ''}`
					: localize('Saved {0} papers', keys.length),
			4000,
		);
		return keys;
	}

	/** Takes papers out of all feeds; the next one of the feed is shown. */
	async dismiss(nodes: readonly FeedsNode[]): Promise<void> {
		const entries = this.entriesAmong(nodes);
		const [last] = entries.slice(-1);
		if (last === undefined) {
			return;
		}
		const isSelected = this.isSelected(last.entry.paper) || this.shown?.entry.id === last.entry.id;
		const next = this.tree.neighbour(last, 1) ?? this.tree.neighbour(last, -1);
		const papers = entries.map(({ entry }) => entry.paper);
		this.dismissed.push(papers);
		this.dismissed.splice(0, this.dismissed.length - 100);
		await this.feeds.marks.set(papers, 'dismissed');
		this.redraw();
		if (isSelected && next !== undefined) {
			await this.reveal(next, false);
		}
	}

	async undoDismiss(): Promise<void> {
		const papers = this.dismissed.pop();
		await (papers === undefined
			? window.showInformationMessage(localize('No dismissed paper to restore in this window.'))
			: this.feeds.marks.set(papers, 'read'));
	}

	async switchOn(nodes: readonly FeedsNode[]): Promise<void> {
		await switchOn(nodes.flatMap(node => (node.kind === 'feed' ? [serviceOf(node.subscription)] : [])));
		await this.refresh(nodes);
	}

	dispose(): void {
		this.listening.dispose();
		this.forYou.dispose();
		this.feeds.dispose();
	}

	/** The paper that is shown, as long as its feed has it, else the selected one; none while a feed is selected. */
	private get current(): EntryNode | undefined {
		const [selected] = this.view.selection;
		if (selected !== undefined && selected.kind !== 'entry') {
			return undefined;
		}
		return this.shown !== undefined && this.tree.has(this.shown) ? this.shown : selected;
	}

	private isSelected(paper: IncomingPaper | undefined): boolean {
		return paper !== undefined && this.view.selection.some(node => node.kind === 'entry' && node.entry.id === entryId(paper));
	}

	private async reveal(node: EntryNode, focus: boolean): Promise<void> {
		// A tree that is redrawn at this moment may not know the row yet; the paper is shown nevertheless, and the next key goes on from it.
		await this.view.reveal(node, { select: true, focus }).then(undefined, (error: unknown) => {
			this.collaborators.log.warn(`A paper of the feeds could not be revealed: ${String(error)}`);
		});
		await this.open([node], true);
	}

	/**
	 * The badge counts what is unread; the view's title says what is being asked. A message above the rows would move them away from under
	 * the mouse as it comes and goes.
	 */
	private show(): void {
		const feeds = this.all();
		const unread = new Set(feeds.flatMap(feed => this.feeds.unread(feed).map(({ id }) => id))).size;
		const running = feeds
			.filter(({ subscription }) => this.feeds.polling.isRunning(subscription))
			.map(({ subscription }) => subscriptionLabel(subscription));
		this.view.badge =
			unread === 0
				? undefined
				: { value: unread, tooltip: unread === 1 ? localize('1 unread paper in feeds') : localize('{0} unread papers in feeds', unread) };
		this.view.description = running.length > 0 ? plainLabel(localize('Refreshing {0}…', running.join(', '))) : '';
		this.view.message = this.feeds.polling.pauses ? localize('Paused: this computer is on battery or saving data.') : '';
		this.redraw();
	}

	private all(): readonly FeedNode[] {
		return this.feeds.subscriptions.map(subscription => ({ kind: 'feed', id: idOf(subscription.topic), subscription }));
	}

	private feedsAmong(nodes: readonly FeedsNode[]): readonly FeedNode[] {
		const named = nodes.flatMap(node => (node.kind === 'feed' ? [node] : []));
		return named.length > 0 ? named : this.all();
	}

	private entriesAmong(nodes: readonly FeedsNode[]): readonly EntryNode[] {
		// A key is meant for the paper that is shown, unless several are selected: the selection is told of later than the key.
		const { selection } = this.view;
		const { current } = this;
		const wanted = nodes.length > 0 ? nodes : selection.length > 1 || current === undefined ? selection : [current];
		return wanted.flatMap(node => (node.kind === 'entry' ? [node] : []));
	}

	/** The feed that can be gone back in by day. */
	private daily(nodes: readonly FeedsNode[]): FeedNode | undefined {
		return this.feedsAmong(nodes).find(({ id }) => id === 'daily-papers:day');
	}
}
