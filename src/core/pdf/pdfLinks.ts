import { webAddress } from '../text/addresses';
import { parseArxivId } from '../paper/identifiers';
import { openAccessRole, pdfRole } from '../paper/paper';
import type { IncomingPaper, Link, Paper } from '../paper/paper';

export function pdfLink(address: string): Link {
	return { kind: 'other', url: address, role: pdfRole };
}

/** PDFs that were attached, the newest first. */
export function attachedPdfs(paper: Pick<IncomingPaper, 'links'>): readonly string[] {
	return (paper.links ?? [])
		.filter(link => link['role'] === pdfRole)
		.map(({ url }) => url)
		.reverse();
}

/** A paper with a PDF, by its address; of several the newest is opened. */
export function withPdf(paper: Paper, address: string): Paper {
	return { ...paper, links: [...(paper.links ?? []).filter(({ url }) => url !== address), pdfLink(address)] };
}

/** Where the paper can be read in a browser for free: what services said, else arXiv. */
export function openPdfAddress(paper: Pick<IncomingPaper, 'links' | 'identifiers'>): string | undefined {
	return openPdfAddresses(paper)[0];
}

/** {@link openPdfAddress} and all others that are known, the best first. */
export function openPdfAddresses({ links = [], identifiers }: Pick<IncomingPaper, 'links' | 'identifiers'>): readonly string[] {
	const free = links.flatMap(link => (link['role'] === openAccessRole ? (webAddress(link.url) ?? []) : []));
	const arxiv = parseArxivId(typeof identifiers?.arxiv === 'string' ? identifiers.arxiv : '');
	return [...new Set([...free, ...(arxiv === undefined ? [] : [`https://arxiv.org/pdf/${arxiv}`])])];
}
