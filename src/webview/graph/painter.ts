import type { GraphNode, TieKind } from '../../core/graph/graph';
import type { Camera } from '../../protocol/graph';
import { toScreen } from './camera';
import type { Size } from './camera';
import type { Palette } from './palette';
import type { Scene } from './scene';
import { radiusOf } from './scene';

/** How a scene is seen. */
export interface Look {
	readonly camera: Camera;
	readonly size: Size;
	/** The node with the ring of the keyboard or the pointer. */
	readonly marked: number | undefined;
	/** What stands out; everything does where it is `undefined`. */
	readonly emphasised: ReadonlySet<number> | undefined;
	readonly centre: number | undefined;
}

/** Draws ties, then nodes, then as many labels as have room. One path for each colour: thousands of nodes cost a few milliseconds. */
export function paint(context: CanvasRenderingContext2D, scene: Scene, look: Look, palette: Palette): void {
	const view = new View(scene, look);
	context.clearRect(0, 0, look.size.width, look.size.height);
	paintEdges(context, scene, look, palette, view);
	paintNodes(context, scene, look, palette, view);
	paintLabels(context, scene, look, palette, view);
	context.globalAlpha = 1;
}

/** How large a node is drawn at a zoom, in CSS pixels. */
export function drawnRadius(degree: number, scale: number): number {
	return Math.max(1.5, radiusOf(degree) * Math.min(1.6, Math.max(0.2, scale ** 0.7)));
}

/** Where each node is on the canvas. */
class View {
	readonly x: Float32Array;
	readonly y: Float32Array;

	constructor(
		{ nodes, positions }: Scene,
		private readonly look: Look,
	) {
		this.x = new Float32Array(nodes.length);
		this.y = new Float32Array(nodes.length);
		for (let at = 0; at < nodes.length; at += 1) {
			const { x, y } = toScreen(look.camera, look.size, { x: positions[2 * at] ?? 0, y: positions[2 * at + 1] ?? 0 });
			this.x[at] = x;
			this.y[at] = y;
		}
	}

	/** Not a number for a node that has no place yet, which is nowhere. */
	sees(at: number, margin: number): boolean {
		const x = this.x[at] ?? NaN;
		const y = this.y[at] ?? NaN;
		return x > -margin && y > -margin && x < this.look.size.width + margin && y < this.look.size.height + margin;
	}

	/** Whether a line between two nodes may cross the canvas. */
	seesLine(a: number, b: number): boolean {
		const [ax = NaN, ay = NaN, bx = NaN, by = NaN] = [this.x[a], this.y[a], this.x[b], this.y[b]];
		const { width, height } = this.look.size;
		return Math.max(ax, bx) > 0 && Math.max(ay, by) > 0 && Math.min(ax, bx) < width && Math.min(ay, by) < height;
	}
}

const dashes: Readonly<Record<TieKind, readonly number[]>> = { cites: [], links: [6, 4], tagged: [] };

function paintEdges(context: CanvasRenderingContext2D, { edges }: Scene, { emphasised, marked }: Look, palette: Palette, view: View): void {
	const strong = palette.isHighContrast ? 0.9 : 0.5;
	for (const kind of ['tagged', 'links', 'cites'] as const) {
		for (const isEmphasised of emphasised === undefined ? [true] : [false, true]) {
			context.beginPath();
			for (const { source, target, kind: own } of edges) {
				const standsOut =
					emphasised === undefined ||
					(emphasised.has(source) && emphasised.has(target) && (marked === undefined || source === marked || target === marked));
				if (own === kind && standsOut === isEmphasised && view.seesLine(source, target)) {
					context.moveTo(view.x[source] ?? 0, view.y[source] ?? 0);
					context.lineTo(view.x[target] ?? 0, view.y[target] ?? 0);
				}
			}
			context.strokeStyle = palette.edge;
			context.globalAlpha = isEmphasised ? (kind === 'tagged' ? strong * 0.6 : strong) : palette.isHighContrast ? 0.35 : 0.1;
			context.lineWidth = emphasised !== undefined && isEmphasised ? 1.6 : 1;
			// Dashes of thousands of lines cost more than the lines.
			context.setLineDash(edges.length < 2000 ? [...dashes[kind]] : []);
			context.stroke();
		}
	}
	context.setLineDash([]);
}

function paintNodes(context: CanvasRenderingContext2D, scene: Scene, look: Look, palette: Palette, view: View): void {
	const groups = new Map<string, number[]>();
	scene.nodes.forEach((node, at) => {
		if (view.sees(at, 30)) {
			const name = `${look.emphasised === undefined || look.emphasised.has(at) ? 1 : palette.isHighContrast ? 0.5 : 0.2}|${colourOf(node, palette)}`;
			const group = groups.get(name) ?? [];
			groups.set(name, group);
			group.push(at);
		}
	});
	for (const [name, group] of groups) {
		const [alpha = '1', colour = ''] = name.split('|');
		context.globalAlpha = Number(alpha);
		context.fillStyle = colour;
		context.beginPath();
		group.forEach(at => traceNode(context, scene, at, look.camera.scale, view));
		context.fill();
		paintRings(context, scene, group, look.camera.scale, palette, view);
	}
	for (const at of [look.centre, look.marked]) {
		if (at !== undefined && view.sees(at, 30)) {
			context.globalAlpha = 1;
			context.strokeStyle = at === look.marked ? palette.emphasis : palette.text;
			context.lineWidth = 2;
			context.beginPath();
			context.arc(view.x[at] ?? 0, view.y[at] ?? 0, drawnRadius(scene.degrees[at] ?? 0, look.camera.scale) + 4, 0, 2 * Math.PI);
			context.stroke();
		}
	}
}

