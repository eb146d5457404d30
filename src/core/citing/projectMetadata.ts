import type { Json, JsonObject } from '../data/json';
import { isArray, isObject, stringsOf } from '../data/json';
import { longestFrontMatter, readYaml } from '../text/readYaml';
import { documentMetadata, plainFields } from './documentMetadata';
import { folderOf } from '../text/paths';

/** What the project that a document belongs to says of its citations; paths lead from the document's folder. */
export interface ProjectMetadata {
	/** Fields that count before the document's own: those of pandoc's defaults. */
	readonly before: readonly JsonObject[];
	/** Fields that count where the document says nothing, the nearest first. */
	readonly after: readonly JsonObject[];
	/** Files that are no valid YAML. */
	readonly mistakes: readonly ProjectMistake[];
}

export interface ProjectMistake {
	/** From the document's folder. */
	readonly file: string;
	/** One-based. */
	readonly line: number;
	readonly message: string;
}

export const noProject: ProjectMetadata = { before: [], after: [], mistakes: [] };

/** The text of a file by its path from the document's folder; `undefined` where there is none, or where it may not be looked at. */
export type ProjectReader = (path: string) => Promise<string | undefined>;

/** Folders above a document beyond this many are not looked into. */
const highest = 12;

/**
 * Metadata from outside a document: `_quarto.yml` of the folder or one above it, its profiles, `_metadata.yml` down to the document,
 * `metadata-files` of any; of a bookdown project `index.Rmd`, `_bookdown.yml` and `_output.yml`; else pandoc's defaults of the folder or
 * one above it. https://quarto.org/docs/projects/quarto-projects.html#metadata-merging, https://bookdown.org/yihui/bookdown/,
 * https://pandoc.org/MANUAL.html#defaults-files
 *
 * @param name the document's file name
 */
export async function projectMetadata(name: string, text: string, read: ProjectReader): Promise<ProjectMetadata> {
	const reading = new Reading(read);
	const own = await reading.metadataFiles(documentMetadata(text).fields, '');
	for (let level = 0; level <= highest; level += 1) {
		const folder = '../'.repeat(level);
		const quarto = await reading.quarto(folder);
		if (quarto.length > 0) {
			const folders = Array.from({ length: level + 1 }, (_, index) => '../'.repeat(index));
			const between: JsonObject[] = [];
			for (const one of folders) {
				between.push(...(await reading.layers(one, ['_metadata.yml', '_metadata.yaml'])));
			}
			return { before: [], after: [...own, ...between, ...quarto], mistakes: reading.mistakes };
		}
		const bookdown = await reading.layers(folder, ['_bookdown.yml', '_bookdown.yaml']);
		if (bookdown.length > 0) {
			const index = await read(`${folder}index.Rmd`);
			const front = index === undefined ? [] : [rebased(documentMetadata(index).fields, folder)];
			return { before: [], after: [...own, ...front, ...bookdown, ...(await reading.output(folder))], mistakes: reading.mistakes };
		}
		const defaults = await reading.defaults(folder, name);
		if (defaults !== undefined) {
			return { before: [defaults.fields], after: [...own, ...defaults.files], mistakes: reading.mistakes };
		}
	}
	const output = /\.rmd$/i.test(name) ? await reading.output('') : [];
	return { before: [], after: [...own, ...output], mistakes: reading.mistakes };
}

class Reading {
	readonly mistakes: ProjectMistake[] = [];

	constructor(private readonly read: ProjectReader) {}

	/** `_quarto.yml` and what overrides it. */
	async quarto(folder: string): Promise<readonly JsonObject[]> {
		const base = await this.first(folder, ['_quarto.yml', '_quarto.yaml']);
		if (base === undefined) {
			return [];
		}
		const layers: JsonObject[] = [];
		for (const profile of profilesOf(base['profile'])) {
			layers.push(...(await this.layers(folder, [`_quarto-${profile}.yml`, `_quarto-${profile}.yaml`])));
		}
		return [...(await this.layers(folder, ['_quarto.yml.local'])), ...layers, ...(await this.withFiles(base, folder))];
	}

	/** The first of some files that is there, followed by what it takes its metadata from. */
	async layers(folder: string, names: readonly string[]): Promise<readonly JsonObject[]> {
		const fields = await this.first(folder, names);
		return fields === undefined ? [] : this.withFiles(fields, folder);
	}

	private async withFiles(fields: JsonObject, folder: string): Promise<readonly JsonObject[]> {
		return [rebased(flattened(fields), folder), ...(await this.metadataFiles(fields, folder))];
	}

	/** What `metadata-files` and `metadata-file` name. */
	async metadataFiles(fields: JsonObject, folder: string): Promise<readonly JsonObject[]> {
		const paths = [fields['metadata-files'], fields['metadata-file']].flatMap(textsOf);
		const found: JsonObject[] = [];
		for (const path of paths.slice(0, mostFiles)) {
			const place = placed(path, folder);
			const inner = await this.first('', [place]);
			if (inner !== undefined) {
				found.push(rebased(flattened(inner), folderOf(place)));
			}
		}
		return found;
	}

