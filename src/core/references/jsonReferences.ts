import { localize } from '../data/localize';
import { cslItem } from '../export/cslItem';
import { cslJson } from '../ingest/csl/cslJson';
import { jsonItems } from '../ingest/jsonItems';
import { isArray, isObject, parseJson, textOf } from '../data/json';
import type { JsonObject } from '../data/json';
import type { IncomingPaper } from '../paper/paper';
import { sealField, sealOfFields } from './entrySeal';
import type { ReferencesUpdate, Wanted } from './referencesUpdate';

const lists = ['references', 'items'];

/**
 * {@link updateReferences} of a CSL-JSON file: a list of items, or an object with one under `references` or `items`. New items are indented
 * as the file's first one is.
 */
export function updateJsonReferences(text: string, wanted: Wanted): ReferencesUpdate {
	const source = text.trim() === '' ? '[\n]\n' : text;
	const list = isListed(parseJson(source)) ? listOf(source) : undefined;
	return list === undefined ? unreadable(source) : rebuilt(source, list, wanted);
}

function isListed(value: unknown): boolean {
	return isArray(value) ? value.every(isObject) : isObject(value) && lists.some(name => isArray(value[name]));
}

function unreadable(text: string): ReferencesUpdate {
	for (const reading of cslJson.read({ text })) {
		if (reading.kind === 'problem') {
			return { kind: 'unreadable', line: reading.line, message: reading.message };
		}
	}
	return { kind: 'unreadable', line: 1, message: localize('Not a list of CSL-JSON items.') };
}

interface ListText {
	/** Between the bracket and the first item, or all there is in an empty list. */
	readonly lead: string;
	readonly items: readonly { readonly text: string; readonly start: number; readonly end: number }[];
	readonly start: number;
	readonly end: number;
}

const emptyList = /(?:^\s*|"(?:references|items)"\s*:\s*)\[\s*\]/;

/** The text is known to be valid JSON with a list in it. */
function listOf(text: string): ListText | undefined {
	const items = [...jsonItems(text, lists)].map(item => ({ ...item, end: item.start + item.text.length }));
	const [first] = items;
	const last = items.at(-1);
	const open = first === undefined ? emptyList.exec(text) : undefined;
	if (open !== undefined) {
		return open === null
			? undefined
			: { lead: '', items: [], start: text.indexOf('[', open.index) + 1, end: open.index + open[0].length - 1 };
	}
	if (first === undefined || last === undefined) {
		return undefined;
	}
	const start = text.lastIndexOf('[', first.start) + 1;
	return { lead: text.slice(start, first.start), items, start, end: text.indexOf(']', last.end) };
}

function rebuilt(text: string, list: ListText, { cited, papers, remove }: Wanted): ReferencesUpdate {
	const fresh = new Map(papers.map(paper => [paper['citation-key'] ?? '', paper]));
	const counts = { added: 0, changed: 0, removed: 0 };
	const indent = /\n([ \t]*)$/.exec(list.lead)?.[1] ?? '\t';
	const out: string[] = [];
	list.items.forEach((item, index) => {
		const { key, seal } = identify(item.text);
		const paper = fresh.get(key);
		fresh.delete(key);
		const written = paper === undefined || seal === undefined ? undefined : sealed(paper);
		if (seal !== undefined && paper === undefined && remove && !cited.has(key)) {
			counts.removed += 1;
			return;
		}
		const before = list.items[index - 1];
		out.push(out.length === 0 ? list.lead : text.slice(before?.end ?? item.start, item.start));
		if (written !== undefined && written.seal !== seal) {
			counts.changed += 1;
			out.push(printed(written.item, indent));
		} else {
			out.push(item.text);
		}
	});
	const last = list.items.at(-1);
	for (const paper of fresh.values()) {
		out.push(out.length === 0 ? `\n${indent}` : `,\n${indent}`, printed(sealed(paper).item, indent));
		counts.added += 1;
	}
	const tail = last === undefined ? '\n' : text.slice(last.end, list.end);
	const inner = counts.added + counts.changed + counts.removed === 0 ? text.slice(list.start, list.end) : out.join('') + tail;
	return { kind: 'updated', text: text.slice(0, list.start) + inner + text.slice(list.end), ...counts };
}

function identify(text: string): { readonly key: string; readonly seal: string | undefined } {
	const item = parseJson(text);
	if (!isObject(item)) {
		return { key: '', seal: undefined };
	}
	const seal = isObject(item['custom']) ? textOf(item['custom'][sealField]) : undefined;
	return {
		key: textOf(item['id']) ?? textOf(item['citation-key']) ?? '',
		seal: seal !== undefined && seal === sealOf(item) ? seal : undefined,
	};
}

function sealed(paper: IncomingPaper): { readonly item: JsonObject; readonly seal: string } {
	const item = cslItem(paper);
	const seal = sealOf(item);
	return { seal, item: { ...item, custom: { ...(isObject(item['custom']) ? item['custom'] : {}), [sealField]: seal } } };
}

/** Of everything but the seal itself. */
function sealOf({ custom, ...item }: JsonObject): string {
	const aside = Object.entries(isObject(custom) ? custom : {}).filter(([name]) => name !== sealField);
	const fields: JsonObject = aside.length > 0 ? { ...item, custom: Object.fromEntries(aside) } : item;
	return sealOfFields(
		'',
		Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
	);
}

function printed(item: JsonObject, indent: string): string {
	return JSON.stringify(item, undefined, /^ +$/.test(indent) ? indent : '\t').replace(/\n/g, `\n${indent}`);
}
