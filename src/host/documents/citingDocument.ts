import { EventEmitter, window, workspace } from 'vscode';
import type { Disposable, TextDocument, TextEditor } from 'vscode';
import { citingLanguages } from '../../core/citing/languages';

/**
 * The document whose citations are of interest: that of the active editor where it cites, and still the same while a webview, a tree or the
 * preview has the focus. `undefined` while another kind of document is edited.
 */
export class CitingDocument implements Disposable {
	private current = documentOf(window.activeTextEditor);
	private readonly changes = new EventEmitter<void>();
	/** Fires when another document takes its place. */
	readonly onDidChange = this.changes.event;
	private readonly subscriptions: readonly Disposable[] = [
		window.onDidChangeActiveTextEditor(editor => this.follow(editor)),
		workspace.onDidCloseTextDocument(document => this.leave(document)),
		// A language that changes closes and opens the document.
		workspace.onDidOpenTextDocument(document =>
			this.follow(window.activeTextEditor?.document === document ? window.activeTextEditor : undefined),
		),
	];

	get document(): TextDocument | undefined {
		return this.current;
	}

	dispose(): void {
		this.subscriptions.forEach(subscription => void subscription.dispose());
		this.changes.dispose();
	}

	private follow(editor: TextEditor | undefined): void {
		if (editor !== undefined && !['output', 'debug', 'comment'].includes(editor.document.uri.scheme)) {
			this.set(documentOf(editor));
		}
	}

	private leave(document: TextDocument): void {
		if (document === this.current) {
			this.set(documentOf(window.activeTextEditor));
		}
	}

	private set(document: TextDocument | undefined): void {
		if (document !== this.current) {
			this.current = document;
			this.changes.fire();
		}
	}
}

function documentOf(editor: TextEditor | undefined): TextDocument | undefined {
	return editor !== undefined && citingLanguages.includes(editor.document.languageId) ? editor.document : undefined;
}
