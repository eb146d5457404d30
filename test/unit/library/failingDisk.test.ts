import assert from 'node:assert/strict';
import type { Library, Outcome } from '../../../src/core/library/library';
import { openLibrary } from '../../../src/core/library/library';
import { volumeCapacity } from '../../../src/core/library/volumeFolder';
import type { IncomingPaper, Paper } from '../../../src/core/paper/paper';
import { nodeFileStore } from '../../../src/host/files/nodeFileStore';
import { Random } from '../../bench/random';
import { failure, SimulatedDisk } from '../../fakes/simulatedDisk';
import { tally } from '../../proofs/tally';

const folder = '/home/library';
const first = `${folder}/volume-0001.json`;
const clock = { now: () => new Date('2026-11-29T00:00:00Z') };
const times = { renewal: 1e6, remote: 1e6, hung: 1e6, nameless: 0 };

function open(disk: SimulatedDisk): Promise<Library> {
	return openLibrary(nodeFileStore(disk, times), folder, { clock });
}

function papers(count: number, word: string): readonly IncomingPaper[] {
	return Array.from({ length: count }, (_, at) => ({ type: 'article', title: `${word} ${at}`, 'citation-key': `${word}${at}` }));
}

async function contents(library: Library): Promise<ReadonlyMap<string, Paper>> {
	const found = new Map<string, Paper>();
	for await (const paper of library.all()) {
		found.set(paper.id, paper);
	}
	return found;
}

function after(before: ReadonlyMap<string, Paper>, outcome: Outcome): ReadonlyMap<string, Paper> {
	const papers = new Map(before);
	for (const change of outcome.changes) {
		if (change.after === undefined) {
			papers.delete(change.before?.id ?? '');
		} else {
			papers.set(change.after.id, change.after);
		}
	}
	return papers;
}

/** Two volumes: of 1,000 papers and of 20. */
async function twoVolumes(): Promise<SimulatedDisk> {
	const disk = new SimulatedDisk();
	disk.put('/home/other', 'x');
	const library = await open(disk);
	await library.add(papers(volumeCapacity + 20, 'old'));
	return disk;
}

const keys = ['old3', 'old4', 'old1010', 'old1011'];
const operations: readonly {
	readonly name: string;
	readonly run: (library: Library) => Promise<Outcome>;
	readonly prepare?: (disk: SimulatedDisk) => Promise<void>;
}[] = [
	{ name: 'add', run: library => library.add(papers(3, 'new')) },
	{
		name: 'add to a new folder',
		run: library => library.add(papers(3, 'new')),
		prepare: disk => disk.unlink(first).then(() => disk.unlink(first.replace('1.', '2.'))),
	},
	{ name: 'add over two volumes', run: library => library.add(papers(985, 'new')) },
	{ name: 'edit', run: library => library.update(keys, paper => ({ ...paper, rating: 5 })) },
	{ name: 'remove', run: library => library.remove(keys) },
	{ name: 'merge', run: library => library.merge([keys]) },
	{
		name: 'undo',
		run: async library =>
			library.undo((await library.papers(keys)).map(before => ({ before: { ...before, tags: ['undone'] }, after: before }))),
	},
	{
		name: 'overflow',
		run: library => library.update(['old3'], paper => ({ ...paper, rating: 5 })),
		prepare: async disk => {
			const text = (await disk.readFile(first)).toString();
			const row = text.split('\n')[1] ?? '';
			disk.put(
				first,
				text.replace(row, `${row.replace(/"id":"[^"]*","citation-key":"[^"]*"/, '"id":"overflowing","citation-key":"aaa"')}\n${row}`),
			);
		},
	},
	{
		name: 'repair',
		run: async library => {
			await library.repair();
			return { changes: [], refused: [] };
		},
		prepare: async disk => {
			const [one, two] = await Promise.all([first, first.replace('1.', '2.')].map(async path => (await disk.readFile(path)).toString()));
			disk.put(first.replace('1.', '2.'), (two ?? '').replace('[\n', `[\n${(one ?? '').split('\n')[1] ?? ''}\n`));
		},
	},
];

const stages = ['before', 'after'] as const;
const codes = ['ENOSPC', 'EIO', 'EACCES', 'EROFS', 'EBUSY'];
/** How many failures are tried of each operation; all of them where there are no more. */
const most = Number(process.env['FAILING_CALLS'] ?? 4);

describe('a library on a disk that fails', () => {
	for (const { name, run, prepare } of operations) {
		it(`should hold what it held, or what it says that it made, whichever call fails once: ${name}`, async function () {
			this.timeout(600_000);
			const start = await twoVolumes();
			await prepare?.(start);
			const before = await contents(await open(start.clone()));
			const random = new Random(name.length);
			let calls = 0;
			const counted = start.clone();
			const library = await open(counted);
			counted.interrupt = (_call, _path, stage) => (calls += stage === 'before' ? 1 : 0);
			await run(library);
			assert.ok(calls > 10);
			const all = Array.from({ length: calls }, (_, at) =>
				stages.flatMap(stage => codes.map(code => ({ at: at + 1, stage, code }))),
			).flat();
			const tried = all.length <= most ? all : Array.from({ length: most }, () => random.pick(all));
			tally(tried.length);
			for (const { at, stage, code } of tried) {
				await failOnce(start.clone(), at, stage, code);
			}

			async function failOnce(disk: SimulatedDisk, at: number, stage: 'before' | 'after', code: string): Promise<void> {
				const failing = await open(disk);
				let count = 0;
				let failed = '';
				disk.interrupt = (call, path, now) => {
					count += now === 'before' ? 1 : 0;
					if (count === at && now === stage && failed === '') {
						failed = `${code} ${stage} ${call} ${path}`;
						throw failure(code, path);
					}
				};
				let expected = before;
				try {
					expected = after(before, await run(failing));
				} catch (error) {
					// Reading may fail; a bug may not.
					assert.ok(error instanceof Error && 'code' in error && error.code === code, `${failed}: ${String(error)}`);
				}
				const reopened = await open(disk);
				assert.deepEqual(await contents(reopened), expected, failed);
				assert.deepEqual(reopened.problems(), [], failed);
				assert.deepEqual(await contents(failing), expected, `${failed}, in the same window`);
				// Nothing is in the way of the next change, in this window or in another.
				assert.equal((await failing.add(papers(1, 'next'))).added.length, 1, failed);
				assert.equal((await (await open(disk)).add(papers(1, 'last'))).added.length, 1, failed);
			}
		});
	}
});
