import { tableOf } from '../data/table';

/** What a field is called in the form of a type: `Journal` where a book chapter has `Book`. Words are Zotero's where it has the field. */
export function fieldLabel(field: string, type: string): string {
	return labelsOfTypes.get(`${type} ${field}`) ?? labels.get(field) ?? inWords(field);
}

/** `Archive place` for `archive-place`. */
function inWords(field: string): string {
	const words = field.replace(/[-_.]+/g, ' ').trim();
	return words.charAt(0).toUpperCase() + words.slice(1);
}

const labels = tableOf<string>({
	author: 'Authors',
	editor: 'Editors',
	translator: 'Translators',
	director: 'Directors',
	composer: 'Composers',
	performer: 'Performers',
	contributor: 'Contributors',
	interviewer: 'Interviewers',
	recipient: 'Recipients',
	'collection-editor': 'Series editors',
	'container-author': 'Authors of the book',
	'editorial-director': 'Editorial directors',
	'reviewed-author': 'Authors of the reviewed work',
	'reviewed-title': 'Reviewed work',
	issued: 'Date',
	accessed: 'Accessed',
	submitted: 'Filing date',
	'available-date': 'Available since',
	'event-date': 'Event date',
	'original-date': 'Original date',
	'container-title': 'Publication',
	'container-title-short': 'Short name of the publication',
	'collection-title': 'Series',
	'collection-number': 'Number in the series',
	'title-short': 'Short title',
	'volume-title': 'Title of the volume',
	'number-of-pages': 'Number of pages',
	'number-of-volumes': 'Number of volumes',
	'publisher-place': 'Place',
	page: 'Pages',
	'page-first': 'First page',
	'event-title': 'Event',
	'event-place': 'Event place',
	'identifiers.arxiv': 'arXiv',
	'identifiers.openalex': 'OpenAlex',
	'identifiers.s2': 'Semantic Scholar',
	DOI: 'DOI',
	URL: 'URL',
	ISBN: 'ISBN',
	ISSN: 'ISSN',
	PMID: 'PMID',
	PMCID: 'PMCID',
	genre: 'Kind',
	annote: 'Annotation',
	archive_location: 'Location in the archive',
	archive_collection: 'Collection of the archive',
	'call-number': 'Call number',
});

const labelsOfTypes = tableOf<string>({
	'article-journal container-title': 'Journal',
	'article-journal number': 'Article number',
	'review container-title': 'Journal',
	'review-book container-title': 'Journal',
	'article-magazine container-title': 'Magazine',
	'article-newspaper container-title': 'Newspaper',
	'paper-conference container-title': 'Proceedings',
	'paper-conference event-title': 'Conference',
	'chapter container-title': 'Book',
	'entry-dictionary container-title': 'Dictionary',
	'entry-encyclopedia container-title': 'Encyclopedia',
	'webpage container-title': 'Website',
	'post-weblog container-title': 'Blog',
	'post container-title': 'Forum or platform',
	'broadcast container-title': 'Program',
	'legal_case container-title': 'Reporter',
	'legal_case authority': 'Court',
	'thesis publisher': 'University',
	'report publisher': 'Institution',
	'article publisher': 'Repository',
	'software publisher': 'Company or repository',
	'dataset publisher': 'Repository',
	'patent author': 'Inventors',
	'patent number': 'Patent number',
	'patent issued': 'Issue date',
	'software author': 'Programmers',
	'speech author': 'Presenters',
	'song author': 'Artists',
});
