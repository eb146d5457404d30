import { localize, localizeCount } from '../../core/data/localize';
import type { PlacedColumn } from '../../core/table/arrangement';
import { allSelected, clicked, hasRow, movedOnTo, nothingSelected, toggled } from '../../core/table/rowRanges';
import type { RowSelection } from '../../core/table/rowRanges';
import type { FromTable, ShownRow, ShownRows, ShownTable } from '../../protocol/table';
import { element } from '../shared/element';
import { Header } from './header';

export interface GridDeeds {
	send(message: FromTable): void;
	/** Says which row is the first in sight. */
	sees(first: number): void;
	/** Goes to the box that filters. */
	filter(): void;
}

/**
 * So many rows around those in sight are drawn, and so many are to be known, for which more are asked in the direction that is scrolled in:
 * an answer takes a few frames.
 */
const drawnAround = 8;
const knownAround = 60;
const askedAhead = 300;

/** So many rows are kept. */
const mostKept = 3000;

/** So long after the last scrolling the host hears of it, in milliseconds. */
const scrollRest = 150;

/**
 * The rows of the table that are in sight. All others are only numbers: the host sends their texts when they come into sight, and 100,000
 * rows cost no more than a hundred.
 */
export class Grid {
	readonly element = element('div', {
		class: 'grid',
		role: 'grid',
		tabindex: '0',
		'aria-label': localize('Papers'),
		'aria-multiselectable': 'true',
		hidden: true,
	});
	private readonly body = element('div', { class: 'body', role: 'rowgroup' });
	private readonly header: Header;
	private readonly rowHeight = rowHeight();
	private version = 0;
	private count = 0;
	private columns: readonly PlacedColumn[] = [];
	/** The texts of rows that came, by their numbers, and the rows that are drawn. */
	private known = new Map<number, ShownRow>();
	private readonly drawn = new Map<number, HTMLElement>();
	private selection = nothingSelected;
	private selectedCount = 0;
	/** Whether rows were asked for that have not come yet. */
	private isAsking = false;
	private frame = 0;
	private lastTop = 0;
	private direction: 1 | -1 = 1;
	private scrolling: ReturnType<typeof setTimeout> | undefined;

	constructor(private readonly deeds: GridDeeds) {
		this.header = new Header({
			send: message => deeds.send(message),
			resize: columns => this.setWidths(columns),
			leave: () => this.focus(),
		});
		this.element.style.setProperty('--row', `${this.rowHeight}px`);
		this.element.append(element('div', { class: 'head', role: 'rowgroup' }, this.header.element), this.body);
		this.element.addEventListener('scroll', () => this.scrolled());
		this.element.addEventListener('keydown', event => this.press(event));
		this.element.addEventListener('copy', event => {
			event.preventDefault();
			deeds.send({ type: 'copy', as: 'markdown' });
		});
		this.element.addEventListener('focus', () => {
			if (this.selection.focus < 0 && this.count > 0) {
				this.select({ ...this.selection, focus: this.firstInSight, anchor: this.firstInSight });
			}
		});
		this.body.addEventListener('pointerdown', event => this.point(event));
		this.body.addEventListener('dblclick', event => this.open(this.rowOf(event.target)));
		this.body.addEventListener('mouseover', event => showWhole(event.target));
		new ResizeObserver(() => this.drawSoon()).observe(this.element);
		this.setContext();
	}

	get isShown(): boolean {
		return !this.element.hidden;
	}

	show(table: ShownTable): void {
		const { version, count, arrangement, selected, focus, scroll } = table;
		this.version = version;
		this.count = count;
		this.columns = arrangement.columns;
		this.known = new Map(table.rows.map((row, at) => [table.from + at, row]));
		this.isAsking = false;
		this.element.hidden = false;
		const { anchor } = this.selection;
		this.selection = { ranges: selected, focus, anchor: focus === this.selection.focus ? anchor : focus };
		// Rows that unfold are levels of a tree to a screen reader.
		this.element.setAttribute('role', arrangement.group === undefined ? 'grid' : 'treegrid');
		this.element.setAttribute('aria-rowcount', String(count + 1));
		this.element.setAttribute('aria-colcount', String(this.columns.length));
		this.header.show(arrangement);
		this.setWidths(this.columns);
		this.body.style.height = `${count * this.rowHeight}px`;
		if (scroll.kind === 'by') {
			this.element.scrollTop += scroll.rows * this.rowHeight;
		} else if (!this.isInSight(scroll.rows)) {
			this.element.scrollTop = scroll.rows * this.rowHeight;
		}
		this.drawn.forEach(row => row.remove());
		this.drawn.clear();
		this.draw();
	}

