/** A stretch of a text in UTF-16 units, `end` exclusive. */
export interface Range {
	readonly start: number;
	readonly end: number;
}

/** What to put in place of a stretch of a text. */
export interface TextEdit extends Range {
	readonly text: string;
}

/** The one stretch in which two texts differ, and what stands there in the second. */
export function differenceOf(before: string, after: string): TextEdit {
	const shorter = Math.min(before.length, after.length);
	let start = 0;
	while (start < shorter && before[start] === after[start]) {
		start += 1;
	}
	let tail = 0;
	while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) {
		tail += 1;
	}
	return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}

/** The text with edits made, which are in order and do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
	let result = '';
	let done = 0;
	for (const { start, end, text: replacement } of edits) {
		result += text.slice(done, start) + replacement;
		done = end;
	}
	return result + text.slice(done);
}
