/** A rectangle on a page, in fractions of its width and height from its upper left corner. */
export interface AreaBox {
	readonly left: number;
	readonly top: number;
	readonly width: number;
	readonly height: number;
}

/** CSS pixels of the window; a `DOMRect` is one. */
export interface Edges {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
}

/** How far an arrow key goes, and how far with Ctrl or Cmd; fractions of the page. */
const step = 0.02;
const fineStep = 0.002;

/** Fractions of the page. */
const smallest = 0.02;

/** The box to begin with: in the middle of what the window shows of the page, half as wide and half as high. */
export function boxInView(page: Edges, view: Edges): AreaBox {
	const [left, width] = middleOf(page.left, page.right, view.left, view.right);
	const [top, height] = middleOf(page.top, page.bottom, view.top, view.bottom);
	return { left, top, width, height };
}

/** Where the middle half begins of what two edges of a window show of a page, and how long it is. */
function middleOf(begin: number, end: number, from: number, to: number): readonly [number, number] {
	const length = Math.max(end - begin, 1);
	const first = Math.min(Math.max((from - begin) / length, 0), 1);
	const last = Math.min(Math.max((to - begin) / length, first), 1);
	const size = Math.max((last - first) / 2, smallest);
	return [Math.min(Math.max((first + last - size) / 2, 0), 1 - size), size];
}

export interface ArrowKey {
	/** As `KeyboardEvent.key` says it. */
	readonly key: string;
	/** The lower right corner goes, and the upper left one stays. */
	readonly resizes: boolean;
	readonly isFine: boolean;
}

/** The box after a key, which never leaves the page; `undefined` where the key is no arrow. */
export function boxAfter(box: AreaBox, { key, resizes, isFine }: ArrowKey): AreaBox | undefined {
	const by = isFine ? fineStep : step;
	const [right, down] = key === 'ArrowLeft' ? [-by, 0] : key === 'ArrowRight' ? [by, 0] : key === 'ArrowUp' ? [0, -by] : [0, by];
	if (right === 0 && key !== 'ArrowUp' && key !== 'ArrowDown') {
		return undefined;
	}
	const { left, top, width, height } = box;
	return resizes
		? { left, top, width: within(width + right, smallest, 1 - left), height: within(height + down, smallest, 1 - top) }
		: { left: within(left + right, 0, 1 - width), top: within(top + down, 0, 1 - height), width, height };
}

function within(value: number, least: number, most: number): number {
	return Math.max(least, Math.min(value, most));
}
