import { isArray, isObject } from '../data/json';
import type { Json, JsonObject } from '../data/json';
import { isOthers } from '../paper/names';
import type { IncomingPaper } from '../paper/paper';
import { present } from '../paper/paper';
import { fieldOf } from '../paper/fields';

/** One paper as a CSL item, without what only a library knows; tags become its `keyword`. */
export function cslItem(paper: IncomingPaper): JsonObject {
	const key = paper['citation-key'];
	const kept = Object.fromEntries(
		Object.entries(paper)
			.filter(([field, value]) => value !== undefined && fieldOf(field).csl)
			.map(([field, value]) => [field, withoutOthers(value)]),
	);
	const tags = paper.tags ?? [];
	const aside = isObject(paper['custom']) ? paper['custom'] : {};
	const isVariable = ([name, value]: readonly [string, Json | undefined]) => variablesAside.has(name) && typeof value === 'string';
	const restored = Object.fromEntries(Object.entries(aside).filter(isVariable));
	const custom = Object.fromEntries(Object.entries(aside).filter(entry => !isVariable(entry)));
	const { identifiers } = paper;
	return {
		...present('id', key),
		...kept,
		...restored,
		...present('PMID', kept['PMID'] ?? identifiers?.pmid),
		...present('keyword', tags.length > 0 ? tags.join(tags.some(tag => tag.includes(',')) ? '; ' : ', ') : undefined),
		...present('custom', Object.keys(custom).length > 0 ? custom : undefined),
	};
}

/** CSL has no word for names that are left out: other programs would take `others` for a person. */
function withoutOthers(value: Json | undefined): Json | undefined {
	return isArray(value) ? value.filter(item => !(isObject(item) && isOthers(item))) : value;
}

// CSL variables whose names mean something else in a library; the reader puts them into `custom`.
const variablesAside = new Set(['source', 'status']);
