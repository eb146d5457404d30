import { localize } from '../../data/localize';
import { StyleError } from './styleError';
import { bundledStyle, nearestLocale, parentStyle } from './styles';

/** Where styles and locales are kept. */
export interface CslSource {
	/** A file of media/csl: `styles/apa.csl`, `locales/locales-en-US.xml`. */
	bundled(path: string): Promise<string>;
	/** The file that the name of a style means, where it names a file and there is one. */
	file(name: string): Promise<StyleFile | undefined>;
}

export interface StyleFile {
	readonly text: string;
	/** The text of another file, by its path from the style's folder. */
	beside(path: string): Promise<string | undefined>;
}

/**
 * A style's XML, by the name of a bundled one or the path of a file. A dependent style gives the one it follows.
 * Rejects with a `StyleError` where there is none.
 */
export async function styleText(name: string, source: CslSource): Promise<string> {
	const file = isPath(name) ? await source.file(name) : undefined;
	if (file === undefined) {
		const bundled = bundledStyle(name);
		if (bundled === undefined) {
			throw new StyleError(localize('Citation style “{0}” not found. Use a bundled style, such as apa, or the path of a .csl file.', name));
		}
		return source.bundled(`styles/${bundled.id}.csl`);
	}
	const parent = parentStyle(file.text);
	return parent === undefined ? file.text : parentText(parent, name, file, source);
}

/** The XML of the locale nearest to a language, and of English, which fills its gaps. */
export interface Locales {
	readonly language: string;
	readonly wanted: string;
	readonly english: string;
}

/** How an engine asks for {@link Locales}. */
export function localeOf({ language, wanted, english }: Locales): (language: string) => string {
	return asked => (nearestLocale(asked) === nearestLocale(language) ? wanted : english);
}

export async function localeTexts(language: string, source: Pick<CslSource, 'bundled'>): Promise<Locales> {
	const [wanted, english] = await Promise.all([
		source.bundled(`locales/locales-${nearestLocale(language)}.xml`),
		source.bundled('locales/locales-en-US.xml'),
	]);
	return { language, wanted, english };
}

async function parentText(parent: string, name: string, file: StyleFile, source: CslSource): Promise<string> {
	const bundled = bundledStyle(parent);
	const text =
		bundled === undefined
			? ((await file.beside(`${parent}.csl`)) ?? (await file.beside(`../${parent}.csl`)))
			: await source.bundled(`styles/${bundled.id}.csl`);
	if (text === undefined || parentStyle(text) !== undefined) {
		throw new StyleError(
			localize('The citation style “{0}” depends on “{1}”, which wasn’t found. Put {1}.csl in the same folder.', name, parent),
		);
	}
	return text;
}

/** A plain name means a bundled style, an address one with the same name. */
function isPath(name: string): boolean {
	return /[/\\.]/.test(name) && !/^https?:/i.test(name);
}
