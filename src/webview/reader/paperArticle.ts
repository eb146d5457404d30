import { localize } from '../../core/data/localize';
import type { Status } from '../../core/paper/paper';
import { datedStatus, statusLabel } from '../../core/paper/statusLabel';
import { statuses } from '../../core/paper/paper';
import type { PageLink, PaperPage } from '../../core/reading/paperPage';
import type { Passage } from '../../protocol/reader';
import { button, element } from '../shared/element';
import { icon } from '../shared/icons';
import type { Action, ReaderDeed } from './actions';
import { actionAttributes, actions } from './actions';
import { drawLink, drawRichText, selectedText } from './richText';
import { tableOf } from '../../core/data/table';

export interface ArticleDeeds {
	perform(deed: ReaderDeed): void;
	removeTag(tag: string): void;
	showFigure(): void;
}

/**
 * A paper on the screen. Each part is drawn again only when what it shows has changed, so that the focus and a selection elsewhere stay.
 */
export class PaperArticle {
	readonly element = element('article', { 'aria-labelledby': 'title' });
	private readonly homes: readonly { readonly part: Part; readonly home: HTMLElement; shown: string }[];

	constructor(private readonly deeds: ArticleDeeds) {
		this.homes = parts.map(part => ({ part, home: element('div', { class: part.name }), shown: '' }));
		this.element.append(...this.homes.map(({ home }) => home));
	}

	/** What is selected, and in which part. A selection over several parts stands in none. */
	selected(): Passage {
		const text = selectedText(this.element);
		const home = text === '' ? undefined : this.homes.find(candidate => selectedText(candidate.home) !== '');
		return { text, place: home === undefined ? '' : (places.get(home.part.name) ?? '') };
	}

	show(page: PaperPage): void {
		for (const home of this.homes) {
			const shown = JSON.stringify([page.id, ...home.part.uses.map(field => page[field])]);
			if (shown !== home.shown) {
				home.shown = shown;
				const focus = focusWithin(home.home);
				home.home.replaceChildren(...home.part.draw(page, this.deeds));
				focus.restore();
			}
		}
	}
}

/** As a citation names them. */
const places = tableOf<string>({ heading: localize('Title'), abstract: localize('Abstract') });

interface Part {
	readonly name: string;
	readonly uses: readonly (keyof PaperPage)[];
	draw(page: PaperPage, deeds: ArticleDeeds): readonly Node[];
}

const parts: readonly Part[] = [
	{ name: 'marks', uses: ['marks'], draw: drawMarks },
	{ name: 'origin', uses: ['lists', 'published'], draw: drawOrigin },
	{ name: 'heading', uses: ['title'], draw: page => [element('h1', { id: 'title', dir: 'auto' }, ...drawRichText(page.title))] },
	{ name: 'authors', uses: ['authors'], draw: drawAuthors },
	{ name: 'state', uses: ['status', 'statusDate', 'tags', 'colors', 'key'], draw: drawState },
	{ name: 'abstract', uses: ['abstract'], draw: drawAbstract },
	{ name: 'figure', uses: ['figure'], draw: drawFigure },
	{ name: 'details', uses: ['key', 'identifiers', 'links'], draw: drawDetails },
];

function drawMarks({ marks }: PaperPage): readonly Node[] {
	return marks.map(({ kind, text, url }) =>
		element('p', { class: `mark ${kind}`, role: 'note' }, icon('warning'), url === '' ? text : drawLink(url, text)),
	);
}

function drawOrigin({ lists, published }: PaperPage): readonly Node[] {
	const facts = [...published, ...lists];
	return facts.length === 0 ? [] : [element('p', { dir: 'auto' }, facts.join(' · '))];
}

function drawAuthors({ authors: { first, more } }: PaperPage): readonly Node[] {
	if (first.length === 0) {
		return [element('p', { class: 'missing' }, localize('No authors'))];
	}
	if (more.length === 0) {
		return [element('p', { dir: 'auto' }, first.join(', '))];
	}
	const rest = element('span', { hidden: true }, `, ${more.join(', ')}`);
	const toggle = button(
		{ class: 'text-button', id: 'more-authors', 'aria-expanded': 'false' },
		() => {
			rest.hidden = !rest.hidden;
			toggle.setAttribute('aria-expanded', String(!rest.hidden));
			toggle.textContent = rest.hidden ? moreLabel : localize('show fewer');
		},
		'',
	);
	const moreLabel = localize('and {0} more', more.length);
	toggle.textContent = moreLabel;
	return [element('p', { dir: 'auto' }, first.join(', '), rest, ' ', toggle)];
}

const statusActions: Readonly<Record<Status, Action>> = { unread: actions.unread, reading: actions.reading, read: actions.read };

