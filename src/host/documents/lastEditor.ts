import { window } from 'vscode';
import type { Disposable, TextDocument, TextEditor } from 'vscode';

/** Remembers the text document that was written in last, so that a button in a webview or a tree can write into it. */
export class LastEditor implements Disposable {
	private document: TextDocument | undefined = window.activeTextEditor?.document;
	private readonly subscription = window.onDidChangeActiveTextEditor(editor => {
		if (editor !== undefined && isWritable(editor.document)) {
			this.document = editor.document;
		}
	});

	/**
	 * The active text editor, or the one that was active last: shown again where it is hidden, `undefined` where there was none or it was
	 * closed.
	 */
	async get(): Promise<TextEditor | undefined> {
		const active = window.activeTextEditor;
		if (active !== undefined && isWritable(active.document)) {
			return active;
		}
		if (this.document === undefined || this.document.isClosed) {
			return undefined;
		}
		// A hidden editor gets a new object when it is shown again: documents last longer.
		const visible = window.visibleTextEditors.find(editor => editor.document === this.document);
		return visible ?? window.showTextDocument(this.document);
	}

	dispose(): void {
		this.subscription.dispose();
	}
}

/** Output channels and the like are text editors too. */
function isWritable(document: TextDocument): boolean {
	return document.uri.scheme !== 'output' && document.uri.scheme !== 'debug';
}
