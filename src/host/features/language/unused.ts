import { Diagnostic, DiagnosticSeverity, DiagnosticTag, Disposable, Range, languages, workspace } from 'vscode';
import type { TextDocument } from 'vscode';
import { localize } from '../../../core/data/localize';
import type { UnusedEntry } from '../../../core/citing/unusedEntries';
import type { LinkedBibliographies } from '../../../core/library/linkedBibliographies';
import type { Log } from '../../../core/files/ports';
import { AfterPause } from '../../ui/afterPause';
import type { WorkspaceNotes } from '../../documents/workspaceNotes';

const delay = 500;

/** Entries of linked bibliographies that no file of the workspace cites, faded where their file is open. */
export function registerUnusedEntries(linked: LinkedBibliographies, notes: WorkspaceNotes, log: Log): Disposable {
	const collection = languages.createDiagnosticCollection('marginalia-unused');
	const checking = new AfterPause(delay, () => {
		showAll().catch((error: unknown) => log.error('Unused entries could not be found', error));
	});
	const showAll = async () => {
		const files = new Set(linked.files().map(({ file }) => file));
		const open = workspace.textDocuments.filter(document => /\.bib$/i.test(document.uri.path) && files.has(document.uri.toString()));
		collection.clear();
		if (open.length > 0) {
			const index = await notes.current();
			const isCited = (...keys: string[]) => index.placesOf(keys).some(({ kind }) => kind === 'citation');
			const { unusedEntries } = await import('../../../core/citing/unusedEntries');
			for (const document of open) {
				// `\nocite{*}` uses everything.
				const unused = isCited('*') ? [] : unusedEntries(document.getText(), isCited);
				collection.set(
					document.uri,
					unused.map(entry => diagnosticOf(document, entry)),
				);
			}
		}
	};
	checking.ask();
	return Disposable.from(
		collection,
		notes.onDidChange(checking.ask),
		workspace.onDidOpenTextDocument(checking.ask),
		workspace.onDidChangeTextDocument(({ document }) => {
			if (/\.bib$/i.test(document.uri.path)) {
				checking.ask();
			}
		}),
		workspace.onDidCloseTextDocument(document => collection.delete(document.uri)),
		linked.onDidChange(checking.ask),
		checking,
	);
}

function diagnosticOf(document: TextDocument, { key, start, end }: UnusedEntry): Diagnostic {
	const diagnostic = new Diagnostic(
		new Range(document.positionAt(start), document.positionAt(end)),
		localize('Nothing in this workspace cites “{0}”.', key),
		DiagnosticSeverity.Hint,
	);
	diagnostic.source = 'Marginalia';
	diagnostic.code = 'unused-entry';
	diagnostic.tags = [DiagnosticTag.Unnecessary];
	return diagnostic;
}
