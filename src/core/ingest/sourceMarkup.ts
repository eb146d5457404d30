import { isArray, isObject } from '../data/json';
import type { Json } from '../data/json';
import { fieldNames } from '../paper/fields';
import type { IncomingPaper } from '../paper/paper';
import { decodeEntities, proseText, titleText } from '../text/html';

/**
 * A record without the markup that databases and publishers leave in their exports, whatever the format: character references, JATS, HTML
 * and MathML. Titles keep what CSL has markup for, an abstract becomes plain text. What is no markup of these languages stays: `AT&T`,
 * `x<y but not z>w`. Gives the very same record where there is nothing to do.
 */
export function withoutSourceMarkup(paper: IncomingPaper): IncomingPaper {
	let changed: Record<string, Json> | undefined;
	for (const field in paper) {
		const value = paper[field];
		const read = value === undefined ? undefined : readField(field, value);
		if (read !== undefined && read !== value) {
			changed = { ...changed, [field]: read };
		}
	}
	return changed === undefined ? paper : { ...paper, ...changed };
}

function readField(field: string, value: Json): Json {
	if (typeof value === 'string') {
		return field === 'abstract' ? abstractOf(value) : titles.has(field) ? titleOf(value) : words.has(field) ? decodeEntities(value) : value;
	}
	if (!isArray(value) || !(field === 'tags' || names.has(field))) {
		return value;
	}
	const read = value.map(item => (typeof item === 'string' ? decodeEntities(item) : isObject(item) ? nameOf(item) : item));
	return read.every((item, at) => item === value[at]) ? value : read;
}

const names = fieldNames(({ kind }) => kind === 'names');

/** Fields in which CSL allows markup. */
const titles = new Set(
	'title container-title container-title-short collection-title title-short event-title volume-title original-title reviewed-title part-title'.split(
		' ',
	),
);

/** Fields of words without markup. */
const words = new Set('publisher publisher-place event-place genre edition note annote authority archive'.split(' '));

function nameOf(name: Readonly<Record<string, Json | undefined>>): Json {
	const parts = Object.entries(name);
	return parts.some(([, part]) => typeof part === 'string' && part !== decodeEntities(part))
		? Object.fromEntries(parts.map(([field, part]) => [field, typeof part === 'string' ? decodeEntities(part) : part]))
		: name;
}

/** CSL's own mark of what keeps its case stays: https://docs.citationstyles.org/en/stable/specification.html#text-case */
function titleOf(text: string): string {
	return text.includes('"nocase"') || !holdsMarkup(text) ? text : titleText(text);
}

function abstractOf(text: string): string {
	return holdsMarkup(text) ? proseText(text) : text;
}

/** A character reference, or a tag that closes or stands alone: `a<b and c>d` has none. */
function holdsMarkup(text: string): boolean {
	return (
		(text.includes('<') && /<\/[a-z][\w:-]{0,30}\s?>|<(?:br|p|hr)\s?\/?>/i.test(text)) ||
		(text.includes('&') && /&(?:#\d{2,7}|#x[\da-f]{2,6}|[a-z]\w{1,30});/i.test(text))
	);
}
