import { yearOf } from '../dates';
import { parseArxivId } from '../identifiers';
import { parseDoi } from '../paper/doi';
import { textOf } from '../json';
import { familyName } from '../names';
import type { Identifiers, IncomingPaper } from '../paper';
import { present } from '../paper';
import { fold, wordsOf } from '../text/fold';
import { withoutMarkup } from '../text/markup';

/**
 * What a paper may be known by, strongest first: `doi:...`, `arxiv:...`, `pmid:...`, `title:...`. Two papers that share none of them are different ones;
 * whether two that share one are the same, {@link isSamePaper} says.
 */
export function identityKeys(paper: IncomingPaper): readonly string[] {
	const { doi, arxiv, pmid } = identifiersOf(paper);
	const title = titleWords(paper).join(' ');
	const names = { doi, arxiv, pmid, title };
	return Object.entries(names).flatMap(([kind, name]) => (name === undefined || name === '' ? [] : [`${kind}:${name}`]));
}

/** The paper's identifiers, those of its own fields included. A DOI that arXiv gave counts as an arXiv id. */
export function identifiersOf(paper: IncomingPaper): Identifiers {
	const doi = paper.identifiers?.doi ?? (paper.DOI === undefined ? undefined : parseDoi(paper.DOI));
	const arxiv = paper.identifiers?.arxiv ?? (doi === undefined ? undefined : parseArxivId(doi)) ?? (paper.URL === undefined ? undefined : parseArxivId(paper.URL));
	return {
		...paper.identifiers,
		...present('doi', doi?.startsWith('10.48550/arxiv.') ? undefined : doi?.toLowerCase()),
		...present('arxiv', arxiv?.replace(/v\d+$/, '')),
	};
}

/**
 * Whether two papers surely are one. One identifier in common settles it, and so do identifiers of the same kind that all differ; without either, titles must be equal
 * and author and year must not speak against it (a preprint and its publication lie up to two years apart).
 */
export function isSamePaper(a: IncomingPaper, b: IncomingPaper): boolean {
	const mine = identifiersOf(a);
	const theirs = identifiersOf(b);
	const shared = (['doi', 'arxiv', 'pmid'] as const).filter(kind => mine[kind] !== undefined && theirs[kind] !== undefined);
	if (shared.length > 0) {
		return shared.some(kind => mine[kind] === theirs[kind]);
	}
	return sameTitle(a, b) && sameFirstAuthor(a, b) && nearYears(a, b) && !printedApart(a, b);
}

/**
 * Whether what two papers of one title say of their print makes them two: different volumes or first pages of one journal, and for titles such as "Editorial" or "Introduction",
 * which an author writes more than once, different years or different journals and books.
 */
export function printedApart(a: IncomingPaper, b: IncomingPaper): boolean {
	const mine = containerOf(a);
	const theirs = containerOf(b);
	const inOne = mine !== '' && mine === theirs;
	if (inOne && (differ(textOf(a['volume']), textOf(b['volume'])) || differ(firstPage(a), firstPage(b)))) {
		return true;
	}
	return titleWords(a).length < fewWords && (differ(yearOf(a.issued), yearOf(b.issued)) || (mine !== '' && theirs !== '' && !inOne));
}

/** Titles of fewer words say little by themselves. */
export const fewWords = 3;

function differ<T>(mine: T | undefined, theirs: T | undefined): boolean {
	return mine !== undefined && theirs !== undefined && mine !== theirs;
}

/** Where preprints lie does not count. */
function containerOf(paper: IncomingPaper): string {
	const name = wordsOf(paper['container-title'] ?? '').join(' ');
	return /\b(?:arxiv|corr|preprints?|biorxiv|medrxiv|ssrn)\b/.test(name) ? '' : name;
}

function firstPage(paper: IncomingPaper): string | undefined {
	return /\w+/.exec(textOf(paper['page']) ?? '')?.[0];
}

function sameTitle(a: IncomingPaper, b: IncomingPaper): boolean {
	const words = titleWords(a);
	const described = a.author !== undefined && b.author !== undefined;
	// "Introduction" alone says nothing; with the same author it does. Two listings of one title are one paper.
	const telling = described || words.length >= fewWords || a.abstract === b.abstract;
	return words.length > 0 && telling && words.join(' ') === titleWords(b).join(' ');
}

function sameFirstAuthor(a: IncomingPaper, b: IncomingPaper): boolean {
	const [mine] = a.author ?? [];
	const [theirs] = b.author ?? [];
	return mine === undefined || theirs === undefined || fold(familyName(mine)) === fold(familyName(theirs));
}

function nearYears(a: IncomingPaper, b: IncomingPaper): boolean {
	const mine = yearOf(a.issued);
	const theirs = yearOf(b.issued);
	return mine === undefined || theirs === undefined || Math.abs(mine - theirs) <= 2;
}

function titleWords(paper: IncomingPaper): readonly string[] {
	return wordsOf(withoutMarkup(paper.title));
}
