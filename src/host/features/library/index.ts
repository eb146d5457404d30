import { Disposable, commands, window, workspace } from 'vscode';
import type { Memento, TreeView } from 'vscode';
import { localize, localizeCount } from '../../../core/data/localize';
import { stringsOf } from '../../../core/data/json';
import type { RecordedLibrary } from '../../../core/library/recordedLibrary';
import type { LinkedBibliographies } from '../../../core/library/linkedBibliographies';
import type { Papers } from '../../../core/library/papers';
import { dayOf } from '../../../core/paper/dueDate';
import { askOfWorkspace } from '../../../core/search/facts';
import type { Log } from '../../../core/files/ports';
import { registerCommand } from '../../ui/commands';
import { onSettingChange, settings } from '../../settings/settings';
import { registerWritingCommand } from '../../settings/trust';
import type { WorkspaceNotes } from '../../documents/workspaceNotes';
import { Arrangement } from './arrangement';
import { BacklinkCounts, backlinkBadges } from './backlinkCounts';
import { LibraryDragAndDrop } from './dragAndDrop';
import { registerEditing } from './editing';
import type { PdfWords } from '../../pdf/pdfWords';
import { SearchHistory } from '../../library/searchHistory';
import { plainLabel } from '../../../core/text/printable';
import type { LibraryLabels } from '../../library/libraryLabels';
import { registerFilter } from './filter';
import { registerFollowing } from './following';
import type { LibraryNode } from './nodes';
import { Revealing } from './revealing';
import { SavedSearches } from './savedSearches';
import { registerSearch } from './search';
import { LibraryTree } from './tree';
import { ViewMessage } from './viewMessage';
import { registerUndoing } from './undoing';

export interface LibraryFeatureDependencies {
	readonly library: RecordedLibrary;
	/** The library and what is linked. */
	readonly papers: Papers;
	readonly linked: LinkedBibliographies;
	readonly log: Log;
	readonly notes: WorkspaceNotes;
	/** What is remembered of this workspace. */
	readonly memory: Memento;
	readonly pdfWords: () => Promise<PdfWords>;
	readonly labels: LibraryLabels;
}

/** The Library view, and what can be done to papers as a list: search, filter, group, sort, status, tags, removal, undo. */
export function registerLibrary({ library, papers, linked, log, notes, memory, pdfWords, labels }: LibraryFeatureDependencies): Disposable {
	const backlinks = new BacklinkCounts(notes, log);
	askOfWorkspace({
		hasNote: head => backlinks.hasNote(head),
		isCited: head => backlinks.of(head).places > 0,
		ready: () => backlinks.ready(),
	});
	const arrangement = new Arrangement(memory, log);
	const saved = new SavedSearches(library, backlinks, log);
	const tree = new LibraryTree({ library, linked, papers, backlinks, arrangement, saved, labels });
	const view = window.createTreeView('marginalia.library', {
		treeDataProvider: tree,
		canSelectMany: true,
		showCollapseAll: true,
		dragAndDropController: new LibraryDragAndDrop(),
	});
	const history = new SearchHistory(memory);
	const revealing = new Revealing(log, tree, view);
	let filters: readonly string[] = [];
	const show = () => showState(view, { library, papers, arrangement, filters });
	const recount = () => {
		if (view.visible) {
			tree.recount().catch((error: unknown) => log.error('The backlinks could not be counted', error));
		}
	};
	const lookForOvertaken = async () => {
		const papersPutBack = library.takeOvertaken();
		if (papersPutBack.length > 0) {
			(await import('./libraryProblems')).reportOvertaken(papersPutBack, library);
		}
	};
	const message = new ViewMessage(view, library);
	show();
	return Disposable.from(
		view,
		library.onDidChange(() => {
			lookForOvertaken().catch((error: unknown) => log.error('Papers that were put back could not be named', error));
		}),
		backlinks,
		window.registerFileDecorationProvider(backlinkBadges),
		backlinks.onDidChange(recount),
		view.onDidChangeVisibility(recount),
		view.onDidChangeVisibility(({ visible }) => (visible ? greet(log) : undefined)),
		workspace.onDidGrantWorkspaceTrust(() => {
			message.update();
		}),
		registerCommand(log, 'marginalia.manageTrust', () => commands.executeCommand('workbench.trust.manage')),
		papers.onDidChange(() => {
			tree.refresh();
			message.update();
			show();
		}),
		labels.onDidChange(() => tree.refresh()),
		saved,
		saved.onDidChange(() => {
			tree.refresh();
		}),
		arrangement,
		arrangement.onDidChange(() => {
			tree.refresh();
			show();
		}),
		onSettingChange(['library.badge'], show),
		onAnotherDay(() => tree.refresh()),
		registerCommand(log, 'marginalia.refreshLibrary', async () => {
			await (await import('./libraryProblems')).refreshLibrary(library);
			tree.refresh();
		}),
		registerWritingCommand(log, 'marginalia.setAsideLine', async argument =>
			(await import('./libraryProblems')).setAsideLine(library, argument),
		),
		revealing,
		registerBrowsing(log, tree, view, revealing),
		registerFollowing(log, tree, view),
		registerFilter({
			sources: [library, linked],
			backlinks,
			history,
			log,
			tree,
			message,
			onFilter: holding => {
				filters = holding;
				show();
			},
		}),
		registerSearch({ library: papers, log, pdfWords, history, select: key => revealing.select(key) }),
		registerCommand(log, 'marginalia.showSimilar', async (...args) =>
			(await import('./similar')).showSimilar({ papers, sources: [library, linked], notes }, args),
		),
		registerEditing({ library, papers, notes, log, labels }),
		registerUndoing(library, log),
	);
}

