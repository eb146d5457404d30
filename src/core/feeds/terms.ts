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

/** Words that say nothing of what a paper is about. */
const commonWords: ReadonlySet<string> = new Set(
	`about above across after all also although among and any approach approaches are based because been before being between both but can code could demonstrate demonstrates
	different each effective enable enables experiments extensive existing first for framework from further good has have however how improve improved improves into introduce introduces its
	leading made many may method methods models model more most much must new not novel number often one only other our over own paper performance present presents problem propose proposed
	proposes provide provides recent result results several should show showing shows significant significantly simple since some state such than that the their them then there these they this
	those three through thus two under use used using various very via was well were what when where which while who will with within without work works yet you your`.split(
		/\s+/,
	),
);
