import { EventEmitter, Uri } from 'vscode';
import type { Event } from 'vscode';
import { insertCitation } from './core/citing/insertion';
import type { Problem } from './core/ingest/format';
import type { Papers } from './core/library/papers';
import type { RecordedLibrary } from './core/library/recordedLibrary';
import type { IncomingPaper, Paper } from './core/paper/paper';
import { decodeBytes } from './host/files/decodeBytes';
import { readBytes } from './host/files/bytesOf';

export type { Paper } from './core/paper/paper';

/**
 * What `activate()` gives to other extensions:
 *
 * ```ts
 * const marginalia = await vscode.extensions.getExtension<MarginaliaApi>('marginalia.marginalia')?.activate();
 * const keys = (await marginalia.papers('diffusion 2021')).map(paper => paper['citation-key']);
 * ```
 *
 * Citation keys do not tell cases apart, and a paper's earlier keys find it too. What promises something waits until the library is open.
 */
export interface MarginaliaApi {
	/**
	 * Adds the papers of a text or a file to the library, as one step that `Undo Library Change` takes back; nothing is shown. A file that
	 * cannot be read rejects.
	 */
	ingest(source: string | Uri): Promise<IngestResult>;
	/**
	 * The papers of the library and of linked bibliographies that have all words of a query (in title, authors, abstract, year, key or tags),
	 * the best ones, best first: 1,000 unless you want fewer or more. To put 100,000 in order keeps the host for half a second. Without a
	 * query, all.
	 */
	papers(query?: string, limit?: number): Promise<readonly Paper[]>;
	paper(key: string): Promise<Paper | undefined>;
	/** A citation as documents of a language write it: `[@a; @b]` for `markdown`, `\cite{a,b}` for `latex`. */
	cite(keys: readonly string[], languageId: string): string;
	/** The paper's note, or where `Open Note` would make it; `undefined` for an unknown key or where no folder is open. */
	noteUri(key: string): Promise<Uri | undefined>;
	/** Fires after the library or a linked bibliography changed. */
	readonly onDidChange: Event<void>;
}

export interface IngestResult {
	/** The format's id, such as `daily-papers`; `undefined` where none was recognised. */
	readonly format: string | undefined;
	/** How many papers came in, gained something, and were there already. */
	readonly added: number;
	readonly merged: number;
	readonly unchanged: number;
	/** Lines (one-based) that could not be placed. */
	readonly problems: readonly { readonly line: number; readonly message: string }[];
}

export interface ApiDependencies {
	readonly library: RecordedLibrary;
	readonly papers: Papers;
	readonly noteUri: (key: string) => Promise<Uri | undefined>;
}

export function createApi(started: Promise<ApiDependencies>): MarginaliaApi {
	const changed = new EventEmitter<void>();
	// Why it could not start, each call says.
	started.then(
		({ papers }) => papers.onDidChange(() => changed.fire()),
		() => undefined,
	);
	return {
		ingest: async source => addPapers((await started).library, source),
		papers: async (query, limit = 1000) => {
			const { papers } = await started;
			const found = query === undefined ? papers.heads() : await papers.search(query, { limit });
			return papers.papers(found.map(head => head.id));
		},
		paper: async key => (await started).papers.paper(key),
		cite: (keys, languageId) => insertCitation('', 0, keys, languageId).text,
		noteUri: async key => (await started).noteUri(key),
		onDidChange: changed.event,
	};
}

async function addPapers(library: RecordedLibrary, source: string | Uri): Promise<IngestResult> {
	const { text, problems: damage, ...name } = source instanceof Uri ? await readFile(source) : { text: source, problems: [] };
	const { ingest } = await import('./core/ingest/ingest');
	const { format, papers: read, problems } = ingest(text, name);
	const papers = source instanceof Uri ? await withNamedPdfs(read, source) : read;
	const { added, merged, unchanged, refused } = await library.step(
		`Import of ${countOf(papers.length)} by an Extension`,
		editor => editor.add(papers),
		{ quiet: true },
	);
	return {
		format,
		added: added.length,
		merged: merged.length,
		unchanged,
		problems: [...damage, ...problems, ...refused.map(({ line, message }) => ({ line, message }))],
	};
}

async function withNamedPdfs(papers: readonly IncomingPaper[], file: Uri): Promise<readonly IncomingPaper[]> {
	const { PdfsNamedIn } = await import('./host/pdf/namedPdfs');
	const pdfs = new PdfsNamedIn(file);
	const attached: IncomingPaper[] = [];
	for (const paper of papers) {
		attached.push(await pdfs.attach(paper));
	}
	return attached;
}

function countOf(papers: number): string {
	return papers === 1 ? '1 Paper' : `${papers} Papers`;
}

async function readFile(uri: Uri): Promise<{ readonly text: string; readonly problems: readonly Problem[]; readonly fileName: string }> {
	const { text, problems } = await decodeBytes(await readBytes(uri));
	return { text, problems, fileName: uri.path.split('/').pop() ?? '' };
}
