import { isArray, isObject, ownValue } from '../data/json';
import type { Json } from '../data/json';
import type { Paper, Status } from '../paper/paper';
import { present, statuses } from '../paper/paper';
import { fieldOf } from '../paper/fields';
import type { Field } from '../paper/fields';
import { compareText } from '../text/compare';
import { identifiersOf } from './identity';
import { giverOf, isSetByUser, isUsersOwn } from './fingerprints';

/**
 * One paper from two of the library. The first keeps its id and key, the other's key becomes an alias, and nothing that the user gave is
 * lost: lists (tags, collections, links, aliases) are united, the further status counts, notes are joined. Of each field that describes the
 * work what the user wrote stays, else the first one's value, except where it describes a preprint and the other the publication: then the
 * publication's counts. Both keep their identifiers.
 */
export function mergeKnown(kept: Paper, other: Paper): Paper {
	const published = isPreprint(kept) && !isPreprint(other);
	const gained: (readonly [string, Json])[] = [];
	const givers = new Map(Object.entries(isObject(kept['value-sources']) ? kept['value-sources'] : {}));
	for (const [field, theirs] of Object.entries(other)) {
		const policy = fieldOf(field).merge;
		const mine = ownValue(kept, field);
		const wasTakenAway = mine === undefined && isSetByUser(kept, field);
		if (policy === 'apart' || theirs === undefined || wasTakenAway) {
			continue;
		}
		const isMissing = mine === undefined || mine === '';
		const prefersTheirs = !isUsersOwn(kept, field) && (isUsersOwn(other, field) || (policy === 'publication' && published));
		if (isMissing || prefersTheirs) {
			givers.set(field, giverOf(other, field));
		}
		gained.push([field, isMissing ? theirs : prefersTheirs ? merges[policy](theirs, mine) : merges[policy](mine, theirs)]);
	}
	const identifiers = new Map(Object.entries(identifiersOf(kept)));
	for (const [kind, theirs] of Object.entries(identifiersOf(other))) {
		const field = `identifiers.${kind}`;
		if (!isSetByUser(kept, field) && (identifiers.get(kind) === undefined || isSetByUser(other, field))) {
			identifiers.set(kind, theirs);
			givers.set(field, giverOf(other, field));
		}
	}
	const known = [...givers].filter(([, giver]) => giver !== undefined);
	const aliases = [...(kept.aliases ?? []), other['citation-key'], ...(other.aliases ?? [])];
	const sources = [
		...(kept.alsoFrom ?? []),
		...(other.source === undefined || kept.source === undefined ? [] : [other.source]),
		...(other.alsoFrom ?? []),
	];
	return {
		...kept,
		...Object.fromEntries(gained),
		...present('source', kept.source ?? other.source),
		aliases: [...new Set(aliases)].filter(alias => alias !== kept['citation-key']),
		identifiers: Object.fromEntries(identifiers),
		...(known.length === 0 ? {} : { 'value-sources': Object.fromEntries(known) }),
		...(sources.length === 0 ? {} : { alsoFrom: uniteBy(sources, JSON.stringify) }),
		added: kept.added < other.added ? kept.added : other.added,
	};
}

/**
 * The papers with the one to keep first: the one the user did more with, else the one that was there first; of papers that came in
 * together, the one named first.
 */
export function keeperFirst(papers: readonly Paper[]): readonly Paper[] {
	return [...papers].sort((a, b) => careOf(b) - careOf(a) || compareText(a.added, b.added));
}

/** How much the user did with a paper. */
function careOf(paper: Paper): number {
	const given = [paper.rating, paper.collections?.length, paper['annote'], paper.status === 'unread' ? undefined : paper.status];
	return given.filter(value => value !== undefined && value !== 0).length;
}

/** It has an arXiv id or none at all, and nobody printed it yet. */
function isPreprint(paper: Paper): boolean {
	const { doi } = identifiersOf(paper);
	const container = paper['container-title'] ?? '';
	return (
		doi === undefined &&
		(container === '' || /arxiv|\bcorr\b|preprint|rxiv/i.test(container)) &&
		(paper.type === 'article' || paper.type === 'manuscript' || paper.type === 'document')
	);
}

/** What becomes of two values, the preferred one first. */
const merges: { readonly [P in Exclude<Field['merge'], 'apart'>]: (preferred: Json, other: Json) => Json } = {
	first: preferred => preferred,
	publication: preferred => preferred,
	unite: (preferred, other) => (isArray(preferred) && isArray(other) ? uniteBy([...preferred, ...other], JSON.stringify) : preferred),
	join: (preferred, other) =>
		typeof preferred !== 'string' || typeof other !== 'string' || preferred.includes(other)
			? preferred
			: other.includes(preferred)
				? other
				: `${preferred}\n\n${other}`,
	further: (preferred, other) => (statuses.indexOf(toStatus(other)) > statuses.indexOf(toStatus(preferred)) ? other : preferred),
	together: (preferred, other) => (isObject(preferred) && isObject(other) ? { ...other, ...preferred } : preferred),
};

function toStatus(value: Json): Status {
	return statuses.find(status => status === value) ?? 'unread';
}

function uniteBy<T>(items: readonly T[], nameOf: (item: T) => string): readonly T[] {
	const names = new Set<string>();
	return items.filter(item => names.size < names.add(nameOf(item)).size);
}
