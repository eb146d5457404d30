import { FileSystemError, Uri, workspace } from 'vscode';
import { StyleError } from '../../core/citing/bibliography/styleError';
import { bundledStyle, nearestLocale, parentStyle } from '../../core/citing/bibliography/styles';

/** The CSL styles and locales that come with the extension, and those of the workspace. */
export class CslFiles {
	private readonly texts = new Map<string, Promise<string>>();

	constructor(private readonly extensionUri: Uri) {}

	/**
	 * A style's XML, by the name of a bundled one or the path of a file: absolute, or from a document's folder or the workspace. A dependent style gives the one it follows.
	 * Rejects with a `StyleError` where there is none.
	 */
	async style(name: string, document?: Uri): Promise<string> {
		const file = await firstText(placesOf(name, document));
		if (file === undefined) {
			const bundled = bundledStyle(name);
			if (bundled === undefined) {
				throw new StyleError(`There is no citation style “${name}”. Name a bundled one, such as apa, or the path of a .csl file.`);
			}
			return this.read(`styles/${bundled.id}.csl`);
		}
		const parent = parentStyle(file.text);
		return parent === undefined ? file.text : this.parent(parent, name, file.uri);
	}

	/** The XML of the locale nearest to a language, and of English, which fills its gaps. */
	async locales(language: string): Promise<(language: string) => string> {
		const [wanted, english] = await Promise.all([this.read(`locales/locales-${nearestLocale(language)}.xml`), this.read('locales/locales-en-US.xml')]);
		return asked => (nearestLocale(asked) === nearestLocale(language) ? wanted : english);
	}

	private async parent(parent: string, name: string, child: Uri): Promise<string> {
		const bundled = bundledStyle(parent);
		const beside = [Uri.joinPath(child, '..', `${parent}.csl`), Uri.joinPath(child, '../..', `${parent}.csl`)];
		const text = bundled === undefined ? (await firstText(beside))?.text : await this.read(`styles/${bundled.id}.csl`);
		if (text === undefined || parentStyle(text) !== undefined) {
			throw new StyleError(`The citation style “${name}” follows the style “${parent}”, which is not here. Put ${parent}.csl into the same folder.`);
		}
		return text;
	}

	private read(path: string): Promise<string> {
		const known = this.texts.get(path) ?? Promise.resolve(workspace.fs.readFile(Uri.joinPath(this.extensionUri, 'media/csl', path))).then(bytes => new TextDecoder().decode(bytes));
		this.texts.set(path, known);
		return known;
	}
}

/** Where a style of that name may lie. A plain name means a bundled style, an address one with the same name. */
function placesOf(name: string, document: Uri | undefined): readonly Uri[] {
	if (!/[/\\.]/.test(name) || /^https?:/i.test(name)) {
		return [];
	}
	if (/^(?:\/|[A-Za-z]:[\\/])/.test(name)) {
		return [Uri.file(name)];
	}
	const path = name.replaceAll('\\', '/');
	const folder = document === undefined ? undefined : workspace.getWorkspaceFolder(document);
	const isFile = document !== undefined && document.scheme !== 'untitled';
	const roots = [...(isFile ? [Uri.joinPath(document, '..')] : []), ...(folder === undefined ? [] : [folder.uri]), ...(workspace.workspaceFolders ?? []).map(({ uri }) => uri)];
	return roots.map(root => Uri.joinPath(root, path));
}

async function firstText(places: readonly Uri[]): Promise<{ readonly uri: Uri; readonly text: string } | undefined> {
	for (const uri of places) {
		try {
			return { uri, text: new TextDecoder().decode(await workspace.fs.readFile(uri)) };
		} catch (error) {
			if (!(error instanceof FileSystemError)) {
				throw error;
			}
		}
	}
	return undefined;
}
