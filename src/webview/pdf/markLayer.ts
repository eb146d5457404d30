import type { ShownMark } from '../../protocol/pdf';
import { element } from '../shared/element';
import type { Viewport } from './selection';
import { boxOf } from './selection';

/** Draws the marks of a page over it; boxes are in per cent of the page, so that they stay right while it is zoomed. */
export function drawMarks(page: HTMLElement, viewport: Viewport, marks: readonly ShownMark[], press: (mark: ShownMark) => void): void {
	const layer = page.querySelector('.marks') ?? element('div', { class: 'marks', 'aria-hidden': 'true' });
	layer.replaceChildren(
		...marks.flatMap(mark =>
			mark.quads.map(quad => {
				const { left, top, width, height } = boxOf(viewport, quad);
				const box = element('div', {
					class: `mark ${mark.colour} ${mark.kind}${mark.inPdf === 'same' ? ' in-pdf' : ''}`,
					'data-mark': mark.id,
				});
				box.classList.toggle('flash', isFlashed(mark.id));
				Object.assign(box.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
				return box;
			}),
		),
	);
	if (layer.parentElement !== page) {
		page.append(layer);
		// The text lies above, so that it can be selected; a click that selects nothing is for the mark below it.
		page.addEventListener('click', event => {
			if (document.getSelection()?.isCollapsed !== false) {
				const id = markAt(page, event.clientX, event.clientY);
				const mark = marksOf.get(page)?.find(known => known.id === id);
				if (mark !== undefined) {
					press(mark);
				}
			}
		});
	}
	marksOf.set(page, marks);
}

const marksOf = new WeakMap<HTMLElement, readonly ShownMark[]>();

function markAt(page: HTMLElement, x: number, y: number): string | undefined {
	const boxes = [...page.querySelectorAll<HTMLElement>('.mark')].reverse();
	return boxes.find(box => {
		const { left, right, top, bottom } = box.getBoundingClientRect();
		return left <= x && x <= right && top <= y && y <= bottom;
	})?.dataset['mark'];
}

/** As long as the animation of pdf.css. */
const flashMs = 1200;

/** The mark that is to be seen for a moment, and until when (`performance.now()`): its page may be drawn late, and more than once. */
let flashed: { readonly id: string; until?: number } | undefined;

/** Lets a mark be seen for a moment, once its page is drawn. */
export function flash(id: string): void {
	flashed = { id };
	for (const box of document.querySelectorAll<HTMLElement>(`.mark[data-mark="${CSS.escape(id)}"]`)) {
		box.classList.remove('flash');
		// The animation begins anew only when the class was away for a frame.
		requestAnimationFrame(() => box.classList.toggle('flash', isFlashed(id)));
	}
}

function isFlashed(id: string): boolean {
	if (flashed?.id !== id) {
		return false;
	}
	flashed.until ??= performance.now() + flashMs;
	return performance.now() < flashed.until;
}
