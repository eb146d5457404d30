import type { Input, PartedInput, Reading } from './format';
import { LineCounter } from '../text/lineCounter';

/**
 * The parts of a text joined anew, so that each begins where a record does. The pattern is global and multiline, and matches what a line
 * with a new record begins with.
 */
export function* cutAtRecords(parts: readonly string[], beginning: RegExp): Generator<string> {
	let open = '';
	for (const part of parts) {
		const text = open + part;
		const cut = lastBeginning(text, beginning);
		if (cut > 0) {
			yield text.slice(0, cut);
		}
		open = cut > 0 ? text.slice(cut) : text;
	}
	yield open;
}

/** Reads each stretch of a text by itself, where records do not need one another. */
export function readApart(read: (input: Input) => Iterable<Reading>, beginning: RegExp): (input: PartedInput) => Generator<Reading> {
	return function* ({ parts, ...rest }) {
		let linesBefore = 0;
		for (const text of cutAtRecords(parts, beginning)) {
			for (const reading of read({ ...rest, text })) {
				yield { ...reading, line: reading.line + linesBefore };
			}
			linesBefore += lineBreaks(text);
		}
	};
}

/** `^` matches after U+2028 and U+2029 too, which end no line of any of these formats. */
function isLineEnd(character: string | undefined): boolean {
	return character === '\n' || character === '\r';
}

export function lineBreaks(text: string): number {
	return new LineCounter(text).lineAt(text.length) - 1;
}

/** Offset of the last record that begins in a text, 0 where none does behind its start. */
function lastBeginning(text: string, beginning: RegExp): number {
	for (let reach = 100_000; ; reach *= 8) {
		const from = Math.max(0, text.length - reach);
		// A cut line looks like a whole one where the stretch begins.
		const last = [...text.slice(from).matchAll(beginning)]
			.filter(match => match.index > 0 && isLineEnd(text[from + match.index - 1]))
			.at(-1);
		if (last !== undefined || from === 0) {
			return last === undefined ? 0 : from + last.index;
		}
	}
}
