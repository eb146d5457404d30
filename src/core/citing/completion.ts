import { isCrossReference } from './crossReferences';
import { latexMaskedRanges } from './latex';
import { abbreviations } from './locators';
import { ProseFinder } from './proseFinder';
import { familyName } from '../names';
import type { IncomingPaper } from '../paper';
import { yearOf } from '../dates';
import { fold, wordsOf } from '../text/fold';
import type { Range } from './syntax';
import { syntaxOf } from './syntaxes';
import { typstParts } from './typstMarkup';
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
	/** The same one for each version of a document, so that a key press reads only what changed. */
	readonly prose?: ProseFinder;
}

/** Whether a line up to the caret could end in something to complete: what costs nothing to ask before the whole text is looked at. */
export function couldComplete(lineBefore: string, languageId: string): boolean {
	return /@|[Cc]ite/.test(lineBefore) || (syntaxOf(languageId).id !== 'pandoc' && /^[\s<,]*[^\s,{}\\]*$/.test(lineBefore));
}

/** `undefined` where neither is: in code, in an address, behind an e-mail's `@`. */
export function completionAt(text: string, offset: number, languageId: string, { isKey, prose = new ProseFinder() }: CompletionOptions = {}): CompletionPlace | undefined {
	const syntax = syntaxOf(languageId, text).id;
	if (syntax === 'latex') {
		return latexPlace(text, offset);
	}
	if (syntax === 'typst') {
		return typstPlace(text, offset);
	}
	const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
	const before = text.slice(Math.max(lineStart, offset - 500), offset);
	const typed = /(?<![\p{L}\p{M}\p{N}.\\])@(\{?)([^\s[\]{};,@|]*)$/u.exec(before) ?? (isKey && severalWords(before, isKey));
	if (typed && prose.holds(text, offset - (typed[2] ?? '').length - 1 - (typed[1] ?? '').length)) {
		return keyPlace(text, offset, typed[2], typed[1] === '{' ? /^[^\s{}]*/ : /^[\p{L}\p{N}_]*/u, typed[1] === '{');
	}
	const role = /\{(?:foot)?cite(?::[a-z]+)?\}`(?:[^`\n]*[,;])?\s*(?:\{[^{}`]*\})?([^`,;\s{}]*)$/.exec(before);
	if (syntax === 'myst' && role !== null) {
		return keyPlace(text, offset, role[1], /^[^\s,;{}`]*/);
	}
	const place = locatorPlace(before, offset, markdownLocators);
	return place !== undefined && (syntax === 'myst' || prose.holds(text, lineStart + text.slice(lineStart, offset).lastIndexOf('@'))) ? place : undefined;
}

/** `@diffusion song`, where no paper has the key `diffusion`; four words at most. */
function severalWords(before: string, isKey: (word: string) => boolean): RegExpExecArray | null {
	const typed = /(?<![\p{L}\p{M}\p{N}.\\])@()([\p{L}\p{N}_-]+(?: [\p{L}\p{N}_-]+){0,3} ?)$/u.exec(before);
	const first = typed?.[2]?.split(' ')[0] ?? '';
	return isKey(first) || isCrossReference(first) ? null : typed;
}

const note = String.raw`\s*(?:\[[^\]\n]{0,200}\]|\([^)\n]{0,200}\)|<[^>\n]{0,50}>)`;
const group = String.raw`\s*\{[^{}\\]{0,200}\}`;
const keys = String.raw`\s*\{(?:(?:[^{}%\\]|%[^\n]*\n){0,2000},)?\s*([^{},\s%\\]*)$`;

/** Commands with one argument of keys, those that go on with further ones, and those that name a volume or a language first. */
const latexKeys = [
	String.raw`\\(?:[A-Za-z]*[cC]ite[A-Za-z]*|[A-Za-z]*cquote|shortcites)\*?(?:${note}){0,4}`,
	String.raw`\\[A-Za-z]*[cC]ites\*?(?:${note}|${group}){0,40}`,
	String.raw`\\(?:[A-Za-z]*[vV]olcite|(?:foreign|hyphen)[a-z]*cquote)(?:${note})?${group}(?:${note}){0,2}`,
].map(command => new RegExp(command + keys));

function latexPlace(text: string, offset: number): CompletionPlace | undefined {
	const before = text.slice(Math.max(0, offset - 2000), offset);
	const paragraph = before.slice(before.search(/(?:(?!\r?\n[ \t]*\r?\n)[^])*$/));
	const typed = latexKeys.map(form => form.exec(paragraph)).find(match => match !== null);
	const place = keyPlace(text, offset, typed?.[1], /^[^\s,{}\\%]*/) ?? locatorPlace(paragraph, offset, latexLocators);
	return place !== undefined && !isWithin(latexMaskedRanges(text), place.start) ? place : undefined;
}

function typstPlace(text: string, offset: number): CompletionPlace | undefined {
	const before = text.slice(Math.max(0, offset - 500), offset);
	const place = keyPlace(text, offset, /(?:(?<!\\)@|(?<![\p{L}\p{N}_-])cite\(\s*<)([\p{L}\p{M}\p{N}_:.-]*)$/u.exec(before)?.[1], /^[\p{L}\p{M}\p{N}_:-]*/u) ?? locatorPlace(before, offset, typstLocators);
	return place !== undefined && !isWithin(typstParts(text).masked, place.start) ? place : undefined;
}

function isWithin(ranges: readonly Range[], at: number): boolean {
	return ranges.some(({ start, end }) => start <= at && at < end);
}

function keyPlace(text: string, offset: number, query: string | undefined, rest: RegExp, braced = false): (CompletionPlace & { readonly kind: 'key' }) | undefined {
	const tail = rest.exec(text.slice(offset, offset + 200))?.[0] ?? '';
	return query === undefined ? undefined : { kind: 'key', query, braced, start: offset - query.length, end: offset + tail.length };
}

// Each ends in the key, where it stands before the locator, and what of the locator is typed.
const markdownLocators = [
	/\[[^\][\n]*@\{?([^\s[\]{};,@]+)\}?(?:,[ \t]*|[ \t]+)([\p{L}§¶]*\.?)$/u,
	/(?<![\p{L}\p{N}.\\])@\{?([^\s[\]{};,@]+)\}?[ \t]*\[([\p{L}§¶]*\.?)$/u,
	/\{cite(?::[a-z]+)?\}`[^`\n]*?([^\s`,;{}]+)\{([\p{L}§¶]*\.?)$/u,
];
const latexLocators = [/\\[A-Za-z]*[cC]ite()[A-Za-z]*\*?(?:\s*\[[^\]\n]{0,200}\]|\s*\{[^{}\n]{0,50}\}|\([^)\n]{0,200}\))*\s*\[([\p{L}§¶]*\.?)$/u];
const typstLocators = [/@([\p{L}\p{M}\p{N}_:.-]+)\[([\p{L}§¶]*\.?)$/u, /cite\(\s*<([^<>\s]+)>,[^()\n]*supplement:\s*\[([\p{L}§¶]*\.?)$/u];

function locatorPlace(before: string, offset: number, forms: readonly RegExp[]): (CompletionPlace & { readonly kind: 'locator' }) | undefined {
	const found = forms.map(form => form.exec(before)).find(match => match !== null);
	const query = found?.[2] ?? '';
	return found === undefined ? undefined : { kind: 'locator', key: found[1] ?? '', query, start: offset - query.length, end: offset };
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
