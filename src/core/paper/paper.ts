import { localize } from '../data/localize';
import type { Json, JsonObject } from '../data/json';
import { isArray, isObject, numberText } from '../data/json';
import { kindName } from './kinds';
import type { FieldKind } from './kinds';

/**
 * A name as CSL-JSON has it: a person by parts, or anything else as `literal`.
 * https://docs.citationstyles.org/en/stable/specification.html#names
 */
export interface Name extends JsonObject {
	readonly family?: string;
	readonly given?: string;
	readonly 'non-dropping-particle'?: string;
	readonly 'dropping-particle'?: string;
	readonly suffix?: string;
	readonly literal?: string;
}

/** A CSL date: `date-parts` holds one date or the two ends of a range, each `[year, month?, day?]`. */
export interface CslDate extends JsonObject {
	readonly 'date-parts'?: readonly (readonly (number | string)[])[];
	readonly literal?: string;
	readonly raw?: string;
}

/** DOI in lower case, arXiv id without version, PMID as digits. */
export interface Identifiers extends JsonObject {
	readonly doi?: string;
	readonly arxiv?: string;
	readonly pmid?: string;
	readonly openalex?: string;
	readonly s2?: string;
}

export type LinkKind = 'code' | 'project' | 'data' | 'other';

export interface Link extends JsonObject {
	readonly kind: LinkKind;
	readonly url: string;
}

/** The role of a link that leads to the paper's own PDF; its address is a path within the workspace, or that of a file. */
export const pdfRole = 'pdf';

/** The role of a link to where a PDF of the paper can be read on the web for free. */
export const openAccessRole = 'open-access-pdf';

/** Where a paper came from. */
export interface Source extends JsonObject {
	/** The format or service, such as `daily-papers`. */
	readonly kind: string;
	readonly file?: string;
	readonly url?: string;
	/** The list's date: `2026-08-20`, or `--08-20` where the list names no year. */
	readonly date?: string;
	/** One-based place in the list. */
	readonly rank?: number;
	readonly upvotes?: number;
}

export const statuses = ['unread', 'reading', 'read'] as const;
export type Status = (typeof statuses)[number];

/** What a format or service knows of a paper, before the library gives it an id and a key. */
export interface IncomingPaper extends JsonObject {
	readonly 'citation-key'?: string;
	readonly type: string;
	readonly title: string;
	readonly author?: readonly Name[];
	readonly issued?: CslDate;
	readonly abstract?: string;
	readonly 'container-title'?: string;
	readonly DOI?: string;
	readonly URL?: string;
	readonly identifiers?: Identifiers;
	readonly links?: readonly Link[];
	readonly source?: Source;
	readonly tags?: readonly string[];
}

/** A paper of the library: a CSL-JSON item and what a library adds. Fields not named here are kept as they came. */
export interface Paper extends IncomingPaper {
	/** Never changes and is never given to another paper. */
	readonly id: string;
	readonly 'citation-key': string;
	/** Keys the paper had before; they still find it. */
	readonly aliases?: readonly string[];
	/** What each source gave last, as fingerprints: see merge/fingerprints.ts. */
	readonly received?: Readonly<Record<string, string>>;
	/** Ids of papers that look like this one and are others: the user has said so. */
	readonly distinctFrom?: readonly string[];
	/** Further places it was found in. */
	readonly alsoFrom?: readonly Source[];
	readonly status: Status;
	/** The day on which a status was last reached, by status: `{ "read": "2026-11-30" }`. See statusDates.ts. */
	readonly statusDates?: Readonly<Record<string, string>>;
	readonly collections?: readonly string[];
	/** From 1 to 5 as people give it here; other programs may have other scales. */
	readonly rating?: number;
	/** Stands first in every list it is in. */
	readonly pinned?: boolean;
	/** Its place in the reading queue: see library/readingQueue.ts. */
	readonly queued?: string;
	/** The day by which the user wants to have read it: `2026-12-01`. */
	readonly due?: string;
	/** ISO 8601 instants. */
	readonly added: string;
	readonly updated: string;
}

