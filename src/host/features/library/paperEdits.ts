import { commands, window } from 'vscode';
import { localize, localizeCount } from '../../../core/data/localize';
import type { Outcome } from '../../../core/library/library';
import type { RecordedLibrary } from '../../../core/library/recordedLibrary';
import type { Papers } from '../../../core/library/papers';
import type { Paper, Status } from '../../../core/paper/paper';
import { statusLabel } from '../../../core/paper/statusLabel';
import { statuses } from '../../../core/paper/paper';
import { withStatus } from '../../../core/paper/statusDates';
import { dayOf } from '../../../core/paper/dueDate';
import type { Log } from '../../../core/files/ports';
import { updateAdopted } from '../../../core/library/adoption';
import { unqueued } from '../../../core/library/readingQueue';
import { emptiedCollections, tagsOf } from '../../../core/library/organising';
import { withCollections } from '../../../core/library/labels';
import { keysOf, namesKeys, textsOf } from '../../ui/commandArguments';
import { tell } from '../../ui/commands';
import { pickPapers } from '../../library/paperPicker';
import type { WorkspaceNotes } from '../../documents/workspaceNotes';
import type { LibraryLabels } from '../../library/libraryLabels';
import { askNames } from './askNames';
import { plainLabel } from '../../../core/text/printable';

export interface EditingDependencies {
	readonly library: RecordedLibrary;
	/** The library and what is linked. */
	readonly papers: Papers;
	readonly notes: WorkspaceNotes;
	readonly log: Log;
	readonly labels: LibraryLabels;
}

type Arguments = readonly unknown[];

/** Sets the status of the papers that are named or picked. */
export async function setStatus({ library, papers }: EditingDependencies, args: Arguments): Promise<Outcome | undefined> {
	const keys = await keysFor(args, localize('Set the status of papers'), papers);
	const status = keys && (statusAmong(args) ?? (await askStatus()));
	const day = dayOf(new Date());
	return (
		keys &&
		status &&
		updateAdopted(library, localize('Set Status'), papers, keys, paper =>
			// What is read leaves the reading queue.
			withStatus(status === 'read' ? unqueued(paper) : paper, status, day),
		)
	);
}

export async function addTag({ library, papers }: EditingDependencies, args: Arguments): Promise<Outcome | undefined> {
	const keys = await keysFor(args, localize('Tag papers'), papers);
	const tags =
		keys &&
		((namesKeys(args) ? textsOf(args[1]) : undefined) ??
			(await askNames({
				title: localize('Add tags'),
				known: tagsOf(library.heads()),
				many: localize('Select tags, or type a new one'),
				first: localize('Type a tag'),
				fresh: localize('new tag'),
			})));
	return (
		keys &&
		tags &&
		updateAdopted(library, localize('Add Tag'), papers, keys, paper => ({ ...paper, tags: [...new Set([...(paper.tags ?? []), ...tags])] }))
	);
}

export async function removeTag({ library }: EditingDependencies, args: Arguments): Promise<Outcome | undefined> {
	const keys = await keysFor(args, localize('Remove a tag from papers'), library);
	const tags = keys && ((namesKeys(args) ? textsOf(args[1]) : undefined) ?? (await askTagsOf(await library.papers(keys))));
	return keys && tags && library.step(localize('Remove Tag'), editor => editor.update(keys, paper => withoutTags(paper, tags)));
}

/** Asks first, where a person picked the papers. */
export async function removePaper({ library, papers, labels }: EditingDependencies, args: Arguments): Promise<Outcome | undefined> {
	const keys = await keysFor(args, localize('Remove papers from the library'), library);
	if (keys === undefined || tellLinked(papers, keys) || !(namesKeys(args) || (await confirmRemoval(library, keys)))) {
		return undefined;
	}
	const ids = new Set(keys.flatMap(key => library.head(key)?.id ?? []));
	// A collection stays until the user deletes it, wherever it came from.
	const emptied = emptiedCollections(library.heads(), ids);
	const documents = await labels.change(now => withCollections(now, emptied));
	const outcome = await library.step(
		localizeCount(keys.length, 'Removal of 1 Paper', 'Removal of {0} Papers'),
		editor => editor.remove(keys),
		{ documents },
	);
	const count = outcome.changes.length;
	tell(window.showInformationMessage, localizeCount(count, 'Removed 1 paper.', 'Removed {0} papers.'), {
		[localize('Undo')]: () => commands.executeCommand('marginalia.undoLibraryChange'),
	});
	return outcome;
}

/** The papers that a command is about: named, clicked, or picked now. */
export async function keysFor(args: Arguments, title: string, among: Papers): Promise<readonly string[] | undefined> {
	return keysOf(args) ?? (await pickPapers(among, { title, placeholder: localize('Select one or more papers'), many: true }));
}

function statusAmong([, second, third]: readonly unknown[]): Status | undefined {
	return statuses.find(status => status === second || status === third);
}

async function askStatus(): Promise<Status | undefined> {
	const items = statuses.map(status => ({ label: statusLabel(status), status }));
	return (await window.showQuickPick(items, { title: localize('Set status'), placeHolder: localize('Status') }))?.status;
}

async function askTagsOf(papers: readonly Paper[]): Promise<readonly string[] | undefined> {
	const tags = [...new Set(papers.flatMap(paper => paper.tags ?? []))].sort();
	if (tags.length === 0) {
		tell(window.showInformationMessage, localize('These papers have no tags.'));
		return undefined;
	}
	const items = tags.map(tag => ({ label: plainLabel(tag), tag }));
	return (await window.showQuickPick(items, { title: localize('Remove tags'), canPickMany: true }))?.map(({ tag }) => tag);
}

function withoutTags(paper: Paper, tags: readonly string[]): Paper {
	return { ...paper, tags: (paper.tags ?? []).filter(tag => !tags.includes(tag)) };
}

/** Whether all papers stand in linked files, which nobody but the user changes; says where. */
function tellLinked(papers: Papers, keys: readonly string[]): boolean {
	const heads = keys.flatMap(key => papers.head(key) ?? []);
	const [first] = heads;
	if (first?.linked === undefined || heads.some(head => head.linked === undefined)) {
		return false;
	}
	tell(window.showInformationMessage, localize('“{0}” belongs to the linked file {1}. Remove it there.', first.title, first.linked.label), {
		[localize('Go to Entry')]: () => commands.executeCommand('marginalia.goToEntry', first.id),
	});
	return true;
}

async function confirmRemoval(library: RecordedLibrary, keys: readonly string[]): Promise<boolean> {
	const [only] = keys;
	const remove = localize('Remove');
	const answer = await window.showWarningMessage(
		keys.length === 1 && only !== undefined
			? localize('Remove “{0}” from the library?', library.head(only)?.title ?? only)
			: localize('Remove {0} papers from the library?', keys.length),
		{ modal: true, detail: localize('Notes and citations aren’t changed. You can undo this.') },
		remove,
	);
	return answer === remove;
}
