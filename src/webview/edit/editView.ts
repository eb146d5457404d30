import { localize } from '../../core/data/localize';
import {
	afterSaving,
	closeJson,
	editedRecord,
	editsToSave,
	isChanged,
	newState,
	openJson,
	overtakenFields,
	withRecord,
	write,
} from '../../core/editing/draft';
import type { EditState } from '../../core/editing/draft';
import { fieldLabel } from '../../core/editing/fieldLabels';
import { writtenOf } from '../../core/editing/form';
import type { Written } from '../../core/editing/form';
import { editsOfText } from '../../core/editing/paperEdits';
import { remarksOn } from '../../core/editing/remarks';
import type { FormRemark } from '../../core/editing/remarks';
import { textOf } from '../../core/data/json';
import type { EditedPaper, FromEdit, KeptEdit, ToEdit } from '../../protocol/edit';
import { button, element } from '../shared/element';
import { FormView } from './formView';

export interface EditPorts {
	send(message: FromEdit): void;
	keep(state: KeptEdit): void;
}

/** Waits so many milliseconds after a key before what was written is kept: a record may be large. */
const keepingDelay = 300;

/** The editor of a paper: its form, or its JSON, and what is not saved yet. */
export class EditView {
	private paper: EditedPaper | undefined;
	private state: EditState | undefined;
	/** What was given up last, to be taken back. */
	private discarded: EditState | undefined;
	private isSaving = false;
	private isGone = false;
	private keeping: ReturnType<typeof setTimeout> | undefined;

	private readonly saveButton = button(
		{ class: 'primary', title: 'Save (Ctrl+S)', 'aria-keyshortcuts': 'Control+S' },
		() => this.save(),
		localize('Save'),
	);
	private readonly discardButton = button({ class: 'secondary' }, () => this.discard(), localize('Discard Changes'));
	private readonly jsonButton = button({ class: 'secondary', 'aria-pressed': 'false' }, () => this.toggleJson(), localize('Edit as JSON'));
	private readonly status = element('span', { class: 'status', role: 'status' });
	private readonly problem = element('p', { class: 'problem', role: 'alert', hidden: true });
	private readonly key = button({ class: 'key', title: localize('Open in the reader') }, () => this.ports.send({ type: 'open' }));
	private readonly heading = element('h1', { dir: 'auto' });
	private readonly place = element('p', { class: 'hint', hidden: true });
	private readonly form: FormView;
	private readonly json = element('textarea', {
		class: 'json',
		spellcheck: 'false',
		'aria-label': localize('The paper as CSL-JSON'),
		'aria-describedby': 'json-remark',
	});
	private readonly jsonRemark = element('p', { class: 'remark', id: 'json-remark', 'aria-live': 'polite' });
	private readonly jsonPart = element('div', { class: 'json-part', hidden: true }, this.json, this.jsonRemark);

	constructor(
		body: HTMLElement,
		kept: KeptEdit | undefined,
		private readonly ports: EditPorts,
	) {
		this.state = kept?.state;
		this.paper = kept === undefined ? undefined : { id: kept.id, key: kept.key, file: '' };
		this.form = new FormView({
			change: (field, written) => this.change(field, written),
			add: field => this.add(field),
			editJson: () => this.toggleJson(),
		});
		body.append(
			element(
				'header',
				{ class: 'toolbar' },
				element(
					'div',
					{ class: 'tools', role: 'group', 'aria-label': localize('Changes') },
					this.saveButton,
					this.discardButton,
					this.status,
				),
				this.jsonButton,
			),
			element(
				'main',
				{},
				this.problem,
				this.heading,
				element('p', { class: 'hint' }, this.key),
				this.place,
				this.form.element,
				this.jsonPart,
			),
		);
		this.json.addEventListener('input', () => this.writeJson());
		document.addEventListener('keydown', event => this.press(event));
		this.showState();
	}

