// npm run conformance:completing: how often a title alone leads to the right paper, and to a wrong one, on the dump of Daily Papers in
// ../shared with near misses planted.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ingest } from '../../src/core/ingest/ingest';
import { isSamePaper } from '../../src/core/merge/identity';
import type { IncomingPaper } from '../../src/core/paper/paper';
import { certainMatch } from '../../src/core/sources/titleMatch';
import { wordsOf } from '../../src/core/text/fold';
import { sharedFixtures } from '../fixtures/shared';

const folder = join(sharedFixtures, 'hf-daily/dump');
if (!existsSync(folder)) {
	console.log('Skipped: there is no ../shared/fixtures.');
	process.exit(0);
}

/** Searches titles as services do: what shares the rarest words comes first. */
class PretendedService {
	private readonly papersOf = new Map<string, IncomingPaper[]>();

	constructor(all: readonly IncomingPaper[]) {
		for (const paper of all) {
			for (const word of new Set(wordsOf(paper.title))) {
				const list = this.papersOf.get(word) ?? [];
				list.push(paper);
				this.papersOf.set(word, list);
			}
		}
	}

	search(title: string): readonly IncomingPaper[] {
		const scores = new Map<IncomingPaper, number>();
		for (const word of new Set(wordsOf(title))) {
			const list = this.papersOf.get(word) ?? [];
			const weight = 1 / (1 + list.length);
			for (const paper of list.length > 4000 ? [] : list) {
				scores.set(paper, (scores.get(paper) ?? 0) + weight);
			}
		}
		return [...scores]
			.sort((a, b) => b[1] - a[1])
			.slice(0, 21)
			.map(([paper]) => paper);
	}
}

type Plant = (
	base: IncomingPaper,
	journal: Partial<IncomingPaper>,
	year: (at: number) => Partial<IncomingPaper>,
	title: string,
) => readonly [string, IncomingPaper, IncomingPaper];

const kinds: readonly Plant[] = [
	(base, journal, year) => [
		'conference paper and article',
		{ ...base, type: 'paper-conference', 'container-title': 'Proc. Rivers 2019', page: '55-60' },
		{ ...base, ...journal, ...year(2020) },
	],
	(base, journal, year) => [
		'thesis and article',
		{ ...base, type: 'thesis', publisher: 'Hillside University' },
		{ ...base, ...journal, ...year(2019) },
	],
	(base, journal, year) => [
		'preprint and article',
		{ ...base, type: 'article', publisher: 'arXiv' },
		{ ...base, ...journal, ...year(2020) },
	],
	(base, journal) => ['two journals', { ...base, ...journal }, { ...base, ...journal, 'container-title': 'Rivers Letters' }],
	(base, journal) => ['two volumes', { ...base, ...journal }, { ...base, ...journal, volume: '7' }],
	(base, journal) => ['other pages', { ...base, ...journal }, { ...base, ...journal, page: '100-104' }],
	(base, journal, _year, title) => [
		'energies',
		{ ...base, title: `${title} at 1.3 TeV` },
		{ ...base, ...journal, title: `${title} at 13 TeV` },
	],
	(base, journal, _year, title) => [
		'charges',
		{ ...base, title: `${title} of K+ mesons` },
		{ ...base, ...journal, title: `${title} of K− mesons` },
	],
	(base, journal, _year, title) => [
		'names with signs',
		{ ...base, title: `${title} in C++` },
		{ ...base, ...journal, title: `${title} in C` },
	],
	(base, journal, _year, title) => [
		'exponents',
		{ ...base, title: `${title} at $10^{-3}$ of the rate` },
		{ ...base, ...journal, title: `${title} at 10<sup>3</sup> of the rate` },
	],
	(base, journal, _year, title) => ['erratum', base, { ...base, ...journal, title: `Erratum: ${title}` }],
	(base, journal) => ['book review', { ...base, type: 'book' }, { ...base, ...journal, type: 'review-book' }],
	(base, journal) => ['data set', base, { ...base, ...journal, type: 'dataset' }],
	(base, journal, _year, title) => ['supplement', base, { ...base, ...journal, title: `Supplementary material for ${title}` }],
	(base, journal) => ['peer review', base, { ...base, ...journal, type: 'review' }],
	(base, journal) => [
		'two editions',
		{ ...base, type: 'book', edition: '2' },
		{ ...base, type: 'book', edition: '3', publisher: journal['container-title'] ?? '' },
	],
	(base, journal, year) => ['two years', { ...base, ...year(2017) }, { ...base, ...journal, ...year(2019) }],
	(base, journal) => [
		'namesakes',
		{
			...base,
			author: [
				{ family: 'Li', given: 'Ada' },
				{ family: 'Wang', given: 'Ben' },
			],
		},
		{
			...base,
			...journal,
			author: [
				{ family: 'Li', given: 'Xu' },
				{ family: 'Chen', given: 'Yu' },
			],
		},
	],
	(base, journal, year) => [
		'message of each year',
		{ ...base, title: 'Message from the General Chairs of the Meeting', ...year(2001) },
		{ ...base, ...journal, title: 'Message from the General Chairs of the Meeting', ...year(2001) },
	],
	(base, journal, _year, title) => [
		'names with a full stop',
		{ ...base, title: `${title} in .NET` },
		{ ...base, ...journal, title: `${title} in NET` },
	],
	(base, journal) => ['erratum of the very title', base, { ...base, ...journal, genre: 'Erratum' }],
	(base, journal) => ['supplement of the very title', base, { ...base, ...journal, type: 'document', genre: 'Supplement' }],
	base => [
		'two institutes',
		{ ...base, type: 'report', publisher: 'Hillside Institute' },
		{ ...base, type: 'report', publisher: 'Valley Board' },
	],
	(base, journal) => [
		'two collaborations',
		{ ...base, author: [{ literal: 'LAKE Collaboration' }] },
		{ ...base, ...journal, author: [{ literal: 'SEA Collaboration' }] },
	],
	(base, journal, _year, title) => ['parts', { ...base, title: `${title}, Part I` }, { ...base, ...journal, title: `${title}, Part II` }],
];

