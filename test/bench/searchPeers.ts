import MiniSearch from 'minisearch';
import type { SearchDocument } from '../../src/core/search/document';
import { fold } from '../../src/core/text/fold';

const fieldNames = ['title', 'author', 'abstract', 'tag', 'key', 'venue', 'identifier', 'year'] as const;

/** MiniSearch over the same fields, with the same weights of fields, folded, the last word as a beginning and a mistake in five letters. */
export function miniSearch(documents: readonly SearchDocument[]): MiniSearch<SearchDocument> {
	const peer = new MiniSearch<SearchDocument>(miniSearchOptions);
	peer.addAll(documents);
	return peer;
}

export const miniSearchOptions: ConstructorParameters<typeof MiniSearch<SearchDocument>>[0] = {
	fields: [...fieldNames],
	extractField: (document, name) =>
		name === 'id'
			? document.id
			: (fieldNames.filter(known => known === name).map(known => document.texts[known]?.join(' ') ?? '')[0] ?? ''),
	processTerm: term => fold(term) || null,
	searchOptions: {
		boost: { title: 3, author: 3, tag: 2, key: 3, identifier: 3, year: 3 },
		prefix: (_, index, terms) => index === terms.length - 1,
		fuzzy: term => (term.length > 3 ? 0.2 : false),
	},
};

/** What needs no index: every paper's folded text is asked for every word. */
export function linearScan(documents: readonly SearchDocument[]): (query: string) => readonly string[] {
	const texts = documents.map(document => fold(fieldNames.flatMap(name => document.texts[name] ?? []).join(' ')));
	return query => {
		const words = fold(query)
			.split(/\s+/)
			.filter(word => word !== '');
		const found: string[] = [];
		texts.forEach((text, index) => {
			if (words.every(word => text.includes(word))) {
				found.push(documents[index]?.id ?? '');
			}
		});
		return found.slice(0, 20);
	};
}
