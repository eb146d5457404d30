import { localize } from '../data/localize';
import { isObject } from '../data/json';
import type { DocumentPapers } from '../library/documentPapers';
import type { Head } from '../paper/head';
import type { Paper } from '../paper/paper';
import { fold } from '../text/fold';
import type { KeyOccurrence } from './keyOccurrences';
import { namesNoWork, namesWorkElsewhere } from './keyProblems';
import type { Range } from '../text/edits';
import { isTitledRetracted } from '../paper/retraction';

/** What is wrong with a citation, in a plain sentence. */
export interface CitationProblem extends Range {
	readonly kind: 'unknown-key' | 'duplicate-key' | 'retracted' | 'superseded';
	readonly key: string;
	readonly message: string;
}

/** What the keys of a document stand for: {@link DocumentPapers}. */
export type KeyKnowledge = Pick<DocumentPapers, 'holders' | 'paper' | 'isComplete'>;

/**
 * Unknown keys, keys that two works have, and works that were taken back or replaced. Each key is asked about once.
 *
 * @param isNear whether an unknown key is written almost as one that is known: a bare `@octocat` is then a mistake, else somebody's name.
 *   It may look through a whole library, so it too is asked about each key once
 */
export async function citationProblems(
	keys: readonly KeyOccurrence[],
	knowledge: KeyKnowledge,
	isIgnored: (key: string) => boolean,
	isNear: (key: string) => boolean = () => false,
): Promise<readonly CitationProblem[]> {
	const cited = keys.filter(({ kind, key }) => kind === 'citation' && key !== '*' && !isIgnored(key));
	const known = new Map<string, Pick<CitationProblem, 'kind' | 'message'> | undefined>();
	for (const key of new Set(cited.map(occurrence => occurrence.key))) {
		known.set(key, await problemOf(key, knowledge));
	}
	const near = new Map<string, boolean>();
	const isMistake = (key: string) => {
		const known = near.get(key) ?? isNear(key);
		near.set(key, known);
		return known;
	};
	return cited.flatMap(({ key, start, end, isBare }) => {
		const problem = known.get(key);
		return problem === undefined || (problem.kind === 'unknown-key' && isBare === true && namesNoWork(key) && !isMistake(key))
			? []
			: [{ ...problem, key, start, end }];
	});
}

async function problemOf(key: string, knowledge: KeyKnowledge): Promise<Pick<CitationProblem, 'kind' | 'message'> | undefined> {
	const holders = knowledge.holders(key);
	const [first, ...others] = holders.filter(head => head.key === key || head.key.toLowerCase() !== key.toLowerCase());
	const [other] = holders;
	if (first === undefined) {
		return namesWorkElsewhere(key) || !knowledge.isComplete
			? undefined
			: { kind: 'unknown-key', message: unknownKeySentence(key, other?.key) };
	}
	const rivals = others.filter(({ title }) => fold(title) !== fold(first.title));
	if (rivals.length > 0) {
		return {
			kind: 'duplicate-key',
			message: localize('“{0}” belongs to several works: {1}. The first is cited.', key, [first, ...rivals].map(placed).join('; ')),
		};
	}
	const paper = await knowledge.paper(key);
	return paper && warningOf(paper);
}

function unknownKeySentence(key: string, other: string | undefined): string {
	return other === undefined
		? localize('No paper in the library has the citation key “{0}”.', key)
		: localize(
				'No paper in the library has the citation key “{0}”. Did you mean “{1}”? Pandoc, Quarto and biber distinguish the two.',
				key,
				other,
			);
}

function placed({ title, linked }: Head): string {
	return `${title || localize('untitled')} (${linked?.label ?? localize('the library')})`;
}

/**
 * Whether a work was taken back or replaced, as far as its record says: in `retracted`, `concern`, `superseded` and `published-version`,
 * which services fill in, or in its title.
 */
export function warningOf(paper: Paper): Pick<CitationProblem, 'kind' | 'message'> | undefined {
	if (isStated(paper['retracted']) || isTitledRetracted(paper.title)) {
		const isPartial = isObject(paper['retracted']) && paper['retracted']['extent'] === 'partial';
		return {
			kind: 'retracted',
			message: isPartial ? localize('“{0}” was retracted in part.', paper.title) : localize('“{0}” was retracted.', paper.title),
		};
	}
	if (isStated(paper['concern'])) {
		return { kind: 'retracted', message: localize('An expression of concern about “{0}” was published.', paper.title) };
	}
	const published = paper['published-version'];
	if (isObject(published) && typeof published['DOI'] === 'string') {
		return { kind: 'superseded', message: localize('“{0}” is a preprint; it was published as doi:{1}.', paper.title, published['DOI']) };
	}
	return isStated(paper['superseded'])
		? { kind: 'superseded', message: localize('“{0}” was replaced by a newer version.', paper.title) }
		: undefined;
}

function isStated(value: unknown): boolean {
	return value === true || (typeof value === 'string' && value !== '') || (typeof value === 'object' && value !== null);
}
