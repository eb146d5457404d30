import { commonWords } from '../search/commonWords';
import { eachWord } from '../search/tokenizer';

/** What a paper is judged by. */
export interface Readable {
	readonly id: string;
	readonly title: string;
	readonly abstract?: string;
}

/** Words and pairs of neighbouring words of title and abstract, each with how often it stands there; those of the title count twice. */
export function termsOf({ title, abstract = '' }: Readable): ReadonlyMap<string, number> {
	const counts = new Map<string, number>();
	countTerms(title, 2, counts);
	countTerms(abstract, 1, counts);
	return counts;
}

function countTerms(text: string, weight: number, counts: Map<string, number>): void {
	let before = '';
	eachWord(text, word => {
		const isTelling = word.length > 2 && !/^\d+$/.test(word) && !commonWords.has(word);
		if (isTelling) {
			counts.set(word, (counts.get(word) ?? 0) + weight);
			if (before !== '') {
				const pair = `${before} ${word}`;
				counts.set(pair, (counts.get(pair) ?? 0) + weight);
			}
		}
		before = isTelling ? word : '';
	});
}
