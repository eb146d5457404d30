import { localize } from '../../core/data/localize';
import { button, element } from '../shared/element';
import type { Scene } from './scene';
import { describe } from './scene';

export interface ListDeeds {
	open(at: number): void;
	/** Shows the neighbourhood of a node. */
	centre(at: number): void;
}

/** So many rows come at once. */
const page = 100;

/** The graph as a list: every node with what it is, and what it is tied to on demand. It can do all that the drawing can. */
export class NodeList {
	readonly element = element('section', { class: 'list', 'aria-label': localize('Nodes of the graph'), hidden: true });
	private readonly rows = element('ul', { class: 'nodes' });
	private readonly more = button({ class: 'choice more' }, () => this.showMore(), '');
	private order: readonly number[] = [];
	private shown = 0;
	private scene: Scene | undefined;

	constructor(private readonly deeds: ListDeeds) {
		this.element.append(this.rows, this.more);
	}

	/** Shows those of a scene that are wanted, those with most ties first. */
	show(scene: Scene, isWanted: (at: number) => boolean): void {
		this.scene = scene;
		this.order = scene.nodes
			.map((_, at) => at)
			.filter(isWanted)
			.sort(
				(a, b) =>
					(scene.degrees[b] ?? 0) - (scene.degrees[a] ?? 0) || (scene.nodes[a]?.title ?? '').localeCompare(scene.nodes[b]?.title ?? ''),
			);
		this.shown = 0;
		this.rows.replaceChildren();
		this.showMore();
	}

	private showMore(): void {
		const { scene } = this;
		const next = this.order.slice(this.shown, this.shown + page);
		const rows = scene === undefined ? [] : next.map(at => this.row(scene, at));
		this.rows.append(...rows);
		if (this.shown > 0) {
			rows[0]?.querySelector('button')?.focus();
		}
		this.shown += next.length;
		const left = this.order.length - this.shown;
		this.more.hidden = left === 0;
		this.more.textContent = localize('Show {0} more of {1}', Math.min(left, page), left);
	}

	private row(scene: Scene, at: number): HTMLElement {
		const node = scene.nodes[at];
		const title = node?.kind === 'tag' ? `#${node.title}` : (node?.title ?? '');
		const facts = node === undefined ? '' : describe(node, scene.degrees[at] ?? 0);
		const ties = scene.neighbours[at] ?? [];
		const row = element(
			'li',
			{},
			element(
				'div',
				{ class: 'node-row' },
				button({ class: 'name', dir: 'auto' }, () => this.deeds.open(at), title),
				button(
					{ class: 'choice', 'aria-label': localize('Neighborhood of {0}', title), title: localize('Show connections') },
					() => this.deeds.centre(at),
					localize('Neighborhood'),
				),
			),
			element('div', { class: 'facts', dir: 'auto' }, facts),
		);
		if (ties.length > 0) {
			row.append(this.tieList(scene, ties, title));
		}
		return row;
	}

	private tieList(scene: Scene, ties: readonly number[], title: string): HTMLElement {
		const list = element('ul');
		const details = element(
			'details',
			{},
			element('summary', { 'aria-label': localize('Connected to {0}', title) }, localize('Connected to')),
			list,
		);
		details.addEventListener('toggle', () => {
			if (details.open && list.childElementCount === 0) {
				list.append(
					...ties.map(other =>
						element(
							'li',
							{},
							button({ class: 'name', dir: 'auto' }, () => this.deeds.open(other), scene.nodes[other]?.title ?? ''),
						),
					),
				);
			}
		});
		return details;
	}
}
