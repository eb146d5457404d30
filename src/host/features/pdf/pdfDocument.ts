import { EventEmitter } from 'vscode';
import type { CustomDocument, CustomDocumentEditEvent, Uri } from 'vscode';
import type { Annotation } from '../../../core/annotations/annotation';
import type { AnnotationDraft } from '../../../core/annotations/annotationDraft';

/** A PDF that is open, and its marks. The PDF itself is never written. */
export class PdfDocument implements CustomDocument {
	private readonly edits = new EventEmitter<CustomDocumentEditEvent<PdfDocument>>();
	private readonly changes = new EventEmitter<void>();
	private readonly disposal = new EventEmitter<void>();

	readonly onDidEdit = this.edits.event;
	readonly onDidChange = this.changes.event;
	readonly onDidDispose = this.disposal.event;

	constructor(
		readonly uri: Uri,
		/** The id and key of the paper whose PDF it is; `undefined` where it is no paper's. */
		public paper: PaperOfDocument | undefined,
		private readonly draft: AnnotationDraft,
	) {}

	get annotations(): readonly Annotation[] {
		return this.draft.annotations;
	}

	/** Makes a change that VS Code can undo. `label` is what its menus say: `Highlight`. */
	edit(label: string, change: (annotations: readonly Annotation[]) => readonly Annotation[]): void {
		const { undo, redo } = this.draft.change(change);
		this.changes.fire();
		this.edits.fire({
			document: this,
			label,
			undo: () => this.told(undo),
			redo: () => this.told(redo),
		});
	}

	/** A change that is no edit of the user's: where a mark stands in this version of the file. */
	settle(change: (annotations: readonly Annotation[]) => readonly Annotation[]): void {
		this.told(() => this.draft.change(change));
	}

	/** Does something with the draft, and tells the views. */
	update(work: (draft: AnnotationDraft) => void): void {
		this.told(() => work(this.draft));
	}

	/** What the file said when it was last read. */
	get saved(): readonly Annotation[] {
		return this.draft.saved;
	}

	dispose(): void {
		this.disposal.fire();
		this.edits.dispose();
		this.changes.dispose();
		this.disposal.dispose();
	}

	private told(work: () => void): void {
		work();
		this.changes.fire();
	}
}

export interface PaperOfDocument {
	readonly id: string;
	readonly key: string;
}