	receive(message: ToEdit): void {
		switch (message.type) {
			case 'record':
				this.isGone = false;
				this.paper = message.paper;
				this.take(this.state === undefined ? newState(message.record) : withRecord(this.state, message.record));
				return;
			case 'restore':
				this.take(this.state === undefined ? message.unsaved : withRecord(message.unsaved, this.state.record));
				return;
			case 'saved':
				this.isSaving = false;
				this.saved(message);
				return;
			case 'refused':
				this.isSaving = false;
				this.say(message.sentence);
				this.showState();
				return;
			case 'gone':
				this.isGone = true;
				this.say(localize('This paper isn’t in the library anymore. What you wrote is still here to be copied.'));
				this.showState();
				return;
			default:
				message satisfies never;
		}
	}

	/** Keeps what is not saved, for a reload of the window and for a tab that is closed. */
	keepNow(): void {
		clearTimeout(this.keeping);
		this.keeping = undefined;
		if (this.paper === undefined || this.state === undefined) {
			return;
		}
		const { id, key } = this.paper;
		const isUnsaved = isChanged(this.state);
		this.ports.keep({ id, key, ...(isUnsaved ? { state: this.state } : {}) });
		this.ports.send(isUnsaved ? { type: 'keep', unsaved: this.state } : { type: 'forget' });
	}

