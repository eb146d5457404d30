import { headOf } from '../../src/core/paper/head';
import { overviewOf } from '../../src/core/reading/overview';
import { Pace } from '../../src/core/work/pace';
import type { Bench } from './bench';
import { processorTimed, repeat, row } from './bench';
import { generatePapers } from './generatePapers';
import { longestStretch } from './threadTime';

const pause = () => new Promise<void>(resolve => setImmediate(resolve));

/**
 * The overview of a library of which 100 documents cite 3,000 papers, and for how long at most nothing else can be done meanwhile.
 * Milliseconds are the processor's, so that what else runs on the machine does not count.
 */
export const bench: Bench = {
	sizes: [1000, 10_000, 100_000],
	async rows(size) {
		const heads = [...generatePapers(size)].map(paper => headOf(paper));
		const byKey = new Map(heads.map(head => [head.key, head]));
		const citations = heads.slice(0, 3000).map(({ key }, at) => ({ from: `${at % 100}.md`, target: key, kind: 'citation' as const }));
		const count = () => overviewOf({ heads, citations, head: key => byKey.get(key) }, new Pace(pause));
		const counts = await repeat(() => processorTimed(count));
		const longest = await repeat(() => longestStretch(count));
		return [row('overview', size, 'ms', counts), row('overview-blocked', size, 'ms', [Math.max(...longest)], undefined, { most: 50 })];
	},
};
