import { parseArxivId, parsePmid } from '../paper/identifiers';
import { parseDoi } from '../paper/doi';
import type { Identifiers } from '../paper/paper';
import { pandoc } from './pandoc';
import type { Syntax } from './syntax';

/**
 * Keys that name their work: `@doi:10.7554/eLife.32822`, `@pubmed:30718888`, `@arxiv:1407.3561`. https://manubot.org/docs/citations.html
 */
export const manubot: Syntax = { ...pandoc, id: 'manubot', label: 'Manubot' };

/** The identifier a key is, for getting the work it names: with manubot's prefixes, or a plain DOI, arXiv id or their addresses. */
export function identifierOfKey(key: string): Identifiers | undefined {
	const [, prefix = '', rest = key] = /^(doi|arxiv|pubmed|pmid|url|https?):(.+)$/i.exec(key) ?? [];
	if (/^(?:pubmed|pmid)$/i.test(prefix)) {
		const pmid = parsePmid(rest);
		return pmid === undefined ? undefined : { pmid };
	}
	const source = /^https?$/i.test(prefix) ? key : rest;
	const arxiv = parseArxivId(source);
	if (arxiv !== undefined) {
		return { arxiv };
	}
	const doi = parseDoi(source);
	return doi === undefined ? undefined : { doi };
}

/** The key that names the work of an identifier, however that is written: `doi:10.7554/elife.32822`, `arxiv:1407.3561`. */
export function keyOfIdentifier(text: string): string | undefined {
	const { arxiv, doi } = identifierOfKey(text) ?? {};
	return arxiv !== undefined ? `arxiv:${arxiv}` : doi === undefined ? undefined : `doi:${doi}`;
}
