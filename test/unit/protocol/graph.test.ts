import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FromGraph, GraphState, ToGraph } from '../../../src/protocol/graph';
import { parseFromGraph, parseGraphState, parseToGraph, printToGraph } from '../../../src/protocol/graph';

const wish = { scope: 'near', centre: 'paper:a', filter: { tag: 't', status: 'read', from: 2019 } } as const;
const toGraph: readonly ToGraph[] = [
	{ type: 'reading' },
	{
		type: 'graph',
		graph: {
			nodes: [
				{ kind: 'paper', id: 'paper:a', key: 'a', title: 'A', byline: '', year: 2020, status: 'unread', tags: ['t'], hasNote: true },
				{ kind: 'note', id: 'note:b', path: 'b', title: 'B', tags: [] },
				{ kind: 'tag', id: 'tag:t', title: 't' },
			],
			edges: [{ source: 0, target: 2, kind: 'tagged' }],
			degrees: [1, 0, 1],
			total: 3,
			wish,
			tags: ['t'],
		},
	},
];
const fromGraph: readonly FromGraph[] = [{ type: 'ready' }, { type: 'wish', wish }, { type: 'open', id: 'paper:a' }];
const state: GraphState = { wish, asList: true, camera: { x: 1, y: 2, scale: 0.5 } };

describe("the graph's messages", () => {
	const written: readonly (readonly [string, readonly unknown[], (value: unknown) => unknown])[] = [
		['host', fromGraph, parseFromGraph],
		['next view', [state], parseGraphState],
		['view', toGraph, value => parseToGraph(JSON.stringify(value))],
	];
	for (const [name, messages, parse] of written) {
		it(`should reach the ${name} as they were sent`, () => {
			for (const message of messages) {
				assert.deepEqual(parse(JSON.parse(JSON.stringify(message))), message);
			}
		});

		it(`should not reach the ${name} when they are nonsense`, () => {
			fc.assert(fc.property(fc.anything(), nonsense => assert.equal(parse(nonsense), undefined)));
		});
	}

	it('should reach the view as texts, and nothing else should', () => {
		assert.deepEqual(
			toGraph.map(message => parseToGraph(printToGraph(message))),
			toGraph,
		);
		fc.assert(
			fc.property(fc.oneof(fc.anything(), fc.string(), fc.constant(toGraph[0])), nonsense =>
				assert.equal(parseToGraph(nonsense), undefined),
			),
		);
	});

	it('should do without what is not known', () => {
		const [, message] = toGraph;
		const text = JSON.stringify(message).replace('"year":2020,', '').replace(',"from":2019', '');
		assert.notEqual(parseToGraph(text), undefined);
		assert.notEqual(parseGraphState({ wish, asList: false }), undefined);
	});

	it('should not take another status, kind or scope', () => {
		for (const [a, b] of [
			['"unread"', '"lost"'],
			['"kind":"note"', '"kind":"thing"'],
			['"near"', '"far"'],
			['"tagged"', '"hates"'],
		] as const) {
			assert.equal(parseToGraph(JSON.stringify(toGraph[1]).replace(a, b)), undefined, b);
		}
	});
});
