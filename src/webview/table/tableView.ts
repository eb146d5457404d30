import { localize, localizeCount } from '../../core/data/localize';
import { columnOf } from '../../core/table/columns';
import type { FromTable, ShownTable, TableState, ToTable } from '../../protocol/table';
import { button, element } from '../shared/element';
import { Grid } from './grid';

export interface TableHost {
	send(message: FromTable): void;
	keep(state: TableState): void;
}

/** So long after the last key the table is filtered, in milliseconds. */
const typingRest = 120;

/** The library as a table: a box to filter it, what it holds in numbers, and the grid. */
export class TableView {
	private readonly filter = element('input', {
		type: 'search',
		'aria-label': localize('Filter papers'),
		placeholder: localize('diffusion author:song year:2020..2023 -survey'),
		spellcheck: 'false',
	});
	private readonly mistakes = element('p', { class: 'mistakes', role: 'status', hidden: true });
	private readonly numbers = element('div', { class: 'numbers', role: 'status' });
	private readonly group = button({ class: 'choice' }, () => this.host.send({ type: 'choose', what: 'group' }), '');
	private readonly empty = element('p', { class: 'empty', hidden: true });
	private readonly grid: Grid;
	private table: Pick<ShownTable, 'papers' | 'total' | 'query' | 'selectedCount'> = { papers: 0, total: 0, query: '', selectedCount: 0 };
	private typing: ReturnType<typeof setTimeout> | undefined;

	constructor(
		body: HTMLElement,
		private readonly host: TableHost,
	) {
		this.grid = new Grid({
			send: message => host.send(message),
			sees: first => host.keep({ query: this.table.query, first }),
			filter: () => this.filter.select(),
		});
		const columns = button({ class: 'choice' }, () => host.send({ type: 'choose', what: 'columns' }), localize('Columns…'));
		const controls = element('div', { class: 'controls' }, this.filter, this.numbers, this.group, columns);
		const title = element('h1', { class: 'hidden' }, localize('Library Table'));
		body.append(element('main', {}, title, controls, this.mistakes, this.empty, this.grid.element));
		this.filter.addEventListener('input', () => {
			clearTimeout(this.typing);
			this.typing = setTimeout(() => this.sendQuery(), typingRest);
		});
		this.filter.addEventListener('keydown', event => this.press(event));
	}

	receive(message: ToTable): void {
		switch (message.type) {
			case 'table':
				this.show(message.table);
				return;
			case 'rows':
				this.grid.take(message);
				return;
			case 'selected':
				this.table = { ...this.table, selectedCount: message.count };
				this.showNumbers();
				return;
			default:
				message satisfies never;
		}
	}

	private show(table: ShownTable): void {
		const isFirst = !this.grid.isShown;
		this.table = table;
		if (document.activeElement !== this.filter) {
			this.filter.value = table.query;
		}
		const { group } = table.arrangement;
		this.group.textContent = group === undefined ? localize('Group…') : localize('Grouped by {0}', columnOf(group).label());
		this.mistakes.textContent = table.mistakes;
		this.mistakes.hidden = table.mistakes === '';
		this.empty.textContent = table.total === 0 ? localize('The library has no papers yet.') : localize('No papers match the filter.');
		this.empty.hidden = table.papers > 0;
		this.grid.show(table);
		this.host.keep({ query: table.query, first: this.grid.firstInSight });
		this.showNumbers();
		if (isFirst && document.activeElement === document.body) {
			this.grid.focus();
		}
	}

	private showNumbers(): void {
		const { papers, total, selectedCount } = this.table;
		const count = papers === total ? localizeCount(total, '1 paper', '{0} papers') : localize('{0} of {1} papers', papers, total);
		const selected = selectedCount > 1 ? localize('{0} selected', selectedCount) : '';
		this.numbers.textContent = [count, selected].filter(text => text !== '').join(' · ');
		this.grid.tell(selectedCount);
	}

	private press(event: KeyboardEvent): void {
		if (event.key === 'Enter') {
			clearTimeout(this.typing);
			this.sendQuery();
		} else if (event.key === 'ArrowDown') {
			this.grid.focus();
		} else if (event.key === 'Escape' && this.filter.value !== '') {
			this.filter.value = '';
			this.sendQuery();
		} else {
			return;
		}
		event.preventDefault();
		event.stopPropagation();
	}

	private sendQuery(): void {
		if (this.filter.value !== this.table.query) {
			this.host.send({ type: 'query', query: this.filter.value });
		}
	}
}