	take({ version, from, rows }: ShownRows & { readonly version: number }): void {
		if (version !== this.version) {
			return;
		}
		this.isAsking = false;
		if (this.known.size > mostKept) {
			this.known.clear();
		}
		rows.forEach((row, at) => {
			const isNew = !this.known.has(from + at);
			this.known.set(from + at, row);
			if (isNew) {
				this.drawn.get(from + at)?.remove();
				this.drawn.delete(from + at);
			}
		});
		this.draw();
	}

	/** How many papers are selected, for the menu. */
	tell(count: number): void {
		this.selectedCount = count;
		this.setContext();
	}

	focus(): void {
		this.element.focus({ preventScroll: true });
	}

	get firstInSight(): number {
		return Math.max(0, Math.min(Math.ceil(this.element.scrollTop / this.rowHeight - 0.5), this.count - 1));
	}

	/** How many rows fit below the names of the columns. */
	private get page(): number {
		return Math.max(1, Math.floor((this.element.clientHeight - this.header.element.offsetHeight) / this.rowHeight));
	}

	private isInSight(row: number): boolean {
		const top = row * this.rowHeight;
		const { scrollTop } = this.element;
		return top >= scrollTop && top + this.rowHeight <= scrollTop + this.page * this.rowHeight;
	}

	private setWidths(columns: readonly PlacedColumn[]): void {
		this.columns = columns;
		this.element.style.setProperty('--columns', `${columns.map(({ width }) => `${width}px`).join(' ')} minmax(0, 1fr)`);
		this.element.style.setProperty('--width', `${columns.reduce((sum, { width }) => sum + width, 0)}px`);
	}

	private scrolled(): void {
		const { scrollTop } = this.element;
		this.direction = scrollTop < this.lastTop ? -1 : 1;
		this.lastTop = scrollTop;
		this.drawSoon();
		clearTimeout(this.scrolling);
		this.scrolling = setTimeout(() => {
			this.deeds.sees(this.firstInSight);
			this.ask();
		}, scrollRest);
	}

	private drawSoon(): void {
		cancelAnimationFrame(this.frame);
		this.frame = requestAnimationFrame(() => this.draw());
	}

	private draw(): void {
		const first = Math.max(0, Math.floor(this.element.scrollTop / this.rowHeight) - drawnAround);
		const end = Math.min(this.count, first + Math.ceil(this.element.clientHeight / this.rowHeight) + 2 * drawnAround + 1);
		for (const [at, row] of this.drawn) {
			if (at < first || at >= end) {
				row.remove();
				this.drawn.delete(at);
			}
		}
		const far = this.direction > 0 ? Math.min(this.count - 1, end + knownAround) : Math.max(0, first - knownAround);
		let isMissing = far >= 0 && !this.known.has(far);
		const added: HTMLElement[] = [];
		for (let at = first; at < end; at += 1) {
			isMissing ||= !this.known.has(at);
			if (!this.drawn.has(at)) {
				const row = this.row(at);
				this.drawn.set(at, row);
				added.push(row);
			}
		}
		this.body.append(...added);
		this.showSelection();
		if (isMissing && !this.isAsking) {
			this.ask();
		}
	}

	private ask(): void {
		const first = this.firstInSight;
		this.isAsking = true;
		const [above, below] = this.direction > 0 ? [knownAround, askedAhead] : [askedAhead, knownAround];
		const from = Math.max(0, first - above);
		this.deeds.send({ type: 'rows', version: this.version, from, to: first + this.page + below, first });
	}

