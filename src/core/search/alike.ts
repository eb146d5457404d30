import { Best } from './best';
import { commonWords } from './commonWords';
import { rangeOfWord } from './dictionary';
import type { TermRange } from './dictionary';
import type { SearchDocument } from './document';
import { abstractOnly, fieldNamed } from './fields';
import { numbersOfId } from './idTable';
import { hasPhrase, hasWord, phraseIn } from './lookup';
import type { Phrase } from './lookup';
import { stringAt } from './packedStrings';
import { largestImpact, worthOf } from './scoring';
import { isPaired } from './searchableText';
import type { IndexSegment, Postings } from './segment';
import { documentCount } from './segment';
import { eachWord, wordsIn } from './tokenizer';

/** A paper that is like another, and why. */
export interface Alike {
	readonly id: string;
	/** How much of what makes the other paper tell-tale it has: words from 0 to 1, and a quarter more for its authors. */
	readonly score: number;
	/** Words and runs of words that both have in title, abstract or tags, the rarest first, folded as the index has them. */
	readonly words: readonly string[];
	/** Names of authors that both have, as the other paper has them. */
	readonly authors: readonly string[];
}

/** So many of its rarest words stand for a paper: the further ones change no order and cost as much. */
const mostWords = 48;
/** Authors beyond these are a collaboration, and say little. */
const mostAuthors = 20;
/** UTF-16 units of a text that are read: an abstract is far shorter. */
const longestText = 20_000;
const authorBonus = 0.25;

/** What one occurrence in these fields counts; a word of the abstract counts twice at most. */
const weights = { title: 3, tag: 3, abstract: 1 } as const;

interface OwnWord {
	readonly word: string;
	readonly weight: number;
	/** The word that follows it somewhere in the paper, each that does. */
	readonly followers: ReadonlySet<string>;
}

/** A telling word, with where each segment has it. */
interface Telling extends OwnWord {
	readonly ranges: readonly TermRange[];
}

/**
 * The papers most like one, by words and authors that few papers have. A generator, so that the work can be done in slices: each step takes
 * a millisecond or two.
 * @param own the paper; it may itself be in the index, and is not given back
 * @param isWanted whether a paper that the index knows is there still
 */
export function* alikeInSegments(
	segments: readonly IndexSegment[],
	own: SearchDocument,
	limit: number,
	isWanted: (id: string) => boolean,
): Generator<undefined, readonly Alike[]> {
	const papers = segments.reduce((sum, segment) => sum + documentCount(segment), 0);
	const isKnown = segments.some(segment => numbersOfId(segment.ids, segment.idTable, own.id).length > 0);
	const said = ownWords(own);
	yield;
	const words = tellingWords(segments, papers, said, isKnown ? 1 : 0);
	const most = words.reduce((sum, { weight }) => sum + weight, 0);
	yield;
	const points = segments.map(segment => new Float64Array(documentCount(segment)));
	for (const { weight, ranges } of words) {
		segments.forEach((segment, at) => {
			const range = ranges[at];
			const into = points[at];
			if (range !== undefined && into !== undefined && range.from < range.to) {
				addPoints(segment.heads, range.from, weight / most / largestImpact, into);
				addPoints(segment.abstracts, range.from, weight / most / largestImpact, into);
			}
		});
		yield;
	}
	const authors = authorsOf(own);
	for (const author of authors) {
		for (const [at, segment] of segments.entries()) {
			for (const document of documentsBy(segment, author.words)) {
				const into = points[at];
				if (document === undefined) {
					yield;
				} else if (into !== undefined) {
					into[document] = (into[document] ?? 0) + authorBonus / authors.length ** 0.5;
				}
			}
		}
		yield;
	}
	const best = new Best(limit + 1);
	for (const [at, segment] of segments.entries()) {
		points[at]?.forEach((value, document) => {
			if (value > 0 && value >= best.least && segment.removed[document] === 0) {
				const id = stringAt(segment.ids, document);
				if (id !== own.id && isWanted(id)) {
					best.offer({ segment, document, points: value });
				}
			}
		});
		yield;
	}
	const alike: Alike[] = [];
	for (const { segment, document, points: score } of best.sorted().slice(0, limit)) {
		alike.push({
			id: stringAt(segment.ids, document),
			score,
			words: sharedRuns(segment, document, words),
			authors: authors.filter(author => hasPhrase(segment, nameIn(segment, author.words), document)).map(({ name }) => name),
		});
		yield;
	}
	return alike;
}

/** The words of title, abstract and tags that can say what a paper is about. */
function ownWords({ texts }: SearchDocument): readonly OwnWord[] {
	const found = new Map<string, { weight: number; inAbstract: number; readonly followers: Set<string> }>();
	const read = (text: string, field: keyof typeof weights) => {
		let before: string | undefined;
		eachWord(text.slice(0, longestText), word => {
			const isTelling = canTell(word);
			if (isTelling) {
				const known = found.get(word) ?? { weight: 0, inAbstract: 0, followers: new Set() };
				known.inAbstract += field === 'abstract' ? 1 : 0;
				known.weight = field === 'abstract' && known.inAbstract > 2 ? known.weight : known.weight + weights[field];
				found.set(word, known);
				if (before !== undefined) {
					found.get(before)?.followers.add(word);
				}
			}
			before = isTelling ? word : undefined;
		});
	};
	texts.title?.forEach(text => read(text, 'title'));
	texts.tag?.forEach(text => read(text, 'tag'));
	texts.abstract?.forEach(text => read(text, 'abstract'));
	return [...found].map(([word, { weight, followers }]) => ({ word, weight, followers }));
}

