import { Cover, joinRanges } from './cover';
import type { FoundCitation, Range } from './syntax';

/** The citations of a markdown text, told apart by whether they stand in a footnote. */
export function withFootnotes(text: string, found: readonly FoundCitation[]): readonly FoundCitation[] {
	if (!text.includes('[^') && !text.includes('^[')) {
		return found;
	}
	const notes = new Cover(footnoteRanges(text));
	return found.map(citation => (notes.endAt(citation.start) === undefined ? citation : { ...citation, inNote: true as const }));
}

/** Footnotes written apart (`[^1]: ...`, with the indented lines behind it) and in place (`^[...]`), in order. https://pandoc.org/MANUAL.html#footnotes */
export function footnoteRanges(text: string): readonly Range[] {
	return joinRanges([...notesApart(text), ...notesInPlace(text)]);
}

function notesApart(text: string): readonly Range[] {
	const found: { start: number; end: number }[] = [];
	let open: { start: number; end: number } | undefined;
	let afterBlank = false;
	for (const { 0: line, index } of text.matchAll(/[^\n]*\n|[^\n]+$/g)) {
		const isBlank = line.trim() === '';
		if (/^ {0,3}\[\^[^\]\s]+\]:/.test(line)) {
			open = { start: index, end: index + line.length };
			found.push(open);
		} else if (open !== undefined && !isBlank) {
			if (afterBlank && !/^(?: {4}|\t)/.test(line)) {
				open = undefined;
			} else {
				open.end = index + line.length;
			}
		}
		afterBlank = isBlank;
	}
	return found;
}

function notesInPlace(text: string): readonly Range[] {
	const found: Range[] = [];
	let open: { readonly start: number; readonly isNote: boolean }[] = [];
	for (const { 0: sign, index } of text.matchAll(/\\[^]|\^\[|[[\]]|\n[ \t]*\r?\n/g)) {
		if (sign.includes('\n')) {
			open = [];
		} else if (sign.endsWith('[') && !sign.startsWith('\\')) {
			open.push({ start: index, isNote: sign === '^[' });
		} else if (sign === ']') {
			const group = open.pop();
			if (group?.isNote === true) {
				found.push({ start: group.start, end: index + 1 });
			}
		}
	}
	return found;
}
