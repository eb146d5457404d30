import { FileSystemError, Uri, workspace } from 'vscode';
import type { Locales, StyleFile } from '../../core/citing/bibliography/cslTexts';
import { localeTexts, styleText } from '../../core/citing/bibliography/cslTexts';
import { mayReach } from '../settings/trust';
import { readBytes } from '../files/bytesOf';

/** The CSL styles and locales that come with the extension, and those of the workspace. */
export class CslFiles {
	private readonly texts = new Map<string, Promise<string>>();

	constructor(private readonly extensionUri: Uri) {}

	/**
	 * A style's XML, by the name of a bundled one or the path of a file: absolute, or from a document's folder or the workspace; only within
	 * a workspace that is not trusted. A dependent style gives the one it follows. Rejects with a `StyleError` where there is none.
	 */
	style(name: string, document?: Uri): Promise<string> {
		return styleText(name, { bundled: path => this.bundled(path), file: path => styleFile(placesOf(path, document)) });
	}

	/** The XML of the locale nearest to a language, and of English, which fills its gaps. */
	locales(language: string): Promise<Locales> {
		return localeTexts(language, { bundled: path => this.bundled(path) });
	}

	private bundled(path: string): Promise<string> {
		const known =
			this.texts.get(path) ??
			Promise.resolve(readBytes(Uri.joinPath(this.extensionUri, 'media/csl', path))).then(bytes => new TextDecoder().decode(bytes));
		this.texts.set(path, known);
		return known;
	}
}

/** Where the file of a style may lie. */
function placesOf(name: string, document: Uri | undefined): readonly Uri[] {
	if (/^(?:\/|[A-Za-z]:[\\/])/.test(name)) {
		return [Uri.file(name)];
	}
	const path = name.replaceAll('\\', '/');
	const folder = document === undefined ? undefined : workspace.getWorkspaceFolder(document);
	const isFile = document !== undefined && document.scheme !== 'untitled';
	const roots = [
		...(isFile ? [Uri.joinPath(document, '..')] : []),
		...(folder === undefined ? [] : [folder.uri]),
		...(workspace.workspaceFolders ?? []).map(({ uri }) => uri),
	];
	return roots.map(root => Uri.joinPath(root, path));
}

async function styleFile(places: readonly Uri[]): Promise<StyleFile | undefined> {
	const found = await firstText(places);
	return found && { text: found.text, beside: async path => (await firstText([Uri.joinPath(found.uri, '..', path)]))?.text };
}

async function firstText(places: readonly Uri[]): Promise<{ readonly uri: Uri; readonly text: string } | undefined> {
	for (const uri of places) {
		if (!(await mayReach(uri))) {
			continue;
		}
		try {
			return { uri, text: new TextDecoder().decode(await readBytes(uri)) };
		} catch (error) {
			if (!(error instanceof FileSystemError)) {
				throw error;
			}
		}
	}
	return undefined;
}
