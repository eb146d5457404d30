import { isObject } from '../json';
import type { Json, JsonObject } from '../json';
import type { IncomingPaper } from '../paper';
import { present } from '../paper';

/** One paper as a CSL item, without what only a library knows; tags become its `keyword`. */
export function cslItem(paper: IncomingPaper): JsonObject {
	const key = paper['citation-key'];
	const kept = Object.fromEntries(Object.entries(paper).filter(([field, value]) => value !== undefined && !own.has(field)));
	const tags = paper.tags ?? [];
	const aside = isObject(paper['custom']) ? paper['custom'] : {};
	const custom: Record<string, Json | undefined> = { ...aside };
	const restored = Object.fromEntries([...variablesAside].flatMap(name => (typeof aside[name] === 'string' ? [[name, aside[name]]] : [])));
	for (const name of Object.keys(restored)) {
		Reflect.deleteProperty(custom, name);
	}
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

// CSL variables whose names mean something else in a library; the reader puts them into `custom`.
const variablesAside = new Set(['source', 'status']);

const own = new Set(['id', 'tags', 'identifiers', 'links', 'source', 'alsoFrom', 'aliases', 'distinctFrom', 'received', 'status', 'collections', 'rating', 'added', 'updated', 'custom', 'incomplete', 'value-sources', 'retracted', 'published-version', 'arxiv-version']);
