import { localize } from '../../data/localize';
import { parseArxivId } from '../../paper/identifiers';
import { findLinks } from '../../paper/links';
import type { CslDate, IncomingPaper, Name, Source } from '../../paper/paper';
import { present } from '../../paper/paper';
import { unfold } from '../../text/fold';
import { texToText } from '../../text/tex';
import { inOnePart } from '../format';
import type { Format, PartedInput, Reading } from '../format';
import { readLooseDate } from '../../paper/looseDate';
import { creditedNames, invertedName, naturalName } from '../../paper/personName';
import { filled, identifiersIn, namesField } from '../../paper/recordParts';
import { writtenDoi } from '../../paper/doi';
import type { Node } from './xmlRecords';
import { readXmlRecords } from './xmlRecords';

/**
 * arXiv's Atom answers and feeds, its RSS, and its OAI-PMH records in the formats `arXiv` and `arXivRaw`.
 * https://info.arxiv.org/help/api/user-manual.html, https://info.arxiv.org/help/oa/
 */
export const arxivXml: Format = {
	id: 'arxiv',
	label: 'arXiv',
	recognise: ({ text }) => {
		const start = text.slice(0, 10_000);
		if (!/^\s*</.test(start)) {
			return 0;
		}
		if (
			/xmlns(?::\w+)?="http:\/\/arxiv\.org\/(?:schemas\/atom|OAI\/arXiv(?:Raw)?\/?)"/.test(start) ||
			/<id>(?:https?:\/\/arxiv\.org\/abs\/|oai:arXiv\.org:)/.test(start)
		) {
			return 0.95;
		}
		return /<(?:rss|feed|OAI-PMH)[\s>]/.test(start) && /arxiv\.org|huggingface\.co\/papers/i.test(text.slice(0, 50_000)) ? 0.8 : 0;
	},
	read: inOnePart(readParts),
	readParts,
};

function readParts({ parts, fileName }: PartedInput): Iterable<Reading> {
	const source: Source = { kind: 'arxiv', ...present('file', fileName) };
	const oai = /<(?:\w+:)?(?:arXiv|arXivRaw|dc)[\s>]/.test(parts[0] ?? '');
	return readXmlRecords(parts, oai ? ['arXivRaw', 'arXiv', 'dc'] : ['entry', 'item'], (record, line) => {
		const paper = !oai ? feedRecord(record, source) : record.name === 'dc' ? dublinCoreRecord(record, source) : oaiRecord(record, source);
		return [typeof paper === 'string' ? { kind: 'problem', line, message: paper } : { kind: 'paper', paper, line }];
	});
}

/** An entry of a feed; a sentence where arXiv answers with a mistake in the shape of an entry. */
function feedRecord(entry: Node, source: Source): IncomingPaper | string {
	const id = entry.text('id') ?? entry.text('guid') ?? '';
	const link = entry
		.all('link')
		.map(node => node.attribute('href') ?? node.content())
		.find(address => address !== undefined && parseArxivId(address) !== undefined);
	const arxiv = parseArxivId(id.replace(/^oai:arXiv\.org:/i, '')) ?? parseArxivId(link ?? '') ?? parseArxivId(entry.text('guid') ?? '');
	const title = unfold(texToText(entry.first('title')?.raw() ?? ''));
	if (arxiv === undefined) {
		const said = entry.text('summary');
		return /\/api\/errors/.test(id) ? `arXiv reported an error: ${said ?? title}.` : localize('“{0}” has no arXiv ID.', title.slice(0, 80));
	}
	const { abstract, authors: named, upvotes } = describe(entry.first('summary')?.raw() ?? entry.first('description')?.raw() ?? '');
	const authors = entry.all('author').map(author => naturalName(author.text('name') ?? author.content() ?? ''));
	const credits = entry.texts('creator');
	const creators = (credits.length > 0 ? credits : [named ?? '']).flatMap(creditedNames);
	const announced = announcementOf(entry);
	const doi = writtenDoi(entry.text('doi') ?? entry.text('DOI'));
	const date = entry.text('published') ?? entry.text('pubDate') ?? entry.text('updated');
	return arxivPaper(
		{
			arxiv,
			title,
			abstract,
			doi,
			authors: authors.length > 0 ? authors : creators,
			journal: entry.text('journal_ref') ?? entry.text('journal_reference'),
			comment: entry.text('comment'),
		},
		{
			...present('issued', announced !== undefined || date === undefined ? monthOf(arxiv) : dayOf(date)),
			...present('tags', filled(categoriesOf(entry))),
		},
		{ ...source, ...present('upvotes', upvotes), ...present('announced', announced) },
	);
}

