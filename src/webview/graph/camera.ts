import type { Camera } from '../../protocol/graph';

export interface Point {
	readonly x: number;
	readonly y: number;
}

export interface Size {
	readonly width: number;
	readonly height: number;
}

const least = 0.05;
const most = 6;

/** The point of the canvas, in CSS pixels, where a point of the world is seen. */
export function toScreen(camera: Camera, { width, height }: Size, { x, y }: Point): Point {
	return { x: (x - camera.x) * camera.scale + width / 2, y: (y - camera.y) * camera.scale + height / 2 };
}

export function toWorld(camera: Camera, { width, height }: Size, { x, y }: Point): Point {
	return { x: (x - width / 2) / camera.scale + camera.x, y: (y - height / 2) / camera.scale + camera.y };
}

/** The camera after a zoom by a factor that leaves one point of the canvas where it is. */
export function zoomedAt(camera: Camera, size: Size, point: Point, factor: number): Camera {
	const scale = Math.min(most, Math.max(least, camera.scale * factor));
	const fixed = toWorld(camera, size, point);
	return { x: fixed.x - (point.x - size.width / 2) / scale, y: fixed.y - (point.y - size.height / 2) / scale, scale };
}

/** Moved by so many CSS pixels. */
export function moved(camera: Camera, right: number, down: number): Camera {
	return { ...camera, x: camera.x - right / camera.scale, y: camera.y - down / camera.scale };
}

/** The camera that sees all nodes, with room for labels around them. */
export function seeingAll(positions: Float32Array, { width, height }: Size): Camera {
	let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
	for (let at = 0; at < positions.length; at += 2) {
		const x = positions[at] ?? 0;
		const y = positions[at + 1] ?? 0;
		left = Math.min(left, x);
		right = Math.max(right, x);
		top = Math.min(top, y);
		bottom = Math.max(bottom, y);
	}
	if (left > right) {
		return { x: 0, y: 0, scale: 1 };
	}
	const room = 60;
	const scale = Math.min(
		Math.max(1, width - 2 * room) / Math.max(1, right - left),
		Math.max(1, height - 2 * room) / Math.max(1, bottom - top),
	);
	return { x: (left + right) / 2, y: (top + bottom) / 2, scale: Math.min(1.6, Math.max(least, scale)) };
}
