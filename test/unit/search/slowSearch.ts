import type { Status } from '../../../src/core/paper/paper';
import type { SearchDocument } from '../../../src/core/search/document';
import { abstractOnly, fieldNamed, fields, gapBetweenValues } from '../../../src/core/search/fields';
import { nearnessFactor, titleFactor } from '../../../src/core/search/nearness';
import { mostOfAMistake, pluralsOf } from '../../../src/core/search/plan';
import type { Clause } from '../../../src/core/search/query';
import { parseQuery } from '../../../src/core/search/query';
import { factorOf, impactOf, occurrenceWeight, qualities, worthOf } from '../../../src/core/search/scoring';
import type { SoughtWord } from '../../../src/core/search/soughtWords';
import { nearnessPool } from '../../../src/core/search/searching';
import { soughtWords } from '../../../src/core/search/soughtWords';
import { eachWord, eachWordAndJoin } from '../../../src/core/search/tokenizer';
import { allowedTypos, digitsOf } from '../../../src/core/search/typos';

/** The search as plainly as it can be said: every document is read, every word compared with every other. */
export function slowSearch(documents: readonly SearchDocument[], text: string, limit: number): readonly string[] {
	const query = parseQuery(text);
	if (query.clauses.length === 0) {
		return [];
	}
	const words = soughtWords(query);
	const read = documents.map(readDocument).filter(document => query.clauses.every(clause => allows(document, clause)));
	const all = documents.map(readDocument);
	const loose = words.filter(word => !word.required).length;
	const hits: string[] = [];
	for (const width of words.every(word => word.exact)
		? (['typed'] as const)
		: loose < 2
			? (['typed', 'near'] as const)
			: (['typed', 'near', 'some'] as const)) {
		const weighed = words.map(word => relationsOf(all, word, width));
		const found = read.flatMap(document => {
			const values = weighed.map(weigh => weigh(document).value);
			const optional = (at: number) => words[at]!.optional || (width === 'some' && !words[at]!.required);
			const met = values.filter((value, at) => value > 0 && optional(at)).length;
			if (values.some((value, at) => value === 0 && !optional(at)) || (width === 'some' && 2 * met < loose)) {
				return [];
			}
			const sum = values.reduce((total, value) => total + value, 0);
			return hits.includes(document.id) ? [] : [{ document, points: width === 'some' ? sum * met : sum }];
		});
		const sort = () =>
			found.sort((a, b) => b.points - a.points || b.document.year - a.document.year || (a.document.id < b.document.id ? -1 : 1));
		sort().forEach((hit, at) => {
			if (words.length > 1 && at < Math.max(nearnessPool, limit - hits.length)) {
				const inTitle = weighed.every(weigh => weigh(hit.document).inTitle);
				hit.points *= (inTitle ? titleFactor : 1) * nearnessFactor(neighbours(hit.document, words), words.length);
			}
		});
		hits.push(
			...sort()
				.slice(0, limit - hits.length)
				.map(hit => hit.document.id),
		);
	}
	return hits;
}

const titleBit = fieldNamed('title').bit;

function neighbours({ words }: ReadDocument, sought: readonly SoughtWord[]): number {
	return sought.filter(
		({ text }, at) =>
			at > 0 &&
			[...(words.get(sought[at - 1]!.text)?.positions ?? [])].some(position => words.get(text)?.positions.has(position + 1) === true),
	).length;
}

interface ReadWord {
	frequency: number;
	mask: number;
	readonly positions: Set<number>;
}

interface ReadDocument {
	readonly id: string;
	readonly year: number;
	readonly status: Status | undefined;
	readonly words: ReadonlyMap<string, ReadWord>;
}

function readDocument({ id, texts, year = 0, status }: SearchDocument): ReadDocument {
	const words = new Map<string, ReadWord>();
	for (const field of fields) {
		const tokens: (readonly [word: string, position: number])[] = [];
		let offset = 0;
		let length = 0;
		for (const value of texts[field.name] ?? []) {
			const taken = (field.joins ? eachWordAndJoin : eachWord)(value, (word, at) => tokens.push([word, field.base + offset + at]));
			length += taken;
			offset += taken + gapBetweenValues;
		}
		for (const [word, position] of tokens) {
			const known = words.get(word) ?? { frequency: 0, mask: 0, positions: new Set() };
			words.set(word, known);
			known.frequency += occurrenceWeight(field, length);
			known.mask |= field.bit;
			known.positions.add(position);
		}
	}
	return { id, year, status, words };
}

