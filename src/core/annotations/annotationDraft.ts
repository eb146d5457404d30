import type { Annotation } from './annotation';
import { mergeAnnotations } from './annotationFile';

/**
 * The marks of a PDF as its user sees them: what the library's file said when it was last read, and what was changed since. Whatever comes
 * from the file meanwhile, no change of the user's is lost to it.
 */
export class AnnotationDraft {
	private last: readonly Annotation[];
	private shown: readonly Annotation[];

	/** `shown` are the marks of a backup, where there is one. */
	constructor(saved: readonly Annotation[], shown: readonly Annotation[] = saved) {
		this.last = saved;
		this.shown = shown;
	}

	/** What the file said when it was last read. */
	get saved(): readonly Annotation[] {
		return this.last;
	}

	get annotations(): readonly Annotation[] {
		return this.shown;
	}

	/** Makes a change. What it gives takes the change back, or makes it again, and leaves what came to the marks since. */
	change(change: (annotations: readonly Annotation[]) => readonly Annotation[]): { readonly undo: () => void; readonly redo: () => void } {
		const before = this.shown;
		const after = change(before);
		this.shown = after;
		const swap = (from: readonly Annotation[], to: readonly Annotation[]) => () => {
			this.shown = mergeAnnotations(from, to, this.shown);
		};
		return { undo: swap(after, before), redo: swap(before, after) };
	}

	/**
	 * Takes over what the file says now. `from` are the marks that it was made of, where this draft was written into it: what was changed
	 * while it was written stays a change.
	 */
	takeOver(saved: readonly Annotation[], from = this.last): void {
		this.shown = mergeAnnotations(from, this.shown, saved);
		this.last = saved;
	}

	/** Back to what the file says. */
	revert(saved: readonly Annotation[]): void {
		this.last = saved;
		this.shown = saved;
	}
}
