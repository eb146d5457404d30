import { EventEmitter, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri } from 'vscode';
import type { CancellationToken, TreeDataProvider } from 'vscode';
import { localize } from '../../../core/data/localize';
import { collectionOf, linkedGroups, ownMembers, tagOf, ungrouped, withEmptyCollections } from '../../../core/library/groups';
import type { Group } from '../../../core/library/groups';
import type { Head } from '../../../core/paper/head';
import { HeadGroups } from '../../../core/library/headGroups';
import { HeadOrder } from '../../../core/library/headOrder';
import { colorOf, colorsOf } from '../../../core/library/labels';
import type { Labels, TagColor } from '../../../core/library/labels';
import type { LibraryReader } from '../../../core/library/library';
import type { LinkedBibliographies, LinkedContents } from '../../../core/library/linkedBibliographies';
import type { Papers } from '../../../core/library/papers';
import { nameOf } from '../../../core/library/volumeText';
import type { MentionCount } from '../../../core/notes/noteIndex';
import { Pace } from '../../../core/work/pace';
import type { Status } from '../../../core/paper/paper';
import { dayOf, dueText } from '../../../core/paper/dueDate';
import { ReadingQueue, queueGroup } from '../../../core/library/readingQueue';
import { uriOfPath } from '../../files/folderStore';
import { pause } from '../../ui/pause';
import { themeColorOf } from '../../ui/tagColors';
import type { LibraryLabels } from '../../library/libraryLabels';
import type { Arrangement } from './arrangement';
import type { BacklinkCounts } from './backlinkCounts';
import { backlinksText, badgedUri } from './backlinkCounts';
import type { SavedSearches } from './savedSearches';
import type { GroupNode, LibraryNode, MoreNode, PaperNode, ProblemNode } from './nodes';
import { plainLabel } from '../../../core/text/printable';
import { datedStatus } from '../../../core/paper/statusLabel';
import { filledStars, starsText } from '../../../core/paper/stars';

/** How many papers of a group are shown at first, and how many more each "Show more" brings. */
const page = 500;

/** {@link page} of groups: a library of 100,000 papers has 70,000 first authors, and VS Code takes all rows that it is given in one go. */
const pageOfGroups = 2000;

/** As many rows of a group are shown to get to one of them. */
const mostForOne = 5000;

/** Of so many groups the order is kept from one state of the library to the next. */
const mostOrders = 100;

/** Further problems come into view as these are solved. */
const mostProblems = 20;

/** Stands for the top of the tree where a group's id would. */
const top = '';

export interface TreeContents {
	/** Papers of the library, which are grouped as the user likes. */
	readonly library: Papers & Pick<LibraryReader, 'problems'>;
	/** Files that are used in place, a group each. */
	readonly linked: LinkedBibliographies;
	/** Both. */
	readonly papers: Papers;
	readonly backlinks: BacklinkCounts;
	/** How papers are grouped and sorted. */
	readonly arrangement: Pick<Arrangement, 'groupBy' | 'sortBy'>;
	/** Collections without papers, and the colours of tags. */
	readonly labels: Pick<LibraryLabels, 'now'>;
	/** Searches with names, a group each, before all others. */
	readonly saved: Pick<SavedSearches, 'groups'>;
}

/** A row that the editor has, and how many backlinks it shows. */
interface Row {
	readonly node: PaperNode;
	backlinks: number;
}

/** The Library tree: groups with their papers, made only as they are shown. */
export class LibraryTree implements TreeDataProvider<LibraryNode> {
	private readonly changes = new EventEmitter<LibraryNode | LibraryNode[] | undefined>();
	readonly onDidChangeTreeData = this.changes.event;
	private readonly shown = new Map<string, number>();
	private groups: Promise<readonly Group[]> | undefined;
	private ordered = new Map<string, readonly Head[]>();
	private matching: ReadonlySet<string> | undefined;
	/** What was filtered by; its words are marked in papers that are opened here. */
	private query = '';
	/** What is kept from one state of the library to the next: a change of one paper costs little, however many there are. */
	private readonly grouped = new HeadGroups();
	private readonly queue = new ReadingQueue();
	private readonly orders = new Map<string, HeadOrder>();
	/** By the ids of their items. */
	private readonly rows = new Map<string, Row>();

	constructor(private readonly contents: TreeContents) {}

	/** Shows only papers of these ids, those that a query found, or all again. */
	filter(ids: ReadonlySet<string> | undefined, query: string): void {
		this.matching = ids;
		this.query = ids === undefined ? '' : query;
		this.refresh();
	}

