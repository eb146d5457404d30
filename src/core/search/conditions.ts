import { statuses } from '../paper/paper';
import { rangeOfWord } from './dictionary';
import { fieldNamed } from './fields';
import { hasPhrase, hasWord, phraseIn } from './lookup';
import type { Clause, Query } from './query';
import type { IndexSegment } from './segment';

/** Whether a document of one segment may be shown at all. */
export type Condition = (document: number) => boolean;

/** What a query asks besides having its words, for one segment, cheapest first. */
export function conditionsOf(segment: IndexSegment, query: Query): readonly Condition[] {
	return [...query.clauses]
		.sort((a, b) => costs[a.kind] - costs[b.kind])
		.flatMap(clause => {
			const condition = conditionOf(segment, clause);
			return condition === undefined ? [] : [clause.excluded ? (document: number) => !condition(document) : condition];
		});
}

const costs: Readonly<Record<Clause['kind'], number>> = { status: 0, year: 1, words: 2, phrase: 3 };

/** The condition a clause would be if it were not excluded; `undefined` for words that are looked for anyway. */
function conditionOf(segment: IndexSegment, clause: Clause): Condition | undefined {
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
	}
}
