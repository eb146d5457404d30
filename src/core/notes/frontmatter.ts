import { isMap, isScalar, isSeq } from 'yaml';
import { entry, entryNamed, goesOn, keyEntry, named, plainList, plainValue, textValue } from './frontMatterLines';
import { frontMatterSpan } from './frontMatterSpan';
import { parseYaml } from './yamlFrontMatter';

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

const aliasEntry = entryNamed('alias(?:es)?');
const titleEntry = entryNamed('title');
const tagEntry = entryNamed('tags?');

/** {@link readNoteHead} of front matter alone. */
export function headOf(yaml: string): NoteHead {
	const titleLine = entry(titleEntry, yaml);
	const tagLine = entry(tagEntry, yaml);
	const title = titleLine && textValue(titleLine.value);
	const tags = tagLine ? plainList(tagLine.value, yaml, tagLine.end) : [];
	const sure = !flowOrDirective.test(yaml) && (titleLine === undefined || (title !== undefined && !goesOn(yaml, titleLine.end))) && tags !== undefined;
	return sure ? { ...identityOf(yaml), title: named(title), tags } : parsedHead(yaml);
}

const noHead: NoteHead = { citationKey: undefined, aliases: [], title: undefined, tags: [] };

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