	refresh(): void {
		this.groups = undefined;
		this.ordered = new Map();
		this.redraw();
	}

	/** Draws those rows again whose papers are cited or linked more or less often than they show. */
	async recount(): Promise<void> {
		const pace = new Pace(pause);
		const stale: PaperNode[] = [];
		for (const { node, backlinks } of this.rows.values()) {
			if (backlinks !== this.backlinksOf(node).places) {
				stale.push(node);
			}
			await pace.rest();
		}
		if (stale.length > 0) {
			this.changes.fire(stale);
		}
	}

	/** How a paper of the tree is opened. */
	opening(preserveFocus: boolean): { readonly preserveFocus: boolean; readonly search: string } {
		return { preserveFocus, search: this.query };
	}

	/** How many papers the filter leaves. */
	count(): number {
		return this.matching?.size ?? this.contents.library.heads().length + this.contents.linked.heads().length;
	}

	showMore({ group, page: more }: MoreNode): void {
		this.shown.set(group, (this.shown.get(group) ?? more) + more);
		this.redraw();
	}

	/**
	 * The paper before or behind one, in the order shown, and whether the tree has a row for it; within the same group where it can be told.
	 */
	async neighbour(key: string, step: 1 | -1, group?: string): Promise<{ readonly node: PaperNode; readonly hasRow: boolean } | undefined> {
		const groups = await this.currentGroups();
		const home = groups.find(
			candidate =>
				(group === undefined ? !isExtra(candidate) : candidate.id === group) && ownMembers(candidate).some(head => head.key === key),
		);
		if (home === undefined) {
			return undefined;
		}
		await this.arrange(home);
		const heads = this.inOrder(home);
		const at = heads.findIndex(head => head.key === key) + step;
		const next = heads[at];
		return (
			next && {
				node: this.paperNode(next, home),
				hasRow: this.showUntil(home.id, at, page) && this.showUntil(top, placeAtTop(home, groups), pageOfGroups),
			}
		);
	}

	/**
	 * The row of a paper in its first group that is no saved search, shown if it wasn't; `undefined` where a filter hides the paper or too
	 * many stand before it.
	 */
	async rowOf(key: string): Promise<PaperNode | undefined> {
		const groups = await this.currentGroups();
		const home = groups.find(group => !isExtra(group) && ownMembers(group).some(head => head.key === key));
		if (home === undefined) {
			return undefined;
		}
		await this.arrange(home);
		const heads = this.inOrder(home);
		const at = heads.findIndex(head => head.key === key);
		const head = heads[at];
		const hasRow = this.showUntil(home.id, at, page, mostForOne) && this.showUntil(top, placeAtTop(home, groups), pageOfGroups, mostForOne);
		return head !== undefined && hasRow ? this.paperNode(head, home) : undefined;
	}

	/** The group that the first of some papers stands in, as a row; the paper itself where nothing is grouped. */
	async placeOf(keys: readonly string[]): Promise<LibraryNode | undefined> {
		const wanted = new Set(keys);
		const groups = await this.currentGroups();
		const home = groups.find(group => !isExtra(group) && ownMembers(group).some(head => wanted.has(head.key)));
		if (home === undefined || !this.showUntil(top, placeAtTop(home, groups), pageOfGroups)) {
			return undefined;
		}
		if (!isFlat(home)) {
			return this.groupNode(home, groups);
		}
		await this.arrange(home);
		const at = this.inOrder(home).findIndex(head => wanted.has(head.key));
		const head = this.inOrder(home)[at];
		return head !== undefined && this.showUntil(home.id, at, page) ? this.paperNode(head, home) : undefined;
	}

	async getChildren(node?: LibraryNode): Promise<LibraryNode[]> {
		if (node === undefined) {
			const problems = this.contents.library
				.problems()
				.slice(0, mostProblems)
				.map(problem => ({ kind: 'problem' as const, problem }));
			return [...problems, ...(await this.topNodes(await this.currentGroups()))];
		}
		if (node.kind !== 'group') {
			return [];
		}
		// VS Code may still hand over the node of an earlier state.
		const groups = await this.currentGroups();
		const current = groups.find(group => group.id === node.group.id);
		if (current === undefined) {
			return [];
		}
		await this.arrange(current);
		return [...groups.filter(group => group.parent === current.id).map(group => this.groupNode(group, groups)), ...this.papersOf(current)];
	}

