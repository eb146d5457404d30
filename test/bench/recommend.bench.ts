import type { Paper } from '../../src/core/paper/paper';
import { learnTaste } from '../../src/core/feeds/taste';
import { Pace } from '../../src/core/work/pace';
import type { Bench } from './bench';
import { row } from './bench';
import { dumpedPapers } from './dump';
import { Random } from './random';

/**
 * Twenty simulated readers on the dump of Daily Papers (none where it is absent). A reader's subject is known by the keywords that the
 * listing has for each paper, which the recommender never sees: it reads titles and abstracts. Readers saw the older papers, saved some
 * forty of their subject (and now and then another), dismissed three times as many others, and are then shown the newer papers: how many of
 * the first twenty are of their subject, against the order by upvotes?
 */
export const bench: Bench = {
	sizes: [20],
	async rows(size) {
		const papers = (dumpedPapers() ?? []).filter(paper => (paper.tags ?? []).length > 0).sort((a, b) => (a.added < b.added ? -1 : 1));
		if (papers.length === 0) {
			return [];
		}
		const half = Math.floor(papers.length * 0.6);
		const [older, newer] = [papers.slice(0, half), papers.slice(half)];
		const ours: number[] = [];
		const upvotes: number[] = [];
		const times: number[] = [];
		for (const [at, subject] of subjects.slice(0, size).entries()) {
			const isWanted = ({ tags = [] }: Paper) => tags.some(tag => subject.test(tag));
			const started = performance.now();
			const taste = await learnTaste(older, opinionsOf(older, isWanted, at + 1), new Pace(() => Promise.resolve(), 1000));
			times.push(performance.now() - started);
			ours.push(
				precision(
					newer.map(paper => ({ paper, value: taste?.score(paper) ?? 0 })),
					isWanted,
				),
			);
			upvotes.push(
				precision(
					newer.map(paper => ({ paper, value: paper.source?.upvotes ?? 0 })),
					isWanted,
				),
			);
		}
		const [mean, peer] = [meanOf(ours), meanOf(upvotes)];
		return [
			row('recommend-precision', papers.length, '', [mean], { name: 'upvotes', values: [peer] }, { leastRatio: 3 }),
			row('recommend-learn', papers.length, 'ms', times),
		];
	},
};

const subjects: readonly RegExp[] = [
	/video/i,
	/diffusion/i,
	/speech|audio|music|voice/i,
	/3d|gaussian splatting|nerf|radiance/i,
	/robot|vision-language-action|manipulation/i,
	/retrieval|\brag\b/i,
	/code|software|programming/i,
	/math|theorem|proof/i,
	/quanti[sz]|pruning|compress/i,
	/safety|jailbreak|attack|adversarial/i,
	/image edit/i,
	/world model/i,
	/expert/i,
	/medical|clinical|health/i,
	/\bgui\b|web agent|computer use/i,
	/attention|kv cache/i,
	/distillation/i,
	/hallucination/i,
	/spatial/i,
	/token(?:iz|is)/i,
];

function opinionsOf(
	papers: readonly Paper[],
	isWanted: (paper: Paper) => boolean,
	seed: number,
): { readonly liked: ReadonlySet<string>; readonly disliked: ReadonlySet<string> } {
	const random = new Random(seed);
	const liked = new Set<string>();
	const disliked = new Set<string>();
	for (const paper of papers
		.map(one => ({ one, place: random.next() }))
		.sort((a, b) => a.place - b.place)
		.map(({ one }) => one)) {
		// One save in ten is a whim.
		const isSaved = isWanted(paper) ? liked.size < 40 : random.next() < 0.003;
		if (isSaved) {
			liked.add(paper.id);
		} else if (!isWanted(paper) && disliked.size < 120) {
			disliked.add(paper.id);
		}
	}
	return { liked, disliked };
}

function precision(ranked: readonly { readonly paper: Paper; readonly value: number }[], isWanted: (paper: Paper) => boolean): number {
	const first = [...ranked].sort((a, b) => b.value - a.value).slice(0, 20);
	return first.filter(({ paper }) => isWanted(paper)).length / first.length;
}

function meanOf(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
