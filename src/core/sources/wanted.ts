import { detectFormat } from '../ingest/detect';
import type { WrittenIdentifier } from '../ingest/writtenIdentifiers';
import { identifierIn, identifierParts } from '../ingest/writtenIdentifiers';
import { unfold } from '../text/fold';

/** What somebody asks for in a box: something with a name of its own, words of a title, or records as they stand. */
export type WantedWork =
	| WrittenIdentifier
	| { readonly kind: 'title'; readonly words: string }
	/** BibTeX, RIS and the like. */
	| { readonly kind: 'records'; readonly text: string };

/**
 * What a text asks for: each line, and each of several identifiers on one line. A line that is no identifier is a title; several lines of
 * one are told apart from a title pasted with its line breaks by whether they begin with a capital or a digit.
 */
export function readWanted(text: string): readonly WantedWork[] {
	const format = detectFormat({ text });
	if (format !== undefined && !['identifiers', 'markdown-digest', 'daily-papers'].includes(format.id)) {
		return [{ kind: 'records', text }];
	}
	const wanted = linesOf(text).flatMap(readLine);
	const seen = new Set<string>();
	return wanted.filter(item => {
		const name = JSON.stringify(item);
		return !seen.has(name) && seen.add(name);
	});
}

function linesOf(text: string): readonly string[] {
	const titles: string[][] = [];
	let open = false;
	for (const line of text
		.split(/\r\n|\r|\n/)
		.map(unfold)
		.map(bare => bare.replace(/^(?:[-*+•]|\d{1,3}[.)])\s+/, ''))) {
		const isTitle = line !== '' && identifierIn(line) === undefined;
		if (open && isTitle && /^\p{Ll}/u.test(line)) {
			titles.at(-1)?.push(line);
		} else {
			titles.push([line]);
			open = isTitle;
		}
	}
	return titles.map(lines => lines.join(' ')).filter(line => line !== '');
}

function readLine(line: string): readonly WantedWork[] {
	const whole = identifierIn(line);
	if (whole !== undefined && !/[\s,;]/.test(line)) {
		return [whole];
	}
	const parts = identifierParts(line);
	const found = parts.flatMap(part => identifierIn(part) ?? []);
	// A title may hold a number; identifiers stand alone, or most of a line is identifiers, or it is a reference with its DOI.
	if (found.length > 0 && (found.length * 2 >= parts.length || found.some(({ kind }) => kind === 'doi' || kind === 'arxiv'))) {
		return found;
	}
	return whole === undefined ? [{ kind: 'title', words: line }] : [whole];
}
