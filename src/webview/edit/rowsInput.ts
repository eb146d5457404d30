import { localize } from '../../core/data/localize';
import type { FormRow } from '../../core/editing/form';
import { linkParts, nameParts } from '../../core/editing/form';
import { tableOf } from '../../core/data/table';
import { button, element } from '../shared/element';

export interface RowsOptions {
	readonly field: string;
	readonly label: string;
	readonly kind: 'names' | 'links';
	readonly rows: readonly FormRow[];
	readonly id: string;
	/** How many rows of a long list are shown, by field; it is kept from one drawing to the next. */
	readonly shown: Map<string, number>;
	readonly change: (rows: readonly FormRow[]) => void;
}

/** So many rows of a list are drawn at first, and so many more each time: a paper may have thousands of authors. */
const firstRows = 40;
const moreRows = 200;

const partLabels = tableOf<string>({
	family: localize('Family name'),
	given: localize('Given names'),
	'non-dropping-particle': localize('Particle (van, de la)'),
	'dropping-particle': localize('Dropping particle (von)'),
	suffix: 'Suffix (Jr., III)',
	literal: localize('Organization, or name as a whole'),
	kind: localize('Kind of link'),
	url: 'URL',
});

const linkKinds = tableOf<string>({
	code: localize('Code'),
	project: localize('Project page'),
	data: localize('Data'),
	other: localize('Other'),
});

/** A list of people or links, a row each. Enter adds a row below, Alt+Up and Alt+Down move one. */
export class RowsInput {
	readonly element: HTMLElement;
	private rows: readonly FormRow[];
	/** Rows of which all parts are shown. */
	private readonly open = new Set<number>();
	private readonly list = element('div', { class: 'rows' });
	private readonly one: string;

	constructor(private readonly options: RowsOptions) {
		this.rows = options.rows;
		this.one = options.label.replace(/s(?=$| of )/, '');
		this.element = element(
			'div',
			{ role: 'group', 'aria-labelledby': `${options.id}-label`, 'aria-describedby': `${options.id}-remark` },
			this.list,
		);
		this.draw();
	}

	private get shown(): number {
		return this.options.shown.get(this.options.field) ?? firstRows;
	}

	private draw(): void {
		const hidden = this.rows.length - this.shown;
		this.list.replaceChildren(
			...this.rows.slice(0, this.shown).map((row, index) => this.rowElement(row, index)),
			element(
				'div',
				{ class: 'below-rows' },
				...(hidden > 0
					? [
							button(
								{ class: 'link', 'data-place': `${this.options.field}-more` },
								() => this.showMore(this.shown),
								localize('Show {0} more of {1}', Math.min(hidden, moreRows), hidden),
							),
						]
					: []),
				this.adder(this.options.kind === 'links' ? localize('Add link') : localize('Add {0}', this.one), 'person'),
				...(this.options.kind === 'names' ? [this.adder(localize('Add organization'), 'organization')] : []),
			),
		);
	}

	private adder(words: string, kind: 'person' | 'organization'): HTMLElement {
		return button(
			{ class: 'link', 'data-place': `${this.options.field}-add-${kind}` },
			() => this.insert(this.rows.length, kind),
			`+ ${words}`,
		);
	}

	private showMore(from: number): void {
		this.options.shown.set(this.options.field, this.shown + moreRows);
		this.draw();
		this.focus(from);
	}

	private insert(at: number, kind: 'person' | 'organization'): void {
		const fresh: FormRow = { parts: this.options.kind === 'links' ? { kind: 'other' } : kind === 'organization' ? { literal: '' } : {} };
		this.change([...this.rows.slice(0, at), fresh, ...this.rows.slice(at)]);
		if (at >= this.shown) {
			this.options.shown.set(this.options.field, at + 1);
			this.draw();
		}
		this.focus(at);
	}

	private remove(at: number): void {
		this.change(this.rows.filter((_row, index) => index !== at));
		this.focus(Math.min(at, this.rows.length - 1));
	}

