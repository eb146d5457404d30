import { AnnotationStore } from '../annotations/annotationStore';
import type { ProgramFiles } from '../files/disk';
import { DocumentPapers } from '../library/documentPapers';
import { JoinedPapers } from '../library/joinedPapers';
import type { Addition, Library } from '../library/library';
import { RecordedLibrary } from '../library/recordedLibrary';
import type { IncomingPaper } from '../paper/paper';
import { present } from '../paper/paper';
import type { Cache, Cancellation, Clock, FileStore } from '../files/ports';
import type { Asking } from '../sources/asking';
import { lookUp } from '../sources/lookup';
import type { Lookup } from '../sources/lookup';
import type { WantedWork } from '../sources/wanted';
import type { FullTextSearch } from '../pdf/fullText';
import type { PageReader } from '../pdf/pdfPages';
import { BibliographiesOnDisk } from './bibliographiesOnDisk';
import { DocumentsOnDisk } from './documentsOnDisk';
import { FullTextOnDisk } from './fullTextOnDisk';
import type { NoteSource } from '../notes/syncNotes';
import type { NoteSettings } from './notesOnDisk';
import { NotesOnDisk } from './notesOnDisk';
import type { DocumentKnowledge, WorkspaceDocument, Workplace } from './workplace';

export interface WorkplaceOptions {
	readonly disk: ProgramFiles;
	readonly files: FileStore;
	/** Notes by their URIs. */
	readonly noteSource: NoteSource;
	readonly clock: Clock;
	/** The workspace: documents and notes are below it. */
	readonly root: string;
	readonly libraryFolder: string;
	readonly notes: NoteSettings;
	readonly cache?: Cache;
	/** Reads PDFs; without it, or without a cache, their words are not searched. */
	readonly openPageReader?: () => Promise<PageReader>;
	/** Whether attached PDFs outside the workspace may be read. */
	readonly isOutsideRead?: boolean;
	/** Without it, nothing is asked on the network. */
	readonly asking?: Asking;
}

/** A workplace on a disk, where no editor is: what the command line and the MCP server work on. */
export class WorkplaceOnDisk implements Workplace {
	readonly papers: JoinedPapers;
	readonly documents: DocumentsOnDisk;
	readonly notes: NotesOnDisk;
	readonly bibliographies: BibliographiesOnDisk;

	readonly library: RecordedLibrary;
	readonly pdfWords?: FullTextOnDisk;
	readonly fullText?: () => Promise<FullTextSearch>;

	constructor(
		library: Library,
		private readonly options: WorkplaceOptions,
	) {
		const { disk, files, root, clock, cache, noteSource: source, openPageReader: openReader, isOutsideRead = false } = options;
		this.library = new RecordedLibrary(library);
		this.bibliographies = new BibliographiesOnDisk(disk, root, path => files.version(path));
		this.papers = new JoinedPapers(library, this.bibliographies.papers);
		this.documents = new DocumentsOnDisk(disk, files, root);
		this.notes = new NotesOnDisk(disk, this.documents, root, options.notes, {
			source,
			clock,
			annotations: new AnnotationStore(files, options.libraryFolder),
			...present('cache', cache),
		});
		const papers = () => library.all();
		if (openReader !== undefined && cache !== undefined) {
			const words = new FullTextOnDisk({ disk, noteSource: source, root, isOutsideRead, cache, clock, openReader, papers });
			this.pdfWords = words;
			this.fullText = () => Promise.resolve(words.soFar());
		}
	}

	dispose(): void {
		this.pdfWords?.dispose();
	}

	async knowledgeOf({ path, text, languageId }: WorkspaceDocument): Promise<DocumentKnowledge> {
		const { sources } = await this.bibliographies.sourcesOf(this.options.disk.resolve(this.options.root, path), text, languageId);
		return new DocumentPapers(sources, this.bibliographies.papers, this.papers);
	}

	addPapers(papers: readonly IncomingPaper[]): Promise<Addition> {
		return this.library.step(`Import of ${papers.length === 1 ? '1 Paper' : `${papers.length} Papers`}`, editor => editor.add(papers), {
			quiet: true,
		});
	}

	lookUp(wanted: readonly WantedWork[], cancellation?: Cancellation): Promise<readonly Lookup[]> {
		const { asking } = this.options;
		const off = { kind: 'off', service: 'crossref', sentence: 'No service is switched on.' } as const;
		return asking === undefined
			? Promise.resolve(wanted.map(one => ({ wanted: one, papers: [], troubles: [off] })))
			: lookUp(asking, wanted, cancellation);
	}

	/** Reads again what changed on disk. */
	refresh(): Promise<void> {
		return this.library.refresh();
	}
}
