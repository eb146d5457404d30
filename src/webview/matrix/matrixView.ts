import { localize, localizeCount } from '../../core/data/localize';
import type { CellName, FromMatrix, MatrixDraft, MatrixState, ShownMatrix, ShownPaper, ToMatrix } from '../../protocol/matrix';
import { button, element } from '../shared/element';
import { CellView } from './cellView';

export interface MatrixHost {
	send(message: FromMatrix): void;
	keep(state: MatrixState): void;
}

/** A row of the matrix, with its cells by their questions. */
interface Row {
	readonly element: HTMLTableRowElement;
	readonly head: HTMLElement;
	readonly cells: ReadonlyMap<string, CellView>;
	/** What its head was drawn of. */
	readonly paper: string;
}

/** Papers as rows, questions as columns: a grid in which each cell can be written. */
export class MatrixView {
	private readonly numbers = element('div', { class: 'numbers', role: 'status' });
	private readonly empty = element('p', { class: 'none', hidden: true });
	private readonly names = element('tr', { role: 'row' });
	private readonly body = element('tbody', { role: 'rowgroup' });
	private readonly table = element('table', { role: 'grid', 'aria-label': localize('Literature Matrix') });
	private rows: ReadonlyMap<string, Row> = new Map();
	private matrix: ShownMatrix = { questions: [], papers: [] };
	/** Which cell can be reached by Tab: of the row of names, and then of each paper, the first is its title. */
	private at = { row: 1, column: 0 };
	private isFirst = true;

	/** @param drafts What was being written before a reload of the window. */
	constructor(
		body: HTMLElement,
		private drafts: readonly MatrixDraft[],
		private readonly host: MatrixHost,
	) {
		const add = button({ class: 'choice' }, () => host.send({ type: 'addQuestion' }), localize('Add Question…'));
		const hint = element('span', { class: 'hint' }, localize('Double-click a cell or press Enter to write in the note'));
		const copy = button({ class: 'choice' }, () => host.send({ type: 'copy' }), localize('Copy as Markdown Table'));
		this.table.append(element('thead', { role: 'rowgroup' }, this.names), this.body);
		body.append(
			element(
				'main',
				{},
				element('h1', { class: 'hidden' }, localize('Literature Matrix')),
				element('div', { class: 'controls' }, this.numbers, hint, add, copy),
				this.empty,
				element('div', { class: 'scroller' }, this.table),
			),
		);
		this.table.addEventListener('keydown', event => this.press(event));
		this.table.addEventListener('focusin', event => this.follow(event.target));
		this.table.addEventListener('contextmenu', event => this.follow(event.target));
	}

	receive(message: ToMatrix): void {
		switch (message.type) {
			case 'matrix':
				this.show(message.matrix);
				return;
			case 'saved':
				this.cellOf(message)?.saved();
				return;
			case 'refused':
				this.cellOf(message)?.refuse(message.message, message.now);
				return;
			default:
				message satisfies never;
		}
	}

	private show(matrix: ShownMatrix): void {
		const isSameShape = matrix.questions.join('\n') === this.matrix.questions.join('\n');
		this.matrix = matrix;
		const writing = this.draftsNow();
		const rows = new Map(matrix.papers.map(paper => [paper.id, this.rowOf(paper, isSameShape ? this.rows.get(paper.id) : undefined)]));
		const isSameOrder = isSameShape && [...rows.values()].every((row, at) => this.body.children[at] === row.element);
		const hadFocus = this.table.contains(document.activeElement);
		this.rows = rows;
		if (!isSameOrder || this.body.children.length !== rows.size) {
			this.body.replaceChildren(...[...rows.values()].map(row => row.element));
		}
		if (!isSameShape || this.isFirst) {
			this.showNames();
		}
		matrix.papers.forEach(paper =>
			paper.cells.forEach((cell, at) =>
				rows
					.get(paper.id)
					?.cells.get(matrix.questions[at] ?? '')
					?.show(cell),
			),
		);
		// What is being written stays open, wherever its cell is now.
		const drafts = [...this.drafts, ...writing];
		drafts.forEach(draft => {
			const cell = this.cellOf(draft);
			if (cell?.isWriting === false) {
				cell.edit(draft);
			}
		});
		// Of a question or paper that isn't shown any more: they wait until it is again.
		this.drafts = drafts.filter(draft => this.cellOf(draft) === undefined);
		this.tell();
		this.place(this.at.row, this.at.column);
		if ((this.isFirst && document.activeElement === document.body) || (hadFocus && !this.table.contains(document.activeElement))) {
			this.current?.focus({ preventScroll: this.isFirst });
		}
		this.isFirst = false;
		this.keep();
	}

