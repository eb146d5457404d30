import type { Document, DocumentOptions, ParseOptions, ScalarTag, SchemaOptions } from 'yaml';
import { parseDocument } from 'yaml';

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
