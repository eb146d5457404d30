import type { NoteEdge } from '../notes/noteIndex';
import type { Head } from '../paper/head';
import { present, statuses } from '../paper/paper';
import { statusLabel } from '../paper/statusLabel';
import { compareText } from '../text/compare';
import type { Pace } from '../work/pace';
import { sortedInSlices } from '../work/slicedSort';

/** What a bar leads to: papers by a search, one paper, or the places of a word in the workspace. */
export type Lead =
	| { readonly kind: 'search'; readonly query: string }
	| { readonly kind: 'paper'; readonly key: string }
	| { readonly kind: 'word'; readonly word: string };

export interface Bar {
	readonly label: string;
	readonly count: number;
	readonly lead?: Lead;
}

/** What papers are counted by. The first three are by month: when papers were added, were read, and of those cited, were added. */
export const plotNames = [
	'added',
	'read',
	'cited',
	'status',
	'year',
	'venue',
	'tag',
	'tagPair',
	'author',
	'readAuthor',
	'citedPaper',
	'missing',
] as const;
export type PlotName = (typeof plotNames)[number];

export interface Plot {
	readonly name: PlotName;
	/** In the order they are drawn: time goes on, of all else the largest comes first. */
	readonly bars: readonly Bar[];
	/** How many bars there are besides. */
	readonly more: number;
}

export interface Overview {
	readonly papers: number;
	/** Without those that have nothing to show. */
	readonly plots: readonly Plot[];
}

export interface OverviewSource {
	readonly heads: readonly Head[];
	/** What the documents of the workspace cite, also many times. */
	readonly citations: Iterable<Pick<NoteEdge, 'from' | 'target' | 'kind'>>;
	/** By citation key or alias. */
	readonly head: (key: string) => Head | undefined;
}

/** So many bars of a plot are given; a table of more is a list that nobody reads. */
const mostBars = 200;
/** A paper with more tags than these says by no two of them that they belong together. */
const mostPairedTags = 30;

/** Counts papers by what their heads say, and what documents cite of them and in vain, in slices. */
export async function overviewOf({ heads, citations, head }: OverviewSource, pace: Pace): Promise<Overview> {
	const cited = new Map<Head, Set<string>>();
	const missing = new Map<string, Set<string>>();
	await pace.each(citations, ({ from, target, kind }) => {
		const paper = kind === 'citation' ? head(target) : undefined;
		if (paper !== undefined) {
			cited.set(paper, (cited.get(paper) ?? new Set()).add(from));
		} else if (kind === 'citation') {
			missing.set(target, (missing.get(target) ?? new Set()).add(from));
		}
	});
	const counts: Readonly<Record<PlotName, Tally>> = {
		added: new Tally(),
		read: new Tally(),
		cited: new Tally(),
		status: new Tally(),
		year: new Tally(),
		venue: new Tally(),
		tag: new Tally(),
		tagPair: new Tally(),
		author: new Tally(),
		readAuthor: new Tally(),
		citedPaper: new Tally([...cited].map(([{ key }, documents]) => [key, documents.size])),
		missing: new Tally([...missing].map(([key, documents]) => [key, documents.size])),
	};
	const citedIds = new Set([...cited.keys()].map(({ id }) => id));
	await pace.each(heads, paper => countPaper(paper, citedIds.has(paper.id), counts));
	const plots: Plot[] = [];
	for (const name of plotNames) {
		const plot = await plotOf(name, counts[name], head, pace);
		if (plot.bars.length > 0) {
			plots.push(plot);
		}
	}
	return { papers: heads.length, plots };
}

/**
 * How often each thing was counted that a bar stands for: a tag, a month, ... of two tags both, with a {@link between}; of a paper its key.
 * Many small maps, because a map of half a million authors stands still for 30 ms each time it makes room.
 */
class Tally {
	private readonly maps = Array.from({ length: 64 }, () => new Map<string, number>());

	constructor(known: Iterable<readonly [id: string, count: number]> = []) {
		for (const [id, count] of known) {
			this.mapOf(id).set(id, count);
		}
	}

	get size(): number {
		return this.maps.reduce((sum, map) => sum + map.size, 0);
	}

	add(id: string): void {
		const map = this.mapOf(id);
		map.set(id, (map.get(id) ?? 0) + 1);
	}

	*[Symbol.iterator](): Generator<readonly [id: string, count: number], void, undefined> {
		for (const map of this.maps) {
			yield* map;
		}
	}

	private mapOf(id: string): Map<string, number> {
		const middle = id.charCodeAt(id.length >> 1);
		const hash = 31 * id.charCodeAt(id.length - 1) + 7 * middle + id.length;
		return this.maps[hash & (this.maps.length - 1)] ?? new Map<string, number>();
	}
}

/** No tag has it. */
const between = '\0';

