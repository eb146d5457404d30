import type { SearchedAs } from '../paper/fields';

/** What a field of a paper counts for, and which slots its words take among a paper's word positions. */
export interface SearchField {
	readonly name: FieldName;
	/** Its bit in the mask of fields a word stands in. */
	readonly bit: number;
	/** BM25F: how much one occurrence counts. */
	readonly boost: number;
	/** BM25F: how much a long field weakens its words, from 0 (not at all) to 1. */
	readonly slope: number;
	/** BM25F: words of a usual field. A constant rather than the library's mean, so that a paper's weights never depend on its neighbours. */
	readonly usualLength: number;
	/** Offset of its first word; phrases stay within `base` to `base + span`. */
	readonly base: number;
	readonly span: number;
	/** Whether `sohl-dickstein` is also found as `sohldickstein`. */
	readonly joins: boolean;
}

/** Which fields of a paper stand in each, the table of fields says. */
export type FieldName = SearchedAs;

// Weights and saturation were chosen on the known items of the search-relevance bench, on the dump and on made-up papers.
// The abstract first: nearly all words stand there, and small positions take one byte.
export const fields: readonly SearchField[] = [
	{ name: 'abstract', bit: 1, boost: 1, slope: 0.4, usualLength: 200, base: 0, span: 8192, joins: false },
	{ name: 'title', bit: 2, boost: 48, slope: 0.15, usualLength: 10, base: 8192, span: 1024, joins: true },
	{ name: 'author', bit: 4, boost: 16, slope: 0.3, usualLength: 16, base: 9216, span: 4096, joins: true },
	{ name: 'tag', bit: 8, boost: 10, slope: 0.2, usualLength: 4, base: 13312, span: 1024, joins: true },
	{ name: 'key', bit: 16, boost: 16, slope: 0, usualLength: 1, base: 14336, span: 512, joins: true },
	{ name: 'venue', bit: 32, boost: 4, slope: 0.4, usualLength: 5, base: 14848, span: 512, joins: false },
	{ name: 'identifier', bit: 64, boost: 16, slope: 0, usualLength: 4, base: 15360, span: 512, joins: false },
	{ name: 'collection', bit: 128, boost: 4, slope: 0.2, usualLength: 4, base: 15872, span: 256, joins: true },
	{ name: 'year', bit: 256, boost: 10, slope: 0, usualLength: 1, base: 16128, span: 8, joins: false },
];

/** Nothing but the abstract. */
export const abstractOnly = 1;

const byName = new Map(fields.map(field => [field.name, field]));

export function fieldNamed(name: FieldName): SearchField {
	const field = byName.get(name);
	if (field === undefined) {
		throw new Error(`No field ${name}`);
	}
	return field;
}

/** Offsets just behind one field value (an author, a tag) stay free, so that no phrase spans two of them. */
export const gapBetweenValues = 1;
