import assert from 'node:assert/strict';
import fc from 'fast-check';
import { buildGraph } from '../../../src/core/graph/graph';
import type { Graph, GraphEdge, GraphNode, GraphNote, GraphSource, GraphTie } from '../../../src/core/graph/graph';
import type { GraphWish } from '../../../src/core/graph/selection';
import { mostNodes, noFilter, selectGraph } from '../../../src/core/graph/selection';
import type { Head } from '../../../src/core/paper/head';
import { Pace } from '../../../src/core/work/pace';
import { whileTimeFlies } from '../../fakes/flyingTime';
import { headOf } from '../../fakes/head';

const head = (key: string, more: Partial<Head> = {}) => headOf(key, { title: key.toUpperCase(), authors: 'Song', year: 2020, ...more });
const note = (name: string, more: Partial<GraphNote> = {}): GraphNote => ({
	path: `/${name}.md`,
	name,
	citationKey: undefined,
	title: undefined,
	headings: [],
	tags: [],
	...more,
});
const tie = (from: string, target: string, kind = 'citation', to?: string): GraphTie => ({ from: `/${from}.md`, to, target, kind });

const edgesOf = ({ nodes, edges }: Graph) => edges.map(({ source, target, kind }) => `${nodes[source]?.id} ${kind} ${nodes[target]?.id}`);
const idsOf = ({ nodes }: Graph) => nodes.map(({ id }) => id);

const pace = new Pace(() => Promise.resolve());
const build = (source: GraphSource) => buildGraph(source, pace);
const select = (graph: Graph, wish: GraphWish) => selectGraph(graph, wish, pace);

describe('buildGraph', () => {
	it('should tie papers, notes and tags', async () => {
		const graph = await build({
			heads: [head('a', { tags: ['t'] }), head('b', { aliases: ['old'] })],
			notes: [note('draft', { headings: [{ text: 'My Draft' }], tags: ['t'] }), note('lone')],
			ties: [tie('draft', 'a'), tie('draft', 'OLD'), tie('draft', 'nobody'), tie('draft', 'a')],
		});
		assert.deepEqual(idsOf(graph), ['paper:a', 'tag:t', 'paper:b', 'note:/draft.md']);
		assert.equal(graph.nodes.at(-1)?.title, 'My Draft');
		assert.deepEqual(edgesOf(graph), [
			'paper:a tagged tag:t',
			'note:/draft.md tagged tag:t',
			'note:/draft.md cites paper:a',
			'note:/draft.md cites paper:b',
		]);
	});

	it("should take a paper's own note for the paper", async () => {
		const graph = await build({
			heads: [head('a'), head('b')],
			notes: [note('a'), note('other', { citationKey: 'b' })],
			ties: [tie('a', 'b'), tie('other', 'a', 'wikilink', '/a.md'), tie('a', 'a')],
		});
		assert.deepEqual(idsOf(graph), ['paper:a', 'paper:b']);
		assert.deepEqual(edgesOf(graph), ['paper:a cites paper:b', 'paper:b links paper:a']);
		assert.deepEqual(
			graph.nodes.map(node => node.kind === 'paper' && node.hasNote),
			[true, true],
		);
	});
});