const papers = readDump();
const random = generator(7);
const planted = papers.flatMap(nearMisses);
const service = new PretendedService([...papers, ...planted]);

/** Where the right paper is known to the service, and where only near misses are. */
const runs = [
	{ name: 'the right paper is there', absent: false },
	{ name: 'only near misses are there', absent: true },
];
let wrongInAll = 0;
let acceptedInAll = 0;
let rightWherePresent = 0;
for (const { name, absent } of runs) {
	let right = 0;
	let wrong = 0;
	const examples: string[] = [];
	for (const paper of papers) {
		const known: IncomingPaper = { type: 'article', title: asListed(paper.title) };
		const found = service
			.search(known.title)
			.filter(candidate => !absent || candidate !== paper)
			.slice(0, 20);
		const match = certainMatch(known, found, isSamePaper);
		if (match === undefined) {
			continue;
		}
		if (match.identifiers?.arxiv === paper.identifiers?.arxiv) {
			right += 1;
		} else {
			wrong += 1;
			examples.push(`${paper.identifiers?.arxiv ?? ''} ${paper.title} -> ${match.identifiers?.arxiv ?? ''} ${match.title}`);
		}
	}
	wrongInAll += wrong;
	rightWherePresent += absent ? 0 : right;
	acceptedInAll += right + wrong;
	console.log(`${name}: ${papers.length} titles, ${right} right, ${wrong} wrong, ${papers.length - right - wrong} left for a choice`);
	console.log(
		examples
			.slice(0, 5)
			.map(example => `    ${example}`)
			.join('\n'),
	);
}
const chimeras = plantedChimeras(papers.slice(0, 500));
const accepted = chimeras.filter(({ known, found }) => certainMatch(known, [found], isSamePaper) !== undefined);
console.log(`${chimeras.length} publications planted that something contradicts, ${accepted.length} accepted`);
console.log(
	accepted
		.slice(0, 5)
		.map(({ what, known }) => `    ${what}: ${known.title}`)
		.join('\n'),
);
const precision = 1 - wrongInAll / acceptedInAll;
console.log(
	`precision ${(100 * precision).toFixed(3)} % of ${acceptedInAll} accepted, recall ${((100 * rightWherePresent) / papers.length).toFixed(2)} %; ${planted.length} near misses planted among ${papers.length} papers`,
);
process.exit(precision >= 0.995 && accepted.length === 0 && rightWherePresent >= 0.985 * papers.length ? 0 : 1);

interface Chimera {
	readonly what: string;
	readonly known: IncomingPaper;
	readonly found: IncomingPaper;
}

/** Pairs of one title that are two publications: what is known of one, and another that a service finds. */
function plantedChimeras(some: readonly IncomingPaper[]): readonly Chimera[] {
	const year = (at: number): Partial<IncomingPaper> => ({ issued: { 'date-parts': [[at]] } });
	return some.map((paper, index) => {
		const title = `${paper.title.split(' ').length < 4 ? 'On the Properties of ' : ''}${paper.title}`;
		const base: IncomingPaper = {
			type: 'article-journal',
			title,
			...(paper.author === undefined ? {} : { author: paper.author }),
			...year(2019),
		};
		const journal = { 'container-title': 'Journal of Rivers', volume: '3', issue: '2', page: '1-9' };
		const [what, known, found] = kinds[index % kinds.length]?.(base, journal, year, title) ?? ['', base, base];
		return { what, known, found };
	});
}

function readDump(): readonly IncomingPaper[] {
	const seen = new Map<string, IncomingPaper>();
	for (const file of readdirSync(folder).sort()) {
		for (const paper of ingest(gunzipSync(readFileSync(join(folder, file))).toString('utf8'), { fileName: file.replace(/\.gz$/, '') })
			.papers) {
			seen.set(paper.identifiers?.arxiv ?? '', paper);
		}
	}
	return [...seen.values()];
}

/** As the saved listing has titles: white space folded, now and then in another case or with another dash. */
function asListed(title: string): string {
	const dice = random();
	return dice < 0.1 ? title.toUpperCase() : dice < 0.2 ? title.replace(/: /, ' - ') : dice < 0.3 ? title.replace(/-/g, '‑') : title;
}

/** Papers that do not exist, with titles that differ from one that does by as little as such titles do. */
function nearMisses(paper: IncomingPaper, index: number): readonly IncomingPaper[] {
	const words = paper.title.split(' ');
	const other = papers[(index * 7919 + 1) % papers.length]?.title.split(' ') ?? [];
	const at = Math.floor(random() * words.length);
	const variants = [
		`${paper.title} 2`,
		`${paper.title}: A Survey`,
		[...words.slice(0, at), other[at % Math.max(1, other.length)] ?? 'Another', ...words.slice(at + 1)].join(' '),
		words.slice(0, -1).join(' '),
	].filter(title => wordsOf(title).join('') !== wordsOf(paper.title).join(''));
	const title = variants[index % variants.length];
	const second = variants[(index + 1) % variants.length];
	return [title, second].flatMap((text, which) =>
		text === undefined
			? []
			: [{ ...paper, title: text, identifiers: { arxiv: `9${which}${String(index).padStart(2, '0')}.${String(index).padStart(5, '0')}` } }],
	);
}

/** Numbers between 0 and 1, the same in each run. Mulberry32. */
function generator(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}
