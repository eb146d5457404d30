import { window } from 'vscode';
import type { TextEditor } from 'vscode';
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
		tell(window.showInformationMessage, 'Open a document to convert its citations.');
		return undefined;
	}
	const to = syntaxes.find(({ id }) => id === target) ?? (await askSyntax());
	return to && convert(editor, to);
}

async function askSyntax(): Promise<Syntax | undefined> {
	const items = syntaxes.map(syntax => ({ label: syntax.label, description: syntax.print(example), syntax }));
	return (await window.showQuickPick(items, { title: 'Convert citations', placeHolder: 'Select the new syntax' }))?.syntax;
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
		tell(window.showErrorMessage, 'Couldn’t convert the citations: the document is read-only.');
		return 0;
	}
	const counted = edits.length === 1 ? 'One citation was' : `${edits.length === 0 ? 'No' : edits.length} citations were`;
	const kept =
		left.length === 0
			? ''
			: ` ${left.length === 1 ? 'One was' : `${left.length} were`} left: ${to.label} cannot say ${left.length === 1 ? 'it' : 'them'}.`;
	tell(window.showInformationMessage, `${counted} written as ${to.label}.${kept}`);
	return edits.length;
}
