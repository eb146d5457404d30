import { statuses } from '../paper/paper';
import type { Head } from '../paper/head';
import { rangeOfPrefix, rangeOfWord } from './dictionary';
import { isFact } from './facts';
import { abstractOnly, fieldNamed } from './fields';
import { hasPhrase, hasWord, phraseIn } from './lookup';
import type { Clause, Query } from './query';
import { stringAt } from './packedStrings';
import { pluralsOf } from './plan';
import type { IndexSegment, Postings } from './segment';
import { documentCount } from './segment';

/** Whether a document of one segment may be shown at all. */
export type Condition = (document: number) => boolean;

/** The head of a paper by its id; `undefined` where nobody knows it. */
export type HeadOf = (id: string) => Head | undefined;

/** What a query asks besides having its words, for one segment, cheapest first. */
export function conditionsOf(segment: IndexSegment, { clauses }: Pick<Query, 'clauses'>, headOf: HeadOf): readonly Condition[] {
	return [...clauses]
		.sort((a, b) => costs[a.kind] - costs[b.kind])
		.flatMap(clause => {
			const condition = conditionOf(segment, clause, headOf);
			return condition === undefined ? [] : [clause.excluded ? (document: number) => !condition(document) : condition];
		});
}

const costs: Readonly<Record<Clause['kind'], number>> = {
	status: 0,
	year: 1,
	words: 2,
	phrase: 3,
	either: 4,
	rating: 5,
	instant: 5,
	has: 6,
};

/** What a branch asks, its words included: nothing looks for those anyway. */
function branchOf(segment: IndexSegment, clauses: readonly Clause[], headOf: HeadOf): readonly Condition[] {
	const words = clauses.flatMap(clause => (clause.kind === 'words' && !clause.excluded ? [documentsWith(segment, clause)] : []));
	return [...words.map(documents => (document: number) => documents[document] === 1), ...conditionsOf(segment, { clauses }, headOf)];
}

/** For each document whether it has all words of a clause: as they are, in the plural or singular, the last one also as a beginning. */
function documentsWith(segment: IndexSegment, { words, field, unfinished }: Extract<Clause, { kind: 'words' }>): Uint8Array {
	const mask = field === undefined ? 0 : fieldNamed(field).bit;
	const all = new Uint8Array(documentCount(segment)).fill(1);
	for (const [index, word] of words.entries()) {
		const ranges = [word, ...pluralsOf(word)].map(text => rangeOfWord(segment.terms, text));
		const isBeginning = unfinished && index === words.length - 1;
		const found = new Uint8Array(all.length);
		for (const { from, to } of isBeginning ? [...ranges, rangeOfPrefix(segment.terms, word)] : ranges) {
			markDocuments(segment.heads, from, to, mask, found);
			if (mask === 0 || (mask & abstractOnly) !== 0) {
				markDocuments(segment.abstracts, from, to, 0, found);
			}
		}
		all.forEach((has, document) => (all[document] = has & (found[document] ?? 0)));
	}
	return all;
}

function markDocuments({ starts, documents, masks }: Postings, from: number, to: number, mask: number, found: Uint8Array): void {
	const end = starts[to] ?? 0;
	for (let at = starts[from] ?? 0; at < end; at += 1) {
		if (mask === 0 || ((masks[at] ?? 0) & mask) !== 0) {
			found[documents[at] ?? 0] = 1;
		}
	}
}

/** The condition a clause would be if it were not excluded; `undefined` for words that are looked for anyway. */
function conditionOf(segment: IndexSegment, clause: Clause, headOf: HeadOf): Condition | undefined {
	switch (clause.kind) {
		case 'status': {
			const wanted = new Set(clause.statuses.map(status => statuses.indexOf(status) + 1));
			return document => wanted.has(segment.statuses[document] ?? 0);
		}
		case 'year': {
			const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = clause;
			return document => {
				const year = segment.years[document] ?? 0;
				return year !== 0 && year >= from && year <= to;
			};
		}
		case 'words': {
			const mask = clause.field === undefined ? 0 : fieldNamed(clause.field).bit;
			const ranges = clause.words.map(word => rangeOfWord(segment.terms, word));
			return clause.excluded ? document => ranges.every(range => hasWord(segment, range, document, mask)) : undefined;
		}
		case 'phrase': {
			const phrase = phraseIn(segment, clause.words, clause.field === undefined ? undefined : fieldNamed(clause.field));
			return document => hasPhrase(segment, phrase, document);
		}
		case 'either': {
			const branches = clause.branches.map(branch => branchOf(segment, branch, headOf));
			return document => branches.some(branch => branch.every(holds => holds(document)));
		}
		case 'rating':
		case 'instant':
		case 'has':
			return document => {
				const head = headOf(stringAt(segment.ids, document));
				return head !== undefined && isFact(clause, head);
			};
	}
}