	async getParent(node: LibraryNode): Promise<LibraryNode | undefined> {
		const groups = await this.currentGroups();
		const id = node.kind === 'problem' ? undefined : node.kind === 'group' ? node.group.parent : node.group;
		const home = id === undefined ? undefined : groups.find(group => group.id === id);
		return home === undefined || isFlat(home) ? undefined : this.groupNode(home, groups);
	}

	getTreeItem(node: LibraryNode): TreeItem {
		switch (node.kind) {
			case 'group':
				return groupItem(node, this.contents.labels.now);
			case 'paper':
				return this.paperRow(node);
			case 'more':
				return moreItem(node);
			case 'problem':
				return problemItem(node);
		}
	}

	/** The hover, made only when somebody hovers. */
	async resolveTreeItem(item: TreeItem, node: LibraryNode, token: CancellationToken): Promise<TreeItem> {
		if (node.kind === 'paper') {
			const paper = await this.contents.papers.paper(node.key);
			if (paper !== undefined && !token.isCancellationRequested) {
				item.tooltip = (await import('./paperHover')).paperHover(paper, this.backlinksOf(node), this.contents.labels.now);
			}
		}
		return item;
	}

	/** Says whether so many are shown, after showing more where that is enough: one page, or as many as are named. */
	private showUntil(group: string, at: number, ofPage: number, most = 0): boolean {
		const shown = this.shown.get(group) ?? ofPage;
		const allowed = Math.max(most, shown + ofPage);
		if (at >= shown && at < allowed) {
			this.shown.set(group, Math.ceil((at + 1) / ofPage) * ofPage);
			this.redraw();
		}
		return at < allowed;
	}

	private redraw(): void {
		this.rows.clear();
		this.changes.fire(undefined);
	}

	private paperRow(node: PaperNode): TreeItem {
		const backlinks = this.backlinksOf(node);
		const row = this.rows.get(rowId(node));
		if (row !== undefined) {
			row.backlinks = backlinks.places;
		}
		const item = paperItem(node, backlinks, colorsOf(node.head.tags, this.contents.labels.now)[0]);
		// Shows the paper and leaves the keyboard in the tree, so that the arrows go on; Enter goes to the reader.
		item.command = { command: 'marginalia.openPaper', title: localize('Open Paper'), arguments: [node.key, this.opening(true)] };
		return item;
	}

	/** What cites a key means the paper that answers to it. */
	private backlinksOf({ key, head }: PaperNode): MentionCount {
		return key === head.key ? this.contents.backlinks.of(head) : { places: 0, files: 0 };
	}

	/** Those of the library as it is when they are there: what changes meanwhile is taken in first. */
	private async currentGroups(): Promise<readonly Group[]> {
		for (;;) {
			const asked = (this.groups ??= this.grouping());
			const groups = await asked;
			if (asked === this.groups) {
				return groups;
			}
		}
	}

	private async grouping(): Promise<readonly Group[]> {
		const { matching, ordered: state } = this;
		const pace = new Pace(pause);
		const grouping = this.contents.arrangement.groupBy();
		const heads = await this.fitting(matching, pace);
		// Who waits for groups that are out of date is given newer ones; those must be the last that are asked for.
		const own = state === this.ordered ? await this.grouped.of(heads, grouping, pace) : undefined;
		// Where there are no papers the view says how to get some.
		const saved = this.count() === 0 ? [] : this.contents.saved.groups();
		const matchingSaved = matching === undefined ? saved : saved.map(group => narrowed(group, matching));
		await pace.rest();
		const isWhole = matching === undefined && grouping === 'collection' && heads.length > 0;
		const groups = isWhole && own !== undefined ? withEmptyCollections(own, this.contents.labels.now.collections.keys()) : (own ?? []);
		return [
			...queueGroups(await this.queue.of(heads, pace)),
			...matchingSaved,
			...groups,
			...linkedGroups(this.contents.linked.files(), matching),
		];
	}

	/** The papers of the library that a filter leaves. */
	private async fitting(matching: ReadonlySet<string> | undefined, pace: Pace): Promise<readonly Head[]> {
		const heads = this.contents.library.heads();
		if (matching === undefined) {
			return heads;
		}
		const fitting: Head[] = [];
		await pace.each(heads, head => {
			if (matching.has(head.id)) {
				fitting.push(head);
			}
		});
		return fitting;
	}

