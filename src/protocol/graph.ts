import { parseJson } from '../core/data/json';
import type { GraphEdge, GraphNode } from '../core/graph/graph';
import type { GraphFilter, GraphWish } from '../core/graph/selection';
import { statuses } from '../core/paper/paper';
import type { Guard } from './shapes';
import { isFiniteNumber, isFlag, isText, listOf, oneOf, optional, parsed, record, union } from './shapes';

/** What the graph's host tells the view. */
export type ToGraph =
	/** The files of the workspace are being read. */
	{ readonly type: 'reading' } | { readonly type: 'graph'; readonly graph: ShownGraph };

/** What is to be drawn, and what was wished for. */
export interface ShownGraph {
	readonly nodes: readonly GraphNode[];
	readonly edges: readonly GraphEdge[];
	/** How many ties each node has, also to what is not shown. */
	readonly degrees: readonly number[];
	/** How many nodes would be shown if there were room. */
	readonly total: number;
	readonly wish: GraphWish;
	/** Every tag there is, for choosing. */
	readonly tags: readonly string[];
}

/** What the user asks for in the view. */
export type FromGraph =
	| { readonly type: 'ready' }
	| { readonly type: 'wish'; readonly wish: GraphWish }
	/** By the node's id. */
	| { readonly type: 'open'; readonly id: string };

/** What the view keeps across reloads of the window. */
export interface GraphState {
	readonly wish: GraphWish;
	readonly asList: boolean;
	/** The world's point in the middle of the canvas, and CSS pixels for each of its units; `undefined` where all is in sight. */
	readonly camera: Camera | undefined;
}

export interface Camera {
	readonly x: number;
	readonly y: number;
	readonly scale: number;
}

/** A message as one text: VS Code looks at every value of an object one by one, and a graph has 100,000. */
export function printToGraph(message: ToGraph): string {
	return JSON.stringify(message);
}

/** What {@link printToGraph} made a text of; `undefined` for anything else. */
export function parseToGraph(value: unknown): ToGraph | undefined {
	return isText(value) ? parsed(isToGraph, parseJson(value)) : undefined;
}

/** `undefined` for anything that is not such a message. */
export function parseFromGraph(value: unknown): FromGraph | undefined {
	return parsed(isFromGraph, value);
}

/** `undefined` for anything that is not such a state. */
export function parseGraphState(value: unknown): GraphState | undefined {
	return parsed(isGraphState, value);
}

const isFilter: Guard<GraphFilter> = record<GraphFilter>({
	tag: isText,
	status: oneOf(['', ...statuses]),
	from: optional(isFiniteNumber),
	to: optional(isFiniteNumber),
});
const isWish = record<GraphWish>({ scope: oneOf(['near', 'all']), centre: isText, filter: isFilter });

const isNode: Guard<GraphNode> = union<'kind', GraphNode>('kind', {
	paper: record({
		kind: oneOf(['paper']),
		id: isText,
		key: isText,
		title: isText,
		byline: isText,
		year: optional(isFiniteNumber),
		status: oneOf(statuses),
		tags: listOf(isText),
		hasNote: isFlag,
	}),
	note: record({ kind: oneOf(['note']), id: isText, path: isText, title: isText, tags: listOf(isText) }),
	tag: record({ kind: oneOf(['tag']), id: isText, title: isText }),
});

const isEdge = record<GraphEdge>({ source: isFiniteNumber, target: isFiniteNumber, kind: oneOf(['cites', 'links', 'tagged']) });

const isToGraph = union<'type', ToGraph>('type', {
	reading: record({ type: oneOf(['reading']) }),
	graph: record({
		type: oneOf(['graph']),
		graph: record<ShownGraph>({
			nodes: listOf(isNode),
			edges: listOf(isEdge),
			degrees: listOf(isFiniteNumber),
			total: isFiniteNumber,
			wish: isWish,
			tags: listOf(isText),
		}),
	}),
});

const isFromGraph = union<'type', FromGraph>('type', {
	ready: record({ type: oneOf(['ready']) }),
	wish: record({ type: oneOf(['wish']), wish: isWish }),
	open: record({ type: oneOf(['open']), id: isText }),
});

const isGraphState = record<GraphState>({
	wish: isWish,
	asList: isFlag,
	camera: optional(record<Camera>({ x: isFiniteNumber, y: isFiniteNumber, scale: isFiniteNumber })),
});
