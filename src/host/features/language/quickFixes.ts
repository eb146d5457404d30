import { CodeAction, CodeActionKind, Disposable, WorkspaceEdit, commands, languages, workspace } from 'vscode';
import type { CodeActionContext, Diagnostic, TextDocument } from 'vscode';
import { localize } from '../../../core/data/localize';
import { nearestKeys } from '../../../core/citing/keyProblems';
import { identifierOfKey } from '../../../core/citing/manubot';
import type { Papers } from '../../../core/library/papers';
import { keysOfDocument } from '../../documents/documentReading';
import { rangeOf } from '../../documents/rangeOf';
import { settings } from '../../settings/settings';
import { citingLanguages } from '../../../core/citing/languages';

/** Who our diagnostics come from. */
export const source = 'Marginalia';

const ignoreCommand = '_marginalia.ignoreKey';
const quietCommand = '_marginalia.ignoreReferenceLinks';

/** For an unknown key: the nearest keys, adding the paper where the key names one, and leaving the key alone from now on. */
export function registerQuickFixes(papers: Papers): Disposable {
	return Disposable.from(
		languages.registerCodeActionsProvider(
			citingLanguages,
			{ provideCodeActions: (document, _, context) => fixesOf(papers, document, context) },
			{ providedCodeActionKinds: [CodeActionKind.QuickFix] },
		),
		commands.registerCommand(ignoreCommand, (key: string) =>
			workspace
				.getConfiguration('marginalia')
				.update('diagnostics.ignoredKeys', [...new Set([...settings.ignoredKeys(), key])], workspace.workspaceFolders === undefined),
		),
		commands.registerCommand(quietCommand, () =>
			workspace.getConfiguration('markdown').update('validate.referenceLinks.enabled', 'ignore', workspace.workspaceFolders === undefined),
		),
	);
}

async function fixesOf(papers: Papers, document: TextDocument, { diagnostics }: CodeActionContext): Promise<CodeAction[]> {
	const commandsThere = new Set(await commands.getCommands(true));
	return diagnostics.flatMap(diagnostic => {
		if (diagnostic.source === source && diagnostic.code === 'unknown-key') {
			const key = document.getText(diagnostic.range);
			return [
				...nearest(papers, document, diagnostic, key),
				...(commandsThere.has('marginalia.addPaper') ? adding(key, diagnostic) : []),
				ignoring(key, diagnostic),
			];
		}
		return isBuiltInWarning(document, diagnostic) ? [quieting(diagnostic)] : [];
	});
}

function nearest(papers: Papers, document: TextDocument, diagnostic: Diagnostic, key: string): readonly CodeAction[] {
	const keys = nearestKeys(key, papers.heads());
	return keys.map((near, index) => {
		const action = new CodeAction(localize('Cite “{0}” instead', near), CodeActionKind.QuickFix);
		action.diagnostics = [diagnostic];
		action.isPreferred = index === 0 && keys.length === 1;
		action.edit = new WorkspaceEdit();
		action.edit.replace(document.uri, diagnostic.range, near);
		return action;
	});
}

function adding(key: string, diagnostic: Diagnostic): readonly CodeAction[] {
	const { doi, arxiv, pmid } = identifierOfKey(key) ?? {};
	const named = doi ? ['DOI', doi] : arxiv ? ['arXiv ID', arxiv] : pmid ? ['PMID', pmid] : undefined;
	const [name = '', id = ''] = named ?? [];
	return named === undefined ? [] : [running(localize('Add paper by {0} {1}', name, id), 'marginalia.addPaper', [id], diagnostic)];
}

function ignoring(key: string, diagnostic: Diagnostic): CodeAction {
	return running(localize('Ignore “{0}” in this workspace', key), ignoreCommand, [key], diagnostic);
}

/**
 * The built-in validation of markdown, where it is on, takes `[@key]` for a link without a definition; it can only be told to leave all
 * such links alone.
 */
function isBuiltInWarning(document: TextDocument, { code, range }: Diagnostic): boolean {
	const value = typeof code === 'object' ? code.value : code;
	return (
		value === 'link.no-such-reference' &&
		keysOfDocument(document).some(
			occurrence => occurrence.kind === 'citation' && range.intersection(rangeOf(document, occurrence)) !== undefined,
		)
	);
}

function quieting(diagnostic: Diagnostic): CodeAction {
	return running(localize('Turn off reference-link checking in this workspace (citations aren’t links)'), quietCommand, [], diagnostic);
}

function running(title: string, command: string, args: readonly unknown[], diagnostic: Diagnostic): CodeAction {
	const action = new CodeAction(title, CodeActionKind.QuickFix);
	action.diagnostics = [diagnostic];
	action.command = { title, command, arguments: [...args] };
	return action;
}
