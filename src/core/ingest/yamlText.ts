import { localize } from '../data/localize';
import { isObject } from '../data/json';
import type { Json } from '../data/json';
import { readYaml } from '../text/readYaml';

export interface ParsedYaml {
	/** What could be read, `undefined` for nothing. */
	readonly value: Json | undefined;
	/** The first thing that is wrong; `line` is one-based within the text. */
	readonly mistake: { readonly line: number; readonly message: string } | undefined;
}

/** Reads YAML in which every scalar stays the text it is (`volume: 1.10` is no number). Never throws for what the text contains. */
export function parseRecordsYaml(text: string): ParsedYaml {
	const { document, mistake: found } = readYaml(text, { logLevel: 'silent', uniqueKeys: false, schema: 'failsafe' });
	const mistake = found && {
		line: found.line,
		message: localize('Invalid YAML: {0}.', found.message.split('\n')[0]?.replace(/\.$/, '') ?? ''),
	};
	try {
		return { value: plain(document?.toJS({ maxAliasCount: 50 }), 0), mistake };
	} catch (failure) {
		// An alias without its anchor, or one that multiplies itself.
		if (failure instanceof ReferenceError) {
			return { value: undefined, mistake: mistake ?? { line: 1, message: localize('This YAML refers to an undefined anchor.') } };
		}
		throw failure;
	}
}

function plain(value: unknown, depth: number): Json | undefined {
	if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') {
		return value;
	}
	if (depth > 20) {
		return undefined;
	}
	if (Array.isArray(value)) {
		return value.map(item => plain(item, depth + 1)).filter(item => item !== undefined);
	}
	return isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item, depth + 1)])) : undefined;
}
