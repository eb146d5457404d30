import { addTo } from '../data/lists';
import type { Pace } from '../work/pace';
import type { Paper } from '../paper/paper';
import { contradictions } from '../merge/contradictions';
import { fewWords, isSamePaper, isStubOf, printedApart, workIdentifiers } from '../merge/identity';
import { Profile, likeness } from '../merge/likeness';
import { keeperFirst } from '../merge/duplicates';
import { compareText } from '../text/compare';

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
	private readonly likely: { readonly a: number; readonly b: number; readonly score: number }[] = [];

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
		// Two pairs of one and the same keeper become one: the more alike counts.
		for (const { a, b, score } of this.likely.sort((one, other) => one.score - other.score)) {
			const papers = [Math.min(a, b), Math.max(a, b)].map(index => this.paper(index)).map(paper => keeper.get(paper.id) ?? paper);
			const [mine, theirs] = keeperFirst(papers).map(paper => paper.id);
			if (mine !== undefined && theirs !== undefined && mine !== theirs) {
				likely.set([mine, theirs].sort().join(' '), { ids: [mine, theirs], score });
			}
		}
		return {
			certain: certain.map(group => group.map(paper => paper.id)),
			likely: [...likely.values()].sort((a, b) => b.score - a.score || compareText(a.ids.join(' '), b.ids.join(' '))),
		};
	}

	private async read(papers: Iterable<Paper> | AsyncIterable<Paper>): Promise<boolean> {
		for await (const paper of papers) {
			const light = withoutBulk(paper);
			const profile = new Profile(light);
			this.profiles.push(profile);
			this.papers.push(light);
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
		/** Of the papers with an identifier, one of each that are one. */
		const known = new Map<string, number[]>();
		for (const [index, { identifiers }] of this.profiles.entries()) {
			for (const kind of workIdentifiers) {
				const value = identifiers[kind];
				if (value !== undefined) {
					const name = `${kind}:${value}`;
					const others = known.get(name)?.slice(0, neighbours) ?? [];
					if (!others.some(other => this.mayJoin(other, index) && this.joinWhereOne(other, index))) {
						addTo(known, name, index);
					}
				}
			}
			if (isTurn(index) && !(await this.goOn())) {
				return false;
			}
		}
		return true;
	}

	/** Says whether two papers that share an identifier were joined: not where anything contradicts it. */
	private joinWhereOne(a: number, b: number): boolean {
		const areOne = this.areAll(a, b, (mine, theirs) => contradictions(mine, theirs).length === 0);
		if (areOne) {
			this.clusters.join(a, b);
		}
		return areOne;
	}

	/** A bare title and the one paper of that title. */
	private async joinByTitle(): Promise<boolean> {
		const same: (readonly [number, number])[] = [];
		const finished = await this.eachNeighbours(
			({ words }) => [words.join(' ')],
			(a, b) => {
				const [mine, theirs] = [this.paper(a), this.paper(b)];
				if (!areKeptApart(mine, theirs) && isOne(mine, theirs)) {
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
		const isTorn = (one: number, other: number) => (partners.get(one) ?? []).some(third => third !== other && !this.agree(third, other));
		for (const [a, b] of same.filter(([one, other]) => this.isSought(this.paper(one), this.paper(other)))) {
			// A record without identifiers may be one with either of two papers that are not one: which of them, only the user can tell.
			if (isTorn(a, b) || isTorn(b, a) || !this.agree(a, b)) {
				this.note(a, b, 1);
			} else {
				this.clusters.join(a, b);
			}
		}
		return finished;
	}

	private agree(a: number, b: number): boolean {
		return this.areAll(a, b, isOne);
	}

	/** Whether `test` holds between all papers known to be one with `a` and all with `b`; of very many, the first tell. */
	private areAll(a: number, b: number, test: (mine: Paper, theirs: Paper) => boolean): boolean {
		const papersOf = (index: number) =>
			this.clusters
				.membersOf(index)
				.slice(0, neighbours)
				.map(member => this.paper(member));
		const others = papersOf(b);
		return papersOf(a).every(mine => others.every(theirs => !areKeptApart(mine, theirs) && test(mine, theirs)));
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
		if (!this.mayJoin(a, b)) {
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
		this.likely.push({ a, b, score });
	}

	/** Calls `visit` with papers that share a signature. `false` where it was cancelled. */
	private async eachNeighbours(signature: Signature, visit: (a: number, b: number) => void): Promise<boolean> {
		const groups = new Map<string, number[]>();
		for (const [index, profile] of this.profiles.entries()) {
			for (const text of signature(profile, this.frequencies)) {
				addTo(groups, text, index);
			}
			if (isTurn(index) && !(await this.goOn())) {
				return false;
			}
		}
		for (const [visited, group] of [...groups.values()].entries()) {
			const ordered = group.sort((a, b) => this.order(a, b));
			for (const [place, a] of ordered.entries()) {
				for (const b of ordered.slice(place + 1, place + 1 + neighbours)) {
					visit(a, b);
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
		const telling = rarest(words, frequencies);
		const alone = telling.filter(word => (frequencies.get(word) ?? 0) <= rare);
		return [...alone, ...telling.flatMap((one, at) => telling.slice(at + 1).map(other => `${one} ${other}`))];
	},
	({ words }) => ends(words.join(''), 14),
	// Of a single word, as of most Chinese titles, a slip leaves one end.
	({ words }) => (words.length < fewWords ? ends(words.join(''), 4) : []),
	({ mainWords, firstFamily }) => [`${mainWords.join('')} ${firstFamily}`],
	({ place }) => (place === undefined ? [] : [place]),
];

/** Up to three words of a title, the rarest first: of two titles, those in both stand in the same order. */
function rarest(words: readonly string[], frequencies: ReadonlyMap<string, number>): readonly string[] {
	const order = (a: string, b: string) => (frequencies.get(a) ?? 0) - (frequencies.get(b) ?? 0) || compareText(a, b);
	return [...new Set(words)].sort(order).slice(0, 3);
}

/** So many letters at both ends. Spaces and hyphens do not count. */
function ends(title: string, letters: number): readonly string[] {
	return [`${title.slice(0, letters)}-`, `-${title.slice(-letters)}`];
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

	/** The sets of two and more, each in order. */
	all(): readonly (readonly number[])[] {
		return [...this.members.values()].map(members => members.sort((a, b) => a - b));
	}

	private homeOf(index: number): number {
		return this.homes.get(index) ?? index;
	}
}
