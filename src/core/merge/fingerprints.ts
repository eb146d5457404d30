import type { Json, JsonObject } from '../data/json';
import { isArray, isObject, ownValue, textOf } from '../data/json';
import type { IncomingPaper, Paper } from '../paper/paper';
import { fieldOf, sharedLists } from '../paper/fields';

/**
 * What a source gave last: a fingerprint of each field, by the source's name, in the paper's `received`. A field that still has the value
 * its source gave is the source's, and a newer export may change it; one that has another value was changed by the user (or came from
 * elsewhere), and stays.
 */
export class Received {
	private readonly fingerprints: ReadonlyMap<string, string>;

	constructor(
		known: Paper,
		private readonly origin: string,
	) {
		this.fingerprints = new Map(
			(textOf(ownValue(known.received, origin)) ?? '')
				.split(' ')
				.map(part => [part.slice(0, part.lastIndexOf(':')), part.slice(part.lastIndexOf(':') + 1)]),
		);
	}

	/** Whether the source gave the field before, whatever it was. */
	gave(field: string): boolean {
		return this.fingerprints.has(field);
	}

	/** Whether the source gave just this value. */
	gaveValue(field: string, value: Json): boolean {
		return this.fingerprints.get(field) === fingerprint(value);
	}

	/** Whether the source gave a list with this item in it. */
	gaveItem(field: string, item: Json): boolean {
		return this.fingerprints.get(field)?.split(',').includes(fingerprint(item)) ?? false;
	}

	/** The paper's `received` with what the source gives now; what it gave before and leaves out now is still remembered. */
	with(known: Paper, incoming: IncomingPaper): Paper['received'] {
		const now = new Map([...this.fingerprints, ...fingerprintsOf(incoming)]);
		now.delete('');
		return { ...known.received, [this.origin]: writtenPrints(now) };
	}
}

/** The `received` of a paper that comes in; `undefined` where it does not say from where. */
export function firstReceived(incoming: IncomingPaper): Paper['received'] {
	const origin = originOf(incoming);
	return origin === undefined ? undefined : { [origin]: writtenPrints(fingerprintsOf(incoming)) };
}

/** Who gave the value of a field, where it was not the source that the paper came from: the name of a service, or {@link user}. */
export function giverOf(paper: Paper, field: string): string | undefined {
	const givers = paper['value-sources'];
	return isObject(givers) ? textOf(ownValue(givers, field)) : undefined;
}

/** Stands in `value-sources` for fields that the user set or took away by hand. */
const user = 'user';

/**
 * Whether the user set the field by hand, or took its value away. No source and no service changes it from then on, also where its value
 * happens to be what one of them gave. Identifiers are fields of their own here: `identifiers.arxiv`.
 */
export function isSetByUser(paper: Paper, field: string): boolean {
	return giverOf(paper, field) === user;
}

/** The `value-sources` of a paper of which the user set some fields by hand. */
export function withUserAsGiver(paper: Paper, setFields: readonly string[]): JsonObject {
	const givers = isObject(paper['value-sources']) ? paper['value-sources'] : {};
	return { ...givers, ...Object.fromEntries(setFields.map(field => [field, user])) };
}

/**
 * Whether what a field holds is the user's: set by hand, or given by no source and no service. Of a paper of which it is not known what its
 * sources gave, only what was set by hand is.
 */
export function isUsersOwn(paper: Paper, field: string): boolean {
	if (isSetByUser(paper, field)) {
		return true;
	}
	const value = ownValue(paper, field);
	const origins = Object.keys(paper.received ?? {});
	return (
		value !== undefined &&
		origins.length > 0 &&
		giverOf(paper, field) === undefined &&
		!origins.some(origin => new Received(paper, origin).gaveValue(field, value))
	);
}

/**
 * What a newer export of the same source has in common with an older one: the format and the source's own key of the paper,
 * `bibtex#song2021score`; without a key, the format and the file's name without numbers, `ris/export`.
 */
export function originOf({ source, 'citation-key': key }: IncomingPaper): string | undefined {
	if (source === undefined) {
		return undefined;
	}
	const name =
		source.file
			?.replace(/\.\w+$/, '')
			.replace(/[\d\W_]|\bcopy\b/g, '')
			.toLowerCase() ?? '';
	return key === undefined || key === '' ? `${source.kind}/${name}` : `${source.kind}#${key}`;
}

/**
 * Fields of which a newer export may change what an older one gave. Parts of `identifiers` are fields of their own, items of lists are told
 * apart.
 */
function fingerprintsOf(incoming: IncomingPaper): ReadonlyMap<string, string> {
	const prints = new Map<string, string>();
	for (const [field, value] of Object.entries(incoming)) {
		if (value === undefined || fieldOf(field).owner === 'library' || /[\s:]/.test(field)) {
			continue;
		}
		if (field === 'identifiers' && isObject(value)) {
			Object.entries(value).forEach(([kind, id]) => id !== undefined && prints.set(`identifiers.${kind}`, fingerprint(id)));
		} else {
			prints.set(field, sharedLists.has(field) && isArray(value) ? value.map(fingerprint).join(',') : fingerprint(value));
		}
	}
	return prints;
}

function writtenPrints(prints: ReadonlyMap<string, string>): string {
	return [...prints].map(([field, print]) => `${field}:${print}`).join(' ');
}

/** Six letters and digits. FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/ */
function fingerprint(value: Json): string {
	const text = typeof value === 'string' ? value : JSON.stringify(value);
	let hash = 0x811c9dc5;
	for (let at = 0; at < text.length; at += 1) {
		hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
	}
	return (hash >>> 0).toString(36).slice(-6);
}
