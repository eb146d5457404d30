import type { ProgramFiles } from '../files/disk';
import { expectedFailure } from '../files/fileFailure';
import type { FileStore } from '../files/ports';
import { exactUtf8 } from '../ingest/textDecoder';
import { applyEdits } from '../text/edits';
import type { DocumentPlan, Obstacle } from './workplace';

/** How often an edit is planned again that met a newer version of its file. */
const mostTries = 10;

interface DiskFiles {
	readonly disk: ProgramFiles;
	readonly files: FileStore;
}

/**
 * Changes a text file in one step, and nothing of it but what the edits say. Where somebody else wrote it meanwhile, the edit is planned
 * again
 * with the newer text. A file that isn't UTF-8 is left alone: written back it would not be as it was.
 *
 * @param name what messages call the file
 */
export async function editTextFile(
	{ disk, files }: DiskFiles,
	path: string,
	name: string,
	plan: (text: string) => DocumentPlan,
): Promise<{ readonly kind: 'done' } | Obstacle> {
	const attempt = async (): Promise<{ readonly kind: 'done' } | Obstacle> => {
		for (let tries = 0; tries < mostTries; tries += 1) {
			const version = await files.version(path);
			const reading = await disk.read(path);
			if (reading.kind === 'unreadable') {
				return { kind: 'problem', message: reading.reason === 'missing' ? `Document ${name} not found.` : `Couldn't read ${name}.` };
			}
			const text = exactUtf8(reading.bytes);
			if (text === undefined) {
				return { kind: 'problem', message: `${name} isn't saved as UTF-8, so it wasn't changed. Save it as UTF-8 and try again.` };
			}
			const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
			const planned = plan(text.slice(mark.length));
			if (planned.kind === 'problem' || planned.edits.length === 0) {
				return planned.kind === 'problem' ? planned : { kind: 'done' };
			}
			// The version is compared once more just before the new text takes the old one's place.
			const written = await files.writeLines(path, (mark + applyEdits(text.slice(mark.length), planned.edits)).split('\n'), { version });
			if (written.kind === 'written') {
				return { kind: 'done' };
			}
		}
		return { kind: 'problem', message: `${name} keeps changing. Try again.` };
	};
	try {
		return await files.exclusively(path, attempt);
	} catch (error) {
		return { kind: 'problem', message: `Couldn't write ${name}: ${expectedFailure(error).reason}.` };
	}
}

/** Creates a text file with its folder, never over one that is there. */
export async function createTextFile(
	files: FileStore,
	path: string,
	name: string,
	text: string,
): Promise<{ readonly kind: 'created' | 'exists' } | Obstacle> {
	try {
		const { kind } = await files.exclusively(path, () => files.writeLines(path, text.split('\n'), { version: undefined }));
		return { kind: kind === 'written' ? 'created' : 'exists' };
	} catch (error) {
		return { kind: 'problem', message: `Couldn't create ${name}: ${expectedFailure(error).reason}.` };
	}
}