function drawState({ status, statusDate, tags, colors, key }: PaperPage, deeds: ArticleDeeds): readonly Node[] {
	if (key === '') {
		const choice = (action: Action, label: string, name: string) =>
			button(
				{ ...actionAttributes(action), id: name, class: name === 'save' ? 'primary' : 'secondary' },
				() => deeds.perform(action.deed),
				label,
			);
		return [
			element(
				'div',
				{ class: 'choices', role: 'group', 'aria-label': localize('This paper isn’t in the library') },
				choice(actions.save, localize('Save to Library'), 'save'),
				choice(actions.dismiss, localize('Dismiss'), 'dismiss'),
			),
		];
	}
	const choices = statuses.map(choice => {
		const action = statusActions[choice];
		return button(
			{ ...actionAttributes(action), id: `status-${choice}`, 'aria-pressed': String(choice === status) },
			() => deeds.perform(action.deed),
			statusLabel(choice),
		);
	});
	return [
		element('div', { class: 'status', role: 'group', 'aria-label': localize('Status') }, ...choices),
		...(statusDate === '' ? [] : [element('span', { class: 'status-date' }, datedStatus(status, statusDate))]),
		drawTags(tags, colors, deeds),
	];
}

function drawTags(tags: readonly string[], colors: PaperPage['colors'], deeds: ArticleDeeds): HTMLElement {
	const items = tags.map(tag =>
		element(
			'li',
			{ class: 'tag', dir: 'auto', 'data-color': colors.find(known => known.tag === tag)?.color },
			tag,
			button(
				{ id: `remove-tag-${tag}`, title: localize('Remove tag {0}', tag), 'aria-label': localize('Remove tag {0}', tag) },
				() => deeds.removeTag(tag),
				icon('remove'),
			),
		),
	);
	const add = button(
		{ ...actionAttributes(actions.addTag), class: 'add-tag', id: 'add-tag' },
		() => deeds.perform(actions.addTag.deed),
		icon('larger'),
		localize('Add tag'),
	);
	return element('ul', { class: 'tags', 'aria-label': localize('Tags') }, ...items, element('li', {}, add));
}

function drawAbstract({ abstract }: PaperPage): readonly Node[] {
	const heading = element('h2', {}, localize('Abstract'));
	return abstract.length === 0
		? [heading, element('p', { class: 'missing' }, localize('No abstract'))]
		: [heading, ...abstract.map(paragraph => element('p', { dir: 'auto' }, ...drawRichText(paragraph)))];
}

function drawFigure({ figure }: PaperPage, deeds: ArticleDeeds): readonly Node[] {
	const ask = (label: string) => button({ class: 'text-button', id: 'show-figure' }, () => deeds.showFigure(), label);
	switch (figure.kind) {
		case 'none':
			return [];
		case 'offered':
			return [ask(localize('Show Figure from Hugging Face'))];
		case 'loading':
			return [element('p', { class: 'missing', role: 'status' }, localize('Loading the figure…'))];
		case 'shown':
			return [element('img', { src: figure.address, alt: localize('Figure of the paper, from Hugging Face') })];
		case 'failed':
			return [element('p', { class: 'missing', role: 'status' }, figure.sentence), ask(localize('Try Again'))];
	}
}

const linkLabels: Readonly<Record<PageLink['kind'], string>> = {
	pdf: localize('Free PDF'),
	code: localize('Code'),
	project: localize('Project page'),
	data: localize('Data'),
	other: localize('Link'),
};

function drawDetails({ key, identifiers, links }: PaperPage): readonly Node[] {
	const rows = [
		...(key === '' ? [] : [row(localize('Citation key'), [element('code', {}, key)])]),
		...identifiers.map(({ label, text, url }) => row(label, [drawLink(url, text)])),
		...links.map(link => row(linkLabels[link.kind], drawPageLink(link))),
	];
	return [element('h2', { class: 'hidden' }, localize('Details')), element('dl', {}, ...rows)];
}

function drawPageLink({ kind, text, url }: PageLink): readonly Node[] {
	return [icon(kind), drawLink(url, text)];
}

function row(label: string, value: readonly Node[]): HTMLElement {
	return element('div', { class: 'row' }, element('dt', {}, label), element('dd', {}, ...value));
}

/**
 * Remembers which element inside has the focus, to give it to its successor of the same id. A tag that is removed leaves it to "add tag".
 */
function focusWithin(home: HTMLElement): { restore(): void } {
	const focused = home.contains(document.activeElement) ? document.activeElement?.id : undefined;
	return {
		restore: () => {
			if (focused !== undefined) {
				(document.getElementById(focused) ?? home.querySelector<HTMLElement>('.add-tag'))?.focus({ preventScroll: true });
			}
		},
	};
}
