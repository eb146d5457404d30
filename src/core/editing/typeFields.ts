/** Which fields a work of a type is described by. */
export interface TypeFields {
	/** For people: `Journal Article`. */
	readonly label: string;
	/** The fields that it should have; `author|editor` where one of several will do. */
	readonly needed: readonly string[];
	/** Further fields that a form shows at once, empty or not. */
	readonly usual: readonly string[];
}

type Row = readonly [type: string, label: string, needed: string, usual: string];

/**
 * One row a type of CSL 1.0.2, in the order in which they are offered. What is needed follows biblatex's manual 3.20, section 2.1.1; what
 * is usual, the item types of Zotero (https://www.zotero.org/support/kb/item_types_and_fields).
 */
const rows: readonly Row[] = [
	['article-journal', 'Journal Article', 'author title container-title issued', 'volume issue page number DOI ISSN'],
	['paper-conference', 'Conference Paper', 'author title container-title issued', 'editor event-title event-place publisher page DOI ISBN'],
	['article', 'Preprint', 'author title issued', 'publisher number identifiers.arxiv DOI URL version'],
	[
		'book',
		'Book',
		'author|editor title publisher issued',
		'editor publisher-place edition volume collection-title number-of-pages ISBN DOI',
	],
	[
		'chapter',
		'Book Chapter',
		'author title container-title publisher issued',
		'editor publisher-place edition page collection-title ISBN DOI',
	],
	['thesis', 'Thesis', 'author title publisher issued', 'genre publisher-place number-of-pages URL'],
	['report', 'Report', 'author|editor title publisher issued', 'genre number publisher-place page URL'],
	['webpage', 'Web Page', 'title URL', 'author container-title issued accessed'],
	['software', 'Software', 'author title issued', 'version publisher genre DOI URL'],
	['dataset', 'Dataset', 'author title issued', 'version publisher medium DOI URL'],
	['article-magazine', 'Magazine Article', 'author title container-title issued', 'volume issue page ISSN URL'],
	['article-newspaper', 'Newspaper Article', 'author title container-title issued', 'edition section page ISSN URL'],
	['bill', 'Bill', 'title issued', 'number section container-title authority URL'],
	['broadcast', 'Broadcast', 'title issued', 'author container-title publisher medium URL'],
	['classic', 'Classical Work', 'title', 'author editor volume page'],
	['collection', 'Archival Collection', 'title', 'author archive archive-place archive_location issued URL'],
	['document', 'Document', 'title', 'author issued publisher URL'],
	['entry', 'Entry', 'title container-title', 'author editor issued publisher page URL'],
	['entry-dictionary', 'Dictionary Entry', 'title container-title', 'author editor publisher edition volume page issued URL'],
	['entry-encyclopedia', 'Encyclopedia Entry', 'title container-title', 'author editor publisher edition volume page issued URL'],
	['event', 'Event', 'title', 'organizer event-date event-place URL'],
	['figure', 'Figure', 'title', 'author container-title issued URL'],
	['graphic', 'Artwork', 'title', 'author issued medium dimensions archive URL'],
	['hearing', 'Hearing', 'title issued', 'authority number section publisher URL'],
	['interview', 'Interview', 'title issued', 'author interviewer medium container-title URL'],
	['legal_case', 'Legal Case', 'title authority issued', 'number container-title volume page jurisdiction'],
	['legislation', 'Legislation', 'title issued', 'number container-title volume page section jurisdiction URL'],
	['manuscript', 'Manuscript', 'author title issued', 'genre archive archive-place archive_location number-of-pages URL'],
	['map', 'Map', 'title', 'author scale edition publisher publisher-place issued URL'],
	['motion_picture', 'Film', 'title issued', 'director author publisher genre medium URL'],
	['musical_score', 'Musical Score', 'title', 'composer author publisher publisher-place issued'],
	['pamphlet', 'Pamphlet', 'title', 'author publisher publisher-place issued number-of-pages'],
	['patent', 'Patent', 'author title number issued', 'authority jurisdiction submitted page URL'],
	['performance', 'Performance', 'title', 'performer director event-place event-date'],
	['periodical', 'Periodical Issue', 'title issued', 'editor container-title volume issue ISSN'],
	['personal_communication', 'Letter or Email', 'author issued', 'title recipient genre archive'],
	['post', 'Forum or Social Media Post', 'author issued URL', 'title container-title genre accessed'],
	['post-weblog', 'Blog Post', 'author title issued', 'container-title URL accessed'],
	['regulation', 'Regulation', 'title issued', 'authority number container-title jurisdiction URL'],
	['review', 'Review', 'author title container-title issued', 'reviewed-title reviewed-author volume issue page DOI'],
	['review-book', 'Book Review', 'author container-title issued', 'title reviewed-title reviewed-author volume issue page DOI'],
	['song', 'Audio Recording', 'title', 'composer performer author publisher medium issued ISBN'],
	['speech', 'Presentation', 'author title', 'event-title event-place issued genre URL'],
	['standard', 'Standard', 'title number', 'authority publisher issued version DOI URL'],
	['treaty', 'Treaty', 'title issued', 'container-title volume page URL'],
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
	return byType.get(type) ?? { label: type, needed: ['title'], usual: ['author', 'issued', 'container-title', ...identifying, ...common] };
}
