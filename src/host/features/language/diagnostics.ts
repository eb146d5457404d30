import { CodeAction, CodeActionKind, Diagnostic, DiagnosticSeverity, Disposable, WorkspaceEdit, languages, workspace } from 'vscode';
import type { CodeActionContext, TextDocument } from 'vscode';
import { hasOwnReferences, namesWorkElsewhere, nearestKeys } from '../../../core/citing/keyProblems';
import type { Papers } from '../../../core/library/papers';
import { onSettingChange, settings } from '../../adapters/settings';
import { citingLanguages, keysOfDocument, rangeOfKey } from './citingDocuments';

const delay = 300;
const source = 'Marginalia';
const code = 'unknown-key';

export interface DiagnosticsDependencies {
	readonly library: Papers;
}

/** Keys of open documents that no paper has, each with the nearest keys as quick fixes. */
export function registerDiagnostics({ library }: DiagnosticsDependencies): Disposable {
	const collection = languages.createDiagnosticCollection('marginalia');
	const timers = new Map<TextDocument, ReturnType<typeof setTimeout>>();
	const forget = (document: TextDocument) => {
		clearTimeout(timers.get(document));
		timers.delete(document);
	};
	const check = (document: TextDocument) => {
		forget(document);
		if (citingLanguages.includes(document.languageId)) {
			timers.set(document, setTimeout(() => {
				timers.delete(document);
				collection.set(document.uri, unknownKeys(library, document));
			}, delay));
		}
	};
	const checkAll = () => workspace.textDocuments.forEach(check);
	checkAll();
	return Disposable.from(
		collection,
		workspace.onDidOpenTextDocument(check),
		workspace.onDidChangeTextDocument(({ document }) => check(document)),
		workspace.onDidCloseTextDocument(document => {
			forget(document);
			collection.delete(document.uri);
		}),
		library.onDidChange(checkAll),
		onSettingChange(['diagnostics.unknownKey'], checkAll),
		languages.registerCodeActionsProvider(citingLanguages, { provideCodeActions: (document, _, context) => fixes(library, document, context) }, { providedCodeActionKinds: [CodeActionKind.QuickFix] }),
		{ dispose: () => [...timers.keys()].forEach(forget) },
	);
}

const severities = { hint: DiagnosticSeverity.Hint, information: DiagnosticSeverity.Information, warning: DiagnosticSeverity.Warning };

/** None where the library is empty, and none in a document that names references of its own: its keys may stand there. */
function unknownKeys(library: Papers, document: TextDocument): Diagnostic[] {
	const severity = settings.unknownKeySeverity(document.uri);
	if (severity === 'off' || library.heads().length === 0 || hasOwnReferences(document.getText())) {
		return [];
	}
	const unknown = keysOfDocument(document).filter(({ kind, key }) => kind === 'citation' && key !== '*' && !namesWorkElsewhere(key) && library.head(key) === undefined);
	return unknown.map(occurrence => {
		const diagnostic = new Diagnostic(rangeOfKey(document, occurrence), `No paper of the library has the key “${occurrence.key}”.`, severities[severity]);
		diagnostic.source = source;
		diagnostic.code = code;
		return diagnostic;
	});
}

function fixes(library: Papers, document: TextDocument, { diagnostics }: CodeActionContext): CodeAction[] {
	return diagnostics.filter(diagnostic => diagnostic.source === source && diagnostic.code === code).flatMap(diagnostic => {
		const keys = nearestKeys(document.getText(diagnostic.range), library.heads().map(head => head.key));
		return keys.map((key, index) => {
			const action = new CodeAction(`Cite “${key}” instead`, CodeActionKind.QuickFix);
			action.diagnostics = [diagnostic];
			action.isPreferred = index === 0 && keys.length === 1;
			action.edit = new WorkspaceEdit();
			action.edit.replace(document.uri, diagnostic.range, key);
			return action;
		});
	});
}
