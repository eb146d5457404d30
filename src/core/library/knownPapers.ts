import { addTo } from '../data/lists';
import type { Pace } from '../work/pace';
import type { IncomingPaper } from '../paper/paper';
import { wordsOf } from '../text/fold';
import { withoutMarkup } from '../text/markup';
import { identityKeys, isSamePaper, isStubOf } from '../merge/identity';
import type { Library } from './library';
import type { Papers } from './papers';

/**
 * Which of some papers the library has, with their citation keys there. It looks by title, so one that is here under quite another title is
 * not seen.
 */
export async function knownAmong(
	library: Pick<Papers, 'find' | 'papers'>,
	papers: readonly IncomingPaper[],
	pace: Pace,
): Promise<ReadonlyMap<IncomingPaper, string>> {
	const known = new Map<IncomingPaper, string>();
	for (const paper of papers) {
		const words = wordsOf(withoutMarkup(paper.title)).slice(0, 12).join(' ');
		const heads = words === '' ? [] : library.find(words, { limit: 5 });
		const same = (await library.papers(heads.map(head => head.key))).find(
			candidate => isSamePaper(candidate, paper) || isStubOf(candidate, paper),
		);
		if (same !== undefined) {
			known.set(paper, same['citation-key']);
		}
		await pace.rest();
	}
	return known;
}

/** Which of some papers are here, by everything that says so; it reads the whole library, so it is for what somebody waits for. */
export async function identifiedAmong(
	library: Pick<Library, 'all'>,
	incoming: readonly IncomingPaper[],
	pace: Pace,
): Promise<ReadonlyMap<IncomingPaper, string>> {
	const wanted = new Map<string, IncomingPaper[]>();
	for (const paper of incoming) {
		for (const name of identityKeys(paper)) {
			addTo(wanted, name, paper);
		}
	}
	const known = new Map<IncomingPaper, string>();
	for await (const candidate of library.all()) {
		for (const paper of identityKeys(candidate).flatMap(name => wanted.get(name) ?? [])) {
			if (!known.has(paper) && (isSamePaper(candidate, paper) || isStubOf(candidate, paper))) {
				known.set(paper, candidate['citation-key']);
			}
		}
		await pace.rest();
	}
	return known;
}
