import { EventEmitter, window, workspace } from 'vscode';
import type { Disposable, Memento, TextDocument, TextEditor, Uri } from 'vscode';
import { citingLanguages } from '../../core/citing/languages';
import type { Log } from '../../core/files/ports';
import { textOfTab, textTabs } from '../ui/textTabs';

const remembered = 'marginalia.citingDocument';

/**
 * The document whose citations are of interest: that of the active editor where it cites, and still the same while a webview, a tree or the
 * preview has the focus, also after a restart. `undefined` while another kind of document is edited.
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
		window.tabGroups.onDidChangeTabs(({ closed }) => {
			const uri = this.current?.uri.toString();
			if (this.current?.isClosed === true && closed.some(tab => textOfTab(tab)?.toString() === uri)) {
				this.leave(this.current);
			}
		}),
	];

	/** Where `memory` names the document of the last session and its tab is still open, that is read again. */
	constructor(
		private readonly memory: Memento,
		private readonly log: Log,
	) {
		this.resume().catch((error: unknown) => log.error('The document of the last session could not be read', error));
	}

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
		if (document !== this.current) {
			return;
		}
		// The editor closes documents of tabs that were not looked at since a restart: as read, it is still what the tab holds.
		if (isEditingText() || tabOf(document.uri.toString()) === undefined) {
			this.set(documentOf(window.activeTextEditor));
		}
	}

	/** With a paper or the preview in front, a restarted window has no text editor that is active. */
	private async resume(): Promise<void> {
		if (isEditingText()) {
			await this.remember();
			return;
		}
		const name = this.memory.get<unknown>(remembered);
		const uri = typeof name === 'string' ? tabOf(name) : undefined;
		const document = uri && (await workspace.openTextDocument(uri));
		if (document !== undefined && !isEditingText() && citingLanguages.includes(document.languageId)) {
			this.set(document);
		}
	}

	private async remember(): Promise<void> {
		if (this.current !== undefined) {
			await this.memory.update(remembered, this.current.uri.toString());
		}
	}

	private set(document: TextDocument | undefined): void {
		if (document !== this.current) {
			this.current = document;
			this.changes.fire();
			this.remember().catch((error: unknown) => this.log.error('The citing document could not be remembered', error));
		}
	}
}

function isEditingText(): boolean {
	return window.activeTextEditor !== undefined;
}

/** The address of the text in an open tab, by its name. */
function tabOf(name: string): Uri | undefined {
	return textTabs().find(({ uri }) => uri.toString() === name)?.uri;
}

function documentOf(editor: TextEditor | undefined): TextDocument | undefined {
	return editor !== undefined && citingLanguages.includes(editor.document.languageId) ? editor.document : undefined;
}
