import { familyName } from '../paper/names';
import type { Name } from '../paper/paper';
import { fold } from '../text/fold';

/** The words of a title that say something, without hyphens or marks inside: `Score-Based` is `ScoreBased`. */
export function wordsOfTitle(title: string): readonly string[] {
	const words =
		asciiOf(title.replace(/\$[^$]*\$/g, ' ').replace(/<[^<>]+>/g, ''))
			.replace(/['’-]/g, '')
			.match(/[\p{L}\p{N}]+/gu) ?? [];
	const telling = withoutSkipped(words);
	return telling.length > 0 ? telling : words;
}

export function withoutSkipped(words: readonly string[]): readonly string[] {
	return words.filter(word => !skippedWords.has(word.toLowerCase()));
}

// Better BibTeX's `skipWords` preference, English part.
const skippedWords = new Set(
	'a ab aboard about above across after against al along amid among an and anti around as at before behind below beneath beside besides between beyond but by d da das de dell dem den der des despite die do down du during ein eine einem einen einer eines el en et except for from gli i il in inside into is l la las le les like lo los near nor of off on onto or over past per plus round save since so some sur than the through to toward towards un una unas under underneath une unlike uno unos until up upon versus via von while with within without yet zu zum'.split(
		' ',
	),
);

/** A name as keys have it: its letters. */
export function nameOf(name: Name): string {
	return asciiOf(familyName(name)).replace(/[^\p{L}\p{N}]/gu, '');
}

/** Dashes become `dash`, other marks go. */
export function withoutPunctuation(text: string, dash: string): string {
	return text.replace(/\p{Pd}/gu, dash).replace(/(?!\p{Pd})[\p{P}\p{S}]/gu, '');
}

/** Accents and ligatures undone, and German umlauts left bare; scripts without a Latin form stay. */
export function asciiOf(text: string): string {
	return text.replace(/[^\x00-\x7F]+/g, run => {
		const folded = fold(run);
		return run === run.toUpperCase() && run !== run.toLowerCase() ? folded.toUpperCase() : folded;
	});
}

export function capitalise(word: string): string {
	return word.charAt(0).toUpperCase() + word.slice(1);
}
