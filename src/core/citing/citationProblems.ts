import { isObject } from '../json';
import type { Paper } from '../paper';
import { fold } from '../text/fold';
import type { KeyOccurrence } from './keyOccurrences';
import { namesWorkElsewhere } from './keyProblems';
import type { Range } from './syntax';

/** What is wrong with a citation, in a plain sentence. */
export interface CitationProblem extends Range {
	readonly kind: 'unknown-key' | 'duplicate-key' | 'retracted' | 'superseded';
	readonly key: string;
	readonly message: string;
}

/** A work that has a key, and the source that holds it: `the library`, `papers/references.bib`. */
export interface KeyHolder {
	readonly source: string;
	readonly title: string;
}

export interface KeyKnowledge {
	/** Every work that has a key, the one that is cited first. */
	holders(key: string): readonly KeyHolder[];
	paper(key: string): Promise<Paper | undefined>;
	isIgnored(key: string): boolean;
}

/** Unknown keys, keys that two works have, and works that were taken back or replaced. Each key is asked about once. */
export async function citationProblems(keys: readonly KeyOccurrence[], knowledge: KeyKnowledge): Promise<readonly CitationProblem[]> {
	const cited = keys.filter(({ kind, key }) => kind === 'citation' && key !== '*' && !knowledge.isIgnored(key));
	const known = new Map<string, Pick<CitationProblem, 'kind' | 'message'> | undefined>();
	for (const key of new Set(cited.map(occurrence => occurrence.key))) {
		known.set(key, await problemOf(key, knowledge));
	}
	return cited.flatMap(({ key, start, end }) => {
		const problem = known.get(key);
		return problem === undefined ? [] : [{ ...problem, key, start, end }];
	});
}

async function problemOf(key: string, knowledge: KeyKnowledge): Promise<Pick<CitationProblem, 'kind' | 'message'> | undefined> {
	const [first, ...others] = knowledge.holders(key);
	if (first === undefined) {
		return namesWorkElsewhere(key) ? undefined : { kind: 'unknown-key', message: `No paper of the library has the key “${key}”.` };
	}
	const rivals = others.filter(({ title }) => fold(title) !== fold(first.title));
	if (rivals.length > 0) {
		return { kind: 'duplicate-key', message: `“${key}” is the key of different works: ${[first, ...rivals].map(({ source, title }) => `${title || 'untitled'} (${source})`).join('; ')}. The first is cited.` };
	}
	const paper = await knowledge.paper(key);
	return paper && warningOf(paper);
}

/** Whether a work was taken back or replaced, as far as its record says: in `retracted`, `superseded` and `published-version`, which services fill in, or in its title. */
export function warningOf(paper: Paper): Pick<CitationProblem, 'kind' | 'message'> | undefined {
	if (isStated(paper['retracted']) || /^\W*(?:retracted(?: article)?|withdrawn)\s*[:\]-]/i.test(paper.title)) {
		return { kind: 'retracted', message: `“${paper.title}” was retracted.` };
	}
	const published = paper['published-version'];
	if (isObject(published) && typeof published['DOI'] === 'string') {
		return { kind: 'superseded', message: `“${paper.title}” is a preprint; it was published as doi:${published['DOI']}.` };
	}
	return isStated(paper['superseded']) ? { kind: 'superseded', message: `“${paper.title}” was replaced by a newer version.` } : undefined;
}

function isStated(value: unknown): boolean {
	return value === true || (typeof value === 'string' && value !== '') || (typeof value === 'object' && value !== null);
}
