import { parseArxivId } from '../paper/identifiers';
import { parseDoi } from '../paper/doi';
import type { Identifiers, IncomingPaper } from '../paper/paper';
import { present } from '../paper/paper';
import { unfold } from '../text/fold';

/** What a PDF says of itself. */
export interface PdfText {
	/** The fields of its information dictionary: `Title`, `Subject`, and any that its maker invented. */
	readonly information: Readonly<Record<string, string>>;
	/** Its XMP packet, an XML text; empty where there is none. */
	readonly metadata: string;
	/** The text of its first pages, a line a line. */
	readonly pages: readonly string[];
}

/** What a PDF is of. */
export interface PdfIdentity {
	readonly identifiers: Identifiers;
	/** The title that its maker gave it, where it looks like one. */
	readonly title?: string;
}

/**
 * The paper that a PDF is, by what is surest: arXiv's stamp on the first page, the metadata that publishers and arXiv write, the first DOI
 * on the first page, the name that arXiv gives its files. An arXiv id within the text counts only as that stamp (`arXiv:2403.00001v2
 * [cs.LG] 1 Mar 2024`), as papers cite others by their ids.
 */
export function identifyPdf({ information, metadata, pages: [first = '', second = ''] }: PdfText, fileName: string): PdfIdentity {
	const stated = [...xmpValues(metadata), ...Object.values(information)];
	const arxiv = stampIn(first) ?? firstOf(stated, statedArxiv) ?? fileArxiv(fileName);
	const doi =
		firstOf(stated, statedDoi) ??
		(arxiv === undefined ? (printedDoi(first) ?? (isCover(first) ? printedDoi(second) : undefined)) : undefined);
	return { identifiers: { ...present('doi', doi), ...present('arxiv', arxiv) }, ...present('title', titleOf(information)) };
}

/** A paper with what its PDF alone tells: a stub that services complete. `undefined` where that is nothing. */
export function pdfStub({ identifiers, title }: PdfIdentity, fileName: string): IncomingPaper | undefined {
	const { arxiv, doi } = identifiers;
	const name = title ?? (arxiv !== undefined ? `arXiv:${arxiv}` : doi === undefined ? undefined : `doi:${doi}`);
	return name === undefined
		? undefined
		: {
				type: arxiv === undefined ? 'article-journal' : 'article',
				title: name,
				...present('DOI', doi),
				identifiers,
				incomplete: true,
				source: { kind: 'pdf', file: fileName },
			};
}

/** The contents of the packet's elements and the values of its attributes. https://developer.adobe.com/xmp/docs/XMPSpecifications/ */
function xmpValues(metadata: string): readonly string[] {
	return [
		...metadata
			.slice(0, 200_000)
			.matchAll(
				/<(?:prism:(?:doi|url)|pdfx:(?=\w*doi)\w+|crossmark:doi|dc:identifier|pdfx:arxivid)\b[^<>]*>([^<]*(?:<rdf:\w+>\s*<rdf:li[^<>]*>[^<]*)?)|(?:prism:doi|pdfx:(?=\w*doi)\w+|crossmark:DOI)="([^"<>]*)"/gi,
			),
	].map(([, content, attribute]) => (content ?? attribute ?? '').replace(/<[^<>]*>/g, '').trim());
}

function firstOf(texts: readonly string[], read: (text: string) => string | undefined): string | undefined {
	return texts.map(read).find(found => found !== undefined);
}

function statedArxiv(text: string): string | undefined {
	return text.length > 500 ? undefined : parseArxivId(text);
}

function statedDoi(text: string): string | undefined {
	const doi = text.length > 500 ? undefined : parseDoi(text);
	return doi?.startsWith('10.48550/arxiv.') === true ? undefined : doi;
}

function stampIn(page: string): string | undefined {
	const stamp = /\barXiv:\s*(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})v\d+\s*\[[\w.-]+\]/.exec(page)?.[1];
	return stamp === undefined ? undefined : parseArxivId(stamp);
}

/** A DOI may be broken where its line ends with a slash, and stands before the references. */
function printedDoi(page: string): string | undefined {
	const own = page.split(/(?<![^\n])[^\S\n]*(?:references|bibliography|literature cited)[^\S\n]*(?![^\n])/i)[0] ?? '';
	const found = /(?:doi(?:\.org)?\s*[:/]\s*|\b)(10\.\d{4,9}\s?\/\s?[^\s"<>]+)/i.exec(own)?.[1];
	return found === undefined ? undefined : statedDoi(found.replace(/\s/g, ''));
}

/** A page that libraries and publishers put in front has few words. */
function isCover(page: string): boolean {
	return page.length < 1500;
}

/** `2403.00001v2.pdf`, `2403.00001.pdf`, `cs0301001`: what arXiv calls its downloads. */
function fileArxiv(fileName: string): string | undefined {
	const id = /^(\d{4}\.\d{4,5})(?:v\d+)?(?:\s*\(\d+\))?\.pdf$/i.exec(fileName)?.[1];
	return id === undefined ? undefined : parseArxivId(id);
}

function titleOf(information: PdfText['information']): string | undefined {
	const title = unfold(information['Title'] ?? '');
	return /\.(?:docx?|tex|dvi|pdf|indd|qxd|ps)\b|^Microsoft Word|^untitled|^(?:doi:|PII:)|10\.\d{4,9}\//i.test(title) ||
		title.split(' ').length < 3 ||
		title.length > 300
		? undefined
		: title;
}
