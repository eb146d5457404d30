import { completionAt } from '../../src/core/citing/completion';
import { ProseFinder } from '../../src/core/markdown/prose';
import { headOf } from '../../src/core/paper/head';
import { PaperFinder } from '../../src/core/library/paperFinder';
import type { Bench } from './bench';
import { quantile, repeat, row, timed } from './bench';
import { generatePapers } from './generatePapers';
import { knownItems } from './knownItems';

/** `@` and the words of known items behind a page of text, and behind 1 MB of it, letter by letter: what a key press asks of the core. */
export const bench: Bench = {
	sizes: [1000, 10_000, 100_000],
	async rows(size) {
		const papers = new Map(generatePapers(size).map(paper => [paper.id, paper]));
		const heads = new Map([...papers.values()].map(paper => [paper.id, headOf(paper)]));
		const list = [...heads.values()];
		const finder = new PaperFinder({ heads: () => list, head: id => heads.get(id), papers: () => papers.values() }, () =>
			Promise.resolve(),
		);
		await finder.search('model', { limit: 1 });
		const page = 'What is said here was said before [@one; @two]. '.repeat(200);
		const typed = knownItems([...papers.values()], 20).flatMap(({ query }) =>
			Array.from({ length: query.length }, (_, at) => query.slice(0, at + 1)),
		);
		const times = await repeat(async () => {
			const run: number[] = [];
			for (const query of typed) {
				run.push(await timed(() => complete(finder, `${page}@${query}`)));
			}
			return run;
		});
		const prose = new ProseFinder();
		const long = Array.from({ length: 1_000_000 / page.length }, (_, at) => `## Part ${at}\n\n${page}\n\n- a list with \`code\`\n`).join(
			'\n',
		);
		await prose.prepare(long, () => Promise.resolve());
		const inLong = await repeat(async () => {
			const run: number[] = [];
			for (const query of typed) {
				// Joined, since an editor does not hand over a text in pieces.
				const text = [long, `@${query}`].join('\n');
				run.push(await timed(() => complete(finder, text, prose)));
			}
			return run;
		});
		return [
			row(
				'completion-long-p50',
				size,
				'ms',
				inLong.map(run => quantile(run, 0.5)),
			),
			row(
				'completion-long-p99',
				size,
				'ms',
				inLong.map(run => quantile(run, 0.99)),
				undefined,
				{ most: 16 },
			),
			row(
				'completion-p50',
				size,
				'ms',
				times.map(run => quantile(run, 0.5)),
			),
			row(
				'completion-p99',
				size,
				'ms',
				times.map(run => quantile(run, 0.99)),
				undefined,
				{ most: 16 },
			),
		];
	},
};

function complete(finder: PaperFinder, text: string, prose = new ProseFinder()): number {
	const place = completionAt(text, text.length, 'markdown', { isKey: () => false, prose });
	return place?.kind === 'key' ? finder.find(place.query, { limit: 50 }).length : 0;
}
