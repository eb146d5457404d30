import { decodeEntities } from '../../src/core/text/html';
import { normal } from './compare';
import type { Difference } from './compare';

/** Why we read something otherwise than a suite expects. README.md has the reasons at length, under the same words. */
export interface Explanation {
	readonly suite: RegExp;
	/** The case; without it, a rule for the whole suite, which `holds` must narrow to the values. */
	readonly test?: RegExp;
	readonly field: RegExp;
	readonly holds: (difference: Difference, input: string) => boolean;
	readonly because: string;
}

/** We have what the other leaves out, and every word of it stands in the input. */
function more({ expected, found }: Difference, input: string): boolean {
	return expected === '' && found !== '' && standsIn(found, input);
}

/** The other has what stands in the input as something else, and we have nothing. */
function less({ expected, found }: Difference, input: string): boolean {
	return found === '' && expected !== '' && standsIn(expected, input);
}

function standsIn(text: string, input: string): boolean {
	const whole = normal('', input.replace(/[{}.,]/g, ' '));
	const closed = whole.replace(/ /g, '');
	return text.split(/[\s;,.{}]+/).every(word => whole.includes(word) || closed.includes(word));
}

/** These values and no others: `expected > found`. */
function exactly(...pairs: readonly string[]): (difference: Difference) => boolean {
	return ({ expected, found }) => pairs.includes(`${expected} > ${found}`);
}

const lacks = 'item types of Zotero that lack a field';
const jabrefMaps = 'JabRef maps tags to BibTeX fields whatever the type';
const templates = 'templates whose values are the names of their fields';

