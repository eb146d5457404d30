import { firstIndex } from '../data/lists';
import { isInCellCaption } from '../markdown/cellCaptions';
import { ProseFinder } from '../markdown/prose';
import { abbreviations } from './locators';
import { syntaxOf } from './languages';
import { familyName } from '../paper/names';
import type { IncomingPaper } from '../paper/paper';
import { yearOf } from '../paper/dates';
import { fold, wordsOf } from '../text/fold';
import type { CompletionPlace } from './syntax';

export interface CompletionOptions {
	/**
	 * Whether a word is a key as it stands. With it a query in Markdown may be several words, `@diffusion song`; what stands after a finished
	 * key is text.
	 */
	readonly isKey?: (word: string) => boolean;
	/** The same one for each version of a document, so that a key press reads only what changed. */
	readonly prose?: ProseFinder;
}

/** Whether a line up to the caret could end in something to complete: what costs nothing to ask before the whole text is looked at. */
export function couldComplete(lineBefore: string, languageId: string): boolean {
	return syntaxOf(languageId).begins.test(lineBefore);
}

/** What is being typed at an offset, by the way the document cites; `undefined` where it is nothing that can be completed. */
export function completionAt(
	text: string,
	offset: number,
	languageId: string,
	{ isKey, prose = new ProseFinder() }: CompletionOptions = {},
): CompletionPlace | undefined {
	return syntaxOf(languageId, text).complete({
		text,
		offset,
		...(isKey && { isKey }),
		isProse: at => prose.holds(text, at) || isInCellCaption(text, at),
	});
}

export interface LocatorChoice {
	readonly label: string;
	/** What to write: `p. `. */
	readonly text: string;
}

/** Locator terms that start with what is typed, pages first. */
export function locatorChoices(query: string): readonly LocatorChoice[] {
	return [...abbreviations].flatMap(([label, forms]) =>
		(label.startsWith(query.toLowerCase()) ? forms : forms.filter(form => form.startsWith(query.toLowerCase()))).map(form => ({
			label,
			text: `${form} `,
		})),
	);
}

/** A paper with its words folded once, so that a key press only compares. */
export interface CompletionCandidate {
	readonly key: string;
	/** ` key words authors year ` with a space before each word. */
	readonly words: string;
	readonly names: string;
}

export function candidateOf(key: string, paper: Pick<IncomingPaper, 'title' | 'author' | 'issued'>): CompletionCandidate {
	const names = (paper.author ?? []).map(familyName).join(' ');
	const words = [fold(key), ...wordsOf(key), ...wordsOf(names), String(yearOf(paper.issued) ?? ''), ...wordsOf(paper.title)];
	return { key, words: ` ${words.join(' ')}`, names: ` ${wordsOf(names).join(' ')}` };
}

export interface RankingContext {
	/** Keys the document cites. */
	readonly cited?: ReadonlySet<string>;
	/** Keys used lately, the last first. */
	readonly recent?: readonly string[];
}

/**
 * Candidates in which every word of the query starts some word of key, authors, year or title, in any order, best first: an exact key, the
 * start of a key, a first author, then what this document cites and what was used lately. At most `limit`.
 */
export function rankCandidates<T extends CompletionCandidate>(
	candidates: Iterable<T>,
	query: string,
	{ cited, recent = [] }: RankingContext = {},
	limit = 50,
): readonly T[] {
	const plain = fold(query.trim());
	const words = wordsOf(query).map(word => ` ${word}`);
	const recency = new Map(recent.map((key, index) => [key, recent.length - index]));
	const best: { readonly candidate: T; readonly score: number; readonly order: number }[] = [];
	let order = 0;
	for (const candidate of candidates) {
		order += 1;
		const startsKey = candidate.words.startsWith(plain, 1);
		if (!startsKey && !words.every(word => candidate.words.includes(word))) {
			continue;
		}
		const score =
			(plain !== '' && candidate.words.startsWith(`${plain} `, 1) ? 800 : 0) +
			(plain !== '' && startsKey ? 400 : 0) +
			(words.length > 0 && candidate.names.startsWith(words[0] ?? '') ? 200 : 0) +
			(cited?.has(candidate.key) === true ? 100 : 0) +
			((recency.get(candidate.key) ?? 0) * 99) / (recent.length + 1);
		if (best.length < limit || score > (best.at(-1)?.score ?? 0)) {
			insert(best, { candidate, score, order }, limit);
		}
	}
	return best.map(({ candidate }) => candidate);
}

function insert<T extends { readonly score: number; readonly order: number }>(best: T[], added: T, limit: number): void {
	best.splice(
		firstIndex(best, ({ score }) => score < added.score),
		0,
		added,
	);
	best.length = Math.min(best.length, limit);
}