	/** Options that R Markdown gives to pandoc: `pandoc_args: ["--csl", "ieee.csl"]`. */
	async output(folder: string): Promise<readonly JsonObject[]> {
		const fields = await this.first(folder, ['_output.yml', '_output.yaml']);
		const formats = Object.values(fields ?? {}).filter(isObject);
		return formats.map(format => rebased(fieldsOfArguments(textsOf(format['pandoc_args'])), folder));
	}

	/** Defaults that are for this document: they name it, or no document at all. */
	async defaults(
		folder: string,
		name: string,
	): Promise<{ readonly fields: JsonObject; readonly files: readonly JsonObject[] } | undefined> {
		const fields = await this.first(
			folder,
			['defaults', 'pandoc', '_defaults'].flatMap(word => [`${word}.yaml`, `${word}.yml`]),
		);
		const inputs = [fields?.['input-files'], fields?.['input-file']].flatMap(textsOf);
		if (fields === undefined || (inputs.length > 0 && !inputs.some(path => path.split('/').pop() === name))) {
			return undefined;
		}
		return { fields: rebased(flattened(fields), folder), files: await this.metadataFiles(fields, folder) };
	}

	private async first(folder: string, names: readonly string[]): Promise<JsonObject | undefined> {
		for (const name of names) {
			const text = await this.read(folder + name);
			if (text !== undefined) {
				const { document, mistake } = readYaml(text, { logLevel: 'silent' }, longestFrontMatter);
				if (mistake !== undefined || document === undefined) {
					this.mistakes.push({ file: folder + name, line: mistake?.line ?? 1, message: mistake?.message ?? 'It’s too long' });
					return {};
				}
				return plainFields(document);
			}
		}
		return undefined;
	}
}

const mostFiles = 20;

/** Fields at the top count before those of the sections that hold metadata too. */
function flattened(fields: JsonObject): JsonObject {
	return ['project', 'book', 'website', 'metadata'].reduce<JsonObject>((all, section) => {
		const inner = fields[section];
		return isObject(inner) ? { ...inner, ...all } : all;
	}, fields);
}

/** The profiles that are used unless somebody asks for others: the default ones, and the first of each group. */
function profilesOf(profile: Json | undefined): readonly string[] {
	if (!isObject(profile)) {
		return [];
	}
	const group = profile['group'];
	const groups = isArray(group) ? (group.every(one => typeof one === 'string') ? [group] : group.filter(isArray)) : [];
	const named = textsOf(profile['default']);
	return [...named, ...groups.map(stringsOf).flatMap(names => (names.some(one => named.includes(one)) ? [] : names.slice(0, 1)))].filter(
		one => /^[\w.-]+$/.test(one),
	);
}

/** `--csl x`, `--csl=x`, `--bibliography x`, `-M lang:de`, `--metadata=lang=de`. */
function fieldsOfArguments(words: readonly string[]): JsonObject {
	const fields: Record<string, Json> = {};
	for (const [index, word] of words.entries()) {
		const [, option, given] = /^(--[a-z-]+|-M)(?:=(.*))?$/.exec(word) ?? [];
		const value = given ?? words[index + 1] ?? '';
		if (option === '--csl') {
			fields['csl'] = value;
		} else if (option === '--bibliography') {
			fields['bibliography'] = [...stringsOf(fields['bibliography']), value];
		} else if (option === '-M' || option === '--metadata') {
			const [, name = '', text = ''] = /^([\w-]+)[:=](.*)$/.exec(value) ?? [];
			if (['lang', 'csl', 'bibliography', 'nocite'].includes(name)) {
				fields[name] = text;
			}
		}
	}
	return fields;
}

/** Fields with their paths led from the document's folder. */
function rebased(fields: JsonObject, folder: string): JsonObject {
	const change = (field: string, isPath: (text: string) => boolean): JsonObject => {
		const value = fields[field];
		const move = (one: Json): Json => (typeof one === 'string' && isPath(one) ? placed(one, folder) : one);
		return value === undefined ? {} : { [field]: isArray(value) ? value.map(move) : move(value) };
	};
	return {
		...fields,
		...change('bibliography', () => true),
		...change('csl', isStylePath),
		...change('citation-style', isStylePath),
	};
}

function isStylePath(style: string): boolean {
	return /[/\\]|\.csl$/i.test(style);
}

/** `${.}` is the folder of pandoc's defaults. Whole paths and addresses stay. */
function placed(path: string, folder: string): string {
	const own = path.replace(/^\$\{\.\}\//, '');
	return /^(?:[a-z][a-z0-9+.-]*:|[/\\~])/i.test(own) ? own : folder + own.replace(/^\.\//, '');
}

function textsOf(value: Json | undefined): readonly string[] {
	return typeof value === 'string' ? [value] : stringsOf(value);
}
