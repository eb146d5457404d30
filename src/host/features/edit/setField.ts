import { InputBoxValidationSeverity, commands, window } from 'vscode';
import { localize, localizeCount } from '../../../core/data/localize';
import { editPaper } from '../../../core/editing/paperEdits';
import { changesOfField, commonText, remarkOn, settableFields } from '../../../core/editing/setField';
import type { FieldChange, SettableField } from '../../../core/editing/setField';
import { workTypes } from '../../../core/editing/typeFields';
import type { Outcome } from '../../../core/library/library';
import type { Papers } from '../../../core/library/papers';
import type { RecordedLibrary } from '../../../core/library/recordedLibrary';
import type { Paper } from '../../../core/paper/paper';
import { plainLabel, plainMessage } from '../../../core/text/printable';
import { pickPapers } from '../../library/paperPicker';
import { keysOf, namesKeys } from '../../ui/commandArguments';
import { tell } from '../../ui/commands';

export interface SetFieldDependencies {
	readonly library: RecordedLibrary;
	/** The library and what is linked. */
	readonly papers: Papers;
}

/**
 * Gives one field of several papers a value, or takes it away: asks for the field and the value, shows what changes, and changes it in one
 * step. A caller that names papers, field and value is asked nothing.
 */
export async function setField({ library, papers }: SetFieldDependencies, args: readonly unknown[]): Promise<Outcome | undefined> {
	const keys =
		keysOf(args) ??
		(await pickPapers(papers, { title: localize('Set field of papers'), placeholder: localize('Select one or more papers'), many: true }));
	const chosen = keys === undefined ? [] : await papers.papers(keys);
	const named = namesKeys(args) ? settableFields().find(({ field }) => field === args[1]) : undefined;
	const field = chosen.length === 0 ? undefined : (named ?? (await askField(chosen)));
	if (field === undefined) {
		return undefined;
	}
	const given = named !== undefined && typeof args[2] === 'string' ? args[2] : undefined;
	const value = given ?? (await askValue(field, chosen));
	if (value === undefined) {
		return undefined;
	}
	const changes = changesOfField(
		chosen.filter(({ id }) => papers.head(id)?.linked === undefined),
		field.field,
		value,
	);
	tellLinked(papers, chosen);
	if (changes.length === 0) {
		tell(window.showInformationMessage, localize('Nothing changes: {0} already has this value in all of these papers.', field.label));
		return undefined;
	}
	const wanted = given === undefined ? await askWhich(field, changes) : changes;
	return wanted === undefined || wanted.length === 0 ? undefined : save(library, field, value, wanted);
}

async function save(
	library: RecordedLibrary,
	{ label, field }: SettableField,
	value: string,
	wanted: readonly FieldChange[],
): Promise<Outcome> {
	const step = localizeCount(wanted.length, 'Set {1} of 1 Paper', 'Set {1} of {0} Papers', label);
	const outcome = await library.step(step, editor =>
		editor.update(
			wanted.map(({ paper }) => paper.id),
			// From the paper as it is by now, which may have gained other fields since it was shown.
			paper => changesOfField([paper], field, value).reduce((changed, { edits }) => editPaper(changed, edits), paper),
		),
	);
	tell(window.showInformationMessage, localizeCount(outcome.changes.length, 'Set {1} of 1 paper.', 'Set {1} of {0} papers.', label), {
		[localize('Undo')]: () => commands.executeCommand('marginalia.undoLibraryChange'),
	});
	return outcome;
}

async function askField(chosen: readonly Paper[]): Promise<SettableField | undefined> {
	const all = settableFields();
	const inUse = all.filter(({ field }) => commonText(chosen, field) !== '');
	const items = [...inUse, ...all.filter(field => !inUse.includes(field))].map(field => ({
		label: field.label,
		description: plainLabel(commonText(chosen, field.field) ?? localize('different values')),
		field,
	}));
	const title = localizeCount(chosen.length, 'Set field of 1 paper', 'Set field of {0} papers');
	return (await window.showQuickPick(items, { title, placeHolder: localize('Field'), matchOnDescription: true }))?.field;
}

async function askValue({ field, label, input }: SettableField, chosen: readonly Paper[]): Promise<string | undefined> {
	const common = commonText(chosen, field);
	if (input === 'type') {
		const items = workTypes.map(row => ({
			label: row.label(),
			description: row.label() === common ? localize('current') : '',
			type: row.type,
		}));
		return (await window.showQuickPick(items, { title: localize('Set type'), placeHolder: localize('Type') }))?.type;
	}
	return window.showInputBox({
		title: localize('Set {0}', label),
		prompt: localize('Leave empty to remove {0}.', label),
		...(input === 'date' ? { placeHolder: '2020, 2020-05-04, 2019/2021, 1999~' } : {}),
		value: common ?? '',
		validateInput: text => {
			const remark = remarkOn(field, text);
			return remark === undefined ? undefined : { message: plainMessage(remark.sentence), severity: severities[remark.gravity] };
		},
	});
}

const severities = {
	error: InputBoxValidationSeverity.Error,
	warning: InputBoxValidationSeverity.Warning,
	hint: InputBoxValidationSeverity.Info,
} as const;

/** The list of what changes, all of it ticked. */
async function askWhich({ label }: SettableField, changes: readonly FieldChange[]): Promise<readonly FieldChange[] | undefined> {
	const items = changes.map(change => ({
		label: plainLabel(change.paper.title === '' ? change.paper['citation-key'] : change.paper.title),
		description: `@${plainLabel(change.paper['citation-key'])}`,
		detail: `${inWords(change.before)} → ${inWords(change.after)}`,
		picked: true,
		change,
	}));
	const picked = await window.showQuickPick(items, {
		title: localizeCount(changes.length, 'Set {1}: 1 paper changes', 'Set {1}: {0} papers change', label),
		placeHolder: localize('Uncheck papers to leave unchanged.'),
		canPickMany: true,
		matchOnDetail: true,
	});
	return picked?.map(item => item.change);
}

function inWords(text: string): string {
	return text === '' ? localize('nothing') : plainLabel(text);
}

/** Entries of linked files are set one by one, in their own form. */
function tellLinked(papers: Papers, chosen: readonly Paper[]): void {
	const count = chosen.filter(({ id }) => papers.head(id)?.linked !== undefined).length;
	if (count > 0) {
		tell(
			window.showInformationMessage,
			localizeCount(
				count,
				'1 of these papers is an entry of a linked file and was left as it is. Edit it with Edit Paper.',
				'{0} of these papers are entries of linked files and were left as they are. Edit them with Edit Paper.',
			),
		);
	}
}
