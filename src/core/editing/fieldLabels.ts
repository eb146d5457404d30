import { localize } from '../data/localize';
import { tableOf } from '../data/table';

/** What a field is called in the form of a type: `Journal` where a book chapter has `Book`. Words are Zotero's where it has the field. */
export function fieldLabel(field: string, type: string): string {
	return (labelsOfTypes.get(`${type} ${field}`) ?? labels.get(field))?.() ?? inWords(field);
}

/** `Archive place` for `archive-place`. */
function inWords(field: string): string {
	const words = field.replace(/[-_.]+/g, ' ').trim();
	return words.charAt(0).toUpperCase() + words.slice(1);
}

const labels = tableOf<() => string>({
	author: () => localize('Authors'),
	editor: () => localize('Editors'),
	translator: () => localize('Translators'),
	director: () => localize('Directors'),
	composer: () => localize('Composers'),
	performer: () => localize('Performers'),
	contributor: () => localize('Contributors'),
	interviewer: () => localize('Interviewers'),
	recipient: () => localize('Recipients'),
	'collection-editor': () => localize('Series editors'),
	'container-author': () => localize('Authors of the book'),
	'editorial-director': () => localize('Editorial directors'),
	'reviewed-author': () => localize('Authors of the reviewed work'),
	'reviewed-title': () => localize('Reviewed work'),
	issued: () => localize('Date'),
	accessed: () => localize('Accessed'),
	submitted: () => localize('Filing date'),
	'available-date': () => localize('Available since'),
	'event-date': () => localize('Event date'),
	'original-date': () => localize('Original date'),
	'container-title': () => localize('Publication'),
	'container-title-short': () => localize('Short name of the publication'),
	'collection-title': () => localize('Series'),
	'collection-number': () => localize('Number in the series'),
	'title-short': () => localize('Short title'),
	'volume-title': () => localize('Title of the volume'),
	'number-of-pages': () => localize('Number of pages'),
	'number-of-volumes': () => localize('Number of volumes'),
	'publisher-place': () => localize('Place'),
	page: () => localize('Pages'),
	'page-first': () => localize('First page'),
	'event-title': () => localize('Event'),
	'event-place': () => localize('Event place'),
	'identifiers.arxiv': () => 'arXiv',
	'identifiers.openalex': () => 'OpenAlex',
	'identifiers.s2': () => 'Semantic Scholar',
	DOI: () => 'DOI',
	URL: () => 'URL',
	ISBN: () => 'ISBN',
	ISSN: () => 'ISSN',
	PMID: () => 'PMID',
	PMCID: () => 'PMCID',
	genre: () => localize('Kind'),
	annote: () => localize('Annotation'),
	archive_location: () => localize('Location in the archive'),
	archive_collection: () => localize('Collection of the archive'),
	'call-number': () => localize('Call number'),
});

const labelsOfTypes = tableOf<() => string>({
	'article-journal container-title': () => localize('Journal'),
	'article-journal number': () => localize('Article number'),
	'review container-title': () => localize('Journal'),
	'review-book container-title': () => localize('Journal'),
	'article-magazine container-title': () => localize('Magazine'),
	'article-newspaper container-title': () => localize('Newspaper'),
	'paper-conference container-title': () => localize('Proceedings'),
	'paper-conference event-title': () => localize('Conference'),
	'chapter container-title': () => localize('Book'),
	'entry-dictionary container-title': () => localize('Dictionary'),
	'entry-encyclopedia container-title': () => localize('Encyclopedia'),
	'webpage container-title': () => localize('Website'),
	'post-weblog container-title': () => localize('Blog'),
	'post container-title': () => localize('Forum or platform'),
	'broadcast container-title': () => localize('Program'),
	'legal_case container-title': () => localize('Reporter'),
	'legal_case authority': () => localize('Court'),
	'thesis publisher': () => localize('University'),
	'report publisher': () => localize('Institution'),
	'article publisher': () => localize('Repository'),
	'software publisher': () => localize('Company or repository'),
	'dataset publisher': () => localize('Repository'),
	'patent author': () => localize('Inventors'),
	'patent number': () => localize('Patent number'),
	'patent issued': () => localize('Issue date'),
	'software author': () => localize('Programmers'),
	'speech author': () => localize('Presenters'),
	'song author': () => localize('Artists'),
});
