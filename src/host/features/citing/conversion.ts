import { window } from 'vscode';
import type { TextEditor } from 'vscode';
import { localize, localizeCount } from '../../../core/data/localize';
import { convertCitations, convertibleFrom } from '../../../core/citing/conversion';
import type { Syntax } from '../../../core/citing/syntax';
import { syntaxOf, syntaxes } from '../../../core/citing/languages';
import { tell } from '../../ui/commands';
import type { LastEditor } from '../../documents/lastEditor';
import { rangeOf } from '../../documents/rangeOf';

/** Writes the citations of a document, or of what is selected in it, in another syntax, in one undo step. Resolves to how many. */
export async function convertDocument(lastEditor: LastEditor, target: unknown): Promise<number | undefined> {
	const editor = await lastEditor.get();
	if (editor === undefined) {
		tell(window.showInformationMessage, localize('Open a document to convert its citations.'));
		return undefined;
	}
	const to = syntaxes.find(({ id }) => id === target) ?? (await askSyntax());
	return to && convert(editor, to);
}

async function askSyntax(): Promise<Syntax | undefined> {
	const items = syntaxes.map(syntax => ({ label: syntax.label, description: syntax.print(example), syntax }));
	return (await window.showQuickPick(items, { title: localize('Convert citations'), placeHolder: localize('Select the new syntax') }))
		?.syntax;
}

const example = { form: 'parenthetical', cites: [{ key: 'doe2020', prefix: 'see', locator: { label: 'page', value: '3' } }] } as const;

async function convert(editor: TextEditor, to: Syntax): Promise<number> {
	const { document, selection } = editor;
	const text = document.getText();
	const within = selection.isEmpty ? undefined : { start: document.offsetAt(selection.start), end: document.offsetAt(selection.end) };
	const conversions = convertibleFrom(syntaxOf(document.languageId, text), to).map(from => convertCitations(text, from, to, within));
	const edits = conversions.flatMap(conversion => conversion.edits);
	const left = conversions.flatMap(conversion => conversion.left);
	const done =
		edits.length === 0 || (await editor.edit(edit => edits.forEach(change => edit.replace(rangeOf(document, change), change.text))));
	if (!done) {
		tell(window.showErrorMessage, localize('Couldn’t convert the citations: the document is read-only.'));
		return 0;
	}
	const converted =
		edits.length === 0
			? localize('No citations were converted to {0}.', to.label)
			: localizeCount(edits.length, 'Converted 1 citation to {1}.', 'Converted {0} citations to {1}.', to.label);
	const kept = localizeCount(
		left.length,
		'Skipped 1 citation that {1} can’t express.',
		'Skipped {0} citations that {1} can’t express.',
		to.label,
	);
	tell(window.showInformationMessage, left.length === 0 ? converted : `${converted} ${kept}`);
	return edits.length;
}