	private async topNodes(groups: readonly Group[]): Promise<LibraryNode[]> {
		const [own, linked] = [groups.filter(isAtTop), groups.filter(group => group.linked !== undefined)];
		for (const group of own.filter(isFlat)) {
			await this.arrange(group);
		}
		const shown = this.shown.get(top) ?? pageOfGroups;
		const nodes = own.slice(0, shown).flatMap(group => (isFlat(group) ? this.papersOf(group) : [this.groupNode(group, groups)]));
		const left = own.length - shown;
		return [...nodes, ...(left > 0 ? [moreNode(top, left, pageOfGroups)] : []), ...linked.map(group => this.groupNode(group, groups))];
	}

	/** In order as far as it is shown, once it was arranged. */
	private inOrder(group: Group): readonly Head[] {
		return this.ordered.get(group.id) ?? ownMembers(group);
	}

	private async arrange(group: Group): Promise<void> {
		const { ordered } = this;
		if (isQueue(group)) {
			return;
		}
		const sorting = this.contents.arrangement.sortBy();
		const id = `${sorting}\n${group.id}`;
		const order = this.orders.get(id) ?? new HeadOrder(sorting);
		// The ones used last: a group that is gone is not opened again.
		this.orders.delete(id);
		this.orders.set(id, order);
		if (this.orders.size > mostOrders) {
			[...this.orders.keys()].slice(0, -mostOrders).forEach(old => this.orders.delete(old));
		}
		ordered.set(group.id, await order.arrange(ownMembers(group), this.shown.get(group.id) ?? page, new Pace(pause)));
	}

	private groupNode(group: Group, groups: readonly Group[]): GroupNode {
		return { kind: 'group', group, shown: this.shown.get(group.id) ?? page, isOnly: groups.length === 1 };
	}

	private papersOf(group: Group): LibraryNode[] {
		const heads = this.inOrder(group);
		const shown = this.shown.get(group.id) ?? page;
		const papers = heads.slice(0, shown).map(head => this.paperNode(head, group));
		papers.forEach(node => this.rows.set(rowId(node), { node, backlinks: 0 }));
		const nodes: LibraryNode[] = papers;
		if (heads.length > shown) {
			nodes.push(moreNode(group.id, heads.length - shown, page));
		}
		return nodes;
	}

	/** A linked paper whose key another paper answers to goes by its id. */
	private paperNode(head: Head, group: Group): PaperNode {
		const key = this.contents.papers.head(head.key)?.id === head.id ? head.key : head.id;
		return { kind: 'paper', key, head, group: group.id };
	}
}

/** Whether the papers of a group stand in another one, too, however they are grouped. */
function isExtra(group: Group): boolean {
	return isSaved(group) || isQueue(group);
}

/** The reading queue, where there is one. */
function queueGroups(members: readonly Head[]): readonly Group[] {
	const unread = members.filter(({ status }) => status === 'unread').length;
	return members.length === 0 ? [] : [{ id: queueGroup, label: localize('Reading Queue'), members, unread }];
}

function isQueue({ id }: Group): boolean {
	return id === queueGroup;
}

function isSaved({ id }: Group): boolean {
	return id.startsWith('search:');
}

/** What a filter leaves of a saved search. */
function narrowed(group: Group, matching: ReadonlySet<string>): Group {
	const members = group.members.filter(({ id }) => matching.has(id));
	return { ...group, members, unread: members.filter(({ status }) => status === 'unread').length };
}

/** Whether a group of the library lies in no other. */
function isAtTop({ linked, parent }: Group): boolean {
	return linked === undefined && parent === undefined;
}

/** How many groups stand before the one that a group lies in at the top of the tree; none before those of linked files. */
function placeAtTop(group: Group, groups: readonly Group[]): number {
	const outer = groups.find(({ id }) => id === group.parent);
	return outer !== undefined ? placeAtTop(outer, groups) : group.linked === undefined ? groups.filter(isAtTop).indexOf(group) : 0;
}

/** Without grouping the library's papers stand at the top, before the linked files. */
function isFlat({ id }: Group): boolean {
	return id === ungrouped;
}

function moreNode(group: string, left: number, ofPage: number): MoreNode {
	return { kind: 'more', group, left, page: ofPage };
}

function groupItem({ group, isOnly }: GroupNode, labels: Labels): TreeItem {
	const tag = tagOf(group);
	const color = tag === undefined ? undefined : colorOf(tag, labels);
	const item = new TreeItem(plainLabel(group.label), isOnly ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed);
	item.id = group.id;
	item.description = groupCount(group);
	item.contextValue = group.linked === undefined ? kindOfGroup(group) : 'linkedFile';
	if (isQueue(group)) {
		item.iconPath = new ThemeIcon('list-ordered');
	} else if (isSaved(group)) {
		item.iconPath = new ThemeIcon('search');
	} else if (collectionOf(group) !== undefined) {
		item.iconPath = new ThemeIcon('folder');
	} else if (tag !== undefined) {
		item.iconPath = new ThemeIcon('tag', color && themeColorOf(color));
	}
	if (group.linked !== undefined) {
		// The file's icon, and its colours for changes and problems.
		item.resourceUri = Uri.parse(group.linked.file);
		item.iconPath = ThemeIcon.File;
		item.tooltip = linkedTooltip(group.linked);
	}
	return item;
}

