import { localize } from '../../core/data/localize';
import { narrowestColumn, widestColumn } from '../../core/table/arrangement';
import type { PlacedColumn, TableArrangement } from '../../core/table/arrangement';
import { columnOf } from '../../core/table/columns';
import type { ColumnName } from '../../core/table/columns';
import type { FromTable } from '../../protocol/table';
import { element } from '../shared/element';

export interface HeaderDeeds {
	send(message: Extract<FromTable, { readonly type: 'sort' | 'width' | 'move' }>): void;
	/** Shows columns in other widths than the host knows: while one is dragged. */
	resize(columns: readonly PlacedColumn[]): void;
	/** Goes on to the rows. */
	leave(): void;
}

/** So far a pointer goes before it drags, in CSS pixels. */
const dragStart = 5;

/** By so much a key changes a width, in CSS pixels. */
const widthStep = 16;

/** Columns have entries of their own in the menu of the editor, and those of papers are left out. */
const menu = JSON.stringify({ webviewSection: 'names', viewItem: '', preventDefaultContextMenuItems: true });

/** The names of the columns: each can be sorted by, moved and resized, with the pointer or keys. */
export class Header {
	readonly element = element('div', { role: 'row', class: 'row names', 'aria-rowindex': '1', 'data-vscode-context': menu });
	private columns: readonly PlacedColumn[] = [];
	private cells: readonly HTMLElement[] = [];
	/** Which cell Tab leads to. */
	private current = 0;

	constructor(private readonly deeds: HeaderDeeds) {
		this.element.addEventListener('keydown', event => this.press(event));
	}

	show({ columns, sort }: TableArrangement): void {
		const hasFocus = this.cells.some(cell => cell === document.activeElement);
		const focused = this.columns[this.current]?.name;
		this.columns = columns;
		this.current = Math.max(
			0,
			columns.findIndex(({ name }) => name === focused),
		);
		this.cells = columns.map(({ name }, at) => {
			const place = sort.findIndex(({ column }) => column === name);
			return this.cell(name, at, place < 0 ? undefined : { descending: sort[place]?.descending === true, place, of: sort.length });
		});
		this.element.replaceChildren(...this.cells);
		if (hasFocus) {
			this.cells[this.current]?.focus();
		}
	}

	private cell(
		name: ColumnName,
		at: number,
		sorted: { readonly descending: boolean; readonly place: number; readonly of: number } | undefined,
	): HTMLElement {
		const label = columnOf(name).label();
		const arrow = sorted === undefined ? '' : sorted.descending ? '↓' : '↑';
		const handle = element('div', { class: 'handle', 'aria-hidden': 'true' });
		const cell = element(
			'div',
			{
				role: 'columnheader',
				class: 'cell name',
				tabindex: at === this.current ? '0' : '-1',
				'aria-colindex': String(at + 1),
				// Of several columns the first decides first: https://www.w3.org/TR/wai-aria-1.2/#aria-sort is for one.
				'aria-sort': sorted?.place !== 0 ? 'none' : sorted.descending ? 'descending' : 'ascending',
				title: localize('{0}: click to sort, Shift+click to add to the sort order, drag to move', label),
			},
			element('span', { class: 'label' }, label),
			element(
				'span',
				{ class: 'arrow', 'aria-hidden': 'true' },
				sorted !== undefined && sorted.of > 1 ? `${arrow}${sorted.place + 1}` : arrow,
			),
			handle,
		);
		cell.addEventListener('pointerdown', event => {
			if (event.button === 0) {
				event.preventDefault();
				this.focus(at);
				this.drag(event, cell, at);
			}
		});
		handle.addEventListener('pointerdown', event => {
			if (event.button === 0) {
				event.preventDefault();
				event.stopPropagation();
				this.stretch(event, handle, at);
			}
		});
		handle.addEventListener('dblclick', () => this.setWidth(at, undefined));
		return cell;
	}

