import { localize } from '../data/localize';

/** Which fields a work of a type is described by. */
export interface TypeFields {
	/** For people: `Journal Article`. */
	readonly label: () => string;
	/** The fields that it should have; `author|editor` where one of several will do. */
	readonly needed: readonly string[];
	/** Further fields that a form shows at once, empty or not. */
	readonly usual: readonly string[];
}

type Row = readonly [type: string, label: () => string, needed: string, usual: string];

/**
 * One row a type of CSL 1.0.2, in the order in which they are offered. What is needed follows biblatex's manual 3.20, section 2.1.1; what
 * is usual, the item types of Zotero (https://www.zotero.org/support/kb/item_types_and_fields).
 */
const rows: readonly Row[] = [
	['article-journal', () => localize('Journal Article'), 'author title container-title issued', 'volume issue page number DOI ISSN'],
	[
		'paper-conference',
		() => localize('Conference Paper'),
		'author title container-title issued',
		'editor event-title event-place publisher page DOI ISBN',
	],
	['article', () => localize('Preprint'), 'author title issued', 'publisher number identifiers.arxiv DOI URL version'],
	[
		'book',
		() => localize('Book'),
		'author|editor title publisher issued',
		'editor publisher-place edition volume collection-title number-of-pages ISBN DOI',
	],
	[
		'chapter',
		() => localize('Book Chapter'),
		'author title container-title publisher issued',
		'editor publisher-place edition page collection-title ISBN DOI',
	],
	['thesis', () => localize('Thesis'), 'author title publisher issued', 'genre publisher-place number-of-pages URL'],
	['report', () => localize('Report'), 'author|editor title publisher issued', 'genre number publisher-place page URL'],
	['webpage', () => localize('Web Page'), 'title URL', 'author container-title issued accessed'],
	['software', () => localize('Software'), 'author title issued', 'version publisher genre DOI URL'],
	['dataset', () => localize('Dataset'), 'author title issued', 'version publisher medium DOI URL'],
	['article-magazine', () => localize('Magazine Article'), 'author title container-title issued', 'volume issue page ISSN URL'],
	['article-newspaper', () => localize('Newspaper Article'), 'author title container-title issued', 'edition section page ISSN URL'],
	['bill', () => localize('Bill'), 'title issued', 'number section container-title authority URL'],
	['broadcast', () => localize('Broadcast'), 'title issued', 'author container-title publisher medium URL'],
	['classic', () => localize('Classical Work'), 'title', 'author editor volume page'],
	['collection', () => localize('Archival Collection'), 'title', 'author archive archive-place archive_location issued URL'],
	['document', () => localize('Document'), 'title', 'author issued publisher URL'],
	['entry', () => localize('Entry'), 'title container-title', 'author editor issued publisher page URL'],
	[
		'entry-dictionary',
		() => localize('Dictionary Entry'),
		'title container-title',
		'author editor publisher edition volume page issued URL',
	],
	[
		'entry-encyclopedia',
		() => localize('Encyclopedia Entry'),
		'title container-title',
		'author editor publisher edition volume page issued URL',
	],
	['event', () => localize('Event'), 'title', 'organizer event-date event-place URL'],
	['figure', () => localize('Figure'), 'title', 'author container-title issued URL'],
	['graphic', () => localize('Artwork'), 'title', 'author issued medium dimensions archive URL'],
	['hearing', () => localize('Hearing'), 'title issued', 'authority number section publisher URL'],
	['interview', () => localize('Interview'), 'title issued', 'author interviewer medium container-title URL'],
	['legal_case', () => localize('Legal Case'), 'title authority issued', 'number container-title volume page jurisdiction'],
	['legislation', () => localize('Legislation'), 'title issued', 'number container-title volume page section jurisdiction URL'],
	['manuscript', () => localize('Manuscript'), 'author title issued', 'genre archive archive-place archive_location number-of-pages URL'],
	['map', () => localize('Map'), 'title', 'author scale edition publisher publisher-place issued URL'],
	['motion_picture', () => localize('Film'), 'title issued', 'director author publisher genre medium URL'],
	['musical_score', () => localize('Musical Score'), 'title', 'composer author publisher publisher-place issued'],
	['pamphlet', () => localize('Pamphlet'), 'title', 'author publisher publisher-place issued number-of-pages'],
	['patent', () => localize('Patent'), 'author title number issued', 'authority jurisdiction submitted page URL'],
	['performance', () => localize('Performance'), 'title', 'performer director event-place event-date'],
	['periodical', () => localize('Periodical Issue'), 'title issued', 'editor container-title volume issue ISSN'],
	['personal_communication', () => localize('Letter or Email'), 'author issued', 'title recipient genre archive'],
	['post', () => localize('Forum or Social Media Post'), 'author issued URL', 'title container-title genre accessed'],
	['post-weblog', () => localize('Blog Post'), 'author title issued', 'container-title URL accessed'],
	['regulation', () => localize('Regulation'), 'title issued', 'authority number container-title jurisdiction URL'],
	['review', () => localize('Review'), 'author title container-title issued', 'reviewed-title reviewed-author volume issue page DOI'],
	[
		'review-book',
		() => localize('Book Review'),
		'author container-title issued',
		'title reviewed-title reviewed-author volume issue page DOI',
	],
	['song', () => localize('Audio Recording'), 'title', 'composer performer author publisher medium issued ISBN'],
	['speech', () => localize('Presentation'), 'author title', 'event-title event-place issued genre URL'],
	['standard', () => localize('Standard'), 'title number', 'authority publisher issued version DOI URL'],
	['treaty', () => localize('Treaty'), 'title issued', 'container-title volume page URL'],
];

/** What any work may have. */
const common = 'language abstract tags links note'.split(' ');

const identifying = 'DOI identifiers.arxiv PMID URL'.split(' ');

/** The types that a work can have, in the order in which they are offered. */
export const workTypes: readonly (TypeFields & { readonly type: string })[] = rows.map(([type, label, needed, usual]) => ({
	type,
	label,
	needed: needed.split(' '),
	usual: [...new Set([...usual.split(' '), ...identifying, ...common])],
}));

const byType: ReadonlyMap<string, TypeFields> = new Map(workTypes.map(row => [row.type, row]));

/** The fields of a type; of one that CSL doesn't know, those of a document. */
export function fieldsOfType(type: string): TypeFields {
	return (
		byType.get(type) ?? { label: () => type, needed: ['title'], usual: ['author', 'issued', 'container-title', ...identifying, ...common] }
	);
}