/** The field with its value, or nothing where there is none: for spreading into a record. */
export function present<K extends string, T>(field: K, value: T | undefined): { readonly [P in K]?: T } {
	const record: { [P in K]?: T } = {};
	if (value !== undefined) {
		record[field] = value;
	}
	return record;
}

/**
 * What is wrong with a value that should be a paper, in a plain sentence; `undefined` where it is one. Asks for all that the type of a
 * paper promises, so that nothing that takes a paper needs to ask again; what each field must be, paper/fields.ts says. Written out, since
 * each paper of a library that is opened goes through it: with fields by names from a list, that was a twentieth of the whole.
 */
export function problemOfPaper(value: unknown): string | undefined {
	if (!isObject(value)) {
		return localize('A paper must be an object.');
	}
	return (
		whatIsWrong('id', word, value['id'], true) ??
		whatIsWrong('citation-key', word, value['citation-key'], true) ??
		whatIsWrong('type', word, value['type'], true) ??
		whatIsWrong('title', text, value['title'], true) ??
		whatIsWrong('status', status, value['status'], true) ??
		whatIsWrong('added', text, value['added'], true) ??
		whatIsWrong('updated', text, value['updated'], true) ??
		whatIsWrong('author', names, value['author']) ??
		whatIsWrong('issued', date, value['issued']) ??
		whatIsWrong('abstract', text, value['abstract']) ??
		whatIsWrong('container-title', text, value['container-title']) ??
		whatIsWrong('DOI', text, value['DOI']) ??
		whatIsWrong('URL', text, value['URL']) ??
		whatIsWrong('identifiers', textsByName, value['identifiers']) ??
		whatIsWrong('links', links, value['links']) ??
		whatIsWrong('source', source, value['source']) ??
		whatIsWrong('tags', texts, value['tags']) ??
		whatIsWrong('aliases', texts, value['aliases']) ??
		whatIsWrong('distinctFrom', texts, value['distinctFrom']) ??
		whatIsWrong('received', textsByName, value['received']) ??
		whatIsWrong('alsoFrom', sources, value['alsoFrom']) ??
		whatIsWrong('collections', texts, value['collections']) ??
		whatIsWrong('rating', number, value['rating']) ??
		whatIsWrong('pinned', flag, value['pinned']) ??
		whatIsWrong('queued', text, value['queued']) ??
		whatIsWrong('due', text, value['due']) ??
		whatIsWrong('statusDates', textsByName, value['statusDates']) ??
		whatIsTooDeep(value)
	);
}

export function isPaper(value: unknown): value is Paper {
	return problemOfPaper(value) === undefined;
}

function whatIsWrong(field: string, shape: Shape, value: Json | undefined, isRequired = false): string | undefined {
	if (value === undefined) {
		return isRequired ? localize('The paper has no “{0}”.', field) : undefined;
	}
	return shape.holds(value) ? undefined : localize('“{0}” must be {1}.', field, kindName(shape.kind));
}

interface Shape {
	readonly kind: FieldKind;
	readonly holds: (value: Json | undefined) => boolean;
}

/** Whether a value is of a kind, nesting included. */
export function isOfKind(kind: FieldKind, value: Json): boolean {
	return kinds[kind](value);
}

const kinds: { readonly [K in FieldKind]: (value: Json | undefined) => boolean } = {
	text: isText,
	word: value => typeof value === 'string' && value !== '',
	number: isNumber,
	flag: value => typeof value === 'boolean',
	texts: value => isArray(value) && value.every(isText),
	textsByName: value => isObject(value) && isTextsByName(value),
	identifiers: value => isObject(value) && isTextsByName(value),
	names: value => isArray(value) && value.every(isName),
	date: isDate,
	links: value => isArray(value) && value.every(isLink),
	source: isSource,
	sources: value => isArray(value) && value.every(isSource),
	status: value => statuses.some(known => known === value),
	object: value => isObject(value) && !isDeeper(value, deepestLevel),
	value: value => !isDeeper(value, deepestLevel),
};

