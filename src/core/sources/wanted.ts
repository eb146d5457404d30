import { parseArxivId, parsePmid } from '../paper/identifiers';
import { doiOfPage, parseDoi } from '../paper/doi';
import { detectFormat } from '../ingest/detect';
import { unfold } from '../text/fold';
import { parseIsbn } from '../paper/isbn';

/** What somebody asks for in a box: something with a name of its own, words of a title, or records as they stand. */
export type WantedWork =
	| { readonly kind: 'arxiv' | 'doi' | 'pmid' | 'isbn' | 'openalex' | 's2'; readonly id: string }
	| { readonly kind: 'title'; readonly words: string }
	/** BibTeX, RIS and the like. */
	| { readonly kind: 'records'; readonly text: string }
	/** An address that names no paper we could look up. */
	| { readonly kind: 'address'; readonly url: string };

/**
 * What a text asks for: each line, and each of several identifiers on one line. A line that is no identifier is a title; several lines of
 * one are told apart from a title pasted with its line breaks by whether they begin with a capital or a digit.
 */
export function readWanted(text: string): readonly WantedWork[] {
	const format = detectFormat({ text });
	if (format !== undefined && !['identifiers', 'markdown-digest', 'daily-papers'].includes(format.id)) {
		return [{ kind: 'records', text }];
	}
	const wanted = linesOf(text).flatMap(readLine);
	const seen = new Set<string>();
	return wanted.filter(item => {
		const name = JSON.stringify(item);
		return !seen.has(name) && seen.add(name);
	});
}

function linesOf(text: string): readonly string[] {
	const titles: string[][] = [];
	let open = false;
	for (const line of text
		.split(/\r\n|\r|\n/)
		.map(unfold)
		.map(bare => bare.replace(/^(?:[-*+•]|\d{1,3}[.)])\s+/, ''))) {
		const isTitle = line !== '' && identifierIn(line) === undefined;
		if (open && isTitle && /^\p{Ll}/u.test(line)) {
			titles.at(-1)?.push(line);
		} else {
			titles.push([line]);
			open = isTitle;
		}
	}
	return titles.map(lines => lines.join(' ')).filter(line => line !== '');
}

function readLine(line: string): readonly WantedWork[] {
	const whole = identifierIn(line);
	if (whole !== undefined && !/[\s,;]/.test(line)) {
		return [whole];
	}
	const parts = line
		.replace(/\b(doi|arxiv|pmid|isbn)(?:\s*:\s*|\s+)(?=\S)/gi, '$1:')
		.split(/[\s,;]+/)
		.filter(part => part !== '');
	const found = parts.flatMap(part => identifierIn(part) ?? []);
	// A title may hold a number; identifiers stand alone, or most of a line is identifiers, or it is a reference with its DOI.
	if (found.length > 0 && (found.length * 2 >= parts.length || found.some(({ kind }) => kind === 'doi' || kind === 'arxiv'))) {
		return found;
	}
	return whole === undefined ? [{ kind: 'title', words: line }] : [whole];
}

function identifierIn(text: string): WantedWork | undefined {
	const plain = text.trim().replace(/^[<("'[]+|(?<![>)"'\].,;])[>)"'\].,;]+$/g, '');
	const arxiv = parseArxivId(plain) ?? publisherArxiv(plain);
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
function publisherArxiv(url: string): string | undefined {
	const id =
		/^https?:\/\/(?:www\.)?(?:alphaxiv\.org|ar5iv\.(?:labs\.arxiv\.)?org|arxiv-sanity-lite\.com|scholar\.archive\.org|paperswithcode\.com)\/(?:abs|pdf|html|paper|overview)\/(\d{4}\.\d{4,5})/i.exec(
			url,
		)?.[1];
	return id === undefined ? undefined : parseArxivId(id);
}
