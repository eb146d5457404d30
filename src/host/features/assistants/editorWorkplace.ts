import { Uri, workspace } from 'vscode';
import { localize, localizeCount } from '../../../core/data/localize';
import type { Cancellation, Log } from '../../../core/files/ports';
import { isCitingFile } from '../../../core/citing/languages';
import type { Addition } from '../../../core/library/library';
import type { Papers } from '../../../core/library/papers';
import type { DocumentTakeBack, RecordedLibrary } from '../../../core/library/recordedLibrary';
import type { IncomingPaper, Paper } from '../../../core/paper/paper';
import { lookUp } from '../../../core/sources/lookup';
import type { FullTextSearch } from '../../../core/pdf/fullText';
import type { Lookup } from '../../../core/sources/lookup';
import type { WantedWork } from '../../../core/sources/wanted';
import { applyEdits } from '../../../core/text/edits';
import type {
	DocumentKnowledge,
	DocumentPlan,
	Obstacle,
	PaperNotes,
	WorkspaceDocument,
	WorkspaceDocuments,
	Workplace,
} from '../../../core/tools/workplace';
import { editExactly, refusalSentence } from '../../documents/exactEditing';
import type { PapersOfDocuments } from '../../documents/papersOfDocuments';
import type { WorkspaceNotes } from '../../documents/workspaceNotes';
import type { PdfWords } from '../../pdf/pdfWords';
import { settings } from '../../settings/settings';
import { staysInWorkspace } from '../../settings/trust';
import type { Network } from '../../network/network';
import { takeBackCreation, takeBackEdit } from '../../documents/takingBack';
import { readBytes, refuseUnreadable } from '../../files/bytesOf';

export interface EditorWorkplaceParts {
	readonly library: RecordedLibrary;
	readonly papers: Papers;
	readonly papersOf: PapersOfDocuments;
	readonly workspaceNotes: WorkspaceNotes;
	readonly ensureNote: (paper: Paper) => Promise<Uri | undefined>;
	readonly network: () => Promise<Network>;
	readonly log: Log;
	readonly pdfWords: () => Promise<PdfWords>;
}

/**
 * What the named functions work on in an editor, for one call: what it changes in documents is recorded as one step that `Undo Library
 * Change` takes back.
 */
export class EditorWorkplace implements Workplace {
	readonly documents: WorkspaceDocuments;
	readonly notes: PaperNotes;
	/** Newest last. */
	private readonly takeBacks: DocumentTakeBack[] = [];

	constructor(private readonly parts: EditorWorkplaceParts) {
		this.documents = { read: path => read(path), edit: (path, _name, plan) => this.edit(path, plan) };
		this.notes = { find: paper => this.findNote(paper), ensure: paper => this.ensureNote(paper) };
	}

	get fullText(): (() => Promise<FullTextSearch>) | undefined {
		return settings.searchesPdfs() ? async () => (await this.parts.pdfWords()).search : undefined;
	}

	get papers(): Papers {
		return this.parts.papers;
	}

	async knowledgeOf({ path }: WorkspaceDocument): Promise<DocumentKnowledge> {
		const uri = placeOf(path);
		return this.parts.papersOf.of(await workspace.openTextDocument(uri ?? Uri.parse(path)));
	}

	addPapers(papers: readonly IncomingPaper[]): Promise<Addition> {
		const name = localizeCount(papers.length, 'Import of 1 Paper by an Assistant', 'Import of {0} Papers by an Assistant');
		return this.parts.library.step(name, editor => editor.add(papers), { quiet: true });
	}

	async lookUp(wanted: readonly WantedWork[], cancellation?: Cancellation): Promise<readonly Lookup[]> {
		return lookUp((await this.parts.network()).asking, wanted, cancellation);
	}

	/** Ends the call. */
	record(name: string): void {
		this.parts.library.recordDocuments(localize('{0} by an Assistant', name), this.takeBacks);
	}

	private async edit(path: string, plan: (text: string) => DocumentPlan): Promise<{ readonly kind: 'done' } | Obstacle> {
		const uri = await reachablePlaceOf(path);
		if (uri === undefined) {
			return outside(path);
		}
		let before = '';
		let after = '';
		const refused = await editExactly(uri, text => {
			const planned = plan(text);
			before = text;
			after = planned.kind === 'edits' ? applyEdits(text, planned.edits) : text;
			return planned;
		});
		if (refused !== undefined && refused.kind !== 'unsaved') {
			return { kind: 'problem', message: refusalSentence(refused) };
		}
		if (after !== before) {
			this.takeBacks.push(takeBackEdit(uri, before, after));
		}
		return { kind: 'done' };
	}

	private async findNote(paper: Paper): Promise<WorkspaceDocument | undefined> {
		const [note] = (await this.parts.workspaceNotes.current()).notesOf(paper);
		const document = note === undefined ? undefined : await read(workspace.asRelativePath(Uri.parse(note.path)));
		return document?.kind === 'document' ? document : undefined;
	}

	private async ensureNote(paper: Paper): Promise<{ readonly kind: 'note'; readonly path: string; readonly isNew: boolean } | Obstacle> {
		const known = await this.findNote(paper);
		if (known !== undefined) {
			return { kind: 'note', path: known.path, isNew: false };
		}
		const uri = await this.parts.ensureNote(paper);
		if (uri === undefined) {
			return { kind: 'problem', message: localize('Couldn’t create the note.') };
		}
		this.takeBacks.push(takeBackCreation(uri, new TextDecoder().decode(await readBytes(uri))));
		return { kind: 'note', path: workspace.asRelativePath(uri), isNew: true };
	}
}

/**
 * The file in the workspace that a relative path names, in the folder whose name it begins with where there are several; `undefined` for
 * one that leads out of it.
 */
function placeOf(path: string): Uri | undefined {
	const folders = workspace.workspaceFolders ?? [];
	const named = folders.length > 1 ? folders.find(({ name }) => path.startsWith(`${name}/`)) : undefined;
	const folder = named ?? folders[0];
	if (folder === undefined || /^(?:[\\/]|[a-z][a-z0-9+.-]*:)/i.test(path)) {
		return undefined;
	}
	const uri = Uri.joinPath(folder.uri, named === undefined ? path : path.slice(named.name.length + 1));
	return uri.path.startsWith(`${folder.uri.path.replace(/\/$/, '')}/`) && isCitingFile(uri.path) ? uri : undefined;
}

/** The same, where no symbolic link leads out of the workspace either. */
async function reachablePlaceOf(path: string): Promise<Uri | undefined> {
	const uri = placeOf(path);
	return uri !== undefined && (await staysInWorkspace(uri)) ? uri : undefined;
}

function outside(path: string): Obstacle {
	return {
		kind: 'problem',
		message: localize('{0} isn’t a document in this workspace that can contain citations, such as Markdown, LaTeX or Typst.', path),
	};
}

async function read(path: string): Promise<WorkspaceDocument | Obstacle> {
	const uri = await reachablePlaceOf(path);
	if (uri === undefined) {
		return outside(path);
	}
	try {
		if (!workspace.textDocuments.some(open => open.uri.toString() === uri.toString())) {
			await refuseUnreadable(uri);
		}
		const document = await workspace.openTextDocument(uri);
		return { kind: 'document', path, text: document.getText(), languageId: document.languageId };
	} catch {
		// The editor says no more than that it couldn't.
		return { kind: 'problem', message: localize('Couldn’t read the document {0}.', path) };
	}
}
