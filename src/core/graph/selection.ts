import type { Pace } from '../work/pace';
import type { Status } from '../paper/paper';
import type { Graph, GraphEdge, GraphNode } from './graph';
import { Neighbours } from './neighbours';

/** What of the graph the user wants to see. */
export interface GraphWish {
	/** Around one node, or everything. */
	readonly scope: 'near' | 'all';
	/** The id of the node in the middle; empty for none. */
	readonly centre: string;
	readonly filter: GraphFilter;
}

/**
 * Empty texts and `undefined` years ask for nothing. Notes pass the filters of papers' fields; a tag passes where something that has it
 * does.
 */
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

/**
 * The part of a graph that a wish asks for: the neighbourhood, closest first, or all, those with most ties first, as far as there is room.
 */
export async function selectGraph(graph: Graph, { scope, centre, filter }: GraphWish, pace: Pace): Promise<SelectedGraph> {
	const neighbours = await Neighbours.in(graph, pace);
	const isShown = graph.nodes.map(node => node.kind !== 'tag' && fits(node, filter));
	await pace.rest();
	for (const [at, node] of graph.nodes.entries()) {
		if (node.kind === 'tag') {
			isShown[at] = neighbours.of(at).some(other => isShown[other] === true);
		}
	}
	const middle = scope === 'near' ? graph.nodes.findIndex(({ id }) => id === centre) : -1;
	if (middle >= 0) {
		isShown[middle] = true;
	}
	await pace.rest();
	const { chosen, total } = middle >= 0 ? around(middle, neighbours, isShown) : byTies(neighbours, isShown);
	await pace.rest();
	return { ...(await partOf(graph, chosen, pace)), total, degrees: chosen.map(at => neighbours.count(at)) };
}

function fits(node: Exclude<GraphNode, { kind: 'tag' }>, { tag, status, from, to }: GraphFilter): boolean {
	const isTagged = tag === '' || node.tags.includes(tag);
	if (node.kind === 'note') {
		return isTagged;
	}
	const isOfYears =
		(from === undefined || (node.year !== undefined && node.year >= from)) &&
		(to === undefined || (node.year !== undefined && node.year <= to));
	return isTagged && isOfYears && (status === '' || node.status === status);
}

interface Choice {
	readonly chosen: readonly number[];
	/** How many there are to choose from. */
	readonly total: number;
}

/** Two steps far. A tag that half the library has says nothing of its papers: it is shown, and nothing behind it. */
function around(middle: number, neighbours: Neighbours, isShown: readonly boolean[]): Choice {
	const found = new Set([middle]);
	let edge = [middle];
	for (let step = 0; step < 2; step += 1) {
		const next: number[] = [];
		for (const at of edge) {
			if (at !== middle && neighbours.count(at) > broad) {
				continue;
			}
			for (const other of neighbours.of(at)) {
				if (isShown[other] === true && !found.has(other) && found.size < mostNeighbours) {
					found.add(other);
					next.push(other);
				}
			}
		}
		edge = next;
	}
	return { chosen: [...found], total: found.size };
}

const broad = 40;

function byTies(neighbours: Neighbours, isShown: readonly boolean[]): Choice {
	const shown: number[] = [];
	isShown.forEach((is, at) => {
		if (is) {
			shown.push(at);
		}
	});
	const chosen =
		shown.length <= mostNodes ? shown : mostTied(shown, neighbours).sort((a, b) => neighbours.count(b) - neighbours.count(a) || a - b);
	return { chosen, total: shown.length };
}

/** Those with most ties, the first ones of equals, as many as there is room for. To put all in order takes ten times as long. */
function mostTied(shown: readonly number[], neighbours: Neighbours): number[] {
	const withSo: number[] = [];
	for (const at of shown) {
		const count = neighbours.count(at);
		withSo[count] = (withSo[count] ?? 0) + 1;
	}
	let room = mostNodes;
	let enough = withSo.length;
	while (enough > 0 && (withSo[enough - 1] ?? 0) <= room) {
		enough -= 1;
		room -= withSo[enough] ?? 0;
	}
	return shown.filter(at => {
		const count = neighbours.count(at);
		if (count === enough - 1 && room > 0) {
			room -= 1;
			return true;
		}
		return count >= enough;
	});
}

async function partOf(graph: Graph, chosen: readonly number[], pace: Pace): Promise<Graph> {
	const places = new Int32Array(graph.nodes.length).fill(-1);
	chosen.forEach((at, place) => {
		places[at] = place;
	});
	const edges: GraphEdge[] = [];
	await pace.each(graph.edges, edge => {
		const source = places[edge.source] ?? -1;
		const target = places[edge.target] ?? -1;
		if (source >= 0 && target >= 0) {
			edges.push({ source, target, kind: edge.kind });
		}
	});
	return { nodes: chosen.flatMap(at => graph.nodes[at] ?? []), edges };
}
