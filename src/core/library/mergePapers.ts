import type { IncomingPaper, Paper, Source } from '../paper';
import { present } from '../paper';

/**
 * One paper from two records of it: every field the known one has stays, what it lacks comes from the other. Lists (links, tags) are united,
 * and another place it was found in is remembered. Gives the very same object where there is nothing to add.
 */
export function mergePapers(known: Paper, incoming: IncomingPaper): Paper {
	const additions = Object.fromEntries(Object.entries(incoming).filter(([field, value]) => value !== undefined && known[field] === undefined && !own.has(field)));
	const alsoFrom = joinSources(known, incoming.source);
	const merged = {
		...known,
		...additions,
		...present('identifiers', uniteObjects(known.identifiers, incoming.identifiers)),
		...present('links', uniteBy(known.links, incoming.links, link => link.url)),
		...present('tags', uniteBy(known.tags, incoming.tags, tag => tag)),
		...present('alsoFrom', alsoFrom),
	};
	return JSON.stringify(merged) === JSON.stringify(known) ? known : merged;
}

// What the library alone decides.
const own = new Set(['id', 'citation-key', 'status', 'added', 'updated', 'source', 'alsoFrom', 'identifiers', 'links', 'tags']);

function uniteObjects<T extends object>(known: T | undefined, incoming: T | undefined): T | undefined {
	return known && incoming ? { ...incoming, ...known } : (known ?? incoming);
}

function uniteBy<T>(known: readonly T[] | undefined, incoming: readonly T[] | undefined, nameOf: (item: T) => string): readonly T[] | undefined {
	if (known === undefined || incoming === undefined) {
		return known ?? incoming;
	}
	const names = new Set(known.map(nameOf));
	return [...known, ...incoming.filter(item => !names.has(nameOf(item)))];
}

function joinSources(known: Paper, source: Source | undefined): readonly Source[] | undefined {
	const places = [known.source, ...(known.alsoFrom ?? [])];
	if (source === undefined || places.some(place => place !== undefined && samePlace(place, source))) {
		return known.alsoFrom;
	}
	return known.source === undefined ? [source] : [...(known.alsoFrom ?? []), source];
}

function samePlace(a: Source, b: Source): boolean {
	return a.kind === b.kind && a.date === b.date && a.url === b.url && (a.date !== undefined || a.file === b.file);
}
