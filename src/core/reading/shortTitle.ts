import { withoutMarkup } from '../text/markup';
import { splitMath } from '../text/math';

/**
 * A title cut for a tab: the part before a colon where that says enough (`BERT`), else as many whole words as fit in `limit` UTF-16 units,
 * and `…`. Formulae lose their dollar signs.
 */
export function shortTitle(title: string, limit = 32): string {
	const plain = splitMath(withoutMarkup(title))
		.map(segment => (segment.kind === 'text' ? segment.source : segment.tex))
		.join('')
		.replace(/\s+/g, ' ')
		.trim();
	if (plain.length <= limit) {
		return plain;
	}
	const head = plain.slice(0, limit + 1).split(/:\s/, 1)[0] ?? '';
	return head.length <= limit ? head : wholeWords(plain, limit);
}

function wholeWords(text: string, limit: number): string {
	const space = text.lastIndexOf(' ', limit - 1);
	const cut = space > limit / 2 ? text.slice(0, space) : firstUnits(text, limit - 1);
	return `${cut.replace(/(?<![\s,;:.–-])[\s,;:.–-]+$/, '')}…`;
}

/** Never half of a surrogate pair. */
function firstUnits(text: string, count: number): string {
	const cut = text.slice(0, count);
	return /\p{Surrogate}$/u.test(cut) ? cut.slice(0, -1) : cut;
}
