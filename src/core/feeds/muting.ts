import type { IncomingPaper } from '../paper/paper';
import { fullName } from '../paper/names';
import { wordsOf } from '../text/fold';
import { withoutMarkup } from '../text/markup';

/**
 * Whether a paper is not to be shown: it has one of some words or phrases in its title, abstract or authors, as whole words, whatever their
 * case and accents. The answer for a paper is kept, since every change of a view asks for all of them.
 */
export function muting(phrases: readonly string[]): (paper: IncomingPaper) => boolean {
	const wanted = phrases.map(phrase => wordsOf(phrase).join(' ')).filter(phrase => phrase !== '');
	const known = new WeakMap<IncomingPaper, boolean>();
	return paper => {
		if (wanted.length === 0) {
			return false;
		}
		const before = known.get(paper);
		if (before !== undefined) {
			return before;
		}
		const text = [withoutMarkup(paper.title), paper.abstract ?? '', ...(paper.author ?? []).map(fullName)];
		const words = ` ${text.flatMap(part => [...wordsOf(part), '·']).join(' ')} `;
		const isMuted = wanted.some(phrase => words.includes(` ${phrase} `));
		known.set(paper, isMuted);
		return isMuted;
	};
}
