import { doiOfPage, parseDoi } from '../paper/doi';
import { parseArxivId, parsePmid } from '../paper/identifiers';
import { parseIsbn } from '../paper/isbn';

/** A name of a work as people write it, or an address that names none we know. */
export type WrittenIdentifier =
	| { readonly kind: 'arxiv' | 'doi' | 'pmid' | 'isbn' | 'openalex' | 's2'; readonly id: string }
	| { readonly kind: 'address'; readonly url: string };

/**
 * The parts of a line that may each be an identifier: parted by white space, and by commas and semicolons where another may begin behind
 * them, as DOIs hold both (`10.1175/1520-0469(1988)045<2329>2.0.CO;2`). A label stays with its identifier, `doi: 10.1000/a`, and the
 * groups of an ISBN stay together, `978 3 16 148410 0`.
 */
export function identifierParts(line: string): readonly string[] {
	return line
		.replace(/\b(doi|arxiv|pmid|isbn(?:-1[03])?)(?:\s*:\s*|\s+)(?=\S)/gi, '$1:')
		.replace(/(?<=isbn(?:-1[03])?:|\b(?=97[89] ))((?:97[89] )?\d{1,5}) (\d{1,7}) (\d{1,7}) ([\dX])\b/gi, '$1-$2-$3-$4')
		.replace(/\b(97[89]) (?=\d{1,5}-\d)/g, '$1-')
		.split(between)
		.filter(part => part !== '');
}

const between =
	/\s+|(?<![,;])[,;]+(?=$|\s|(?:doi|arxiv|pmid|isbn(?:-1[03])?):|https?:|10\.\d{4}|97[89][\d-]|\d{4}\.\d{4}|[a-z-]{1,20}(?:\.[a-z]{2})?\/\d{7}|\d{7,8}(?!\d))/i;

/** The identifier that a text is, in the brackets and with the punctuation it may stand in; `undefined` for any other text. */
export function identifierIn(text: string): WrittenIdentifier | undefined {
	const plain = text.trim().replace(/^[<("'[]+|(?<![>)"'\].,;])[>)"'\].,;]+$/g, '');
	const arxiv = parseArxivId(plain) ?? readerOfArxiv(plain);
	if (arxiv !== undefined && (/^(?:arxiv:)?[\w./-]+$/i.test(plain) || /^https?:|^doi:|\.org\//i.test(plain))) {
		return { kind: 'arxiv', id: arxiv };
	}
	const pmid = /^pmid:?\s*\d+$|pubmed/i.test(plain) ? parsePmid(plain) : undefined;
	if (pmid !== undefined) {
		return { kind: 'pmid', id: pmid };
	}
	const doi =
		doiOfPage(plain) ??
		(/^(?:doi:\s*)?10\.\d{4,9}\/|^https?:\/\/\S*10\.\d{4,9}(?:\/|%2F)|^(?:dx\.)?doi\.org\/10\./i.test(plain) ? parseDoi(plain) : undefined);
	if (doi !== undefined) {
		return { kind: 'doi', id: doi };
	}
	const isbn = parseIsbn(plain);
	if (isbn !== undefined) {
		return { kind: 'isbn', id: isbn };
	}
	const openalex = /^https?:\/\/(?:explore\.)?openalex\.org\/(?:works\/)?(W\d+)/i.exec(plain)?.[1];
	if (openalex !== undefined) {
		return { kind: 'openalex', id: openalex.toUpperCase() };
	}
	const s2 = /^https?:\/\/(?:www\.)?semanticscholar\.org\/(?:paper|arxiv)\/(?:[^/?#]+\/)?([\da-f]{40})/i.exec(plain)?.[1];
	if (s2 !== undefined) {
		return { kind: 's2', id: s2.toLowerCase() };
	}
	return /^https?:\/\/[^\s/]+\.[^\s/]+/i.test(plain) ? { kind: 'address', url: plain } : undefined;
}

/** alphaXiv, ar5iv and other readers of arXiv papers. */
function readerOfArxiv(url: string): string | undefined {
	const id =
		/^https?:\/\/(?:www\.)?(?:alphaxiv\.org|ar5iv\.(?:labs\.arxiv\.)?org|arxiv-sanity-lite\.com|scholar\.archive\.org|paperswithcode\.com)\/(?:abs|pdf|html|paper|overview)\/(\d{4}\.\d{4,5})/i.exec(
			url,
		)?.[1];
	return id === undefined ? undefined : parseArxivId(id);
}