	private tell(): void {
		const { papers, questions } = this.matrix;
		this.numbers.textContent = [
			localizeCount(papers.length, '1 paper', '{0} papers'),
			localizeCount(questions.length, '1 question', '{0} questions'),
		].join(' · ');
		this.empty.textContent = localize('The papers in this matrix are no longer in the library.');
		this.empty.hidden = papers.length > 0;
		this.table.hidden = papers.length === 0;
	}

	private rowOf(paper: ShownPaper, known: Row | undefined): Row {
		const drawn = JSON.stringify([paper.title, paper.byline, paper.isLinked]);
		if (known?.paper === drawn) {
			return known;
		}
		const head = element(
			'th',
			{ role: 'rowheader', scope: 'row', tabindex: '-1', class: paper.isLinked ? 'paper linked' : 'paper' },
			element('div', { class: 'title', dir: 'auto' }, paper.title),
			element('div', { class: 'byline', dir: 'auto' }, paper.byline),
		);
		head.addEventListener('dblclick', () => this.host.send({ type: 'open', paper: paper.id }));
		// What the menu of the editor goes by: https://code.visualstudio.com/api/extension-guides/webview#context-menus
		head.dataset['vscodeContext'] = JSON.stringify({
			preventDefaultContextMenuItems: true,
			viewItem: paper.isLinked ? 'linkedPaper' : 'paper',
			listMultiSelection: false,
		});
		const cells = new Map(
			this.matrix.questions.map(question => [
				question,
				new CellView({ paper: paper.id, question }, `${question}: ${paper.title}`, {
					save: draft => {
						this.host.send({ type: 'write', ...draft });
						this.keep();
					},
					keep: () => this.keep(),
					leave: (cell, by) => this.leave(cell, by),
				}),
			]),
		);
		const row = element('tr', { role: 'row' }, head, ...[...cells.values()].map(cell => cell.element));
		row.dataset['paper'] = paper.id;
		return { element: row, head, cells, paper: drawn };
	}

	private showNames(): void {
		const names = this.matrix.questions.map(question => {
			const name = element(
				'th',
				{ role: 'columnheader', scope: 'col', tabindex: '-1', class: 'question', 'aria-haspopup': 'true' },
				element('span', { dir: 'auto' }, question),
			);
			name.addEventListener('click', () => this.host.send({ type: 'question', question }));
			return name;
		});
		this.names.replaceChildren(
			element('th', { role: 'columnheader', scope: 'col', tabindex: '-1', class: 'corner' }, localize('Paper')),
			...names,
		);
	}

	private get current(): HTMLElement | undefined {
		return this.elementAt(this.at.row, this.at.column);
	}

	private elementAt(row: number, column: number): HTMLElement | undefined {
		const cell = this.table.rows[row]?.cells[column];
		return cell instanceof HTMLElement ? cell : undefined;
	}

	/** Lets Tab reach a cell, the nearest where there is none, and no other. */
	private place(row: number, column: number): void {
		this.current?.setAttribute('tabindex', '-1');
		this.at = {
			row: Math.max(0, Math.min(row, this.table.rows.length - 1)),
			column: Math.max(0, Math.min(column, this.matrix.questions.length)),
		};
		this.current?.setAttribute('tabindex', '0');
	}

