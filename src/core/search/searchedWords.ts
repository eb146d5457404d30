import { editDistance } from '../text/editDistance';
import type { Range } from '../text/edits';
import { commonWords } from './commonWords';
import { pluralsOf } from './plan';
import type { Clause, Query } from './query';
import { isPaired } from './searchableText';
import { wordsIn } from './tokenizer';
import { allowedTypos, digitsOf } from './typos';

/** What a search looked for in texts: words that stand beside each other, or one that may also stand in another writing. */
export interface SearchedWords {
	readonly words: readonly string[];
	/** Only as they are written. */
	readonly exact: boolean;
	/** The last one stands for all that begin so. */
	readonly unfinished: boolean;
	/** The field they must stand in; empty for any. */
	readonly field: string;
}

/** A text, and the field of a paper that it is. */
export interface FieldText {
	readonly field: string;
	readonly text: string;
}

/** The words that a query looks for, those of all alternatives; what it excludes is nowhere to be seen. */
export function searchedWords({ clauses }: Pick<Query, 'clauses'>): readonly SearchedWords[] {
	return clauses.flatMap(wordsOfClause);
}

function wordsOfClause(clause: Clause): readonly SearchedWords[] {
	if (clause.excluded) {
		return [];
	}
	switch (clause.kind) {
		case 'either':
			return clause.branches.flatMap(branch => branch.flatMap(wordsOfClause));
		case 'phrase':
			return [{ words: clause.words, exact: true, unfinished: false, field: clause.field ?? '' }];
		case 'words':
			return clause.words.flatMap((word, at) => {
				// The last character of `機械学` is a word for the index, but stands in every second line.
				const isRest = at > 0 && word.length === 1 && isPaired(word.charCodeAt(0));
				const unfinished = clause.unfinished && at === clause.words.length - 1 && word.length > 2;
				return isRest ? [] : [{ words: [word], exact: false, unfinished, field: clause.field ?? '' }];
			});
		default:
			return [];
	}
}

/**
 * Where searched words stand in texts: the words themselves, their plurals and what begins so. Words that stand nowhere so are looked for
 * with the typing mistakes that the search forgives.
 * @returns the ranges of each text, in order, none within another
 */
export function searchedPlaces(texts: readonly FieldText[], searched: readonly SearchedWords[]): readonly (readonly Range[])[] {
	const telling = searched.filter(({ words, exact }) => exact || words.some(saysSomething));
	const sought = telling.length > 0 ? telling : searched;
	const tokens = texts.map(({ text }) => tokensIn(text));
	const found = texts.map((): Range[] => []);
	for (const one of sought) {
		const look = (isLike: (word: string, token: string) => boolean) =>
			texts.map(({ field, text }, at) => (one.field === '' || one.field === field ? placesOf(text, tokens[at] ?? [], one, isLike) : []));
		const typed = look(asTyped(one));
		const places = one.exact || typed.some(ranges => ranges.length > 0) ? typed : look(withTypos);
		places.forEach((ranges, at) => found[at]?.push(...ranges));
	}
	return found.map(joined);
}

/** `is`, `the` and `this` are in every text; `models` may be what somebody looks for. */
function saysSomething(word: string): boolean {
	return !/^[a-z]{1,2}$/.test(word) && !(word.length <= 4 && commonWords.has(word));
}

interface Token extends Range {
	/** As the index knows them: one, or pairs of neighbours where words aren't parted by spaces. */
	readonly words: readonly string[];
}

function tokensIn(text: string): readonly Token[] {
	return [...text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu)].map(match => ({
		start: match.index,
		end: match.index + match[0].length,
		words: wordsIn(match[0]),
	}));
}

function asTyped({ exact, unfinished, words }: SearchedWords): (word: string, token: string) => boolean {
	return (word, token) =>
		word === token || (!exact && pluralsOf(word).includes(token)) || (unfinished && word === words.at(-1) && token.startsWith(word));
}

function withTypos(word: string, token: string): boolean {
	const most = allowedTypos(word);
	return most > 0 && digitsOf(word) === digitsOf(token) && editDistance(word, token, most) <= most;
}

function placesOf(
	text: string,
	tokens: readonly Token[],
	{ words }: SearchedWords,
	isLike: (word: string, token: string) => boolean,
): readonly Range[] {
	const [first] = words;
	if (first === undefined) {
		return [];
	}
	return tokens.flatMap((token, at): readonly Range[] => {
		if (token.words.length !== 1) {
			return withinToken(text, token, words);
		}
		const run = tokens.slice(at, at + words.length);
		const isRun =
			run.length === words.length &&
			run.every((other, place) => other.words.length === 1 && isLike(words[place] ?? '', other.words[0] ?? ''));
		return isRun ? [{ start: token.start, end: run.at(-1)?.end ?? token.end }] : [];
	});
}

/** In a script without spaces: each place where a word stands among others. */
function withinToken(text: string, { start, end }: Range, words: readonly string[]): readonly Range[] {
	const written = text.slice(start, end).toLowerCase();
	return words.flatMap(word => {
		const ranges: Range[] = [];
		for (let at = written.indexOf(word); at >= 0; at = written.indexOf(word, at + 1)) {
			ranges.push({ start: start + at, end: start + at + word.length });
		}
		return ranges;
	});
}

function joined(ranges: readonly Range[]): readonly Range[] {
	const all: Range[] = [];
	for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
		const last = all.at(-1);
		if (last !== undefined && range.start <= last.end) {
			all[all.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
		} else {
			all.push(range);
		}
	}
	return all;
}
