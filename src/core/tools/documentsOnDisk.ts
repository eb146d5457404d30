import { isCitingFile, languageOfFile } from '../citing/languages';
import type { ProgramFiles } from '../files/disk';
import { fileFailureOf } from '../files/fileFailure';
import { decode } from '../ingest/decode';
import { exactUtf8 } from '../ingest/textDecoder';
import type { FileStore } from '../files/ports';
import { applyEdits } from '../text/edits';
import type { DocumentPlan, Obstacle, WorkspaceDocument, WorkspaceDocuments } from './workplace';

/** How often an edit is planned again that met a newer version of its file. */
const mostTries = 10;

/**
 * The documents of a folder on a disk. A path that leads out of it, also by a symbolic link, is refused, and so is a file that is no
 * document: nobody reads keys or passwords by way of this.
 */
export class DocumentsOnDisk implements WorkspaceDocuments {
	constructor(
		private readonly disk: ProgramFiles,
		private readonly files: FileStore,
		private readonly root: string,
	) {}

	async read(path: string): Promise<WorkspaceDocument | Obstacle> {
		const place = await this.placeOf(path);
		if (typeof place !== 'string') {
			return place;
		}
		const reading = await this.disk.read(place);
		if (reading.kind === 'unreadable') {
			return { kind: 'problem', message: reading.reason === 'missing' ? `There is no document ${path}.` : `Couldn't read ${path}.` };
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
		if (typeof place !== 'string') {
			return place;
		}
		try {
			for (let tries = 0; tries < mostTries; tries += 1) {
				const outcome = await this.tryEdit(place, path, plan);
				if (outcome !== 'changed') {
					return outcome;
				}
			}
			return { kind: 'problem', message: `${path} keeps changing. Try again.` };
		} catch (error) {
			return { kind: 'problem', message: `Couldn't write ${path}: ${reasonOf(error)}` };
		}
	}

	/** Creates a document with its folder, never over one that is there. */
	async create(path: string, text: string): Promise<{ readonly kind: 'created' | 'exists' } | Obstacle> {
		const place = await this.placeOf(path);
		if (typeof place !== 'string') {
			return place;
		}
		try {
			const { kind } = await this.files.writeLines(place, text.split('\n'), { version: undefined });
			return { kind: kind === 'written' ? 'created' : 'exists' };
		} catch (error) {
			return { kind: 'problem', message: `Couldn't create ${path}: ${reasonOf(error)}` };
		}
	}

	/** The version is compared once more just before the new text takes the old one's place. */
	private async tryEdit(
		place: string,
		path: string,
		plan: (text: string) => DocumentPlan,
	): Promise<{ readonly kind: 'done' } | Obstacle | 'changed'> {
		const version = await this.files.version(place);
		const reading = await this.disk.read(place);
		if (reading.kind === 'unreadable') {
			return { kind: 'problem', message: reading.reason === 'missing' ? `There is no document ${path}.` : `Couldn't read ${path}.` };
		}
		const text = exactUtf8(reading.bytes);
		if (text === undefined) {
			return { kind: 'problem', message: `${path} isn't saved as UTF-8, so it was left alone. Save it as UTF-8 and try again.` };
		}
		const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
		const planned = plan(text.slice(mark.length));
		if (planned.kind === 'problem' || planned.edits.length === 0) {
			return planned.kind === 'problem' ? planned : { kind: 'done' };
		}
		const written = await this.files.writeLines(place, (mark + applyEdits(text.slice(mark.length), planned.edits)).split('\n'), {
			version,
		});
		return written.kind === 'changed' ? 'changed' : { kind: 'done' };
	}

	private async placeOf(path: string): Promise<string | Obstacle> {
		const place = await this.disk.within(this.root, path);
		if (place === undefined) {
			return { kind: 'problem', message: `${path} is outside the workspace.` };
		}
		return isCitingFile(path) && isCitingFile(place)
			? place
			: { kind: 'problem', message: `${path} is not a document that can cite, such as Markdown, LaTeX or Typst.` };
	}
}

function reasonOf(error: unknown): string {
	const failure = fileFailureOf(error);
	if (failure === undefined) {
		throw error;
	}
	return `${failure.reason}.`;
}
