import { localize } from '../../core/data/localize';
import type { RelatedEntry, RelatedList } from '../../core/sources/relatedList';
import { relatedLists } from '../../core/sources/relatedList';
import { button, element } from '../shared/element';
import { icon } from '../shared/icons';

export interface RelatedDeeds {
	show(list: RelatedList): void;
	open(list: RelatedList, entry: string): void;
}

const labels: Readonly<Record<RelatedList, string>> = { references: localize('References'), citations: localize('Cited by') };

/** References and citing papers, each behind a heading that asks for them when it is first opened. */
export class RelatedSection {
	readonly element: HTMLElement;
	private readonly parts: Readonly<Record<RelatedList, RelatedPart>>;

	constructor(deeds: RelatedDeeds) {
		this.parts = { references: new RelatedPart('references', deeds), citations: new RelatedPart('citations', deeds) };
		this.element = element(
			'section',
			{ class: 'related', 'aria-label': localize('Related papers') },
			...relatedLists.map(list => this.parts[list].element),
		);
	}

	/** Forgets the lists: another paper is shown. */
	reset(): void {
		relatedLists.forEach(list => this.parts[list].reset());
	}

	fill(list: RelatedList, entries: readonly RelatedEntry[], note: string): void {
		this.parts[list].fill(entries, note);
	}
}

class RelatedPart {
	readonly element: HTMLElement;
	private readonly heading: HTMLButtonElement;
	private readonly body: HTMLElement;
	private asked = false;
	private isOpen = false;

	constructor(
		private readonly list: RelatedList,
		private readonly deeds: RelatedDeeds,
	) {
		this.body = element('div', { id: `related-${list}`, hidden: true, 'aria-live': 'polite' });
		this.heading = button(
			{ class: 'text-button', 'aria-expanded': 'false', 'aria-controls': `related-${list}` },
			() => this.toggle(),
			icon('next'),
			labels[list],
		);
		this.element = element('div', {}, element('h2', {}, this.heading), this.body);
	}

	reset(): void {
		this.asked = false;
		this.body.replaceChildren();
		this.open(false);
	}

	fill(entries: readonly RelatedEntry[], note: string): void {
		const items = entries.map(entry => element('li', {}, this.row(entry)));
		const list = items.length === 0 ? [] : [element('ol', {}, ...items)];
		this.body.replaceChildren(...list, ...(note === '' ? [] : [element('p', { class: 'missing' }, note)]));
	}

	private toggle(): void {
		this.open(!this.isOpen);
		if (!this.asked) {
			this.asked = true;
			this.body.replaceChildren(element('p', { class: 'missing' }, localize('Loading…')));
			this.deeds.show(this.list);
		}
	}

	private open(open: boolean): void {
		this.isOpen = open;
		this.body.hidden = !open;
		this.heading.setAttribute('aria-expanded', String(open));
	}

	private row({ id, title, byline, key }: RelatedEntry): HTMLElement {
		const known = key === '' ? [] : [element('span', { class: 'known' }, icon('inLibrary'), localize('in library as @{0}', key))];
		return button(
			{ class: 'related-paper', title: key === '' ? localize('Add to library…') : localize('Open') },
			() => this.deeds.open(this.list, id),
			element('span', { class: 'related-title', dir: 'auto' }, title),
			element('span', { class: 'byline', dir: 'auto' }, byline),
			...known,
		);
	}
}
