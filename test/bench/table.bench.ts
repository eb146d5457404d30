import { headOf } from '../../src/core/paper/head';
import type { Head } from '../../src/core/paper/head';
import { TableOrder } from '../../src/core/table/order';
import { TableRows } from '../../src/core/table/rows';
import { cellText } from '../../src/core/table/columns';
import { usualArrangement } from '../../src/core/table/arrangement';
import { Pace } from '../../src/core/work/pace';
import type { Bench } from './bench';
import { processorTime, processorTimed, repeat, row, timed } from './bench';
import { generatePapers } from './generatePapers';

const facts = { hasNote: () => false };
const wish = {
	sort: [
		{ column: 'year', descending: true },
		{ column: 'title', descending: false },
	],
} as const;

/** So many rows are in sight. */
const inSight = 60;

/**
 * The library as a table: sorted by two columns until the first rows are ready, the same after a change of one paper, and for how long at
 * most nothing else can be done meanwhile.
 */
export const bench: Bench = {
	sizes: [1000, 10_000, 100_000],
	async rows(size) {
		const heads = [...generatePapers(size)].map(paper => headOf(paper));
		let longest = 0;
		let last = 0;
		const pause = () =>
			new Promise<void>(resolve => {
				longest = Math.max(longest, processorTime() - last);
				setTimeout(() => {
					last = processorTime();
					resolve();
				}, 0);
			});
		const firstRows = async (order: TableOrder, now: readonly Head[]) => {
			last = processorTime();
			const { groups } = await order.of(now, wish, new Pace(pause));
			const rows = new TableRows(groups);
			for (let at = 0; at < inSight; at += 1) {
				const shown = rows.at(at);
				usualArrangement.columns.forEach(({ name }) => shown?.kind === 'paper' && cellText(name, shown.head, facts));
			}
			longest = Math.max(longest, processorTime() - last);
		};
		const sorts = await repeat(() => timed(() => firstRows(new TableOrder(facts), heads)));
		const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
		const plain = await repeat(() =>
			timed(() => [...heads].sort((a, b) => (b.year ?? 0) - (a.year ?? 0) || collator.compare(a.title, b.title))),
		);
		const order = new TableOrder(facts);
		await firstRows(order, heads);
		const blocked = longest;
		const changes = await repeat(() => {
			const at = heads.length >> 1;
			const [one] = generatePapers(1);
			const now = one === undefined ? heads : heads.map((head, place) => (place === at ? headOf({ ...one, id: head.id }) : head));
			return processorTimed(() => firstRows(order, now));
		});
		return [
			row('table-sort', size, 'ms', sorts, { name: 'sorting in one go', values: plain }, size === 100_000 ? { mostRatio: 3 } : {}),
			row('table-change', size, 'ms', changes, undefined, { most: 50 }),
			row('table-blocked', size, 'ms', [blocked], undefined, { most: 50 }),
		];
	},
};