/** Of Chinese, Japanese and Korean a pair of characters tells something, and one alone does not. */
function canTell(word: string): boolean {
	return isPaired(word.charCodeAt(0)) ? word.length > 1 : word.length > 2 && !/^\d+$/.test(word) && !commonWords.has(word);
}

/** Those words that other papers have too, each worth the more the fewer have it. */
function tellingWords(segments: readonly IndexSegment[], papers: number, words: readonly OwnWord[], least: number): readonly Telling[] {
	return words
		.map(own => {
			const ranges = segments.map(segment => rangeOfWord(segment.terms, own.word));
			const count = segments.reduce((sum, segment, at) => sum + countIn(segment, ranges[at]), 0);
			return { ...own, ranges, count, weight: own.weight * worthOf(papers, count) };
		})
		.filter(({ count }) => count > least)
		.sort((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1))
		.slice(0, mostWords);
}

function countIn({ heads, abstracts }: IndexSegment, range: TermRange | undefined): number {
	return range === undefined || range.from === range.to
		? 0
		: [heads, abstracts].reduce((sum, { starts }) => sum + (starts[range.from + 1] ?? 0) - (starts[range.from] ?? 0), 0);
}

const topicFields = abstractOnly | fieldNamed('title').bit | fieldNamed('tag').bit;

function addPoints({ starts, documents, impacts, masks }: Postings, term: number, factor: number, into: Float64Array): void {
	for (let at = starts[term] ?? 0, end = starts[term + 1] ?? 0; at < end; at += 1) {
		// A word of its authors, its venue or its key says nothing of what a paper is about.
		if (masks.length === 0 || ((masks[at] ?? 0) & topicFields) !== 0) {
			const document = documents[at] ?? 0;
			into[document] = (into[document] ?? 0) + factor * (impacts[at] ?? 0);
		}
	}
}

interface Author {
	readonly name: string;
	readonly words: readonly string[];
}

/** The authors with their whole names; the first one's family name, which a document has once more, is no name of its own. */
function authorsOf({ texts }: SearchDocument): readonly Author[] {
	const names = (texts.author ?? []).slice(0, -1).slice(0, mostAuthors);
	return [...new Set(names)].map(name => ({ name, words: wordsIn(name) })).filter(({ words }) => words.length > 0);
}

/** So many documents are looked at in one step. */
const documentsPerStep = 256;

/** The documents that have an author's words in the order of the name; nothing where it is time to rest. */
function* documentsBy(segment: IndexSegment, words: readonly string[]): Generator<number | undefined, void, undefined> {
	const { bit } = fieldNamed('author');
	const name = nameIn(segment, words);
	const [rarest] = [...name.terms].sort((a, b) => countIn(segment, a) - countIn(segment, b));
	if (rarest === undefined || rarest.from === rarest.to) {
		return;
	}
	const { starts, documents, masks } = segment.heads;
	for (let at = starts[rarest.from] ?? 0, end = starts[rarest.from + 1] ?? 0; at < end; at += 1) {
		const document = documents[at] ?? 0;
		if (((masks[at] ?? 0) & bit) !== 0 && hasPhrase(segment, name, document)) {
			yield document;
		}
		if (at % documentsPerStep === 0) {
			yield undefined;
		}
	}
}

function nameIn(segment: IndexSegment, words: readonly string[]): Phrase {
	return phraseIn(segment, words, fieldNamed('author'));
}

/** What both have, rarest first: words that follow each other in both are one run, `score matching`. */
function sharedRuns(segment: IndexSegment, document: number, words: readonly Telling[]): readonly string[] {
	const shared = words.filter(({ word }) => hasWord(segment, rangeOfWord(segment.terms, word), document, topicFields));
	const byWord = new Map(shared.map(own => [own.word, own]));
	const used = new Set<string>();
	const runs: string[] = [];
	for (const own of shared) {
		if (!used.has(own.word)) {
			const run = runAround(segment, document, own, byWord, used);
			run.forEach(word => used.add(word));
			runs.push(written(run));
		}
	}
	return runs;
}

const longestRun = 4;

function runAround(
	segment: IndexSegment,
	document: number,
	own: OwnWord,
	shared: ReadonlyMap<string, OwnWord>,
	used: ReadonlySet<string>,
): readonly string[] {
	const run = [own.word];
	const isOne = (words: readonly string[]) => hasPhrase(segment, phraseIn(segment, words, undefined), document);
	for (;;) {
		const last = shared.get(run.at(-1) ?? '');
		const after = [...(last?.followers ?? [])].find(
			word => shared.has(word) && !used.has(word) && !run.includes(word) && isOne([...run, word]),
		);
		const before = [...shared.values()].find(
			({ word, followers }) => followers.has(run[0] ?? '') && !used.has(word) && !run.includes(word) && isOne([word, ...run]),
		)?.word;
		if (run.length >= longestRun || (after ?? before) === undefined) {
			return run;
		}
		if (after !== undefined) {
			run.push(after);
		} else if (before !== undefined) {
			run.unshift(before);
		}
	}
}

/** Pairs of characters overlap by one: `機械`, `械学` are `機械学`. */
function written(run: readonly string[]): string {
	return run.reduce((text, word) => {
		const overlaps = isPaired(word.charCodeAt(0)) && text.at(-1) === word.charAt(0);
		return text === '' ? word : overlaps ? text + word.slice(1) : `${text} ${word}`;
	}, '');
}
