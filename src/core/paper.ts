import type { Json, JsonObject } from './json';
import { isArray, isObject } from './json';

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
	/** What each source gave last, as fingerprints: see library/received.ts. */
	readonly received?: Readonly<Record<string, string>>;
	/** Ids of papers that look like this one and are others: the user has said so. */
	readonly distinctFrom?: readonly string[];
	/** Further places it was found in. */
	readonly alsoFrom?: readonly Source[];
	readonly status: Status;
	readonly collections?: readonly string[];
	readonly rating?: number;
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
 * What is wrong with a value that should be a paper, in a plain sentence; `undefined` where it is one.
 * Written out, since each paper of a library that is opened goes through it: with fields by names from a list, that was a twentieth of the whole.
 */
export function problemOfPaper(value: unknown): string | undefined {
	if (!isObject(value)) {
		return 'A paper must be an object.';
	}
	return (
		whatIsWrong('id', filledText, value['id'], true) ??
		whatIsWrong('citation-key', filledText, value['citation-key'], true) ??
		whatIsWrong('type', filledText, value['type'], true) ??
		whatIsWrong('title', text, value['title'], true) ??
		whatIsWrong('status', status, value['status'], true) ??
		whatIsWrong('added', text, value['added'], true) ??
		whatIsWrong('updated', text, value['updated'], true) ??
		whatIsWrong('author', objects, value['author']) ??
		whatIsWrong('issued', object, value['issued']) ??
		whatIsWrong('abstract', text, value['abstract']) ??
		whatIsWrong('container-title', text, value['container-title']) ??
		whatIsWrong('DOI', text, value['DOI']) ??
		whatIsWrong('URL', text, value['URL']) ??
		whatIsWrong('identifiers', object, value['identifiers']) ??
		whatIsWrong('links', links, value['links']) ??
		whatIsWrong('source', source, value['source']) ??
		whatIsWrong('tags', texts, value['tags']) ??
		whatIsWrong('aliases', texts, value['aliases']) ??
		whatIsWrong('distinctFrom', texts, value['distinctFrom']) ??
		whatIsWrong('received', textsByName, value['received']) ??
		whatIsWrong('alsoFrom', sources, value['alsoFrom']) ??
		whatIsWrong('collections', texts, value['collections']) ??
		whatIsWrong('rating', number, value['rating'])
	);
}

export function isPaper(value: unknown): value is Paper {
	return problemOfPaper(value) === undefined;
}

function whatIsWrong(field: string, shape: Shape, value: Json | undefined, isRequired = false): string | undefined {
	if (value === undefined) {
		return isRequired ? `The paper has no "${field}".` : undefined;
	}
	return shape.holds(value) ? undefined : `"${field}" must be ${shape.name}.`;
}

interface Shape {
	readonly name: string;
	holds(value: Json | undefined): boolean;
}

const text: Shape = { name: 'text', holds: value => typeof value === 'string' };
const filledText: Shape = { name: 'text that is not empty', holds: value => typeof value === 'string' && value !== '' };
const number: Shape = { name: 'a number', holds: value => typeof value === 'number' };
const object: Shape = { name: 'an object', holds: isObject };
const texts: Shape = { name: 'a list of texts', holds: value => isArray(value) && value.every(item => typeof item === 'string') };
const textsByName: Shape = { name: 'an object of texts', holds: value => isObject(value) && Object.values(value).every(item => typeof item === 'string') };
const objects: Shape = { name: 'a list of objects', holds: value => isArray(value) && value.every(isObject) };
const links: Shape = { name: 'a list of links, each with "kind" and "url"', holds: value => isArray(value) && value.every(isLink) };
const source: Shape = { name: 'an object with a "kind"', holds: isSource };
const sources: Shape = { name: 'a list of objects with a "kind"', holds: value => isArray(value) && value.every(isSource) };
const status: Shape = { name: statuses.join(', '), holds: value => statuses.some(known => known === value) };

function isLink(value: Json): boolean {
	return isObject(value) && typeof value['url'] === 'string' && typeof value['kind'] === 'string';
}

function isSource(value: Json | undefined): boolean {
	return isObject(value) && typeof value['kind'] === 'string';
}
