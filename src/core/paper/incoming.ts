import { localize } from '../data/localize';
import { isArray, isObject, textOf } from '../data/json';
import type { Json, JsonObject } from '../data/json';
import { deepestLevel, isDeeper, isOfKind, openAccessRole } from './paper';
import type { IncomingPaper } from './paper';
import { fieldOf } from './fields';
import { kindName } from './kinds';
import type { FieldKind } from './kinds';
import { valueOfKind } from './values';
import { cut } from '../text/cut';
import { printable } from '../text/printable';

/** What came in, as the library takes it, and what of it was left out. */
export interface TakenPaper {
	readonly paper: IncomingPaper;
	readonly leftOut: readonly LeftOut[];
}

/** A field, or a part of one, that was left out. */
export interface LeftOut {
	readonly field: string;
	readonly reason: 'kind' | 'part' | 'own' | 'role' | 'depth' | 'size';
}

/** A field of more characters is left out, and so is what makes a record longer. */
export const longestField = 2_000_000;
export const longestRecord = 8_000_000;
const longestWord = 1000;

/** Who says it: a text that anybody may have written, a service that the user switched on, or Marginalia itself. */
export type Origin = 'text' | 'service' | 'own';

/**
 * The gate that everything from outside passes before a library sees it. Each field takes only its kind of value (see fields.ts): numbers
 * become text where text belongs, what has another kind is left out and named. What a library keeps its own books in never comes from
 * outside, and neither does what a link is for. Depth and length are bounded. Never throws, whatever the record holds.
 */
export function takeIncoming(record: IncomingPaper | JsonObject, origin: Origin): TakenPaper {
	return isTaken(record, origin) ? { paper: record, leftOut: [] } : takeFields(record, origin);
}

/** Whether nothing of a record needs a hand: so it is with nearly all, and asking makes no objects. */
function isTaken(record: IncomingPaper | JsonObject, origin: Origin): record is IncomingPaper {
	let length = 0;
	for (const name in record) {
		const value = record[name];
		const { kind, from } = fieldOf(name);
		if (value === undefined || value === null || from === 'nobody' || !isOfKind(kind, value)) {
			return false;
		}
		const own = lengthOf(value);
		length += own;
		if (
			own > (kind === 'word' ? longestWord : longestField) ||
			(kind === 'word' && value !== plainWord(value)) ||
			length > longestRecord ||
			(kind === 'links' && origin !== 'own' && hasRole(value))
		) {
			return false;
		}
	}
	return typeof record['type'] === 'string' && typeof record['title'] === 'string';
}

function wholeValue(kind: FieldKind, value: Json): Json | undefined {
	const kept = valueOfKind(kind, value);
	return kind === 'word' && kept !== undefined ? plainWord(kept) : kept;
}

/** A key with a sign that cannot be seen is nowhere written as it is: its note would not be known for its own. */
function plainWord(word: Json): Json | undefined {
	return typeof word === 'string' ? printable(word) || undefined : word;
}

function hasRole(links: Json): boolean {
	return isArray(links) && links.some(link => isObject(link) && link['role'] !== undefined);
}

function takeFields(record: JsonObject, origin: Origin): TakenPaper {
	const leftOut: LeftOut[] = [];
	let room = longestRecord;
	const taken = Object.entries(record).flatMap(([name, given]): readonly (readonly [string, Json])[] => {
		const { kind, from } = fieldOf(name);
		const value = kind === 'object' && isObject(given) ? withoutDepths(name, given, leftOut) : given;
		if (value === undefined || value === null) {
			return [];
		}
		if (isDeeper(value, deepestLevel)) {
			return leave(leftOut, name, 'depth');
		}
		const length = lengthOf(value);
		const tooLong = length > (kind === 'word' ? longestWord : Math.min(room, longestField));
		const reason = from === 'nobody' ? 'own' : tooLong ? 'size' : undefined;
		const kept = reason === undefined ? wholeValue(kind, value) : undefined;
		if (kept === undefined) {
			return partsIn(value) === 0 ? [] : leave(leftOut, name, reason ?? 'kind');
		}
		room -= length;
		if (kept !== value && partsIn(kept) < partsIn(value)) {
			leave(leftOut, name, 'part');
		}
		return isArray(kept) && kept.length === 0 ? [] : [[name, kind === 'links' ? linksFrom(origin, kept, leftOut) : kept]];
	});
	const paper: JsonObject = Object.fromEntries(taken);
	const { type, title } = paper;
	return {
		paper: { ...paper, type: typeof type === 'string' ? type : 'document', title: typeof title === 'string' ? title : '' },
		leftOut,
	};
}

