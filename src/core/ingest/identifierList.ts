import { localize } from '../data/localize';
import { identifierUrl } from '../paper/identifiers';
import type { Identifiers, IncomingPaper, Source } from '../paper/paper';
import { present } from '../paper/paper';
import type { Format, Input, Reading } from './format';
import { identifierIn, identifierParts } from './writtenIdentifiers';

/**
 * A plain list of DOIs, arXiv ids, PubMed ids, ISBNs or addresses of papers, one a line or parted by commas or white space. Each gives a
 * paper that holds nothing else yet and is marked `incomplete`; its title is the identifier until a service has told the real one.
 */
export const identifierList: Format = {
	id: 'identifiers',
	label: 'list of identifiers',
	recognise: ({ text, fileName }) => {
		const items = itemsOf(text.slice(0, 20_000), fileName);
		const known = items.filter(item => stubOf(item.text) !== undefined).length;
		return known > 0 && known * 10 >= items.length * 7 ? (known === items.length ? 0.9 : 0.6) : 0;
	},
	read,
};

function* read({ text, fileName }: Input): Generator<Reading> {
	const source: Source = { kind: 'identifiers', ...present('file', fileName) };
	const seen = new Set<string>();
	for (const { line, text: item } of itemsOf(text, fileName)) {
		const stub = stubOf(item);
		if (stub === undefined) {
			yield { kind: 'problem', line, message: localize('Not a DOI, arXiv ID, PubMed ID, ISBN or URL: “{0}”', item.slice(0, 80)) };
		} else if (!seen.has(stub.title)) {
			seen.add(stub.title);
			yield { kind: 'paper', paper: { ...stub, source }, line };
		}
	}
}

interface Item {
	/** One-based. */
	readonly line: number;
	readonly text: string;
}

/**
 * Lines that begin with `#` are comments; bullets, quotes and brackets around an item are none of it. A list of nothing but numbers is what
 * PubMed saves as `pmid-rays-set.txt`; one number alone may count anything.
 */
function itemsOf(text: string, fileName = ''): readonly Item[] {
	const items = writtenItemsOf(text);
	const isPubmedList = /^pmid/i.test(fileName)
		? items.every(item => /^\d{1,8}$/.test(item.text))
		: items.length > 1 && items.every(item => /^\d{7,8}$/.test(item.text));
	return isPubmedList ? items.map(item => ({ ...item, text: `pmid:${item.text}` })) : items;
}

function writtenItemsOf(text: string): readonly Item[] {
	return text.split(/\r\n|\r|\n/).flatMap((content, index) => {
		const bare = /^\s*#/.test(content) ? '' : content.replace(/^\s*(?:[-*+•]|\d+[.)])\s+/, '');
		return identifierParts(bare)
			.map(part => part.replace(/^[<"'([]+|(?<![>"')\],;])[>"')\],;]+$/g, '').trim())
			.filter(part => part !== '')
			.map(part => ({ line: index + 1, text: part }));
	});
}

function stubOf(text: string): (Omit<IncomingPaper, 'source'> & { readonly title: string; readonly type: string }) | undefined {
	// Ten bare digits are a telephone number as often as an ISBN.
	const found = /^\d{9}[\dX]$/i.test(text) ? undefined : identifierIn(text);
	if (found === undefined) {
		return undefined;
	}
	if (found.kind === 'address') {
		return { type: 'webpage', title: text, URL: text, incomplete: true };
	}
	const { kind, id } = found;
	if (kind === 'isbn') {
		return { type: 'book', title: `ISBN ${id}`, ISBN: id, incomplete: true };
	}
	const identifiers: Identifiers = { [kind]: id };
	return {
		type: kind === 'arxiv' ? 'article' : 'article-journal',
		title: titles[kind](id),
		...present('DOI', identifiers.doi),
		...present('URL', identifierUrl(identifiers) ?? text),
		identifiers,
		incomplete: true,
	};
}

/** What stands for a title until a service has told it. */
const titles = {
	arxiv: (id: string) => `arXiv:${id}`,
	doi: (id: string) => `doi:${id}`,
	pmid: (id: string) => `PMID ${id}`,
	openalex: (id: string) => `OpenAlex ${id}`,
	s2: (id: string) => `Semantic Scholar ${id}`,
};
