import { FileType, RelativePattern, workspace } from 'vscode';
import type { Uri } from 'vscode';
import { isCrossReference } from '../../../core/citing/crossReferences';
import { citedKeys, languageOfFile } from '../../../core/citing/keyOccurrences';
import { namesWorkElsewhere } from '../../../core/citing/keyProblems';
import { decode } from '../../../core/ingest/decode';
import { isReferencesFile } from '../../../core/references/referencesFile';
import { fileOfPath, namedBibliographies } from '../../adapters/bibliographyPaths';

/** A document that may cite: what an editor holds unsaved, else its file, which may be newer than a document that nobody looks at. */
export interface CitingFile {
	readonly uri: Uri;
	readonly text: string;
	readonly languageId: string;
}

const citing = '**/*.{md,markdown,qmd,Rmd,rmd,tex,ltx,typ}';

/** The document itself, or all of a folder. */
export async function citingFilesOf(uri: Uri): Promise<readonly CitingFile[]> {
	const stat = await workspace.fs.stat(uri);
	const uris = (stat.type & FileType.Directory) === 0 ? [uri] : await workspace.findFiles(new RelativePattern(uri, citing), '**/node_modules/**');
	return Promise.all(uris.map(read));
}

/** All documents of the workspace that name a references file: what it has is theirs together. */
export async function citingFilesNaming(target: Uri): Promise<readonly CitingFile[]> {
	const found: CitingFile[] = [];
	for (const uri of await workspace.findFiles(citing, '**/node_modules/**')) {
		const file = await read(uri);
		if ((await referencesFileOf(file))?.toString() === target.toString()) {
			found.push(file);
		}
	}
	return found;
}

/** The first `.bib` or `.json` that the document names. */
export async function referencesFileOf({ uri, text, languageId }: CitingFile): Promise<Uri | undefined> {
	const path = (await namedBibliographies(text, languageId)).find(isReferencesFile);
	return path === undefined ? undefined : fileOfPath(path, uri);
}

/** The keys of works that the document cites from a bibliography. */
export function keysCitedIn({ text, languageId }: CitingFile): readonly string[] {
	return citedKeys(text, languageId).map(({ key }) => key).filter(key => key !== '*' && !namesWorkElsewhere(key) && !isCrossReference(key));
}

async function read(uri: Uri): Promise<CitingFile> {
	const unsaved = workspace.textDocuments.find(document => document.isDirty && document.uri.toString() === uri.toString());
	return unsaved === undefined ? { uri, text: decode(await workspace.fs.readFile(uri)).text, languageId: languageOfFile(uri.path) } : { uri, text: unsaved.getText(), languageId: unsaved.languageId };
}
