import { CodeAction, CodeActionKind, Diagnostic, DiagnosticSeverity, Disposable, Position, Uri, WorkspaceEdit, languages, workspace } from 'vscode';
import type { CodeActionContext, TextDocument } from 'vscode';
import type { Papers } from '../../../core/library/papers';
import { safeFileName } from '../../../core/notes/fileNames';
import { withoutExtension } from '../../../core/notes/notePaths';
import type { Log } from '../../../core/ports';
import { AfterPause } from '../../adapters/afterPause';
import { rangeOf } from '../../adapters/rangeOf';
import { settings } from '../../adapters/settings';
import type { WorkspaceNotes } from '../../adapters/workspaceNotes';
import { isKeyOfPaper, linkingLanguages, noteOfLink, placeOfHeading, scanDocument } from './links';

const delay = 400;
const source = 'Marginalia';
const code = 'broken-link';

/** Wikilinks of open documents that lead nowhere, each with a quick fix that makes the note. */
export function registerBrokenLinks(papers: Papers, notes: WorkspaceNotes, log: Log): Disposable {
	const collection = languages.createDiagnosticCollection('marginalia-links');
	const checkAll = async () => {
		const open = workspace.textDocuments.filter(document => linkingLanguages.includes(document.languageId) && document.uri.scheme !== 'git' && document.getText().includes('[['));
		const index = open.length === 0 ? undefined : await notes.current();
		collection.clear();
		for (const document of open) {
			const broken = scanDocument(document).wikilinks.flatMap(link => {
				const note = index && noteOfLink(link, document, index, papers);
				if (note === undefined) {
					return link.target === '' || isKeyOfPaper(link, papers) ? [] : [problem(document, { start: link.targetStart, end: link.targetEnd }, `There is no note “${link.target}”.`)];
				}
				return placeOfHeading(note, link.heading).found ? [] : [problem(document, link, `“${note.name}” has no heading “${link.heading ?? ''}”.`)];
			});
			collection.set(document.uri, broken);
		}
	};
	const checking = new AfterPause(delay, () => void checkAll().catch((error: unknown) => log.error('The links could not be checked', error)));
	checking.ask();
	return Disposable.from(
		collection,
		checking,
		workspace.onDidOpenTextDocument(checking.ask),
		workspace.onDidCloseTextDocument(checking.ask),
		workspace.onDidChangeTextDocument(checking.ask),
		papers.onDidChange(checking.ask),
		notes.onDidChange(checking.ask),
		languages.registerCodeActionsProvider(linkingLanguages, { provideCodeActions: (document, _, context) => fixes(document, context) }, { providedCodeActionKinds: [CodeActionKind.QuickFix] }),
	);
}

function problem(document: TextDocument, range: { readonly start: number; readonly end: number }, message: string): Diagnostic {
	const diagnostic = new Diagnostic(rangeOf(document, range), message, DiagnosticSeverity.Information);
	diagnostic.source = source;
	diagnostic.code = code;
	return diagnostic;
}

function fixes(document: TextDocument, { diagnostics }: CodeActionContext): CodeAction[] {
	const folder = workspace.getWorkspaceFolder(document.uri) ?? workspace.workspaceFolders?.[0];
	const missing = diagnostics.filter(diagnostic => diagnostic.source === source && diagnostic.code === code && diagnostic.message.startsWith('There is no note'));
	return missing.flatMap(diagnostic => {
		const target = withoutExtension(document.getText(diagnostic.range));
		const parts = target.split('/').map(safeFileName).filter(part => part !== '');
		if (folder === undefined || !workspace.isTrusted || parts.length === 0) {
			return [];
		}
		// A link that names a folder means that one; others go where notes are made.
		const place = Uri.joinPath(folder.uri, ...(parts.length > 1 ? [] : [settings.notesFolder(folder.uri)]), `${parts.join('/')}.md`);
		const action = new CodeAction(`Create note “${target}”`, CodeActionKind.QuickFix);
		action.diagnostics = [diagnostic];
		action.isPreferred = true;
		action.edit = new WorkspaceEdit();
		action.edit.createFile(place, { overwrite: false });
		action.edit.insert(place, new Position(0, 0), `# ${parts.at(-1) ?? ''}\n\n`);
		return [action];
	});
}