	private press(event: KeyboardEvent): void {
		if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 's') {
			event.preventDefault();
			this.save();
		}
	}

	private change(field: string, written: Written): void {
		if (this.state !== undefined) {
			const type = textOf(editedRecord(this.state)['type']);
			this.state = write(this.state, field, written);
			this.discarded = undefined;
			if (textOf(editedRecord(this.state)['type']) !== type) {
				this.form.show(this.state);
			}
			this.changed();
		}
	}

	private writeJson(): void {
		if (this.state?.json !== undefined) {
			this.state = { ...this.state, json: { ...this.state.json, text: this.json.value } };
			this.discarded = undefined;
			this.changed();
		}
	}

	private add(field: string): void {
		if (this.state !== undefined) {
			this.state = { ...this.state, added: [...this.state.added, field] };
			this.form.show(this.state);
			this.form.focus(field);
			this.changed();
		}
	}

	private changed(): void {
		this.showState();
		clearTimeout(this.keeping);
		this.keeping = setTimeout(() => this.keepNow(), keepingDelay);
	}

	private save(): void {
		const saved = this.state === undefined ? undefined : this.readyToSave(this.state);
		if (saved === undefined || this.isSaving || this.isGone) {
			return;
		}
		this.state = saved;
		const edits = editsToSave(saved);
		if (edits.length === 0) {
			this.status.textContent = localize('No changes to save');
			return;
		}
		this.keepNow();
		this.isSaving = true;
		this.showState();
		this.ports.send({ type: 'save', edits });
	}

	/** The state with the JSON taken in; `undefined` where something is wrong, to which the user is led. */
	private readyToSave(state: EditState): EditState | undefined {
		const taken = closeJson(state);
		if (taken.kind === 'problem') {
			this.showJsonProblem(state);
			this.json.focus();
			return undefined;
		}
		const error = this.remarks(taken.state).find(({ gravity }) => gravity === 'error');
		if (error !== undefined && state.json === undefined) {
			this.form.focus(error.field);
			this.status.textContent = error.sentence;
			return undefined;
		}
		if (error !== undefined) {
			this.jsonRemark.textContent = error.sentence;
			this.json.focus();
			return undefined;
		}
		return { ...taken.state, ...(state.json === undefined ? {} : { json: state.json }) };
	}

	private saved({ edits, record }: Extract<ToEdit, { type: 'saved' }>): void {
		if (this.state === undefined) {
			return;
		}
		const { json, ...state } = afterSaving(this.state, edits, record);
		this.problem.hidden = true;
		this.take(json === undefined ? state : state.drafts.length === 0 ? openJson(state) : { ...state, json });
		this.status.textContent = isChanged(this.state) ? localize('Saved; some changes are newer') : localize('Saved');
		this.keepNow();
	}

	private discard(): void {
		if (this.state === undefined) {
			return;
		}
		if (this.discarded !== undefined) {
			const back = this.discarded;
			this.discarded = undefined;
			this.take(withRecord(back, this.state.record));
		} else {
			this.discarded = this.state;
			const { record, added, json } = this.state;
			const fresh = { ...newState(record), added };
			this.take(json === undefined ? fresh : openJson(fresh));
		}
		this.keepNow();
	}

	private toggleJson(): void {
		if (this.state === undefined) {
			return;
		}
		if (this.state.json === undefined) {
			this.take(openJson(this.state));
			this.json.focus();
		} else {
			const taken = closeJson(this.state);
			if (taken.kind === 'problem') {
				this.showJsonProblem(this.state);
				this.json.focus();
				return;
			}
			this.take(taken.state);
		}
		this.keepNow();
	}

	/** Shows another state; where the user is in the form, there they stay. */
	private take(state: EditState): void {
		this.state = state;
		if (state.json === undefined) {
			this.form.show(state);
		} else if (this.json.value !== state.json.text) {
			this.json.value = state.json.text;
		}
		this.showState();
	}

	private showState(): void {
		const { state, paper } = this;
		const isUnsaved = state !== undefined && isChanged(state);
		const isJson = state?.json !== undefined;
		this.form.element.hidden = isJson || state === undefined;
		this.jsonPart.hidden = !isJson;
		this.jsonButton.textContent = isJson ? localize('Edit as Form') : localize('Edit as JSON');
		this.jsonButton.setAttribute('aria-pressed', String(isJson));
		this.saveButton.disabled = !isUnsaved || this.isSaving || this.isGone;
		this.discardButton.disabled = this.isSaving || (!isUnsaved && this.discarded === undefined);
		this.discardButton.textContent = this.discarded === undefined ? localize('Discard Changes') : localize('Restore Changes');
		const said = this.isSaving ? localize('Saving…') : isUnsaved ? localize('Unsaved changes') : '';
		if (this.status.textContent !== said && !(said === '' && this.status.textContent === 'Saved')) {
			this.status.textContent = said;
		}
		this.key.textContent = paper === undefined ? '' : `@${paper.key}`;
		this.place.hidden = (paper?.file ?? '') === '';
		this.place.textContent = localize('An entry of {0}. Saving edits only these fields in the file.', paper?.file ?? '');
		if (state === undefined) {
			return;
		}
		this.heading.textContent = textOf(editedRecord(state)['title']) ?? localize('Untitled');
		if (isJson) {
			this.showJsonProblem(state);
		} else {
			this.form.remark(this.remarks(state));
		}
	}

	private remarks(state: EditState): readonly FormRemark[] {
		const record = editedRecord(state);
		const type = textOf(record['type']) ?? '';
		const overtaken = overtakenFields(state).map((field): FormRemark => ({
			field,
			gravity: 'warning',
			sentence: localize(
				'{0} was changed elsewhere{1}. Saving asks which to keep.',
				fieldLabel(field, type),
				inWords(writtenOf(state.record, field)),
			),
		}));
		return [...remarksOn(record, new Set(state.drafts.map(({ field }) => field))), ...overtaken];
	}

	private showJsonProblem({ json }: EditState): void {
		const read = json === undefined ? undefined : editsOfText(json.of, json.text);
		const isWrong = read?.kind === 'problem';
		this.json.setAttribute('aria-invalid', String(isWrong));
		this.jsonRemark.classList.toggle('error', isWrong);
		const place = isWrong && read.offset !== undefined ? lineAndColumn(json?.text ?? '', read.offset) : '';
		this.jsonRemark.textContent = isWrong
			? `${read.message}${place}`
			: localize('Fields managed by the library, such as the citation key, aren’t shown.');
	}

	private say(sentence: string): void {
		this.problem.textContent = sentence;
		this.problem.hidden = false;
	}
}

/** ` to “2021”`, where it can be said in a few words. */
function inWords(written: Written): string {
	return typeof written === 'string' && written !== '' && written.length < 100 ? localize(' to “{0}”', written) : '';
}

function lineAndColumn(text: string, offset: number): string {
	const lines = text.slice(0, offset).split('\n');
	return localize(' Line {0}, column {1}.', lines.length, (lines.at(-1) ?? '').length + 1);
}
