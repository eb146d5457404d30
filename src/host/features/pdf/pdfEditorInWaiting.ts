import { EventEmitter } from 'vscode';
import type {
	CustomDocumentBackup,
	CustomDocumentBackupContext,
	CustomDocumentEditEvent,
	CustomDocumentOpenContext,
	CustomEditorProvider,
	Uri,
	WebviewPanel,
} from 'vscode';
import { lazily } from '../../../core/work/lazily';
import type { PdfDocument } from './pdfDocument';
import type { PdfEditor, PdfEditorDependencies } from './pdfEditor';

/** The editor of PDFs, whose code is read when the first one is opened. */
export class PdfEditorInWaiting implements CustomEditorProvider<PdfDocument> {
	private readonly edits = new EventEmitter<CustomDocumentEditEvent<PdfDocument>>();
	private made: PdfEditor | undefined;
	private readonly editor: () => Promise<PdfEditor>;

	readonly onDidChangeCustomDocument = this.edits.event;

	constructor(dependencies: Omit<PdfEditorDependencies, 'onEdit'>) {
		this.editor = lazily(async () => {
			const { PdfEditor } = await import('./pdfEditor');
			this.made = new PdfEditor({ ...dependencies, onEdit: event => this.edits.fire(event) });
			return this.made;
		});
	}

	async openCustomDocument(uri: Uri, context: CustomDocumentOpenContext): Promise<PdfDocument> {
		return (await this.editor()).openCustomDocument(uri, context);
	}

	async resolveCustomEditor(document: PdfDocument, panel: WebviewPanel): Promise<void> {
		(await this.editor()).resolveCustomEditor(document, panel);
	}

	async saveCustomDocument(document: PdfDocument): Promise<void> {
		return (await this.editor()).saveCustomDocument(document);
	}

	async saveCustomDocumentAs(document: PdfDocument, destination: Uri): Promise<void> {
		return (await this.editor()).saveCustomDocumentAs(document, destination);
	}

	async revertCustomDocument(document: PdfDocument): Promise<void> {
		return (await this.editor()).revertCustomDocument(document);
	}

	async backupCustomDocument(document: PdfDocument, context: CustomDocumentBackupContext): Promise<CustomDocumentBackup> {
		return (await this.editor()).backupCustomDocument(document, context);
	}

	/** Opens a PDF at a place that an address names behind its `#`. `key` is its paper's, where the caller knows. */
	async open(uri: Uri, key?: string): Promise<void> {
		return (await this.editor()).open(uri, key);
	}

	/** Saves a copy of the PDF in front that has its marks in it. */
	async saveCopy(): Promise<void> {
		(await this.editor()).askForCopy();
	}

	dispose(): void {
		this.edits.dispose();
		this.made?.dispose();
	}
}
