import type { Range, TextEdit } from '../../text/edits';
import type { BibtexField } from '../syntax/scanner';
import { BibtexScanner } from '../syntax/scanner';

/** A key in a BibTeX file: where an entry is given it (`entry`), or where another names it (`crossref = {key}`). */
export interface EntryKey extends Range {
	readonly kind: 'entry' | 'reference';
	readonly key: string;
	/** Offset of the `@` of the entry in which it stands. */
	readonly entryStart: number;
}

/** Every key of a BibTeX or biblatex file in order, those of entries that cannot be read included. */
export function entryKeys(text: string): readonly EntryKey[] {
	const scanner = new BibtexScanner(text);
	const keys: EntryKey[] = [];
	for (let item = scanner.next(); item !== undefined; item = scanner.next()) {
		if (item.kind === 'comment') {
			const { start } = item;
			keys.push(...keysOfGroups(text, start, item.text).map(found => ({ kind: 'reference' as const, ...found, entryStart: start })));
		}
		if (item.kind !== 'entry' && item.kind !== 'lost') {
			continue;
		}
		const entryStart = item.start;
		if (item.key !== '') {
			keys.push({ kind: 'entry', key: item.key, ...entryKeyRange(text, item.key, entryStart), entryStart });
		}
		const references = item.kind === 'entry' ? item.fields.flatMap(field => referencesIn(text, field)) : [];
		keys.push(...references.map(reference => ({ kind: 'reference' as const, ...reference, entryStart })));
	}
	return keys;
}

/**
 * Gives an entry another key, with the fields that name it in other entries. A key in other letters (`Doe2020` for `doe2020`) is changed
 * only where the file has none written so, for biber tells cases apart and BibTeX does not.
 */
export function renameEntryKey(text: string, from: string, to: string): readonly TextEdit[] {
	const keys = entryKeys(text);
	const exact = keys.filter(({ key }) => key === from);
	const meant = exact.length > 0 ? exact : keys.filter(({ key }) => key.toLowerCase() === from.toLowerCase());
	return meant.map(({ start, end }) => ({ start, end, text: to }));
}

// biblatex manual 3.20, section 2.2.3: what holds a key or a list of keys, further keys of the entry itself (`ids`) among them.
const referring = new Set(['crossref', 'xref', 'xdata', 'related', 'entryset', 'ids']);

/** Where the key of the entry that begins at an offset stands. */
export function entryKeyRange(text: string, key: string, entryStart: number): Range {
	const start = text.indexOf(key, behindBlank(text, entryOpening(text, entryStart)));
	return { start, end: start + key.length };
}

/** Behind the bracket that opens the entry that begins at an offset. */
export function entryOpening(text: string, entryStart: number): number {
	return behind(String.raw`[^\s{}()@,"=%#]*${blank}[{(]`, text, entryTypeStart(text, entryStart));
}

/** Where the type of the entry that begins at an offset stands. */
export function entryTypeStart(text: string, entryStart: number): number {
	return behind(`@${blank}`, text, entryStart);
}

/** Behind white space and comments, whose words may be those of what follows. */
export function behindBlank(text: string, at: number): number {
	return behind(blank, text, at);
}

function behind(pattern: string, text: string, at: number): number {
	const expression = new RegExp(pattern, 'y');
	expression.lastIndex = at;
	expression.test(text);
	return expression.lastIndex;
}

const blank = String.raw`\s*(?:%[^\n]*\n\s*)*`;

function referencesIn(text: string, { name, offset, pieces }: BibtexField): readonly (Range & { readonly key: string })[] {
	const [only] = pieces;
	const isReference = referring.has(name);
	if (only?.kind !== 'text' || pieces.length > 1 || !(isReference || /xdata\s{0,9}=/i.test(only.text))) {
		return [];
	}
	const valueStart = text.indexOf(only.text, behindBlank(text, text.indexOf('=', offset) + 1));
	if (!isReference) {
		return granulesIn(only.text, valueStart);
	}
	return [...only.text.matchAll(/[^\s,][^,]*/g)].map(match => {
		const key = match[0].trimEnd();
		const start = valueStart + match.index;
		return { key, start, end: start + key.length };
	});
}

/** biblatex manual 3.20, section 3.13.6: `author = {xdata=people-author-2 and Hill, Ann}` names the entry `people`. */
function granulesIn(value: string, valueStart: number): readonly (Range & { readonly key: string })[] {
	return [...value.matchAll(/xdata\s{0,9}=\s{0,9}([^\s{}=,][^{}=,]{0,999}?)-[a-z]{1,99}(?:-\d{1,4})?(?=\s|\}|$)/gi)].map(match => {
		const key = match[1] ?? '';
		const start = valueStart + match.index + match[0].indexOf(key, match[0].indexOf('='));
		return { key, start, end: start + key.length };
	});
}

/**
 * The keys that JabRef before version 4 listed in its groups: `1 ExplicitGroup:Walks\;0\;doe2020\;roe\;;`. It breaks lines anywhere, within
 * keys and signs too. Later versions name the group in a field `groups` of each entry, where a group may be called like a key.
 * https://docs.jabref.org/finding-sorting-and-cleaning-entries/groups
 */
function keysOfGroups(text: string, commentStart: number, comment: string): readonly (Range & { readonly key: string })[] {
	if (!/^\s*jabref-meta:\s*group(?:stree|ing):/i.test(comment)) {
		return [];
	}
	const start = text.indexOf(comment, commentStart);
	const { joined, offsets } = withoutLineEnds(comment);
	const placeOf = (at: number) => start + (offsets[at] ?? comment.length);
	return [...joined.matchAll(/ExplicitGroup:[^;]{0,999}?\\;\s?\d\s?\\;((?:[^;\\]*\\;)*)/g)].flatMap(group => {
		const keys = group[1] ?? '';
		const keysStart = group.index + group[0].length - keys.length;
		return [...keys.matchAll(/(?<![^;\\])[^;\\]+(?=\\;)/g)].map(({ 0: key, index }) => {
			const at = keysStart + index;
			return { key, start: placeOf(at), end: placeOf(at + key.length - 1) + 1 };
		});
	});
}

/** A text without the ends of its lines, and where its characters stood in UTF-16 units. */
function withoutLineEnds(text: string): { readonly joined: string; readonly offsets: readonly number[] } {
	const offsets = Array.from({ length: text.length }, (_, at) => at).filter(at => text[at] !== '\n' && text[at] !== '\r');
	return { joined: text.replace(/[\r\n]/g, ''), offsets };
}