/** Of an object whose parts have nothing to do with each other, each is judged by itself. */
function withoutDepths(field: string, value: JsonObject, leftOut: LeftOut[]): JsonObject {
	const deep = Object.keys(value).filter(name => isDeeper(value[name], deepestLevel - 1));
	deep.forEach(name => leave(leftOut, `${field}.${name}`, 'depth'));
	return deep.length === 0 ? value : Object.fromEntries(Object.entries(value).filter(([name]) => !deep.includes(name)));
}

/** What a link is for decides what opens it: a service may say where a PDF can be read on the web, a text nothing. */
function linksFrom(origin: Origin, links: Json, leftOut: LeftOut[]): Json {
	const given = isArray(links) ? links.filter(isObject) : [];
	const mayHaveRole = (link: JsonObject) =>
		origin === 'own' || (origin === 'service' && link['role'] === openAccessRole && /^https?:\/\//i.test(textOf(link['url']) ?? ''));
	if (given.every(link => link['role'] === undefined || mayHaveRole(link))) {
		return links;
	}
	leave(leftOut, 'links', 'role');
	return given.map(link => (mayHaveRole(link) ? link : Object.fromEntries(Object.entries(link).filter(([name]) => name !== 'role'))));
}

function leave(leftOut: LeftOut[], field: string, reason: LeftOut['reason']): readonly never[] {
	leftOut.push({ field, reason });
	return [];
}

/** For people: `“abstract” of “A Title” was left out: it should be text.` */
export function leftOutSentence({ field, reason }: LeftOut, paper: IncomingPaper): string {
	const name = paper.title === '' ? (paper['citation-key'] ?? localize('a paper without a title')) : paper.title;
	const of = localize('“{0}” of “{1}”', shortened(field), shortened(name));
	const kind = kindName(fieldOf(field).kind);
	switch (reason) {
		case 'kind':
			return localize('{0} was left out: it should be {1}.', of, kind);
		case 'part':
			return localize('A part of {0} was left out: it should be {1}.', of, kind);
		case 'own':
			return localize('{0} was left out: only the library itself can set it.', of);
		case 'role':
			return localize('A link of “{0}” was kept as a plain link: only Marginalia itself can mark it as a PDF.', shortened(name));
		case 'depth':
			return localize('{0} was left out: it’s nested more than {1} levels deep.', of, deepestLevel);
		case 'size':
			return localize('{0} was left out: it’s too long.', of);
	}
}

function shortened(text: string): string {
	return cut(text, 80);
}

/** Characters of all texts and names in a value that is not nested too deeply, and one for each value. */
function lengthOf(value: Json | undefined): number {
	if (typeof value !== 'object' || value === null) {
		return typeof value === 'string' ? value.length : 1;
	}
	let length = 1;
	if (isArray(value)) {
		for (const part of value) {
			length += lengthOf(part);
		}
		return length;
	}
	for (const name in value) {
		length += name.length + lengthOf(value[name]);
	}
	return length;
}

/** How many values in it say something: no `null`, empty text, list or object. */
function partsIn(value: Json | undefined): number {
	if (value === undefined || value === null || value === '') {
		return 0;
	}
	return typeof value === 'object' ? Object.values(value).reduce((sum: number, part) => sum + partsIn(part), 0) : 1;
}
