import { FileSystemError, FileType, Position, Range, Uri, commands, window, workspace } from 'vscode';
import type { CancellationToken, FileStat, TextDocument } from 'vscode';
import type { JsonObject } from '../../../core/data/json';
import { localize } from '../../../core/data/localize';
import type { Papers } from '../../../core/library/papers';
import { pathIdentity } from '../../../core/notes/fileNames';
import { locateNotes } from '../../../core/notes/noteLocator';
import type { LinkTarget } from '../../../core/notes/noteLink';
import { Pace } from '../../../core/work/pace';
import type { Paper } from '../../../core/paper/paper';
import { tell } from '../../ui/commands';
import { bytesOf } from '../../files/bytesOf';
import { createFile } from '../../files/newFile';
import { pause } from '../../ui/pause';
import { folderOf } from '../../settings/folderSetting';
import { settings } from '../../settings/settings';
import { mayWrite } from '../../settings/trust';
import type { NoteFinder } from './noteFinder';
import { readNoteTemplate } from './noteTemplate';

/** What came of making notes for several papers. */
export interface MadeNotes {
	readonly made: readonly Uri[];
	/** How many papers had a note. */
	readonly there: number;
	readonly cancelled: boolean;
}

/** What a template may ask of the annotations of a paper, in a note at a place. */
export type AnnotationsOfNote = (paper: Paper, note: Uri | undefined, template: string) => Promise<readonly JsonObject[]>;

interface NewNote {
	readonly uri: Uri;
	readonly text: string;
}

/** So many notes are made in one step, between two looks at the Cancel button. */
const batch = 50;

/** The notes of the workspace: where they are, and how they are made. */
export class NoteFolder {
	constructor(
		private readonly library: Papers,
		private readonly finder: NoteFinder,
		private readonly annotations: AnnotationsOfNote,
	) {}

	async open(key: string): Promise<void> {
		const paper = await this.library.paper(key);
		if (paper === undefined) {
			tell(window.showWarningMessage, localize('No paper in the library has the citation key “{0}”.', key));
			return;
		}
		const existing = await this.existing(paper);
		if (existing !== undefined) {
			// A tab that stays: the next file doesn't take its place.
			await window.showTextDocument(existing, { preview: false });
			return;
		}
		const made = await this.makeOne(paper);
		if (made !== undefined) {
			await window.showTextDocument(made.uri, { preview: false, selection: endOf(made.text) });
		}
	}

	/** The note of a paper, made where it is missing. `undefined` where it could not be made, which the user was told. */
	async ensure(paper: Paper): Promise<Uri | undefined> {
		return (await this.existing(paper)) ?? (await this.makeOne(paper))?.uri;
	}

	/** The note of a paper, or where its note would be made. */
	async uri(key: string): Promise<Uri | undefined> {
		const paper = await this.library.paper(key);
		return paper && ((await this.find(paper))[0] ?? (await this.newPlace(paper, new Set())));
	}

	/** A link as the setting wants it, from a document to a paper's note (made or not yet). */
	async linkText(key: string, { uri: from, languageId }: TextDocument, selected?: LinkTarget['selected']): Promise<string> {
		const target = await this.uri(key);
		const name = this.library.head(key)?.key ?? key;
		const { noteLink } = await import('../../../core/notes/noteLink');
		return noteLink(settings.noteLinkStyle(), {
			key: name,
			title: this.library.head(key)?.title ?? name,
			languageId,
			from: placeOf(from),
			to: target?.path,
			...(selected && { selected }),
		});
	}

	/** The file that is the paper's note. Two that claim to be are reported, and the better one is taken. */
	async existing(paper: Paper): Promise<Uri | undefined> {
		const [best, second] = await this.find(paper);
		if (best !== undefined && second !== undefined) {
			tell(
				window.showWarningMessage,
				localize(
					'Two notes belong to “{0}”. Opened {1}; the other is {2}.',
					paper['citation-key'],
					workspace.asRelativePath(best),
					workspace.asRelativePath(second),
				),
				{ [localize('Open Other')]: () => window.showTextDocument(second, { preview: false }) },
			);
		}
		return best;
	}

