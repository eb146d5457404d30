import { localize, localizeCount } from '../../core/data/localize';
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
	/** What an area shows; `undefined` where nothing can be shown. */
	readonly picture: (mark: ShownMark) => Promise<HTMLCanvasElement | undefined>;
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
	/** Ids of those that are not found in this version of the file. */
	private lost: ReadonlySet<string> = new Set();
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

	/** `lost` are the ids of those whose words, or whose place, are not in this version of the file. */
	show(marks: readonly ShownMark[], lost: ReadonlySet<string>): void {
		this.marks = marks;
		this.lost = lost;
		// What is being typed would be gone.
		if (!(document.activeElement instanceof HTMLTextAreaElement)) {
			this.draw();
		}
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
		const lost = shown.filter(({ id }) => this.lost.has(id));
		this.items.replaceChildren(
			...(lost.length === 0
				? []
				: [
						element(
							'li',
							{ class: 'hint' },
							localizeCount(
								lost.length,
								'{0} annotation wasn’t found in this version of the PDF.',
								'{0} annotations weren’t found in this version of the PDF.',
							),
						),
					]),
			...[...lost, ...shown.filter(({ id }) => !this.lost.has(id))].map(mark => this.item(mark)),
		);
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
		const name = [`${text}, ${page}`, mark.comment].filter(Boolean).join(': ');
		return element(
			'li',
			{ class: `${mark.colour}${mark.id === this.selected ? ' selected' : ''}`, 'data-mark': mark.id },
			button(
				{ class: 'place', title: localize('Show on the page'), 'aria-label': mark.kind === 'area' ? name : undefined },
				() => this.ports.go(mark),
				mark.kind === 'area' ? this.picture(mark, text) : element('span', { class: 'quote', dir: 'auto' }, text),
			),
			...(mark.comment === undefined ? [] : [element('p', { class: 'comment', dir: 'auto' }, mark.comment)]),
			...(mark.tags.length === 0 ? [] : [element('p', { class: 'tags' }, mark.tags.map(tag => `#${tag}`).join(' '))]),
			...(this.lost.has(mark.id) ? [element('p', { class: 'lost' }, whyLost(mark))] : []),
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

	/** What an area shows, in place of its name as soon as it is drawn. */
	private picture(mark: ShownMark, name: string): HTMLElement {
		const holder = element('span', { class: 'picture' }, name);
		this.ports.picture(mark).then(
			picture => {
				if (picture !== undefined) {
					holder.replaceChildren(picture);
				}
			},
			// A page that can't be drawn leaves the name.
			() => undefined,
		);
		return holder;
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

function whyLost({ quote }: ShownMark): string {
	return quote === undefined
		? localize('It was marked in another version of the PDF. Check its place.')
		: localize('Its text isn’t in this version of the PDF.');
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
