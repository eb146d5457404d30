import type { Identifiers, Paper } from '../paper/paper';
import { textOf } from '../data/json';
import { doiAddress } from '../paper/doi';
import { addressPart } from '../text/addressPart';
import { markdownAddress } from '../text/markdownProse';

export interface IdentifierLink {
	readonly label: string;
	readonly text: string;
	readonly url: string;
}

/** A paper's identifiers, each with the page it stands for, in the order people look for them. */
export function identifierLinks(paper: Pick<Paper, 'DOI' | 'identifiers'>): readonly IdentifierLink[] {
	const identifiers: Identifiers = { ...(paper.DOI === undefined ? {} : { doi: paper.DOI }), ...paper.identifiers };
	return schemes.flatMap(({ field, label, address }) => {
		const text = textOf(identifiers[field]);
		return text === undefined ? [] : [{ label, text, url: address(text) }];
	});
}

/** A paper's PDF at arXiv and the page of its DOI as links of Markdown, whatever a stranger's library has in their place. */
export function markdownLinks({ DOI, identifiers = {} }: Pick<Paper, 'DOI' | 'identifiers'>): readonly string[] {
	const [arxiv, doi] = [textOf(identifiers.arxiv), textOf(identifiers.doi ?? DOI)];
	const pages = { PDF: arxiv && `https://arxiv.org/pdf/${escapePath(arxiv)}`, DOI: doi && doiAddress(doi) };
	return Object.entries(pages).flatMap(([label, page]) => {
		const address = page === undefined ? undefined : markdownAddress(page);
		return address === undefined ? [] : [`[${label}](${address})`];
	});
}

interface Scheme {
	readonly field: string;
	readonly label: string;
	readonly address: (id: string) => string;
}

const schemes: readonly Scheme[] = [
	{ field: 'doi', label: 'DOI', address: doiAddress },
	{ field: 'arxiv', label: 'arXiv', address: id => `https://arxiv.org/abs/${escapePath(id)}` },
	{ field: 'pmid', label: 'PMID', address: id => `https://pubmed.ncbi.nlm.nih.gov/${escapePath(id)}/` },
	{ field: 'openalex', label: 'OpenAlex', address: id => `https://openalex.org/${escapePath(id)}` },
	{ field: 's2', label: 'Semantic Scholar', address: id => `https://www.semanticscholar.org/paper/${escapePath(id)}` },
];

/** An id may hold what means something else in an address, as an old arXiv id holds a slash; a DOI has an address of its own rules. */
function escapePath(id: string): string {
	return id.split('/').map(addressPart).join('/');
}
