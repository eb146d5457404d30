import { localize, localizeCount } from '../data/localize';
import { isArray, isObject, textOf } from '../data/json';
import type { FilteredPapers, Papers } from '../library/papers';
import type { NoteIndex } from '../notes/noteIndex';
import { parseDoi } from '../paper/doi';
import type { Head } from '../paper/head';
import type { Paper } from '../paper/paper';
import type { Alike } from '../search/alike';
import { compareText } from '../text/compare';
import type { Pace } from '../work/pace';

/** A paper to read next to another one. */
export interface SimilarPaper {
	readonly head: Head;
	/** Why, for people: `Shares “score matching”, “noise” · Cited together in 3 notes`. */
	readonly reason: string;
}

export interface SimilarSources {
	/** The library and what is linked. */
	readonly papers: Papers;
	/** The same, one by one: each has an index of its own. */
	readonly sources: readonly Pick<FilteredPapers, 'alike'>[];
	readonly notes: Pick<NoteIndex, 'subjectOf' | 'mentionsOf' | 'edgesFrom' | 'get'>;
}

/** So many are suggested, and so many are looked at. */
const mostSuggestions = 20;
const mostCandidates = 40;
/** A paper that more notes name than these is in every list. */
const mostNotes = 500;
const mostNamed = 3;
/** What has less in common with a paper shares words by chance. */
const leastScore = 0.06;

// What a note, a common reference and a citation are worth beside words, which are 1 where all are shared.
const worth = { together: 0.15, mostTogether: 0.6, reference: 0.08, mostReferences: 0.4, citation: 0.3 } as const;

/** The papers most like one, best first, each with its reasons: words and authors that few have, references, and notes that cite both. */
export async function similarPapers(
	paper: Paper,
	{ papers, sources, notes }: SimilarSources,
	pace: Pace,
): Promise<readonly SimilarPaper[]> {
	const alike = new Map<string, Alike>();
	for (const source of sources) {
		(await source.alike(paper, mostCandidates)).forEach(found => alike.set(found.id, found));
	}
	const together = await citedTogether(paper, papers, notes, pace);
	const heads = [...new Set([...alike.keys(), ...together.keys()])].flatMap(id => papers.head(id) ?? []);
	const references = await referencesInCommon(paper, heads, papers, pace);
	return heads
		.filter(head => head.id !== paper.id)
		.map(head => {
			const common: Common = {
				words: alike.get(head.id)?.words ?? [],
				authors: alike.get(head.id)?.authors ?? [],
				notes: together.get(head.id) ?? 0,
				...(references.get(head.id) ?? noReferences),
			};
			return { head, score: (alike.get(head.id)?.score ?? 0) + scoreOf(common), reason: reasonFor(common) };
		})
		.filter(({ score, reason }) => score >= leastScore && reason !== '')
		.sort((a, b) => b.score - a.score || compareText(a.head.key, b.head.key))
		.slice(0, mostSuggestions)
		.map(({ head, reason }) => ({ head, reason }));
}

interface References {
	/** How many works both cite. */
	readonly references: number;
	readonly cites: boolean;
	readonly isCited: boolean;
}

interface Common extends References {
	readonly words: readonly string[];
	readonly authors: readonly string[];
	readonly notes: number;
}

const noReferences: References = { references: 0, cites: false, isCited: false };

function scoreOf({ notes, references, cites, isCited }: Common): number {
	return (
		Math.min(worth.mostTogether, worth.together * notes) +
		Math.min(worth.mostReferences, worth.reference * references) +
		(cites || isCited ? worth.citation : 0)
	);
}

function reasonFor({ words, authors, notes, references, cites, isCited }: Common): string {
	const named = authors.slice(0, mostNamed).join(', ');
	const reasons = [
		words.length === 0
			? ''
			: localize(
					'Shares {0}',
					words
						.slice(0, mostNamed)
						.map(word => localize('“{0}”', word))
						.join(', '),
				),
		authors.length === 0 ? '' : localizeCount(authors.length, 'Same author: {1}', 'Same authors: {1}', named),
		cites ? localize('Cites this paper') : '',
		isCited ? localize('Cited by this paper') : '',
		references === 0 ? '' : localizeCount(references, '1 reference in common', '{0} references in common'),
		notes === 0 ? '' : localizeCount(notes, 'Cited together in 1 note', 'Cited together in {0} notes'),
	];
	return reasons.filter(reason => reason !== '').join(' · ');
}

/** By id, in how many notes and drafts each paper is cited or linked beside this one; a paper's own notes name it by being there. */
async function citedTogether(
	paper: Paper,
	papers: Papers,
	notes: SimilarSources['notes'],
	pace: Pace,
): Promise<ReadonlyMap<string, number>> {
	const subject = notes.subjectOf({ key: paper['citation-key'], aliases: paper.aliases ?? [] });
	const files = new Set([...subject.notes, ...notes.mentionsOf(subject).map(({ path }) => path)]);
	const counts = new Map<string, number>();
	for (const path of [...files].slice(0, mostNotes)) {
		const named = new Set(
			notes.edgesFrom(path).flatMap(({ to, target, kind }) => {
				const key = to === undefined ? (kind === 'link' ? undefined : target) : notes.get(to)?.citationKey;
				return key === undefined ? [] : (papers.head(key)?.id ?? []);
			}),
		);
		named.forEach(id => counts.set(id, (counts.get(id) ?? 0) + 1));
		await pace.rest();
	}
	counts.delete(paper.id);
	return counts;
}

/** By id, what papers and this one cite in common. Records are read only where this one says what it cites. */
async function referencesInCommon(
	paper: Paper,
	heads: readonly Head[],
	papers: Papers,
	pace: Pace,
): Promise<ReadonlyMap<string, References>> {
	const own = referencesOf(paper);
	if (own.size === 0) {
		return new Map();
	}
	const doi = doiOf(paper);
	const found = new Map<string, References>();
	for (const head of heads) {
		const [other] = await papers.papers([head.id]);
		if (other !== undefined) {
			const theirs = referencesOf(other);
			const otherDoi = doiOf(other);
			found.set(head.id, {
				references: [...theirs].filter(reference => own.has(reference)).length,
				cites: doi !== undefined && theirs.has(doi),
				isCited: otherDoi !== undefined && own.has(otherDoi),
			});
		}
		await pace.rest();
	}
	return found;
}

/** The DOIs of what a record says that the work cites, as Crossref lists them: https://api.crossref.org/swagger-ui/index.html */
function referencesOf(paper: Paper): ReadonlySet<string> {
	const lists = [paper['reference'], paper['references']].flatMap(list => (isArray(list) ? list : []));
	return new Set(
		lists.flatMap(item => {
			const text = textOf(item) ?? (isObject(item) ? textOf(item['DOI'] ?? item['doi']) : undefined);
			return text === undefined ? [] : (parseDoi(text) ?? []);
		}),
	);
}

function doiOf({ DOI, identifiers }: Paper): string | undefined {
	return parseDoi(DOI ?? identifiers?.doi ?? '');
}
