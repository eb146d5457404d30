import { EventEmitter } from 'vscode';
import type { CustomDocument, CustomDocumentEditEvent, Uri } from 'vscode';
import type { Annotation } from '../../../core/annotations/annotation';
import { mergeAnnotations } from '../../../core/annotations/annotationFile';

/**
 * A PDF that is open, and the marks that the user sees: what the library's file said when it was last read, and what was changed since.
 * The PDF itself is never written.
 */
export class PdfDocument implements CustomDocument {
	private saved: readonly Annotation[];
	private current: readonly Annotation[];
	private readonly edits = new EventEmitter<CustomDocumentEditEvent<PdfDocument>>();
	private readonly changes = new EventEmitter<void>();
	private readonly disposal = new EventEmitter<void>();

	readonly onDidEdit = this.edits.event;
	readonly onDidChange = this.changes.event;
	readonly onDidDispose = this.disposal.event;

	/** `current` are the marks of a backup, where there is one. */
	constructor(
		readonly uri: Uri,
		/** The id and key of the paper whose PDF it is; `undefined` where it is no paper's. */
		public paper: PaperOfDocument | undefined,
		saved: readonly Annotation[],
		current: readonly Annotation[] = saved,
	) {
		this.saved = saved;
		this.current = current;
	}

	get annotations(): readonly Annotation[] {
		return this.current;
	}

	/** What the file said when it was last read. */
	get base(): readonly Annotation[] {
		return this.saved;
	}

	/** Makes a change that VS Code can undo. `label` is what its menus say: `Highlight`. */
	edit(label: string, change: (annotations: readonly Annotation[]) => readonly Annotation[]): void {
		const before = this.current;
		const after = change(before);
		const swap = (from: readonly Annotation[], to: readonly Annotation[]) => () => {
			// What came from the file meanwhile stays.
			this.set(mergeAnnotations(from, to, this.current));
		};
		this.set(after);
		this.edits.fire({ document: this, label, undo: swap(after, before), redo: swap(before, after) });
	}

	/** A change that is no edit of the user's: where a mark stands in this version of the file. */
	settle(change: (annotations: readonly Annotation[]) => readonly Annotation[]): void {
		this.set(change(this.current));
	}

	/** Takes over what the file says now; what the user changed since the last saving stays. */
	refresh(saved: readonly Annotation[]): void {
		const current = mergeAnnotations(this.saved, this.current, saved);
		this.saved = saved;
		this.set(current);
	}

	/** The file holds these now. */
	setSaved(annotations: readonly Annotation[]): void {
		this.saved = annotations;
		this.set(annotations);
	}

	/** Back to what the file says. */
	revert(saved: readonly Annotation[]): void {
		this.setSaved(saved);
	}

	dispose(): void {
		this.disposal.fire();
		this.edits.dispose();
		this.changes.dispose();
		this.disposal.dispose();
	}

	private set(annotations: readonly Annotation[]): void {
		this.current = annotations;
		this.changes.fire();
	}
}

export interface PaperOfDocument {
	readonly id: string;
	readonly key: string;
}
