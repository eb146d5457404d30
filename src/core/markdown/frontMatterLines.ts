import type { Range } from '../text/edits';
import { frontMatterSpan } from './frontMatter';

/** The `citation-key` of a note (`citekey` where it has none) with where it stands, without quotes. */
export interface NoteKeyPlace extends Range {
	readonly key: string;
}

/**
 * The `citation-key` of a note where it is a text on a line of its own, as it nearly always is; read without a YAML parser, which is too
 * much for the start of an editor.
 */
export function noteKeyPlace(text: string): NoteKeyPlace | undefined {
	const span = text.includes('citation-key') || text.includes('citekey') ? frontMatterSpan(text) : undefined;
	if (span === undefined) {
		return undefined;
	}
	const yaml = text.slice(span.start, span.end);
	const found = unusual.test(yaml) ? null : (keyEntry.exec(yaml) ?? citekeyEntry.exec(yaml));
	if (found === null) {
		return undefined;
	}
	const [entry, value = ''] = found;
	const end = found.index + entry.length;
	const key = goesOn(yaml, end) ? undefined : named(textValue(value.trimEnd()));
	if (key === undefined) {
		return undefined;
	}
	const start = span.start + end - value.length + (/^["']/.test(value) ? 1 : 0);
	return { key, start, end: start + key.length };
}

/** The line of `citation-key`, at the top level, with the name in quotes or without; its value is the first group. */
const keyEntry = /(?<![^\r\n])(?:citation-key|"citation-key"|'citation-key')[ \t]*:(?:[ \t]+([^\r\n]*))?(?=[\r\n]|$)/;
/** As Obsidian's Zotero plugins write it. */
const citekeyEntry = /(?<![^\r\n])(?:citekey|"citekey"|'citekey')[ \t]*:(?:[ \t]+([^\r\n]*))?(?=[\r\n]|$)/;
/**
 * `{ citation-key: a }`, `? citation-key`: YAML that is not for lines. To JavaScript, and not to YAML, a line also begins behind U+2028.
 */
const unusual = /(?<![^\r\n])[{?%&!*]/;

/** Whether a value goes on behind its line: an indented line or an item of a list, maybe behind remarks. */
export function goesOn(yaml: string, end: number): boolean {
	const more = /[ \t]*(?:(?:\r\n?|\n)[ \t]*(?:#[^\r\n]*)?)*(?:\r\n?|\n)(?:[ \t]+[^\s#]|-)/y;
	more.lastIndex = end;
	return more.test(yaml);
}

/** What stands behind a key, and where its line ends. */
export interface FrontMatterEntry {
	readonly value: string;
	readonly end: number;
}

/**
 * The text of a value that needs no YAML parser: `song2021score`, `"a b"`, `'a'`, each maybe with a remark behind it; `undefined` for any
 * other.
 */
export function plainValue(source: string): string | undefined {
	const [, double, single, plain] = simple.exec(source) ?? [];
	return double ?? single ?? plain;
}

const simple =
	/^(?:"([^"\\]*)"|'([^']*)'|((?!-(?:[ \t]|$))[\p{L}\p{N}_./+-](?:[\p{L}\p{N}_.:/+ -]*[\p{L}\p{N}_./+-])?|))(?:[ \t]+#.*|[ \t]*)$/u;

/** {@link plainValue}, or a text that needs no quotes although it has other characters than a name. */
export function textValue(source: string): string | undefined {
	return plainValue(source) ?? bareText.exec(source.replace(/(?<![ \t])[ \t]+#.*$/, ''))?.[0];
}

/** A value that YAML takes for a text although it needs no quotes: `Attention, and (all) the rest`. */
const bareText = /^[^\s\-?:,[\]{}#&*!|>'"%@`](?:[^:#]|:(?![ \t]|$)|(?<![ \t])#)*$/;

/** `[a, "b c"]`, `a`, or `- a` lines behind the key. */
export function plainList(source: string, yaml: string, end: number): readonly string[] | undefined {
	const flow = /^\[((?:[^[\]{}#"']|"[^"]*"|'[^']*')*)\]$/.exec(source)?.[1];
	if (flow !== undefined && !goesOn(yaml, end)) {
		return allPlain(flow.match(/(?:"[^"]*"|'[^']*'|[^,"'])+/g) ?? []);
	}
	const only = plainValue(source);
	if (only === undefined) {
		return undefined;
	}
	if (only !== '') {
		return goesOn(yaml, end) ? undefined : [only];
	}
	const { items, stop } = blockItems(yaml, end);
	return goesOn(yaml, stop) ? undefined : allPlain(items);
}

function blockItems(yaml: string, from: number): { readonly items: readonly string[]; readonly stop: number } {
	const item = /(?:\r\n?|\n)[ \t]*-[ \t]+([^\r\n]*)(?=[\r\n]|$)/y;
	const items: string[] = [];
	let stop = from;
	for (;;) {
		item.lastIndex = stop;
		const found = item.exec(yaml);
		if (!found) {
			return { items, stop };
		}
		items.push(found[1] ?? '');
		stop = item.lastIndex;
	}
}

function allPlain(sources: readonly string[]): readonly string[] | undefined {
	const values: string[] = [];
	for (const source of sources) {
		const item = source.trim();
		const value = plainValue(item);
		if (value === undefined || (!/^["']/.test(item) && (value.includes(': ') || value.endsWith(':')))) {
			return undefined;
		}
		if (value !== '') {
			values.push(value);
		}
	}
	return values;
}

/** YAML's words for nothing are no key. */
export function named(key: string | undefined): string | undefined {
	return key === undefined || ['', '~', 'null', 'Null', 'NULL'].includes(key) ? undefined : key;
}
