import { MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { TreeDataProvider } from 'vscode';
import { localize, localizeCount } from '../../../core/data/localize';
import { idOf, intervalLabel, subscriptionLabel } from '../../../core/feeds/subscription';
import { listedOn } from '../../../core/feeds/feedOrder';
import { fullName, shortAuthors } from '../../../core/paper/names';
import { withoutMarkup } from '../../../core/text/markup';
import { announcementOf, discussionOf } from '../../../core/feeds/pages';
import { thumbnailOf } from '../../../core/paper/thumbnail';
import { feedSettings } from '../../settings/feedSettings';
import { markdownText } from '../../../core/text/markdownText';
import type { Feeds } from './feeds';
import type { ForYou } from './forYou';
import type { EntryNode, FeedNode, FeedsNode, ForYouNode, HintNode } from './nodes';
import { plainLabel } from '../../../core/text/printable';

/** The Feeds tree: what is subscribed, and below each feed its papers. */
export class FeedsTree implements TreeDataProvider<FeedsNode> {
	constructor(
		private readonly feeds: Feeds,
		private readonly forYou: ForYou,
	) {}

	getChildren(node?: FeedsNode): FeedsNode[] {
		if (node === undefined) {
			const feeds = this.feeds.subscriptions.map((subscription): FeedNode => ({
				kind: 'feed',
				id: idOf(subscription.topic),
				subscription,
			}));
			return feeds.length > 0 && feedSettings.forYou() ? [{ kind: 'forYou', id: 'for-you' }, ...feeds] : feeds;
		}
		return node.kind === 'feed' || node.kind === 'forYou' ? this.papersOf(node) : [];
	}

	getParent(node: FeedsNode): FeedsNode | undefined {
		return node.kind === 'feed' || node.kind === 'forYou' ? undefined : node.feed;
	}

	getTreeItem(node: FeedsNode): TreeItem {
		switch (node.kind) {
			case 'feed':
				return this.feedItem(node);
			case 'forYou':
				return forYouItem(node);
			case 'entry':
				return this.entryItem(node);
			case 'hint':
				return hintItem(node);
		}
	}

	/** The paper before or behind one in its feed, or else in its place. */
	neighbour({ feed, entry }: EntryNode, step: 1 | -1): EntryNode | undefined {
		const nodes = this.entriesOf(feed);
		return nodes[nodes.findIndex(node => node.entry.id === entry.id) + step];
	}

	has({ feed, entry }: EntryNode): boolean {
		return this.entriesOf(feed).some(node => node.entry.id === entry.id);
	}

	private papersOf(feed: FeedNode | ForYouNode): FeedsNode[] {
		const nodes = this.entriesOf(feed);
		this.feeds.learnKnownSoon(nodes.map(({ entry }) => entry));
		return nodes.length > 0
			? [...nodes]
			: [feed.kind === 'feed' ? this.feeds.hint(feed) : { kind: 'hint', feed, text: this.forYou.hint, switchesOn: false }];
	}

	private entriesOf(feed: FeedNode | ForYouNode): readonly EntryNode[] {
		return feed.kind === 'feed'
			? this.feeds.entries(feed).map(entry => ({ kind: 'entry', feed, entry }))
			: this.forYou.suggestions.map(({ entry, because }) => ({ kind: 'entry', feed, entry, because }));
	}

	private feedItem(feed: FeedNode): TreeItem {
		const { feeds } = this;
		const unread = feeds.unread(feed);
		const news = unread.filter(entry => feeds.isNew(entry)).length;
		const { at, trouble } = feeds.contents(feed);
		const muted = feeds.mutedIn(feed);
		const item = new TreeItem(plainLabel(subscriptionLabel(feed.subscription)), TreeItemCollapsibleState.Collapsed);
		item.id = feed.id;
		item.description = [
			feeds.dayOf(feed),
			unread.length === 0 ? undefined : localize('{0} unread', unread.length),
			news === 0 ? undefined : localize('{0} new', news),
		]
			.filter(part => part !== undefined)
			.join(', ');
		item.iconPath = feeds.polling.isRunning(feed.subscription)
			? new ThemeIcon('loading~spin')
			: trouble === undefined
				? new ThemeIcon('rss')
				: new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
		item.contextValue = feed.id === 'daily-papers:day' ? `dailyFeed${feeds.dayOf(feed) === undefined ? '' : 'Back'}` : 'feed';
		const worked =
			at === undefined ? localize('No successful refresh yet.') : localize('Last refreshed {0}.', new Date(at).toLocaleString());
		item.tooltip = [
			`${subscriptionLabel(feed.subscription)} · ${intervalLabel(feed.subscription.every)}`,
			worked,
			...(muted === 0
				? []
				: [
						localizeCount(
							muted,
							'1 paper is muted by the setting “marginalia.feeds.mute”.',
							'{0} papers are muted by the setting “marginalia.feeds.mute”.',
						),
					]),
			...(trouble === undefined ? [] : [trouble]),
		].join('\n');
		item.accessibilityInformation = { label: [subscriptionLabel(feed.subscription), item.description, trouble].filter(Boolean).join(', ') };
		return item;
	}

	private entryItem({ feed, entry, because }: EntryNode): TreeItem {
		const { feeds } = this;
		const { paper } = entry;
		const key = feeds.keyOf(entry);
		const state = key !== undefined ? 'saved' : feeds.marks.of(paper) === 'read' ? 'read' : feeds.isNew(entry) ? 'new' : 'unread';
		const upvotes = paper.source?.upvotes;
		const item = new TreeItem(plainLabel(withoutMarkup(paper.title)));
		item.id = `${feed.id}\n${entry.id}`;
		item.description = plainLabel(
			[
				because?.join(', '),
				upvotes === undefined ? undefined : `▲ ${upvotes}`,
				shortAuthors(paper),
				announcementOf(paper),
				feed.id === 'daily-papers:day' ? feeds.earlierDay(feed, entry) : undefined,
				state === 'new' ? localize('new') : undefined,
			]
				.filter(part => part !== undefined)
				.join(' · '),
		);
		item.iconPath = icons[state];
		item.contextValue = `${key === undefined ? 'feedPaper' : 'feedPaperSaved'}${discussionOf(paper) === undefined ? '' : ' discussed'}`;
		item.accessibilityInformation = {
			label: [
				withoutMarkup(paper.title),
				because && localize('suggested for {0}', because.join(', ')),
				shortAuthors(paper),
				upvotes === undefined ? undefined : localizeCount(upvotes, '1 upvote', '{0} upvotes'),
				announcementOf(paper),
				stateLabel(state),
			]
				.filter(part => part !== undefined)
				.join(', '),
		};
		item.tooltip = hover(entry, key, because);
		item.command = { command: 'marginalia.feeds.open', title: localize('Open'), arguments: [{ kind: 'entry', feed, entry }] };
		return item;
	}
}

const icons = {
	saved: new ThemeIcon('check'),
	read: new ThemeIcon('circle-outline'),
	unread: new ThemeIcon('circle-filled'),
	new: new ThemeIcon('circle-filled', new ThemeColor('charts.blue')),
};

function stateLabel(state: keyof typeof icons): string {
	switch (state) {
		case 'saved':
			return localize('in the library');
		case 'read':
			return localize('read');
		case 'unread':
			return localize('unread');
		case 'new':
			return localize('new');
	}
}

function forYouItem({ id }: ForYouNode): TreeItem {
	const item = new TreeItem(localize('For You'), TreeItemCollapsibleState.Collapsed);
	item.id = id;
	item.iconPath = new ThemeIcon('sparkle');
	item.contextValue = 'forYou';
	item.tooltip = localize(
		'Feed papers similar to those you saved, cited and annotated, and unlike those you dismissed. Everything is computed on this computer; no data leaves it.',
	);
	return item;
}

function hintItem({ feed, text, switchesOn }: HintNode): TreeItem {
	const item = new TreeItem(text);
	item.id = `${feed.id}\nhint`;
	item.iconPath = new ThemeIcon('info');
	if (switchesOn) {
		item.command = { command: 'marginalia.feeds.switchOn', title: localize('Turn On'), arguments: [feed] };
	}
	return item;
}

/** Titles and abstracts are strangers' text: nothing of them counts as markdown. */
function hover(entry: EntryNode['entry'], key: string | undefined, because: readonly string[] | undefined): MarkdownString {
	const { paper } = entry;
	const authors = (paper.author ?? []).slice(0, 8).map(fullName).join(', ');
	const comments = paper.source?.['comments'];
	const facts = [
		authors,
		listedOn(entry),
		paper.source?.upvotes === undefined ? '' : localizeCount(paper.source.upvotes, '1 upvote', '{0} upvotes'),
		typeof comments === 'number' ? localizeCount(comments, '1 comment', '{0} comments') : '',
		key === undefined ? '' : localize('in the library as @{0}', key),
		because === undefined ? '' : localize('suggested for {0}', because.join(', ')),
	];
	const [discussion, thumbnail] = [discussionOf(paper), feedSettings.thumbnails() ? thumbnailOf(paper) : undefined];
	const text = new MarkdownString();
	text.appendMarkdown(thumbnail === undefined ? '' : `![](<${thumbnail}|height=160>)\n\n`);
	text.appendMarkdown(
		`**${markdownText(withoutMarkup(paper.title))}**\n\n${markdownText(facts.filter(fact => fact !== '').join(' · '))}\n\n---\n\n${markdownText(paper.abstract ?? localize('No abstract.'))}`,
	);
	text.appendMarkdown(
		discussion === undefined ? '' : `\n\n[${localize('Open Discussion')}](<${discussion.replace(/[<>\s\\]/g, encodeURIComponent)}>)`,
	);
	return text;
}
