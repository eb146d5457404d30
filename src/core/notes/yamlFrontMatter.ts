import type { Document, DocumentOptions, ParseOptions, ScalarTag, SchemaOptions } from 'yaml';
import type { YamlMistake } from '../text/readYaml';
import { longestFrontMatter, readYaml } from '../text/readYaml';

/** Reads YAML as front matter is read and written everywhere here. Never throws. */
export function parseFrontMatterYaml(source: string): Document.Parsed | YamlMistake {
	const { document, mistake } = readYaml(source, yamlOptions, longestFrontMatter);
	return document === undefined || mistake !== undefined
		? { line: mistake?.line ?? 1, message: withStop(mistake?.message ?? 'It can’t be read') }
		: document;
}

/** `Nested mappings are not allowed in compact mappings` as a sentence. */
function withStop(message: string): string {
	return message.endsWith('.') ? message : `${message}.`;
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