export const explanations: readonly Explanation[] = [
	...bibtex(),
	...ris(),
	{
		suite: /OAI arXiv/,
		field: /author/,
		holds: ({ expected, found }) => expected.split('; ').sort().join() === found.split('; ').sort().join(),
		because: 'hepcrawl sorts authors',
	},
	{ suite: /NBIB, Zotero/, field: /URL|DOI/, holds: more, because: 'we read identifiers that the other reader leaves' },
	{
		suite: /NBIB, JabRef/,
		test: /Inproceeding/,
		field: /^type$/,
		holds: exactly('paper-conference > article-journal'),
		because: jabrefMaps,
	},
	{
		suite: /NBIB, JabRef/,
		test: /OutOfBounds/,
		field: /^type$/,
		holds: exactly('document > article-journal'),
		because: 'a record of PubMed without a type is an article',
	},
	{ suite: /Refer/, field: /DOI|ISSN/, holds: more, because: 'we read identifiers that the other reader leaves' },
	{ suite: /EndNote XML, Zotero/, field: /publisher-place/, holds: more, because: lacks },
	{ suite: /EndNote XML, JabRef/, field: /issued/, holds: sharper, because: 'JabRef keeps a year and a month' },
	{ suite: /EndNote XML, JabRef/, field: /publisher-place/, holds: less, because: 'where an author works is no place of publication' },
	{
		suite: /EndNote XML, JabRef/,
		field: /ISBN/,
		holds: ({ expected, found }) => found === '' && /^\d{7}[\dx](?: \(\w+\)|$)/.test(expected),
		because: 'eight digits are an ISSN',
	},
	{
		suite: /EndNote XML, JabRef/,
		field: /ISSN/,
		holds: ({ expected, found }, input) =>
			expected === '' && /^\d{4}-?\d{3}[\dx]( \d{4}-?\d{3}[\dx])*$/.test(found) && standsIn(found, input),
		because: 'eight digits are an ISSN',
	},
	{
		suite: /NBIB, Zotero/,
		field: /tags/,
		holds: ({ expected, found }) => expected.replace(/\/\*/g, '/') === found,
		because: 'the star of a major topic is no part of a term, wherever it stands',
	},
	{
		suite: /EndNote XML, JabRef/,
		field: /tags/,
		holds: ({ expected, found }) => pieces(expected) === pieces(found),
		because: 'JabRef parts a keyword at its comma',
	},
	{
		suite: /EndNote XML, JabRef/,
		test: /StyleUrl2|UrlStyle2/,
		field: /collection-title/,
		holds: exactly(' > ecology'),
		because: jabrefMaps,
	},
	{
		suite: /PubMed XML, JabRef/,
		field: /URL/,
		holds: ({ expected, found }) => found === '' && /^https:\/\/pubmed\.ncbi\.nlm\.nih\.gov\/\d+\/$/.test(expected),
		because: 'an address that the record does not have is not made up',
	},
	{ suite: /PubMed XML, JabRef/, field: /language|collection-title|publisher-place/, holds: more, because: 'we read more than JabRef' },
	{
		suite: /PubMed XML, JabRef/,
		field: /ISSN/,
		holds: ({ expected, found }, input) => found.startsWith(`${expected} `) && standsIn(found, input),
		because: 'the number that links the editions of a journal is kept, too',
	},
	{ suite: /PubMed XML, JabRef/, field: /issued/, holds: sharper, because: 'JabRef keeps a year and a month' },
	{
		suite: /PubMed XML, JabRef/,
		test: /ArticleID/,
		field: /author/,
		holds: ({ expected, found }) => expected.split(/[ ;]+/).sort().join() === found.split(/[ ;]+/).sort().join(),
		because: 'JabRef takes the name of a body apart',
	},
	{
		suite: /PubMed XML, JabRef/,
		test: /BookArticleSet/,
		field: /^type$/,
		holds: exactly('article-journal > chapter', 'article-journal > book'),
		because: 'a chapter of a book is a chapter, and its date is its own',
	},
	{
		suite: /PubMed XML, JabRef/,
		test: /BookArticleSet/,
		field: /title/,
		holds: exactly(
			'rheumatoid arthritis national clinical guideline for management and treatment in adults > title for some article',
			' > rheumatoid arthritis national clinical guideline for management and treatment in adults',
		),
		because: 'a chapter of a book is a chapter, and its date is its own',
	},
	{
		suite: /PubMed XML, JabRef/,
		test: /BookArticleSet/,
		field: /issued/,
		holds: exactly('2009-2 > 2012-3-27'),
		because: 'a chapter of a book is a chapter, and its date is its own',
	},
	{
		suite: /PubMed XML, JabRef/,
		test: /BookArticleSet/,
		field: /author/,
		holds: exactly('for chronic conditions (uk) national collaborating centre > national collaborating centre for chronic conditions (uk)'),
		because: 'JabRef takes the name of a body apart',
	},
	{
		suite: /PubMed XML, JabRef/,
		test: /BookArticleSet/,
		field: /DOI|page/,
		holds: less,
		because: 'identifiers and pages of what the record cites are not its own',
	},
	{
		suite: /PubMed XML, JabRef/,
		test: /KeywordSingle/,
		field: /author/,
		holds: exactly('koop c everett > '),
		because: 'who a text is about did not write it',
	},
];

/** We say the day of a date of which the other keeps year and month. */
function sharper({ expected, found }: Difference): boolean {
	return expected !== '' && found.startsWith(`${expected}-`);
}

function pieces(text: string): string {
	return [...new Set(text.split(/[,;]\s*/))].sort().join(';');
}

function sorted(text: string): string {
	return text.split(' ').sort().join(' ');
}

