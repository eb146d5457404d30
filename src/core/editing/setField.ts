import type { FieldEdit } from '../paper/fieldEdit';
import { withFieldEdits } from '../paper/fieldEdit';
import { fields } from '../paper/fields';
import type { Paper } from '../paper/paper';
import { fieldLabel } from './fieldLabels';
import { editsOfDraft, inputOf, writtenOf } from './form';
import type { InputKind } from './form';
import { remarksOn } from './remarks';
import type { FormRemark } from './remarks';
import { fieldsOfType } from './typeFields';

/** A field that can be set of several papers at once. */
export interface SettableField {
	readonly field: string;
	readonly label: string;
	readonly input: InputKind;
}

/** What setting a field does to one paper. */
export interface FieldChange {
	readonly paper: Paper;
	/** What the field holds and will hold, as people read it; empty for nothing. */
	readonly before: string;
	readonly after: string;
	readonly edits: readonly FieldEdit[];
}

/** The fields that are set of several papers most often come first. */
const usual = 'type container-title issued publisher publisher-place collection-title language event-title genre edition'.split(' ');

/** What names one work alone is set of none together. */
const ofOne: ReadonlySet<string> = new Set(
	'title title-short DOI PMID PMCID abstract citation-label citation-number year-suffix'.split(' '),
);

/** The fields that can be set of several papers at once, the usual ones first. */
export function settableFields(): readonly SettableField[] {
	const others = fields
		.filter(({ name, csl, shown, kind }) => csl && shown === 'form' && (kind === 'text' || kind === 'date') && !usual.includes(name))
		.map(({ name }) => name)
		.filter(name => !ofOne.has(name));
	const settable = (field: string): SettableField => ({ field, label: fieldLabel(field, ''), input: inputOf({}, field) });
	return [...usual.map(settable), ...others.map(settable).sort((a, b) => (a.label < b.label ? -1 : 1))];
}

/** What setting a field does, paper by paper; papers that hold the value already are left out. An empty text takes the field away. */
export function changesOfField(papers: readonly Paper[], field: string, written: string): readonly FieldChange[] {
	return papers.flatMap((paper): readonly FieldChange[] => {
		const edits = editsOfDraft(paper, Object.fromEntries([[field, written]]));
		return edits.length === 0 ? [] : [{ paper, before: textIn(paper, field), after: textIn(withFieldEdits(paper, edits), field), edits }];
	});
}

/** The text that all papers have in a field; `undefined` where they differ. */
export function commonText(papers: readonly Paper[], field: string): string | undefined {
	const texts = new Set(papers.map(paper => textIn(paper, field)));
	const [only] = texts;
	return texts.size === 1 ? only : undefined;
}

/** What is to be said of a text before it is set. */
export function remarkOn(field: string, written: string): FormRemark | undefined {
	const record = { type: 'document', title: '' };
	const edited = withFieldEdits(record, editsOfDraft(record, Object.fromEntries([[field, written]])));
	return remarksOn(edited, new Set([field])).find(remark => remark.field === field);
}

function textIn(paper: Paper, field: string): string {
	const written = writtenOf(paper, field);
	return typeof written !== 'string' ? '' : field === 'type' ? fieldsOfType(written).label() : written;
}