	/** Makes a note for each paper that has none. `undefined` where nothing could be made, which the user was told. */
	async createAll(papers: readonly Paper[], progress: Progress, token: CancellationToken): Promise<MadeNotes | undefined> {
		const pace = new Pace(pause);
		const missing: Paper[] = [];
		for (const paper of papers) {
			if ((await this.find(paper)).length === 0) {
				missing.push(paper);
			}
			await pace.rest();
			if (token.isCancellationRequested) {
				return { made: [], there: 0, cancelled: true };
			}
		}
		const made = await this.make(missing, progress, token);
		return made && { made: made.map(note => note.uri), there: papers.length - missing.length, cancelled: token.isCancellationRequested };
	}

	/** The notes of a paper, normally one: by what they say of themselves, else the file at the place where the note would be made. */
	private async find(paper: Paper): Promise<readonly Uri[]> {
		const [best, ...others] = await this.finder.find(paper);
		const rivals = others.filter(other => other.by === best?.by && other.by === 'front matter' && !other.copy);
		return best === undefined ? this.atItsPlace(paper) : [best, ...rivals].map(note => Uri.parse(note.path));
	}

	/** A note that `files.exclude` hides from the finder. */
	private async atItsPlace(paper: Paper): Promise<readonly Uri[]> {
		const place = await firstPlace(paper, new Set());
		const bytes = place && (await bytesOf(place.uri));
		if (place === undefined || bytes === undefined) {
			return [];
		}
		const { readNoteIdentity } = await import('../../../core/notes/frontmatter');
		const identity = readNoteIdentity(new TextDecoder().decode(bytes));
		return locateNotes(paper, [{ path: place.uri.toString(), ...identity }], () => Uri.joinPath(place.uri, '..').toString()).length > 0
			? [place.uri]
			: [];
	}

	private async makeOne(paper: Paper): Promise<NewNote | undefined> {
		return (await this.make([paper], { report: () => undefined }))?.[0];
	}

	/** Makes files that are not there yet. All are rendered before the first is made, so that a mistake in the template makes none. */
	private async make(papers: readonly Paper[], progress: Progress, token?: CancellationToken): Promise<readonly NewNote[] | undefined> {
		if (!mayWrite()) {
			return undefined;
		}
		if (workspace.workspaceFolders === undefined) {
			tell(window.showInformationMessage, localize('Open a folder to create notes.'), {
				[localize('Open Folder')]: () => commands.executeCommand('vscode.openFolder'),
			});
			return undefined;
		}
		const notes = await this.render(papers);
		const made: NewNote[] = [];
		for (let at = 0; notes !== undefined && at < notes.length && token?.isCancellationRequested !== true; at += batch) {
			const some = notes.slice(at, at + batch);
			const failed: NewNote[] = [];
			for (const note of some) {
				const { kind } = await createFile(note.uri, note.text);
				if (kind === 'created') {
					this.finder.learn(note.uri, note.text);
					made.push(note);
				} else {
					failed.push(note);
				}
			}
			if (failed.length > 0) {
				tell(
					window.showErrorMessage,
					localize(
						'Couldn’t create {0}. Check that the notes folder is writable.',
						failed
							.map(note => workspace.asRelativePath(note.uri))
							.slice(0, 3)
							.join(', '),
					),
				);
				return made;
			}
			progress.report({ increment: (some.length * 100) / notes.length, message: localize('{0} of {1}', made.length, notes.length) });
		}
		return notes && made;
	}