/** What the menu of a group offers more than that of others. */
function kindOfGroup(group: Group): 'queue' | 'savedSearch' | 'collection' | 'tag' | 'group' {
	return isQueue(group)
		? 'queue'
		: isSaved(group)
			? 'savedSearch'
			: collectionOf(group) !== undefined
				? 'collection'
				: tagOf(group) !== undefined
					? 'tag'
					: 'group';
}

function linkedTooltip({ label, problems }: LinkedContents): string {
	const [first, ...more] = problems;
	const trouble =
		first === undefined
			? []
			: [
					localize('Line {0}: {1}', first.line, first.message),
					...(more.length === 0 ? [] : [localize('{0} more in the Problems view.', more.length)]),
				];
	return [localize('{0}, used in place', label), ...trouble].join('\n');
}

/** `104 unread`, `3 unread of 104`, `104`. */
function groupCount({ members, unread }: Group): string {
	if (unread === 0) {
		return String(members.length);
	}
	return unread === members.length ? `${unread} unread` : localize('{0} unread of {1}', unread, members.length);
}

const icons: Readonly<Record<Status, ThemeIcon>> = {
	unread: new ThemeIcon('circle-filled', new ThemeColor('charts.blue')),
	reading: new ThemeIcon('book'),
	read: new ThemeIcon('check'),
};

const pinnedIcons: Readonly<Record<Status, ThemeIcon>> = {
	unread: new ThemeIcon('pinned', new ThemeColor('charts.blue')),
	reading: new ThemeIcon('pinned'),
	read: new ThemeIcon('pinned'),
};

const linkedIcon = new ThemeIcon('circle-outline');

function rowId({ group, head }: PaperNode): string {
	return `${group}\n${head.id}`;
}

function paperItem(node: PaperNode, backlinks: MentionCount, color: TagColor | undefined): TreeItem {
	const { head } = node;
	const due = dueText(head.due, dayOf(new Date()));
	const item = new TreeItem(plainLabel(head.title || head.key));
	item.id = rowId(node);
	item.description = plainLabel(
		[
			[filledStars(head.rating), [head.authors, head.year].filter(part => part !== undefined).join(', ')]
				.filter(part => part !== '')
				.join(' '),
			due,
		]
			.filter(part => part !== '')
			.join(' · '),
	);
	item.resourceUri = badgedUri(node.key, backlinks, color);
	item.iconPath = head.linked !== undefined ? linkedIcon : (head.pinned ? pinnedIcons : icons)[head.status];
	item.contextValue = head.linked === undefined ? 'paper' : 'linkedPaper';
	item.accessibilityInformation = {
		label: [
			plainLabel(head.title),
			plainLabel(head.authors ?? ''),
			head.year,
			head.linked?.label ?? datedStatus(head.status, head.statusDate),
			due,
			starsText(head.rating),
			head.pinned ? 'pinned' : '',
			backlinksText(backlinks),
		]
			.filter(part => part !== undefined && part !== '')
			.join(', '),
	};
	return item;
}

function moreItem(node: MoreNode): TreeItem {
	const item = new TreeItem(localize('Show {0} more of {1}', Math.min(node.page, node.left), node.left));
	item.id = `${node.group}\nmore`;
	item.iconPath = new ThemeIcon('ellipsis');
	item.command = { command: 'marginalia.showMorePapers', title: localize('Show More'), arguments: [node] };
	return item;
}

function problemItem({ problem: { code, path, line, message } }: ProblemNode): TreeItem {
	const item = new TreeItem(plainLabel(code === 'bad-line' ? localize('{0}, line {1}', nameOf(path), line) : nameOf(path)));
	item.id = `problem\n${path}\n${line}`;
	item.description = plainLabel(message);
	item.tooltip = message;
	item.iconPath = new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
	item.contextValue = code === 'bad-line' ? 'badLine' : 'badVolume';
	if (code !== 'missing') {
		item.command = { command: 'vscode.open', title: localize('Open File'), arguments: [uriOfPath(path).with({ fragment: `L${line}` })] };
	}
	return item;
}
