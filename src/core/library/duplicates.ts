import { addTo } from '../data/lists';
import type { Pace } from '../work/pace';
import type { Paper } from '../paper/paper';
import { contradictions } from '../merge/contradictions';
import { fewWords, isSamePaper, isStubOf, printedApart } from '../merge/identity';
import { Profile, likeness } from '../merge/likeness';
import { keeperFirst } from '../merge/duplicates';

/** Two papers that may be one, by their ids, the one to keep first. */
export interface LikelyPair {
	readonly ids: readonly [string, string];
	/** Up to 1. */
	readonly score: number;
}

export interface Duplicates {
	/** Ids of papers that surely are one, the one to keep first. */
	readonly certain: readonly (readonly string[])[];
	/** The most alike first. Of papers that surely are one only the one to keep is named. */
	readonly likely: readonly LikelyPair[];
}

export interface SearchForDuplicates {
	readonly pace: Pace;
	readonly cancelled?: () => boolean;
	/** From 0 to 1. */
	readonly progress?: (done: number) => void;
	/** Only pairs with one of these ids. */
	readonly among?: ReadonlySet<string>;
}

/**
 * The papers that stand in a library more than once. Time grows as n log n: only papers that share an identifier, or one of a few
 * signatures of their titles, are held against each other, and of very many that share one only neighbours by author and year. Pairs the
 * user has told apart are left out. `undefined` where it was cancelled.
 */
export async function findDuplicates(
	papers: Iterable<Paper> | AsyncIterable<Paper>,
	options: SearchForDuplicates,
): Promise<Duplicates | undefined> {
	const search = new Search(options);
	return (await search.run(papers)) ? search.result() : undefined;
}

function isOne(a: Paper, b: Paper): boolean {
	return isSamePaper(a, b) || isStubOf(a, b);
}

/** Whether the user has said that two papers are two. */
export function areKeptApart(a: Paper, b: Paper): boolean {
	return (a.distinctFrom?.includes(b.id) ?? false) || (b.distinctFrom?.includes(a.id) ?? false);
}

/** Of more papers with one signature, each is held against so many neighbours by author and year. */
const neighbours = 12;

/** A word in more titles than this parts nothing. */
const rare = 40;

class Search {
	private readonly papers: Paper[] = [];
	private readonly profiles: Profile[] = [];
	/** How many titles hold a word. */
	private readonly frequencies = new Map<string, number>();
	private readonly clusters = new Clusters();
	private readonly likely = new Map<string, { readonly a: number; readonly b: number; readonly score: number }>();

	constructor(private readonly options: SearchForDuplicates) {}

	/** `false` where it was cancelled. */
	async run(papers: Iterable<Paper> | AsyncIterable<Paper>): Promise<boolean> {
		const steps = [
			() => this.read(papers),
			() => this.joinByIdentifiers(),
			() => this.joinByTitle(),
			...signatures.map(signature => () => this.eachNeighbours(signature, (a, b) => this.judge(a, b))),
		];
		for (const [index, step] of steps.entries()) {
			if (!(await step())) {
				return false;
			}
			this.options.progress?.((index + 1) / steps.length);
		}
		return true;
	}

	result(): Duplicates {
		const certain = this.clusters.all().map(members => keeperFirst(members.map(member => this.paper(member))));
		const keeper = new Map(certain.flatMap(([first, ...others]) => others.map(other => [other.id, first ?? other])));
		const likely = new Map<string, LikelyPair>();
		for (const { a, b, score } of this.likely.values()) {
			const papers = [Math.min(a, b), Math.max(a, b)].map(index => this.paper(index)).map(paper => keeper.get(paper.id) ?? paper);
			const [mine, theirs] = keeperFirst(papers).map(paper => paper.id);
			if (mine !== undefined && theirs !== undefined && mine !== theirs) {
				likely.set([mine, theirs].sort().join(' '), { ids: [mine, theirs], score });
			}
		}
		return {
			certain: certain.map(group => group.map(paper => paper.id)),
			likely: [...likely.values()].sort((a, b) => b.score - a.score || (a.ids[0] < b.ids[0] ? -1 : 1)),
		};
	}

	private async read(papers: Iterable<Paper> | AsyncIterable<Paper>): Promise<boolean> {
		for await (const paper of papers) {
			const light = withoutBulk(paper);
			const profile = new Profile(light);
			this.profiles.push(profile);
			// Two works of a short title may be told apart by their abstracts only.
			this.papers.push(profile.words.length < fewWords ? paper : light);
			for (const word of new Set(profile.words)) {
				this.frequencies.set(word, (this.frequencies.get(word) ?? 0) + 1);
			}
			if (isTurn(this.profiles.length) && !(await this.goOn())) {
				return false;
			}
		}
		return true;
	}

