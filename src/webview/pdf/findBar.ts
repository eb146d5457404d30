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

	/** Leaves the match selected, as an editor does: without a mouse there is no other way to begin a selection. */
	private close(): void {
		const match = [...document.querySelectorAll('.textLayer .highlight.selected')];
		const [begin, end] = [placeIn(match[0], 'beginning'), placeIn(match.at(-1), 'end')];
		this.element.hidden = true;
		this.events.dispatch('findbarclose', { source: this });
		this.leave();
		// pdf.js puts the text of the pieces back that it had marked the match in.
		requestAnimationFrame(() => {
			const [first, last] = [begin?.piece.firstChild, end?.piece.firstChild];
			if (begin !== undefined && end !== undefined && first instanceof Text && last instanceof Text) {
				const to = Math.min(end.offset, last.length);
				document.getSelection()?.setBaseAndExtent(first, Math.min(begin.offset, first.length), last, to);
			}
		});
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

/** Where a part of a piece of text begins or ends; an offset in the piece's text. */
function placeIn(part: Element | undefined, edge: 'beginning' | 'end'): { readonly piece: Element; readonly offset: number } | undefined {
	const piece = part?.parentElement;
	if (part === undefined || piece === null || piece === undefined) {
		return undefined;
	}
	let offset = edge === 'end' ? part.textContent.length : 0;
	for (let before = part.previousSibling; before !== null; before = before.previousSibling) {
		offset += before.textContent?.length ?? 0;
	}
	return { piece, offset };
}
