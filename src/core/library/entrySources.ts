import { isBibtexFile } from '../bibtex/bibtexFile';
import { BibtexScanner } from '../bibtex/syntax/scanner';
import { LineCounter } from '../text/lineCounter';
import type { Pace } from '../work/pace';

/** The entries of a BibTeX file as they are written, for telling which ones an edit left alone. */
export interface EntrySources {
	/** What stands around the entries, without white space: strings and comments that may bear on all of them. */
	readonly frame: string;
	/** Those that stand for themselves: well formed, with a key that no other has. */
	readonly entries: readonly EntrySource[];
}

export interface EntrySource {
	readonly key: string;
	readonly text: string;
	/** How much of the frame comes before it, in UTF-16 units: a string that moves behind an entry means nothing to it any more. */
	readonly behind: number;
	/** UTF-16 offset. */
	readonly start: number;
	/** One-based. */
	readonly line: number;
	readonly lastLine: number;
}

/** `undefined` for a file in which entries take fields from each other, or that is no BibTeX. */
export async function entrySources(text: string, label: string, pace: Pace): Promise<EntrySources | undefined> {
	if (!isBibtexFile(label) || /\b(?:crossref|xdata)\s*=/i.test(text)) {
		return undefined;
	}
	const scanner = new BibtexScanner(text);
	const lines = new LineCounter(text);
	const entries: EntrySource[] = [];
	const counts = new Map<string, number>();
	let frame = '';
	let done = 0;
	for (let item = scanner.next(); item !== undefined; item = scanner.next()) {
		if (item.kind === 'entry') {
			counts.set(item.key, (counts.get(item.key) ?? 0) + 1);
			if (item.mistakes.length === 0 && item.key !== '') {
				const { start, end } = item;
				frame += withoutSpace(text.slice(done, start));
				done = end;
				entries.push({
					key: item.key,
					text: text.slice(start, end),
					behind: frame.length,
					start,
					line: lines.lineAt(start),
					lastLine: lines.lineAt(end),
				});
			}
		}
		await pace.rest();
	}
	frame += withoutSpace(text.slice(done));
	return { frame, entries: entries.filter(({ key }) => counts.get(key) === 1) };
}

function withoutSpace(text: string): string {
	return text.replace(/\s+/g, '');
}

/** The text with some entries blank, so that all others keep their lines. */
export function withoutEntries(text: string, entries: readonly EntrySource[]): string {
	const parts: string[] = [];
	let done = 0;
	for (const entry of entries) {
		parts.push(text.slice(done, entry.start), '\n'.repeat(entry.lastLine - entry.line));
		done = entry.start + entry.text.length;
	}
	parts.push(text.slice(done));
	return parts.join('');
}
