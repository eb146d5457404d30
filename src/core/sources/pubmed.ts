import { pubmedXml } from '../ingest/xml/pubmedXml';
import { stringsOf } from '../data/json';
import { answerObject } from './jsonAnswer';
import { valueAt } from '../data/json';
import { day, incomplete, queryOf } from './source';
import type { Parsed, SourceRequest } from './source';

/** NCBI's E-utilities for PubMed. https://www.ncbi.nlm.nih.gov/books/NBK25499/ */
export const pubmed = {
	batch: 100,

	byIds: (ids: readonly string[]): SourceRequest => ({
		service: 'pubmed',
		path: `/entrez/eutils/efetch.fcgi${queryOf({ db: 'pubmed', id: ids.join(','), retmode: 'xml', tool: 'marginalia' })}`,
		expects: 'xml',
		keep: 7 * day,
	}),

	/** Answers with ids, which {@link parseSearch} reads. */
	search: (words: string, limit = 8): SourceRequest => ({
		service: 'pubmed',
		path: `/entrez/eutils/esearch.fcgi${queryOf({ db: 'pubmed', term: words, retmax: limit, retmode: 'json', tool: 'marginalia' })}`,
		expects: 'json',
		keep: day,
	}),

	parse: (body: string): Parsed => {
		if (!/<(?:PubmedArticleSet|PubmedArticle|PubmedBookArticle)[\s>/]/.test(body)) {
			return incomplete();
		}
		const readings = [...pubmedXml.read({ text: body })];
		return {
			kind: 'papers',
			papers: readings.flatMap(reading =>
				reading.kind === 'paper' ? [{ ...reading.paper, ...retraction(body, reading.paper['PMID']) }] : [],
			),
		};
	},

	parseSearch: (body: string): readonly string[] => stringsOf(valueAt(answerObject(body), 'esearchresult', 'idlist')),
};

/** `<CommentsCorrections RefType="RetractionIn">` within the article of that PMID. */
function retraction(body: string, pmid: unknown): object {
	const article = body.split(/<PubmedArticle[\s>]/).find(part => part.includes(`>${String(pmid)}</PMID>`));
	return article !== undefined && /RefType="RetractionIn"|>Retracted Publication</.test(article) ? { retracted: { by: 'pubmed' } } : {};
}
