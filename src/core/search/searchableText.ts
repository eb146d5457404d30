import { fold } from '../text/fold';
import { texToText } from '../text/tex';

/** Text for comparing: folded, and without the TeX and HTML that sources leave in titles and abstracts. */
export function searchableText(text: string): string {
	let plain = text;
	if (plain.includes('<')) {
		plain = plain.replace(markup, '');
	}
	if (/[\\${]/.test(plain)) {
		plain = withoutTex(plain);
	}
	return asciiOnly.test(plain) ? plain.toLowerCase() : foldBeyondAscii(plain);
}

/** Whether a UTF-16 unit belongs to a script written without spaces (or, as Korean, with endings), so that it is searched by pairs. */
export function isPaired(code: number): boolean {
	return (
		code >= 0x3041 &&
		((code <= 0x30ff && code !== 0x30fb) ||
			(code >= 0x3105 && code <= 0x318e) ||
			(code >= 0x3400 && code <= 0x9fff) ||
			(code >= 0xac00 && code <= 0xd7a3) ||
			(code >= 0xf900 && code <= 0xfaff))
	);
}

const asciiOnly = /^[\x00-\x7f]*$/;

/** Folding takes Korean syllables apart; they are put together again. Final sigma counts as sigma. */
function foldBeyondAscii(text: string): string {
	const folded = fold(text).replace(/ς/g, 'σ');
	return /[\u1100-\u11ff]/.test(folded) ? folded.normalize('NFC') : folded;
}

// The inline elements of JATS, MathML and HTML that stand inside words: `H<sub>2</sub>O`.
const markup = /<\/?(?:(?:jats|mml):[a-z]{1,20}|sub|sup|i|b|em|strong|scp|sc|inf|tt|u)(?:\s[^<>]{0,100})?\/?>/gi;

/** `{B}{\"o}hm` becomes `Böhm`, `CO$_{2}$` becomes `CO2`, `\mathcal{O}(n)` becomes `O(n)`; `\alpha` stays a word, `alpha`. */
function withoutTex(text: string): string {
	return texToText(text)
		.replace(
			/\\(?:math|text|operator|bold|frac|sqrt|left|right|emph|hat|bar|tilde|vec|displaystyle|begin|end|mbox|label|cite|ref)[a-z]{0,12}\b\*?/gi,
			' ',
		)
		.replace(/\$_|_(?=\{)|[{}$^]/g, '');
}
