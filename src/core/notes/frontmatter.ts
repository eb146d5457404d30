import { isMap, isScalar, isSeq } from 'yaml';
import { frontMatterSpan, parseYaml } from './yamlFrontMatter';

/** What a note says of itself in its front matter. */
export interface NoteIdentity {
	readonly citationKey: string | undefined;
	readonly aliases: readonly string[];
}

/** Reads `citation-key` and `aliases` (or `alias`) line by line, and by a YAML parser only where a line says more than the common forms. */
export function readNoteIdentity(text: string): NoteIdentity {
	const span = frontMatterSpan(text);
	return span ? identityOf(text.slice(span.start, span.end)) : nothing;
}

/** The key of the paper a note is about; `undefined` where its front matter names none. */
export function noteKeyOf(text: string): string | undefined {
	return readNoteIdentity(text).citationKey;
}

/** All that other notes need to know of a note's front matter. */
export interface NoteHead extends NoteIdentity {
	readonly title: string | undefined;
	readonly tags: readonly string[];
}

/** Reads what {@link readNoteIdentity} reads, and `title` and `tags`. */
export function readNoteHead(text: string): NoteHead {
	const span = frontMatterSpan(text);
	return span ? headOf(text.slice(span.start, span.end)) : noHead;
}

/** {@link readNoteHead} of front matter alone. */
export function headOf(yaml: string): NoteHead {
	const titleLine = entry(titleEntry, yaml);
	const tagLine = entry(tagEntry, yaml);
	const title = titleLine && (plainValue(titleLine.value) ?? bareText.exec(titleLine.value)?.[0]);
	const tags = tagLine ? plainList(tagLine.value, yaml, tagLine.end) : [];
	const sure = !flowOrDirective.test(yaml) && (titleLine === undefined || (title !== undefined && !goesOn(yaml, titleLine.end))) && tags !== undefined;
	return sure ? { ...identityOf(yaml), title: named(title), tags } : parsedHead(yaml);
}

const noHead: NoteHead = { citationKey: undefined, aliases: [], title: undefined, tags: [] };
/** A value that YAML takes for a text although it needs no quotes: `Attention, and (all) the rest`. */
const bareText = /^[^\s\-?:,[\]{}#&*!|>'"%@`](?:[^:#]|:(?![ \t]|$)|(?<![ \t])#)*$/;

/** {@link readNoteIdentity} of front matter alone. */
export function identityOf(yaml: string): NoteIdentity {
	if (!mentions.test(yaml)) {
		return nothing;
	}
	const keyLine = entry(keyEntry, yaml);
	const aliasLine = entry(aliasEntry, yaml);
	const citationKey = keyLine && plainValue(keyLine.value);
	const aliases = aliasLine ? plainList(aliasLine.value, yaml, aliasLine.end) : [];
	const sure = !flowOrDirective.test(yaml) && (keyLine === undefined || (citationKey !== undefined && !goesOn(yaml, keyLine.end))) && aliases !== undefined;
	return sure ? { citationKey: named(citationKey), aliases } : parsedIdentity(yaml);
}

const nothing: NoteIdentity = { citationKey: undefined, aliases: [] };
const mentions = /citation-key|alias/;
// `{ citation-key: a }`, `? citation-key`, a quoted key or an indented one: rare, and not for lines.
const flowOrDirective = /^(?:[{?%&!*]|["'](?:citation-key|alias|tags?|title)|[ \t]+["']?(?:citation-key|alias|tags?:|title:))/m;

/** Whether a value goes on behind its line: an indented line or an item of a list. */
function goesOn(yaml: string, end: number): boolean {
	const more = /\s*[\r\n](?:[ \t]+[^\s#]|-)/y;
	more.lastIndex = end;
	return more.test(yaml);
}

function entry(line: RegExp, yaml: string): { readonly value: string; readonly end: number } | undefined {
	const found = line.exec(yaml);
	return found ? { value: (found[1] ?? '').trim(), end: found.index + found[0].length } : undefined;
}

const keyEntry = entryNamed('citation-key');
const aliasEntry = entryNamed('alias(?:es)?');
const titleEntry = entryNamed('title');
const tagEntry = entryNamed('tags?');

function entryNamed(name: string): RegExp {
	return new RegExp(`^${name}[ \\t]*:(?:[ \\t]+([^\\r\\n]*))?(?=[\\r\\n]|$(?![^]))`, 'm');
}

/** The text of a value that needs no YAML parser: `song2021score`, `"a b"`, `'a'`, each maybe with a remark behind it; `undefined` for any other. */
function plainValue(source: string): string | undefined {
	const [, double, single, plain] = simple.exec(source) ?? [];
	return double ?? single ?? plain;
}

const simple = /^(?:"([^"\\]*)"|'([^']*)'|([\p{L}\p{N}_./+-](?:[\p{L}\p{N}_.:/+ -]*[\p{L}\p{N}_./+-])?|))(?:[ \t]+#.*|[ \t]*)$/u;

/** `[a, "b c"]`, `a`, or `- a` lines behind the key. */
function plainList(source: string, yaml: string, end: number): readonly string[] | undefined {
	const flow = /^\[((?:[^[\]{}#"']|"[^"]*"|'[^']*')*)\]$/.exec(source)?.[1];
	if (flow !== undefined && !goesOn(yaml, end)) {
		return flow.trim() === '' ? [] : allPlain(flow.match(/(?:"[^"]*"|'[^']*'|[^,"'])+|(?<=,)(?=,|$)|^(?=,)/g) ?? []);
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

/** What {@link identityOf} reads, by a YAML parser alone. */
export function parsedIdentity(yaml: string): NoteIdentity {
	const { citationKey, aliases } = parsedHead(yaml);
	return { citationKey, aliases };
}

function parsedHead(yaml: string): NoteHead {
	const document = parseYaml(yaml);
	if (!('contents' in document) || !isMap(document.contents)) {
		return noHead;
	}
	const listOf = (...names: readonly string[]) => textsOf(names.map((name): unknown => document.get(name, true)).find(value => value !== undefined));
	return {
		citationKey: named(scalarText(document.get('citation-key', true))),
		aliases: listOf('aliases', 'alias'),
		title: named(scalarText(document.get('title', true))),
		tags: listOf('tags', 'tag'),
	};
}

function textsOf(node: unknown): readonly string[] {
	const items = isSeq(node) ? node.items : [node];
	return items.map(item => scalarText(item) ?? '').filter(item => item !== '');
}

/** Numbers and the like as they are written: `012` is a name here. */
function scalarText(node: unknown): string | undefined {
	if (!isScalar(node)) {
		return undefined;
	}
	return typeof node.value === 'string' ? node.value : node.source;
}

/** YAML's words for nothing are no key. */
function named(key: string | undefined): string | undefined {
	return key === undefined || ['', '~', 'null', 'Null', 'NULL'].includes(key) ? undefined : key;
}
