import { isArray, isObject } from '../../data/json';
import type { Json, JsonObject } from '../../data/json';
import { fieldOf } from '../../paper/fields';
import { inlineMarkdown, inlineReader } from '../../text/inlineMarkdown';
import { withoutMarkup } from '../../text/markup';

/**
 * An item of CSL-YAML, whose texts are Markdown, with the markup of CSL's own texts, `<i>` for `*`; names and what is no title or abstract
 * have none. Addresses, identifiers and notes stay as they are written.
 * https://pandoc.org/MANUAL.html#specifying-bibliographic-data
 */
export function fromMarkdown(item: JsonObject): JsonObject {
	return mapTexts(item, (text, name) => (formatted.has(name) ? readInlines(text) : withoutMarkup(readInlines(text))));
}

/** The other way round: an item as CSL-YAML has it. */
export function toMarkdown(item: JsonObject): JsonObject {
	return mapTexts(item, inlineMarkdown);
}

const readInlines = inlineReader({ words: text => text, formula: (_, written) => written, signs: () => [] });

const formatted = new Set(
	(
		'abstract collection-title container-title container-title-short event-title original-title part-title publisher reviewed-title title ' +
		'title-short volume-title volume-title-short'
	).split(' '),
);

const verbatim = new Set(['annote', 'DOI', 'ISBN', 'ISSN', 'language', 'note', 'PMCID', 'PMID', 'URL']);

/** In UTF-16 units. Signs that open and never close are looked for to the end, each again: longer texts stay as they are. */
const longest = 20_000;

function mapTexts(item: JsonObject, mapAny: (text: string, field: string) => string): JsonObject {
	const map = (text: string, field: string) => (text.length > longest ? text : mapAny(text, field));
	return Object.fromEntries(
		Object.entries(item).map(([name, value]) => {
			const { kind } = fieldOf(name);
			return [
				name,
				kind === 'names'
					? mapNames(value, text => map(text, name))
					: kind === 'text' && !verbatim.has(name) && typeof value === 'string'
						? map(value, name)
						: value,
			];
		}),
	);
}

/** Names as objects, or as text. */
function mapNames(value: Json | undefined, map: (text: string) => string): Json | undefined {
	if (typeof value === 'string') {
		return map(value);
	}
	if (isArray(value)) {
		return value.map(name => mapNames(name, map) ?? null);
	}
	return isObject(value)
		? Object.fromEntries(Object.entries(value).map(([part, text]) => [part, typeof text === 'string' ? map(text) : text]))
		: value;
}
