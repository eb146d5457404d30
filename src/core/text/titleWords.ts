import { wordsOf } from './fold';
import { withoutMarkup } from './markup';

/** A title as it is compared: in whatever way its formulae, case, dashes and accents are written. */
export interface TitleWords {
	/** Folded words and numbers, in order. */
	readonly words: readonly string[];
	/**
	 * Numbers, exponents' signs, Roman numerals and the signs that make another name of a word, in order: `1.3`, `-3`, `ii`, `c++`, `k-`.
	 * Titles that differ in them are of two works.
	 */
	readonly marks: string;
}

/**
 * Reads a title. TeX, dollars, CSL's and Unicode's raised and lowered characters are read alike: `10^{-3}`, `10<sup>−3</sup>` and `10⁻³`.
 */
export function titleWords(title: string): TitleWords {
	const plain = withoutMarkup(
		title
			.replace(/<sup>\s*/gi, '^')
			.replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼ⁿ]+/g, raised => `^${raised}`)
			.normalize('NFKC')
			.replace(/[−‒–]/g, '-'),
	);
	const withoutTex = plain
		.replace(/\\(?:text|math)[a-z]*|\\(?:emph|rm|bf|it|em)\b|\\(?=[$%&_#])/g, ' ')
		.replace(/\\(?:pm|mp)\b/g, ' ± ')
		.replace(/\\(?:leq?|leqslant|lt)\b|≤|≦|⩽/g, ' < ')
		.replace(/\\(?:geq?|geqslant|gt)\b|≥|≧|⩾/g, ' > ')
		.replace(/\\(?:neq?)\b/g, ' ≠ ')
		.replace(/\$/g, '');
	return { words: wordsOf(withoutTex.replace(/[$^_{}\\]/g, ' ')), marks: marksOf(withoutTex) };
}

/** All letters and digits as one word: `pre-training` and `pretraining` are equal. */
export function lettersOf({ words }: TitleWords): string {
	return words.join('');
}

// A number with its decimals and the sign of an exponent; a word with `+`, `#` or `*` after it (C++, C#, K+, A*) or with a full stop before
// it (.NET); per cent, `<`, `>`, `≠` and `±`.
const mark =
	/\^\s*[{(]?\s*[+-]?\d+(?:\.\d+)?|\d+(?:[.,]\d+)*|\b(?:x{0,3}(?:ix|iv|v?i{1,3}|v)|x{1,3})\b|(?<![\p{L}\p{N}])[\p{L}]{1,3}(?:\^?[{(]?[+#*]+|\^[{(]?-|(?<=\p{L})-(?=[\s,.;:)]|$))|(?<![\p{L}\p{N}.)])\.(?=\p{L}{2})|[<>±≠%‰]/giu;

function marksOf(text: string): string {
	return (text.match(mark) ?? [])
		.map(found =>
			found
				.toLowerCase()
				.replace(/[\s^{(]/g, '')
				.replace(/^\+(?=\d)/, '')
				.replace(/,/g, ''),
		)
		.join(' ');
}
