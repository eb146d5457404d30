// npm run conformance:completing: how often a title alone leads to the right paper, and to a wrong one, on the dump of Daily Papers in ../shared with near misses planted.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ingest } from '../../src/core/ingest/ingest';
import { isSamePaper } from '../../src/core/library/identity';
import type { IncomingPaper } from '../../src/core/paper';
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
		return [...scores].sort((a, b) => b[1] - a[1]).slice(0, 21).map(([paper]) => paper);
	}
}

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
for (const { name, absent } of runs) {
	let right = 0;
	let wrong = 0;
	const examples: string[] = [];
	for (const paper of papers) {
		const known: IncomingPaper = { type: 'article', title: asListed(paper.title) };
		const found = service.search(known.title).filter(candidate => !absent || candidate !== paper).slice(0, 20);
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
	acceptedInAll += right + wrong;
	console.log(`${name}: ${papers.length} titles, ${right} right, ${wrong} wrong, ${papers.length - right - wrong} left for a choice`);
	console.log(examples.slice(0, 5).map(example => `    ${example}`).join('\n'));
}
const precision = 1 - wrongInAll / acceptedInAll;
console.log(`precision ${(100 * precision).toFixed(3)} % of ${acceptedInAll} accepted; ${planted.length} near misses planted among ${papers.length} papers`);
process.exit(precision >= 0.995 ? 0 : 1);

function readDump(): readonly IncomingPaper[] {
	const seen = new Map<string, IncomingPaper>();
	for (const file of readdirSync(folder).sort()) {
		for (const paper of ingest(gunzipSync(readFileSync(join(folder, file))).toString('utf8'), { fileName: file.replace(/\.gz$/, '') }).papers) {
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
	return [title, second].flatMap((text, which) => (text === undefined ? [] : [{ ...paper, title: text, identifiers: { arxiv: `9${which}${String(index).padStart(2, '0')}.${String(index).padStart(5, '0')}` } }]));
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
