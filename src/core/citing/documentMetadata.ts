import type { JsonObject } from '../data/json';
import { isObject } from '../data/json';
import { metadataBlocks } from '../markdown/metadataBlocks';
import { longestFrontMatter, readYaml } from '../text/readYaml';

/** What a document's blocks of YAML say, and where they cannot be read. */
export interface DocumentMetadata {
	readonly fields: JsonObject;
	readonly mistakes: readonly MetadataMistake[];
}

export interface MetadataMistake {
	/** One-based line of the document. */
	readonly line: number;
	/** Plain words without a full stop. */
	readonly message: string;
}

/** The fields of all blocks; a later one counts. A block that is no YAML gives none. */
export function documentMetadata(text: string): DocumentMetadata {
	let fields: JsonObject = {};
	const mistakes: MetadataMistake[] = [];
	for (const { start, end } of metadataBlocks(text)) {
		const { document, mistake } = readYaml(text.slice(start, end), { logLevel: 'silent' }, longestFrontMatter);
		if (document === undefined || mistake !== undefined) {
			if (mistake !== undefined) {
				mistakes.push({ line: text.slice(0, start).split('\n').length - 1 + mistake.line, message: mistake.message });
			}
			continue;
		}
		fields = { ...fields, ...plainFields(document) };
	}
	return { fields, mistakes };
}

/** The fields that a text of YAML has at its top; none where that is no map, or where aliases multiply each other or lead nowhere. */
export function plainFields(document: { toJS(options: { maxAliasCount: number }): unknown }): JsonObject {
	try {
		const fields: unknown = document.toJS({ maxAliasCount: 100 });
		return isObject(fields) ? fields : {};
	} catch (error) {
		if (error instanceof ReferenceError) {
			return {};
		}
		throw error;
	}
}