	/** Papers with an identifier in common are one, and so are those that each of them is one with. */
	private async joinByIdentifiers(): Promise<boolean> {
		const first = new Map<string, number>();
		for (const [
			index,
			{
				identifiers: { doi, arxiv, pmid },
			},
		] of this.profiles.entries()) {
			for (const [kind, name] of Object.entries({ doi, arxiv, pmid })) {
				const known = name === undefined ? index : first.get(`${kind}:${name}`);
				if (known === undefined) {
					first.set(`${kind}:${name}`, index);
				} else if (known !== index && this.mayJoin(known, index)) {
					this.joinOrJudge(known, index);
				}
			}
			if (isTurn(index) && !(await this.goOn())) {
				return false;
			}
		}
		return true;
	}

	/** What shares an identifier and contradicts itself is for the user to look at. */
	private joinOrJudge(a: number, b: number): void {
		const some = (index: number) => this.clusters.membersOf(index).slice(0, neighbours);
		if (some(a).every(mine => some(b).every(theirs => contradictions(this.paper(mine), this.paper(theirs)).length === 0))) {
			this.clusters.join(a, b);
		} else {
			this.judge(a, b);
		}
	}

	/** A bare title and the one paper of that title. */
	private async joinByTitle(): Promise<boolean> {
		const same: (readonly [number, number])[] = [];
		const finished = await this.eachNeighbours(
			({ words }) => (words.length === 0 ? [] : [words.join(' ')]),
			(a, b) => {
				if (this.mayJoin(a, b) && isOne(this.paper(a), this.paper(b))) {
					same.push([a, b]);
				} else {
					this.judge(a, b);
				}
			},
		);
		const partners = new Map<number, number[]>();
		for (const [a, b] of same) {
			addTo(partners, a, b);
			addTo(partners, b, a);
		}
		for (const [a, b] of same) {
			// A record without identifiers may be one with either of two papers that are not one: which of them, only the user can tell.
			const torn = [
				[a, b],
				[b, a],
			].some(([one = a, other = b]) => partners.get(one)?.some(third => third !== other && !this.agree(third, other)));
			if (torn || !this.agree(a, b)) {
				this.note(a, b, 1);
			} else {
				this.clusters.join(a, b);
			}
		}
		return finished;
	}

	/** Whether the papers known to be one with `a` may be one with those of `b`; of very many, the first tell. */
	private agree(a: number, b: number): boolean {
		const some = (index: number) => this.clusters.membersOf(index).slice(0, neighbours);
		return some(a).every(mine =>
			some(b).every(theirs => mine === theirs || (this.mayJoin(mine, theirs) && isOne(this.paper(mine), this.paper(theirs)))),
		);
	}

	private mayJoin(a: number, b: number): boolean {
		const mine = this.paper(a);
		const theirs = this.paper(b);
		return this.isSought(mine, theirs) && !areKeptApart(mine, theirs);
	}

	private isSought(a: Paper, b: Paper): boolean {
		const { among } = this.options;
		return among === undefined || among.has(a.id) || among.has(b.id);
	}

	private judge(a: number, b: number): void {
		if (this.clusters.areJoined(a, b) || !this.mayJoin(a, b)) {
			return;
		}
		const [mine, theirs] = [this.profile(a), this.profile(b)];
		const score = likeness(mine, theirs);
		const sayLittle =
			mine.words.length < fewWords && mine.mainWords.length === mine.words.length && theirs.mainWords.length === theirs.words.length;
		const unfounded = sayLittle && (mine.firstFamily === '' || theirs.firstFamily === '' || printedApart(this.paper(a), this.paper(b)));
		if (score > 0 && !unfounded && contradictions(this.paper(a), this.paper(b)).every(what => what === 'title' || what === 'type')) {
			this.note(a, b, score);
		}
	}

	private note(a: number, b: number, score: number): void {
		this.likely.set(`${Math.min(a, b)} ${Math.max(a, b)}`, { a, b, score });
	}

