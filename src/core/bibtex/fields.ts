import type { Dialect } from './entryTypes';

/**
 * How a field's value is written: `prose` (TeX with markup), `plain` (TeX, markup dropped), `verbatim` (as it stands: addresses,
 * identifiers), `list` (texts joined by `and`), `names`, `date`, `pages`, `language` (a babel name), `tags` (joined by commas).
 */
export type BibtexFieldKind = 'prose' | 'plain' | 'verbatim' | 'list' | 'names' | 'date' | 'pages' | 'language' | 'tags' | 'groups';

/** One line of the table between BibTeX or biblatex fields and CSL variables. Reader and writer use the same. */
export interface FieldRow {
	/** The CSL variable, or a field of our record. */
	readonly variable: string;
	readonly kind: BibtexFieldKind;
	/** The field's biblatex name. */
	readonly field: string;
	/** Its name in BibTeX where that differs. */
	readonly bibtex?: string;
	/** Further names it is read by. */
	readonly aliases?: readonly string[];
	/** Entry types in which the row holds; without it, all others. */
	readonly entries?: ReadonlySet<string>;
}

/** The row by which a field of an entry is read. Names in lower case. */
export function rowOfField(entryType: string, field: string): FieldRow | undefined {
	return byField.get(field)?.find(row => row.entries?.has(entryType) ?? true);
}

/** The row by which a variable is written into an entry, and the field's name in the dialect. */
export function rowOfVariable(
	entryType: string,
	variable: string,
	dialect: Dialect,
): { readonly row: FieldRow; readonly name: string } | undefined {
	const row = byVariable.get(variable)?.find(candidate => candidate.entries?.has(entryType) ?? true);
	return row && { row, name: dialect === 'bibtex' ? (row.bibtex ?? row.field) : row.field };
}

function entries(names: string): ReadonlySet<string> {
	return new Set(names.split(' '));
}

const inPeriodicals = entries('article review suppperiodical periodical');
const inBooks = entries('inbook incollection inproceedings conference bookinbook suppbook suppcollection inreference');
const bookLike = entries(
	'book mvbook collection mvcollection proceedings mvproceedings reference mvreference inbook incollection inproceedings conference bookinbook suppbook suppcollection inreference booklet',
);
const theses = entries('thesis phdthesis mastersthesis mathesis candthesis bathesis');
const reports = entries('report techreport');
const courts = entries('jurisdiction');
const organised = entries('manual online electronic www webpage misc software dataset standard');

/** Fields by which a file shows that it is written for biblatex. */
export const onlyBiblatex: ReadonlySet<string> = new Set(
	'date journaltitle eprinttype langid maintitle eventtitle origdate urldate'.split(' '),
);

