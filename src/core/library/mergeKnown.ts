import { isArray, isObject } from '../json';
import type { Json } from '../json';
import type { Paper, Status } from '../paper';
import { statuses } from '../paper';
import { compareText } from '../text/compare';
import { identifiersOf } from './identity';
import { isUsersOwn } from './received';

/**
 * One paper from two of the library. The first keeps its id and key, the other's key becomes an alias, and nothing that the user gave is lost: lists (tags, collections, links, aliases) are united, the further
 * status counts, notes are joined. Of each field that describes the work what the user wrote stays, else the first one's value, except where it describes a preprint and the other the publication:
 * then the publication's counts. Both keep their identifiers.
 */
export function mergeKnown(kept: Paper, other: Paper): Paper {
	const published = isPreprint(kept) && !isPreprint(other);
	const gained = Object.entries(other).flatMap(([field, value]): readonly (readonly [string, Json])[] => {
		const mine = kept[field];
		const merge = merges[field] ?? (published && publication.has(field) && !isUsersOwn(kept, field) ? theirs : isUsersOwn(other, field) && !isUsersOwn(kept, field) ? theirs : ours);
		return value === undefined ? [] : [[field, mine === undefined || mine === '' ? value : merge(mine, value)]];
	});
	const aliases = [...(kept.aliases ?? []), other['citation-key'], ...(other.aliases ?? [])];
	const sources = [...(kept.alsoFrom ?? []), ...(other.source === undefined || kept.source === undefined ? [] : [other.source]), ...(other.alsoFrom ?? [])];
	return {
		...kept,
		...Object.fromEntries(gained),
		id: kept.id,
		'citation-key': kept['citation-key'],
		aliases: [...new Set(aliases)].filter(alias => alias !== kept['citation-key']),
		identifiers: { ...identifiersOf(other), ...identifiersOf(kept) },
		...(sources.length === 0 ? {} : { alsoFrom: uniteBy(sources, JSON.stringify) }),
		added: kept.added < other.added ? kept.added : other.added,
	};
}

/** The papers with the one to keep first: the one the user did more with, else the one that was there first; of papers that came in together, the one named first. */
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
	return doi === undefined && (container === '' || /arxiv|\bcorr\b|preprint|rxiv/i.test(container)) && (paper.type === 'article' || paper.type === 'manuscript' || paper.type === 'document');
}

// What a publication says better than its preprint.
const publication = new Set('type title issued container-title container-title-short collection-title volume issue number page publisher publisher-place DOI URL genre event-title event-place edition'.split(' '));

type Merge = (mine: Json, other: Json) => Json;

const ours: Merge = mine => mine;
const theirs: Merge = (_mine, other) => other;
const united: Merge = (mine, other) => (isArray(mine) && isArray(other) ? uniteBy([...mine, ...other], JSON.stringify) : mine);
const joined: Merge = (mine, other) => (typeof mine !== 'string' || typeof other !== 'string' || mine.includes(other) ? mine : other.includes(mine) ? other : `${mine}\n\n${other}`);
const further: Merge = (mine, other) => (statuses.indexOf(toStatus(other)) > statuses.indexOf(toStatus(mine)) ? other : mine);
const together: Merge = (mine, other) => (isObject(mine) && isObject(other) ? { ...other, ...mine } : mine);

const merges: Readonly<Record<string, Merge>> = {
	tags: united,
	collections: united,
	links: united,
	distinctFrom: united,
	note: joined,
	annote: joined,
	status: further,
	custom: together,
	received: together,
};

function toStatus(value: Json): Status {
	return statuses.find(status => status === value) ?? 'unread';
}

function uniteBy<T>(items: readonly T[], nameOf: (item: T) => string): readonly T[] {
	const names = new Set<string>();
	return items.filter(item => names.size < names.add(nameOf(item)).size);
}