	/** Calls `visit` with papers that share a signature. `false` where it was cancelled. */
	private async eachNeighbours(signature: Signature, visit: (a: number, b: number) => void): Promise<boolean> {
		const groups = new Map<string, number[]>();
		for (const [index, profile] of this.profiles.entries()) {
			for (const text of signature(profile, this.frequencies)) {
				const group = groups.get(text);
				if (group === undefined) {
					groups.set(text, [index]);
				} else {
					group.push(index);
				}
			}
			if (isTurn(index) && !(await this.goOn())) {
				return false;
			}
		}
		let visited = 0;
		for (const group of groups.values()) {
			visited += 1;
			if (group.length > 1) {
				const ordered = group.length > neighbours ? group.sort((a, b) => this.order(a, b)) : group;
				for (const [place, a] of ordered.entries()) {
					for (const b of ordered.slice(place + 1, place + 1 + neighbours)) {
						if (a !== b) {
							visit(a, b);
						}
					}
				}
			}
			if (isTurn(visited) && !(await this.goOn())) {
				return false;
			}
		}
		return true;
	}

	private order(a: number, b: number): number {
		const [mine, theirs] = [this.profile(a), this.profile(b)];
		return mine.firstFamily === theirs.firstFamily ? (mine.year ?? 0) - (theirs.year ?? 0) : mine.firstFamily < theirs.firstFamily ? -1 : 1;
	}

	private async goOn(): Promise<boolean> {
		await this.options.pace.rest();
		return this.options.cancelled?.() !== true;
	}

	private paper(index: number): Paper {
		return defined(this.papers[index]);
	}

	private profile(index: number): Profile {
		return defined(this.profiles[index]);
	}
}

/** All papers are held while they are compared, so without what is most of a library and is not looked at. */
function withoutBulk({ abstract, received, links, source, alsoFrom, ...light }: Paper): Paper {
	return light;
}

/** Whether to look at the clock at a step: at every 64th. */
function isTurn(step: number): boolean {
	return step % 64 === 0;
}

type Signature = (profile: Profile, frequencies: ReadonlyMap<string, number>) => readonly string[];

/** Papers that are nearly alike share one of these at least, whichever word of their titles is mistyped or missing. */
const signatures: readonly Signature[] = [
	({ words }, frequencies) => {
		const [a, b, c] = rarest(words, frequencies);
		const alone = [a, b].filter(word => word !== undefined).filter(word => (frequencies.get(word) ?? 0) <= rare);
		return a === undefined || b === undefined
			? alone
			: c === undefined
				? [...alone, pairOf(a, b)]
				: [...alone, pairOf(a, b), pairOf(a, c), pairOf(b, c)];
	},
	({ words }) => ends(words.join('')),
	({ mainWords, firstFamily }) => (mainWords.length === 0 ? [] : [`${mainWords.join('')} ${firstFamily}`]),
	({ place }) => (place === undefined ? [] : [place]),
];

function rarest(words: readonly string[], frequencies: ReadonlyMap<string, number>): readonly string[] {
	const telling = [...new Set(words)].filter(word => word.length > 2);
	return telling.sort((a, b) => (frequencies.get(a) ?? 0) - (frequencies.get(b) ?? 0) || (a < b ? -1 : 1)).slice(0, 3);
}

function pairOf(a: string, b: string): string {
	return a < b ? `${a} ${b}` : `${b} ${a}`;
}

/** Spaces and hyphens do not count. */
function ends(title: string): readonly string[] {
	return title.length < 16 ? [] : [`${title.slice(0, 14)}-`, `-${title.slice(-14)}`];
}

function defined<T>(value: T | undefined): T {
	if (value === undefined) {
		throw new Error('Paper not found.');
	}
	return value;
}

/** Which papers are one: sets that only grow together. */
class Clusters {
	private readonly members = new Map<number, number[]>();
	/** Where a member's set is, for those that moved there. */
	private readonly homes = new Map<number, number>();

	/** The smaller set moves into the larger one. */
	join(a: number, b: number): void {
		if (this.areJoined(a, b)) {
			return;
		}
		const [large, small] = this.membersOf(a).length >= this.membersOf(b).length ? [a, b] : [b, a];
		const home = this.homeOf(large);
		const all = this.members.get(home) ?? [home];
		for (const member of this.membersOf(small)) {
			this.members.delete(member);
			this.homes.set(member, home);
			all.push(member);
		}
		this.members.set(home, all);
	}

	areJoined(a: number, b: number): boolean {
		return this.homeOf(a) === this.homeOf(b);
	}

	membersOf(index: number): readonly number[] {
		return this.members.get(this.homeOf(index)) ?? [index];
	}

	/** The sets of two and more. */
	all(): readonly (readonly number[])[] {
		return [...this.members.values()];
	}

	private homeOf(index: number): number {
		return this.homes.get(index) ?? index;
	}
}
