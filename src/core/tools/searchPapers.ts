import type { JsonObject } from '../data/json';
import type { Papers } from '../library/papers';
import type { Head } from '../paper/head';
import { present } from '../paper/paper';
import type { FullTextSearch, Passage } from '../pdf/fullText';
import { asksOfNotes, factsOfWorkspace } from '../search/facts';
import { fullTextParts } from '../search/query';
import type { PaperSummary } from './paperFacts';
import { summaryOf } from './paperFacts';

/** How many papers one answer holds, and how far a search can be paged. */
export const mostFound = 50;
export const deepestSearch = 1000;

/** Of PDFs, so many pages are looked at, and so many shown of each paper. */
const mostPages = 1000;
const pagesShown = 3;

export interface FoundPapers extends JsonObject {
	readonly papers: readonly FoundPaper[];
	/** Where the next page begins, where there are more. */
	readonly nextOffset?: number;
	/** What was not searched of PDFs, in a sentence. */
	readonly notSearched?: string;
}

export interface FoundPaper extends PaperSummary {
	/** The pages of its PDF that have the words, best first. */
	readonly passages?: readonly FoundPassage[];
}

export interface FoundPassage extends JsonObject {
	/** One-based. */
	readonly page: number;
	readonly snippet: string;
}

export interface SearchRequest {
	readonly query: string;
	readonly limit: number;
	readonly offset: number;
	/** Looks into PDFs, too: for words after `fulltext:`, and where there are none, for all words. */
	readonly fullText?: FullTextSearch;
}

/**
 * The papers that have the words of a query in title, authors, abstract, year, tags or key, best first; typing mistakes are forgiven. The
 * empty query finds all, in no particular order. Where PDFs are searched, those follow that have all words on a page, and `fulltext:word`
 * keeps only papers that have them there.
 */
export async function searchPapers(papers: Papers, { query, limit, offset, fullText }: SearchRequest): Promise<FoundPapers> {
	const end = Math.min(offset + limit, deepestSearch);
	if (asksOfNotes(query)) {
		await factsOfWorkspace().ready();
	}
	if (fullText === undefined) {
		return foundPapers(await papers.search(query, { limit: end + 1, nearMisses: true }), offset, end);
	}
	const { heads, passages } = await searchInPdfs(papers, query, end + 1, fullText);
	return {
		...foundPapers(heads, offset, end, passages),
		...present('notSearched', gapsSentence(fullText)),
	};
}

function foundPapers(
	heads: readonly Head[],
	offset: number,
	end: number,
	passages: ReadonlyMap<string, readonly Passage[]> = new Map(),
): FoundPapers {
	return {
		papers: heads.slice(offset, end).map(head => ({
			...summaryOf(head),
			...present(
				'passages',
				passages.get(head.id)?.map(({ page, snippet }) => ({ page, snippet })),
			),
		})),
		...present('nextOffset', heads.length > end && end < deepestSearch ? end : undefined),
	};
}

/** Papers that a query finds in what the library says of them and in their PDFs, at most `limit`, with the best pages of each. */
export async function searchInPdfs(
	papers: Papers,
	query: string,
	limit: number,
	fullText: FullTextSearch,
): Promise<{ readonly heads: readonly Head[]; readonly passages: ReadonlyMap<string, readonly Passage[]> }> {
	const parts = fullTextParts(query);
	const isAsked = parts.pages.trim() !== '';
	const passages = new Map<string, Passage[]>();
	for (const passage of await fullText.search(isAsked ? parts.pages : query, mostPages)) {
		for (const id of passage.papers) {
			const known = passages.get(id) ?? [];
			passages.set(id, known.length < pagesShown ? [...known, passage] : known);
		}
	}
	const inPdfs = [...passages.keys()].flatMap(id => papers.head(id) ?? []);
	if (isAsked && parts.papers.trim() === '') {
		return { heads: inPdfs.slice(0, limit), passages };
	}
	const own = await papers.search(isAsked ? parts.papers : query, {
		limit: isAsked ? papers.heads().length : limit,
		nearMisses: inPdfs.length === 0,
	});
	const ownIds = new Set(own.map(({ id }) => id));
	const heads = isAsked ? inPdfs.filter(({ id }) => ownIds.has(id)) : [...own, ...inPdfs.filter(({ id }) => !ownIds.has(id))];
	return { heads: heads.slice(0, limit), passages };
}

/** What of PDFs no search finds, in plain words; `undefined` where all of them are searched. */
export function gapsSentence({ gaps: { looking, left, cut, unreadable } }: FullTextSearch): string | undefined {
	const parts = [
		looking ? 'what PDFs there are is still being looked up' : undefined,
		left === 0 ? undefined : `${counted(left, 'PDF')} not read yet`,
		cut.length === 0 ? undefined : `only the first pages of ${listed(cut)}`,
		unreadable.length === 0 ? undefined : `${listed(unreadable)} can't be read (locked, damaged or too large)`,
	].filter(part => part !== undefined);
	return parts.length === 0 ? undefined : `Not all PDFs were searched: ${parts.join('; ')}.`;
}

function counted(count: number, what: string): string {
	return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}

/** `a.pdf, b.pdf and 3 more` */
function listed(files: readonly string[]): string {
	const names = files.slice(0, 3).map(file => file.split(/[\\/]/).at(-1) ?? file);
	return names.join(', ') + (files.length > names.length ? ` and ${files.length - names.length} more` : '');
}
