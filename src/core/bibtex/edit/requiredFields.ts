import type { Dialect } from '../entryTypes';

/**
 * The fields that an entry of a type should have; `a|b` where one of several will do. Empty for types that need none or that the dialect
 * does not know. BibTeX: btxdoc, section 3.1 (https://ctan.org/pkg/bibtex). biblatex: manual 3.20, section 2.1.1
 * (https://ctan.org/pkg/biblatex).
 */
export function requiredFields(entryType: string, dialect: Dialect): readonly string[] {
	return (dialect === 'bibtex' ? bibtex : biblatex).get(entryType) ?? [];
}

function table(rows: Readonly<Record<string, string>>): ReadonlyMap<string, readonly string[]> {
	return new Map(Object.entries(rows).map(([type, fields]) => [type, fields.split(' ')]));
}

const bibtex = table({
	article: 'author title journal|journaltitle year|date',
	book: 'author|editor title publisher year|date',
	booklet: 'title',
	conference: 'author title booktitle year|date',
	inbook: 'author|editor title chapter|pages publisher year|date',
	incollection: 'author title booktitle publisher year|date',
	inproceedings: 'author title booktitle year|date',
	manual: 'title',
	mastersthesis: 'author title school|institution year|date',
	phdthesis: 'author title school|institution year|date',
	proceedings: 'title year|date',
	techreport: 'author title institution year|date',
	unpublished: 'author title note',
});

const biblatex = table({
	article: 'author title journaltitle|journal date|year',
	book: 'author|editor title date|year',
	mvbook: 'author|editor title date|year',
	inbook: 'author title booktitle date|year',
	booklet: 'author|editor title date|year',
	collection: 'editor title date|year',
	mvcollection: 'editor title date|year',
	incollection: 'author title booktitle date|year',
	dataset: 'author|editor title date|year',
	manual: 'author|editor title date|year',
	online: 'author|editor|organization title url|doi|eprint',
	patent: 'author title number date|year',
	periodical: 'editor title date|year',
	proceedings: 'title date|year',
	inproceedings: 'author title booktitle|eventtitle date|year',
	reference: 'editor title date|year',
	report: 'author title institution date|year',
	thesis: 'author title institution|school date|year',
	mastersthesis: 'author title institution|school date|year',
	phdthesis: 'author title institution|school date|year',
	techreport: 'author title institution date|year',
	unpublished: 'author title date|year',
});
