import { Disposable, ProgressLocation, Range, window } from 'vscode';
import type { TextEditor, Uri } from 'vscode';
import { localize, localizeCount } from '../../../core/data/localize';
import type { Papers } from '../../../core/library/papers';
import type { Paper } from '../../../core/paper/paper';
import { lazily } from '../../../core/work/lazily';
import type { Log } from '../../../core/files/ports';
import { keysOf } from '../../ui/commandArguments';
import { registerCommand, tell } from '../../ui/commands';
import type { LastEditor } from '../../documents/lastEditor';
import { citedAtCursor, currentPaperKey } from '../../library/currentPaper';
import { pickPapers } from '../../library/paperPicker';
import { registerWritingCommand } from '../../settings/trust';
import type { WorkspaceNotes } from '../../documents/workspaceNotes';
import { NoteFinder } from './noteFinder';
import { NoteFolder } from './noteFolder';
import type { AnnotationsOfNote, MadeNotes } from './noteFolder';
import type { RefreshCommands } from './refreshCommands';

export interface NotesDependencies {
	readonly library: Papers;
	/** The library's folder, which has the annotations of its papers. */
	readonly folder: Uri;
	readonly log: Log;
	readonly lastEditor: LastEditor;
	readonly workspaceNotes: WorkspaceNotes;
}

export interface Notes {
	readonly commands: Disposable;
	/**
	 * The note of a paper: the file that has it, or the one that `Open Note` would make; `undefined` for an unknown key or without a
	 * workspace.
	 */
	noteUri(key: string): Promise<Uri | undefined>;
	/** The note of a paper, made where it is missing; `undefined` where that could not be, which the user was told. */
	ensureNote(paper: Paper): Promise<Uri | undefined>;
}

/** One linked note per paper. */
export function registerNotes({ library, folder, log, lastEditor, workspaceNotes }: NotesDependencies): Notes {
	const finder = new NoteFinder(workspaceNotes);
	const annotationSource = lazily(async () => (await import('../../pdf/annotationsForNotes')).annotationsForNotes(folder));
	const annotations: AnnotationsOfNote = async (...args) => (await annotationSource()).of(...args);
	const notes = new NoteFolder(library, finder, annotations);
	const keysFor = async (args: readonly unknown[], title: string, many: boolean) =>
		keysOf(args) ??
		(await pickPapers(library, {
			title,
			placeholder: many ? localize('Title, author, year, key or tag; select one or more') : localize('Title, author, year, key or tag'),
			many,
		}));
	let madeRefreshing: RefreshCommands | undefined;
	const refreshing = lazily(async () => {
		madeRefreshing = new (await import('./refreshCommands')).RefreshCommands({ library, log, finder, notes, annotations });
		return madeRefreshing;
	});
	const commands = Disposable.from(
		registerCommand(log, 'marginalia.openNote', async (...args) => {
			const cited = keysOf(args) === undefined ? await citedAtCursor(library) : undefined;
			for (const key of cited === undefined ? ((await keysFor(args, localize('Open note'), false)) ?? []) : [cited]) {
				await notes.open(key);
			}
		}),
		registerWritingCommand(log, 'marginalia.createNotes', async (...args) => {
			const keys = await keysFor(args, localize('Create notes'), true);
			return keys && createNotes(library, notes, keys);
		}),
		registerCommand(log, 'marginalia.insertNoteLink', async (...args) => {
			const editor = await lastEditor.get();
			if (editor === undefined) {
				tell(window.showInformationMessage, localize('Open a document to insert a note link.'));
				return;
			}
			const keys = await keysFor(args, localize('Insert note link'), true);
			if (keys !== undefined) {
				await insertLinks(editor, keys, notes);
			}
		}),
		registerCommand(log, 'marginalia.editNamePattern', async () => (await import('./editNamePattern')).editNamePattern(library)),
		{ dispose: () => madeRefreshing?.dispose() },
		registerWritingCommand(log, 'marginalia.refreshNote', async (...args) => (await refreshing()).refreshNote(args)),
		registerWritingCommand(log, 'marginalia.refreshAllNotes', async (...args) => (await refreshing()).refreshAllNotes(args)),
		registerWritingCommand(log, 'marginalia.addAnnotationsToNote', async (...args) => {
			const key =
				keysOf(args)?.[0] ?? (await currentPaperKey(library)) ?? (await keysFor([], localize('Add annotations to note'), false))?.[0];
			const paper = key === undefined ? undefined : await library.paper(key);
			const { addAnnotations } = await import('./annotationsToNote');
			return paper && (await addAnnotations({ library, log, finder, notes, annotations }, paper))?.toString();
		}),
		registerCommand(log, 'marginalia.refreshAnnotationsInNote', async key => {
			const { refreshAnnotations } = await import('./annotationsToNote');
			return typeof key === 'string' ? refreshAnnotations({ library, log, finder, notes, annotations }, key) : undefined;
		}),
	);
	return { noteUri: key => notes.uri(key), ensureNote: paper => notes.ensure(paper), commands };
}

/** A selection becomes the text of the link; several links go after it. */
async function insertLinks(editor: TextEditor, keys: readonly string[], notes: NoteFolder): Promise<void> {
	const { document } = editor;
	const [only, ...more] = keys;
	const inserts = await Promise.all(
		editor.selections.map(async selection => {
			const text = document.getText(selection);
			if (only !== undefined && more.length === 0 && text.trim() !== '') {
				const selected = { text, document: document.getText(), at: document.offsetAt(selection.start) };
				return { place: new Range(selection.start, selection.end), link: await notes.linkText(only, document, selected) };
			}
			const links = (await Promise.all(keys.map(key => notes.linkText(key, document)))).join(', ');
			return { place: new Range(selection.end, selection.end), link: text === '' || /\s$/.test(text) ? links : ` ${links}` };
		}),
	);
	await editor.edit(edit => inserts.forEach(({ place, link }) => edit.replace(place, link)));
}

/** Resolves to how many were made and how many were there. */
async function createNotes(
	library: Papers,
	notes: NoteFolder,
	keys: readonly string[],
): Promise<{ readonly made: number; readonly there: number } | undefined> {
	const papers = await library.papers(keys);
	const result = await window.withProgress(
		{ location: ProgressLocation.Notification, title: localize('Creating notes'), cancellable: true },
		(progress, token) => notes.createAll(papers, progress, token),
	);
	if (result === undefined) {
		return undefined;
	}
	tell(window.showInformationMessage, createdText(result, keys.length - papers.length));
	return { made: result.made.length, there: result.there };
}

/** `Created 12 notes, 3 already existed`, and what else there is to say. */
function createdText({ made, there, cancelled }: MadeNotes, unknown: number): string {
	const counts = [
		localizeCount(made.length, 'Created 1 note', 'Created {0} notes'),
		...(there > 0 ? [localize('{0} already existed', there)] : []),
		...(unknown > 0 ? [localize('{0} not in the library', unknown)] : []),
	].join(', ');
	return cancelled ? localize('{0}. Cancelled before the rest.', counts) : `${counts}.`;
}
