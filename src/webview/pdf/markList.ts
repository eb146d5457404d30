import { localize } from '../../core/data/localize';
import type { AnnotationColour } from '../../core/annotations/annotation';
import { annotationColours } from '../../core/annotations/annotation';
import type { MarkChange, ShownMark } from '../../protocol/pdf';
import { button, element } from '../shared/element';
import { icon } from '../shared/icons';

export interface MarkListPorts {
	readonly go: (mark: ShownMark) => void;
	readonly change: (id: string, change: MarkChange) => void;
	readonly remove: (id: string) => void;
	readonly quote: (mark: ShownMark) => void;
	readonly addAllToNote: () => void;
}

/** The marks beside the pages: filtered by words and colour, each with its comment and tags, which are changed in place. */
export class MarkList {
	readonly element: HTMLElement;
	private readonly items = element('ul', {});
	private readonly words = element('input', {
		type: 'search',
		placeholder: localize('Filter annotations'),
		'aria-label': localize('Filter annotations by words'),
	});
	private readonly colours = element('select', { 'aria-label': localize('Filter annotations by color') });
	private readonly addAll = button(
		{ class: 'tool', title: localize('Add all to the paper’s note') },
		() => this.ports.addAllToNote(),
		icon('note'),
	);
	private names: readonly string[] = annotationColours;
	private marks: readonly ShownMark[] = [];
	private readonly lost = new Set<string>();
	private selected: string | undefined;

	constructor(private readonly ports: MarkListPorts) {
		this.element = element(
			'aside',
			{ 'aria-label': localize('Annotations') },
			element('div', { class: 'filters' }, this.words, this.colours, this.addAll),
			this.items,
		);
		this.words.addEventListener('input', () => this.draw());
		this.colours.addEventListener('change', () => this.draw());
		this.name(annotationColours);
	}

	/** What the colours are called, in their order. */
	name(names: readonly string[]): void {
		this.names = annotationColours.map((colour, at) => names[at] ?? colour);
		const chosen = this.colours.value;
		this.colours.replaceChildren(
			element('option', { value: '' }, localize('All colors')),
			...annotationColours.map((colour, at) => element('option', { value: colour }, this.names[at] ?? colour)),
		);
		this.colours.value = chosen;
	}

	show(marks: readonly ShownMark[]): void {
		this.marks = marks;
		// What is being typed would be gone.
		if (!(document.activeElement instanceof HTMLTextAreaElement)) {
			this.draw();
		}
	}

	/** A mark whose words are not in this version of the file. */
	addLost(id: string): void {
		this.lost.add(id);
		this.draw();
	}

	select(id: string): void {
		this.selected = id;
		for (const item of this.items.querySelectorAll<HTMLElement>('[data-mark]')) {
			item.classList.toggle('selected', item.dataset['mark'] === id);
			if (item.dataset['mark'] === id) {
				item.scrollIntoView({ block: 'nearest' });
			}
		}
	}

	private draw(): void {
		const words = this.words.value.toLowerCase().split(/\s+/).filter(Boolean);
		const shown = this.marks.filter(mark => {
			const text = [mark.quote?.exact, mark.comment, ...mark.tags].join(' ').toLowerCase();
			return (this.colours.value === '' || mark.colour === this.colours.value) && words.every(word => text.includes(word));
		});
		this.items.replaceChildren(...shown.map(mark => this.item(mark)));
		if (shown.length === 0) {
			const hint =
				this.marks.length === 0
					? localize('No annotations yet. Select text, then press 1 to 5 to highlight it, or Q to quote it in the paper’s note.')
					: localize('No annotations match. Clear the filter to see all.');
			this.items.append(element('li', { class: 'hint' }, hint));
		}
	}

	private item(mark: ShownMark): HTMLElement {
		const page = `p. ${mark.pageLabel ?? mark.page}`;
		const text = mark.quote?.exact ?? (mark.kind === 'note' ? localize('Note') : localize('Area'));
		return element(
			'li',
			{ class: `${mark.colour}${mark.id === this.selected ? ' selected' : ''}`, 'data-mark': mark.id },
			button(
				{ class: 'place', title: localize('Show on the page') },
				() => this.ports.go(mark),
				element('span', { class: 'quote', dir: 'auto' }, text),
			),
			...(mark.comment === undefined ? [] : [element('p', { class: 'comment', dir: 'auto' }, mark.comment)]),
			...(mark.tags.length === 0 ? [] : [element('p', { class: 'tags' }, mark.tags.map(tag => `#${tag}`).join(' '))]),
			...(this.lost.has(mark.id) ? [element('p', { class: 'lost' }, localize('Its text isn’t in this version of the PDF.'))] : []),
			element(
				'div',
				{ class: 'actions' },
				element('span', { class: 'page' }, page),
				this.colourBox(mark),
				button(
					{ class: 'tool', title: localize('Comment'), 'aria-label': localize('Comment on the annotation on {0}', page) },
					() => this.edit(mark),
					icon('thought'),
				),
				...(mark.quote === undefined
					? []
					: [
							button(
								{ class: 'tool', title: localize('Quote to note'), 'aria-label': localize('Quote the annotation on {0}', page) },
								() => this.ports.quote(mark),
								icon('note'),
							),
						]),
				button(
					{ class: 'tool', title: localize('Remove'), 'aria-label': localize('Remove the annotation on {0}', page) },
					() => this.ports.remove(mark.id),
					icon('remove'),
				),
			),
		);
	}

	private colourBox(mark: ShownMark): HTMLElement {
		const box = element(
			'select',
			{ 'aria-label': localize('Color') },
			...annotationColours.map((colour, at) =>
				element('option', { value: colour, selected: colour === mark.colour ? true : undefined }, this.names[at] ?? colour),
			),
		);
		box.addEventListener('change', () => {
			const colour: AnnotationColour | undefined = annotationColours.find(known => known === box.value);
			if (colour !== undefined) {
				this.ports.change(mark.id, { colour });
			}
		});
		return box;
	}

	/** The comment, and its tags on a line of their own behind it: `#claim #method`. */
	private edit(mark: ShownMark): void {
		const item = [...this.items.querySelectorAll<HTMLElement>('[data-mark]')].find(known => known.dataset['mark'] === mark.id);
		const tags = mark.tags.map(tag => `#${tag}`).join(' ');
		const box = element('textarea', {
			rows: '4',
			'aria-label': localize('Comment'),
			placeholder: localize('Your comment; put #tags on their own line'),
		});
		box.value = [mark.comment, tags].filter(Boolean).join('\n');
		const finish = (isKept: boolean) => {
			box.remove();
			if (isKept) {
				this.ports.change(mark.id, commentAndTags(box.value));
			}
			this.draw();
		};
		box.addEventListener('keydown', event => {
			if (event.key === 'Escape') {
				finish(false);
			} else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
				finish(true);
			}
		});
		box.addEventListener('blur', () => {
			if (box.isConnected) {
				finish(true);
			}
		});
		item?.append(box);
		box.focus();
	}
}

/** Lines that are nothing but `#words` are tags; all else is the comment. */
export function commentAndTags(text: string): { readonly comment: string; readonly tags: readonly string[] } {
	const lines = text.split('\n');
	const isTags = (line: string) => /^\s*#[^\s#]+(?:\s+#[^\s#]+)*\s*$/.test(line);
	const tags = lines.filter(isTags).flatMap(line => [...line.matchAll(/#([^\s#]+)/g)].map(([, tag]) => tag ?? ''));
	return {
		comment: lines
			.filter(line => !isTags(line))
			.join('\n')
			.trim(),
		tags: [...new Set(tags)],
	};
}
