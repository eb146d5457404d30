import { localize } from '../data/localize';
import { Neighbours } from '../bibtex/read/neighbours';
import type { Problem, Reading } from '../ingest/format';
import type { Pace } from '../work/pace';
import type { IncomingPaper, Paper } from '../paper/paper';
import { present } from '../paper/paper';
import type { EntrySources } from './entrySources';
import type { Head } from '../paper/head';
import { headOf } from '../paper/head';

/** A bibliography file of the workspace that is used in place. */
export interface LinkedFile {
	/** As the host calls it: its URI. */
	readonly file: string;
	/** As people call it: `papers/references.bib`. */
	readonly label: string;
}

export interface LinkedEntry {
	readonly paper: Paper;
	readonly head: Head;
}

/** What a bibliography file holds. */
export interface LinkedReading {
	/** In the order of the file, each key once. */
	readonly entries: readonly LinkedEntry[];
	/** What could not be placed, and what is missing from an entry that could. */
	readonly problems: readonly Problem[];
	/** Names of strings and keys of parents in lower case that the file does not have itself: they were sought in the files beside it. */
	readonly sought: ReadonlySet<string>;
	/** What the next reading may take over. */
	readonly settled: Settled | undefined;
}

interface Settled {
	readonly frame: string;
	/** Entries without a problem, by how they are written, and how much of the frame comes before each. */
	readonly byText: ReadonlyMap<string, { readonly entry: LinkedEntry; readonly behind: number }>;
}

/**
 * Reads a bibliography file in any format that Marginalia ingests. An entry that cannot be read now but could be in the reading before
 * stays as it was while its key still stands in the text; papers that did not change are the very same objects as before, and in a BibTeX
 * file only entries that were edited are read. `beside` are the texts of other BibTeX files that are linked.
 */
export async function readLinked(
	text: string,
	file: LinkedFile,
	before: LinkedReading | undefined,
	pace: Pace,
	beside: Iterable<string> = [],
): Promise<LinkedReading> {
	const known = new Map(before?.entries.map(entry => [entry.paper.id, entry]));
	const { entrySources, withoutEntries } = await import('./entrySources');
	const sources = await entrySources(text, file.label, pace);
	const settled = sources?.frame === before?.settled?.frame ? before?.settled?.byText : undefined;
	const untouched = (sources?.entries ?? []).filter(({ text: written, behind }) => settled?.get(written)?.behind === behind);
	const entries = new Map<string, LinkedEntry>();
	for (const source of untouched) {
		const entry = settled?.get(source.text)?.entry;
		if (entry !== undefined) {
			entries.set(entry.paper.id, entryOf(entry.paper, file, source.line, entry));
		}
	}
	const problems: Problem[] = [];
	const neighbours = new Neighbours(beside);
	for (const reading of await readingsOf(withoutEntries(text, untouched), file, neighbours)) {
		if (reading.kind === 'problem') {
			problems.push({ line: reading.line, ...present('column', reading.column), message: reading.message });
		} else {
			const key = reading.paper['citation-key'];
			const id = idOf(key ?? '', file);
			if (key !== undefined && !entries.has(id)) {
				entries.set(id, linkedEntry(reading.paper, key, file, reading.line, known.get(id)));
			} else if (!problems.some(({ line }) => line === reading.line)) {
				problems.push({
					line: reading.line,
					message: key === undefined ? localize('This entry has no key, so it can’t be cited.') : localize('{0}: Duplicate key.', key),
				});
			}
		}
		await pace.rest();
	}
	const missing = problems.length === 0 ? [] : [...known.values()].filter(({ paper }) => !entries.has(paper.id));
	return {
		entries: [...inOrder(entries.values()), ...stillNamed(missing, text)],
		problems,
		sought: new Set([...neighbours.sought, ...(untouched.length > 0 ? (before?.sought ?? []) : [])]),
		settled: sources && settledOf(sources, entries, problems, file),
	};
}

async function readingsOf(text: string, { label }: LinkedFile, neighbours: Neighbours): Promise<Iterable<Reading>> {
	if (text.trim() === '') {
		return [];
	}
	const { openText } = await import('../ingest/ingest');
	return openText(text, { fileName: label, neighbours }).readings;
}

/** The entry of a file that a key stands for. `line` is one-based. */
export function linkedEntry(incoming: IncomingPaper, key: string, file: LinkedFile, line: number, before?: LinkedEntry): LinkedEntry {
	return entryOf({ ...incoming, id: idOf(key, file), 'citation-key': key, status: 'unread', added: '', updated: '' }, file, line, before);
}

function idOf(key: string, { file }: LinkedFile): string {
	return `${file}#${key}`;
}

function entryOf(paper: Paper, { file, label }: LinkedFile, line: number, before: LinkedEntry | undefined): LinkedEntry {
	const same = before !== undefined && (before.paper === paper || JSON.stringify(before.paper) === JSON.stringify(paper));
	if (same && before.head.linked?.line === line) {
		return before;
	}
	const kept = same ? before.paper : paper;
	return { paper: kept, head: headOf(kept, { file, label, line }) };
}

function inOrder(entries: Iterable<LinkedEntry>): readonly LinkedEntry[] {
	return [...entries].sort((a, b) => (a.head.linked?.line ?? 0) - (b.head.linked?.line ?? 0));
}

function settledOf(
	{ frame, entries: sources }: EntrySources,
	entries: ReadonlyMap<string, LinkedEntry>,
	problems: readonly Problem[],
	file: LinkedFile,
): Settled {
	const troubled = new Set(problems.map(({ line }) => line));
	const byText = new Map<string, { readonly entry: LinkedEntry; readonly behind: number }>();
	for (const { key, text, behind, line, lastLine } of sources) {
		const entry = entries.get(idOf(key, file));
		if (entry !== undefined && !hasLine(troubled, line, lastLine)) {
			byText.set(text, { entry, behind });
		}
	}
	return { frame, byText };
}

function hasLine(lines: ReadonlySet<number>, first: number, last: number): boolean {
	for (let line = first; lines.size > 0 && line <= last; line += 1) {
		if (lines.has(line)) {
			return true;
		}
	}
	return false;
}

function stillNamed(missing: readonly LinkedEntry[], text: string): readonly LinkedEntry[] {
	if (missing.length === 0) {
		return [];
	}
	const words = new Set(text.match(/[^\s"',{}()[\]=#%]+/g));
	return missing.filter(({ head }) => words.has(head.key));
}