const shapeOf = (kind: FieldKind): Shape => ({ kind, holds: kinds[kind] });
const text = shapeOf('text');
const word = shapeOf('word');
const number = shapeOf('number');
const flag = shapeOf('flag');
const texts = shapeOf('texts');
const textsByName = shapeOf('textsByName');
const names = shapeOf('names');
const date = shapeOf('date');
const links = shapeOf('links');
const source = shapeOf('source');
const sources = shapeOf('sources');
const status = shapeOf('status');

function isText(value: Json | undefined): boolean {
	return typeof value === 'string';
}

function isTextsByName(value: JsonObject): boolean {
	for (const name in value) {
		if (typeof value[name] !== 'string' && value[name] !== undefined) {
			return false;
		}
	}
	return true;
}

function isNumber(value: Json | undefined): boolean {
	return typeof value === 'number' && Number.isFinite(value);
}

function isName(name: Json): boolean {
	return isObject(name) && hasParts(name, nameTexts);
}

function isDate(value: Json | undefined): boolean {
	if (!isObject(value) || !hasParts(value, dateTexts)) {
		return false;
	}
	const parts = value['date-parts'];
	return parts === undefined || (isArray(parts) && parts.every(isDateEnd));
}

function isDateEnd(end: Json): boolean {
	return isArray(end) && end.every(isDatePart);
}

/** A text, or a number that JavaScript holds as it stands there. */
export function isDatePart(part: Json): part is string | number {
	return typeof part === 'string' || (typeof part === 'number' && numberText(part) !== undefined);
}

function isLink(value: Json): boolean {
	return isObject(value) && typeof value['url'] === 'string' && typeof value['kind'] === 'string' && hasParts(value, noTexts);
}

function isSource(value: Json | undefined): boolean {
	return (
		isObject(value) &&
		typeof value['kind'] === 'string' &&
		hasParts(value, sourceTexts) &&
		isNumberIfAny(value['rank']) &&
		isNumberIfAny(value['upvotes'])
	);
}

function isNumberIfAny(value: Json | undefined): boolean {
	return value === undefined || isNumber(value);
}

/** The parts of names, dates and sources that are texts where they are there. */
export const nameTexts: ReadonlySet<string> = new Set([
	'family',
	'given',
	'non-dropping-particle',
	'dropping-particle',
	'suffix',
	'literal',
]);
export const dateTexts: ReadonlySet<string> = new Set(['literal', 'raw']);
export const sourceTexts: ReadonlySet<string> = new Set(['kind', 'file', 'url', 'date']);
const noTexts: ReadonlySet<string> = new Set();

/**
 * Whether those parts of an object that should be texts are, and none is nested too deeply. Nearly all parts are texts, which are asked for
 * nothing else.
 */
function hasParts(value: JsonObject, texts: ReadonlySet<string>): boolean {
	for (const name in value) {
		const part = value[name];
		if (typeof part !== 'string' && part !== undefined && (texts.has(name) || isDeeper(part, deepestLevel))) {
			return false;
		}
	}
	return true;
}

/** Nothing that is nested deeper than so many levels is a paper: all that writes JSON or YAML goes down as deep as the value does. */
export const deepestLevel = 24;

/** The fields whose depth is known by their shape. */
const shaped: ReadonlySet<string> = new Set([
	'author',
	'issued',
	'identifiers',
	'links',
	'source',
	'alsoFrom',
	'tags',
	'aliases',
	'distinctFrom',
	'collections',
	'received',
	'statusDates',
]);

function whatIsTooDeep(paper: JsonObject): string | undefined {
	for (const field in paper) {
		const value = paper[field];
		if (typeof value === 'object' && !shaped.has(field) && isDeeper(value, deepestLevel)) {
			return `"${field}" must not be nested more than ${deepestLevel} levels deep.`;
		}
	}
	return undefined;
}

/** Whether a value holds lists and objects in more than so many levels. */
export function isDeeper(value: Json | undefined, levels: number): boolean {
	if (typeof value !== 'object' || value === null) {
		return false;
	}
	if (levels === 0) {
		return true;
	}
	if (isArray(value)) {
		return value.some(part => typeof part === 'object' && isDeeper(part, levels - 1));
	}
	for (const name in value) {
		const part = value[name];
		if (typeof part === 'object' && isDeeper(part, levels - 1)) {
			return true;
		}
	}
	return false;
}
