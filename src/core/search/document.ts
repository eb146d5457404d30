import { yearOf } from '../paper/dates';
import { isArray, isObject, textOf } from '../data/json';
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
	for (const { name, searched } of searchedFields) {
		texts[searched] = [...(texts[searched] ?? []), ...textsOf(paper, name, searched)];
	}
	return {
		id: paper.id,
		// The DOI usually stands in the record and among its identifiers.
		texts: { ...texts, identifier: [...new Set(texts.identifier)] },
		...present('year', yearOf(paper.issued)),
		status: paper.status,
	};
}

const searchedFields = fields.flatMap(({ name, searched }) => (searched === undefined ? [] : [{ name, searched }]));

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
