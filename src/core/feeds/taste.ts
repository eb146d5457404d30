import type { Pace } from '../work/pace';
import type { Readable } from './terms';
import { termsOf } from './terms';

/** What a reader said of papers by what they did: saved, cited or noted some, dismissed others. */
export interface Opinions {
	/** Ids. */
	readonly liked: ReadonlySet<string>;
	readonly disliked: ReadonlySet<string>;
}

/** What a reader likes, as weights of words. Everything stays on this machine. */
export interface Taste {
	/** The higher, the more the reader should like it; 0 is undecided. */
	score(paper: Readable): number;
	/** The words of a paper that speak for it most, best first. */
	reasons(paper: Readable, most?: number): readonly string[];
}

/** Fewer liked papers say nothing. */
export const fewestLiked = 3;

/**
 * Learns from a reader's opinions: logistic regression over TF-IDF of words and pairs of words, by stochastic gradient descent. Papers that
 * were seen and left alone count a little against what they say, as arxiv-sanity has it (https://github.com/karpathy/arxiv-sanity-lite).
 * `undefined` where too few are liked.
 */
export async function learnTaste(papers: readonly Readable[], { liked, disliked }: Opinions, pace: Pace): Promise<Taste | undefined> {
	const vocabulary = new Vocabulary();
	const counted: Counted[] = [];
	for (const paper of papers) {
		counted.push({ terms: vocabulary.enter(paper), side: liked.has(paper.id) ? 'liked' : disliked.has(paper.id) ? 'disliked' : 'seen' });
		await pace.rest();
	}
	const count = (side: Counted['side']) => counted.filter(paper => paper.side === side).length;
	if (count('liked') < fewestLiked) {
		return undefined;
	}
	const weightOf = {
		liked: 1,
		disliked: (0.7 * count('liked')) / Math.max(1, count('disliked')),
		seen: (0.5 * count('liked')) / Math.max(1, count('seen')),
	};
	const learner = new Learner(vocabulary.size);
	const lessons: Lesson[] = [];
	for (const { terms, side } of counted) {
		lessons.push({ vector: vocabulary.vector(terms), wanted: side === 'liked' ? 1 : 0, weight: weightOf[side] });
		await pace.rest();
	}
	for (let round = 0; round < rounds; round += 1) {
		for (const at of shuffled(lessons.length, round)) {
			const lesson = lessons[at];
			if (lesson !== undefined) {
				learner.learn(lesson);
			}
			await pace.rest();
		}
	}
	return new LearnedTaste(vocabulary, learner);
}

const rounds = 12;

interface Counted {
	readonly terms: ReadonlyMap<number, number>;
	readonly side: 'liked' | 'disliked' | 'seen';
}

/** A sparse vector of length 1: places of terms, and their weights. */
interface Vector {
	readonly places: readonly number[];
	readonly weights: readonly number[];
}

interface Lesson {
	readonly vector: Vector;
	readonly wanted: 0 | 1;
	/** How much it counts. */
	readonly weight: number;
}

class Vocabulary {
	private readonly places = new Map<string, number>();
	private readonly names: string[] = [];
	private readonly papersWith: number[] = [];
	private papers = 0;

	get size(): number {
		return this.names.length;
	}

	/** Counts a paper's terms in. */
	enter(paper: Readable): ReadonlyMap<number, number> {
		const counts = new Map<number, number>();
		this.papers += 1;
		for (const [term, count] of termsOf(paper)) {
			const place = this.places.get(term) ?? this.names.push(term) - 1;
			this.places.set(term, place);
			this.papersWith[place] = (this.papersWith[place] ?? 0) + 1;
			counts.set(place, count);
		}
		return counts;
	}

	/** A paper's terms as far as they are known. */
	known(paper: Readable): ReadonlyMap<number, number> {
		const counts = new Map<number, number>();
		for (const [term, count] of termsOf(paper)) {
			const place = this.places.get(term);
			if (place !== undefined) {
				counts.set(place, count);
			}
		}
		return counts;
	}

	/** Terms that only one paper has tell it from all others, and say nothing of taste. */
	vector(counts: ReadonlyMap<number, number>): Vector {
		const places = [...counts.keys()].filter(place => (this.papersWith[place] ?? 0) > 1);
		const raw = places.map(
			place => (1 + Math.log(counts.get(place) ?? 1)) * Math.log((1 + this.papers) / (1 + (this.papersWith[place] ?? 0))),
		);
		const length = Math.hypot(...raw) || 1;
		return { places, weights: raw.map(weight => weight / length) };
	}

	name(place: number): string {
		return this.names[place] ?? '';
	}
}

/** Logistic regression with steps that grow smaller for what was learned often. https://jmlr.org/papers/v12/duchi11a.html */
class Learner {
	readonly weights: Float64Array;
	private readonly seen: Float64Array;
	bias = 0;

	constructor(size: number) {
		this.weights = new Float64Array(size);
		this.seen = new Float64Array(size).fill(1e-6);
	}

	value({ places, weights }: Vector): number {
		return places.reduce((sum, place, at) => sum + (this.weights[place] ?? 0) * (weights[at] ?? 0), this.bias);
	}

	learn({ vector, wanted, weight: importance }: Lesson): void {
		const error = importance * (1 / (1 + Math.exp(-this.value(vector))) - wanted);
		vector.places.forEach((place, at) => {
			const slope = error * (vector.weights[at] ?? 0) + 1e-4 * (this.weights[place] ?? 0);
			this.seen[place] = (this.seen[place] ?? 0) + slope * slope;
			this.weights[place] = (this.weights[place] ?? 0) - (0.5 * slope) / Math.sqrt(this.seen[place] ?? 1);
		});
		this.bias -= 0.05 * error;
	}
}

class LearnedTaste implements Taste {
	constructor(
		private readonly vocabulary: Vocabulary,
		private readonly learner: Learner,
	) {}

	score(paper: Readable): number {
		return this.learner.value(this.vocabulary.vector(this.vocabulary.known(paper)));
	}

	reasons(paper: Readable, most = 4): readonly string[] {
		const { places, weights } = this.vocabulary.vector(this.vocabulary.known(paper));
		const parts = places.map((place, at) => ({
			term: this.vocabulary.name(place),
			part: (this.learner.weights[place] ?? 0) * (weights[at] ?? 0),
		}));
		const best = parts.filter(({ part }) => part > 0).sort((a, b) => b.part - a.part);
		// `diffusion models` says what `diffusion` does.
		const chosen: string[] = [];
		for (const { term } of best) {
			if (chosen.length < most && !chosen.some(other => other.split(' ').includes(term) || term.split(' ').includes(other))) {
				chosen.push(term);
			}
		}
		return chosen;
	}
}

/** The same order every time, another one each round. */
function shuffled(count: number, round: number): readonly number[] {
	const order = Array.from({ length: count }, (_, at) => at);
	let state = 7919 * (round + 1);
	for (let at = count - 1; at > 0; at -= 1) {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		const other = state % (at + 1);
		[order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
	}
	return order;
}
