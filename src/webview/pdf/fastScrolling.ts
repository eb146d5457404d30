import type { PDFViewer } from 'pdfjs-dist/web/pdf_viewer.mjs';

/** Heights of the window a second: a wheel has two, a fling begins with nine, a hand that drags the scroll bar through a book has forty. */
const tooFast = 6;

/** Milliseconds between two scroll events of one movement. */
const sameMovement = 250;

/** Milliseconds without a scroll event: the pages rest. */
const rest = 150;

/** How fast pages are scrolled, told by the places they come to. A jump, as to a link's target, is no movement. */
export class ScrollSpeed {
	private last: { readonly top: number; readonly time: number } | undefined;
	private fastSteps = 0;

	/**
	 * @param top the upper edge of what is seen; CSS pixels
	 * @param height of the window; CSS pixels
	 * @param time milliseconds
	 * @returns whether pages pass that nobody could read
	 */
	isTooFast(top: number, height: number, time: number): boolean {
		const { last } = this;
		this.last = { top, time };
		const passed = last === undefined ? Infinity : time - last.time;
		const isFast =
			last !== undefined && passed <= sameMovement && (Math.abs(top - last.top) / height) * 1000 > tooFast * Math.max(passed, 1);
		this.fastSteps = isFast ? this.fastSteps + 1 : 0;
		return this.fastSteps > 1;
	}
}

/** Lets pages be drawn once they can be read: those that only fly by would hold up the frames of those that come. */
export function drawWhenReadable(viewer: PDFViewer, container: HTMLElement): void {
	const queue = viewer.renderingQueue;
	if (queue === undefined) {
		return;
	}
	const speed = new ScrollSpeed();
	const drawNext = queue.renderHighestPriority.bind(queue);
	let isFlying = false;
	let resting: ReturnType<typeof setTimeout> | undefined;
	queue.renderHighestPriority = visible => {
		if (!isFlying) {
			drawNext(visible);
		}
	};
	const land = () => {
		isFlying = false;
		viewer.update();
	};
	container.addEventListener(
		'scroll',
		({ timeStamp }) => {
			const wasFlying = isFlying;
			isFlying = speed.isTooFast(container.scrollTop, container.clientHeight, timeStamp);
			clearTimeout(resting);
			if (isFlying) {
				resting = setTimeout(land, rest);
			} else if (wasFlying) {
				land();
			}
		},
		{ passive: true },
	);
}
