import { localize, localizeCount } from '../../core/data/localize';
import type { ComparedRun, Comparison } from '../../core/reading/comparison';
import type { FromDuplicates, ToDuplicates } from '../../protocol/duplicates';
import { button, element } from '../shared/element';
import { tableOf } from '../../core/data/table';

type Send = (message: FromDuplicates) => void;

/** Pairs of papers that may be one, side by side, each to be decided by a button or a key. */
export class DuplicatesView {
	private readonly heading = element('h1');
	private readonly hint = element(
		'p',
		{ class: 'hint' },
		localize(
			'Keyboard: 1 or 2 merges and keeps the left or right citation key, 0 keeps both papers, J and K go to the next and previous pair. You can undo everything.',
		),
	);
	private readonly list = element('div', { class: 'pairs' });
	private readonly rest = element('p', { class: 'hint' });
	private readonly announcements = element('div', { class: 'hidden', role: 'status' });
	private pairs: readonly Comparison[] = [];
	private current = 0;

	constructor(
		body: HTMLElement,
		private readonly send: Send,
	) {
		body.append(element('main', {}, this.heading, this.hint, this.list, this.rest), this.announcements);
		document.addEventListener('keydown', event => this.press(event));
		this.list.addEventListener('focusin', event => this.noteFocus(event.target));
	}

	show({ pairs, more }: ToDuplicates): void {
		const decided = this.pairs.length > 0 && pairs.length < this.pairs.length;
		this.pairs = pairs;
		this.current = Math.max(0, Math.min(this.current, pairs.length - 1));
		this.heading.textContent = titleOf(pairs.length + more);
		this.hint.hidden = pairs.length === 0;
		this.rest.textContent = more === 0 ? '' : localize('{0} more after these.', more);
		this.list.replaceChildren(...pairs.map((pair, index) => pairArticle(pair, index, this.send)));
		if (decided) {
			this.announcements.textContent = titleOf(pairs.length + more);
			this.focus(this.current);
		}
	}

	private press(event: KeyboardEvent): void {
		if (event.ctrlKey || event.metaKey || event.altKey) {
			return;
		}
		const pair = this.pairs[this.current];
		const key = event.key.toLowerCase();
		if (key === 'j' || key === 'k') {
			this.focus(this.current + (key === 'j' ? 1 : -1));
		} else if (pair !== undefined) {
			const decision = decisions.get(event.key)?.(pair);
			if (decision !== undefined) {
				this.send(decision);
			}
		}
	}

	private focus(index: number): void {
		const article = this.list.children[index];
		if (article instanceof HTMLElement) {
			this.current = index;
			article.focus();
			article.scrollIntoView({ block: 'nearest' });
		}
	}

	private noteFocus(target: EventTarget | null): void {
		const index = [...this.list.children].findIndex(article => target instanceof Node && article.contains(target));
		this.current = index < 0 ? this.current : index;
	}
}

const decisions = tableOf<(pair: Comparison) => FromDuplicates>({
	1: ({ left, right }) => ({ type: 'merge', kept: left.id, other: right.id }),
	2: ({ left, right }) => ({ type: 'merge', kept: right.id, other: left.id }),
	0: ({ left, right }) => ({ type: 'keepApart', ids: [left.id, right.id] }),
});

function titleOf(count: number): string {
	return count === 0
		? localize('No possible duplicates left')
		: localizeCount(count, '1 possible duplicate pair', '{0} possible duplicate pairs');
}

function pairArticle({ left, right, fields }: Comparison, index: number, send: Send): HTMLElement {
	const heading = `pair-${index}`;
	const side = ({ id, key }: Comparison['left']) =>
		element(
			'th',
			{ scope: 'col' },
			button({ class: 'key', title: localize('Open in the reader') }, () => send({ type: 'open', id }), `@${key}`),
		);
	const rows = fields.map(field => element('tr', {}, element('th', { scope: 'row' }, field.label), cell(field.left), cell(field.right)));
	return element(
		'article',
		{ tabindex: '-1', 'aria-labelledby': heading },
		element('h2', { id: heading, class: 'hidden' }, `@${left.key} and @${right.key}`),
		element('table', {}, element('thead', {}, element('tr', {}, element('td'), side(left), side(right))), element('tbody', {}, ...rows)),
		element(
			'div',
			{ class: 'choices' },
			button({ class: 'secondary' }, () => send({ type: 'merge', kept: left.id, other: right.id }), localize('Merge, Keep @{0}', left.key)),
			button(
				{ class: 'secondary' },
				() => send({ type: 'merge', kept: right.id, other: left.id }),
				localize('Merge, Keep @{0}', right.key),
			),
			button({ class: 'secondary' }, () => send({ type: 'keepApart', ids: [left.id, right.id] }), localize('Not Duplicates')),
		),
	);
}

function cell(runs: readonly ComparedRun[]): HTMLElement {
	return element('td', { dir: 'auto' }, ...runs.flatMap(({ text, differs }) => (differs ? marked(text) : [text])));
}

/** The space behind the words is not marked. */
function marked(text: string): readonly (HTMLElement | string)[] {
	const words = text.trimEnd();
	return [element('mark', {}, words), text.slice(words.length)];
}
