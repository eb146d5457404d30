import { fold } from '../text/fold';

/** Words around what was found, and how many letters of them are shown at most. */
const [wordsBefore, wordsShown, lettersShown] = [6, 28, 240];

/**
 * The part of a page that has most of the words of a query, the earliest of these.
 *
 * @param words folded; the last may be the beginning of one
 */
export function snippetOf(page: string, words: readonly string[]): string {
	const tokens = Array.from(page.matchAll(/[\p{L}\p{M}\p{N}]+/gu), match => ({
		start: match.index,
		end: match.index + match[0].length,
		found: wordIn(fold(match[0]), words),
	}));
	let [first, most] = [0, 0];
	const within = new Map<string, number>();
	let left = 0;
	for (const [right, { found }] of tokens.entries()) {
		if (found !== undefined) {
			within.set(found, (within.get(found) ?? 0) + 1);
		}
		if (right - left >= wordsShown - wordsBefore) {
			const gone = tokens[left]?.found;
			const count = gone === undefined ? 0 : (within.get(gone) ?? 0);
			if (gone !== undefined && count <= 1) {
				within.delete(gone);
			} else if (gone !== undefined) {
				within.set(gone, count - 1);
			}
			left += 1;
		}
		if (within.size > most) {
			most = within.size;
			first = tokens.findIndex((token, index) => index >= left && token.found !== undefined);
		}
	}
	const from = Math.max(0, first - wordsBefore);
	const start = tokens[from]?.start ?? 0;
	const last = from + wordsShown;
	const end = Math.min(last < tokens.length - 1 ? (tokens[last]?.end ?? page.length) : page.length, start + lettersShown);
	return `${from > 0 ? '…' : ''}${page.slice(from > 0 ? start : 0, end)}${end < page.length ? '…' : ''}`;
}

/** Which of some words one is, or begins with. */
function wordIn(token: string, words: readonly string[]): string | undefined {
	return words.find(word => token === word) ?? words.find(word => word.length > 2 && token.startsWith(word));
}
