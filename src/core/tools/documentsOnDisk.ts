import { isCitingFile, languageOfFile } from '../citing/languages';
import type { ProgramFiles } from '../files/disk';
import { decode } from '../ingest/decode';
import type { FileStore } from '../files/ports';
import { createTextFile, editTextFile } from './textFileOnDisk';
import type { DocumentPlan, Obstacle, WorkspaceDocument, WorkspaceDocuments } from './workplace';

/**
 * The documents of a folder on a disk. A path that leads out of it, also by a symbolic link, is refused, and so is a file that is no
 * document: nobody reads keys or passwords by way of this.
 */
export class DocumentsOnDisk implements WorkspaceDocuments {
	constructor(
		readonly disk: ProgramFiles,
		readonly files: FileStore,
		private readonly root: string,
	) {}

	async read(path: string): Promise<WorkspaceDocument | Obstacle> {
		const place = await this.placeOf(path);
		if (typeof place !== 'string') {
			return place;
		}
		const reading = await this.disk.read(place);
		if (reading.kind === 'unreadable') {
			return { kind: 'problem', message: reading.reason === 'missing' ? `Document ${path} not found.` : `Couldn't read ${path}.` };
		}
		return {
			kind: 'document',
			path: this.disk.relative(this.root, this.disk.resolve(this.root, path)),
			text: decode(reading.bytes).text,
			languageId: languageOfFile(place),
		};
	}

	async edit(path: string, _name: string, plan: (text: string) => DocumentPlan): Promise<{ readonly kind: 'done' } | Obstacle> {
		const place = await this.placeOf(path);
		return typeof place === 'string' ? editTextFile(this, place, path, plan) : place;
	}

	/** Creates a document with its folder, never over one that is there. */
	async create(path: string, text: string): Promise<{ readonly kind: 'created' | 'exists' } | Obstacle> {
		const place = await this.placeOf(path);
		return typeof place === 'string' ? createTextFile(this.files, place, path, text) : place;
	}

	private async placeOf(path: string): Promise<string | Obstacle> {
		const place = await this.disk.within(this.root, path);
		if (place === undefined) {
			return { kind: 'problem', message: `${path} is outside the workspace.` };
		}
		return isCitingFile(path) && isCitingFile(place)
			? place
			: { kind: 'problem', message: `${path} isn’t a document that can cite, such as Markdown, LaTeX or Typst.` };
	}
}
