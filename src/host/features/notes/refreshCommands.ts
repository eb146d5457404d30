import { ProgressLocation, Range, Uri, window, workspace } from 'vscode';
import type { Disposable } from 'vscode';
import { localize, localizeCount } from '../../../core/data/localize';
import { isObject } from '../../../core/data/json';
import type { Papers } from '../../../core/library/papers';
import { noteName } from '../../../core/notes/notePaths';
import type { Log } from '../../../core/files/ports';
import { keysOf, namesKeys } from '../../ui/commandArguments';
import { tell } from '../../ui/commands';
import { pickPapers } from '../../library/paperPicker';
import { EditedBlocks } from './editedBlocks';
import type { NoteFinder } from './noteFinder';
import type { AnnotationsOfNote, NoteFolder } from './noteFolder';
import { readNoteTemplate } from './noteTemplate';
import type { Decide, RefreshReport, RefreshTarget } from './refreshNotes';

export interface RefreshDependencies {
	readonly library: Papers;
	readonly log: Log;
	readonly finder: NoteFinder;
	readonly notes: NoteFolder;
	readonly annotations: AnnotationsOfNote;
}

/**
 * `Refresh Note` takes keys, papers of the tree, or nothing (then the active note); `Refresh All Notes` takes every note of a paper in the
 * library. A last argument `{ edited: 'keep' | 'replace' }` says what becomes of managed blocks and values that the user edited; a caller
 * that names keys and says nothing keeps them.
 */
export class RefreshCommands implements Disposable {
	private readonly edited = new EditedBlocks();

	constructor(private readonly dependencies: RefreshDependencies) {}

	async refreshNote(args: readonly unknown[]): Promise<RefreshReport | undefined> {
		const { library, notes } = this.dependencies;
		const active = keysOf(args) === undefined ? await activeNote(library) : undefined;
		if (active !== undefined) {
			return this.run([active], args);
		}
		const keys =
			keysOf(args) ??
			(await pickPapers(library, { title: localize('Refresh note'), placeholder: localize('Select one or more papers'), many: true }));
		return keys && this.run(await notesOf(library, notes, keys), args);
	}

	async refreshAllNotes(args: readonly unknown[]): Promise<RefreshReport | undefined> {
		const { library, finder } = this.dependencies;
		return this.run(await allNotes(library, finder), args);
	}

	dispose(): void {
		this.edited.dispose();
	}

	private run(targets: readonly RefreshTarget[], args: readonly unknown[]): Promise<RefreshReport | undefined> {
		return refresh(targets, this.edited, wishAmong(args) ?? (namesKeys(args) ? 'keep' : 'ask'), this.dependencies);
	}
}

type Wish = 'keep' | 'replace' | 'ask';

async function refresh(
	targets: readonly RefreshTarget[],
	edited: EditedBlocks,
	wish: Wish,
	{ log, annotations }: Pick<RefreshDependencies, 'log' | 'annotations'>,
): Promise<RefreshReport | undefined> {
	if (targets.length === 0) {
		tell(window.showInformationMessage, localize('No note to refresh. Create one with “Marginalia: Open Note”.'));
		return undefined;
	}
	const template = await readNoteTemplate();
	if (template.kind === 'missing') {
		tell(window.showErrorMessage, localize('{0} No note was changed.', template.message));
		return undefined;
	}
	const decide: Decide =
		wish === 'ask' ? edited.ask : ({ parts }) => Promise.resolve(wish === 'replace' ? { kind: wish, parts } : { kind: wish });
	const report = await window.withProgress({ location: ProgressLocation.Window, title: localize('Refreshing notes') }, async () =>
		(await import('./refreshNotes')).refreshNotes(targets, template, decide, annotations),
	);
	report.problems.forEach(({ path, line, message }) => log.warn(`${path}, line ${line}: ${message}`));
	const unsealed = new Set(report.unsealed);
	const again = targets.filter(({ uri }) => unsealed.has(uri.toString())).map(target => ({ ...target, named: true }));
	const found = targets.find(({ uri }) => uri.toString() === report.unconfirmed[0]?.uri);
	showReport(
		report,
		again.length === 0 || wish !== 'ask' ? undefined : () => refresh(again, edited, 'ask', { log, annotations }),
		found && (async () => (await confirm(found)) && refresh([found], edited, wish, { log, annotations })),
	);
	return report;
}

