import type { ProgramFiles } from '../files/disk';

/**
 * The file that a path in a document means: beside the document, else from the root of the workspace; `undefined` where neither is there.
 */
export async function fileNamedBy(
	document: string,
	path: string,
	{ disk, root, isThere }: { readonly disk: ProgramFiles; readonly root: string; readonly isThere: (file: string) => Promise<boolean> },
): Promise<string | undefined> {
	for (const folder of [disk.folderOf(document), root]) {
		const file = disk.resolve(folder, path);
		if (await isThere(file)) {
			return file;
		}
	}
	return undefined;
}

/** The files that a glob means in a folder. */
export async function filesOfGlob(pattern: string, folder: string, disk: ProgramFiles): Promise<readonly string[]> {
	const { fitting, folderOfGlob } = await import('../files/globMatching');
	const { files } = await disk.everythingBelow(disk.resolve(folder, folderOfGlob(pattern)));
	const fits = fitting(pattern);
	return files.map(file => disk.resolve('.', file)).filter(file => fits(disk.relative(folder, file)));
}
