import type { EventBus } from 'pdfjs-dist/web/pdf_viewer.mjs';
import { localize } from '../../core/data/localize';
import { button, element } from '../shared/element';
import { icon } from '../shared/icons';

interface Found {
	readonly matchesCount?: { readonly current: number; readonly total: number };
}

/** Finding words in the document: all places are counted, Enter goes to the next. */
export class FindBar {
	readonly element: HTMLElement;
	private readonly box = element('input', {
		type: 'search',
		placeholder: localize('Find in document'),
		'aria-label': localize('Find in document'),
	});
	private readonly count = element('span', { class: 'count', role: 'status' });

	constructor(
		private readonly events: EventBus,
		private readonly leave: () => void,
	) {
		this.element = element(
			'div',
			{ class: 'find', role: 'search', hidden: true },
			this.box,
			this.count,
			button({ class: 'tool', title: localize('Previous (Shift+Enter)') }, () => this.find('again', true), icon('previous')),
			button({ class: 'tool', title: localize('Next (Enter)') }, () => this.find('again', false), icon('next')),
			button({ class: 'tool', title: localize('Close (Escape)') }, () => this.close(), icon('remove')),
		);
		this.box.addEventListener('input', () => this.find('', false));
		this.element.addEventListener('keydown', event => {
			if (event.key === 'Escape') {
				this.close();
			} else if (event.key === 'Enter' && event.target === this.box) {
				this.find('again', event.shiftKey);
			}
		});
		const count = ({ matchesCount }: Found) => {
			const { current = 0, total = 0 } = matchesCount ?? {};
			this.count.textContent = this.box.value === '' ? '' : total === 0 ? localize('No results') : localize('{0} of {1}', current, total);
		};
		events.on('updatefindmatchescount', count);
		events.on('updatefindcontrolstate', count);
	}

	open(): void {
		this.element.hidden = false;
		this.box.focus();
		this.box.select();
		if (this.box.value !== '') {
			this.find('', false);
		}
	}

	private close(): void {
		this.element.hidden = true;
		this.events.dispatch('findbarclose', { source: this });
		this.leave();
	}

	private find(type: '' | 'again', findPrevious: boolean): void {
		this.events.dispatch('find', {
			source: this,
			type,
			query: this.box.value,
			caseSensitive: false,
			entireWord: false,
			highlightAll: true,
			findPrevious,
			matchDiacritics: false,
		});
	}
}
