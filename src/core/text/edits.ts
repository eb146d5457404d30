import type { TextEdit } from '../citing/syntax';

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
