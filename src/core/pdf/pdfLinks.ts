import { webAddress } from '../text/addresses';
import { parseArxivId } from '../paper/identifiers';
import { pdfRole } from '../paper/paper';
import type { IncomingPaper, Link } from '../paper/paper';

export function pdfLink(address: string): Link {
	return { kind: 'other', url: address, role: pdfRole };
}

/** PDFs that were attached, the newest first. */
export function attachedPdfs(paper: Pick<IncomingPaper, 'links'>): readonly string[] {
	return (paper.links ?? [])
		.filter(link => link['role'] === pdfRole)
		.map(({ url }) => url)
		.toReversed();
}

/** Where the paper can be read in a browser for free: what services said, else arXiv. */
export function openPdfAddress({ links = [], identifiers }: Pick<IncomingPaper, 'links' | 'identifiers'>): string | undefined {
	const free = links
		.filter(link => link['role'] === 'open-access-pdf')
		.map(({ url }) => webAddress(url))
		.find(url => url !== undefined);
	const arxiv = parseArxivId(typeof identifiers?.arxiv === 'string' ? identifiers.arxiv : '');
	return free ?? (arxiv === undefined ? undefined : `https://arxiv.org/pdf/${arxiv}`);
}
