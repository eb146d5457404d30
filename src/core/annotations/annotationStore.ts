import { localize } from '../data/localize';
import type { FileStore } from '../files/ports';
import { fold } from '../text/fold';
import { fnv1a } from '../text/hash';
import type { Annotation } from './annotation';
import type { AnnotationFile } from './annotationFile';
import { mergeAnnotations, printAnnotations, readAnnotations } from './annotationFile';

/** The folder of a library that holds its annotations. */
export const annotationsFolder = 'annotations';

/** What became of a change: what the file holds now, or why nothing was written. */
export type AnnotationsSaved =
	| { readonly kind: 'saved'; readonly annotations: readonly Annotation[] }
	/** A sentence that says what to do next. */
	| { readonly kind: 'refused'; readonly message: string };

/** The marks of a library's PDFs: one file for each paper, in the library's folder. */
export class AnnotationStore {
	/** `folder` is the library's. */
	constructor(
		private readonly files: FileStore,
		private readonly folder: string,
	) {}

	/** The path of a paper's file, by the paper's id, which stays when its key changes. */
	pathOf(id: string): string {
		return `${this.folder}/${annotationsFolder}/${fileNameOf(id)}`;
	}

	/** The paths of all files, of papers that are gone, too. */
	async paths(): Promise<readonly string[]> {
		const folder = `${this.folder}/${annotationsFolder}`;
		return (await this.files.names(folder)).filter(name => name.endsWith('.jsonl')).map(name => `${folder}/${name}`);
	}

	/** What the file of a paper says now; nothing where there is none. */
	async read(id: string): Promise<AnnotationFile> {
		return this.readAt(this.pathOf(id));
	}

	/** {@link read} of one of {@link paths}. */
	async readAt(path: string): Promise<AnnotationFile> {
		return readAnnotations((await this.files.read(path)) ?? '');
	}

	/**
	 * Writes what a window made of a file, from `base`, which it had read. What the file says by now is read first and kept: other windows,
	 * and git, write there too. Lines that are no annotations stay as they are. The file is replaced in one step and is durable when this
	 * resolves; rejects with the file system's error.
	 */
	async save(id: string, base: readonly Annotation[], mine: readonly Annotation[]): Promise<AnnotationsSaved> {
		return this.saveAt(this.pathOf(id), base, mine);
	}

	/** {@link save} to one of {@link paths}. */
	async saveAt(path: string, base: readonly Annotation[], mine: readonly Annotation[]): Promise<AnnotationsSaved> {
		return this.files.exclusively(path, async () => {
			const text = (await this.files.read(path)) ?? '';
			if (isInConflict(text)) {
				return { kind: 'refused', message: localize('{0} is in conflict. Resolve it, then save again.', path) };
			}
			const { annotations: theirs, problems } = readAnnotations(text);
			const annotations = mergeAnnotations(base, mine, theirs);
			const next = printAnnotations({ annotations, problems });
			if (next !== text) {
				await this.files.write(path, next);
			}
			return { kind: 'saved', annotations };
		});
	}
}

/** Git left both sides of a change in the text. https://git-scm.com/docs/git-merge#_how_conflicts_are_presented */
function isInConflict(text: string): boolean {
	return /^<{7} /m.test(text) && /^>{7} /m.test(text);
}

/** Letters and digits of the id for people, and its fingerprint, since ids may differ in other signs or in case alone. */
function fileNameOf(id: string): string {
	const words = fold(id)
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-+|(?<!-)-+$/g, '')
		.slice(0, 60);
	return `${words === '' ? 'paper' : words}-${fnv1a(id).toString(16).padStart(8, '0')}.jsonl`;
}