function showReport(
	{ refreshed, upToDate, kept, unsealed, unconfirmed, problems }: RefreshReport,
	review: (() => Promise<unknown>) | undefined,
	confirmFirst: (() => Promise<unknown>) | undefined,
): void {
	const parts = [
		localizeCount(refreshed, 'Refreshed 1 note', 'Refreshed {0} notes'),
		...(upToDate > 0 ? [localize('{0} up to date', upToDate)] : []),
		...(kept.length > 0 ? [localizeCount(kept.length, 'kept 1 part you wrote', 'kept {0} parts you wrote')] : []),
	];
	const [first, ...more] = problems;
	if (first === undefined) {
		const older =
			review === undefined
				? ''
				: ` ${localizeCount(unsealed.length, 'Values in 1 note from an older version or another tool differ from the paper.', 'Values in {0} notes from an older version or another tool differ from the papers.')}`;
		tell(
			window.showInformationMessage,
			`${parts.join(', ')}.${older}`,
			review === undefined ? {} : { [localize('Review Differences')]: review },
		);
		return;
	}
	const others =
		more.length === 0
			? ''
			: ` ${localizeCount(more.length, '1 more problem is in the Marginalia output.', '{0} more problems are in the Marginalia output.')}`;
	const isFirst = unconfirmed[0]?.uri === first.uri;
	tell(
		window.showWarningMessage,
		localize('{0}. Skipped {1}, line {2}: {3}', parts.join(', '), first.path, first.line, first.message) + others,
		{
			...(isFirst && confirmFirst && { [localize('Use as Its Note')]: confirmFirst }),
			[localize('Open File')]: () =>
				window.showTextDocument(Uri.parse(first.uri), { selection: new Range(first.line - 1, 0, first.line - 1, 0) }),
		},
	);
}

/** Says in a file that it is the note of its paper; resolves to whether it does now. */
async function confirm({ uri, paper }: RefreshTarget): Promise<boolean> {
	const { confirmationOf } = await import('../../../core/notes/confirmation');
	const { editExactly, refusalSentence } = await import('../../documents/exactEditing');
	const refused = await editExactly(uri, text => {
		const edit = confirmationOf(text, paper['citation-key']);
		return edit === undefined
			? { kind: 'problem', message: localize('Add “citation-key: {0}” to its front matter yourself.', paper['citation-key']) }
			: { kind: 'edits', edits: [edit] };
	});
	if (refused !== undefined) {
		tell(window.showWarningMessage, localize('{0} wasn’t changed. {1}', workspace.asRelativePath(uri), refusalSentence(refused)));
	}
	return refused === undefined;
}

function wishAmong(args: readonly unknown[]): 'keep' | 'replace' | undefined {
	for (const argument of args) {
		const wish = isObject(argument) ? argument['edited'] : undefined;
		if (wish === 'keep' || wish === 'replace') {
			return wish;
		}
	}
	return undefined;
}

async function notesOf(library: Papers, notes: NoteFolder, keys: readonly string[]): Promise<readonly RefreshTarget[]> {
	const targets: RefreshTarget[] = [];
	for (const paper of await library.papers(keys)) {
		const uri = await notes.existing(paper);
		if (uri !== undefined) {
			targets.push({ uri, paper, named: true });
		}
	}
	return targets;
}

/** The note in the active editor; `undefined` where it is no note of a paper. */
async function activeNote(library: Papers): Promise<RefreshTarget | undefined> {
	const document = window.activeTextEditor?.document;
	if (document?.languageId !== 'markdown') {
		return undefined;
	}
	const { readNoteIdentity } = await import('../../../core/notes/frontmatter');
	const paper = await library.paper(readNoteIdentity(document.getText()).citationKey ?? noteName(document.uri.path));
	return paper && { uri: document.uri, paper, named: true };
}

/** Two notes of one paper are both refreshed: each keeps what its user wrote. Copies and what was set aside stay as they are. */
async function allNotes(library: Papers, finder: NoteFinder): Promise<readonly RefreshTarget[]> {
	const targets: RefreshTarget[] = [];
	const seen = new Set<string>();
	for (const { path, citationKey } of await finder.all()) {
		const paper = await library.paper(citationKey ?? noteName(Uri.parse(path).path).replace(/^@/, ''));
		if (paper === undefined || seen.has(paper['citation-key'])) {
			continue;
		}
		seen.add(paper['citation-key']);
		const notes = (await finder.find(paper)).filter(({ copy }) => !copy).map(note => Uri.parse(note.path));
		targets.push(...notes.filter(uri => workspace.getWorkspaceFolder(uri) !== undefined).map(uri => ({ uri, paper, named: false })));
	}
	return targets;
}
