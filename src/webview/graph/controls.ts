import { localize } from '../../core/data/localize';
import { statuses } from '../../core/paper/paper';
import { statusLabel } from '../../core/paper/statusLabel';
import type { GraphFilter, GraphWish } from '../../core/graph/selection';
import type { ShownGraph } from '../../protocol/graph';
import { button, element } from '../shared/element';

export interface ControlDeeds {
	wish(wish: GraphWish): void;
	seek(query: string): void;
	/** Goes to the next node that was sought. */
	next(): void;
	toggleList(): void;
	zoom(factor: number): void;
	fit(): void;
}

/** The row above the graph: what to show, what to look for, and how. */
export class Controls {
	readonly element: HTMLElement;
	readonly search = element('input', {
		type: 'search',
		placeholder: localize('Search the graph'),
		'aria-label': localize('Search the graph'),
		'aria-keyshortcuts': '/',
	});
	private readonly near = button(
		{ class: 'choice', title: localize('Neighborhood of the open paper (N)') },
		() => this.change({ scope: 'near' }),
		localize('Neighborhood'),
	);
	private readonly all = button(
		{ class: 'choice', title: localize('Whole library (A)') },
		() => this.change({ scope: 'all' }),
		localize('All'),
	);
	private readonly tag = element('select', { 'aria-label': localize('Tag') });
	private readonly status = element(
		'select',
		{ 'aria-label': localize('Status') },
		option('', localize('Any status')),
		...statuses.map(status => option(status, statusLabel(status))),
	);
	private readonly from = yearBox(localize('From year'));
	private readonly to = yearBox(localize('To year'));
	private readonly list: HTMLButtonElement;
	private readonly zooms: HTMLElement;
	private wish: GraphWish | undefined;
	private tags = '';

	constructor(private readonly deeds: ControlDeeds) {
		this.list = button(
			{ class: 'choice', title: localize('Show as a list for keyboard and screen readers (L)'), 'aria-pressed': 'false' },
			() => deeds.toggleList(),
			localize('Show as List'),
		);
		this.zooms = element(
			'div',
			{ class: 'group', role: 'group', 'aria-label': localize('Zoom') },
			button({ class: 'choice', title: localize('Zoom out (-)'), 'aria-label': localize('Zoom out') }, () => deeds.zoom(1 / 1.4), '−'),
			button({ class: 'choice', title: localize('Fit all in view (0)') }, () => deeds.fit(), localize('Fit')),
			button({ class: 'choice', title: localize('Zoom in (+)'), 'aria-label': localize('Zoom in') }, () => deeds.zoom(1.4), '+'),
		);
		this.element = element(
			'header',
			{ class: 'controls' },
			element('div', { class: 'group', role: 'group', 'aria-label': localize('Scope') }, this.near, this.all),
			this.search,
			element(
				'div',
				{ class: 'group', role: 'group', 'aria-label': localize('Filter') },
				this.tag,
				this.status,
				this.from,
				element('span', { 'aria-hidden': 'true' }, '–'),
				this.to,
			),
			element('div', { class: 'group end' }, this.zooms, this.list),
		);
		this.search.addEventListener('input', () => deeds.seek(this.search.value));
		this.search.addEventListener('keydown', event => this.keyInSearch(event));
		for (const control of [this.tag, this.status, this.from, this.to]) {
			control.addEventListener('change', () => this.change({ filter: this.filter() }));
		}
	}

	show({ wish, tags }: ShownGraph): void {
		this.wish = wish;
		if (tags.join('\n') !== this.tags) {
			this.tags = tags.join('\n');
			this.tag.replaceChildren(option('', localize('Any tag')), ...tags.map(tag => option(tag, `#${tag}`)));
		}
		this.near.setAttribute('aria-pressed', String(wish.scope === 'near'));
		this.all.setAttribute('aria-pressed', String(wish.scope === 'all'));
		this.tag.value = wish.filter.tag;
		this.status.value = wish.filter.status;
		this.from.value = String(wish.filter.from ?? '');
		this.to.value = String(wish.filter.to ?? '');
	}

	showList(asList: boolean): void {
		this.list.setAttribute('aria-pressed', String(asList));
		this.zooms.hidden = asList;
	}

	change(part: Partial<GraphWish>): void {
		if (this.wish !== undefined) {
			this.deeds.wish({ ...this.wish, ...part });
		}
	}

	private filter(): GraphFilter {
		return {
			tag: this.tag.value,
			status: statuses.find(status => status === this.status.value) ?? '',
			from: yearIn(this.from),
			to: yearIn(this.to),
		};
	}

	private keyInSearch(event: KeyboardEvent): void {
		if (event.key === 'Enter') {
			this.deeds.next();
		} else if (event.key === 'Escape' && this.search.value !== '') {
			this.search.value = '';
			this.deeds.seek('');
		}
	}
}

function option(value: string, label: string): HTMLOptionElement {
	return element('option', { value }, label);
}

function yearBox(label: string): HTMLInputElement {
	return element('input', {
		type: 'text',
		inputmode: 'numeric',
		class: 'year',
		maxlength: '4',
		placeholder: localize('Year'),
		'aria-label': label,
	});
}

/** Years are written in full: `19` is on its way to `1998`. */
function yearIn({ value }: HTMLInputElement): number | undefined {
	return /^\d{4}$/.test(value.trim()) ? Number(value) : undefined;
}
