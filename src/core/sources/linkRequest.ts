import { addTo } from '../data/lists';
import { webAddress } from '../text/addresses';
import type { IncomingPaper } from '../paper/paper';
import { present } from '../paper/paper';
import { addressPart } from '../text/addressPart';

/** What a link of the browser asks to add, as text for the box. */
export interface LinkRequest {
	readonly text: string;
	/** The page of the web that the link says it comes from; it may say anything. */
	readonly page?: string;
}

/** More is no link that somebody clicked. */
const longest = 100_000;

/**
 * Reads the query of `vscode://marginalia.marginalia/add?doi=...`, with any of `doi`, `arxiv`, `pmid`, `isbn`, `url`, `bibtex` and `title`.
 * An address that names no paper by itself counts only where there is no title. `undefined` where nothing is asked.
 */
export function readLinkRequest(path: string, query: string): LinkRequest | undefined {
	if (path !== '/add' || query.length > longest) {
		return undefined;
	}
	const parameters = parametersOf(query);
	const given = (name: string) => (parameters.get(name) ?? []).map(value => value.trim()).filter(value => value !== '');
	const page = present('page', webAddress(given('url')[0]));
	const records = [...given('bibtex'), ...given('ris')];
	if (records.length > 0) {
		return { text: records.join('\n\n'), ...page };
	}
	const named = ['doi', 'arxiv', 'pmid', 'isbn'].flatMap(name =>
		given(name).map(value => (value.toLowerCase().startsWith(`${name}:`) || /^https?:/i.test(value) ? value : `${name}:${value}`)),
	);
	const titles = given('title').map(title => title.replace(/\s+/g, ' '));
	const lines = named.length > 0 ? named : titles.length > 0 ? titles : given('url').map(url => url.replace(/\s/g, '%20'));
	return lines.length === 0 ? undefined : { text: lines.join('\n'), ...page };
}

/**
 * The citation key in `vscode://marginalia.marginalia/open?key=...`, which leads from other programs (a link of an item in Zotero, a
 * calendar) to a paper.
 */
export function readOpenRequest(path: string, query: string): string | undefined {
	const [key] = path === '/open' && query.length <= longest ? (parametersOf(query).get('key') ?? []) : [];
	return key === undefined || key.trim() === '' ? undefined : key.trim();
}

/** A link that {@link readLinkRequest} reads, for a paper that a library may not have. */
export function addLink(
	scheme: string,
	{ identifiers: { doi, arxiv } = {}, URL, title }: Pick<IncomingPaper, 'identifiers' | 'URL' | 'title'>,
): string {
	const [name, value] =
		arxiv !== undefined ? ['arxiv', arxiv] : doi !== undefined ? ['doi', doi] : URL !== undefined ? ['url', URL] : ['title', title];
	return `${scheme}://marginalia.marginalia/add?${name}=${addressPart(value).replace(/[()]/g, sign => `%${sign.charCodeAt(0).toString(16)}`)}`;
}

/** A link that {@link readOpenRequest} reads. */
export function openLink(scheme: string, key: string): string {
	return `${scheme}://marginalia.marginalia/open?key=${addressPart(key)}`;
}

function parametersOf(query: string): ReadonlyMap<string, readonly string[]> {
	const found = new Map<string, string[]>();
	for (const part of query.split('&')) {
		const [name = '', ...value] = part.split('=');
		addTo(found, name, decoded(value.join('=')));
	}
	return found;
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text.replace(/\+/g, ' '));
	} catch (error) {
		if (error instanceof URIError) {
			return text;
		}
		throw error;
	}
}