function bibtex(): readonly Explanation[] {
	return [
		{
			suite: /^BibTeX, Zotero/,
			test: / 2$/,
			field: /editor|issued|container-title/,
			holds: exactly(' > editor first; editor second', ' > 2006-10', ' > proceedings of the xth conference on xyz'),
			because: 'crossref is followed',
		},
		{
			suite: /^BibTeX, Zotero/,
			test: / 10$/,
			field: /author|publisher/,
			holds: exactly("swe\\ıg stefan; d\\écoret xavier > swe ig stefan; d 'ecoret xavier", 'd\\ëad poeeet society > d "ead poeeet society'),
			because: 'two backslashes are a line break in TeX',
		},
		{ suite: /biblatex, pandoc/, field: /^type$/, holds: exactly('article-journal > periodical'), because: 'CSL 1.0.2 has the type' },
		{
			suite: /biblatex, pandoc/,
			field: /^type$/,
			holds: ({ expected, found }, input) => expected === 'webpage' && found === 'article' && /arxiv/i.test(input),
			because: 'CSL calls a preprint "article"',
		},
		{
			suite: /biblatex, pandoc/,
			field: /^number$/,
			holds: (difference, input) => more(difference, input) && /\beid\s*=/i.test(input),
			because: 'CSL 1.0.2 has the article number in "number"',
		},
		{
			suite: /biblatex, pandoc/,
			field: /^publisher/,
			holds: ({ expected, found }) => expected.replaceAll('; ', ' and ') === found,
			because: 'two publishers or places are joined by the word that parts them',
		},
		{
			suite: /biblatex, pandoc/,
			field: /DOI|URL/,
			holds: (difference, input) => more(difference, input) && /options\s*=\s*\{[^}]*(?:url|doi)\s*=\s*false/i.test(input),
			because: 'options say what a style prints, not what is known',
		},
		{
			suite: /pandoc-citeproc/,
			field: /URL/,
			holds: ({ expected, found }) => expected.replace('http://arxiv.org/', 'https://arxiv.org/') === found,
			because: 'addresses of archives are safe today',
		},
		{
			suite: /pandoc-citeproc/,
			test: /crossref-nested/,
			field: /^type$/,
			holds: exactly('chapter > book'),
			because: 'a book within a book is a book, as pandoc reads it today',
		},
		{
			suite: /pandoc-citeproc/,
			test: /reese/,
			field: /collection-title/,
			holds: exactly('3rd ser. > 3rd series'),
			because: 'words are not shortened, as pandoc has it today',
		},
		{
			suite: /citation-js/,
			field: /^type$/,
			holds: (difference, input) => exactly('report > book')(difference) && /@manual/i.test(input),
			because: 'entry types read as pandoc and CSL have them',
		},
		{
			suite: /citation-js/,
			test: /commands/,
			field: /title/,
			holds: exactly('href https://example.org > href example'),
			because: 'a link shows its words',
		},
		{
			suite: /citation-js/,
			field: /URL/,
			holds: ({ found }, input) => input.toLowerCase().includes(found),
			because: 'an address stays as it is written',
		},
		{
			suite: /bibtex-parser/,
			test: /10\.5:A2/,
			field: /title/,
			holds: exactly(' > theory of cryptography'),
			because: 'a volume without a title of its own has its booktitle',
		},
		{
			suite: /Better/,
			test: /3287/,
			field: /publisher-place/,
			holds: exactly('glasgow, scotland uk > new york, ny, usa'),
			because: "an address beside a location is the publisher's",
		},
		{ suite: /Better/, field: /author|page|publisher|container-title|issue|issued/, holds: more, because: lacks },
		{
			suite: /Better/,
			field: /container-title/,
			holds: ({ expected, found }, input) => expected !== '' && found.startsWith(`${expected} `) && standsIn(found, input),
			because: 'a subtitle belongs to its title',
		},
		{
			suite: /Better/,
			field: /^title$/,
			holds: ({ expected, found }) => sorted(expected) === sorted(found),
			because: 'an addition stands behind title and subtitle',
		},
		{ suite: /Better/, test: /standard_from/, field: /count/, holds: exactly('0 > 1'), because: lacks },
		{
			suite: /Better/,
			test: /_#95_/,
			field: /abstract/,
			holds: ({ expected, found }) => found.startsWith(expected.slice(0, 300)) && found.length > expected.length,
			because: 'a bare percent sign is a percent sign',
		},
		{
			suite: /Better|BibTeX/,
			field: /title|abstract|author|publisher/,
			holds: ({ expected, found }) => /&#?\w{2,30};/.test(expected) && withoutQuotes(decodeEntities(expected)) === withoutQuotes(found),
			because: 'a character reference is its character',
		},
		{
			suite: /Better/,
			test: /1380/,
			field: /title|translator/,
			holds: ({ expected, found }) => expected.replace(/\\latex\{\}/, 'latex').replace(/andr\\'e/, 'andré') === found,
			because: 'accents and logos become text',
		},
		{
			suite: /Better/,
			test: /1467/,
			field: /container-title/,
			holds: ({ found }, input) => standsIn(found, input),
			because: 'abbreviations of journals are left as they are',
		},
		{
			suite: /Better/,
			test: /1837/,
			field: /author|editor/,
			holds: exactly(
				'ball wes; oppenheim noah; myers grant pierce; nowlin ts > ball wes',
				' > oppenheim noah; myers grant pierce; nowlin ts',
			),
			because: "a film is its director's",
		},
		{ suite: /Better/, field: /tags/, holds: exactly('#latex > ', 'basic-functionality > '), because: "tags of Better BibTeX's own tests" },
		{
			suite: /Better/,
			test: /_#732/,
			field: /author/,
			holds: exactly('franců jan; krejčı́ pavel > franců jan; krejčí pavel'),
			because: 'an accent takes the dot off its i',
		},
		{ suite: /Better/, test: /2300/, field: /issued/, holds: exactly('2015-6/2015 > 2015-6'), because: 'date and month say one date' },
		{
			suite: /Better/,
			test: /2300/,
			field: /type|container-title/,
			holds: exactly('chapter > book', 'the cambridge companion to newton > '),
			because: 'the last of two titles, as BibTeX has it',
		},
		...biblatexApa(),
		{
			suite: /one library/,
			field: /language/,
			holds: (difference, input) => exactly('en > en-us')(difference) && /langid = \{english\}/.test(input),
			because: 'babel\'s "english" is American',
		},
		{
			suite: /one library/,
			field: /container-title/,
			holds: exactly('arxiv:1906.01539 [cs q-bio] > '),
			because: "a bibliography has no field for an archive's name",
		},
	];
}

/** The examples of the biblatex style of the APA, which use entry types in ways of their own. */
function biblatexApa(): readonly Explanation[] {
	const suite = /Better/;
	const test = /2660/;
	return [
		{
			suite,
			test,
			field: /number|collection-title/,
			holds: exactly('1 > ', '4 > ', '47 > ', 'vital and health statistics series > '),
			because: 'a number of a periodical is its issue, and a series is a series',
		},
		{
			suite,
			test,
			field: /^type$/,
			because: 'entry types read as pandoc and CSL have them',
			holds: exactly(
				'document > periodical',
				'software > document',
				'report > book',
				'motion_picture > broadcast',
				'manuscript > speech',
				'report > bill',
				'legislation > regulation',
			),
		},
		{
			suite,
			test,
			field: /container-title/,
			holds: exactly('learning and intelligent optimization > lecture notes in computer science vol 11353'),
			because: 'a volume stands in its work, as pandoc reads it',
		},
		{
			suite,
			test,
			field: /container-title/,
			holds: exactly('cortex a journal devoted to the study of the nervous system and behavior > cortex', 'memory (hove england) > memory'),
			because: 'names of journals are left as they are',
		},
		{
			suite,
			test,
			field: /publisher/,
			holds: ({ expected, found }) => found !== '' && expected.endsWith(` / ${found}`),
			because: 'whoever distributes a thesis did not publish it',
		},
		{
			suite,
			test,
			field: /issued/,
			holds: exactly('2012/2022 > 2012', '2012-22/2012-23 > 2012/2012'),
			because: 'month 22 of EDTF is summer',
		},
	];
}

function ris(): readonly Explanation[] {
	const zotero = /RIS, Zotero/;
	const jabref = /RIS, JabRef/;
	return [
		...risTemplates(zotero),
		{ suite: jabref, field: /language/, holds: more, because: 'we read more than JabRef' },
		{ suite: jabref, field: /issued/, holds: sharper, because: 'JabRef keeps a year and a month' },
		{
			suite: jabref,
			field: /container-title/,
			holds: ({ expected, found }, input) => [expected, found].every(name => standsIn(name, input)) && /^(?:J2|JA|JO) {2}-/m.test(input),
			because: 'a full name is better than a short one',
		},
		{
			suite: jabref,
			field: /ISBN/,
			holds: ({ expected, found }, input) => expected === '' && /^97[89]/.test(found) && input.replace(/-/g, '').includes(found),
			because: 'thirteen digits are an ISBN',
		},
		{
			suite: jabref,
			field: /ISSN/,
			holds: ({ expected, found }) => (found === '' && /^97[89]/.test(expected)) || found.split(' ').includes(expected),
			because: 'JabRef keeps the last of several',
		},
		{
			suite: jabref,
			field: /issue/,
			holds: ({ expected }, input) => expected !== '' && new RegExp(`^AN  - *${expected}`, 'im').test(input),
			because: 'an accession number is no issue',
		},
		{
			suite: jabref,
			field: /edition/,
			holds: (difference, input) => less(difference, input) && /^TY  - (?:JOUR|PAT)/m.test(input),
			because: 'what ET means depends on the type',
		},
		{
			suite: jabref,
			field: /URL/,
			holds: ({ expected, found }, input) => [expected, found].every(url => standsIn(url, input)) && /^L2  -/m.test(input),
			because: 'JabRef keeps the last of several',
		},
		{ suite: jabref, test: /Test1\.ris/, field: /count/, holds: exactly('1 > 3'), because: 'each TY begins a record' },
		{
			suite: jabref,
			test: /DoiAndJournalTitle/,
			field: /author|editor/,
			holds: exactly('author some > some author', 'editor some > some editor'),
			because: 'a single name without a comma is not taken apart',
		},
		{
			suite: jabref,
			test: /DoiAndJournalTitle/,
			field: /issue|number/,
			holds: exactly(' > 25', '25 > '),
			because: 'IS of a patent is what Zotero has it for',
		},
	];
}

/**
 * Zotero's templates of EndNote (2) and ProCite (3): every tag of every type holds a word for what it is, and Zotero's item types take what
 * they have a field for.
 */
function risTemplates(suite: RegExp): readonly Explanation[] {
	const wordsOnly = ({ expected, found }: Difference) => expected !== '' && !/\d/.test(expected + found);
	return [
		{
			suite,
			test: / [23]$/,
			field: /issued/,
			holds: (difference, input) => wordsOnly(difference) && standsIn(difference.found, input),
			because: templates,
		},
		{ suite, test: / [23]$/, field: /./, holds: more, because: lacks },
		{
			suite,
			test: / [23]$/,
			field: /^type$/,
			holds: exactly(
				'article-journal > document',
				'article-journal > report',
				'article-journal > manuscript',
				'manuscript > article-journal',
				'legal_case > legislation',
				'report > standard',
				'manuscript > pamphlet',
			),
			because: 'Zotero has no type for some',
		},
		{
			suite,
			test: / 2$/,
			field: /title/,
			because: 'a full name is better than a short one',
			holds: exactly(
				'periodical title > title of weblog',
				'abbreviation > book title',
				'abbreviation > dictionary title',
				'abbreviation > encyclopedia title',
				'abbreviated case name > case name',
				'short title > name of act',
				'periodical title > series title',
				'periodical title > ',
				'series title > ',
				'department > series title',
			),
		},
		{
			suite,
			test: / 2$/,
			field: /number|editor|issue|ISSN|container-title|translator|publisher-place/,
			because: templates,
			holds: exactly(
				'study number > ',
				'file name of > ',
				'number > ',
				'issn/isbn > ',
				'status > ',
				'organization issuing > title number',
				'producer > ',
				'department/division > ',
				'priority numbers > ',
				'designated states > country',
			),
		},
		{
			suite,
			test: / 3$/,
			field: /./,
			because: 'ProCite gives tags a meaning of its own',
			holds: exactly(
				'code > ',
				'bill/res number > ',
				'series title > ',
				'volume id > edition',
				'edition > ',
				'proceedings title > ',
				'isbn > ',
				'place of publication > ',
				'language > ',
				'author monographic > ',
				'publisher name > ',
			),
		},
	];
}

/** As compare.ts makes quotation marks equal. */
function withoutQuotes(text: string): string {
	return text.replace(/[‘’“”'"]/g, "'");
}
