import { identifierUrl, parseArxivId, parsePmid } from '../paper/identifiers';
import { parseDoi } from '../paper/doi';
import type { Identifiers, IncomingPaper, Source } from '../paper/paper';
import { present } from '../paper/paper';
import type { Format, Input, Reading } from './format';

/**
 * A plain list of DOIs, arXiv ids, PubMed ids or addresses of papers, one a line or parted by commas or white space. Each gives a paper
 * that holds nothing else yet and is marked `incomplete`; its title is the identifier until a service has told the real one.
 */
export const identifierList: Format = {
	id: 'identifiers',
	label: 'list of identifiers',
	recognise: ({ text, fileName }) => {
		const items = itemsOf(text.slice(0, 20_000), fileName);
		const known = items.filter(item => stubOf(item.text) !== undefined).length;
		return known > 0 && known * 10 >= items.length * 7 ? (known === items.length ? 0.9 : 0.6) : 0;
	},
	read,
};

function* read({ text, fileName }: Input): Generator<Reading> {
	const source: Source = { kind: 'identifiers', ...present('file', fileName) };
	const seen = new Set<string>();
	for (const { line, text: item } of itemsOf(text, fileName)) {
		const stub = stubOf(item);
		if (stub === undefined) {
			yield { kind: 'problem', line, message: `Not a DOI, arXiv ID, PubMed ID or URL: “${item.slice(0, 80)}”` };
		} else if (!seen.has(stub.title)) {
			seen.add(stub.title);
			yield { kind: 'paper', paper: { ...stub, source }, line };
		}
	}
}

interface Item {
	/** One-based. */
	readonly line: number;
	readonly text: string;
}

/**
 * Lines that begin with `#` are comments; bullets, quotes and brackets around an item are none of it. A list of nothing but numbers is what
 * PubMed saves as `pmid-rays-set.txt`; one number alone may count anything.
 */
function itemsOf(text: string, fileName = ''): readonly Item[] {
	const items = writtenItemsOf(text);
	const isPubmedList = /^pmid/i.test(fileName)
		? items.every(item => /^\d{1,8}$/.test(item.text))
		: items.length > 1 && items.every(item => /^\d{7,8}$/.test(item.text));
	return isPubmedList ? items.map(item => ({ ...item, text: `pmid:${item.text}` })) : items;
}

function writtenItemsOf(text: string): readonly Item[] {
	return text.split(/\r\n|\r|\n/).flatMap((content, index) => {
		const bare = /^\s*#/.test(content) ? '' : content.replace(/^\s*(?:[-*+•]|\d+[.)])\s+/, '');
		return bare
			.replace(/\b(doi|arxiv|pmid):\s+/gi, '$1:')
			.split(/[\s,;]+/)
			.map(part => part.replace(/^[<"'([]+|(?<![>"')\],;])[>"')\],;]+$/g, '').trim())
			.filter(part => part !== '')
			.map(part => ({ line: index + 1, text: part }));
	});
}

function stubOf(text: string): (Omit<IncomingPaper, 'source'> & { readonly title: string; readonly type: string }) | undefined {
	const identifiers = identifiersIn(text);
	if (identifiers === undefined) {
		return /^https?:\/\/[^\s/]+\.[^\s/]+/i.test(text) ? { type: 'webpage', title: text, URL: text, incomplete: true } : undefined;
	}
	const { arxiv, doi, pmid } = identifiers;
	return {
		type: arxiv === undefined ? 'article-journal' : 'article',
		title: arxiv !== undefined ? `arXiv:${arxiv}` : doi !== undefined ? `doi:${doi}` : `PMID ${pmid ?? ''}`,
		...present('DOI', doi),
		...present('URL', identifierUrl(identifiers)),
		identifiers,
		incomplete: true,
	};
}

function identifiersIn(text: string): Identifiers | undefined {
	const arxiv = parseArxivId(text);
	if (arxiv !== undefined) {
		return { arxiv };
	}
	const doi = /^(?:doi:|https?:\/\/[^\s]*)?10\.\d{4,9}\/|doi\.org\/10\./i.test(text) ? parseDoi(text) : undefined;
	if (doi !== undefined) {
		return { doi };
	}
	const pmid = /^pmid:?\d+$|pubmed/i.test(text) ? parsePmid(text) : undefined;
	return pmid === undefined ? undefined : { pmid };
}