/**
 * How a feed of announcements tells of the paper: `new`, `cross` (listed in a further category), `replace` or `replace-cross` (a new
 * version); `undefined` for an answer of the API. https://info.arxiv.org/help/rss_specifications.html
 */
function announcementOf(entry: Node): string | undefined {
	return (
		entry.text('announce_type') ??
		/^\s*arXiv:\S{1,40}\s+Announce Type:\s*([\w-]{1,20})/i
			.exec(entry.first('summary')?.raw() ?? entry.first('description')?.raw() ?? '')?.[1]
			?.toLowerCase()
	);
}

/**
 * The month that an id is of, which a feed's date is not: that is the day of the announcement. `1905.01234` is of May 2019, `math/0309136`
 * of September 2003.
 */
function monthOf(arxiv: string): CslDate | undefined {
	const [, year = '', month = ''] = /^(?:[a-z-]+(?:\.[A-Z]{2})?\/)?(\d\d)(\d\d)/i.exec(arxiv) ?? [];
	return year === '' || Number(month) < 1 || Number(month) > 12
		? undefined
		: { 'date-parts': [[Number(year) + (Number(year) > 90 ? 1900 : 2000), Number(month)]] };
}

function categoriesOf(entry: Node): readonly string[] {
	return [...new Set(entry.all('category').flatMap(node => node.attribute('term') ?? node.content() ?? []))];
}

/** `2025-08-20T00:00:00-04:00`, `Wed, 20 Aug 2025 00:00:00 -0400`: the day as it is written. */
function dayOf(text: string): ReturnType<typeof readLooseDate> {
	return readLooseDate(text.replace(/^\w{3}, /, '').replace(/[T ]\d\d:\d\d[^]*$/, ''));
}

interface Description {
	readonly abstract: string;
	readonly authors?: string;
	readonly upvotes?: number;
}

/**
 * The abstract within a feed's description, which announces it (`arXiv:2508.13426v1 Announce Type: new Abstract: ...`) or is a small page
 * of HTML.
 */
function describe(text: string): Description {
	const plain = /<\/?(?:p|b|br|img|a|div)\b/i.test(text) ? withoutTags(text) : text;
	const authors = authorsIn(plain);
	const upvotes = /Upvotes:\s*(\d+)/.exec(plain)?.[1];
	const abstract = plain
		.replace(/^\s*arXiv:\S+\s+Announce Type:\s*\S+\s*(?:Abstract:\s*)?/i, '')
		.replace(/^[^]*?\bSummary:\s*/, '')
		.replace(/^\s*(?:AI-generated summary|Abstract)[:\s]+/i, '');
	return { abstract, ...present('authors', authors), ...present('upvotes', upvotes === undefined ? undefined : Number(upvotes)) };
}

/** What is between `Authors:` and the votes, the summary or the end. */
function authorsIn(text: string): string | undefined {
	for (const {
		index,
		0: { length },
		1: line = '',
	} of text.matchAll(/Authors?:\s*([^\n]+)/g)) {
		const [names = '', more] = line.split(/Upvotes:|Summary:/);
		descriptionEnd.lastIndex = index + length;
		if (more !== undefined || descriptionEnd.test(text)) {
			return filled(names.trim());
		}
	}
	return undefined;
}

const descriptionEnd = /\s*(?:Upvotes:|Summary:|$)/y;

