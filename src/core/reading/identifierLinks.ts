import type { Identifiers, Paper } from '../paper';
import { textOf } from '../json';
import { doiAddress } from '../paper/doi';
import { addressPart } from '../text/addressPart';

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
		return text === undefined ? [] : [{ label, text, url: address(escapePath(text)) }];
	});
}

interface Scheme {
	readonly field: string;
	readonly label: string;
	readonly address: (id: string) => string;
}

const schemes: readonly Scheme[] = [
	{ field: 'doi', label: 'DOI', address: doiAddress },
	{ field: 'arxiv', label: 'arXiv', address: id => `https://arxiv.org/abs/${id}` },
	{ field: 'pmid', label: 'PMID', address: id => `https://pubmed.ncbi.nlm.nih.gov/${id}/` },
	{ field: 'openalex', label: 'OpenAlex', address: id => `https://openalex.org/${id}` },
	{ field: 's2', label: 'Semantic Scholar', address: id => `https://www.semanticscholar.org/paper/${id}` },
];

/** An id may hold what means something else in an address, as `10.1002/(sici)1097<1::aid>3.0.co;2-#` does. */
function escapePath(id: string): string {
	return id.split('/').map(addressPart).join('/');
}
