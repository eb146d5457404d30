import { WorkspaceEdit, commands, window, workspace } from 'vscode';
import type { TextDocument, TextEditor } from 'vscode';
import { localize } from '../../../core/data/localize';
import { bibliographyEdit } from '../../../core/notes/bibliographyBlock';
import { listTitle } from '../../../core/citing/listTitle';
import type { TextEdit } from '../../../core/text/edits';
import type { CitationFormatting } from '../../documents/citationFormatting';
import { markdownLanguages } from '../../../core/citing/languages';
import { tell } from '../../ui/commands';
import { rangeOf } from '../../documents/rangeOf';
import { plainMessage } from '../../../core/text/printable';

/**
 * Writes what a document cites into a managed block of it, in its style, or refreshes that block. Text that the user edited in the block is
 * replaced only when they say so.
 */
export async function insertBibliography(formatting: CitationFormatting, editor: TextEditor | undefined): Promise<void> {
	const document = editor?.document;
	if (editor === undefined || document === undefined || !markdownLanguages.includes(document.languageId)) {
		tell(window.showInformationMessage, localize('Open a Markdown document to insert a bibliography.'));
		return;
	}
	const { settings, formatted } = await formatting.ofDocument(document);
	if (formatted.references.length === 0) {
		tell(
			window.showInformationMessage,
			formatted.unknown.length > 0
				? localize('None of the papers this document cites are in your library. Import them first.')
				: localize('This document doesn’t cite anything yet, or its style has no reference list.'),
		);
		return;
	}
	const edit = bibliographyEdit(document.getText(), formatted.references, document.offsetAt(editor.selection.active), listTitle(settings));
	switch (edit.kind) {
		case 'problem':
			tell(
				window.showWarningMessage,
				localize('Couldn’t update the bibliography. Line {0}: {1}', edit.problem.line, edit.problem.message),
				{
					[localize('Go to Line')]: () => commands.executeCommand('vscode.open', document.uri.with({ fragment: `L${edit.problem.line}` })),
				},
			);
			return;
		case 'edited':
			if (await mayReplace(document)) {
				await apply(document, edit.edits);
			}
			return;
		case 'edits':
			await apply(document, edit.edits);
			window.setStatusBarMessage(
				edit.edits.length === 0
					? localize('$(check) The bibliography is up to date')
					: `$(check) ${formatted.references.length} references`,
				3000,
			);
	}
}

async function mayReplace({ uri }: TextDocument): Promise<boolean> {
	const replace = localize('Replace');
	const answer = await window.showWarningMessage(
		plainMessage(
			localize('You edited the bibliography in {0}. Replace your text with the current references?', workspace.asRelativePath(uri)),
		),
		replace,
		localize('Keep Mine'),
	);
	return answer === replace;
}

async function apply(document: TextDocument, edits: readonly TextEdit[]): Promise<void> {
	const change = new WorkspaceEdit();
	for (const edit of edits) {
		change.replace(document.uri, rangeOf(document, edit), edit.text);
	}
	if (edits.length > 0 && !(await workspace.applyEdit(change))) {
		tell(window.showErrorMessage, localize('Couldn’t insert the bibliography: the document is read-only.'));
	}
}
