import { localize } from '../data/localize';
import { expectedFailure } from '../files/fileFailure';
import type { FileStore, KeptLine } from '../files/ports';
import type { VolumeProblem } from './volumeText';
import { nameOf } from './volumeText';

interface Refused {
	readonly kind: 'refused';
	readonly problem: VolumeProblem;
}

/** Appends a line to a file, byte by byte. `undefined` when it is durable there. */
export function keepAside(files: FileStore, path: string, line: string | KeptLine): Promise<Refused | undefined> {
	return rewriteLines(files, path, lines => [...lines, line]);
}

/** Removes the last line of this text from a file, where there is one. */
export function dropAside(files: FileStore, path: string, line: string | KeptLine): Promise<Refused | undefined> {
	return rewriteLines(files, path, lines => {
		const at = lines.findLastIndex(other => textOf(other) === textOf(line));
		return lines.filter((_, index) => index !== at);
	});
}

function rewriteLines(
	files: FileStore,
	path: string,
	change: (lines: readonly (string | KeptLine)[]) => readonly (string | KeptLine)[],
): Promise<Refused | undefined> {
	return files
		.exclusively(path, async () => {
			const before = await files.readLines(path);
			const lines = before === undefined ? [] : Array.from({ length: before.count }, (_, index) => ({ of: before, index }));
			const isEnded = before !== undefined && before.at(before.count - 1) === '';
			await files.writeLines(path, [...change(isEnded ? lines.slice(0, -1) : lines), '']);
			return undefined;
		})
		.catch((error: unknown) => {
			const { reason } = expectedFailure(error);
			return {
				kind: 'refused',
				problem: { code: 'unwritable', path, line: 1, message: localize('Couldn’t save {0}: {1}.', nameOf(path), reason) },
			};
		});
}

function textOf(line: string | KeptLine): string {
	return typeof line === 'string' ? line : line.of.at(line.index);
}
