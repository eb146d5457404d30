import type { AnnotationColour } from '../../core/annotations/annotation';
import { annotationColours } from '../../core/annotations/annotation';
import { localize } from '../../core/data/localize';
import { element } from '../shared/element';
import type { AreaBox } from './areaBox';
import { boxAfter, boxInView } from './areaBox';

/** A rectangle that was chosen on a page, in CSS pixels of the window. */
export interface DrawnArea {
	/** The element of the page. */
	readonly page: HTMLElement;
	readonly area: DOMRect;
	readonly colour: AnnotationColour;
}

export interface AreaToolPorts {
	/** The element of a page by its number, one-based; of the one that is being read where none is given. */
	readonly page: (number?: number) => HTMLElement | undefined;
	readonly drawn: (area: DrawnArea) => void;
	/** Told when choosing begins and ends. */
	readonly changed: (isOn: boolean) => void;
	/** A sentence for screen readers. */
	readonly announce: (sentence: string) => void;
}

/** Where a pointer went down, in CSS pixels of the window. */
interface DragStart {
	readonly page: HTMLElement;
	readonly x: number;
	readonly y: number;
}

/** CSS pixels: less is a click. */
const smallest = 6;

/** How much a screen reader is told of the text in the box; UTF-16 units. */
const longestText = 80;

/**
 * Lets an area of a page be chosen: by dragging with the mouse or a pen, or by a box that the arrow keys move and resize. Choosing one ends
 * it, as does Escape.
 */
export class AreaTool {
	private start: DragStart | undefined;
	private box: { readonly page: HTMLElement; readonly area: AreaBox } | undefined;
	/** Scrolls with the pages. */
	private readonly frame = element(
		'div',
		// Without this role a screen reader would keep the arrow keys to itself.
		{ class: 'new-area', role: 'application', tabindex: '-1', 'aria-label': localize('Area to mark'), 'aria-describedby': 'area-hint' },
		element(
			'p',
			{ id: 'area-hint' },
			localize(
				'Drag a rectangle on the page. Or use the arrow keys to move this one, with Shift to resize it, and press Enter to mark it.',
			),
		),
	);

	constructor(
		private readonly container: HTMLElement,
		private readonly ports: AreaToolPorts,
	) {
		container.addEventListener('pointerdown', event => {
			const page = event.target instanceof Element ? event.target.closest<HTMLElement>('.page') : null;
			if (this.isOn && event.button === 0 && page !== null) {
				event.preventDefault();
				this.start = { page, x: event.clientX, y: event.clientY };
				container.setPointerCapture(event.pointerId);
			}
		});
		container.addEventListener('pointermove', event => {
			if (this.start !== undefined) {
				this.frame.classList.add('moved');
				this.show(areaTo(this.start, event));
			}
		});
		container.addEventListener('pointerup', event => {
			const { start } = this;
			this.start = undefined;
			if (start !== undefined) {
				const area = areaTo(start, event);
				if (Math.min(area.width, area.height) >= smallest) {
					this.choose({ page: start.page, area, colour: annotationColours[0] });
				} else {
					this.layOut();
				}
			}
		});
		container.addEventListener('pointercancel', () => {
			this.start = undefined;
			this.layOut();
		});
	}

	get isOn(): boolean {
		return this.container.classList.contains('drawing');
	}

	toggle(): void {
		if (this.isOn) {
			this.cancel();
			return;
		}
		this.container.classList.add('drawing');
		this.frame.classList.remove('moved');
		this.ports.changed(true);
		this.putOn(this.ports.page());
	}

	/** Handles a key while an area is being chosen; says whether it was ours. */
	press(event: KeyboardEvent): boolean {
		if (!this.isOn || event.altKey) {
			return false;
		}
		if (event.key === 'Escape') {
			this.cancel();
			return true;
		}
		const { box } = this;
		if (box === undefined || document.activeElement !== this.frame) {
			return false;
		}
		const isFine = event.ctrlKey || event.metaKey;
		const area = boxAfter(box.area, { key: event.key, resizes: event.shiftKey, isFine });
		if (area !== undefined) {
			this.box = { ...box, area };
			this.layOut();
			// The hint would cover what the box is moved to.
			this.frame.classList.add('moved');
			this.frame.scrollIntoView({ block: 'nearest', inline: 'nearest' });
			this.announce(event.shiftKey ? localize('{0}% wide, {1}% high', ...inPercent(area.width, area.height)) : placeOf(area));
			return true;
		}
		if (isFine) {
			return false;
		}
		const colour = event.key === 'Enter' ? annotationColours[0] : annotationColours[Number(event.key) - 1];
		if (colour !== undefined) {
			this.choose({ page: box.page, area: rectangleOf(box), colour });
			return true;
		}
		const by = event.key === 'PageDown' ? 1 : event.key === 'PageUp' ? -1 : 0;
		if (by !== 0) {
			const next = this.ports.page(numberOf(box.page) + by);
			next?.scrollIntoView({ block: 'nearest' });
			this.putOn(next);
			return true;
		}
		return false;
	}

