import { doiAddress, parseDoi } from './doi';
import type { Identifiers } from './paper';
import { present } from './paper';

/**
 * The arXiv id, without its version, in an id, an `arXiv:` form, an arxiv.org or huggingface.co/papers URL, or arXiv's own DOI; `undefined`
 * where there is none. https://info.arxiv.org/help/arxiv_identifier.html
 */
export function parseArxivId(text: string): string | undefined {
	const found = arxivForms.map(form => form.exec(text.trim())?.[1]).find(id => id !== undefined);
	return found?.replace(/v\d+$/, '');
}

const arxivId = String.raw`(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})(?:v\d+)?`;
const arxivForms = [
	new RegExp(String.raw`^(?:arxiv:\s*)?(${arxivId})$`, 'i'),
	new RegExp(String.raw`\barxiv\.org\/(?:abs|pdf|html|format|ps|e-print|src)\/(${arxivId})(?!\d)`, 'i'),
	new RegExp(String.raw`\bhuggingface\.co\/papers\/(\d{4}\.\d{4,5})(?!\d)`, 'i'),
	new RegExp(String.raw`\b10\.48550\/arxiv\.(${arxivId})(?!\d)`, 'i'),
	new RegExp(String.raw`\barxiv:\s*(${arxivId})(?!\d)`, 'i'),
];

/** The PMID in `PMID: 123`, a pubmed URL or plain digits. */
export function parsePmid(text: string): string | undefined {
	return /^(?:pmid:?\s*)?(\d{1,9})$/i.exec(text.trim())?.[1] ?? /pubmed(?:\.ncbi\.nlm\.nih\.gov|\/)\/?(\d{1,9})\b/.exec(text)?.[1];
}

/** The identifiers among some texts (DOI and URL fields, links); arXiv's DOIs count as arXiv ids. `undefined` where there is none. */
export function findIdentifiers(texts: Iterable<string | undefined>): Identifiers | undefined {
	let doi: string | undefined;
	let arxiv: string | undefined;
	for (const text of texts) {
		if (text === undefined) {
			continue;
		}
		arxiv ??= parseArxivId(text);
		const found = parseDoi(text);
		doi ??= found === undefined || found.startsWith('10.48550/arxiv.') ? undefined : found;
	}
	return doi === undefined && arxiv === undefined ? undefined : { ...present('doi', doi), ...present('arxiv', arxiv) };
}

/** The page that stands for the paper: its DOI's, else arXiv's, else PubMed's. */
export function identifierUrl({ doi, arxiv, pmid }: Identifiers): string | undefined {
	if (doi !== undefined) {
		return doiAddress(doi);
	}
	if (arxiv !== undefined) {
		return `https://arxiv.org/abs/${arxiv}`;
	}
	return pmid === undefined ? undefined : `https://pubmed.ncbi.nlm.nih.gov/${pmid}/`;
}
