import type { Camera } from '../../protocol/graph';
import { element } from '../shared/element';
import { seeingAll, toWorld } from './camera';
import type { Point, Size } from './camera';
import type { Palette } from './palette';
import { drawnRadius, paint } from './painter';
import type { Scene } from './scene';

/** What is marked and what stands out. */
export interface Highlight {
	readonly marked: number | undefined;
	readonly emphasised: ReadonlySet<number> | undefined;
	readonly centre: number | undefined;
}

/** The graph is painted so far beyond the canvas on every side, in CSS pixels: while it is moved, the same picture is only shifted. */
const margin = 400;

/** The canvas: it paints a scene when something of it has changed, at most once a frame. */
export class Stage {
	readonly canvas = element('canvas', {
		tabindex: '0',
		role: 'application',
		'aria-roledescription': 'graph',
		'aria-describedby': 'graph-help',
	});
	private readonly picture = document.createElement('canvas');
	/** The camera the picture was taken with; `undefined` where it shows the past. */
	private pictured: Camera | undefined;
	private scene: Scene | undefined;
	private highlight: Highlight = { marked: undefined, emphasised: undefined, centre: undefined };
	private size: Size = { width: 1, height: 1 };
	private isAsked = false;
	private ownCamera: Camera | undefined;

	constructor(private palette: Palette) {
		new ResizeObserver(() => this.resize()).observe(this.canvas);
	}

	/** Where the user looks; all is in sight until they look elsewhere. */
	get camera(): Camera {
		return this.ownCamera ?? (this.scene === undefined ? { x: 0, y: 0, scale: 1 } : seeingAll(this.scene.positions, this.size));
	}

	/** `undefined` where all is in sight. */
	get chosenCamera(): Camera | undefined {
		return this.ownCamera;
	}

	get canvasSize(): Size {
		return this.size;
	}

	look(camera: Camera | undefined): void {
		this.ownCamera = camera;
		this.ask();
	}

	show(scene: Scene, highlight: Highlight): void {
		this.scene = scene;
		this.highlight = highlight;
		this.pictured = undefined;
		this.ask();
	}

	useColours(palette: Palette): void {
		this.palette = palette;
		this.pictured = undefined;
		this.ask();
	}

	/** The node at a point of the canvas, the nearest where there are several. */
	nodeAt(point: Point): number | undefined {
		const { camera, scene } = this;
		const { x, y } = toWorld(camera, this.size, point);
		let [best, least]: [number | undefined, number] = [undefined, Infinity];
		for (let at = 0; scene !== undefined && at < scene.nodes.length; at += 1) {
			const distance = Math.hypot((scene.positions[2 * at] ?? NaN) - x, (scene.positions[2 * at + 1] ?? NaN) - y) * camera.scale;
			if (distance < least && distance <= drawnRadius(scene.degrees[at] ?? 0, camera.scale) + 4) {
				[best, least] = [at, distance];
			}
		}
		return best;
	}

	private resize(): void {
		const { clientWidth: width, clientHeight: height } = this.canvas;
		this.size = { width: Math.max(1, width), height: Math.max(1, height) };
		this.canvas.width = Math.round(this.size.width * devicePixelRatio);
		this.canvas.height = Math.round(this.size.height * devicePixelRatio);
		this.pictured = undefined;
		this.ask();
	}

	private ask(): void {
		if (!this.isAsked) {
			this.isAsked = true;
			requestAnimationFrame(() => {
				this.isAsked = false;
				this.draw();
			});
		}
	}

	private draw(): void {
		const { camera } = this;
		const context = this.canvas.getContext('2d');
		if (this.scene === undefined || context === null) {
			return;
		}
		if (this.pictured === undefined || this.pictured.scale !== camera.scale || this.shift(this.pictured, camera).isTooFar) {
			this.takePicture(this.scene, camera);
		}
		const { right, down } = this.shift(this.pictured ?? camera, camera);
		context.setTransform(1, 0, 0, 1, 0, 0);
		context.clearRect(0, 0, this.canvas.width, this.canvas.height);
		context.drawImage(this.picture, Math.round((right - margin) * devicePixelRatio), Math.round((down - margin) * devicePixelRatio));
	}

	private shift(from: Camera, to: Camera): { readonly right: number; readonly down: number; readonly isTooFar: boolean } {
		const right = (from.x - to.x) * to.scale;
		const down = (from.y - to.y) * to.scale;
		return { right, down, isTooFar: Math.max(Math.abs(right), Math.abs(down)) > margin };
	}

	private takePicture(scene: Scene, camera: Camera): void {
		const size = { width: this.size.width + 2 * margin, height: this.size.height + 2 * margin };
		const [width, height] = [Math.round(size.width * devicePixelRatio), Math.round(size.height * devicePixelRatio)];
		if (this.picture.width !== width || this.picture.height !== height) {
			this.picture.width = width;
			this.picture.height = height;
		}
		const context = this.picture.getContext('2d');
		if (context !== null) {
			context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
			paint(context, scene, { camera, size, ...this.highlight }, this.palette);
			this.pictured = camera;
		}
	}
}