/** Papers are discs, notes squares, tags diamonds: colour alone tells too few people. */
function traceNode(context: CanvasRenderingContext2D, { nodes, degrees }: Scene, at: number, scale: number, view: View): void {
	const [x = 0, y = 0] = [view.x[at], view.y[at]];
	const radius = drawnRadius(degrees[at] ?? 0, scale);
	const kind = nodes[at]?.kind;
	if (kind === 'tag') {
		context.moveTo(x, y - radius);
		context.lineTo(x + radius, y);
		context.lineTo(x, y + radius);
		context.lineTo(x - radius, y);
		context.closePath();
	} else if (kind === 'note' || radius < 2.5) {
		context.rect(x - radius * 0.9, y - radius * 0.9, radius * 1.8, radius * 1.8);
	} else {
		context.moveTo(x + radius, y);
		context.arc(x, y, radius, 0, 2 * Math.PI);
	}
}

/** A paper with a note has a dot in its middle. */
function paintRings(
	context: CanvasRenderingContext2D,
	{ nodes, degrees }: Scene,
	group: readonly number[],
	scale: number,
	palette: Palette,
	view: View,
): void {
	context.fillStyle = palette.background;
	context.beginPath();
	for (const at of group) {
		const node = nodes[at];
		const radius = drawnRadius(degrees[at] ?? 0, scale) * 0.4;
		if (node?.kind === 'paper' && node.hasNote && radius > 1) {
			context.moveTo((view.x[at] ?? 0) + radius, view.y[at] ?? 0);
			context.arc(view.x[at] ?? 0, view.y[at] ?? 0, radius, 0, 2 * Math.PI);
		}
	}
	context.fill();
}

export function colourOf(node: GraphNode, palette: Palette): string {
	return node.kind === 'paper' ? palette[node.status] : palette[node.kind];
}

/** In CSS pixels of the canvas. */
interface LabelBox {
	readonly left: number;
	readonly right: number;
	readonly top: number;
}

const mostLabels = 60;
const labelHeight = 15;

function paintLabels(context: CanvasRenderingContext2D, scene: Scene, look: Look, palette: Palette, view: View): void {
	context.font = `12px ${palette.font}`;
	context.textAlign = 'center';
	context.textBaseline = 'top';
	context.lineJoin = 'round';
	const taken: LabelBox[] = [];
	for (const at of labelOrder(scene, look, view)) {
		const [x = 0, y = 0] = [view.x[at], view.y[at]];
		const top = y + drawnRadius(scene.degrees[at] ?? 0, look.camera.scale) + 3;
		const text = labelOf(scene.nodes[at]);
		const half = widthOf(context, text) / 2 + 4;
		const isFree =
			taken.every(other => other.right < x - half || other.left > x + half || Math.abs(other.top - top) > labelHeight) &&
			!hidesNode(scene, look, view, at, { left: x - half, right: x + half, top });
		if (isFree || at === look.marked || at === look.centre) {
			taken.push({ left: x - half, right: x + half, top });
			context.globalAlpha = 1;
			context.strokeStyle = palette.background;
			context.lineWidth = 4;
			context.strokeText(text, x, top);
			context.fillStyle = palette.text;
			context.fillText(text, x, top);
		}
		if (taken.length >= mostLabels) {
			return;
		}
	}
}

/** Whether a label would lie over another node. Where there are hundreds that cannot be helped, and nobody can tell. */
function hidesNode({ nodes, degrees }: Scene, { camera }: Look, view: View, own: number, { left, right, top }: LabelBox): boolean {
	return (
		nodes.length < 300 &&
		nodes.some((_, at) => {
			const radius = drawnRadius(degrees[at] ?? 0, camera.scale) - 2;
			const [x = NaN, y = NaN] = [view.x[at], view.y[at]];
			return at !== own && x + radius > left && x - radius < right && y + radius > top && y - radius < top + labelHeight;
		})
	);
}

/** What is marked first, then what stands out, then what has most ties. Far away only what has several gets a name. */
function labelOrder({ nodes, degrees }: Scene, { marked, centre, emphasised, camera }: Look, view: View): readonly number[] {
	const least = camera.scale > 0.8 || nodes.length < 80 ? 0 : 3;
	const candidates = nodes.flatMap((_, at) => (view.sees(at, 0) && (emphasised?.has(at) ?? (degrees[at] ?? 0) >= least) ? [at] : []));
	const rank = (at: number) => (at === marked ? Infinity : at === centre ? 1e9 : (degrees[at] ?? 0));
	return candidates.sort((a, b) => rank(b) - rank(a)).slice(0, 3 * mostLabels);
}

function labelOf(node: GraphNode | undefined): string {
	const title = node === undefined ? '' : node.kind === 'tag' ? `#${node.title}` : node.title;
	const head = title.split(/:\s/, 1)[0] ?? title;
	const short = head.length <= 32 ? head : title;
	return short.length <= 32 ? short : `${short.slice(0, 31).trimEnd()}…`;
}

const widths = new Map<string, number>();

/** Measuring is slow, and the same labels come at every frame. */
function widthOf(context: CanvasRenderingContext2D, text: string): number {
	const known = widths.get(text);
	if (known !== undefined) {
		return known;
	}
	if (widths.size > 5000) {
		widths.clear();
	}
	const { width } = context.measureText(text);
	widths.set(text, width);
	return width;
}
