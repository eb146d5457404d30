import { yearOf } from '../paper/dates';
import { isArray, isObject, textOf } from '../data/json';
import { addTo } from '../data/lists';
import { fields } from '../paper/fields';
import { familyName, fullName } from '../paper/names';
import type { Paper, Status } from '../paper/paper';
import { present } from '../paper/paper';
import { withoutMarkup } from '../text/markup';
import type { FieldName } from './fields';

/** What the search index reads of a paper. */
export interface SearchDocument {
	readonly id: string;
	/** The values of each field, several for authors, tags and the like. */
	readonly texts: Readonly<Partial<Record<FieldName, readonly string[]>>>;
	readonly year?: number;
	readonly status?: Status;
}

export function documentOf(paper: Paper): SearchDocument {
	const texts: Partial<Record<FieldName, readonly string[]>> = {};
	for (const [searched, names] of namesOfSearched) {
		const found = names.flatMap(name => textsOf(paper, name, searched));
		// The DOI usually stands in the record and among its identifiers.
		texts[searched] = searched === 'identifier' ? [...new Set(found)] : found;
	}
	return {
		id: paper.id,
		texts,
		...present('year', yearOf(paper.issued)),
		status: paper.status,
	};
}

const namesOfSearched = new Map<FieldName, string[]>();
for (const { name, searched } of fields) {
	if (searched !== undefined) {
		addTo(namesOfSearched, searched, name);
	}
}

function textsOf(paper: Paper, name: string, searched: FieldName): readonly string[] {
	switch (searched) {
		case 'title':
			return [withoutMarkup(paper.title)];
		case 'author':
			return authorsOf(paper);
		case 'year':
			return [yearOf(paper.issued)].map(textOf).filter(year => year !== undefined);
		case 'identifier':
			return textsIn(paper[name]).map(text => text.toLowerCase());
		default:
			return textsIn(paper[name]);
	}
}

/** The first author's family name counts twice: it is the one that citations and people name. */
function authorsOf({ author = [] }: Paper): readonly string[] {
	const [first] = author;
	return first === undefined ? [] : [...author.map(fullName), familyName(first)];
}

/** A text, the items of a list, or the values of a record. */
function textsIn(value: unknown): readonly string[] {
	const values = isArray(value) ? value : isObject(value) ? Object.values(value) : [value];
	return values.map(textOf).filter(text => text !== undefined);
}