/** How often it is looked whether another day has begun. In milliseconds. */
const tenMinutes = 600_000;

/** Does something on each day that begins while the window is open: rows say when papers are due. */
function onAnotherDay(work: () => void): Disposable {
	let day = dayOf(new Date());
	const clock = setInterval(() => {
		const today = dayOf(new Date());
		if (today !== day) {
			day = today;
			work();
		}
	}, tenMinutes);
	return new Disposable(() => clearInterval(clock));
}

/** Somebody looks at the view, for all that is known for the first time. */
function greet(log: Log): void {
	commands.executeCommand('marginalia.greet').then(undefined, (error: unknown) => log.error('The walkthrough could not be opened', error));
}

/** Moving about: Enter, page by page, and the neighbours that the reader asks for. */
function registerBrowsing(log: Log, tree: LibraryTree, view: TreeView<LibraryNode>, revealing: Revealing): Disposable {
	return Disposable.from(
		registerCommand(log, 'marginalia.openSelectedPaper', async () => {
			// Selects what has the focus (opening a group, or showing a paper), as Enter does in every list.
			await commands.executeCommand('list.select');
			const [node] = view.selection;
			if (node?.kind === 'paper') {
				await commands.executeCommand('marginalia.openPaper', node.key, tree.opening(false));
			}
		}),
		registerCommand(log, 'marginalia.removeSelectedPapers', () =>
			commands.executeCommand('marginalia.removePaper', view.selection[0], view.selection),
		),
		registerCommand(log, 'marginalia.revealPapers', (keys, withView) => revealing.reveal(stringsOf(keys), withView === true)),
		registerCommand(log, 'marginalia.showMorePapers', node => {
			if (isMore(node)) {
				tree.showMore(node);
			}
		}),
		registerCommand(log, 'marginalia.neighbourPaper', async (key, step) => {
			const [selected] = view.selection;
			const group = selected?.kind === 'paper' && selected.key === key ? selected.group : undefined;
			const next = typeof key === 'string' ? await tree.neighbour(key, step === -1 ? -1 : 1, group) : undefined;
			// VS Code reveals only rows that the tree has.
			if (next?.hasRow === true && view.visible) {
				await view.reveal(next.node, { select: true, focus: false });
			}
			return next?.node.key;
		}),
	);
}

function isMore(node: unknown): node is Extract<LibraryNode, { kind: 'more' }> {
	return typeof node === 'object' && node !== null && 'kind' in node && node.kind === 'more';
}

function sortingLabel(sorting: ReturnType<Arrangement['sortBy']>): string {
	switch (sorting) {
		case 'rank':
			return '';
		case 'title':
			return localize('sorted by title');
		case 'added':
			return localize('newest first');
		case 'year':
			return localize('sorted by year');
	}
}

function groupingLabel(grouping: ReturnType<Arrangement['groupBy']>): string {
	switch (grouping) {
		case 'list':
			return localize('by list');
		case 'collection':
			return localize('by collection');
		case 'year':
			return localize('by year');
		case 'tag':
			return localize('by tag');
		case 'status':
			return localize('by status');
		case 'author':
			return localize('by first author');
		case 'none':
			return localize('all');
	}
}

interface Shown {
	readonly library: Papers;
	readonly papers: Papers;
	readonly arrangement: Arrangement;
	readonly filters: readonly string[];
}

/**
 * The badge counts what is unread, where somebody wants it to: after an import that is everything. The heading says which filters hold and
 * how the tree is grouped and sorted; the welcome text needs to know whether the library is empty.
 */
function showState(view: TreeView<LibraryNode>, { library, papers, arrangement, filters }: Shown): void {
	const heads = library.heads();
	const unread = settings.badge() === 'unread' ? heads.filter(head => head.status === 'unread').length : 0;
	view.badge = unread === 0 ? undefined : { value: unread, tooltip: localizeCount(unread, '1 unread paper', '{0} unread papers') };
	const arranged = [groupingLabel(arrangement.groupBy()), sortingLabel(arrangement.sortBy())].filter(Boolean).join(', ');
	view.description = heads.length === 0 ? '' : [...filters.map(filter => `[${plainLabel(filter)}]`), arranged].join(' ');
	void commands.executeCommand('setContext', 'marginalia.hasPapers', papers.heads().length > 0);
}
