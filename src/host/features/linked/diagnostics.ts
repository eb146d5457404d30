import {
	CodeAction,
	CodeActionKind,
	Diagnostic,
	DiagnosticSeverity,
	Disposable,
	Range,
	Uri,
	WorkspaceEdit,
	languages,
	workspace,
} from 'vscode';
import type { CodeActionContext, DocumentSelector, TextDocument } from 'vscode';
import type { EntryProblem, EntryProblemKind } from '../../../core/bibtex/edit/entryProblems';
import type { Problem } from '../../../core/ingest/format';
import type { LinkedBibliographies } from '../../../core/library/linkedBibliographies';
import { Pace } from '../../../core/work/pace';
import type { Log } from '../../../core/files/ports';
import { AfterPause } from '../../ui/afterPause';
import { pause } from '../../ui/pause';
import { rangeOf } from '../../documents/rangeOf';
import { settings } from '../../settings/settings';

const bibliographies: DocumentSelector = [{ language: 'bibtex' }, { language: 'biblatex' }, { pattern: '**/*.bib' }];
const source = 'Marginalia';
const delay = 300;

/**
 * Problems of `.bib` files: all that can be told of those that are open, with quick fixes, and what could not be read of the linked ones.
 */
export function registerBibDiagnostics({ linked, log }: { readonly linked: LinkedBibliographies; readonly log: Log }): Disposable {
	const open = new OpenBibliographies(log);
	const closed = languages.createDiagnosticCollection('marginalia-linked');
	const showClosed = () => {
		closed.clear();
		for (const { file, problems } of linked.files()) {
			const uri = Uri.parse(file);
			if (!open.has(uri)) {
				closed.set(uri, problems.map(unreadable));
			}
		}
	};
	return Disposable.from(
		open,
		closed,
		linked.onDidChange(showClosed),
		workspace.onDidOpenTextDocument(showClosed),
		workspace.onDidCloseTextDocument(showClosed),
		languages.registerCodeActionsProvider(
			bibliographies,
			{ provideCodeActions: (document, _, context) => open.repairs(document, context) },
			{ providedCodeActionKinds: [CodeActionKind.QuickFix] },
		),
	);
}

/** The open `.bib` documents, looked through a moment after each change. */
class OpenBibliographies implements Disposable {
	private readonly collection = languages.createDiagnosticCollection('marginalia-bibtex');
	private readonly looks = new Map<string, AfterPause>();
	private readonly found = new Map<string, ReadonlyMap<Diagnostic, EntryProblem>>();
	private readonly subscriptions: Disposable;

	constructor(private readonly log: Log) {
		this.subscriptions = Disposable.from(
			this.collection,
			workspace.onDidOpenTextDocument(document => this.look(document)),
			workspace.onDidChangeTextDocument(({ document }) => this.look(document)),
			workspace.onDidCloseTextDocument(document => this.forget(document.uri)),
		);
		workspace.textDocuments.forEach(document => this.look(document));
	}

	/** Whether an open document tells of the file. */
	has(uri: Uri): boolean {
		return workspace.textDocuments.some(document => document.uri.toString() === uri.toString() && isBibliography(document));
	}

	repairs(document: TextDocument, { diagnostics }: CodeActionContext): CodeAction[] {
		const found = [...(this.found.get(document.uri.toString()) ?? [])];
		return diagnostics
			.filter(diagnostic => diagnostic.source === source)
			.flatMap(diagnostic => {
				const problem = found.find(([known]) => known.code === diagnostic.code && known.range.isEqual(diagnostic.range))?.[1];
				return (problem?.repairs ?? []).map(({ title, edits }) => {
					const action = new CodeAction(title, CodeActionKind.QuickFix);
					action.diagnostics = [diagnostic];
					action.edit = new WorkspaceEdit();
					for (const edit of edits) {
						action.edit.replace(document.uri, rangeOf(document, edit), edit.text);
					}
					return action;
				});
			});
	}

	dispose(): void {
		this.looks.forEach(look => look.dispose());
		this.subscriptions.dispose();
	}

	private look(document: TextDocument): void {
		if (isBibliography(document)) {
			const name = document.uri.toString();
			const look =
				this.looks.get(name) ??
				new AfterPause(delay, () => {
					this.show(document).catch((error: unknown) => this.log.error(`${name} could not be looked through`, error));
				});
			this.looks.set(name, look);
			look.ask();
		}
	}

	private forget(uri: Uri): void {
		this.looks.get(uri.toString())?.dispose();
		this.looks.delete(uri.toString());
		this.found.delete(uri.toString());
		this.collection.delete(uri);
	}

	private async show(document: TextDocument): Promise<void> {
		const { version } = document;
		const { entryProblems } = await import('../../../core/bibtex/edit/entryProblems');
		const dialect = document.languageId === 'biblatex' ? { dialect: 'biblatex' as const } : {};
		const problems = await entryProblems(document.getText(), { pace: new Pace(pause), keyPattern: settings.keyPattern(), ...dialect });
		if (document.version === version && !document.isClosed) {
			const found = new Map(problems.map(problem => [diagnosticOf(document, problem), problem]));
			this.found.set(document.uri.toString(), found);
			this.collection.set(document.uri, [...found.keys()]);
		}
	}
}

function isBibliography(document: TextDocument): boolean {
	return languages.match(bibliographies, document) > 0 && document.uri.scheme !== 'git';
}

const severities: Readonly<Record<EntryProblemKind, DiagnosticSeverity>> = {
	syntax: DiagnosticSeverity.Error,
	'duplicate-key': DiagnosticSeverity.Error,
	'missing-key': DiagnosticSeverity.Warning,
	'repeated-field': DiagnosticSeverity.Warning,
	'unknown-string': DiagnosticSeverity.Warning,
	'unknown-parent': DiagnosticSeverity.Warning,
	'missing-field': DiagnosticSeverity.Hint,
};

function diagnosticOf(document: TextDocument, problem: EntryProblem): Diagnostic {
	const diagnostic = new Diagnostic(rangeOf(document, problem), problem.message, severities[problem.kind]);
	diagnostic.source = source;
	diagnostic.code = problem.kind;
	return diagnostic;
}

function unreadable({ line, column = 1, message }: Problem): Diagnostic {
	const diagnostic = new Diagnostic(new Range(line - 1, column - 1, line - 1, 999), message, DiagnosticSeverity.Error);
	diagnostic.source = source;
	return diagnostic;
}
