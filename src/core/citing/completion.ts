import { isCrossReference } from './crossReferences';
import { abbreviations } from './locators';
import { familyName } from '../names';
import type { IncomingPaper } from '../paper';
import { yearOf } from '../dates';
import { fold, wordsOf } from '../text/fold';
import { proseRuns } from './proseRuns';
import type { Range } from './syntax';
import { syntaxOf } from './syntaxes';

/** What can be completed at an offset. The range is what a choice replaces. */
export type CompletionPlace = Range & (
	/** A key, of which `query` is typed. `braced`: within `@{`, where any key can stand bare. */
	| { readonly kind: 'key'; readonly query: string; readonly braced: boolean }
	/** A locator behind a key in brackets, `[@doe, ch`. */
	| { readonly kind: 'locator'; readonly key: string; readonly query: string }
);

export interface CompletionOptions {
	/** Whether a word is a key as it stands. With it a query in markdown may be several words, `@diffusion song`; what stands behind a finished key is text. */
	readonly isKey?: (word: string) => boolean;
}

/** `undefined` where neither is: in code, in an address, behind an e-mail's `@`. */
export function completionAt(text: string, offset: number, languageId: string, { isKey }: CompletionOptions = {}): CompletionPlace | undefined {
	const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
	const before = text.slice(Math.max(lineStart, offset - 500), offset);
	const syntax = syntaxOf(languageId).id;
	if (syntax === 'latex') {
		return keyPlace(text, offset, /\\[A-Za-z]*(?:cite|Cite)[A-Za-z]*\*?(?:\s*[[(][^\]\n)]{0,200}[\])]){0,4}\s*\{(?:[^{}\n]*,)?\s*([^{},\s]*)$/.exec(before)?.[1], /^[^\s,{}\\]*/);
	}
	if (syntax === 'typst') {
		return keyPlace(text, offset, /(?:(?<![\p{L}\p{N}\\])@|#cite\(\s*<)([\p{L}\p{N}_:.-]*)$/u.exec(before)?.[1], /^[\p{L}\p{N}_:-]*/u);
	}
	const typed = /(?<![\p{L}\p{N}.\\])@(\{?)([^\s[\]{};,@|]*)$/u.exec(before) ?? (isKey && severalWords(before, isKey));
	const role = /\{(?:foot)?cite(?::[a-z]+)?\}`(?:[^`\n]*,)?\s*([^`,\s{}]*)$/.exec(before);
	if (typed && isProse(text, offset - (typed[2] ?? '').length - 1 - (typed[1] ?? '').length)) {
		return keyPlace(text, offset, typed[2], typed[1] === '{' ? /^[^\s{}]*/ : /^[\p{L}\p{N}_]*/u, typed[1] === '{');
	}
	return syntax === 'myst' && role !== null ? keyPlace(text, offset, role[1], /^[^\s,{}`]*/) : locatorPlace(before, offset);
}

/** `@diffusion song`, where no paper has the key `diffusion`; four words at most. */
function severalWords(before: string, isKey: (word: string) => boolean): RegExpExecArray | null {
	const typed = /(?<![\p{L}\p{N}.\\])@()([\p{L}\p{N}_-]+(?: [\p{L}\p{N}_-]+){0,3} ?)$/u.exec(before);
	const first = typed?.[2]?.split(' ')[0] ?? '';
	return isKey(first) || isCrossReference(first) ? null : typed;
}

function keyPlace(text: string, offset: number, query: string | undefined, rest: RegExp, braced = false): CompletionPlace | undefined {
	const tail = rest.exec(text.slice(offset, offset + 200))?.[0] ?? '';
	return query === undefined ? undefined : { kind: 'key', query, braced, start: offset - query.length, end: offset + tail.length };
}

function locatorPlace(before: string, offset: number): CompletionPlace | undefined {
	const found = /\[[^\][\n]*@\{?([^\s[\]{};,@]+)\}?(?:,[ \t]*|[ \t]+)([\p{L}§¶]*\.?)$/u.exec(before) ?? /(?<![\p{L}\p{N}.\\])@\{?([^\s[\]{};,@]+)\}?[ \t]+\[([\p{L}§¶]*\.?)$/u.exec(before);
	const query = found?.[2] ?? '';
	return found === null ? undefined : { kind: 'locator', key: found[1] ?? '', query, start: offset - query.length, end: offset };
}

function isProse(text: string, at: number): boolean {
	const run = proseRuns(text, '@').find(({ start, end }) => start <= at && at < end);
	return run !== undefined && !run.masked.some(({ start, end }) => start <= at && at < end);
}

export interface LocatorChoice {
	readonly label: string;
	/** What to write: `p. `. */
	readonly text: string;
}

/** Locator terms that start with what is typed, pages first. */
export function locatorChoices(query: string): readonly LocatorChoice[] {
	return Object.entries(abbreviations).flatMap(([label, forms]) => (label.startsWith(query.toLowerCase()) ? forms : forms.filter(form => form.startsWith(query.toLowerCase()))).map(form => ({ label, text: `${form} ` })));
}

/** A paper with its words folded once, so that a key press only compares. */
export interface Candidate {
	readonly key: string;
	/** ` key words authors year ` with a space before each word. */
	readonly words: string;
	readonly names: string;
}

export function candidateOf(key: string, paper: Pick<IncomingPaper, 'title' | 'author' | 'issued'>): Candidate {
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
 * Candidates in which every word of the query starts some word of key, authors, year or title, in any order, best first: an exact key, the start of a key, a first
 * author, then what this document cites and what was used lately. At most `limit`.
 */
export function rankCandidates<T extends Candidate>(candidates: Iterable<T>, query: string, { cited, recent = [] }: RankingContext = {}, limit = 50): readonly T[] {
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
	let low = 0;
	let high = best.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((best[middle]?.score ?? 0) >= added.score) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	best.splice(low, 0, added);
	best.length = Math.min(best.length, limit);
}
