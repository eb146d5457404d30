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
	const start = commonStart(before, after);
	const tail = commonEnd(before, after, Math.min(before.length, after.length) - start);
	return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}

/** With how many equal parts two texts or lists begin, `most` of them looked at. */
export function commonStart(a: ArrayLike<string>, b: ArrayLike<string>, most = Infinity): number {
	const length = Math.min(a.length, b.length, most);
	let shared = 0;
	while (shared < length && a[shared] === b[shared]) {
		shared += 1;
	}
	return shared;
}

/** With how many equal parts two texts or lists end, `most` of them looked at. */
export function commonEnd(a: ArrayLike<string>, b: ArrayLike<string>, most = Infinity): number {
	const length = Math.min(a.length, b.length, most);
	let shared = 0;
	while (shared < length && a[a.length - 1 - shared] === b[b.length - 1 - shared]) {
		shared += 1;
	}
	return shared;
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