	private row(at: number): HTMLElement {
		const shown = this.known.get(at);
		const row = element(
			'div',
			{ role: 'row', class: `row ${shown?.kind ?? 'waiting'}`, id: `row-${at}`, 'aria-rowindex': String(at + 2) },
			...cellsOf(shown, this.columns.length),
		);
		if (shown?.kind === 'group') {
			row.setAttribute('aria-expanded', String(!shown.isFolded));
		} else if (shown?.isLinked === true) {
			row.classList.add('linked');
		}
		row.style.top = `${at * this.rowHeight}px`;
		return row;
	}

	private showSelection(): void {
		const { ranges, focus } = this.selection;
		this.drawn.forEach((row, at) => {
			if (this.known.get(at)?.kind === 'paper') {
				row.setAttribute('aria-selected', String(hasRow(ranges, at)));
			}
			row.classList.toggle('focused', at === focus);
		});
		if (this.drawn.has(focus)) {
			this.element.setAttribute('aria-activedescendant', `row-${focus}`);
		} else {
			this.element.removeAttribute('aria-activedescendant');
		}
		this.setContext();
	}

	/** What the menu of the editor goes by: https://code.visualstudio.com/api/extension-guides/webview#context-menus */
	private setContext(): void {
		const focused = this.known.get(this.selection.focus);
		const hasPapers = this.selectedCount > 0 || focused?.kind === 'paper';
		this.body.dataset['vscodeContext'] = this.element.dataset['vscodeContext'] = JSON.stringify({
			preventDefaultContextMenuItems: true,
			viewItem: !hasPapers ? '' : focused?.kind === 'paper' && focused.isLinked ? 'linkedPaper' : 'paper',
			listMultiSelection: this.selectedCount > 1,
		});
	}

	private select(selection: RowSelection): void {
		this.selection = selection;
		this.showSelection();
		this.deeds.send({ type: 'select', version: this.version, ranges: selection.ranges, focus: selection.focus });
	}

	private goTo(row: number, event: KeyboardEvent): void {
		if (this.count === 0) {
			return;
		}
		const to = Math.max(0, Math.min(row, this.count - 1));
		this.select(movedOnTo(this.selection, to, { ctrl: event.ctrlKey || event.metaKey, shift: event.shiftKey }));
		this.reveal(to);
	}

	private reveal(row: number): void {
		const top = row * this.rowHeight;
		const { scrollTop } = this.element;
		if (top < scrollTop) {
			this.element.scrollTop = top;
		} else if (!this.isInSight(row)) {
			this.element.scrollTop = top - (this.page - 1) * this.rowHeight;
		}
		this.draw();
	}

	private open(row: number): void {
		const shown = this.known.get(row);
		if (shown?.kind === 'paper') {
			this.deeds.send({ type: 'open', version: this.version, row });
		}
	}

	private fold(row: number, folded: boolean): boolean {
		const shown = this.known.get(row);
		if (shown?.kind !== 'group' || shown.isFolded === folded) {
			return false;
		}
		this.deeds.send({ type: 'fold', version: this.version, row, folded });
		return true;
	}

	private rowOf(target: EventTarget | null): number {
		const row = target instanceof Element ? target.closest('[role="row"]') : null;
		return row === null ? -1 : Number(row.id.slice('row-'.length));
	}

	private point(event: PointerEvent): void {
		const row = this.rowOf(event.target);
		if (row < 0) {
			return;
		}
		const isMenu = event.button === 2 || (event.button === 0 && event.ctrlKey && isMac);
		const shown = this.known.get(row);
		if (isMenu) {
			const isIn = hasRow(this.selection.ranges, row);
			this.select(isIn ? { ...this.selection, focus: row } : clicked(this.selection, row, { ctrl: false, shift: false }));
		} else if (event.button === 0) {
			const held = { ctrl: event.ctrlKey || event.metaKey, shift: event.shiftKey };
			this.select(clicked(this.selection, row, held));
			if (shown?.kind === 'group' && !held.ctrl && !held.shift) {
				this.fold(row, !shown.isFolded);
			}
		}
	}

	private press(event: KeyboardEvent): void {
		// The names of the columns have their own keys.
		if (event.target === this.element && !event.altKey && this.heeds(event)) {
			event.preventDefault();
			// The editor would select all the words of the page.
			event.stopPropagation();
		}
	}

