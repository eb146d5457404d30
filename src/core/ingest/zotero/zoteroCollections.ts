import { isArray, isObject, textOf } from '../../data/json';
import type { JsonObject } from '../../data/json';
import { collectionText, deepestCollection } from '../../paper/collections';

/** A collection as Zotero names it. */
export interface NamedCollection {
	readonly key: string;
	readonly name: string;
	/** The key of the one that it lies in. */
	readonly parent?: string;
}

/** Zotero's collections as papers here name them, by their keys. One whose outer collections go in a circle stands at the top. */
export function collectionTexts(collections: readonly NamedCollection[]): ReadonlyMap<string, string> {
	const byKey = new Map(collections.map(collection => [collection.key, collection]));
	return new Map(
		collections.map(({ key, name, parent }) => {
			const path = [name];
			const seen = new Set([key]);
			for (let outer = byKey.get(parent ?? ''); outer !== undefined; outer = byKey.get(outer.parent ?? '')) {
				if (seen.has(outer.key) || path.length === deepestCollection) {
					return [key, collectionText([name])];
				}
				seen.add(outer.key);
				path.unshift(outer.name);
			}
			return [key, collectionText(path)];
		}),
	);
}

/**
 * The collections of each item of Better BibTeX's JSON, by the item's number: `{"coll:1": {"key", "name", "parent", "items": [1, 2]}}`.
 * https://retorque.re/zotero-better-bibtex/exporting/
 */
export function collectionsOfItems(collections: JsonObject): ReadonlyMap<string, readonly string[]> {
	const objects = Object.values(collections).filter(isObject);
	const texts = collectionTexts(
		objects.flatMap(item => {
			const [key, name, parent] = [textOf(item['key']), textOf(item['name']), textOf(item['parent'])];
			return key === undefined || name === undefined ? [] : [{ key, name, ...(parent === undefined ? {} : { parent }) }];
		}),
	);
	const found = new Map<string, string[]>();
	for (const item of objects) {
		const text = texts.get(textOf(item['key']) ?? '');
		for (const id of isArray(item['items']) ? item['items'] : []) {
			const number = textOf(id);
			if (text !== undefined && number !== undefined) {
				const list = found.get(number) ?? [];
				list.push(text);
				found.set(number, list);
			}
		}
	}
	return found;
}
