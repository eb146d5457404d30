import type { Head } from '../paper/head';
import type { JsonObject } from '../data/json';
import { fullName } from '../paper/names';
import type { Paper } from '../paper/paper';
import { present } from '../paper/paper';
import { warningOf } from '../citing/citationProblems';
import { yearOf } from '../paper/dates';
import { cut } from '../text/cut';
import { withoutMarkup } from '../text/markup';

/** How long the parts of an answer may be, in UTF-16 units: what a stranger wrote must not crowd out everything else. */
export const longestTitle = 300;
const longestNames = 200;
const longestAbstract = 8000;
const mostAuthors = 50;
const mostTags = 50;

/** A paper as lists show it. */
export interface PaperSummary extends JsonObject {
	readonly key: string;
	readonly title: string;
	readonly authors?: string;
	readonly year?: number;
	/** The file of a linked bibliography that the entry is in; papers of the library have none. */
	readonly bibliography?: string;
}

export function summaryOf({ key, title, authors, year, linked }: Head): PaperSummary {
	return {
		key: cut(key, longestTitle),
		title: cut(title, longestTitle),
		...present('authors', authors && cut(authors, longestNames)),
		...present('year', year),
		...present('bibliography', linked && cut(linked.label, longestNames)),
	};
}

/** A paper as somebody reads it. */
export interface PaperFacts extends JsonObject {
	readonly key: string;
	readonly title: string;
	readonly authors: readonly string[];
	readonly year?: number;
	readonly type: string;
	readonly publishedIn?: string;
	readonly doi?: string;
	readonly url?: string;
	readonly status: string;
	readonly tags: readonly string[];
	readonly abstract?: string;
	/** Notes on the paper that its source gave: the field `annote` of BibTeX, highlights of a reader. */
	readonly annotation?: string;
	/** That it was retracted or replaced, in a sentence. */
	readonly warning?: string;
}

export function factsOf(paper: Paper): PaperFacts {
	const names = (paper.author ?? []).map(fullName).filter(name => name !== '');
	const annotation = paper['annote'] ?? paper['annotation'];
	return {
		key: paper['citation-key'],
		title: cut(withoutMarkup(paper.title), longestTitle),
		authors: names.slice(0, mostAuthors).map(name => cut(name, longestNames)),
		...present('year', yearOf(paper.issued)),
		type: cut(paper.type, longestNames),
		...present('publishedIn', paper['container-title'] && cut(paper['container-title'], longestTitle)),
		...present('doi', paper.identifiers?.doi ?? paper.DOI),
		...present('url', paper.URL && cut(paper.URL, longestTitle)),
		status: paper.status,
		tags: (paper.tags ?? []).slice(0, mostTags).map(tag => cut(tag, longestNames)),
		...present('abstract', paper.abstract && cut(paper.abstract, longestAbstract)),
		...present('annotation', typeof annotation === 'string' && annotation !== '' ? cut(annotation, longestAbstract) : undefined),
		...present('warning', warningOf(paper)?.message),
	};
}
