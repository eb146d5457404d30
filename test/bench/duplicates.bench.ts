import { findDuplicates } from '../../src/core/library/duplicates';
import { Pace } from '../../src/core/work/pace';
import type { Paper } from '../../src/core/paper/paper';
import type { Bench } from './bench';
import { row } from './bench';
import { generatePapers } from './generatePapers';
import { longestBlocks } from './longestBlocks';

/**
 * The search for duplicates in a library of which one paper in fifty stands twice: half of those with their identifier, half with a word of
 * the title changed and without it.
 */
export const bench: Bench = {
	sizes: [10_000, 100_000],
	async rows(size) {
		const papers = withDuplicates(generatePapers(size));
		let found = 0;
		const started = performance.now();
		const blocks = await longestBlocks(async pause => {
			const duplicates = await findDuplicates(papers, { pace: new Pace(pause) });
			found = (duplicates?.certain.length ?? 0) + (duplicates?.likely.length ?? 0);
		});
		const seconds = (performance.now() - started) / 1000;
		return [
			row('duplicates-time', papers.length, 's', [seconds], undefined, { most: size > 10_000 ? 10 : 1.5 }),
			row('duplicates-blocked', papers.length, 'ms', blocks, undefined, { most: 50 }),
			row('duplicates-found', papers.length, 'of those hidden', [found / (papers.length - size)], undefined, { least: 0.95 }),
		];
	},
};

function withDuplicates(papers: readonly Paper[]): readonly Paper[] {
	return [...papers, ...papers.filter((_, index) => index % 50 === 0).map((paper, index) => twin(paper, index))];
}

function twin(paper: Paper, index: number): Paper {
	const copy: Paper = { ...paper, id: `${paper.id}x`, 'citation-key': `${paper['citation-key']}x` };
	return index % 2 === 0 ? copy : { ...copy, identifiers: {}, DOI: '', title: paper.title.replace(/(\p{L}{4,})$/u, '$1s') };
}
