import type { IncomingPaper } from '../paper';
import { wordsOf } from '../text/fold';
import { withoutMarkup } from '../text/markup';
import { isSamePaper } from './identity';
import type { Library } from './library';

/** Which of some papers the library has, with their citation keys there. It looks by title, so one that is here under quite another title is not seen. */
export async function knownAmong(library: Pick<Library, 'find' | 'papers'>, papers: readonly IncomingPaper[]): Promise<ReadonlyMap<IncomingPaper, string>> {
	const known = new Map<IncomingPaper, string>();
	for (const paper of papers) {
		const words = wordsOf(withoutMarkup(paper.title)).slice(0, 12).join(' ');
		const heads = words === '' ? [] : library.find(words, { limit: 5 });
		const same = (await library.papers(heads.map(head => head.key))).find(candidate => isSamePaper(candidate, paper));
		if (same !== undefined) {
			known.set(paper, same['citation-key']);
		}
	}
	return known;
}
