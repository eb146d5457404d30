import { localize } from '../../core/data/localize';
import type { GraphEdge, GraphNode } from '../../core/graph/graph';
import type { ShownGraph } from '../../protocol/graph';

/** A graph with places. */
export interface Scene {
	readonly nodes: readonly GraphNode[];
	readonly edges: readonly GraphEdge[];
	readonly degrees: readonly number[];
	/** Places of the nodes that each node is tied to. */
	readonly neighbours: readonly (readonly number[])[];
	/** `x` and `y` for each node. */
	readonly positions: Float32Array;
}

/** The scene of a new graph: what was on the stage before stays where it was, what is new has no place yet. */
export function sceneOf({ nodes, edges, degrees }: ShownGraph, before: Scene | undefined): Scene {
	const known = new Map(before?.nodes.map(({ id }, at) => [id, at]));
	const positions = new Float32Array(2 * nodes.length).fill(NaN);
	nodes.forEach(({ id }, at) => {
		const old = known.get(id);
		if (before !== undefined && old !== undefined) {
			positions.set(before.positions.subarray(2 * old, 2 * old + 2), 2 * at);
		}
	});
	const neighbours = nodes.map((): number[] => []);
	for (const { source, target } of edges) {
		neighbours[source]?.push(target);
		neighbours[target]?.push(source);
	}
	return { nodes, edges, degrees, positions, neighbours: neighbours.map(list => [...new Set(list)]) };
}

/** Whether a node says any of what is sought, all words of it. */
export function matches(node: GraphNode, words: readonly string[]): boolean {
	const text = (node.kind === 'paper' ? [node.title, node.byline, node.key, ...node.tags] : [node.title]).join(' ').toLowerCase();
	return words.every(word => text.includes(word));
}

/** The node's radius in units of the world: what has many ties is larger. */
export function radiusOf(degree: number): number {
	return Math.min(18, 4 + 1.6 * Math.sqrt(degree));
}

/** `paper, unread, Song et al., 2021, has a note, 4 connections`: what a node is, in words. */
export function describe(node: GraphNode, degree: number): string {
	const facts = node.kind === 'paper' ? ['paper', node.status, node.byline, node.hasNote ? localize('has a note') : ''] : [node.kind];
	return [...facts, degree === 1 ? '1 connection' : `${degree} connections`].filter(fact => fact !== '').join(', ');
}
