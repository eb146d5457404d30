import { localize } from '../../core/data/localize';
import type { GraphWish } from '../../core/graph/selection';
import { noFilter } from '../../core/graph/selection';
import type { FromGraph, GraphState, ShownGraph, ToGraph } from '../../protocol/graph';
import { button, element } from '../shared/element';
import { moved, toScreen, zoomedAt } from './camera';
import type { Point } from './camera';
import { Controls } from './controls';
import { listenToPointer } from './gestures';
import { Layout } from './layout';
import { NodeList } from './nodeList';
import { onThemeChange, readPalette } from './palette';
import type { Scene } from './scene';
import { describe, matches, sceneOf } from './scene';
import { Stage } from './stage';
import { nodeTowards } from './walking';
import type { Direction } from './walking';
import { tableOf } from '../../core/data/table';

export interface GraphPorts {
	send(message: FromGraph): void;
	keep(state: GraphState): void;
}

const arrows = tableOf<Direction>({ ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' });

/** The whole view: it draws the graph it is sent, or lists it, and reports what the user wants to see and open. */
export class GraphView {
	private shown: ShownGraph | undefined;
	private scene: Scene | undefined;
	private marked: number | undefined;
	private words: readonly string[] = [];
	private asList: boolean;
	private isDragging = false;
	private readonly stage = new Stage(readPalette());
	private readonly layout = new Layout((positions, isAtRest) => this.move(positions, isAtRest));
	private readonly list = new NodeList({ open: at => this.open(at), centre: at => this.centre(at) });
	private readonly controls = new Controls({
		wish: wish => this.wish(wish),
		seek: query => this.seek(query),
		next: () => this.goToNext(),
		toggleList: () => this.toggleList(),
		zoom: factor => this.zoom(factor),
		fit: () => this.fit(),
	});
	private readonly count = element('p', { class: 'count', role: 'status' });
	private readonly facts = element('p', { class: 'facts', role: 'status' });
	private readonly empty = element('div', { class: 'empty', hidden: true });

	/** @param kept how the user had it before the view was made anew */
	constructor(
		body: HTMLElement,
		kept: GraphState | undefined,
		private readonly ports: GraphPorts,
	) {
		this.asList = kept?.asList ?? false;
		this.stage.look(kept?.camera);
		const help = element(
			'p',
			{ id: 'graph-help', class: 'hidden' },
			localize('Arrow keys move between nodes, Enter opens, C shows connections, plus and minus zoom, L shows a list.'),
		);
		this.stage.canvas.setAttribute('aria-label', localize('Graph of papers, notes and tags'));
		body.append(
			this.controls.element,
			element('main', {}, element('h1', { class: 'hidden' }, localize('Graph')), this.stage.canvas, this.list.element, this.empty, help),
			element('footer', {}, this.facts, legend(), this.count),
		);
		listenToPointer(this.stage, {
			hover: at => this.mark(at, false),
			press: at => this.open(at),
			drag: (at, to) => this.drag(at, to),
			drop: at => {
				this.isDragging = false;
				this.layout.release(at);
			},
			look: () => this.keep(),
		});
		this.stage.canvas.addEventListener('keydown', event => this.keyOnCanvas(event));
		document.addEventListener('keydown', event => this.keyAnywhere(event));
		onThemeChange(() => this.stage.useColours(readPalette()));
		this.applyList();
	}

	receive(message: ToGraph): void {
		switch (message.type) {
			case 'reading':
				this.count.textContent = localize('Reading the workspace…');
				return;
			case 'graph':
				this.show(message.graph);
				return;
			default:
				message satisfies never;
		}
	}

	private show(graph: ShownGraph): void {
		const markedId = this.marked === undefined ? undefined : this.scene?.nodes[this.marked]?.id;
		this.shown = graph;
		this.scene = sceneOf(graph, this.scene);
		this.marked = placeOf(this.scene, markedId);
		this.controls.show(graph);
		this.count.textContent = countText(graph);
		this.showEmpty(graph);
		this.draw();
		this.layout.arrange(graph.edges, this.scene.positions);
		this.keep();
	}

	private showEmpty({ nodes, wish }: ShownGraph): void {
		this.empty.hidden = nodes.length > 0;
		const isFiltered = JSON.stringify({ ...noFilter, ...wish.filter }) !== JSON.stringify(noFilter);
		this.empty.replaceChildren(
			...(isFiltered
				? [
						element('p', {}, localize('Nothing matches the filter.')),
						button({ class: 'choice' }, () => this.wish({ ...wish, filter: noFilter }), localize('Clear Filter')),
					]
				: [element('p', {}, localize('Nothing to show yet. Papers appear here once the library has some.'))]),
		);
	}

	private move(positions: Float32Array, isAtRest: boolean): void {
		const shows = isAtRest || this.isDragging || !prefersReducedMotion();
		if (shows && this.scene !== undefined && positions.length === this.scene.positions.length) {
			this.scene = { ...this.scene, positions };
			this.paint();
			document.body.dataset['layout'] = isAtRest ? 'at rest' : 'moving';
		}
	}

	private draw(): void {
		this.paint();
		if (this.scene !== undefined && this.asList) {
			const { nodes } = this.scene;
			this.list.show(this.scene, at => this.words.length === 0 || isSought(nodes[at], this.words));
		}
	}

	private paint(): void {
		if (this.scene !== undefined) {
			this.stage.show(this.scene, { marked: this.marked, emphasised: this.emphasised(this.scene), centre: this.centrePlace(this.scene) });
		}
	}

	/** What is marked and its neighbours; else what is sought. */
	private emphasised({ nodes, neighbours }: Scene): ReadonlySet<number> | undefined {
		if (this.marked !== undefined) {
			return new Set([this.marked, ...(neighbours[this.marked] ?? [])]);
		}
		return this.words.length === 0 ? undefined : new Set(nodes.flatMap((node, at) => (isSought(node, this.words) ? [at] : [])));
	}

	private centrePlace(scene: Scene): number | undefined {
		return this.shown?.wish.scope === 'near' ? placeOf(scene, this.shown.wish.centre) : undefined;
	}

	private mark(at: number | undefined, byKeyboard: boolean): void {
		if (at === this.marked) {
			return;
		}
		this.marked = at;
		const node = at === undefined ? undefined : this.scene?.nodes[at];
		this.facts.textContent =
			node === undefined || at === undefined ? '' : `${node.title} (${describe(node, this.scene?.degrees[at] ?? 0)})`;
		this.stage.canvas.style.cursor = at === undefined || byKeyboard ? '' : 'pointer';
		if (byKeyboard && at !== undefined) {
			this.bringIntoSight(at);
		}
		this.paint();
	}

	private bringIntoSight(at: number): void {
		const { camera, canvasSize: size } = this.stage;
		const place = this.placeOnCanvas(at);
		const room = 40;
		const right = place.x < room ? room - place.x : Math.min(0, size.width - room - place.x);
		const down = place.y < room ? room - place.y : Math.min(0, size.height - room - place.y);
		if (right !== 0 || down !== 0) {
			this.stage.look(moved(camera, right, down));
		}
	}

	private placeOnCanvas(at: number): Point {
		const { positions } = this.scene ?? { positions: new Float32Array() };
		return toScreen(this.stage.camera, this.stage.canvasSize, { x: positions[2 * at] ?? 0, y: positions[2 * at + 1] ?? 0 });
	}

	private drag(at: number, to: Point): void {
		this.stage.look(this.stage.camera);
		this.isDragging = true;
		this.layout.hold(at, to.x, to.y);
	}

	private open(at: number): void {
		const node = this.scene?.nodes[at];
		if (node?.kind === 'tag') {
			this.controls.change({ scope: 'near', centre: node.id });
		} else if (node !== undefined) {
			this.ports.send({ type: 'open', id: node.id });
		}
	}

	private centre(at: number): void {
		const id = this.scene?.nodes[at]?.id;
		if (id !== undefined) {
			this.controls.change({ scope: 'near', centre: id });
		}
	}

	private wish(wish: GraphWish): void {
		this.stage.look(undefined);
		this.ports.send({ type: 'wish', wish });
	}

	private seek(query: string): void {
		this.words = query
			.toLowerCase()
			.split(/\s+/)
			.filter(word => word !== '');
		this.marked = undefined;
		this.draw();
		const found = this.scene?.nodes.filter(node => isSought(node, this.words)).length ?? 0;
		this.facts.textContent = query.trim() === '' ? '' : found === 1 ? '1 found' : `${found} found`;
	}

	private goToNext(): void {
		const { nodes } = this.scene ?? { nodes: [] };
		const found = nodes.flatMap((node, at) => (isSought(node, this.words) ? [at] : []));
		const next = found.find(at => at > (this.marked ?? -1)) ?? found[0];
		if (next !== undefined && this.words.length > 0) {
			this.mark(next, true);
		}
	}

	private zoom(factor: number): void {
		const { camera, canvasSize: size } = this.stage;
		const point = this.marked === undefined ? { x: size.width / 2, y: size.height / 2 } : this.placeOnCanvas(this.marked);
		this.stage.look(zoomedAt(camera, size, point, factor));
		this.keep();
	}

	private fit(): void {
		this.stage.look(undefined);
		this.keep();
	}

	private toggleList(): void {
		this.asList = !this.asList;
		this.applyList();
		this.draw();
		this.keep();
	}

	private applyList(): void {
		this.list.element.hidden = !this.asList;
		this.stage.canvas.hidden = this.asList;
		this.controls.showList(this.asList);
	}

	private keyOnCanvas(event: KeyboardEvent): void {
		const direction = arrows.get(event.key);
		if (event.ctrlKey || event.metaKey || event.altKey || this.scene === undefined) {
			return;
		}
		if (direction !== undefined) {
			this.walk(this.scene, direction, event.shiftKey);
		} else if (event.key === 'Enter' && this.marked !== undefined) {
			this.open(this.marked);
		} else if (event.key === 'c' && this.marked !== undefined) {
			this.centre(this.marked);
		} else if (event.key === 'Escape') {
			this.mark(undefined, true);
		} else {
			return;
		}
		event.preventDefault();
	}

	/** With Shift the graph moves instead. */
	private walk(scene: Scene, direction: Direction, moves: boolean): void {
		if (moves) {
			const step = 80;
			const [right, down] = { left: [step, 0], right: [-step, 0], up: [0, step], down: [0, -step] }[direction];
			this.stage.look(moved(this.stage.camera, right ?? 0, down ?? 0));
			this.keep();
			return;
		}
		const start = this.marked ?? this.centrePlace(scene);
		const next =
			this.marked === undefined && start !== undefined
				? start
				: nodeTowards(scene, start, direction, at => this.words.length === 0 || isSought(scene.nodes[at], this.words));
		if (next !== undefined) {
			this.mark(next, true);
		}
	}

	private keyAnywhere(event: KeyboardEvent): void {
		const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
		const deed = event.ctrlKey || event.metaKey || event.altKey || isTyping ? undefined : this.deeds[event.key.toLowerCase()];
		if (deed !== undefined) {
			event.preventDefault();
			deed();
		}
	}

	private readonly deeds: Readonly<Record<string, () => void>> = {
		'/': () => this.controls.search.focus(),
		l: () => this.toggleList(),
		a: () => this.controls.change({ scope: 'all' }),
		n: () => this.controls.change({ scope: 'near' }),
		'+': () => this.zoom(1.4),
		'=': () => this.zoom(1.4),
		'-': () => this.zoom(1 / 1.4),
		0: () => this.fit(),
	};

	private keep(): void {
		if (this.shown !== undefined) {
			this.ports.keep({ wish: this.shown.wish, asList: this.asList, camera: this.stage.chosenCamera });
		}
	}
}

function isSought(node: Scene['nodes'][number] | undefined, words: readonly string[]): boolean {
	return node !== undefined && matches(node, words);
}

function placeOf({ nodes }: Scene, id: string | undefined): number | undefined {
	const at = nodes.findIndex(node => node.id === id);
	return at < 0 ? undefined : at;
}

function countText({ nodes, total }: ShownGraph): string {
	const shown = nodes.length.toLocaleString('en');
	return total > nodes.length
		? localize('The {0} most connected of {1}. Filter to see others.', shown, total.toLocaleString(document.documentElement.lang || 'en'))
		: `${shown} shown`;
}

/** Whether nothing is to move by itself: as VS Code's own setting has it, else the system's. */
function prefersReducedMotion(): boolean {
	return document.body.classList.contains('vscode-reduce-motion') || matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** What the shapes and colours stand for; the list says it in words. */
function legend(): HTMLElement {
	const sign = (kind: string, label: string) => element('span', { class: 'sign' }, element('span', { class: `mark ${kind}` }), label);
	return element(
		'div',
		{ class: 'legend', 'aria-hidden': 'true' },
		sign('unread', localize('Unread')),
		sign('reading', localize('Reading')),
		sign('read', localize('Read')),
		sign('note', localize('Note')),
		sign('tag', localize('Tag')),
	);
}
