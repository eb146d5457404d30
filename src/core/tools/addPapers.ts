import type { JsonObject } from '../data/json';
import type { Cancellation } from '../files/ports';
import { readWanted } from '../sources/wanted';
import type { Obstacle, Workplace } from './workplace';

/** So many identifiers are looked up at once. */
export const mostWanted = 20;

export interface AddedPapers extends JsonObject {
	/** Citation keys. */
	readonly added: readonly string[];
	readonly merged: readonly string[];
	/** How many were in the library already. */
	readonly unchanged: number;
	/** What was not found, and why. */
	readonly problems: readonly { readonly wanted: string; readonly message: string }[];
}

/**
 * Looks up papers by DOI, arXiv id, PMID or ISBN, and adds them to the library in one step. Titles are not looked up: which paper is
 * meant, a person decides.
 */
export async function addByIdentifier(
	place: Workplace,
	identifiers: readonly string[],
	cancellation?: Cancellation,
): Promise<{ readonly kind: 'added'; readonly answer: AddedPapers } | Obstacle> {
	const wanted = identifiers.map(text => ({ text, wanted: readWanted(text) }));
	const strange = wanted.find(
		one => one.wanted.length !== 1 || one.wanted.some(({ kind }) => kind === 'title' || kind === 'records' || kind === 'address'),
	);
	if (strange !== undefined) {
		return { kind: 'problem', message: `“${strange.text.slice(0, 100)}” isn’t a DOI, arXiv ID, PMID or ISBN. Nothing was added.` };
	}
	const lookups = await place.lookUp(
		wanted.flatMap(one => one.wanted),
		cancellation,
	);
	if (cancellation?.isCancellationRequested === true) {
		return { kind: 'problem', message: 'Cancelled. Nothing was added.' };
	}
	const problems = lookups.flatMap(({ papers, troubles }, index) =>
		papers.length > 0
			? []
			: [
					{
						wanted: wanted[index]?.text ?? '',
						message: (troubles.find(({ kind }) => kind !== 'off') ?? troubles[0])?.sentence ?? 'No service has it.',
					},
				],
	);
	const { added, merged, unchanged, refused } = await place.addPapers(lookups.flatMap(({ papers }) => papers.slice(0, 1)));
	return {
		kind: 'added',
		answer: {
			added: added.map(paper => paper['citation-key']),
			merged: merged.map(paper => paper['citation-key']),
			unchanged,
			problems: [...problems, ...refused.map(({ keys, message }) => ({ wanted: keys.join(', '), message }))],
		},
	};
}
