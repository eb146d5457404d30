import { localize } from '../../core/data/localize';
import { addableFields, formFields } from '../../core/editing/form';
import type { FormField, Written } from '../../core/editing/form';
import { editedRecord, writtenIn } from '../../core/editing/draft';
import type { EditState } from '../../core/editing/draft';
import type { FormRemark } from '../../core/editing/remarks';
import { workTypes } from '../../core/editing/typeFields';
import { textOf } from '../../core/data/json';
import { button, element } from '../shared/element';
import { RowsInput } from './rowsInput';

export interface FormPorts {
	change(field: string, written: Written): void;
	add(field: string): void;
	editJson(): void;
}

/** The fields of a paper, each with its label, its input and what is to be said of it. */
export class FormView {
	readonly element = element('div', { class: 'form', role: 'group', 'aria-label': localize('Fields') });
	private readonly remarks = new Map<string, HTMLElement>();
	private readonly inputs = new Map<string, HTMLElement>();
	/** How many rows of a long list are shown, by field. */
	private readonly rowsShown = new Map<string, number>();

	constructor(private readonly ports: FormPorts) {}

	/** Shows a state anew; the focus stays in its field. */
	show(state: EditState): void {
		const place = placeOf(this.element);
		const record = editedRecord(state);
		const type = textOf(record['type']) ?? '';
		const fields = formFields(record, type, state.added);
		this.remarks.clear();
		this.inputs.clear();
		this.element.replaceChildren(
			...fields.flatMap((field, index) => this.rowOf(field, writtenIn(state, field.field), index)),
			...this.adder(addableFields(record, type, state.added)),
		);
		restorePlace(this.element, place);
	}

	focus(field: string): void {
		const input = this.inputs.get(field);
		(input?.matches('input, textarea, select') === true ? input : input?.querySelector<HTMLElement>('input, button'))?.focus();
	}

	/** Says what is to be said beside the fields. */
	remark(remarks: readonly FormRemark[]): void {
		for (const [field, place] of this.remarks) {
			const own = remarks.filter(remark => remark.field === field);
			const words = own.map(({ sentence }) => sentence).join(' ');
			if (place.textContent !== words) {
				place.textContent = words;
			}
			const isError = own.some(({ gravity }) => gravity === 'error');
			place.className = `remark ${isError ? 'error' : own.some(({ gravity }) => gravity === 'warning') ? 'warning' : ''}`;
			const input = this.inputs.get(field);
			if (input?.matches('input, textarea, select') === true) {
				input.setAttribute('aria-invalid', String(isError));
			}
		}
	}

	private rowOf(field: FormField, written: Written, index: number): readonly HTMLElement[] {
		const id = `field-${index}`;
		const remark = element('p', { class: 'remark', id: `${id}-remark`, 'aria-live': 'polite' });
		const input = this.inputOf(field, written, id);
		this.remarks.set(field.field, remark);
		this.inputs.set(field.field, input);
		const isGroup = input.getAttribute('role') === 'group';
		const label = element(
			isGroup || field.input === 'json' ? 'span' : 'label',
			{
				class: field.isNeeded ? 'label needed' : 'label',
				id: `${id}-label`,
				...(isGroup || field.input === 'json' ? {} : { for: id }),
			},
			field.label,
		);
		return [label, element('div', { class: 'cell' }, input, remark)];
	}

	private inputOf({ field, label, input }: FormField, written: Written, id: string): HTMLElement {
		const attributes = { id, 'data-place': field, 'aria-describedby': `${id}-remark`, dir: 'auto' };
		const text = typeof written === 'string' ? written : '';
		switch (input) {
			case 'type':
				return this.typeInput(text, attributes);
			case 'names':
			case 'links':
				return new RowsInput({
					field,
					label,
					kind: input,
					rows: typeof written === 'string' ? [] : written,
					id,
					shown: this.rowsShown,
					change: rows => this.ports.change(field, rows),
				}).element;
			case 'paragraphs':
			case 'list':
				return this.textInput(
					field,
					text,
					{ ...attributes, ...(input === 'list' ? { placeholder: localize('One per line') } : {}) },
					input === 'list',
				);
			case 'json':
				return element(
					'div',
					{ class: 'as-json' },
					element('code', {}, text.length > longestPreview ? `${text.slice(0, longestPreview)}…` : text),
					button(
						{ class: 'link', 'aria-label': localize('Edit as JSON: {0}', label) },
						() => this.ports.editJson(),
						localize('Edit as JSON'),
					),
				);
			case 'line':
			case 'date': {
				const made = element('input', {
					type: 'text',
					...attributes,
					...(input === 'date' ? { placeholder: '2020, 2020-05-04, 2019/2021, 1999~' } : {}),
				});
				made.value = text;
				made.addEventListener('input', () => this.ports.change(field, made.value));
				return made;
			}
		}
	}

	private textInput(field: string, text: string, attributes: Readonly<Record<string, string>>, isList: boolean): HTMLElement {
		const rows = isList ? 2 : field === 'title' ? 2 : field === 'abstract' ? 8 : 3;
		const made = element('textarea', { rows: String(Math.max(rows, Math.min(12, text.split('\n').length))), ...attributes });
		made.value = text;
		made.addEventListener('input', () => this.ports.change(field, made.value));
		return made;
	}

	private typeInput(type: string, attributes: Readonly<Record<string, string>>): HTMLElement {
		const known = workTypes.some(row => row.type === type);
		const made = element(
			'select',
			attributes,
			...(known ? [] : [element('option', { value: type }, type)]),
			...workTypes.map(row => element('option', { value: row.type }, row.label())),
		);
		made.value = type;
		made.addEventListener('change', () => this.ports.change('type', made.value));
		return made;
	}

	private adder(addable: readonly FormField[]): readonly HTMLElement[] {
		const select = element(
			'select',
			{ id: 'add-field', 'data-place': 'add-field' },
			element('option', { value: '' }, localize('Choose a field…')),
			...addable.map(({ field, label }) => element('option', { value: field }, label)),
		);
		select.addEventListener('change', () => {
			if (select.value !== '') {
				this.ports.add(select.value);
			}
		});
		return [element('label', { class: 'label', for: 'add-field' }, localize('Add field')), element('div', { class: 'cell' }, select)];
	}
}

/** As many characters of a field are shown that is edited as JSON. */
const longestPreview = 200;

interface Place {
	readonly name: string;
	readonly start: number | null;
	readonly end: number | null;
}

function placeOf(form: HTMLElement): Place | undefined {
	const { activeElement } = document;
	if (!(activeElement instanceof HTMLElement) || !form.contains(activeElement)) {
		return undefined;
	}
	const isText = activeElement instanceof HTMLInputElement || activeElement instanceof HTMLTextAreaElement;
	const name = activeElement.dataset['place'] ?? '';
	return isText ? { name, start: activeElement.selectionStart, end: activeElement.selectionEnd } : { name, start: null, end: null };
}

function restorePlace(form: HTMLElement, place: Place | undefined): void {
	const found =
		place === undefined
			? undefined
			: [...form.querySelectorAll<HTMLElement>('[data-place]')].find(one => one.dataset['place'] === place.name);
	found?.focus();
	if (place !== undefined && (found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement)) {
		found.setSelectionRange(place.start, place.end);
	}
}
