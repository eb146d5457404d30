import { yearOf } from '../paper/dates';
import { textOf } from '../data/json';
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
	const year = yearOf(paper.issued);
	return {
		id: paper.id,
		texts: {
			title: [withoutMarkup(paper.title)],
			author: authorsOf(paper),
			abstract: filled(paper.abstract),
			tag: paper.tags ?? [],
			key: [paper['citation-key'], ...(paper.aliases ?? [])],
			venue: filled(paper['container-title']),
			identifier: identifiersOf(paper),
			collection: paper.collections ?? [],
			year: year === undefined ? [] : [String(year)],
		},
		...present('year', year),
		status: paper.status,
	};
}

/** The first author's family name counts twice: it is the one that citations and people name. */
function authorsOf({ author = [] }: Paper): readonly string[] {
	const [first] = author;
	return first === undefined ? [] : [...author.map(fullName), familyName(first)];
}

function filled(text: string | undefined): readonly string[] {
	return text === undefined || text === '' ? [] : [text];
}

/** Each once: the DOI usually stands in the record and among its identifiers. */
function identifiersOf(paper: Paper): readonly string[] {
	const found = [paper.DOI, ...Object.values(paper.identifiers ?? {})].map(textOf).filter(value => value !== undefined);
	return [...new Set(found.map(value => value.toLowerCase()))];
}
