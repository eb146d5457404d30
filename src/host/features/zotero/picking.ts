import { ProgressLocation, window } from 'vscode';
import { localize } from '../../../core/data/localize';
import type { Family } from '../../../core/citing/languages';
import { familyOf } from '../../../core/citing/languages';
import type { Asking } from '../../../core/sources/asking';
import { betterBibtex } from '../../../core/sources/zotero';
import { tell } from '../../ui/commands';

const formats: Readonly<Record<Family, 'pandoc' | 'latex' | 'typst'>> = {
	markdown: 'pandoc',
	latex: 'latex',
	typst: 'typst',
	other: 'pandoc',
};

/** Lets the user pick in Zotero's own window and writes the citation at the cursors. Gives the text; `undefined` where none was picked. */
export async function pickInZotero(asking: Asking): Promise<string | undefined> {
	const editor = window.activeTextEditor;
	if (editor === undefined) {
		tell(window.showInformationMessage, localize('Open a document to insert the citation at its cursor.'));
		return undefined;
	}
	const answer = await window.withProgress(
		{ location: ProgressLocation.Notification, title: localize('Select items in the Zotero window'), cancellable: true },
		(_progress, token) => asking.ask(betterBibtex.pick(formats[familyOf(editor.document.languageId)]), token),
	);
	if (answer.kind !== 'answer') {
		window.setStatusBarMessage(
			answer.kind === 'missing' ? localize('Picking citations needs the Better BibTeX plugin in Zotero.') : answer.sentence,
			8000,
		);
		return undefined;
	}
	const text = answer.body.trim();
	if (text === '') {
		return undefined;
	}
	await editor.edit(edit => editor.selections.forEach(selection => edit.replace(selection, text)));
	return text;
}