	private goTo(row: number, column: number): void {
		this.place(row, column);
		this.current?.focus();
		this.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
	}

	private follow(target: EventTarget | null): void {
		const cell = target instanceof Element ? target.closest('td, th') : null;
		const row = cell?.closest('tr');
		if (!(cell instanceof HTMLTableCellElement) || row === null || row === undefined) {
			return;
		}
		this.place(row.rowIndex, cell.cellIndex);
		const paper = row.dataset['paper'];
		if (paper !== undefined) {
			this.host.send({ type: 'focus', paper });
		}
	}

	private leave(cell: CellView, by: number): void {
		const { element: left } = cell;
		const row = left.closest('tr')?.rowIndex ?? this.at.row;
		const column = left instanceof HTMLTableCellElement ? left.cellIndex + by : this.at.column;
		const width = this.matrix.questions.length;
		if (column < 1) {
			this.goTo(row > 1 ? row - 1 : row, row > 1 ? width : 0);
		} else if (column > width) {
			this.goTo(row + 1 < this.table.rows.length ? row + 1 : row, row + 1 < this.table.rows.length ? 1 : width);
		} else {
			this.goTo(row, column);
		}
	}

	private press(event: KeyboardEvent): void {
		if (!event.altKey && this.heeds(event)) {
			event.preventDefault();
			event.stopPropagation();
		}
	}

	private heeds(event: KeyboardEvent): boolean {
		const { row, column } = this.at;
		const isCommand = event.ctrlKey || event.metaKey;
		const last = this.table.rows.length - 1;
		switch (event.key) {
			case 'ArrowDown':
				this.goTo(row + 1, column);
				return true;
			case 'ArrowUp':
				this.goTo(row - 1, column);
				return true;
			case 'ArrowRight':
				this.goTo(row, column + 1);
				return true;
			case 'ArrowLeft':
				this.goTo(row, column - 1);
				return true;
			case 'Home':
				this.goTo(isCommand ? 0 : row, 0);
				return true;
			case 'End':
				this.goTo(isCommand ? last : row, this.matrix.questions.length);
				return true;
			case 'Enter':
			case 'F2':
				return this.act(isCommand);
			default:
				return isCommand && !event.shiftKey && this.heedsCommand(event.key.toLowerCase());
		}
	}

	/** Opens a paper, the menu of a question, or a cell to be written; by Ctrl+Enter the note of a cell. */
	private act(isCommand: boolean): boolean {
		const { row, column } = this.at;
		const question = this.matrix.questions[column - 1];
		const paper = this.matrix.papers[row - 1];
		if (question !== undefined && paper === undefined) {
			this.host.send({ type: 'question', question });
		} else if (paper !== undefined && question === undefined) {
			this.host.send({ type: 'open', paper: paper.id });
		} else if (paper !== undefined && question !== undefined && isCommand) {
			this.host.send({ type: 'openNote', paper: paper.id, question });
		} else if (paper !== undefined && question !== undefined) {
			this.rows.get(paper.id)?.cells.get(question)?.edit();
		}
		return true;
	}

	private heedsCommand(key: string): boolean {
		switch (key) {
			case 'c':
				if (document.getSelection()?.isCollapsed === false) {
					return false;
				}
				this.host.send({ type: 'copy' });
				return true;
			case 'z':
				this.host.send({ type: 'undo' });
				return true;
			default:
				return false;
		}
	}

	private cellOf({ paper, question }: CellName): CellView | undefined {
		return this.rows.get(paper)?.cells.get(question);
	}

	private draftsNow(): readonly MatrixDraft[] {
		return [...this.rows.values()].flatMap(({ cells }) => [...cells.values()].flatMap(({ draft }) => draft ?? []));
	}

	private keep(): void {
		this.host.keep({ papers: this.matrix.papers.map(({ id }) => id), drafts: [...this.drafts, ...this.draftsNow()] });
	}
}
