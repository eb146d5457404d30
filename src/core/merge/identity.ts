import { yearOf } from '../paper/dates';
import { parseArxivId } from '../paper/identifiers';
import { parseDoi } from '../paper/doi';
import { textOf } from '../data/json';
import type { Identifiers, IncomingPaper } from '../paper/paper';
import { present } from '../paper/paper';
import { wordsOf } from '../text/fold';
import { withoutMarkup } from '../text/markup';
import { contradictions, isVeryTitle } from './contradictions';

/**
 * What a paper may be known by, strongest first: `doi:...`, `arxiv:...`, `pmid:...`, `openalex:...`, `s2:...`, `title:...`. Two papers that
 * share none of them are different ones; whether two that share one are the same, {@link isSamePaper} says.
 */
export function identityKeys(paper: IncomingPaper): readonly string[] {
	const { doi, arxiv, pmid, openalex, s2 } = identifiersOf(paper);
	const title = foldedTitle(paper).join(' ');
	const names = { doi, arxiv, pmid, openalex, s2, title };
	return Object.entries(names).flatMap(([kind, name]) => (name === undefined || name === '' ? [] : [`${kind}:${name}`]));
}

/** The paper's identifiers, those of its own fields included. A DOI that arXiv gave counts as an arXiv id. */
export function identifiersOf(paper: IncomingPaper): Identifiers {
	const { doi: givenDoi, arxiv: givenArxiv, ...others } = paper.identifiers ?? {};
	const doi = (givenDoi ?? (paper.DOI === undefined ? undefined : parseDoi(paper.DOI)))?.toLowerCase();
	const arxiv =
		givenArxiv ?? (doi === undefined ? undefined : parseArxivId(doi)) ?? (paper.URL === undefined ? undefined : parseArxivId(paper.URL));
	return {
		...others,
		...present('doi', doi?.startsWith('10.48550/arxiv.') ? undefined : doi),
		...present('arxiv', arxiv?.replace(/v\d+$/, '')),
	};
}

/** The kinds of identifiers that name the work itself. */
export const workIdentifiers = ['doi', 'arxiv', 'pmid', 'openalex', 's2'] as const;

/** Whether an identifier of the work itself stands in both records. */
export function shareIdentifier(a: IncomingPaper, b: IncomingPaper): boolean {
	const [mine, theirs] = [identifiersOf(a), identifiersOf(b)];
	return workIdentifiers.some(kind => mine[kind] !== undefined && mine[kind] === theirs[kind]);
}

/** Whether both records have identifiers of the same kind, and none in common. */
export function haveOtherIdentifiers(a: IncomingPaper, b: IncomingPaper): boolean {
	const [mine, theirs] = [identifiersOf(a), identifiersOf(b)];
	const both = workIdentifiers.filter(kind => mine[kind] !== undefined && theirs[kind] !== undefined);
	return both.length > 0 && both.every(kind => mine[kind] !== theirs[kind]);
}

/**
 * Whether two records surely are of one work: they share an identifier of the work, and nothing contradicts it. Two works in one record are
 * data loss, one work in two records is an inconvenience: whatever is less than sure stays apart and is offered as likely (likeness.ts).
 */
export function isSamePaper(a: IncomingPaper, b: IncomingPaper): boolean {
	return shareIdentifier(a, b) && contradictions(a, b).length === 0;
}

/**
 * Whether one of two records is a title and nothing else, four words or more, and the other bears that very title. Sure only where no third
 * one does.
 */
export function isStubOf(a: IncomingPaper, b: IncomingPaper): boolean {
	return (isStub(a) || isStub(b)) && isVeryTitle(a.title, b.title) && contradictions(a, b).length === 0;
}

/** What a listing knows of a paper: its title. */
function isStub(paper: IncomingPaper): boolean {
	const says = ['author', 'editor', 'issued', 'container-title', 'publisher', 'volume', 'page', 'number', 'ISBN'].some(
		field => paper[field] !== undefined,
	);
	return !says && Object.keys(identifiersOf(paper)).length === 0 && foldedTitle(paper).length >= fewestWordsOfStub;
}

const fewestWordsOfStub = 4;

/**
 * Whether what two papers of one title say of their print makes them two: different volumes or first pages of one journal, and for titles
 * such as "Editorial" or "Introduction", which an author writes more than once, different years or different journals and books.
 */
export function printedApart(a: IncomingPaper, b: IncomingPaper): boolean {
	const mine = containerOf(a);
	const theirs = containerOf(b);
	const inOne = mine !== '' && mine === theirs;
	if (inOne && (differ(textOf(a['volume']), textOf(b['volume'])) || differ(firstPage(a), firstPage(b)))) {
		return true;
	}
	return foldedTitle(a).length < fewWords && (differ(yearOf(a.issued), yearOf(b.issued)) || (mine !== '' && theirs !== '' && !inOne));
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

function foldedTitle(paper: IncomingPaper): readonly string[] {
	return wordsOf(withoutMarkup(paper.title));
}
