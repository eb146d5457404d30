import type { TextEdit } from '../text/edits';
import type { DocumentPapers } from '../library/documentPapers';
import type { Addition } from '../library/library';
import type { Papers } from '../library/papers';
import type { IncomingPaper, Paper } from '../paper/paper';
import type { FullTextSearch } from '../pdf/fullText';
import type { Cancellation } from '../files/ports';
import type { Lookup } from '../sources/lookup';
import type { WantedWork } from '../sources/wanted';

/**
 * What the named functions work on. A host gives it: the command line, the MCP server and the editor each have one. Paths of documents
 * are relative to the workspace, with `/`.
 */
export interface Workplace {
	/** The library and the bibliographies beside it. */
	readonly papers: Papers;
	readonly documents: WorkspaceDocuments;
	readonly notes: PaperNotes;
	/** What the keys of a document stand for: its own bibliographies come first. */
	knowledgeOf(document: WorkspaceDocument): Promise<DocumentKnowledge>;
	/** Adds records to the library in one step that can be taken back. */
	addPapers(papers: readonly IncomingPaper[]): Promise<Addition>;
	/** The words of attached PDFs, as far as they are read; not there where nobody reads PDFs. */
	readonly fullText?: (() => Promise<FullTextSearch>) | undefined;
	/** Asks the services that are switched on. */
	lookUp(wanted: readonly WantedWork[], cancellation?: Cancellation): Promise<readonly Lookup[]>;
}

/** What the keys of one document stand for. */
export type DocumentKnowledge = Pick<DocumentPapers, 'head' | 'holders' | 'paper' | 'isComplete'>;

/** Something that cannot be done, in a plain sentence. */
export interface Obstacle {
	readonly kind: 'problem';
	readonly message: string;
}

export interface WorkspaceDocument {
	readonly kind: 'document';
	readonly path: string;
	readonly text: string;
	readonly languageId: string;
}

/** What a change of a document is to be; or why there is none. */
export type DocumentPlan = { readonly kind: 'edits'; readonly edits: readonly TextEdit[] } | Obstacle;

/** Documents of the workspace, and no others: a path that leads out of it is refused. */
export interface WorkspaceDocuments {
	read(path: string): Promise<WorkspaceDocument | Obstacle>;
	/**
	 * Changes a document in one step, and nothing of it but what the edits say. `plan` may be called again with a newer text. `name` says
	 * what is done: `Citation of doe2020`.
	 */
	edit(path: string, name: string, plan: (text: string) => DocumentPlan): Promise<{ readonly kind: 'done' } | Obstacle>;
}

/** The notes of papers. */
export interface PaperNotes {
	/** The note of a paper; `undefined` where it has none. */
	find(paper: Paper): Promise<WorkspaceDocument | undefined>;
	/** The path of a paper's note, which is created where there is none. */
	ensure(paper: Paper): Promise<{ readonly kind: 'note'; readonly path: string; readonly isNew: boolean } | Obstacle>;
}
