import { readTex } from '../bibtex/syntax/texReader';
import { present } from '../paper/paper';
import { splitMath } from '../text/math';
import type { Marked, Markup } from './wording';
import { bold, end, italic } from './wording';

/**
 * The words of a prefix or suffix in another language: emphasis, signs that have a meaning there, dashes and ties. Formulae and what has no
 * counterpart stay as they are.
 */
export function translateWording(words: string, from: Markup, to: Markup): string {
	return from === to
		? words
		: splitMath(words)
				.map(({ kind, source }) => (kind === 'math' ? source : to.write(from.read === 'tex' ? readTexWords(source) : from.read(source))))
				.join('');
}

/** Of a work in a citation. */
interface WordsAround {
	readonly prefix?: string;
	readonly suffix?: string;
}

/**
 * What stands before and after a work, in another language. LaTeX puts a comma before words after the keys; elsewhere it has to be written.
 */
export function wordsIn(to: Markup, { prefix, suffix, locator }: WordsAround & { readonly locator?: unknown }, from: Markup): WordsAround {
	const needsComma =
		suffix !== undefined && from.addsComma === true && to.addsComma !== true && locator === undefined && !/^[,.;:]/.test(suffix);
	const after = needsComma ? `, ${suffix}` : suffix;
	return {
		...present('prefix', prefix && translateWording(prefix, from, to)),
		...present('suffix', after && translateWording(after, from, to)),
	};
}

/** Accents, letters, quotation marks and emphasis of LaTeX; commands that are not known stay as they are. */
function readTexWords(words: string): Marked {
	const before = words.slice(0, words.length - words.trimStart().length);
	const after = words.slice(words.trimEnd().length);
	const text = readTex(words, { markup: true })
		.replace(/<(\/?)([ib])>/g, (_, closes: string, name: string) => (closes === '/' ? end : name === 'i' ? italic : bold))
		.replace(/<\/?(?:sub|sup|span)[^<>]*>/g, '');
	return before + text.trim() + after;
}
