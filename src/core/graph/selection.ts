import type { Status } from '../paper';
import type { Graph, GraphEdge, GraphNode } from './graph';

/** What of the graph the user wants to see. */
export interface GraphWish {
	/** Around one node, or everything. */
	readonly scope: 'near' | 'all';
	/** The id of the node in the middle; empty for none. */
	readonly centre: string;
	readonly filter: GraphFilter;
}

/** Empty texts and `undefined` years ask for nothing. Notes pass the filters of papers' fields; a tag passes where something that has it does. */
export interface GraphFilter {
	readonly tag: string;
	readonly status: Status | '';
	/** Both years count as within. */
	readonly from?: number | undefined;
	readonly to?: number | undefined;
}

export const noFilter: GraphFilter = { tag: '', status: '' };

export interface SelectedGraph extends Graph {
	/** How many nodes fit the wish; more than are there where there were too many to draw. */
	readonly total: number;
	/** How many ties each node has in the whole graph. */
	readonly degrees: readonly number[];
}

/** No screen shows more with profit; see the figures of the layout. */
export const mostNodes = 5000;

/** So many nodes make a neighbourhood that can be read. */
const mostNeighbours = 150;

/** The part of a graph that a wish asks for: the neighbourhood, closest first, or all, those with most ties first, as far as there is room. */
export function selectGraph(graph: Graph, { scope, centre, filter }: GraphWish): SelectedGraph {
	const ties = neighboursOf(graph);
	const passes = graph.nodes.map(node => fits(node, filter));
	const isShown = graph.nodes.map((node, at) => (node.kind === 'tag' ? (ties[at] ?? []).some(other => passes[other] === true) : passes[at] === true));
	const middle = scope === 'near' ? graph.nodes.findIndex(({ id }) => id === centre) : -1;
	if (middle >= 0) {
		isShown[middle] = true;
	}
	const wanted = middle >= 0 ? around(middle, ties, isShown) : byTies(ties, isShown);
	const chosen = wanted.slice(0, mostNodes);
	return { ...partOf(graph, chosen), total: wanted.length, degrees: chosen.map(at => ties[at]?.length ?? 0) };
}

function fits(node: GraphNode, { tag, status, from, to }: GraphFilter): boolean {
	if (node.kind === 'tag') {
		return true;
	}
	const isTagged = tag === '' || node.tags.includes(tag);
	if (node.kind === 'note') {
		return isTagged;
	}
	const isOfYears = (from === undefined || (node.year !== undefined && node.year >= from)) && (to === undefined || (node.year !== undefined && node.year <= to));
	return isTagged && isOfYears && (status === '' || node.status === status);
}

function neighboursOf({ nodes, edges }: Graph): readonly (readonly number[])[] {
	const neighbours = nodes.map((): Set<number> => new Set());
	for (const { source, target } of edges) {
		neighbours[source]?.add(target);
		neighbours[target]?.add(source);
	}
	return neighbours.map(set => [...set]);
}

/** Two steps far. A tag that half the library has says nothing of its papers: it is shown, and nothing behind it. */
function around(middle: number, ties: readonly (readonly number[])[], isShown: readonly boolean[]): readonly number[] {
	const found = new Set([middle]);
	let edge = [middle];
	for (let step = 0; step < 2; step += 1) {
		const next: number[] = [];
		for (const at of edge) {
			const neighbours = ties[at] ?? [];
			if (at !== middle && neighbours.length > broad) {
				continue;
			}
			for (const other of neighbours) {
				if (isShown[other] === true && !found.has(other) && found.size < mostNeighbours) {
					found.add(other);
					next.push(other);
				}
			}
		}
		edge = next;
	}
	return [...found];
}

const broad = 40;

function byTies(ties: readonly (readonly number[])[], isShown: readonly boolean[]): readonly number[] {
	const shown = ties.flatMap((_, at) => (isShown[at] === true ? [at] : []));
	return shown.length <= mostNodes ? shown : shown.sort((a, b) => (ties[b]?.length ?? 0) - (ties[a]?.length ?? 0) || a - b);
}

function partOf(graph: Graph, chosen: readonly number[]): Graph {
	const places = new Map(chosen.map((at, place) => [at, place]));
	const edges = graph.edges.flatMap(({ source, target, kind }): readonly GraphEdge[] => {
		const from = places.get(source);
		const to = places.get(target);
		return from === undefined || to === undefined ? [] : [{ source: from, target: to, kind }];
	});
	return { nodes: chosen.flatMap(at => graph.nodes[at] ?? []), edges };
}
