import { FileType, RelativePattern, Uri, workspace } from 'vscode';
import { bibliographyKeys } from '../../../core/citing/keyOccurrences';
import { citingFilesGlob, citingLanguages, isCitingFile, languageOfFile } from '../../../core/citing/languages';
import { Pace } from '../../../core/work/pace';
import type { CitingDocument } from '../../../core/references/entriesToKeep';
import { citingDocument } from '../../../core/references/entriesToKeep';
import { isReferencesFile } from '../../../core/references/referencesFile';
import { fileOfPath, namedBibliographies } from '../../documents/bibliographyPaths';
import { presenceOf } from '../../files/filePresence';
import { decodeBytes } from '../../files/decodeBytes';
import { pause } from '../../ui/pause';
import { readBytes } from '../../files/bytesOf';

/** A document that may cite: what an editor holds unsaved, else its file, which may be newer than a document that nobody looks at. */
export interface CitingFile {
	readonly uri: Uri;
	readonly text: string;
	readonly languageId: string;
}

/** Some documents, and those that are there but can't be read: nobody can tell what they cite. */
export interface CitingFiles {
	readonly files: readonly CitingFile[];
	readonly unread: readonly Uri[];
}

/** The document itself, or all of a folder. */
export async function citingFilesOf(uri: Uri): Promise<CitingFiles> {
	const stat = await workspace.fs.stat(uri);
	const uris =
		(stat.type & FileType.Directory) === 0
			? [uri]
			: await workspace.findFiles(new RelativePattern(uri, citingFilesGlob), '**/node_modules/**');
	const files: CitingFile[] = [];
	const unread: Uri[] = [];
	for (const found of uris) {
		const file = await read(found);
		if (file === undefined) {
			unread.push(found);
		} else {
			files.push(file);
		}
	}
	return { files, unread };
}

/**
 * What every document cites, in the workspace (also those that `files.exclude` hides), in the folders given, and in editors: an entry that
 * one of them cites is used, whether or not that one says where its references are. `unread` holds what can't be read, folders among them.
 */
export async function everythingCited(
	folders: readonly Uri[],
): Promise<{ readonly documents: readonly CitingDocument[]; readonly unread: readonly Uri[] }> {
	const unread: Uri[] = [];
	const uris = new Map(
		(await workspace.findFiles(citingFilesGlob, null))
			.filter(({ path }) => !path.includes('/node_modules/'))
			.map(uri => [uri.toString(), uri]),
	);
	for (const folder of folders) {
		const entries = await readFolder(folder);
		if (entries === undefined) {
			unread.push(folder);
		}
		entries?.forEach(uri => uris.set(uri.toString(), uri));
	}
	workspace.textDocuments
		.filter(({ languageId, uri }) => citingLanguages.includes(languageId) && uri.scheme !== 'untitled' && uri.scheme !== 'git')
		.forEach(({ uri }) => uris.set(uri.toString(), uri));
	const documents: CitingDocument[] = [];
	const pace = new Pace(pause);
	for (const uri of uris.values()) {
		const file = await read(uri);
		if (file === undefined) {
			unread.push(uri);
		} else {
			documents.push(citingDocument((await referencesFileOf(file))?.toString(), file.text, file.languageId));
		}
		await pace.rest();
	}
	return { documents, unread };
}

/** The first `.bib` or `.json` that the document names. */
export async function referencesFileOf({ uri, text, languageId }: CitingFile): Promise<Uri | undefined> {
	const path = (await namedBibliographies(text, languageId)).find(isReferencesFile);
	return path === undefined ? undefined : fileOfPath(path, uri);
}

/** The keys of works that the document cites from a bibliography. */
export function keysCitedIn({ text, languageId }: CitingFile): readonly string[] {
	return bibliographyKeys(text, languageId);
}

/** The documents that lie in a folder itself; `undefined` where it is there and can't be read. */
async function readFolder(folder: Uri): Promise<readonly Uri[] | undefined> {
	try {
		return (await workspace.fs.readDirectory(folder))
			.filter(([name, type]) => (type & FileType.Directory) === 0 && isCitingFile(name))
			.map(([name]) => Uri.joinPath(folder, name));
	} catch {
		return (await presenceOf(folder)) === 'missing' ? [] : undefined;
	}
}

/** `undefined` where it can't be read. */
async function read(uri: Uri): Promise<CitingFile | undefined> {
	const open = workspace.textDocuments.find(document => !document.isClosed && document.uri.toString() === uri.toString());
	const languageId = open?.languageId ?? languageOfFile(uri.path);
	if (open?.isDirty === true) {
		return { uri, text: open.getText(), languageId };
	}
	try {
		return { uri, text: (await decodeBytes(await readBytes(uri))).text, languageId };
	} catch {
		// Also where it is gone, as a link to a share that is not mounted is: what it cites is not known.
		return open && { uri, text: open.getText(), languageId };
	}
}
