/** A rectangle that was drawn on a page, in CSS pixels of the window. */
export interface DrawnArea {
	/** The element of the page. */
	readonly page: HTMLElement;
	readonly area: DOMRect;
}

/** CSS pixels: less is a click. */
const smallest = 6;

/** Lets an area of a page be drawn with the mouse or a pen; Escape ends it, as does drawing one. */
export class AreaTool {
	private start: { readonly page: HTMLElement; readonly x: number; readonly y: number } | undefined;
	private readonly frame = document.createElement('div');

	/** `changed` is told when drawing begins and ends. */
	constructor(
		private readonly container: HTMLElement,
		private readonly drawn: (area: DrawnArea) => void,
		private readonly changed: (isOn: boolean) => void,
	) {
		this.frame.className = 'new-area';
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
				this.show(this.areaTo(this.start, event));
			}
		});
		container.addEventListener('pointerup', event => {
			const { start } = this;
			this.forget();
			if (start !== undefined) {
				const area = this.areaTo(start, event);
				if (Math.min(area.width, area.height) >= smallest) {
					this.end();
					this.drawn({ page: start.page, area });
				}
			}
		});
		container.addEventListener('pointercancel', () => this.forget());
	}

	get isOn(): boolean {
		return this.container.classList.contains('drawing');
	}

	toggle(): void {
		if (this.isOn) {
			this.end();
		} else {
			this.container.classList.add('drawing');
			this.changed(true);
		}
	}

	end(): void {
		this.forget();
		this.container.classList.remove('drawing');
		this.changed(false);
	}

	private forget(): void {
		this.start = undefined;
		this.frame.remove();
	}

	/** What lies between the beginning and the pointer, and on the page. */
	private areaTo({ page, x, y }: NonNullable<AreaTool['start']>, { clientX, clientY }: PointerEvent): DOMRect {
		const { left, right, top, bottom } = page.getBoundingClientRect();
		const [toX, toY] = [Math.min(Math.max(clientX, left), right), Math.min(Math.max(clientY, top), bottom)];
		return new DOMRect(Math.min(x, toX), Math.min(y, toY), Math.abs(toX - x), Math.abs(toY - y));
	}

	private show({ left, top, width, height }: DOMRect): void {
		Object.assign(this.frame.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
		if (!this.frame.isConnected) {
			document.body.append(this.frame);
		}
	}
}
