import type { Head } from '../paper/head';
import { fold } from '../text/fold';

/** Signs that part words, in papers and queries alike: `made-up` is found by both its words. */
const wordSigns = /["'“”‘’():\[\]-]/g;

/**
 * Finds papers by any words of their title, authors, year, key and tags, in any order; the last word may be unfinished. Best first: words
 * that begin a word of the title, the authors or the key count more than those inside one. The empty query finds all, as they come.
 */
export class HeadFinder {
	private readonly texts = new WeakMap<Head, string>();

	find(heads: readonly Head[], query: string, limit: number): readonly Head[] {
		const words =
			fold(query)
				.replace(wordSigns, ' ')
				.match(/[^\s,;]+/g) ?? [];
		if (words.length === 0) {
			return heads.slice(0, limit);
		}
		const found: { readonly head: Head; readonly score: number }[] = [];
		for (const head of heads) {
			const score = this.score(head, words);
			if (score > 0) {
				found.push({ head, score });
			}
		}
		return found
			.sort((a, b) => b.score - a.score || (a.head.title < b.head.title ? -1 : 1))
			.slice(0, limit)
			.map(({ head }) => head);
	}

	private score(head: Head, words: readonly string[]): number {
		const text = this.textOf(head);
		let score = 0;
		for (const word of words) {
			const at = text.indexOf(word);
			if (at < 0) {
				return 0;
			}
			score += text.includes(` ${word}`) ? 2 : 1;
			score += at === 1 ? 1 : 0;
		}
		return score;
	}

	/** What is searched, each word behind a space. */
	private textOf(head: Head): string {
		const known = this.texts.get(head);
		if (known !== undefined) {
			return known;
		}
		const text = ` ${fold([head.key, head.title, ...head.names, head.year ?? '', ...head.tags].join(' ')).replace(wordSigns, ' ')}`;
		this.texts.set(head, text);
		return text;
	}
}
