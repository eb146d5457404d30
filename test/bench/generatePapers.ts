import { familyName } from '../../src/core/paper/names';
import type { Name, Paper, Status } from '../../src/core/paper/paper';
import { fold } from '../../src/core/text/fold';
import { Random, RankedDraw } from './random';
import { inventName, Vocabulary } from './vocabulary';

/**
 * Papers made up from a seed: always the same for the same numbers. No text is copied; lengths and frequencies follow the 5,180 papers of
 * ../shared/fixtures/hf-daily/dump, as `npx tsx test/bench/fitPapers.ts` prints them for the dump and for the made-up papers side by side.
 * Beyond the dump's size the dictionary goes on growing as Heaps' law found there says (exponent 0.48, so a tail of 1/0.48 in Zipf's law).
 */
export function generatePapers(count: number, seed = 1): readonly Paper[] {
	const generator = new Generator(seed);
	return Array.from({ length: count }, (_, index) => generator.paper(index));
}

/**
 * Shares of the words of abstracts by rank, the first fifty a fifth more than in the dump since topics have none of them. The last knot is
 * extrapolated.
 */
const abstractShares = [
	[1, 0.0386],
	[2, 0.0356],
	[5, 0.0212],
	[10, 0.0117],
	[20, 0.00536],
	[50, 0.00247],
	[100, 0.00135],
	[200, 0.00076],
	[500, 0.000318],
	[1000, 0.000154],
	[2000, 0.000062],
	[5000, 0.0000126],
	[10_000, 0.00000388],
	[1_000_000, 2.8e-10],
] as const;

/** The same for titles. */
const titleShares = [
	[1, 0.0375],
	[2, 0.0189],
	[5, 0.0165],
	[10, 0.0108],
	[20, 0.00639],
	[50, 0.00259],
	[100, 0.00137],
	[200, 0.00075],
	[500, 0.000282],
	[1000, 0.000113],
	[2000, 0.0000564],
	[5000, 0.0000188],
	[500_000, 1.4e-9],
] as const;

/** Family names. */
const familyShares = [
	[1, 0.0586],
	[2, 0.0535],
	[5, 0.0352],
	[10, 0.0161],
	[50, 0.00355],
	[100, 0.00131],
	[500, 0.0000924],
	[1000, 0.0000554],
	[5000, 0.0000185],
	[100_000, 4e-8],
] as const;

const topics = 400;
const topicWords = 300;
/** Shares of the words of an abstract that come from its topic, and that repeat an earlier one of it. */
const fromTopic = 0.14;
const repeated = 0.19;

class Generator {
	private readonly random: Random;
	private readonly vocabulary: Vocabulary;
	private readonly abstractWords = new RankedDraw(abstractShares);
	private readonly titleWords = new RankedDraw(titleShares);
	private readonly families = new RankedDraw(familyShares);
	private readonly topicLists: readonly (readonly number[])[];
	/** How many papers have a key but for the letter behind it. */
	private readonly keys = new Map<string, number>();

	constructor(seed: number) {
		this.random = new Random(seed);
		this.vocabulary = new Vocabulary(seed);
		this.topicLists = Array.from({ length: topics }, () =>
			Array.from({ length: topicWords }, () => this.abstractWords.draw(this.random)).filter(rank => rank >= 60),
		);
	}

	paper(index: number): Paper {
		const { random } = this;
		const topic = random.pick(this.topicLists);
		const titleRanks = this.title(topic);
		const year = 2026 - Math.floor(random.next() ** 2 * 30);
		const arxiv = `${String(year).slice(2)}${String(1 + random.below(12)).padStart(2, '0')}.${String(index % 100_000).padStart(5, '0')}`;
		const published = random.next() < 0.5;
		const authors = this.authors();
		const instant = new Date(1_700_000_000_000 + index * 60_000).toISOString();
		return {
			id: `p${index.toString(36)}${random.below(1e9).toString(36)}`,
			'citation-key': this.key(authors, year, this.vocabulary.word(titleRanks.find(rank => rank > 60) ?? 0)),
			type: published ? 'article-journal' : 'article',
			title: this.titleText(titleRanks),
			author: authors,
			issued: { 'date-parts': [[year]] },
			abstract: this.abstract(topic, titleRanks),
			identifiers: { arxiv },
			...(published
				? { DOI: `10.${1000 + random.below(60)}/${inventName(random.below(500)).toLowerCase()}.${index}`, 'container-title': this.venue() }
				: {}),
			tags: Array.from({ length: random.below(4) }, () => this.vocabulary.word(400 + Math.floor(random.next() ** 2 * 300))),
			status: this.status(),
			added: instant,
			updated: instant,
		};
	}

