import type { Json } from '../data/json';
import { ownValue } from '../data/json';
import { fieldOf } from '../paper/fields';
import { contradictions, isVeryTitle } from '../merge/contradictions';
import type { Contradiction } from '../merge/contradictions';
import type { IncomingPaper, Paper } from '../paper/paper';
import { haveOtherIdentifiers, printedApart, shareIdentifier } from '../merge/identity';
import { Profile, isCorrectedTitle, shareAuthor } from '../merge/likeness';
import { Received, isUsersOwn, originOf } from '../merge/fingerprints';

/**
 * Whether a record is the same entry of the same source as a paper that this source gave before: nothing contradicts it but what the user
 * changed since, or the source only corrected what it says of a work that has the same title and identifier. A co-author's file has the
 * same key for another work, and the same format: then the works' own words decide.
 */
export function isSameEntry(known: Paper, incoming: IncomingPaper): boolean {
	const origin = originOf(incoming);
	if (origin === undefined || known.received?.[origin] === undefined) {
		return false;
	}
	const against = contradictions(known, incoming).filter(what => !isUsersOwn(known, fieldThatSays[what]));
	if (haveOtherIdentifiers(known, incoming) && !isUsersOwn(known, 'DOI')) {
		// A mistyped DOI that the source corrected: all else that tells works apart is what it was.
		return (
			against.length === 0 && isVeryTitle(known.title, incoming.title) && gave(new Received(known, origin), incoming, ['author', 'issued'])
		);
	}
	if (against.length > 0) {
		return shareIdentifier(known, incoming) && isVeryTitle(known.title, incoming.title) && against.every(what => correctable.has(what));
	}
	if (shareIdentifier(known, incoming)) {
		return true;
	}
	const isTitled =
		isVeryTitle(known.title, incoming.title) ||
		isCorrectedTitle(known.title, incoming.title) ||
		gave(new Received(known, origin), incoming, ['title']);
	const given = withoutUsersOwn(known, ['author', 'issued', 'container-title', 'volume', 'page']);
	return isTitled && shareAuthor(new Profile(given), new Profile(incoming)) && !printedApart(given, incoming);
}

/** A paper without those of some fields that the user changed: they say nothing about what its source gave. */
function withoutUsersOwn(paper: Paper, fields: readonly string[]): Paper {
	const kept = { ...paper };
	fields.filter(field => isUsersOwn(paper, field)).forEach(field => Reflect.deleteProperty(kept, field));
	return kept;
}

/** Whether the source gave, before, the value of one of some fields that it gives now. */
function gave(source: Received, incoming: IncomingPaper, fields: readonly string[]): boolean {
	return fields.some(field => {
		const value = incoming[field];
		return value !== undefined && source.gaveValue(field, value);
	});
}

const correctable: ReadonlySet<Contradiction> = new Set<Contradiction>(['volume', 'number', 'page', 'year', 'version']);

const fieldThatSays: Readonly<Record<Contradiction, string>> = {
	title: 'title',
	kind: 'title',
	type: 'type',
	volume: 'volume',
	number: 'number',
	edition: 'edition',
	version: 'version',
	isbn: 'ISBN',
	page: 'page',
	year: 'issued',
};

/**
 * Whether a paper of the library says all that a record says, word for word, authors and year among it: then it is that record, come again.
 * A record that says one thing otherwise is another.
 */
export function holdsAll(known: Paper, incoming: IncomingPaper, merged: Paper): boolean {
	return (
		merged === known &&
		incoming.author !== undefined &&
		incoming.issued !== undefined &&
		isVeryTitle(known.title, incoming.title) &&
		Object.entries(incoming).every(([field, value]) => field === 'title' || !describes(field) || isEqual(ownValue(known, field), value))
	);
}

function describes(field: string): boolean {
	const { owner, kind } = fieldOf(field);
	return owner === 'source' && kind !== 'identifiers';
}

function isEqual(mine: Json | undefined, theirs: Json | undefined): boolean {
	return theirs === undefined || JSON.stringify(mine) === JSON.stringify(theirs);
}