function countPaper(paper: Head, isCited: boolean, counts: Readonly<Record<PlotName, Tally>>): void {
	const { added, status, statusDate, year, venue = '' } = paper;
	const isRead = status === 'read';
	const month = /^\d{4}-\d\d(?=-)/.exec(added)?.[0];
	if (month !== undefined) {
		counts.added.add(month);
		if (isCited) {
			counts.cited.add(month);
		}
	}
	if (isRead && statusDate !== undefined) {
		counts.read.add(statusDate.slice(0, 'yyyy-mm'.length));
	}
	counts.status.add(status);
	if (year !== undefined) {
		counts.year.add(String(year));
	}
	if (venue.trim() !== '') {
		counts.venue.add(venue);
	}
	const tags = [...new Set(paper.tags)].sort();
	tags.forEach(tag => counts.tag.add(tag));
	const paired = tags.slice(0, mostPairedTags);
	paired.forEach((one, at) => paired.slice(at + 1).forEach(other => counts.tagPair.add(one + between + other)));
	for (const name of new Set(paper.names)) {
		counts.author.add(name);
		if (isRead) {
			counts.readAuthor.add(name);
		}
	}
}

interface Counted {
	readonly id: string;
	readonly count: number;
}

async function plotOf(name: PlotName, counts: Tally, head: OverviewSource['head'], pace: Pace): Promise<Plot> {
	const isTime = isOfTime(name);
	const sorted = await sortedInSlices(isTime ? await everything(counts, pace) : await largest(counts, pace), orderOf(name), pace);
	const shown = isTime ? sorted.slice(-mostBars) : sorted.slice(0, mostBars);
	return {
		name,
		bars: shown.map(({ id, count: size }) => ({ label: labelOf(name, id, head), count: size, ...present('lead', leadOf(name, id)) })),
		more: counts.size - shown.length,
	};
}

async function everything(counts: Tally, pace: Pace): Promise<readonly Counted[]> {
	const all: Counted[] = [];
	await pace.each(counts, ([id, size]) => all.push({ id, count: size }));
	return all;
}

/** Those that can be among the {@link mostBars} largest: most of half a million authors have one paper. */
async function largest(counts: Tally, pace: Pace): Promise<readonly Counted[]> {
	/** How many have so many papers. */
	const sizes = new Map<number, number>();
	await pace.each(counts, ([, size]) => sizes.set(size, (sizes.get(size) ?? 0) + 1));
	let least = 0;
	let found = 0;
	for (const [size, many] of [...sizes].sort(([a], [b]) => b - a)) {
		if (found < mostBars) {
			least = size;
			found += many;
		}
	}
	const all: Counted[] = [];
	await pace.each(counts, ([id, size]) => {
		if (size >= least) {
			all.push({ id, count: size });
		}
	});
	return all;
}

/** Whether the bars of a plot stand in the order of time. */
export function isOfTime(name: PlotName): boolean {
	return name === 'added' || name === 'read' || name === 'cited' || name === 'year';
}

function orderOf(name: PlotName): (a: Counted, b: Counted) => number {
	switch (name) {
		case 'year':
			return (a, b) => Number(a.id) - Number(b.id);
		case 'added':
		case 'read':
		case 'cited':
			return (a, b) => compareText(a.id, b.id);
		case 'status':
			return (a, b) => placeOfStatus(a.id) - placeOfStatus(b.id);
		default:
			return (a, b) => b.count - a.count || compareText(a.id, b.id);
	}
}

function placeOfStatus(id: string): number {
	return statuses.findIndex(status => status === id);
}

function labelOf(name: PlotName, id: string, head: OverviewSource['head']): string {
	const status = name === 'status' ? statuses.find(known => known === id) : undefined;
	if (status !== undefined) {
		return statusLabel(status);
	}
	return name === 'tagPair' ? id.split(between).sort(compareText).join(' + ') : name === 'citedPaper' ? head(id)?.title || id : id;
}

function leadOf(name: PlotName, id: string): Lead | undefined {
	switch (name) {
		case 'added':
			return search(`added:${id}`);
		case 'read':
			return search(`read:${id}`);
		case 'cited':
			return search(`cited:here added:${id}`);
		case 'status':
			return search(`status:${id}`);
		case 'year':
			return Number(id) > 0 ? search(`year:${id}`) : undefined;
		case 'venue':
		case 'tag':
		case 'author':
			return searchFor([[name, id]]);
		case 'readAuthor':
			return searchFor([['author', id]], ' status:read');
		case 'tagPair':
			return searchFor(id.split(between).map(tag => ['tag', tag] as const));
		case 'citedPaper':
			return { kind: 'paper', key: id };
		case 'missing':
			return { kind: 'word', word: id };
	}
}

function search(query: string): Lead {
	return { kind: 'search', query };
}

/** Exact words in fields; nothing where there is no word that one could search for. */
function searchFor(parts: readonly (readonly [field: string, value: string])[], further = ''): Lead | undefined {
	const quoted = parts.map(([field, value]) => [field, value.replace(/["“”„\s]+/g, ' ').trim()] as const);
	return quoted.every(([, words]) => /[\p{L}\p{N}]/u.test(words) && words.length < 500)
		? search(quoted.map(([field, words]) => `${field}:"${words}"`).join(' ') + further)
		: undefined;
}
