import type { Document, DocumentOptions, ParseOptions, ScalarTag, SchemaOptions } from 'yaml';
import { parseDocument } from 'yaml';

/** Where the front matter of a text stands, in UTF-16 offsets. */
export interface FrontMatterSpan {
	/** The YAML between the two rules, with its last line ending. */
	readonly start: number;
	readonly end: number;
	/** Behind the closing rule and its line ending. */
	readonly next: number;
}

/** The front matter at the start of a text: YAML between a line `---` and a line `---` or `...`. https://pandoc.org/MANUAL.html#extension-yaml_metadata_block */
export function frontMatterSpan(text: string): FrontMatterSpan | undefined {
	const opening = /^\uFEFF?---[ \t]*(?:\r\n|[\n\r])/.exec(text)?.[0];
	if (opening === undefined) {
		return undefined;
	}
	const closing = /(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?:\r\n|[\n\r]|$)/g;
	closing.lastIndex = opening.length;
	const found = closing.exec(text);
	return found ? { start: opening.length, end: found.index, next: found.index + found[0].length } : undefined;
}

/** Reads YAML as front matter is read and written everywhere here. Never throws. */
export function parseYaml(source: string): Document.Parsed | YamlMistake {
	try {
		const document = parseDocument(source, yamlOptions);
		const [error] = document.errors;
		return error ? { line: error.linePos?.[0].line ?? 1, message: firstLine(error.message) } : document;
	} catch (error) {
		// The library reads nested collections by recursion; thousands of brackets exhaust the stack.
		if (error instanceof RangeError) {
			return { line: 1, message: 'It nests too deep to be read.' };
		}
		throw error;
	}
}

export interface YamlMistake {
	/** One-based line of the source. */
	readonly line: number;
	readonly message: string;
}

/** `Nested mappings are not allowed in compact mappings at line 1, column 8:` without place and excerpt. */
function firstLine(message: string): string {
	return message.replace(/ at line \d[^]*$/, '').replace(/[^.]$/, '$&.');
}

/** A plain date stays plain, as editors of front matter expect, although YAML 1.1 would take it for more than text. */
const isoDateTag: ScalarTag = {
	tag: 'tag:yaml.org,2002:str',
	default: true,
	test: /^\d{4}-\d\d-\d\d$/,
	identify: value => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value),
	resolve: text => text,
	stringify: ({ value }) => String(value),
};

/** Texts are quoted where a reader of YAML 1.1 would see something else in them (`no`, `1:30`). */
export const yamlOptions: DocumentOptions & SchemaOptions & ParseOptions = { compat: 'yaml-1.1', customTags: [isoDateTag], version: '1.2' };
