import { toWorld, moved, zoomedAt } from './camera';
import type { Point } from './camera';
import type { Stage } from './stage';

export interface GestureDeeds {
	hover(at: number | undefined): void;
	press(at: number): void;
	/** Moves a node to a point of the world. */
	drag(at: number, to: Point): void;
	drop(at: number): void;
	/** The user looks elsewhere. */
	look(): void;
}

/** A press that moves less, in CSS pixels, is a click. */
const slip = 4;

/** The mouse, a finger or a pen on the canvas: move the graph or a node of it, zoom, point, click. */
export function listenToPointer(stage: Stage, deeds: GestureDeeds): void {
	const { canvas } = stage;
	let held: { readonly at: number | undefined; readonly start: Point; last: Point; isMoving: boolean } | undefined;
	const pointOf = (event: MouseEvent): Point => ({ x: event.offsetX, y: event.offsetY });

	canvas.addEventListener('pointerdown', event => {
		if (event.button === 0) {
			const point = pointOf(event);
			held = { at: stage.nodeAt(point), start: point, last: point, isMoving: false };
			canvas.setPointerCapture(event.pointerId);
		}
	});
	canvas.addEventListener('pointermove', event => {
		const point = pointOf(event);
		if (held === undefined) {
			deeds.hover(stage.nodeAt(point));
			return;
		}
		held.isMoving ||= Math.hypot(point.x - held.start.x, point.y - held.start.y) > slip;
		if (held.isMoving && held.at !== undefined) {
			deeds.drag(held.at, toWorld(stage.camera, stage.canvasSize, point));
		} else if (held.isMoving) {
			stage.look(moved(stage.camera, point.x - held.last.x, point.y - held.last.y));
		}
		held.last = point;
	});
	const release = () => {
		const { at, isMoving } = held ?? {};
		if (at !== undefined && isMoving === true) {
			deeds.drop(at);
		} else if (at !== undefined) {
			deeds.press(at);
		} else if (isMoving === true) {
			deeds.look();
		}
		held = undefined;
	};
	canvas.addEventListener('pointerup', release);
	canvas.addEventListener('pointercancel', () => (held = undefined));
	canvas.addEventListener('pointerleave', () => held === undefined && deeds.hover(undefined));
	canvas.addEventListener(
		'wheel',
		event => {
			event.preventDefault();
			stage.look(zoomedAt(stage.camera, stage.canvasSize, pointOf(event), 1.0015 ** -event.deltaY));
			deeds.look();
		},
		{ passive: false },
	);
}