	/** A click sorts; a drag moves the column between others. */
	private drag(start: PointerEvent, cell: HTMLElement, at: number): void {
		let target: number | undefined;
		follow(
			start,
			cell,
			event => {
				if (target !== undefined || Math.abs(event.clientX - start.clientX) > dragStart) {
					target = this.placeAt(event.clientX);
					this.mark(target);
				}
			},
			event => {
				this.mark(undefined);
				const column = this.columns[at]?.name;
				if (column === undefined || event === undefined) {
					return;
				}
				if (target === undefined) {
					this.deeds.send({ type: 'sort', column, adds: event.shiftKey });
				} else {
					this.move(at, target > at ? target - 1 : target);
				}
			},
		);
	}

	private stretch(start: PointerEvent, handle: HTMLElement, at: number): void {
		const width = this.columns[at]?.width ?? narrowestColumn;
		const direction = getComputedStyle(this.element).direction === 'rtl' ? -1 : 1;
		let now = width;
		follow(
			start,
			handle,
			event => {
				now = width + direction * (event.clientX - start.clientX);
				this.resize(at, now);
			},
			() => {
				if (now !== width) {
					this.setWidth(at, now);
				}
			},
		);
	}

	/** How many columns are left of a place. */
	private placeAt(x: number): number {
		return this.cells.filter(cell => {
			const { left, width } = cell.getBoundingClientRect();
			return left + width / 2 < x;
		}).length;
	}

	private mark(target: number | undefined): void {
		this.cells.forEach((cell, at) => {
			cell.classList.toggle('drop-before', at === target);
			cell.classList.toggle('drop-after', at === this.cells.length - 1 && target === this.cells.length);
		});
	}

	private press(event: KeyboardEvent): void {
		const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
		const column = this.columns[this.current];
		if (column === undefined || event.ctrlKey || event.metaKey) {
			return;
		}
		if (step !== 0 && event.altKey) {
			this.move(this.current, this.current + step);
		} else if (step !== 0 && event.shiftKey) {
			this.setWidth(this.current, column.width + step * widthStep);
		} else if (step !== 0) {
			this.focus(this.current + step);
		} else if (event.key === 'Home' || event.key === 'End') {
			this.focus(event.key === 'Home' ? 0 : this.cells.length - 1);
		} else if (event.key === 'Enter' || event.key === ' ') {
			this.deeds.send({ type: 'sort', column: column.name, adds: event.shiftKey });
		} else if (event.key === 'ArrowDown') {
			this.deeds.leave();
		} else {
			return;
		}
		event.preventDefault();
		event.stopPropagation();
	}

	private focus(at: number): void {
		const cell = this.cells[at];
		if (cell !== undefined) {
			this.cells[this.current]?.setAttribute('tabindex', '-1');
			this.current = at;
			cell.setAttribute('tabindex', '0');
			cell.focus();
		}
	}

	private move(at: number, to: number): void {
		const column = this.columns[at]?.name;
		if (column !== undefined && to !== at && to >= 0 && to < this.columns.length) {
			this.deeds.send({ type: 'move', column, to });
		}
	}

	private setWidth(at: number, width: number | undefined): void {
		const column = this.columns[at];
		if (column !== undefined) {
			this.resize(at, width ?? columnOf(column.name).width);
			this.deeds.send({ type: 'width', column: column.name, ...(width === undefined ? {} : { width }) });
		}
	}

	private resize(at: number, width: number): void {
		const allowed = Math.round(Math.min(widestColumn, Math.max(narrowestColumn, width)));
		this.columns = this.columns.map((column, place) => (place === at ? { ...column, width: allowed } : column));
		this.deeds.resize(this.columns);
	}
}

/** Follows a pointer until it's released; `end` gets nothing where it was taken away. */
function follow(
	start: PointerEvent,
	on: HTMLElement,
	move: (event: PointerEvent) => void,
	end: (event: PointerEvent | undefined) => void,
): void {
	const done = new AbortController();
	const { signal } = done;
	on.setPointerCapture(start.pointerId);
	on.addEventListener('pointermove', move, { signal });
	on.addEventListener(
		'pointerup',
		event => {
			done.abort();
			end(event);
		},
		{ signal },
	);
	on.addEventListener(
		'pointercancel',
		() => {
			done.abort();
			end(undefined);
		},
		{ signal },
	);
}