	/** As citekey.ts makes them, without asking for each letter behind it in turn. */
	private key([first = {}]: readonly Name[], year: number, word: string): string {
		const bare = fold(familyName(first)) + String(year) + word;
		const before = this.keys.get(bare) ?? 0;
		this.keys.set(bare, before + 1);
		return before === 0 ? bare : bare + before.toString(26).replace(/./g, digit => String.fromCharCode(97 + parseInt(digit, 26)));
	}

	private title(topic: readonly number[]): readonly number[] {
		const { random } = this;
		const length = Math.max(2, Math.round(10.3 + 3 * random.normal()));
		return Array.from({ length }, () => (random.next() < 0.3 ? random.pick(topic) : this.titleWords.draw(random)));
	}

	private titleText(ranks: readonly number[]): string {
		const words = ranks.map(rank => this.vocabulary.word(rank));
		const shown = words.map((word, index) => (index === 0 || word.length > 3 ? word.charAt(0).toUpperCase() + word.slice(1) : word));
		const name = this.random.next() < 0.4 && shown.length > 4 ? 1 : 0;
		return [...shown.slice(0, name).map(word => `${word}:`), ...shown.slice(name)].join(' ');
	}

	/** 199 words, spread 41, in sentences; 82 % of the title's words come again. */
	private abstract(topic: readonly number[], titleRanks: readonly number[]): string {
		const { random } = this;
		const length = Math.min(420, Math.max(30, Math.round(199 + 41 * random.normal())));
		const ranks: number[] = [];
		const fromTitle = titleRanks.filter(rank => rank >= 60 && random.next() < 0.8);
		for (let index = 0; index < length; index += 1) {
			ranks.push(this.abstractWord(topic, ranks));
		}
		for (const rank of fromTitle) {
			ranks[random.below(length)] = rank;
		}
		return this.sentences(ranks);
	}

	private abstractWord(topic: readonly number[], earlier: readonly number[]): number {
		const { random } = this;
		const chance = random.next();
		if (chance < fromTopic) {
			return random.pick(topic);
		}
		return chance < fromTopic + repeated && earlier.length > 0 ? random.pick(earlier) : this.abstractWords.draw(random);
	}

	private sentences(ranks: readonly number[]): string {
		const { random } = this;
		let text = '';
		let left = 0;
		for (const rank of ranks) {
			const word = this.vocabulary.word(rank);
			const starts = left === 0;
			left = starts ? 12 + random.below(20) : left - 1;
			text +=
				(text === '' ? '' : starts ? '. ' : ' ') +
				(starts ? word.charAt(0).toUpperCase() + word.slice(1) : word) +
				(!starts && random.next() < 0.06 ? ',' : '');
		}
		// 6 % of the dump's abstracts have TeX, 1 % letters beyond ASCII.
		return `${text}.${random.next() < 0.06 ? ' We reach $O(n^{2})$ at \\textbf{no} cost.' : ''}${random.next() < 0.013 ? ' The naïve – way.' : ''}`;
	}

	/** Half of the papers have up to 7 authors, one in a hundred more than 60. */
	private authors(): readonly Name[] {
		const { random } = this;
		const count = random.next() < 0.03 ? 25 + random.below(90) : Math.max(1, Math.round(Math.exp(1.93 + 0.6 * random.normal())));
		return Array.from({ length: Math.min(count, 150) }, () => ({
			family: this.family(),
			given: inventName(1_000_000 + Math.floor(random.next() ** 2.5 * 2000)),
		}));
	}

	private family(): string {
		const name = inventName(this.families.draw(this.random));
		return this.random.next() < 0.01 ? `${name}-${inventName(this.families.draw(this.random))}` : name;
	}

	private venue(): string {
		const number = Math.floor(this.random.next() ** 2 * 300);
		return `Journal of ${this.vocabulary.word(500 + 3 * number)} ${this.vocabulary.word(700 + number)}`;
	}

	private status(): Status {
		const chance = this.random.next();
		return chance < 0.8 ? 'unread' : chance < 0.9 ? 'reading' : 'read';
	}
}
