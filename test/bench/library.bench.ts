import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Library } from '../../src/core/library/library';
import { openLibrary } from '../../src/core/library/library';
import { volumeCapacity } from '../../src/core/library/volumeFolder';
import { lineOf, printVolume } from '../../src/core/library/volumeText';
import { diskCache } from '../../src/host/files/diskCache';
import { nodeFileStore } from '../../src/host/files/nodeFileStore';
import type { Bench, Limits } from './bench';
import { megabytesInUse, repeat, row, timed } from './bench';
import { generatePapers } from './generatePapers';
import { Random } from './random';

const changes = 30;

/** A library on the disk: opened with and without its cache, changed, and held in memory. */
export const bench: Bench = {
	sizes: [1000, 10_000, 100_000],
	async rows(size) {
		const folder = await mkdtemp(join(tmpdir(), 'marginalia-bench-'));
		try {
			const keys = await writeVolumes(join(folder, 'library'), size);
			return await measure(folder, size, keys);
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	},
};

async function measure(folder: string, size: number, keys: readonly string[]): ReturnType<Bench['rows']> {
	const path = join(folder, 'library');
	const files = nodeFileStore();
	const cache = diskCache(join(folder, 'cache'));
	const records = await parseTimes(files, path);
	const parse = { name: 'JSON.parse of the records', values: records };
	const cold = await repeat(() => timed(() => openLibrary(files, path)));
	const saves = await repeat(() => timed(async () => (await openLibrary(files, path, { cache })).saveCache()), 1);
	const before = megabytesInUse();
	const held: Library[] = [];
	const warm = await repeat(() =>
		timed(async () => {
			held[0] = await openLibrary(files, path, { cache });
			held[0].heads();
			await held[0].search('learning model', { limit: 20 });
		}),
	);
	const memory = megabytesInUse() - before;
	const library = held[0] ?? (await openLibrary(files, path, { cache }));
	const random = new Random(7);
	const durable = await repeat(
		() => timed(() => library.update([random.pick(keys)], paper => ({ ...paper, rating: (paper.rating ?? 0) + 1 }))),
		changes,
	);
	const sync = await repeat(() => timed(() => files.write(join(folder, 'one-volume'), 'x'.repeat(2_200_000))), changes);
	const budgets: Readonly<Record<string, Limits>> = {
		warm: size === 100_000 ? { most: 300, mostRatio: 1 / 5 } : {},
		cold: size === 10_000 ? { mostRatio: 1.5 } : {},
	};
	return [
		row('library-open-warm', size, 'ms', warm, parse, budgets['warm']),
		row('library-open-cold', size, 'ms', cold, parse, budgets['cold']),
		row('library-open-memory', size, 'MB', [memory], undefined, { most: 300 }),
		row('library-change', size, 'ms', durable, { name: 'writing and flushing one volume', values: sync }, { most: 15 }),
		row('library-cache', size, 'ms', saves),
	];
}

/** Sorted by key and parted into volumes, as the library itself would lay them out. */
async function writeVolumes(folder: string, size: number): Promise<readonly string[]> {
	await mkdir(folder, { recursive: true });
	const papers = [...generatePapers(size)].sort((a, b) => (a['citation-key'] < b['citation-key'] ? -1 : 1));
	for (let at = 0; at < size; at += volumeCapacity) {
		const name = `volume-${String(at / volumeCapacity + 1).padStart(4, '0')}.json`;
		await nodeFileStore().writeLines(
			join(folder, name),
			printVolume(papers.slice(at, at + volumeCapacity).map(paper => lineOf(paper).text)),
		);
	}
	return papers.map(paper => paper['citation-key']);
}

/** The least that has to be done to have the records: the texts are in memory, and nothing is kept. */
async function parseTimes(files: ReturnType<typeof nodeFileStore>, folder: string): Promise<readonly number[]> {
	const texts = await Promise.all((await files.names(folder)).map(name => files.read(`${folder}/${name}`)));
	return repeat(() => timed(() => texts.map(text => JSON.parse(text ?? 'null') as unknown)));
}
