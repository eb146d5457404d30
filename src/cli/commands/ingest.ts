import { Neighbours } from '../../core/bibtex/read/neighbours';
import { openText } from '../../core/ingest/ingest';
import type { Json } from '../../core/data/json';
import type { Addition } from '../../core/library/library';
import { openLibrary } from '../../core/library/library';
import { MemoryFileStore } from '../../core/files/memoryFileStore';
import type { IncomingPaper, Paper } from '../../core/paper/paper';
import { present } from '../../core/paper/paper';
import type { CommandHost, FileProblem } from '../host';
import { decodedFile } from '../host';

export interface IngestRequest {
	/** Paths; `-` is the standard input. */
	readonly files: readonly string[];
	/** The library's folder; without one, nothing is written, and the answer is what an empty library would hold. */
	readonly library?: string;
}

export interface IngestResult {
	/**
	 * CSL-JSON as the library keeps it: `citation-key`, and with it `identifiers`, `links`, `tags`, `source`; `id` is the key. Those that
	 * were added or gained something.
	 */
	readonly papers: readonly Readonly<Record<string, Json | undefined>>[];
	readonly added: number;
	/** Each entry that turned out to be a paper that was there already and added something to it, with the key of that paper. */
	readonly merged: readonly MergedEntry[];
	/** Each entry that was added under another key than its own, which another paper has. */
	readonly renamed: readonly RenamedEntry[];
	/** How many entries said nothing new. */
	readonly unchanged: number;
	readonly problems: readonly FileProblem[];
}

export interface MergedEntry {
	readonly file: string;
	/** One-based. */
	readonly line: number;
	readonly key: string;
	readonly title: string;
}

export interface RenamedEntry extends MergedEntry {
	/** The key it came with; `key` is the one it was given. */
	readonly wished: string;
}

/** Reads files of any format that Marginalia imports, and adds their papers to a library. */
export async function ingestFiles({ files, library: folder }: IngestRequest, host: CommandHost): Promise<IngestResult> {
	// All are read before anything is added: a path that is mistyped changes nothing.
	const texts: { readonly file: string; readonly text: string }[] = [];
	const problems: FileProblem[] = [];
	for (const file of files) {
		const { text, problems: damage } = await decodedFile(file, host);
		texts.push({ file, text });
		problems.push(...damage.map(problem => ({ file, ...problem })));
	}
	const library = folder === undefined ? await openLibrary(new MemoryFileStore(), 'library') : await openLibrary(host.files, folder);
	const entries: Entry[] = [];
	const addition = await library.add(papersOf(texts, entries, problems, host));
	const refused = [...addition.refused, ...library.problems()].map(({ path, line, message }) => ({ file: path, line, message }));
	return {
		papers: [...addition.added, ...addition.merged].map(writtenOut),
		added: addition.taken.filter(({ kind }) => kind === 'added').length,
		merged: mergedEntries(addition, entries),
		renamed: renamedEntries(addition, entries),
		unchanged: addition.unchanged,
		problems: [...problems, ...new Map(refused.map(problem => [JSON.stringify(problem), problem])).values()],
	};
}

/** An entry of a file, in the order in which they are added. */
interface Entry {
	readonly file: string;
	readonly line: number;
}

/** The papers of texts one by one; `entries` and `problems` are filled meanwhile. */
function* papersOf(
	texts: readonly { readonly file: string; readonly text: string }[],
	entries: Entry[],
	problems: FileProblem[],
	{ report }: CommandHost,
): Generator<IncomingPaper> {
	for (const { file, text } of texts) {
		const name = file === '-' ? {} : { fileName: file.split(/[/\\]/).at(-1) ?? file };
		const neighbours = new Neighbours(texts.flatMap(other => (other.file === file ? [] : other.text)));
		const { label, readings } = openText(text, { ...name, neighbours });
		let count = 0;
		for (const reading of readings) {
			if (reading.kind === 'paper') {
				count += 1;
				entries.push({ file, line: reading.line });
				yield reading.paper;
			} else {
				problems.push({ file, line: reading.line, ...present('column', reading.column), message: reading.message });
			}
		}
		report(`${file}: ${label}, ${count === 1 ? '1 paper' : `${count} papers`}.`);
	}
}

function mergedEntries({ taken }: Addition, entries: readonly Entry[]): readonly MergedEntry[] {
	return taken.flatMap(({ kind, key, title }, index) => {
		const entry = entries[index];
		return kind === 'merged' && entry !== undefined ? [{ ...entry, key, title }] : [];
	});
}

function renamedEntries({ taken }: Addition, entries: readonly Entry[]): readonly RenamedEntry[] {
	return taken.flatMap(({ wished, key, title }, index) => {
		const entry = entries[index];
		return wished !== undefined && entry !== undefined ? [{ ...entry, key, title, wished }] : [];
	});
}

/** Without what only the library's own bookkeeping needs, and what differs from one run to the next. */
function writtenOut({ received, added, updated, status, ...paper }: Paper): Readonly<Record<string, Json | undefined>> {
	return { ...paper, id: paper['citation-key'] };
}