	private heeds(event: KeyboardEvent): boolean {
		const { focus } = this.selection;
		const isCommand = event.ctrlKey || event.metaKey;
		switch (event.key) {
			case 'ArrowDown':
				this.goTo(focus + 1, event);
				return true;
			case 'ArrowUp':
				this.goTo(focus - 1, event);
				return true;
			case 'PageDown':
				this.goTo(focus + this.page, event);
				return true;
			case 'PageUp':
				this.goTo(focus - this.page, event);
				return true;
			case 'Home':
				this.goTo(0, event);
				return true;
			case 'End':
				this.goTo(this.count - 1, event);
				return true;
			case ' ':
				if (focus >= 0) {
					this.select(toggled(this.selection, focus));
				}
				return true;
			case 'Enter':
				if (!this.fold(focus, this.isUnfolded(focus))) {
					this.open(focus);
				}
				return true;
			case 'ArrowLeft':
				return this.fold(focus, true) || this.goToGroup(event);
			case 'ArrowRight':
				return this.fold(focus, false);
			case 'Escape':
				this.select({ ...this.selection, ranges: [] });
				return true;
			case 'Delete':
				this.deeds.send({ type: 'remove' });
				return true;
			case 'Backspace':
				if (isMac && event.metaKey) {
					this.deeds.send({ type: 'remove' });
				}
				return isMac && event.metaKey;
			default:
				return isCommand && !event.shiftKey && this.heedsCommand(event.key.toLowerCase());
		}
	}

	private heedsCommand(key: string): boolean {
		switch (key) {
			case 'a':
				this.select(allSelected(this.selection, this.count));
				return true;
			case 'c':
				this.deeds.send({ type: 'copy', as: 'markdown' });
				return true;
			case 'f':
				this.deeds.filter();
				return true;
			default:
				return false;
		}
	}

	private isUnfolded(row: number): boolean {
		const shown = this.known.get(row);
		return shown?.kind === 'group' && !shown.isFolded;
	}

	/** To the row of the group that the focused paper is in, where that is near enough to be known. */
	private goToGroup(event: KeyboardEvent): boolean {
		for (let row = this.selection.focus - 1; row >= 0; row -= 1) {
			const shown = this.known.get(row);
			if (shown === undefined) {
				return false;
			}
			if (shown.kind === 'group') {
				this.goTo(row, event);
				return true;
			}
		}
		return false;
	}
}

const isMac = /mac/i.test(navigator.userAgent);

/** As high as the rows of the editor's lists, and higher where letters are large. In CSS pixels. */
function rowHeight(): number {
	return Math.max(24, Math.ceil(1.8 * Number.parseFloat(getComputedStyle(document.body).fontSize) || 0));
}

function cellsOf(shown: ShownRow | undefined, columns: number): readonly HTMLElement[] {
	if (shown === undefined) {
		return [element('div', { role: 'gridcell', class: 'cell', 'aria-colindex': '1' }, '…')];
	}
	if (shown.kind === 'group') {
		return [
			element(
				'div',
				{ role: 'gridcell', class: 'cell whole', 'aria-colindex': '1', 'aria-colspan': String(columns) },
				element('span', { class: 'twist', 'aria-hidden': 'true' }, shown.isFolded ? '▸' : '▾'),
				element('span', { dir: 'auto' }, shown.label),
				element('span', { class: 'count' }, localizeCount(shown.count, '1 paper', '{0} papers')),
			),
		];
	}
	return shown.cells.map((text, at) =>
		element(
			'div',
			{ role: 'gridcell', class: 'cell', 'aria-colindex': String(at + 1), dir: 'auto' },
			...(at === 0 ? shown.colors.map(color => element('span', { class: 'dot', 'data-color': color, 'aria-hidden': 'true' })) : []),
			text,
		),
	);
}

/** A cell that is cut off shows all of its text when the pointer is on it. */
function showWhole(target: EventTarget | null): void {
	if (target instanceof HTMLElement && target.classList.contains('cell')) {
		if (target.scrollWidth > target.clientWidth) {
			target.title = target.textContent;
		} else {
			target.removeAttribute('title');
		}
	}
}
