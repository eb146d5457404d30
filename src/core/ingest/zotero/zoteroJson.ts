import { isObject, textOf } from '../../data/json';
import { present } from '../../paper/paper';
import { inOnePart } from '../format';
import type { Format, PartedInput, Reading } from '../format';
import { firstJsonObject, jsonMember, readJsonRecords } from '../jsonRecords';
import { collectionsOfItems } from './zoteroCollections';
import { zoteroRecord } from './zoteroRecord';

const lists = ['items'];

/** Zotero's own JSON: answers of its Web API, translators' items, and Better BibTeX's JSON export with its collections. */
export const zoteroJson: Format = {
	id: 'zotero-json',
	label: 'Zotero JSON',
	recognise: ({ text }) => {
		const item = firstJsonObject(text, lists);
		const data = isObject(item?.['data']) ? item['data'] : item;
		return typeof data?.['itemType'] === 'string' ? 0.95 : 0;
	},
	read: inOnePart(readParts),
	readParts,
};

function readParts({ parts, fileName }: PartedInput): Iterable<Reading> {
	const source = { kind: 'zotero-json', ...present('file', fileName) };
	const collections = jsonMember(parts[0] ?? '', 'collections');
	if (collections === undefined) {
		return readJsonRecords(parts, lists, item => zoteroRecord(item, source));
	}
	const byItem = collectionsOfItems(collections);
	return readJsonRecords(parts, lists, item => zoteroRecord(item, source, data => byItem.get(textOf(data['itemID']) ?? '') ?? []));
}
