import type { JsonObject } from '../../data/json';
import { titleText } from '../../text/html';
import { textsIn } from '../textsIn';
import type { TagValues } from './taggedText';
import { joinLines } from './taggedText';

/**
 * What of a record no field of its paper holds, by tag, for the paper's `custom`.
 * @param isPlaced whether a tag's value has a place in the paper, if in another form, or says nothing about the work
 */
export function unplacedFields(
	{ record }: TagValues,
	paper: JsonObject,
	isPlaced: (tag: string, text: string) => boolean,
): JsonObject | undefined {
	const held = textsIn(paper);
	const long = [...held].join('\n');
	const fields = new Map<string, string>();
	for (const { tag, value } of record.fields) {
		const text = joinLines(value);
		const bare = text.replace(/^(?:doi|pmid|medline):\s*|\[(?:pmid|pmcid|doi)\]$/gi, '');
		const isHeld =
			bare === '' ||
			held.has(bare) ||
			held.has(titleText(bare)) ||
			(bare.length > 7 && long.includes(bare)) ||
			(namedTags.test(tag) && held.has(bare.split(',')[0]?.trim() ?? ''));
		if (!isHeld && !isPlaced(tag, text)) {
			fields.set(tag, fields.has(tag) ? `${fields.get(tag) ?? ''}\n${text}` : text);
		}
	}
	return fields.size === 0 ? undefined : Object.fromEntries(fields);
}

/** Of names, which are taken apart. */
const namedTags = /^A[1-5]$/;
