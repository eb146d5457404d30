import { localize } from '../../core/data/localize';
import type { CellName, MatrixDraft, ShownCell } from '../../protocol/matrix';
import { element } from '../shared/element';

export interface CellDeeds {
	/** Hands a text to the host, which says what came of it. */
	save(draft: MatrixDraft): void;
	/** What is written has changed: it is to be kept across reloads. */
	keep(): void;
	/** Takes the focus back from the text that was written, and on by so many cells. */
	leave(cell: CellView, by: number): void;
}

/** A cell of the matrix: the text of a note, or a box to write it in. */
export class CellView {
	readonly element = element('td', { role: 'gridcell', tabindex: '-1', class: 'cell' });
	private readonly shown = element('div', { class: 'text', dir: 'auto' });
	private readonly remark = element('div', { class: 'remark', hidden: true });
	private readonly refusal = element('div', { class: 'refusal', role: 'alert', hidden: true });
	private box: HTMLTextAreaElement | undefined;
	/** What the note said when the text in the box was begun. */
	private before = '';
	private isSaving = false;
	/** What somebody else has written into the note since, of which the user is told: only what they save again replaces it. */
	private contested: string | undefined;
	private cell: ShownCell = { text: '', remark: '' };

	constructor(
		private readonly name: CellName,
		private readonly label: string,
		private readonly deeds: CellDeeds,
	) {
		this.element.append(this.shown, this.remark, this.refusal);
		this.element.addEventListener('dblclick', () => this.edit());
	}

	get isWriting(): boolean {
		return this.box !== undefined;
	}

	/** What isn't in the note yet. */
	get draft(): MatrixDraft | undefined {
		return this.box && { ...this.name, before: this.before, text: this.box.value };
	}

	show(cell: ShownCell): void {
		this.cell = cell;
		this.shown.textContent = cell.text;
		this.remark.textContent = cell.remark;
		this.remark.hidden = cell.remark === '';
		this.element.classList.toggle('empty', cell.text === '');
		if (this.box?.value === cell.text && !this.isSaving && document.activeElement !== this.box) {
			this.close();
		}
	}

	/** Opens the box, with the note's text or with one that was written before. */
	edit(draft?: MatrixDraft): void {
		if (this.box !== undefined) {
			this.box.focus();
			return;
		}
		if (draft !== undefined && draft.text === this.cell.text) {
			return;
		}
		this.before = draft?.before ?? this.cell.text;
		const box = element('textarea', { 'aria-label': this.label, rows: '3', dir: 'auto' });
		box.value = draft?.text ?? this.cell.text;
		this.box = box;
		box.addEventListener('input', () => {
			this.fit();
			this.refusal.hidden ||= this.contested === undefined;
			this.deeds.keep();
		});
		box.addEventListener('keydown', event => this.press(event));
		box.addEventListener('blur', () => (this.refusal.hidden ? this.save() : undefined));
		this.shown.hidden = true;
		this.element.prepend(box);
		this.fit();
		if (draft === undefined) {
			box.focus();
			box.setSelectionRange(box.value.length, box.value.length);
		}
	}

	/** The note has the text that was written. */
	saved(): void {
		if (this.isSaving && this.box !== undefined) {
			this.show({ ...this.cell, text: this.box.value });
			this.close();
		}
	}

	/** The note is as it was: the text stays in its box. */
	refuse(message: string, now: string): void {
		if (this.box === undefined) {
			return;
		}
		this.isSaving = false;
		this.box.readOnly = false;
		this.element.removeAttribute('aria-busy');
		this.contested = now === this.before ? undefined : now;
		this.refusal.hidden = false;
		this.refusal.replaceChildren(
			element('p', {}, message),
			...(this.contested !== undefined && now !== ''
				? [element('p', {}, localize('The note says:')), element('blockquote', { dir: 'auto' }, now)]
				: []),
		);
		this.deeds.keep();
	}

	private press(event: KeyboardEvent): void {
		// What is typed is the box's.
		event.stopPropagation();
		if (event.isComposing) {
			return;
		}
		if (event.key === 'Escape') {
			this.close();
			this.deeds.leave(this, 0);
		} else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
			this.save();
			this.deeds.leave(this, 0);
		} else if (event.key === 'Tab') {
			this.deeds.leave(this, event.shiftKey ? -1 : 1);
		} else {
			return;
		}
		event.preventDefault();
	}

	private save(): void {
		const { draft, box } = this;
		if (draft === undefined || box === undefined || this.isSaving) {
			return;
		}
		const before = this.contested ?? draft.before;
		if (draft.text === before) {
			this.close();
			return;
		}
		this.isSaving = true;
		box.readOnly = true;
		this.element.setAttribute('aria-busy', 'true');
		this.refusal.hidden = true;
		this.deeds.save({ ...draft, before });
	}

	private close(): void {
		const { box } = this;
		this.box = undefined;
		this.isSaving = false;
		this.contested = undefined;
		this.element.removeAttribute('aria-busy');
		box?.remove();
		this.shown.hidden = false;
		this.refusal.hidden = true;
		this.deeds.keep();
	}

	/** As high as its text. */
	private fit(): void {
		if (this.box !== undefined) {
			this.box.style.height = 'auto';
			this.box.style.height = `${this.box.scrollHeight + 2}px`;
		}
	}
}
