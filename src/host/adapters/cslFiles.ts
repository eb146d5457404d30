import { FileSystemError, Uri, workspace } from 'vscode';
import { bundledStyle, nearestLocale } from '../../core/citing/bibliography/styles';

/** The CSL styles and locales that come with the extension, and those of the workspace. */
export class CslFiles {
	private readonly texts = new Map<string, Promise<string>>();

	constructor(private readonly extensionUri: Uri) {}

	/** A style's XML, by the name of a bundled one or a path in the workspace; `undefined` where there is none. */
	async style(name: string): Promise<string | undefined> {
		const bundled = bundledStyle(name);
		if (bundled !== undefined) {
			return this.read(`styles/${bundled.id}.csl`);
		}
		const root = workspace.workspaceFolders?.[0]?.uri;
		const uri = /^(?:\/|[A-Za-z]:[\\/])/.test(name) ? Uri.file(name) : root && Uri.joinPath(root, name);
		return uri && readText(uri);
	}

	/** The XML of the locale nearest to a language, and of English, which fills its gaps. */
	async locales(language: string): Promise<(language: string) => string> {
		const [wanted, english] = await Promise.all([this.read(`locales/locales-${nearestLocale(language)}.xml`), this.read('locales/locales-en-US.xml')]);
		return asked => (nearestLocale(asked) === nearestLocale(language) ? wanted : english);
	}

	private read(path: string): Promise<string> {
		const known = this.texts.get(path) ?? Promise.resolve(workspace.fs.readFile(Uri.joinPath(this.extensionUri, 'media/csl', path))).then(bytes => new TextDecoder().decode(bytes));
		this.texts.set(path, known);
		return known;
	}
}

async function readText(uri: Uri): Promise<string | undefined> {
	try {
		return new TextDecoder().decode(await workspace.fs.readFile(uri));
	} catch (error) {
		if (error instanceof FileSystemError) {
			return undefined;
		}
		throw error;
	}
}
