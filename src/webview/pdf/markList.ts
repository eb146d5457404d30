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

/** So many are drawn at once; the others when the list is scrolled to their place: a book may have thousands. */
const step = 50;

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
	/** Those that the filter lets through, in their order, and how many of them are drawn. */
	private shown: readonly ShownMark[] = [];
	private drawn = 0;
	/** Stands behind those that are drawn. */
	private readonly end = element('li', { class: 'more', 'aria-hidden': 'true' });

	constructor(private readonly ports: MarkListPorts) {
		this.element = element(
			'aside',
			{ 'aria-label': localize('Annotations') },
			element('div', { class: 'filters' }, this.words, this.colours, this.addAll),
			this.items,
		);
		this.words.addEventListener('input', () => this.drawAnew());
		this.colours.addEventListener('change', () => this.drawAnew());
		new IntersectionObserver(entries => {
			if (entries.some(({ isIntersecting }) => isIntersecting)) {
				this.drawTo(this.drawn + step);
			}
		}).observe(this.end);
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
		this.drawTo(this.shown.findIndex(mark => mark.id === id) + 1);
		for (const item of this.items.querySelectorAll<HTMLElement>('[data-mark]')) {
			item.classList.toggle('selected', item.dataset['mark'] === id);
			if (item.dataset['mark'] === id) {
				item.scrollIntoView({ block: 'nearest' });
			}
		}
	}

	private drawAnew(): void {
		this.drawn = 0;
		this.draw();
	}

	private draw(): void {
		const words = this.words.value.toLowerCase().split(/\s+/).filter(Boolean);
		const shown = this.marks.filter(mark => {
			const text = [mark.quote?.exact, mark.comment, tagsOf(mark)].join(' ').toLowerCase();
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
			this.end,
		);
		this.shown = [...lost, ...shown.filter(({ id }) => !this.lost.has(id))];
		// As many as before, so that the list stays where it was scrolled to.
		const before = Math.max(this.drawn, step);
		this.drawn = 0;
		this.drawTo(before);
		if (shown.length === 0) {
			const hint =
				this.marks.length === 0
					? localize(
							'No annotations yet. Select text, then press 1 to 5 to highlight it, or Q to quote it in the paper’s note. Press A to mark a figure.',
						)
					: localize('No annotations match. Clear the filter to see all.');
			this.items.append(element('li', { class: 'hint' }, hint));
		}
	}

	private drawTo(count: number): void {
		const more = this.shown.slice(this.drawn, count);
		if (more.length > 0) {
			this.end.before(...more.map((mark, at) => this.item(mark, this.drawn + at)));
			this.drawn += more.length;
			// Gone and there again, it is looked at again: it may still be in sight.
			this.end.remove();
		}
		if (this.drawn >= this.shown.length) {
			this.end.remove();
		} else if (!this.end.isConnected) {
			this.items.append(this.end);
		}
	}

	/** `at` is its place in the list, from 0. */
	private item(mark: ShownMark, at: number): HTMLElement {
		const page = `p. ${mark.pageLabel ?? mark.page}`;
		const text = mark.quote?.exact ?? (mark.kind === 'note' ? localize('Note') : localize('Area'));
		const name = [`${text}, ${page}`, mark.comment].filter(Boolean).join(': ');
		return element(
			'li',
			{
				class: `${mark.colour}${mark.id === this.selected ? ' selected' : ''}`,
				'data-mark': mark.id,
				// A screen reader knows of those that are not drawn yet.
				'aria-setsize': String(this.shown.length),
				'aria-posinset': String(at + 1),
			},
			button(
				{ class: 'place', title: localize('Show on the page'), 'aria-label': mark.kind === 'area' ? name : undefined },
				() => this.ports.go(mark),
				mark.kind === 'area' ? this.picture(mark, text) : element('span', { class: 'quote', dir: 'auto' }, text),
			),
			...(mark.comment === undefined ? [] : [element('p', { class: 'comment', dir: 'auto' }, mark.comment)]),
			...(mark.tags.length === 0 ? [] : [element('p', { class: 'tags' }, tagsOf(mark))]),
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
		const box = element('textarea', {
			rows: '4',
			'aria-label': localize('Comment'),
			placeholder: localize('Your comment; put #tags on their own line'),
		});
		box.value = [mark.comment, tagsOf(mark)].filter(Boolean).join('\n');
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

/** As they are shown, typed and filtered by: `#claim #method`. */
function tagsOf({ tags }: ShownMark): string {
	return tags.map(tag => `#${tag}`).join(' ');
}

function whyLost({ quote, page, pageLabel }: ShownMark): string {
	return quote === undefined
		? localize('This area wasn’t found in this version of the PDF. It was on page {0}.', pageLabel ?? page)
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