interface Weighed {
	readonly value: number;
	/** Whether any word of the title will do. */
	readonly inTitle: boolean;
}

/** How a document's words are weighed for a sought one. */
function relationsOf(
	documents: readonly ReadDocument[],
	word: SoughtWord,
	width: 'typed' | 'near' | 'some',
): (document: ReadDocument) => Weighed {
	type Relation = readonly [quality: number, holds: (term: string, mask: number) => boolean];
	const relations: Relation[] = word.writings.map(text => [qualities.same, term => term === text]);
	if (!word.exact) {
		relations.push(...pluralsOf(word.text).map((text): Relation => [qualities.plural, term => term === text]));
		if (word.unfinished || (width !== 'typed' && word.text.length >= 3)) {
			relations.push([qualities.prefix, (term, mask) => term.startsWith(word.text) && (!word.short || mask !== abstractOnly)]);
		}
	}
	const entries = documents.flatMap(document => [...document.words]);
	const count = (list: readonly Relation[]) =>
		list.reduce((sum, [, holds]) => sum + entries.filter(([term, { mask }]) => holds(term, mask)).length, 0);
	const most = allowedTypos(word.text);
	if (
		!word.exact &&
		width !== 'typed' &&
		most > 0 &&
		count(relations.filter(([quality]) => word.unfinished || quality !== qualities.prefix)) <= mostOfAMistake
	) {
		for (let distance = 0; distance <= most; distance += 1) {
			relations.push([
				distance > 1 ? qualities.twoTypos : qualities.typo,
				term => digitsOf(term) === digitsOf(word.text) && typosBetween(word.text, term) === distance,
			]);
		}
		if (word.unfinished && digitsOf(word.text) === '') {
			relations.push([qualities.typoInPrefix, term => beginnings(term).some(beginning => typosBetween(word.text, beginning) <= 1)]);
		}
	}
	const worth = worthOf(documents.length, count(relations));
	return document => ({
		value: [...document.words].reduce((best, [term, { frequency, mask }]) => {
			const qualitiesHere =
				word.mask !== 0 && (mask & word.mask) === 0
					? []
					: relations.filter(([, holds]) => holds(term, mask)).map(([quality]) => factorOf(worth, quality) * impactOf(frequency));
			return Math.max(best, ...qualitiesHere);
		}, 0),
		inTitle: [...document.words].some(([term, { mask }]) => (mask & titleBit) !== 0 && relations.some(([, holds]) => holds(term, mask))),
	});
}

function beginnings(term: string): readonly string[] {
	return Array.from({ length: term.length }, (_, index) => term.slice(0, index + 1));
}

/** Optimal string alignment by the book. */
export function typosBetween(a: string, b: string): number {
	const rows = Array.from({ length: a.length + 1 }, (_, i) =>
		Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
	);
	for (let i = 1; i <= a.length; i += 1) {
		for (let j = 1; j <= b.length; j += 1) {
			const change = a[i - 1] === b[j - 1] ? 0 : 1;
			rows[i]![j] = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + change);
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
				rows[i]![j] = Math.min(rows[i]![j]!, rows[i - 2]![j - 2]! + 1);
			}
		}
	}
	return rows[a.length]![b.length]!;
}

function allows(document: ReadDocument, clause: Clause): boolean {
	return holds(document, clause) !== clause.excluded;
}

function holds({ words, year, status }: ReadDocument, clause: Clause): boolean {
	switch (clause.kind) {
		case 'year':
			return year !== 0 && year >= (clause.from ?? -Infinity) && year <= (clause.to ?? Infinity);
		case 'status':
			return status !== undefined && clause.statuses.includes(status);
		case 'words':
			return (
				!clause.excluded ||
				clause.words.every(
					word => words.has(word) && (clause.field === undefined || (words.get(word)!.mask & fieldNamed(clause.field).bit) !== 0),
				)
			);
		case 'phrase': {
			const field = clause.field === undefined ? { base: 0, span: Infinity } : fieldNamed(clause.field);
			const starts = [...(words.get(clause.words[0]!)?.positions ?? [])].filter(at => at >= field.base && at < field.base + field.span);
			return starts.some(start => clause.words.every((word, index) => words.get(word)?.positions.has(start + index) === true));
		}
		case 'either':
		case 'rating':
		case 'instant':
		case 'has':
			throw new Error('The slow search knows neither choices nor heads.');
	}
}
