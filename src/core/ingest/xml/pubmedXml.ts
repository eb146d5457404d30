import { findLinks } from '../../paper/links';
import type { CslDate, IncomingPaper, Name, Source } from '../../paper/paper';
import { present } from '../../paper/paper';
import { proseText, titleText } from '../../text/html';
import { inOnePart } from '../format';
import type { Format, PartedInput, Reading } from '../format';
import { readLooseDate } from '../../paper/looseDate';
import { dotInitials } from '../../paper/personName';
import { filled, fullPages, identifiersIn, namesField } from '../../paper/recordParts';
import { writtenDoi } from '../../paper/doi';
import type { Node } from './xmlRecords';
import { readXmlRecords } from './xmlRecords';

/** PubMed's XML, articles and book chapters. https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/latest/ */
export const pubmedXml: Format = {
	id: 'pubmed-xml',
	label: 'PubMed XML',
	recognise: ({ text }) =>
		/<(?:PubmedArticleSet|PubmedArticle|PubmedBookArticle|MedlineCitation)[\s>]/.test(text.slice(0, 10_000)) ? 0.95 : 0,
	read: inOnePart(readParts),
	readParts,
};

function readParts({ parts, fileName }: PartedInput): Iterable<Reading> {
	const source: Source = { kind: 'pubmed-xml', ...present('file', fileName) };
	const names = /<Pubmed(?:Book)?Article[\s>]/.test(parts[0] ?? '') ? ['PubmedArticle', 'PubmedBookArticle'] : ['MedlineCitation'];
	return readXmlRecords(parts, names, (record, line) => {
		const book = record.first('BookDocument');
		return [{ kind: 'paper', paper: book === undefined ? articleRecord(record, source) : bookRecord(book, source), line }];
	});
}

function articleRecord(record: Node, source: Source): IncomingPaper {
	const citation = record.first('MedlineCitation') ?? record;
	const article = citation.first('Article') ?? citation;
	const journal = article.first('Journal');
	const doi = articleId(record, article, 'doi');
	const pmid = citation.text('PMID');
	const abstract = abstractOf(article.all('Abstract/AbstractText'));
	const preprint = article.texts('PublicationTypeList/PublicationType').includes('Preprint');
	return {
		type: preprint ? 'article' : 'article-journal',
		title: titleOf(article.first('ArticleTitle')) || titleOf(article.first('VernacularTitle')),
		...namesField('author', article.all('AuthorList/Author').map(nameOf)),
		...present('issued', journal === undefined ? undefined : dateOf(journal.first('JournalIssue/PubDate'))),
		...present(preprint ? 'publisher' : 'container-title', journal?.text('Title')),
		...present(
			'container-title-short',
			preprint ? undefined : (journal?.text('ISOAbbreviation') ?? citation.text('MedlineJournalInfo/MedlineTA')),
		),
		...present('volume', journal?.text('JournalIssue/Volume')),
		...present('issue', journal?.text('JournalIssue/Issue')),
		...present('page', preprint ? undefined : (fullPages(pagesOf(article)) ?? elocation(article, 'pii'))),
		...present('number', preprint ? (elocation(article, 'pii') ?? pagesOf(article)) : undefined),
		...present('DOI', doi),
		...present('ISSN', preprint ? undefined : serialOf(journal, citation)),
		...present('PMID', pmid),
		...present('PMCID', articleId(record, article, 'pmc')),
		...present('language', article.text('Language')),
		...present('abstract', abstract),
		...present('tags', filled(tagsOf(citation))),
		...present('identifiers', identifiersIn([doi], pmid)),
		...present('links', filled(findLinks(abstract ?? ''))),
		source,
	};
}

/** That of the edition, and the one that links all editions: https://www.nlm.nih.gov/bsd/licensee/elements_descriptions.html#issnlinking */
function serialOf(journal: Node | undefined, citation: Node): string | undefined {
	const numbers = [journal?.text('ISSN'), citation.text('MedlineJournalInfo/ISSNLinking')];
	return filled([...new Set(numbers.flatMap(number => number ?? []))].join(' '));
}

