import { present } from '../paper/paper';

/** What a BibTeX or biblatex entry type reads as: a CSL type, and for some a genre (`phdthesis` is a thesis of the genre "PhD thesis"). */
export interface CslKind {
	readonly type: string;
	readonly genre?: string;
}

/** The CSL kind of an entry type in lower case; unknown types are documents. */
export function kindOfEntry(entryType: string): CslKind {
	return kinds.get(entryType) ?? { type: 'document' };
}

export type Dialect = 'bibtex' | 'biblatex';

/** The entry type that a paper of a CSL type is written as. */
export function entryTypeOf(cslType: string, genre: string | undefined, dialect: Dialect): string {
	const exact =
		genre === undefined ? undefined : rows.find(row => row.genre === genre && row.type === cslType && row.dialects.includes(dialect));
	const row = exact ?? rows.find(candidate => candidate.type === cslType && candidate.dialects.includes(dialect));
	return row?.entry ?? 'misc';
}

interface Row extends CslKind {
	readonly entry: string;
	/** The dialects that write this entry type; all are read. The first row of a CSL type that a dialect writes is the one it uses. */
	readonly dialects: readonly Dialect[];
}

function row(entry: string, type: string, dialects: readonly Dialect[] = [], genre?: string): Row {
	return { entry, type, dialects, ...present('genre', genre) };
}

const both: readonly Dialect[] = ['bibtex', 'biblatex'];
const biblatex: readonly Dialect[] = ['biblatex'];
const bibtex: readonly Dialect[] = ['bibtex'];

// The types of BibTeX's standard styles, of biblatex (manual 3.20, section 2.1) and of Zotero, JabRef and others that extend them.
const rows: readonly Row[] = [
	row('article', 'article-journal', both),
	row('article', 'article-magazine', both),
	row('article', 'article-newspaper', both),
	row('suppperiodical', 'article-journal'),
	row('periodical', 'periodical', biblatex),
	row('review', 'review'),
	row('article', 'review', both),
	row('article', 'review-book', both),
	row('book', 'book', both),
	row('mvbook', 'book'),
	row('collection', 'book'),
	row('mvcollection', 'book'),
	row('proceedings', 'book'),
	row('mvproceedings', 'book'),
	row('conference', 'paper-conference'),
	row('reference', 'book'),
	row('mvreference', 'book'),
	row('bookinbook', 'book'),
	row('ebook', 'book'),
	row('manual', 'book'),
	row('booklet', 'pamphlet', both),
	row('incollection', 'chapter', both),
	row('inbook', 'chapter'),
	row('suppbook', 'chapter'),
	row('suppcollection', 'chapter'),
	row('inreference', 'entry-encyclopedia', biblatex),
	row('incollection', 'entry-encyclopedia', bibtex),
	row('inreference', 'entry-dictionary', biblatex),
	row('incollection', 'entry-dictionary', bibtex),
	row('inreference', 'entry', biblatex),
	row('inproceedings', 'paper-conference', both),
	row('thesis', 'thesis', biblatex),
	row('phdthesis', 'thesis', bibtex, 'PhD thesis'),
	row('mastersthesis', 'thesis', bibtex, "Master's thesis"),
	row('mathesis', 'thesis', [], "Master's thesis"),
	row('candthesis', 'thesis', [], 'Candidate thesis'),
	row('bathesis', 'thesis', [], "Bachelor's thesis"),
	row('report', 'report', biblatex),
	row('techreport', 'report', bibtex),
	row('unpublished', 'manuscript', both),
	row('unpublished', 'speech', both),
	row('presentation', 'speech'),
	row('talk', 'speech'),
	row('online', 'webpage', biblatex),
	row('electronic', 'webpage'),
	row('www', 'webpage'),
	row('webpage', 'webpage'),
	row('online', 'post-weblog', biblatex),
	row('online', 'post', biblatex),
	row('online', 'article', biblatex),
	row('misc', 'document', both),
	row('misc', 'article', bibtex),
	row('preprint', 'article'),
	row('software', 'software', biblatex),
	row('program', 'software'),
	row('softwareversion', 'software'),
	row('softwaremodule', 'software'),
	row('codefragment', 'software'),
	row('dataset', 'dataset', biblatex),
	row('data', 'dataset'),
	row('patent', 'patent', biblatex),
	row('standard', 'standard', biblatex),
	row('legislation', 'legislation', biblatex),
	row('legislation', 'bill', biblatex),
	row('legal', 'legislation'),
	row('constitution', 'legislation'),
	row('legmaterial', 'bill'),
	row('jurisdiction', 'legal_case', biblatex),
	row('legadminmaterial', 'regulation', biblatex),
	row('movie', 'motion_picture', biblatex),
	row('video', 'motion_picture'),
	row('film', 'motion_picture'),
	row('audio', 'song', biblatex),
	row('music', 'song'),
	row('audio', 'broadcast', biblatex),
	row('image', 'graphic', biblatex),
	row('artwork', 'graphic'),
	row('letter', 'personal_communication', biblatex),
	row('map', 'map', biblatex),
	row('performance', 'performance', biblatex),
];

const kinds: ReadonlyMap<string, CslKind> = new Map(
	[...rows].reverse().map(({ entry, type, genre }) => [entry, { type, ...present('genre', genre) }]),
);

/** The types that CSL 1.0.2 has (https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types). */
export const cslTypes: ReadonlySet<string> = new Set(
	(
		'article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset document entry ' +
		'entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation manuscript map motion_picture ' +
		'musical_score pamphlet paper-conference patent performance periodical personal_communication post post-weblog regulation report ' +
		'review review-book software song speech standard thesis treaty webpage'
	).split(' '),
);
