import { localize } from '../../data/localize';
import { isArray, isObject } from '../../data/json';
import { present } from '../../paper/paper';
import { inOnePart } from '../format';
import type { Format, PartedInput, Reading } from '../format';
import { firstJsonObject, readJsonRecords } from '../jsonRecords';
import { cslRecord } from './cslRecord';

/** What an object calls the list of its items. */
export const cslJsonLists = ['references', 'items'];

/** CSL-JSON, as Zotero, pandoc and Crossref write it, and Better BibTeX's Better CSL JSON. */
export const cslJson: Format = {
	id: 'csl-json',
	label: 'CSL-JSON',
	recognise: ({ text }) => {
		const item = firstJsonObject(text, cslJsonLists);
		if (item === undefined || typeof item['itemType'] === 'string' || isObject(item['paper'])) {
			return 0;
		}
		const marks = [
			typeof item['type'] === 'string' && /^[a-z]+(?:[-_][a-z]+)*$/.test(item['type']),
			item['id'] !== undefined || item['citation-key'] !== undefined,
			item['title'] !== undefined,
			isArray(item['author']) || isArray(item['editor']),
			isObject(item['issued']),
			['container-title', 'DOI', 'URL', 'publisher-place', 'title-short'].some(name => item[name] !== undefined),
		].filter(Boolean).length;
		return marks >= 3 ? 0.8 : marks === 2 ? 0.4 : 0;
	},
	read: inOnePart(readParts),
	readParts,
};

function readParts({ parts, fileName }: PartedInput): Iterable<Reading> {
	return readJsonRecords(parts, cslJsonLists, item =>
		Object.keys(item).length === 0
			? localize('This record is empty.')
			: cslRecord(item, { kind: 'csl-json', ...present('file', fileName) }),
	);
}