	/** Puts the box where its page is now: after zooming, or beside a list. */
	layOut(): void {
		if (this.box !== undefined) {
			this.show(rectangleOf(this.box));
		}
	}

	private putOn(page: HTMLElement | undefined): void {
		if (page !== undefined) {
			const area = boxInView(page.getBoundingClientRect(), this.container.getBoundingClientRect());
			this.box = { page, area };
			this.layOut();
			this.frame.focus({ preventScroll: true });
			const [width, height] = inPercent(area.width, area.height);
			this.announce(localize('Page {0}: {1}, {2}% wide, {3}% high', numberOf(page), placeOf(area), width, height));
		}
	}

	private announce(place: string): void {
		this.ports.announce([place, this.text()].filter(Boolean).join('. '));
	}

	private choose(area: DrawnArea): void {
		this.end();
		this.ports.drawn(area);
		this.ports.announce(localize('Marked the area on page {0}', numberOf(area.page)));
	}

	private cancel(): void {
		this.end();
		this.ports.announce(localize('No area marked'));
	}

	private end(): void {
		this.start = undefined;
		this.box = undefined;
		this.frame.remove();
		this.container.classList.remove('drawing');
		this.ports.changed(false);
		this.container.focus({ preventScroll: true });
	}

	/** How the text in the box begins. */
	private text(): string {
		if (this.box === undefined) {
			return '';
		}
		const { left, right, top, bottom } = rectangleOf(this.box);
		let text = '';
		for (const piece of this.box.page.querySelectorAll('.textLayer span[role="presentation"]')) {
			const place = piece.getBoundingClientRect();
			const [x, y] = [(place.left + place.right) / 2, (place.top + place.bottom) / 2];
			if (left <= x && x <= right && top <= y && y <= bottom && text.length < longestText) {
				text += ` ${piece.textContent.trim()}`;
			}
		}
		const words = text.trim().slice(0, longestText);
		return words === '' ? '' : localize('Text: “{0}”', words);
	}

	private show({ left, top, width, height }: DOMRect): void {
		const { container, frame } = this;
		const origin = container.getBoundingClientRect();
		Object.assign(frame.style, {
			left: `${left - origin.left - container.clientLeft + container.scrollLeft}px`,
			top: `${top - origin.top - container.clientTop + container.scrollTop}px`,
			width: `${width}px`,
			height: `${height}px`,
		});
		if (!frame.isConnected) {
			container.append(frame);
		}
	}
}

/** What lies between the beginning and the pointer, and on the page. */
function areaTo({ page, x, y }: DragStart, { clientX, clientY }: PointerEvent): DOMRect {
	const { left, right, top, bottom } = page.getBoundingClientRect();
	const [toX, toY] = [Math.min(Math.max(clientX, left), right), Math.min(Math.max(clientY, top), bottom)];
	return new DOMRect(Math.min(x, toX), Math.min(y, toY), Math.abs(toX - x), Math.abs(toY - y));
}

function rectangleOf({ page, area }: { readonly page: HTMLElement; readonly area: AreaBox }): DOMRect {
	const { left, top, width, height } = page.getBoundingClientRect();
	return new DOMRect(left + area.left * width, top + area.top * height, area.width * width, area.height * height);
}

function placeOf({ left, top }: AreaBox): string {
	return localize('{0}% from the left, {1}% from the top', ...inPercent(left, top));
}

function inPercent(a: number, b: number): readonly [number, number] {
	return [Math.round(a * 100), Math.round(b * 100)];
}

/** One-based. */
function numberOf(page: HTMLElement): number {
	return Number(page.dataset['pageNumber']);
}