function withoutTags(html: string): string {
	return html
		.replace(/<\/p>|<br\s*\/?>/gi, '\n')
		.replace(/<[^<>]*>/g, '')
		.replace(/&lt;/g, '<')
		.replace(/&gt;/g, '>')
		.replace(/&quot;/g, '"')
		.replace(/&#39;/g, "'")
		.replace(/&amp;/g, '&');
}

/** What all of arXiv's formats say of a paper. */
export interface Preprint {
	readonly arxiv: string;
	readonly title: string;
	readonly abstract: string;
	readonly authors: readonly (Name | undefined)[];
	readonly doi: string | undefined;
	readonly journal: string | undefined;
	readonly comment: string | undefined;
}

/** A paper as arXiv tells of it, its texts in TeX. */
export function arxivPaper(
	{ arxiv, title, abstract, authors, doi, journal, comment }: Preprint,
	fields: Partial<IncomingPaper>,
	source: Source,
): IncomingPaper {
	const text = unfold(texToText(abstract));
	const links = findLinks([text, comment ?? ''].join('\n'));
	return {
		type: 'article',
		title,
		...namesField('author', authors),
		...fields,
		...present('abstract', filled(text)),
		publisher: 'arXiv',
		number: `arXiv:${arxiv}`,
		...present('DOI', doi),
		URL: `https://arxiv.org/abs/${arxiv}`,
		...present(
			'note',
			filled(
				[journal, comment]
					.filter(part => part !== undefined)
					.map(unfold)
					.join('\n'),
			),
		),
		identifiers: { ...identifiersIn([doi]), arxiv },
		...present('links', filled(links)),
		source,
	};
}

function oaiRecord(record: Node, source: Source): IncomingPaper | string {
	const arxiv = parseArxivId(record.text('id') ?? '');
	if (arxiv === undefined) {
		return localize('This record has no arXiv ID.');
	}
	const people = record.all('authors/author');
	const authors =
		people.length > 0
			? people.map(oaiName)
			: (record.text('authors') ?? '')
					.replace(/\([^()]*\)/g, '')
					.split(/,\s+(?:and\s+)?|(?<!\s)\s+and\s+/)
					.map(naturalName);
	const date = record.text('created') ?? record.text('version/date');
	return arxivPaper(
		{
			arxiv,
			title: unfold(texToText(record.first('title')?.raw() ?? '')),
			abstract: record.first('abstract')?.raw() ?? '',
			authors,
			doi: writtenDoi(record.text('doi')),
			journal: record.text('journal-ref'),
			comment: record.text('comments'),
		},
		{
			...present('issued', date === undefined ? undefined : dayOf(date)),
			...present('tags', filled((record.text('categories') ?? '').split(' ').filter(tag => tag !== ''))),
		},
		source,
	);
}

/** `oai_dc`: the id stands among the identifiers, the comments among the descriptions. */
function dublinCoreRecord(record: Node, source: Source): IncomingPaper | string {
	const identifiers = record.texts('identifier');
	const arxiv = identifiers.map(parseArxivId).find(id => id !== undefined);
	if (arxiv === undefined) {
		return localize('This record has no arXiv ID.');
	}
	const [abstract = '', ...comments] = record.all('description').map(node => node.raw());
	const date = record.texts('date')[0];
	const title = unfold(texToText(record.first('title')?.raw() ?? ''));
	return arxivPaper(
		{
			arxiv,
			title,
			abstract,
			authors: record.texts('creator').map(name => invertedName(texToText(name))),
			doi: identifiers.map(writtenDoi).find(doi => doi !== undefined),
			journal: undefined,
			comment: filled(comments.map(text => text.replace(/^\s*Comments?:\s*/i, '')).join('\n')),
		},
		{ ...present('issued', date === undefined ? undefined : dayOf(date)), ...present('tags', filled(record.texts('subject'))) },
		source,
	);
}

/** `<keyname>` is the family name; a colon between a collaboration and its members is no author. */
function oaiName(author: Node): Name | undefined {
	const family = author.text('keyname');
	const given = author.text('forenames');
	if (family === undefined || /^[\s:;,.]*$/.test(family)) {
		return undefined;
	}
	const plain = texToText(family);
	return given === undefined ? { literal: plain } : { family: plain, given: texToText(given), ...present('suffix', author.text('suffix')) };
}
