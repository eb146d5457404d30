import { tableOf } from '../data/table';
/** Text for comparing: lower case, without accents or other marks. `Görgy` becomes `gorgy`. */
export function fold(text: string): string {
	return isAscii.test(text)
		? text.toLowerCase()
		: text
				.normalize('NFKD')
				.replace(/\p{M}+/gu, '')
				.toLowerCase()
				.replace(/[ßøłđæœı]/g, letter => plainLetters.get(letter) ?? letter);
}

const isAscii = /^[\x00-\x7F]*$/;

// Letters that Unicode does not decompose.
const plainLetters = tableOf<string>({ ß: 'ss', ø: 'o', ł: 'l', đ: 'd', æ: 'ae', œ: 'oe', ı: 'i' });

/** The words of a text, folded, in order. Letters and digits of any script make words; everything else parts them. */
export function wordsOf(text: string): readonly string[] {
	return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** One line without surrounding or repeated white space (NEL among it): what is left of a title folded over lines. */
export function unfold(text: string): string {
	return text.replace(/[\s\x85]+/g, ' ').trim();
}
