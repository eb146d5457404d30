import type { Json } from '../data/json';
import { isArray, ownValue } from '../data/json';
import type { Identifiers, IncomingPaper, Paper, Source } from '../paper/paper';
import { present } from '../paper/paper';
import { isSourceField, sharedLists } from '../paper/fields';
import { Received, isSetByUser, originOf } from './fingerprints';

/**
 * A paper of the library with what a source says of it now. What the paper lacks comes in; what this source gave before and nobody changed
 * since is refreshed; everything else stays, and so does what the user set or took away. Lists (links, tags, collections) only grow, and
 * another place it was found in is remembered. The title of a stub is only its identifier: a stub gives none to a paper and takes one from
 * it. Gives the very same object where there is nothing to add.
 */
export function mergeFromSource(stubOrPaper: Paper, given: IncomingPaper): Paper {
	const incoming = withoutDamage(stubOrPaper, given);
	const origin = originOf(incoming);
	const isStub = stubOrPaper['incomplete'] === true && incoming['incomplete'] !== true;
	const known = isStub ? withoutMark({ ...stubOrPaper, ...describedBy(incoming, stubOrPaper) }) : stubOrPaper;
	const received = new Received(known, origin ?? '');
	const fields = Object.entries(incoming).flatMap(([field, value]) => {
		const isOpen = value !== undefined && isSourceField(field) && (sharedLists.has(field) || !isSetByUser(known, field));
		const merged = isOpen ? mergeField(field, ownValue(known, field), value, received) : undefined;
		return merged === undefined ? [] : [[field, merged] as const];
	});
	const whole: Paper = {
		...known,
		...Object.fromEntries(fields),
		...present('identifiers', mergeIdentifiers(known, incoming.identifiers, received)),
		...joinSources(known, incoming.source),
	};
	if (JSON.stringify(whole) === JSON.stringify(stubOrPaper)) {
		return stubOrPaper;
	}
	return origin === undefined ? whole : { ...whole, ...present('received', received.with(known, incoming)) };
}

/** The title and type that a record gives to a stub, but for those that the user set. */
function describedBy({ title, type }: IncomingPaper, stub: Paper): Partial<Pick<Paper, 'title' | 'type'>> {
	return { ...(isSetByUser(stub, 'title') ? {} : { title }), ...(isSetByUser(stub, 'type') ? {} : { type }) };
}

/** A record whose values lost characters on the way, which U+FFFD stands for, gives way to the whole ones that a paper has. */
function withoutDamage(known: Paper, incoming: IncomingPaper): IncomingPaper {
	const whole = Object.entries(incoming).flatMap(([field, value]): readonly (readonly [string, Json])[] => {
		const mine = value !== undefined && isSourceField(field) && isDamaged(value) ? ownValue(known, field) : undefined;
		return mine === undefined || mine === '' || isDamaged(mine) ? [] : [[field, mine]];
	});
	return whole.length === 0 ? incoming : { ...incoming, ...Object.fromEntries(whole) };
}

function isDamaged(value: Json): boolean {
	return typeof value === 'string' ? value.includes('\ufffd') : typeof value === 'object' && JSON.stringify(value).includes('\ufffd');
}

/** A paper that is described is a stub no more. */
export function withoutMark(paper: Paper): Paper {
	const kept = { ...paper };
	Reflect.deleteProperty(kept, 'incomplete');
	return kept;
}

function mergeField(field: string, mine: Json | undefined, theirs: Json, received: Received): Json | undefined {
	if (sharedLists.has(field) && isArray(theirs)) {
		return mergeList(field, isArray(mine) ? mine : undefined, theirs, received);
	}
	if (mine === undefined) {
		return received.gave(field) ? undefined : theirs;
	}
	return received.gaveValue(field, mine) ? theirs : mine;
}

/** What the source gave before and is gone was taken away by the user. */
function mergeList(field: string, mine: readonly Json[] = [], theirs: readonly Json[], received: Received): readonly Json[] | undefined {
	const names = new Set(mine.map(nameOf));
	const come = theirs.filter(item => !names.has(nameOf(item)) && !received.gaveItem(field, item));
	return mine.length + come.length === 0 ? undefined : [...mine, ...come];
}

/** Links are one where their addresses are. */
function nameOf(item: Json): string {
	return typeof item === 'object' && item !== null && 'url' in item ? JSON.stringify(item.url) : JSON.stringify(item);
}

function mergeIdentifiers(known: Paper, theirs: Identifiers | undefined, received: Received): Identifiers | undefined {
	const mine = known.identifiers;
	if (theirs === undefined) {
		return mine;
	}
	const come = Object.entries(theirs).flatMap(([kind, id]) =>
		id === undefined || isSetByUser(known, `identifiers.${kind}`)
			? []
			: [[kind, mergeField(`identifiers.${kind}`, ownValue(mine, kind), id, received)] as const],
	);
	const taken = come.filter(([, id]) => id !== undefined);
	return mine === undefined && taken.length === 0 ? undefined : { ...mine, ...Object.fromEntries(taken) };
}

/** A place the paper is found in again may give it another rank, other upvotes and another PDF. */
function joinSources(known: Paper, source: Source | undefined): Pick<Paper, 'source' | 'alsoFrom'> {
	if (source === undefined) {
		return {};
	}
	const refreshed = (place: Source) =>
		samePlace(place, source)
			? { ...place, ...present('rank', source.rank), ...present('upvotes', source.upvotes), ...present('attachment', source['attachment']) }
			: place;
	const places = [known.source, ...(known.alsoFrom ?? [])];
	if (places.some(place => place !== undefined && samePlace(place, source))) {
		return { ...present('source', known.source && refreshed(known.source)), ...present('alsoFrom', known.alsoFrom?.map(refreshed)) };
	}
	return known.source === undefined ? { source } : { alsoFrom: [...(known.alsoFrom ?? []), source] };
}

function samePlace(a: Source, b: Source): boolean {
	return a.kind === b.kind && a.date === b.date && a.url === b.url && (a.date !== undefined || a.file === b.file);
}