	private async render(papers: readonly Paper[]): Promise<readonly NewNote[] | undefined> {
		const template = await readNoteTemplate();
		if (template.kind === 'missing') {
			tell(window.showErrorMessage, localize('{0} No note was created.', template.message));
			return undefined;
		}
		const { renderNote } = await import('../../../core/notes/template');
		const { mistakeInNamePattern } = await import('../../../core/notes/namePattern');
		const pace = new Pace(pause);
		const taken = new Set<string>();
		const notes: NewNote[] = [];
		for (const paper of papers) {
			const mistake = mistakeInNamePattern(settings.noteFileName(), paper);
			if (mistake !== undefined) {
				tell(window.showErrorMessage, localize('The setting marginalia.notes.fileName isn’t valid, so no note was created. {0}', mistake));
				return undefined;
			}
			const first = await firstPlace(paper, taken);
			const annotations = await this.annotations(paper, first?.uri, template.text);
			const note = renderNote(template.text, paper, { now: new Date(), annotations });
			if (note.kind === 'mistake') {
				tell(window.showErrorMessage, localize('{0}, line {1}: {2} No note was created.', template.name, note.line, note.message));
				return undefined;
			}
			if (first !== undefined && (await leadsNowhere(first.uri))) {
				tell(
					window.showErrorMessage,
					localize(
						'{0} is a symbolic link to a file that isn’t there, so no note was created. Restore the file or delete the link, then try again.',
						workspace.asRelativePath(first.uri),
					),
				);
				return undefined;
			}
			const uri = await this.newPlace(paper, taken);
			if (uri !== undefined) {
				notes.push({ uri, text: note.text });
			}
			await pace.rest();
		}
		return notes;
	}

	/** Where the note of a paper goes: never where a file stands, nor where a path of `taken` is, to which it is added. */
	private async newPlace(paper: Paper, taken: Set<string>): Promise<Uri | undefined> {
		for (let place = await firstPlace(paper, taken); place !== undefined; place = await firstPlace(paper, taken)) {
			taken.add(pathIdentity(place.path));
			if (!(await exists(place.uri))) {
				return place.uri;
			}
		}
		return undefined;
	}
}

/** Where the note of a paper goes, were there no other files than those taken; `undefined` without an open folder. */
async function firstPlace(paper: Paper, taken: ReadonlySet<string>): Promise<{ readonly path: string; readonly uri: Uri } | undefined> {
	const { noteFileName } = await import('../../../core/notes/namePattern');
	const root = workspace.workspaceFolders?.[0]?.uri;
	const path = noteFileName(paper, settings.noteFileName(), { now: new Date(), taken: candidate => taken.has(pathIdentity(candidate)) });
	return root && { path, uri: Uri.joinPath(folderOf(root, 'notes.folder', settings.notesFolder(root)), path) };
}

/** A document that has no file yet is read by VS Code as one in the first folder of the workspace. */
function placeOf(uri: Uri): string {
	const root = workspace.workspaceFolders?.[0]?.uri;
	return uri.scheme === 'untitled' && root !== undefined ? Uri.joinPath(root, 'untitled.md').path : uri.path;
}

interface Progress {
	report(step: { readonly increment: number; readonly message: string }): void;
}

/** Where the writing begins in a new note. */
function endOf(text: string): Range {
	const lines = text.split('\n');
	const end = new Position(lines.length - 1, lines.at(-1)?.length ?? 0);
	return new Range(end, end);
}

/** Whether a symbolic link stands there whose file is gone, or not mounted. */
async function leadsNowhere(uri: Uri): Promise<boolean> {
	const found = await statOf(uri);
	return found !== undefined && (found.type & FileType.SymbolicLink) !== 0 && (found.type & (FileType.File | FileType.Directory)) === 0;
}

async function exists(uri: Uri): Promise<boolean> {
	return (await statOf(uri)) !== undefined;
}

async function statOf(uri: Uri): Promise<FileStat | undefined> {
	try {
		return await workspace.fs.stat(uri);
	} catch (error) {
		if (error instanceof FileSystemError && error.code === 'FileNotFound') {
			return undefined;
		}
		throw error;
	}
}