describe('selectGraph', () => {
	const chain = build({
		heads: ['a', 'b', 'c', 'd'].map(key => head(key)),
		notes: ['a', 'b', 'c'].map(name => note(name)),
		ties: [tie('a', 'b'), tie('b', 'c'), tie('c', 'd')],
	});

	it('should show two steps around the one in the middle, closest first', async () => {
		assert.deepEqual(idsOf(await select(await chain, { scope: 'near', centre: 'paper:a', filter: noFilter })), [
			'paper:a',
			'paper:b',
			'paper:c',
		]);
	});

	it('should show all where nothing is in the middle', async () => {
		assert.equal((await select(await chain, { scope: 'near', centre: 'paper:gone', filter: noFilter })).nodes.length, 4);
		assert.equal((await select(await chain, { scope: 'all', centre: 'paper:a', filter: noFilter })).nodes.length, 4);
	});

	it('should filter by tag, status and years, and keep the tags of what is left', async () => {
		const graph = await build({
			heads: [head('a', { tags: ['t', 'u'], status: 'read', year: 2018 }), head('b', { tags: ['v'] }), head('c', { year: undefined })],
			notes: [],
			ties: [],
		});
		const ids = async (filter: object) => idsOf(await select(graph, { scope: 'all', centre: '', filter: { ...noFilter, ...filter } }));
		assert.deepEqual(await ids({ tag: 't' }), ['paper:a', 'tag:t', 'tag:u']);
		assert.deepEqual(await ids({ status: 'read' }), ['paper:a', 'tag:t', 'tag:u']);
		assert.deepEqual(await ids({ from: 2019 }), ['paper:b', 'tag:v']);
		assert.deepEqual(await ids({ from: 2018, to: 2018 }), ['paper:a', 'tag:t', 'tag:u']);
	});

	it('should not look behind a tag that everything has', async () => {
		const many = Array.from({ length: 60 }, (_, index) => head(`p${index}`, { tags: ['all'] }));
		assert.deepEqual(
			idsOf(await select(await build({ heads: many, notes: [], ties: [] }), { scope: 'near', centre: 'paper:p3', filter: noFilter })),
			['paper:p3', 'tag:all'],
		);
	});

	it('should draw those with most ties where there are too many, and count all', async () => {
		const heads = Array.from({ length: mostNodes + 100 }, (_, index) => head(`p${index}`));
		const graph = await build({
			heads,
			notes: [note('survey')],
			ties: Array.from({ length: 50 }, (_, index) => tie('survey', `p${index + mostNodes}`)),
		});
		const selected = await select(graph, { scope: 'all', centre: '', filter: noFilter });
		assert.deepEqual([selected.nodes.length, selected.total, selected.degrees[0]], [mostNodes, mostNodes + 101, 50]);
		assert.equal(selected.edges.length, 50);
	});

	it('should only ever have edges between nodes that are there, and know how many others each is tied to', async () => {
		const keys = ['a', 'b', 'c', 'd', 'e'];
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.tuple(fc.constantFrom(...keys), fc.constantFrom(...keys))),
				fc.constantFrom('near', 'all'),
				fc.constantFrom('', 'read', 'unread'),
				async (pairs, scope, status) => {
					const graph = await build({
						heads: keys.map((key, index) => head(key, { status: index % 2 === 0 ? 'read' : 'unread' })),
						notes: keys.map(key => note(key)),
						ties: pairs.map(([from, to]) => tie(from, to)),
					});
					const { nodes, edges, degrees } = await select(graph, { scope, centre: 'paper:a', filter: { tag: '', status } });
					assert.ok(edges.every(({ source, target }) => nodes[source] !== undefined && nodes[target] !== undefined));
					const othersOf = (key: string) => new Set(pairs.flatMap(([a, b]) => (a === b ? [] : a === key ? [b] : b === key ? [a] : [])));
					assert.deepEqual(
						degrees,
						nodes.map(node => (node.kind === 'paper' ? othersOf(node.key).size : NaN)),
					);
				},
			),
		);
	});

	it('should choose as putting all in order would (property)', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: mostNodes + 1, maxLength: mostNodes + 50 }), async counts => {
				const nodes = counts.map((_, at): GraphNode => ({ kind: 'note', id: `note:${at}`, path: '', title: '', tags: [] }));
				const edges = counts.flatMap((count, source) =>
					Array.from({ length: count }, (_, step): GraphEdge => ({ source, target: (source + 1 + step) % nodes.length, kind: 'links' })),
				);
				const degrees = nodes.map(() => new Set<number>());
				edges.forEach(({ source, target }) => {
					degrees[source]?.add(target);
					degrees[target]?.add(source);
				});
				const sorted = nodes
					.map((_, at) => at)
					.sort((a, b) => (degrees[b]?.size ?? 0) - (degrees[a]?.size ?? 0) || a - b)
					.slice(0, mostNodes);
				const selected = await select({ nodes, edges }, { scope: 'all', centre: '', filter: noFilter });
				assert.deepEqual(
					idsOf(selected),
					sorted.map(at => `note:${at}`),
				);
				assert.deepEqual(
					selected.degrees,
					sorted.map(at => degrees[at]?.size),
				);
			}),
			{ numRuns: 10 },
		);
	});

	it('should give way to the host while it builds and chooses', async () => {
		let pauses = 0;
		await whileTimeFlies(async () => {
			const resting = new Pace(() => Promise.resolve(void (pauses += 1)));
			const graph = await buildGraph(
				{ heads: Array.from({ length: 1000 }, (_, index) => head(`p${index}`, { tags: ['t'] })), notes: [], ties: [] },
				resting,
			);
			assert.ok(pauses > 20, String(pauses));
			pauses = 0;
			await selectGraph(graph, { scope: 'all', centre: '', filter: noFilter }, resting);
			assert.ok(pauses > 2, String(pauses));
		});
	});
});
