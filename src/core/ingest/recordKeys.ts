import { isMap, isScalar, isSeq } from 'yaml';
import type { Document, Scalar, YAMLMap } from 'yaml';
import { isBibtexFile } from '../bibtex/bibtexFile';
import { renameEntryKey } from '../bibtex/edit/entryKeys';
import { isArray, isObject, parseJson, textOf } from '../data/json';
import type { JsonObject } from '../data/json';
import type { TextEdit } from '../text/edits';
import { blanksWithinLines } from '../text/lineCounter';
import { readYaml } from '../text/readYaml';
import { cslJsonLists } from './csl/cslJson';
import { cslRecord } from './csl/cslRecord';
import { cslYamlItems } from './csl/cslYaml';
import { hayagrivaEntries } from './hayagriva';
import { openText } from './ingest';
import { jsonItems, membersOf } from './jsonItems';
import { parseRecordsYaml } from './yamlText';

/** A value that is a key as it stands in a text, and what to write there for another. */
interface WrittenKey {
	readonly key: string;
	readonly edit: TextEdit;
}

/**
 * What gives a work another key in a bibliography file, by the bytes of its key: BibTeX with the fields and groups that name it, CSL JSON,
 * CSL YAML and Hayagriva's YAML. A key in other letters (`Doe2020` for `doe2020`) is changed only where the file has none written so.
 * Nothing where the file has no such key, is of another format or has the key in a way that cannot be changed alone.
 */
export function renameRecordKey(text: string, fileName: string, from: string, to: string): readonly TextEdit[] {
	const format = isBibtexFile(fileName) ? 'bibtex' : openText(text, { fileName }).format;
	switch (format) {
		case 'bibtex':
			return renameEntryKey(text, from, to);
		case 'csl-json':
			return editsOf(cslJsonKeys(text, from, to), from);
		case 'csl-yaml':
			return editsOf(cslYamlKeys(text, from, to), from);
		case 'hayagriva':
			return editsOf(hayagrivaKeys(text, from, to), from);
		case undefined:
		default:
			return [];
	}
}

/** What gives works another key that a YAML text has under `references`, as documents and pandoc's metadata files have them. */
export function renameReferenceKey(yaml: string, from: string, to: string): readonly TextEdit[] {
	const contents = mayHold(yaml, from) ? documentOf(yaml)?.contents : undefined;
	const references = isMap(contents) ? contents.get('references') : undefined;
	const ids = (isSeq(references) ? references.items : []).flatMap(item => (isMap(item) ? scalarsUnder(item, ['id']) : []));
	return editsOf(
		ids.flatMap(id => writtenKey(id, 0, to) ?? []),
		from,
	);
}

/** The edits of those keys that are written as one, else of those that differ from it in case alone, in order. */
function editsOf(written: readonly WrittenKey[], from: string): readonly TextEdit[] {
	const exact = written.filter(({ key }) => key === from);
	const meant = exact.length > 0 ? exact : written.filter(({ key }) => key.toLowerCase() === from.toLowerCase());
	return meant.map(({ edit }) => edit).sort((a, b) => a.start - b.start);
}

/** Where a CSL item has its key: Better BibTeX writes the first beside an id, which pandoc reads. */
const keyFields = ['id', 'citation-key', 'citekey'];

function cslJsonKeys(text: string, from: string, to: string): readonly WrittenKey[] {
	const written: WrittenKey[] = [];
	for (const item of jsonItems(text, cslJsonLists)) {
		const value = mayHold(item.text, from) ? parseJson(item.text) : undefined;
		const key = isObject(value) ? renamedKeyOf(value, to) : undefined;
		if (key === undefined) {
			continue;
		}
		for (const { name, start, end } of membersOf(item.text)) {
			if (keyFields.includes(name) && textOf(parseJson(item.text.slice(start, end))) === key) {
				written.push({ key, edit: { start: item.start + start, end: item.start + end, text: JSON.stringify(to) } });
			}
		}
	}
	return written;
}

function cslYamlKeys(text: string, from: string, to: string): readonly WrittenKey[] {
	const written: WrittenKey[] = [];
	for (const item of cslYamlItems(text)) {
		if (!mayHold(item.text, from)) {
			continue;
		}
		const source = item.text.replace(blanksWithinLines, ' ');
		const contents = documentOf(source)?.contents;
		const { value } = parseRecordsYaml(source);
		const values = isObject(value) ? value['references'] : value;
		const entries = isMap(contents) ? contents.get('references') : contents;
		for (const [index, entry] of (isSeq(entries) ? entries.items : []).entries()) {
			const record = isArray(values) ? values[index] : undefined;
			const key = isObject(record) ? renamedKeyOf(record, to) : undefined;
			const scalars = key !== undefined && isMap(entry) ? scalarsUnder(entry, keyFields) : [];
			written.push(...scalars.flatMap(scalar => writtenKey(scalar, item.start, to) ?? []).filter(own => own.key === key));
		}
	}
	return written;
}

/** The key of a CSL item, where its fields have it in such a way that changing it there gives the work the other key. */
function renamedKeyOf(item: JsonObject, to: string): string | undefined {
	const key = cslRecord(item, { kind: 'csl-json' })['citation-key'];
	const renamed = Object.fromEntries(
		Object.entries(item).map(([name, value]) => [name, keyFields.includes(name) && textOf(value) === key ? to : value]),
	);
	return cslRecord(renamed, { kind: 'csl-json' })['citation-key'] === to ? key : undefined;
}

function hayagrivaKeys(text: string, from: string, to: string): readonly WrittenKey[] {
	return hayagrivaEntries(text).flatMap(entry => {
		const contents = mayHold(entry.text, from) ? documentOf(entry.text)?.contents : undefined;
		return (isMap(contents) ? contents.items : []).flatMap(({ key }) => (isScalar(key) ? (writtenKey(key, entry.start, to) ?? []) : []));
	});
}

function documentOf(yaml: string): Document.Parsed | undefined {
	return readYaml(yaml, { logLevel: 'silent', uniqueKeys: false, schema: 'failsafe' }).document;
}

function scalarsUnder(map: YAMLMap, names: readonly string[]): readonly Scalar[] {
	return map.items.flatMap(({ key, value }) =>
		isScalar(key) && typeof key.value === 'string' && names.includes(key.value) && isScalar(value) ? [value] : [],
	);
}

/** A scalar in the quotation marks that it has, or with some where YAML would take the other key for a number or a truth value. */
function writtenKey({ value, range, type }: Scalar, offset: number, to: string): WrittenKey | undefined {
	const mark =
		type === 'PLAIN' ? (meansSomethingElse.test(to) ? "'" : '') : type === 'QUOTE_SINGLE' ? "'" : type === 'QUOTE_DOUBLE' ? '"' : undefined;
	return typeof value !== 'string' || mark === undefined || !range
		? undefined
		: { key: value, edit: { start: offset + range[0], end: offset + range[1], text: `${mark}${to}${mark}` } };
}

/** https://yaml.org/type/ (YAML 1.1, as many readers have it): numbers, dates, truth values, nothing. */
const meansSomethingElse = /^(?:\d[\d_.:+e-]*|0[ox][\da-f]+|null|true|false|yes|no|on|off|y|n)$/i;

/** Whether a part of a file may have a key, so that only such parts are read: the key stands there, or something with an escape. */
function mayHold(part: string, key: string): boolean {
	return part.includes('\\') || part.toLowerCase().includes(key.toLowerCase());
}
