import { unfold } from '../text/fold';

/**
 * The first whole sentences of a text, as many as fit in `most` UTF-16 units, at least one, which is cut at a word where it alone is
 * longer. An abbreviation, an initial or a number's point ends no sentence.
 */
export function firstSentences(text: string, most = 280): string {
	const plain = unfold(text);
	let end = 0;
	for (const { index, 0: stop } of plain.matchAll(/[.!?]["')\]]*(?=\s+["'([]?[\p{Lu}\p{N}])|[.!?]["')\]]*$|[。！？]/gu)) {
		const here = index + stop.length;
		if (notAnEnd.test(plain.slice(Math.max(0, index - 20), index + 1))) {
			continue;
		}
		if (here > most && end > 0) {
			break;
		}
		end = here;
	}
	const sentence = end === 0 ? plain : plain.slice(0, end);
	return sentence.length <= most
		? sentence
		: `${sentence
				.slice(0, most + 1)
				.replace(/(?<!\s)\s+\S*$/, '')
				.slice(0, most)}…`;
}

const notAnEnd = /(?:^|[\s(])(?:e\.g|i\.e|et al|cf|vs|Fig|Eq|Sec|Tab|No|approx|resp|Dr|Prof|St|\p{Lu})\.$/u;