/** In the order in which fields are written. biblatex manual 3.20, section 2.2; BibTeX's btxdoc, section 3.2; CSL 1.0.2, appendix IV. */
export const fieldRows: readonly FieldRow[] = [
	{ variable: 'title', kind: 'prose', field: 'title' },
	{ variable: 'title-short', kind: 'prose', field: 'shorttitle' },
	{ variable: 'author', kind: 'names', field: 'author', aliases: ['authors'] },
	{ variable: 'editor', kind: 'names', field: 'editor', aliases: ['editors'] },
	{ variable: 'container-author', kind: 'names', field: 'bookauthor' },
	{ variable: 'translator', kind: 'names', field: 'translator' },
	{ variable: 'director', kind: 'names', field: 'director' },
	{ variable: 'contributor', kind: 'names', field: 'collaborator' },
	{ variable: 'issued', kind: 'date', field: 'date' },
	{ variable: 'container-title', kind: 'prose', field: 'journaltitle', bibtex: 'journal', aliases: ['journal'], entries: inPeriodicals },
	{ variable: 'container-title', kind: 'prose', field: 'booktitle', entries: inBooks },
	{ variable: 'container-title', kind: 'prose', field: 'journaltitle', bibtex: 'journal', aliases: ['journal'] },
	{ variable: 'container-title', kind: 'prose', field: 'booktitle' },
	{ variable: 'container-title-short', kind: 'prose', field: 'shortjournal' },
	{ variable: 'volume-title', kind: 'prose', field: 'volumetitle' },
	{ variable: 'event-title', kind: 'prose', field: 'eventtitle' },
	{ variable: 'event-place', kind: 'plain', field: 'venue' },
	{ variable: 'collection-title', kind: 'prose', field: 'series' },
	{ variable: 'volume', kind: 'plain', field: 'volume' },
	{ variable: 'number-of-volumes', kind: 'plain', field: 'volumes' },
	{ variable: 'issue', kind: 'plain', field: 'number', entries: inPeriodicals },
	{ variable: 'collection-number', kind: 'plain', field: 'number', entries: bookLike },
	// The number of an article that has no pages.
	{ variable: 'number', kind: 'plain', field: 'eid', aliases: ['articleno', 'article-number', 'article_number'], entries: inPeriodicals },
	{ variable: 'number', kind: 'plain', field: 'number' },
	{ variable: 'issue', kind: 'plain', field: 'issue' },
	{ variable: 'page', kind: 'pages', field: 'pages', aliases: ['page'] },
	{ variable: 'number-of-pages', kind: 'plain', field: 'pagetotal', aliases: ['numpages'] },
	{ variable: 'chapter-number', kind: 'plain', field: 'chapter' },
	{ variable: 'part-number', kind: 'plain', field: 'part' },
	{ variable: 'edition', kind: 'plain', field: 'edition' },
	{ variable: 'publisher', kind: 'list', field: 'institution', bibtex: 'school', aliases: ['school', 'publisher'], entries: theses },
	{ variable: 'publisher', kind: 'list', field: 'institution', aliases: ['publisher'], entries: reports },
	{ variable: 'authority', kind: 'list', field: 'institution', aliases: ['organization', 'publisher'], entries: courts },
	{ variable: 'publisher', kind: 'list', field: 'organization', bibtex: 'publisher', aliases: ['publisher'], entries: organised },
	{ variable: 'publisher', kind: 'list', field: 'publisher', aliases: ['institution', 'school', 'organization'] },
	{ variable: 'publisher-place', kind: 'list', field: 'location', bibtex: 'address', aliases: ['address'] },
	{ variable: 'genre', kind: 'prose', field: 'type' },
	{ variable: 'medium', kind: 'plain', field: 'howpublished' },
	{ variable: 'version', kind: 'plain', field: 'version' },
	{ variable: 'DOI', kind: 'verbatim', field: 'doi' },
	{ variable: 'URL', kind: 'verbatim', field: 'url' },
	{ variable: 'accessed', kind: 'date', field: 'urldate' },
	{ variable: 'ISBN', kind: 'plain', field: 'isbn' },
	{ variable: 'ISSN', kind: 'plain', field: 'issn' },
	{ variable: 'PMID', kind: 'plain', field: 'pmid' },
	{ variable: 'PMCID', kind: 'plain', field: 'pmcid' },
	{ variable: 'call-number', kind: 'plain', field: 'library' },
	{ variable: 'event-date', kind: 'date', field: 'eventdate' },
	{ variable: 'original-date', kind: 'date', field: 'origdate' },
	{ variable: 'original-title', kind: 'prose', field: 'origtitle' },
	{ variable: 'original-publisher', kind: 'list', field: 'origpublisher' },
	{ variable: 'original-publisher-place', kind: 'list', field: 'origlocation' },
	{ variable: 'language', kind: 'language', field: 'langid', aliases: ['hyphenation', 'language'] },
	{ variable: 'abstract', kind: 'plain', field: 'abstract', aliases: ['abstractnote'] },
	{ variable: 'tags', kind: 'tags', field: 'keywords', aliases: ['keyword', 'tags'] },
	{ variable: 'collections', kind: 'groups', field: 'groups' },
	{ variable: 'note', kind: 'prose', field: 'note' },
	{ variable: 'annote', kind: 'plain', field: 'annotation', bibtex: 'annote', aliases: ['annote'] },
];

const byVariable: ReadonlyMap<string, readonly FieldRow[]> = tableBy(row => [row.variable]);

const byField: ReadonlyMap<string, readonly FieldRow[]> = tableBy(row => [
	...new Set([row.field, row.bibtex ?? row.field, ...(row.aliases ?? [])]),
]);

function tableBy(namesOf: (row: FieldRow) => readonly string[]): ReadonlyMap<string, readonly FieldRow[]> {
	const table = new Map<string, FieldRow[]>();
	for (const row of fieldRows) {
		for (const name of namesOf(row)) {
			const rows = table.get(name) ?? [];
			rows.push(row);
			table.set(name, rows);
		}
	}
	return table;
}
