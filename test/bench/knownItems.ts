import { familyName } from '../../src/core/paper/names';
import type { Paper } from '../../src/core/paper/paper';
import { Random } from './random';

/** A query somebody types who knows the paper. */
export interface KnownItem {
	readonly kind: KnownItemKind;
	readonly query: string;
	readonly id: string;
}

export const knownItemKinds = ['title words', 'author and year', 'abstract phrase', 'one typo'] as const;
export type KnownItemKind = (typeof knownItemKinds)[number];

/** `perKind` queries of each kind, for papers drawn at random. */
export function knownItems(papers: readonly Paper[], perKind: number, seed = 3): readonly KnownItem[] {
	const random = new Random(seed);
	const items: KnownItem[] = [];
	for (const kind of knownItemKinds) {
		for (let made = 0; made < perKind;) {
			const paper = random.pick(papers);
			const query = queryMakers[kind](paper, random);
			if (query !== undefined) {
				items.push({ kind, query, id: paper.id });
				made += 1;
			}
		}
	}
	return items;
}

const queryMakers: Readonly<Record<KnownItemKind, (paper: Paper, random: Random) => string | undefined>> = {
	/** Three of its words, in any order. */
	'title words': (paper, random) => titleWords(paper, random, 3)?.join(' '),
	/** The first author, the year, and a word of the title, as one author writes many papers a year. */
	'author and year': (paper, random) => {
		const [author] = paper.author ?? [];
		const year = paper.issued?.['date-parts']?.[0]?.[0];
		const [word] = titleWords(paper, random, 1) ?? [];
		return author === undefined || year === undefined || word === undefined ? undefined : `${familyName(author)} ${year} ${word}`;
	},
	/** Five words as they follow each other. */
	'abstract phrase': (paper, random) => {
		const words = (paper.abstract ?? '').split(/\s+/);
		const start = random.below(Math.max(1, words.length - 5));
		return words.length < 20
			? undefined
			: words
					.slice(start, start + 5)
					.join(' ')
					.replace(/[^\p{L}\p{N}\s-]/gu, '');
	},
	/** Three words of the title, one letter of the longest left out, doubled, changed, or swapped with its neighbour. */
	'one typo': (paper, random) => {
		const words = titleWords(paper, random, 3);
		const longest = words?.reduce((long, word) => (word.length > long.length ? word : long), '') ?? '';
		return longest.length < 5 ? undefined : words?.map(word => (word === longest ? mistyped(word, random) : word)).join(' ');
	},
};

function titleWords(paper: Paper, random: Random, count: number): readonly string[] | undefined {
	const words = [...new Set(paper.title.match(/[\p{L}\p{N}]{4,}/gu) ?? [])];
	if (words.length < count) {
		return undefined;
	}
	return Array.from({ length: count }, () => words.splice(random.below(words.length), 1)[0] ?? '');
}

function mistyped(word: string, random: Random): string {
	const at = 1 + random.below(word.length - 2);
	const letter = word.charAt(at);
	return random.pick([
		word.slice(0, at) + word.slice(at + 1),
		word.slice(0, at) + letter + word.slice(at),
		word.slice(0, at) + (letter === 'e' ? 'a' : 'e') + word.slice(at + 1),
		word.slice(0, at) + word.charAt(at + 1) + letter + word.slice(at + 2),
	]);
}
