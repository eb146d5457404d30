import type { Range } from '../text/edits';

export interface Sentence {
	/** In one line. */
	readonly text: string;
	/** Where in it the place stands. */
	readonly start: number;
	readonly end: number;
}

const longestSentence = 240;

/** The sentence around a place of a text, within its line; shortened with `…` on either side where it is long. */
export function sentenceAround(text: string, { start, end }: Range): Sentence {
	const lineStart = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
	const lineEnd = /[\r\n]|$/g;
	lineEnd.lastIndex = end;
	const line = text.slice(lineStart, lineEnd.exec(text)?.index ?? text.length);
	const at = start - lineStart;
	const [from, to] = sentenceIn(line, at, end - lineStart);
	const first = Math.max(from, at - longestSentence / 2);
	const last = Math.min(to, Math.max(first + longestSentence, end - lineStart));
	const before = first > from ? '…' : '';
	const shown = line.slice(first, last);
	const lead = shown.length - shown.replace(/^(?:[\s>]|[-*+] |\d+[.)] |#+ )+/, '').length;
	const cut = Math.min(lead, at - first);
	return {
		text: before + shown.slice(cut).trimEnd() + (last < to ? '…' : ''),
		start: at - first - cut + before.length,
		end: end - lineStart - first - cut + before.length,
	};
}

/** As much as a narrow list shows before the place itself. */
const longestLead = 30;

/** A sentence whose place stands near its beginning: for a list that shows the first words only. */
export function withShortLead({ text, start, end }: Sentence): Sentence {
	const cut = start <= longestLead ? 0 : text.indexOf(' ', start - longestLead) + 1;
	return cut === 0 || cut > start ? { text, start, end } : { text: `…${text.slice(cut)}`, start: start - cut + 1, end: end - cut + 1 };
}

/** A sentence ends in `.`, `!` or `?` with a space and no small letter behind it: not in `et al. say` or `p. 3`. */
function sentenceIn(line: string, start: number, end: number): readonly [number, number] {
	let from = 0;
	for (const { index, 0: stop } of line.matchAll(/[.!?]["”’)\]]*\s+(?=[\p{Lu}"“‘([!])/gu)) {
		if (index + stop.length <= start) {
			from = index + stop.length;
		} else if (index >= end) {
			return [from, index + stop.trimEnd().length];
		}
	}
	return [from, line.length];
}
