import { tableOf } from '../data/table';
import { isMap, isScalar, isSeq } from 'yaml';
import type { FrontMatterEntry } from '../markdown/frontMatterLines';
import { goesOn, named, plainList, plainValue, textValue } from '../markdown/frontMatterLines';
import { frontMatterSpan } from '../markdown/frontMatter';
import { entryRanges } from './frontMatterEntries';
import { parseFrontMatterYaml } from './yamlFrontMatter';

/** What a note says of itself in its front matter. */
export interface NoteIdentity {
	/** `citation-key`, or `citekey` as Obsidian's Zotero plugins write it. */
	readonly citationKey: string | undefined;
	readonly aliases: readonly string[];
}

/** Reads `citation-key` and `aliases` (or `alias`) line by line, and by a YAML parser only where a line says more than the common forms. */
export function readNoteIdentity(text: string): NoteIdentity {
	const span = frontMatterSpan(text);
	return span ? identityOf(text.slice(span.start, span.end)) : { citationKey: undefined, aliases: [] };
}

/** All that other notes need to know of a note's front matter. */
export interface NoteHead extends NoteIdentity {
	readonly title: string | undefined;
	readonly tags: readonly string[];
}

/** Reads what {@link readNoteIdentity} reads, and `title` and `tags`. */
export function readNoteHead(text: string): NoteHead {
	const span = frontMatterSpan(text);
	return span ? noteHeadOf(text.slice(span.start, span.end)) : noHead;
}

/** {@link readNoteHead} of front matter alone. */
export function noteHeadOf(yaml: string): NoteHead {
	const lines = entryLines(yaml);
	const identity = lines && identityIn(lines, yaml);
	const title = valueIn(lines?.title, yaml, textValue);
	const tags = listIn(lines?.tags, yaml);
	return identity === undefined || title === undefined || tags === undefined
		? (headOfEntries(yaml) ?? parsedHead(yaml))
		: { citationKey: identity.citationKey, aliases: identity.aliases, title: named(title), tags };
}

const noHead: NoteHead = { citationKey: undefined, aliases: [], title: undefined, tags: [] };

/** {@link readNoteIdentity} of front matter alone. */
export function identityOf(yaml: string): NoteIdentity {
	const lines = entryLines(yaml);
	return (lines && identityIn(lines, yaml)) ?? identityOfHead(headOfEntries(yaml) ?? parsedHead(yaml));
}

/**
 * The lines of the entries that are read; `undefined` where the YAML is not for lines: `{ citation-key: a }`, `? citation-key`, a quoted
 * key or an indented one.
 */
function entryLines(yaml: string): EntryLines | undefined {
	const lines: Partial<Record<keyof EntryLines, FrontMatterEntry>> = {};
	for (let start = 0; start < yaml.length; start = nextLine(yaml, start)) {
		const code = yaml.charCodeAt(start);
		if (code === 0x61 || code === 0x63 || code === 0x74) {
			entryLine.lastIndex = start;
			const [, name = '', value = ''] = entryLine.exec(yaml) ?? [];
			const slot = slots.get(name);
			if (slot !== undefined) {
				lines[slot] ??= { value: value.trim(), end: entryLine.lastIndex };
			}
		} else if (code < 0x41) {
			unusual.lastIndex = start;
			if (unusual.test(yaml)) {
				return undefined;
			}
		} else if (code === 0x7b) {
			return undefined;
		}
	}
	return lines;
}

interface EntryLines {
	readonly key?: FrontMatterEntry;
	readonly citekey?: FrontMatterEntry;
	readonly aliases?: FrontMatterEntry;
	readonly title?: FrontMatterEntry;
	readonly tags?: FrontMatterEntry;
}

const entryLine = /(citation-key|citekey|alias(?:es)?|title|tags?)[ \t]*:(?:[ \t]+([^\r\n]*))?(?=[\r\n]|$)/y;
const slots = tableOf<keyof EntryLines>({
	'citation-key': 'key',
	citekey: 'citekey',
	alias: 'aliases',
	aliases: 'aliases',
	title: 'title',
	tag: 'tags',
	tags: 'tags',
});
const unusual =
	/[?%&!*]|["'](?:citation-key|citekey|alias|tags?|title)|[ \t]+(?:[?&!*]\S*[ \t]+)*["']?(?:citation-key|citekey|alias|tags?:|title:)/y;

function nextLine(yaml: string, start: number): number {
	let at = start;
	for (; at < yaml.length; at += 1) {
		const code = yaml.charCodeAt(at);
		if (code === 0x0a || code === 0x0d) {
			return at + 1;
		}
	}
	return at;
}

function identityIn({ key, citekey, aliases }: EntryLines, yaml: string): NoteIdentity | undefined {
	const citationKey = valueIn(key, yaml, plainValue);
	const pluginKey = valueIn(citekey, yaml, plainValue);
	const names = listIn(aliases, yaml);
	return citationKey === undefined || pluginKey === undefined || names === undefined
		? undefined
		: { citationKey: named(citationKey) ?? named(pluginKey), aliases: names };
}

/** The value of an entry on its line, empty where there is none; `undefined` where it says more than its line does. */
function valueIn(line: FrontMatterEntry | undefined, yaml: string, read: (source: string) => string | undefined): string | undefined {
	return line === undefined ? '' : goesOn(yaml, line.end) ? undefined : read(line.value);
}

function listIn(line: FrontMatterEntry | undefined, yaml: string): readonly string[] | undefined {
	return line === undefined ? [] : plainList(line.value, yaml, line.end);
}

/** By a YAML parser from the entries that count: a bibliography among the others would take it longer than a key press may. */
function headOfEntries(yaml: string): NoteHead | undefined {
	const ranges = entryRanges(yaml);
	const sources = ranges.map(({ start, end }) => yaml.slice(start, end)).filter(source => slots.has(/^[^:]*/.exec(source)?.[0] ?? ''));
	return ranges.length > 1 ? headIn(sources.join('')) : undefined;
}

/** What {@link identityOf} reads, by a YAML parser alone. */
export function parsedIdentity(yaml: string): NoteIdentity {
	return identityOfHead(parsedHead(yaml));
}

function identityOfHead({ citationKey, aliases }: NoteHead): NoteIdentity {
	return { citationKey, aliases };
}

function parsedHead(yaml: string): NoteHead {
	return headIn(yaml) ?? noHead;
}

/** `undefined` where the YAML cannot be read as a map. */
function headIn(yaml: string): NoteHead | undefined {
	const document = parseFrontMatterYaml(yaml);
	if (!('contents' in document) || !isMap(document.contents)) {
		return undefined;
	}
	const listOf = (...names: readonly string[]) =>
		textsOf(names.map((name): unknown => document.get(name, true)).find(value => value !== undefined));
	return {
		citationKey: named(scalarText(document.get('citation-key', true))) ?? named(scalarText(document.get('citekey', true))),
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
