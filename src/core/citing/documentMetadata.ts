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
	/** A plain sentence without a full stop. */
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
				mistakes.push({ line: text.slice(0, start).split('\n').length - 1 + mistake.line, message: firstLine(mistake.message) });
			}
			continue;
		}
		try {
			const read: unknown = document.toJS({ maxAliasCount: 100 });
			fields = isObject(read) ? { ...fields, ...read } : fields;
		} catch (error) {
			// Aliases that multiply each other, or that lead nowhere.
			if (!(error instanceof ReferenceError)) {
				throw error;
			}
		}
	}
	return { fields, mistakes };
}

function firstLine(message: string): string {
	return (message.split('\n')[0] ?? '').replace(/(?: at line \d+, column \d+)?[:.]?$/, '');
}
