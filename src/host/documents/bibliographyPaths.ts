import { RelativePattern, Uri, workspace } from 'vscode';
import type { WorkspaceFolder } from 'vscode';
import { familyOf } from '../../core/citing/languages';
import type { ProjectPart } from '../../core/citing/projects';
import { noProject } from '../../core/citing/projects';
import { isGlob } from '../../core/files/globs';
import { isThere } from '../files/filePresence';
import { homeFolder } from '../files/homeFolder';
import { mayReach } from '../settings/trust';

/** The bibliographies that a document names, as written. Most name none: the readers load with the first that may. */
export async function namedBibliographies(text: string, languageId: string): Promise<readonly string[]> {
	if (!/bibliography|\\addbib|\\addglobalbib/.test(text)) {
		return [];
	}
	const { documentBibliographies } = await import('../../core/citing/documentBibliographies');
	return documentBibliographies(text, languageId);
}

/** What a LaTeX or Typst document says of its project. Others are part of none. */
export async function projectPartOf(text: string, languageId: string): Promise<ProjectPart> {
	if (!['latex', 'typst'].includes(familyOf(languageId))) {
		return noProject;
	}
	const { projectPart } = await import('../../core/citing/includedFiles');
	return projectPart(text, languageId);
}

/**
 * The file that a path of a document means: the first place where one stands, else the first place. `undefined` where none may be looked
 * at.
 */
export async function fileOfPath(path: string, document: Uri): Promise<Uri | undefined> {
	const places = await reachable(placesOfPath(path, document));
	for (const place of places) {
		if (await isThere(place)) {
			return place;
		}
	}
	return places[0];
}

async function reachable(places: readonly Uri[]): Promise<readonly Uri[]> {
	const may = await Promise.all(places.map(mayReach));
	return places.filter((_, index) => may[index]);
}

/** Where a path may lead that stands in a document: from the document's folder first, then from the roots of the workspace. */
export function placesOfPath(path: string, document: Uri): readonly Uri[] {
	const absolute = absoluteUri(path);
	if (absolute !== undefined) {
		return [absolute];
	}
	const root = workspace.getWorkspaceFolder(document)?.uri;
	const others = (workspace.workspaceFolders ?? []).map(folder => folder.uri).filter(uri => uri.toString() !== root?.toString());
	const beside = document.scheme === 'untitled' ? [] : [Uri.joinPath(document, '..', path)];
	return [...beside, ...[...(root ? [root] : []), ...others].map(folder => Uri.joinPath(folder, path))];
}

/** The files that a pattern means in a document's folder, as in biblatex's `\addbibresource[glob]{bib/*.bib}`. */
export async function filesBeside(pattern: string, document: Uri): Promise<readonly Uri[]> {
	const folder = Uri.joinPath(document, '..');
	return reachable(
		[...(await workspace.findFiles(new RelativePattern(folder, pattern), '**/node_modules/**', mostMatches))].sort((a, b) =>
			a.path < b.path ? -1 : 1,
		),
	);
}

const mostMatches = 1000;

/** The files that a path or glob of the setting names and that may be looked at: one that is a path even where nothing stands there yet. */
export async function filesOfPattern(pattern: string, folder: WorkspaceFolder | undefined): Promise<readonly Uri[]> {
	return reachable(await namedBy(pattern, folder));
}

async function namedBy(pattern: string, folder: WorkspaceFolder | undefined): Promise<readonly Uri[]> {
	if (isGlob(pattern)) {
		return folder === undefined
			? []
			: [...(await workspace.findFiles(new RelativePattern(folder, pattern), '**/node_modules/**'))].sort((a, b) =>
					a.path < b.path ? -1 : 1,
				);
	}
	const absolute = absoluteUri(pattern);
	return absolute !== undefined ? [absolute] : folder === undefined ? [] : [Uri.joinPath(folder.uri, pattern)];
}

/** `/papers/refs.bib`, `C:\papers\refs.bib`, `~/refs.bib`. */
function absoluteUri(path: string): Uri | undefined {
	const home = /^~[\\/]/.test(path) ? homeFolder() : undefined;
	if (home !== undefined) {
		return Uri.joinPath(Uri.file(home), path.slice(2));
	}
	return /^(?:[\\/]|[A-Za-z]:[\\/])/.test(path) ? Uri.file(path) : undefined;
}
