import { localize, localizeCount } from '../../core/data/localize';
import { isOfTime } from '../../core/reading/overview';
import type { Bar, Overview, Plot, PlotName } from '../../core/reading/overview';
import type { FromOverview, ToOverview } from '../../protocol/overview';
import { button, element } from '../shared/element';
import { drawBars, pictureOf } from './bars';

type Send = (message: FromOverview) => void;

/** So many bars are drawn; the table has all. */
const mostDrawn = 24;

/** The library in plots, each with its table. */
export class OverviewView {
	private readonly heading = element('h1', {}, localize('Overview'));
	private readonly summary = element('p', { class: 'hint', role: 'status' });
	private readonly plots = element('div', { class: 'plots' });

	constructor(
		body: HTMLElement,
		private readonly send: Send,
	) {
		body.append(element('main', {}, this.heading, this.summary, this.plots));
	}

	show(message: ToOverview): void {
		if (message.type === 'counting') {
			this.summary.textContent = localize('Counting…');
		} else {
			this.draw(message.overview);
		}
	}

	/** What was open and what had the focus are so again. */
	private draw({ papers, plots }: Overview): void {
		const open = new Set([...this.plots.querySelectorAll('details[open]')].map(({ id }) => id));
		const focused = document.activeElement;
		const [section, bar] = [focused?.closest('section')?.id, focused?.getAttribute('data-bar')];
		this.summary.textContent =
			papers === 0
				? localize('No papers yet. Import some first.')
				: `${localizeCount(papers, '1 paper.', '{0} papers.')} ${localize('Select a bar to see its papers in the Library view.')}`;
		this.plots.replaceChildren(...plots.map(plot => this.section(plot, open)));
		const again = section === undefined ? undefined : document.getElementById(section);
		const same = [...(again?.querySelectorAll('[data-bar]') ?? [])].find(other => other.getAttribute('data-bar') === bar);
		if (same instanceof HTMLElement || same instanceof SVGElement) {
			same.focus({ preventScroll: true });
		}
	}

	private section(plot: Plot, open: ReadonlySet<string>): HTMLElement {
		const title = titleOf(plot.name);
		const heading = `${plot.name}-title`;
		const bars = isOfTime(plot.name) ? plot.bars.slice(-mostDrawn) : plot.bars.slice(0, mostDrawn);
		const drawing = drawBars(bars, title, lead => this.send({ type: 'open', lead }));
		const table = `${plot.name}-table`;
		return element(
			'section',
			{ id: plot.name, 'aria-labelledby': heading },
			element(
				'header',
				{},
				element('h2', { id: heading }, title),
				button({ class: 'quiet' }, () => this.send({ type: 'copy', svg: pictureOf(drawing) }), localize('Copy SVG')),
				button({ class: 'quiet' }, () => this.send({ type: 'save', svg: pictureOf(drawing), name: plot.name }), localize('Save SVG…')),
			),
			drawing,
			element(
				'details',
				{ id: table, open: open.has(table) ? true : undefined },
				element('summary', {}, localize('Table')),
				this.table(plot),
			),
		);
	}

	private table({ name, bars, more }: Plot): HTMLElement {
		return element(
			'table',
			{},
			element(
				'thead',
				{},
				element('tr', {}, element('th', { scope: 'col' }, titleOf(name)), element('th', { scope: 'col' }, countTitle(name))),
			),
			element('tbody', {}, ...bars.map(bar => this.row(bar))),
			element('caption', {}, more === 0 ? '' : localizeCount(more, '1 more row isn’t shown.', '{0} more rows aren’t shown.')),
		);
	}

	private row({ label, count, lead }: Bar): HTMLElement {
		const name =
			lead === undefined
				? element('span', {}, label)
				: button({ class: 'key', 'data-bar': `table ${label}` }, () => this.send({ type: 'open', lead }), label);
		return element('tr', {}, element('td', { dir: 'auto' }, name), element('td', { class: 'number' }, String(count)));
	}
}

function titleOf(name: PlotName): string {
	switch (name) {
		case 'added':
			return localize('Added, by month');
		case 'read':
			return localize('Read, by month');
		case 'cited':
			return localize('Cited here, by the month they were added');
		case 'status':
			return localize('By status');
		case 'year':
			return localize('By year');
		case 'venue':
			return localize('By venue');
		case 'tag':
			return localize('By tag');
		case 'tagPair':
			return localize('Tags together');
		case 'author':
			return localize('By author');
		case 'readAuthor':
			return localize('Authors you read most');
		case 'citedPaper':
			return localize('Cited in this workspace');
		case 'missing':
			return localize('Cited, but not in the library');
	}
}

function countTitle(name: PlotName): string {
	return name === 'citedPaper' || name === 'missing' ? localize('Documents') : localize('Papers');
}
