import type { TermRange } from './dictionary';
import type { SortedTerms } from './packedStrings';
import { countOf } from './packedStrings';

/** A range of the dictionary at some distance from what was typed. */
export interface NearRange extends TermRange {
	/** Letters to insert, leave out, change, or swap with their neighbour. */
	readonly distance: number;
}

/** The states of a word stand in the bits of one number. UTF-16 units. */
const longestWord = 28;

/** How many typing mistakes a word may have: none where it is mostly a number. */
export function allowedTypos(word: string): number {
	const letters = word.length - digitsOf(word).length;
	return letters < 4 || word.length > longestWord ? 0 : letters < 8 ? 1 : 2;
}

/** What no mistake may change: `llama3` is another thing than `llama2`, and no writing of it. */
export function digitsOf(word: string): string {
	return word.replace(/\D/g, '');
}

/**
 * The words of a sorted dictionary within `most` typing mistakes of `word`, and with `asPrefix` those whose beginning is. Runs a
 * Levenshtein automaton, its states kept in bits, over the dictionary as if that were a tree of letters: what neighbours share is run once,
 * and once nothing can come near any more, all words that begin so are passed over. A swap of neighbours is one mistake, and no letter is
 * moved twice (optimal string alignment). Wu, Manber: Fast text searching allowing errors, 1992. https://doi.org/10.1145/135239.135244
 */
export function nearWords(terms: SortedTerms, word: string, most: number, asPrefix: boolean): readonly NearRange[] {
	const automaton = new Automaton(word, most);
	const { units, offsets, shared } = terms;
	const count = countOf(terms);
	const found: NearRange[] = [];
	let depth = 0;
	for (let index = 0; index < count;) {
		const from = index;
		const start = offsets[index] ?? 0;
		const length = (offsets[index + 1] ?? 0) - start;
		depth = Math.min(depth, shared[index] ?? 0);
		let distance = asPrefix ? automaton.distance(depth) : undefined;
		while (distance === undefined && depth < length && automaton.step(depth, units[start + depth] ?? 0)) {
			depth += 1;
			distance = asPrefix ? automaton.distance(depth) : undefined;
		}
		index += 1;
		if (distance === undefined && depth === length) {
			distance = automaton.distance(depth);
		} else {
			// Here a beginning is near, or one letter more is the end of hope: the same holds for all neighbours that share it.
			const decided = distance === undefined ? depth + 1 : depth;
			while (index < count && (shared[index] ?? 0) >= decided) {
				index += 1;
			}
		}
		if (distance !== undefined) {
			found.push({ from, to: index, distance });
		}
	}
	return found;
}

/** Bit i of state d: the letters read so far are the first i of the word with at most d mistakes. */
class Automaton {
	/** For each depth, that is letters read, the states for 0 to `most` mistakes. */
	private readonly states: Int32Array;
	private readonly masks = new Map<number, number>();
	private readonly width: number;
	private readonly all: number;
	private readonly accepting: number;
	/** The letters read. */
	private readonly path: Uint16Array;

	constructor(
		word: string,
		private readonly most: number,
	) {
		const deepest = word.length + most + 2;
		this.width = most + 1;
		this.states = new Int32Array(deepest * this.width);
		this.path = new Uint16Array(deepest);
		this.accepting = 1 << word.length;
		this.all = 2 * this.accepting - 1;
		for (let at = 0; at < word.length; at += 1) {
			const unit = word.charCodeAt(at);
			this.masks.set(unit, (this.masks.get(unit) ?? 0) | (1 << (at + 1)));
		}
		for (let mistakes = 0; mistakes <= most; mistakes += 1) {
			this.states[mistakes] = (1 << (mistakes + 1)) - 1;
		}
	}

	/** Reads one letter more than `depth`; says whether anything can still come near. */
	step(depth: number, unit: number): boolean {
		const { states, width, all } = this;
		const here = depth * width;
		const below = here + width;
		const mask = this.masks.get(unit) ?? 0;
		const swapped = depth > 0 ? (this.masks.get(this.path[depth - 1] ?? 0) ?? 0) & (mask << 1) : 0;
		this.path[depth] = unit;
		let state = ((states[here] ?? 0) << 1) & mask;
		states[below] = state;
		for (let mistakes = 1; mistakes <= this.most; mistakes += 1) {
			const fewer = states[here + mistakes - 1] ?? 0;
			const swap = swapped === 0 ? 0 : ((states[here - width + mistakes - 1] ?? 0) << 2) & swapped;
			state = ((((states[here + mistakes] ?? 0) << 1) & mask) | fewer | (fewer << 1) | (state << 1) | swap) & all;
			states[below + mistakes] = state;
		}
		return state !== 0;
	}

	/** Mistakes between the letters read and the whole word; `undefined` where there are too many. */
	distance(depth: number): number | undefined {
		const at = depth * this.width;
		for (let mistakes = 0; mistakes <= this.most; mistakes += 1) {
			if (((this.states[at + mistakes] ?? 0) & this.accepting) !== 0) {
				return mistakes;
			}
		}
		return undefined;
	}
}
