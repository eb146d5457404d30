import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ShownGraph } from '../../../src/protocol/graph';
import { moved, seeingAll, toScreen, toWorld, zoomedAt } from '../../../src/webview/graph/camera';
import { matches, sceneOf } from '../../../src/webview/graph/scene';
import { LayoutSimulation } from '../../../src/webview/graph/simulation';
import { nodeTowards } from '../../../src/webview/graph/walking';

const size = { width: 800, height: 600 };
const within = (bound: number) => fc.double({ min: -bound, max: bound, noNaN: true });
const near = (a: { x: number; y: number }, b: { x: number; y: number }) =>
	assert.ok(Math.hypot(a.x - b.x, a.y - b.y) < 1e-6 * (1 + Math.hypot(a.x, a.y)), JSON.stringify([a, b]));
const shown = (ids: readonly string[], pairs: readonly (readonly [number, number])[]): ShownGraph => ({
	nodes: ids.map(id => ({ kind: 'tag', id, title: id })),
	edges: pairs.map(([source, target]) => ({ source, target, kind: 'tagged' })),
	degrees: ids.map(() => 1),
	total: ids.length,
	wish: { scope: 'all', centre: '', filter: { tag: '', status: '' } },
	tags: [],
});

describe("the graph's camera", () => {
	const camera = fc.record({ x: within(1e4), y: within(1e4), scale: fc.double({ min: 0.1, max: 5, noNaN: true }) });
	const point = fc.record({ x: within(1e3), y: within(1e3) });

	it('should go back and forth between canvas and world', () => {
		fc.assert(fc.property(camera, point, (eye, at) => near(toScreen(eye, size, toWorld(eye, size, at)), at)));
	});

	it('should zoom around a point, and move with the pointer', () => {
		fc.assert(
			fc.property(camera, point, fc.double({ min: 0.5, max: 2, noNaN: true }), (eye, at, factor) =>
				near(toWorld(zoomedAt(eye, size, at, factor), size, at), toWorld(eye, size, at)),
			),
		);
		near(toScreen(moved({ x: 0, y: 0, scale: 2 }, 10, -4), size, { x: 0, y: 0 }), { x: 410, y: 296 });
	});

	it('should see all', () => {
		const eye = seeingAll(new Float32Array([-1000, 0, 1000, 500]), size);
		for (const at of [
			{ x: -1000, y: 0 },
			{ x: 1000, y: 500 },
		]) {
			const { x, y } = toScreen(eye, size, at);
			assert.ok(x > 0 && y > 0 && x < size.width && y < size.height);
		}
		assert.deepEqual(seeingAll(new Float32Array(), size), { x: 0, y: 0, scale: 1 });
	});
});

describe("the graph's scene", () => {
	it('should leave what stays where it was', () => {
		const before = { ...sceneOf(shown(['a', 'b'], []), undefined), positions: new Float32Array([1, 2, 3, 4]) };
		const { positions, neighbours } = sceneOf(shown(['c', 'b'], [[0, 1]]), before);
		assert.deepEqual(
			[[...positions], neighbours],
			[
				[NaN, NaN, 3, 4],
				[[1], [0]],
			],
		);
	});

	it('should find nodes by all words of what is sought', () => {
		const node = {
			kind: 'paper',
			id: 'p',
			key: 'song2021',
			title: 'Score-Based Models',
			byline: 'Song et al., 2021',
			year: 2021,
			status: 'read',
			tags: ['sde'],
			hasNote: false,
		} as const;
		assert.deepEqual(
			[['score', '2021'], ['sde'], ['score', 'lora'], []].map(words => matches(node, words)),
			[true, true, false, true],
		);
	});

	it('should walk to the nearest node in a direction', () => {
		const scene = {
			...sceneOf(shown(['a', 'b', 'c', 'd'], []), undefined),
			degrees: [1, 5, 1, 1],
			positions: new Float32Array([0, 0, 10, 1, 20, 0, 0, 10]),
		};
		const walk = (from: number | undefined, direction: 'left' | 'right' | 'up' | 'down') => nodeTowards(scene, from, direction, () => true);
		assert.deepEqual(
			[walk(0, 'right'), walk(1, 'right'), walk(0, 'down'), walk(0, 'up'), walk(2, 'left'), walk(undefined, 'left')],
			[1, 2, 3, undefined, 1, 1],
		);
	});
});

describe("the graph's layout", () => {
	it('should come to rest, with ties shorter than the way to strangers', () => {
		const layout = new LayoutSimulation({ count: 4, ties: new Int32Array([0, 1, 2, 3]), positions: new Float32Array(8).fill(NaN) });
		let steps = 0;
		while (layout.step()) {
			steps += 1;
		}
		const at = layout.positions();
		const way = (a: number, b: number) => Math.hypot((at[2 * a] ?? 0) - (at[2 * b] ?? 0), (at[2 * a + 1] ?? 0) - (at[2 * b + 1] ?? 0));
		assert.ok(steps < 400 && way(0, 1) < way(0, 2) && way(2, 3) < way(1, 3));
	});

	it('should hold a node where it is put', () => {
		const layout = new LayoutSimulation({ count: 2, ties: new Int32Array([0, 1]), positions: new Float32Array([0, 0, 10, 0]) });
		layout.hold(0, 100, 50);
		layout.step();
		assert.deepEqual([...layout.positions().subarray(0, 2)], [100, 50]);
	});
});