	private move(at: number, step: 1 | -1): void {
		const row = this.rows[at];
		const other = this.rows[at + step];
		if (row !== undefined && other !== undefined && at + step < this.shown) {
			this.change(this.rows.map((one, index) => (index === at ? other : index === at + step ? row : one)));
			this.focus(at + step);
		}
	}

	private change(rows: readonly FormRow[]): void {
		this.rows = rows;
		this.open.clear();
		this.options.change(rows);
		this.draw();
	}

	private writePart(at: number, part: string, text: string): void {
		this.rows = this.rows.map((row, index) =>
			index === at ? { ...row, parts: { ...row.parts, ...Object.fromEntries([[part, text]]) } } : row,
		);
		this.options.change(this.rows);
	}

	private focus(at: number): void {
		const row = this.list.children[at];
		const target = row?.querySelector<HTMLElement>('input, select') ?? this.list.querySelector<HTMLElement>('.below-rows button');
		target?.focus();
	}

	private rowElement(row: FormRow, index: number): HTMLElement {
		const name = `${this.one} ${index + 1}`;
		const parts = this.partsOf(row, index);
		const made = element(
			'div',
			{ class: `row ${this.options.kind}`, role: 'group', 'aria-label': name },
			element('div', { class: 'parts' }, ...parts.map(part => this.partInput(row, index, part, name))),
			...(this.options.kind === 'names' && parts.length < nameParts.length
				? [this.tool('…', localize('All parts of {0}', name), index, 'all', () => this.openRow(index))]
				: []),
			this.tool('↑', localize('Move {0} up', name), index, 'up', () => this.move(index, -1)),
			this.tool('↓', localize('Move {0} down', name), index, 'down', () => this.move(index, 1)),
			this.tool('×', localize('Remove {0}', name), index, 'remove', () => this.remove(index)),
		);
		made.addEventListener('keydown', event => this.press(event, index));
		return made;
	}

	private press(event: KeyboardEvent, index: number): void {
		const isInput = event.target instanceof HTMLInputElement;
		if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
			event.preventDefault();
			this.move(index, event.key === 'ArrowUp' ? -1 : 1);
		} else if (event.key === 'Enter' && isInput && !event.isComposing && !event.ctrlKey && !event.metaKey) {
			event.preventDefault();
			this.insert(index + 1, 'person');
		}
	}

	private openRow(index: number): void {
		this.open.add(index);
		this.draw();
		this.focus(index);
	}

	/** The parts that a row shows: a whole name, or family and given names with whatever else it has. */
	private partsOf({ parts }: FormRow, index: number): readonly string[] {
		if (this.options.kind === 'links') {
			return linkParts;
		}
		if (this.open.has(index)) {
			return nameParts;
		}
		const isWhole = parts['literal'] !== undefined && parts['family'] === undefined;
		const usual: readonly string[] = isWhole ? ['literal'] : ['family', 'given'];
		return nameParts.filter(part => usual.includes(part) || (parts[part] ?? '') !== '');
	}

	private partInput(row: FormRow, index: number, part: string, name: string): HTMLElement {
		const label = partLabels.get(part) ?? part;
		const attributes = { 'aria-label': `${name}: ${label}`, 'data-place': `${this.options.field}-${index}-${part}` };
		const text = row.parts[part] ?? '';
		if (part === 'kind') {
			const known = linkKinds.has(text);
			const select = element(
				'select',
				attributes,
				...(known ? [] : [element('option', { value: text }, text)]),
				...[...linkKinds].map(([value, words]) => element('option', { value }, words)),
			);
			select.value = text;
			select.addEventListener('change', () => this.writePart(index, part, select.value));
			return select;
		}
		const input = element('input', { type: 'text', placeholder: label, dir: 'auto', ...attributes });
		input.value = text;
		input.addEventListener('input', () => this.writePart(index, part, input.value));
		return input;
	}

	private tool(sign: string, label: string, index: number, name: string, press: () => void): HTMLElement {
		return button(
			{ class: 'tool', title: label, 'aria-label': label, 'data-place': `${this.options.field}-${index}-${name}` },
			press,
			sign,
		);
	}
}
