import { findIdentifiers, parseArxivId, parsePmid } from '../../paper/identifiers';
import { isArray, isObject, stringsOf, textOf } from '../../data/json';
import type { Json, JsonObject } from '../../data/json';
import type { IncomingPaper, Name, Source } from '../../paper/paper';
import { collectionPath, collectionText } from '../../paper/collections';
import { present } from '../../paper/paper';
import { unfold } from '../../text/fold';
import { readCheats } from '../csl/cslRecord';
import { readLooseDate } from '../../paper/looseDate';
import { cslCreators, cslDates, cslTypes, cslVariables } from './zoteroTables';

/**
 * The paper of a Zotero item, whether from the Web API (`{key, data}`), a translator or Better BibTeX's JSON; `undefined` for attachments,
 * notes and annotations. `collectionsOf` says which collections its data stand in, as papers here name them. https://www.zotero.org/support/dev/web_api/v3/types_and_fields
 */
export function zoteroRecord(
	item: JsonObject,
	source: Source,
	collectionsOf: (item: JsonObject) => readonly string[] = namedCollections,
): IncomingPaper | undefined {
	const data = isObject(item['data']) ? item['data'] : item;
	const itemType = textOf(data['itemType']) ?? '';
	if (['attachment', 'note', 'annotation'].includes(itemType)) {
		return undefined;
	}
	const fields = readFields(data);
	const { note, fields: cheats } = readCheats(extraOf(data['extra']), fields);
	const all: JsonObject = { ...fields, ...readCreators(data['creators']), ...cheats };
	const tags = tagsOf(data['tags']);
	const collections = [...new Set(collectionsOf(data))];
	const { title, type, ...variables } = all;
	return {
		...variables,
		type: typeof type === 'string' ? type : (cslTypes.get(itemType) ?? 'document'),
		title: unfold(textOf(title) ?? ''),
		...present('note', textOf(note)),
		...present('tags', tags.length > 0 ? tags : undefined),
		...present('collections', collections.length > 0 ? collections : undefined),
		...present('identifiers', identifiersOf(all)),
		source,
	};
}

/** Names of collections; Zotero's own keys, such as `ABCD2345`, are none. */
function namedCollections(data: JsonObject): readonly string[] {
	return stringsOf(data['collections'])
		.filter(name => !/^[A-Z0-9]{8}$/.test(name))
		.map(name => collectionText(collectionPath(name)))
		.filter(text => text !== '');
}

function readFields(data: JsonObject): JsonObject {
	const fields: Record<string, Json> = {};
	for (const [name, value] of Object.entries(data)) {
		const text = textOf(value);
		const variable = cslVariables.get(name) ?? cslDates.get(name);
		if (text === undefined || variable === undefined || fields[variable] !== undefined) {
			continue;
		}
		const read = cslDates.has(name) ? readLooseDate(text.replace(/^0000 /, '')) : text.trim();
		if (read !== undefined && read !== '') {
			fields[variable] = read;
		}
	}
	return fields;
}

function readCreators(creators: Json | undefined): JsonObject {
	const lists: Record<string, Name[]> = {};
	for (const creator of isArray(creators) ? creators.filter(isObject) : []) {
		const name = nameOf(creator);
		if (name !== undefined) {
			(lists[cslCreators.get(textOf(creator['creatorType']) ?? 'author') ?? 'contributor'] ??= []).push(name);
		}
	}
	return lists;
}

function nameOf(creator: JsonObject): Name | undefined {
	const family = textOf(creator['lastName'])?.trim();
	const given = textOf(creator['firstName'])?.trim();
	const whole = textOf(creator['name']) ?? (creator['fieldMode'] === 1 ? family : undefined);
	if (whole !== undefined) {
		return { literal: whole };
	}
	return (family ?? '') === '' && (given ?? '') === ''
		? undefined
		: { ...present('family', family), ...present('given', given === '' ? undefined : given) };
}

/** Better BibTeX writes the lines as a list, Zotero as one text. */
function extraOf(extra: Json | undefined): string {
	return isArray(extra) ? extra.filter(line => typeof line === 'string').join('\n') : (textOf(extra) ?? '');
}

/** The tags of an item, as Zotero or a translator writes them. */
export function tagsOf(tags: Json | undefined): readonly string[] {
	return isArray(tags) ? tags.flatMap(tag => textOf(isObject(tag) ? tag['tag'] : tag)?.trim() ?? []) : [];
}

function identifiersOf(fields: JsonObject): IncomingPaper['identifiers'] {
	const number = textOf(fields['number']);
	const arxiv = textOf(fields['arXiv']) ?? (number !== undefined && /^arxiv:/i.test(number) ? number : undefined);
	const pmid = textOf(fields['PMID']);
	const found = {
		...findIdentifiers([textOf(fields['DOI']), textOf(fields['URL'])]),
		...present('arxiv', arxiv === undefined ? undefined : parseArxivId(arxiv)),
		...present('pmid', pmid === undefined ? undefined : parsePmid(pmid)),
	};
	const all = { ...findIdentifiers([textOf(fields['DOI']), textOf(fields['URL'])]), ...found };
	return Object.keys(all).length === 0 ? undefined : all;
}