function bookRecord(document: Node, source: Source): IncomingPaper {
	const book = document.first('Book');
	const chapter = document.first('ArticleTitle');
	const pmid = document.text('PMID');
	const doi = articleId(document, document, 'doi');
	const abstract = abstractOf(document.all('Abstract/AbstractText'));
	const lists = [...document.all('AuthorList'), ...(book?.all('AuthorList') ?? [])];
	const people = (type: string) =>
		lists
			.filter(list => (list.attribute('Type') ?? 'authors') === type)
			.flatMap(list => list.all('Author'))
			.map(nameOf);
	return {
		type: chapter === undefined ? 'book' : 'chapter',
		title: chapter === undefined ? titleOf(book?.first('BookTitle')) : titleOf(chapter),
		...namesField('author', people('authors')),
		...namesField('editor', people('editors')),
		...present('issued', dateOf(document.first('ContributionDate')) ?? dateOf(book?.first('PubDate'))),
		...present('container-title', chapter === undefined ? undefined : titleOf(book?.first('BookTitle'))),
		...present('collection-title', book?.text('CollectionTitle')),
		...present('edition', book?.text('Edition')),
		...present('volume', book?.text('Volume')),
		...present('publisher', book?.text('Publisher/PublisherName')),
		...present('publisher-place', book?.text('Publisher/PublisherLocation')),
		...present('DOI', doi),
		...present('ISBN', book?.text('Isbn')),
		...present('PMID', pmid),
		...present('language', document.text('Language')),
		...present('abstract', abstract),
		...present('tags', filled(document.texts('KeywordList/Keyword'))),
		...present('identifiers', identifiersIn([doi], pmid)),
		source,
	};
}

/** Without the full stop that PubMed puts behind titles and the brackets around translated ones. */
function titleOf(node: Node | undefined): string {
	return titleText(node?.markup() ?? '')
		.replace(/\.$/, '')
		.replace(/^\[(.*)\]$/, '$1')
		.replace(/^(.*)\.$/, '$1');
}

function nameOf(author: Node): Name | undefined {
	const body = author.text('CollectiveName');
	if (body !== undefined) {
		return { literal: body };
	}
	const family = author.text('LastName');
	const given = author.text('ForeName') ?? author.text('Initials');
	return family === undefined
		? undefined
		: dotInitials({ family, ...present('given', given), ...present('suffix', author.text('Suffix')) });
}

/** Parts with a label become paragraphs: `METHODS: ...`. */
function abstractOf(parts: readonly Node[]): string | undefined {
	const paragraphs = parts.flatMap(part => {
		const text = filled(proseText(part.markup()).replace(/\n/g, ' '));
		const label = part.attribute('Label');
		return text === undefined ? [] : [label === undefined || label === 'UNLABELLED' ? text : `${label}: ${text}`];
	});
	return filled(paragraphs.join('\n'));
}

function dateOf(date: Node | undefined): CslDate | undefined {
	const written =
		date?.text('MedlineDate') ??
		['Year', 'Season', 'Month', 'Day']
			.map(unit => date?.text(unit))
			.filter(Boolean)
			.join(' ');
	return written === ''
		? undefined
		: readLooseDate(
				written.replace(/^(\d{4}) (\d\d?)(?: (\d\d?))?$/, (_all, year: string, month: string, day: string | undefined) =>
					[year, month, ...(day === undefined ? [] : [day])].join('-'),
				),
			);
}

function pagesOf(article: Node): string | undefined {
	return (
		article.text('Pagination/MedlinePgn') ??
		(article.text('Pagination/StartPage') === undefined
			? undefined
			: [article.text('Pagination/StartPage'), article.text('Pagination/EndPage')].filter(Boolean).join('-'))
	);
}

function elocation(article: Node, type: string): string | undefined {
	return article
		.all('ELocationID')
		.find(id => id.attribute('EIdType') === type)
		?.content();
}

function articleId(record: Node, article: Node, type: string): string | undefined {
	const ids = [...record.all('PubmedData/ArticleIdList/ArticleId'), ...record.all('ArticleIdList/ArticleId')];
	const found = elocation(article, type) ?? ids.find(id => id.attribute('IdType') === type)?.content();
	return type === 'doi' ? writtenDoi(found) : found;
}

function tagsOf(citation: Node): readonly string[] {
	return [...new Set([...citation.texts('MeshHeadingList/MeshHeading/DescriptorName'), ...citation.texts('KeywordList/Keyword')])];
}
