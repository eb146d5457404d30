import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Backup, BackupLimits } from '../../../src/core/library/backups';
import { Backups, backupsToKeep, manyPapers } from '../../../src/core/library/backups';
import type { Library } from '../../../src/core/library/library';
import { openLibrary } from '../../../src/core/library/library';
import { compareWithBackup, listDifference, restoreBackup } from '../../../src/core/library/restoring';
import { MemoryFileStore } from '../../fakes/memoryFileStore';
import { SteppedClock } from '../../fakes/steppedClock';

const hour = 3_600_000;
const papers = (count: number, from = 0) =>
	Array.from({ length: count }, (_, at) => ({
		type: 'article',
		title: `Paper Number ${from + at} of the Set`,
		'citation-key': `key${from + at}`,
	}));
const keys = (library: Library) =>
	library
		.heads()
		.map(head => head.key)
		.sort();

describe('backups', () => {
	let files: MemoryFileStore;
	let store: MemoryFileStore;
	let clock: SteppedClock;
	let limits: BackupLimits;
	let backups: Backups;
	let library: Library;

	beforeEach(async () => {
		[files, store, clock, limits] = [new MemoryFileStore(), new MemoryFileStore(), new SteppedClock(), { count: 10, days: 30 }];
		backups = new Backups({ files, path: 'library' }, { files: store, path: 'kept' }, { limits: () => limits, clock });
		library = await openLibrary(files, 'library', { clock, beforeChange: (count, kind) => backups.beforeChange(count, kind) });
		await library.add(papers(5));
	});

	const newest = async (): Promise<Backup> => {
		const [first] = await backups.list();
		assert.ok(first !== undefined);
		return first;
	};

	it('should save the state before the first change of a day, and no more that day', async () => {
		const before = files.text('library/volume-0001.json');
		await library.update(['key1'], paper => ({ ...paper, rating: 1 }));
		await library.update(['key1'], paper => ({ ...paper, rating: 2 }));
		const {
			reason,
			papers: count,
			volumes: [volume],
		} = await newest();
		assert.deepEqual([reason, count, (await backups.list()).length], ['daily', 5, 1]);
		assert.equal(store.text(`kept/${volume?.copy ?? ''}`), before);
		clock.step(25 * hour);
		await library.remove(['key2']);
		assert.deepEqual(
			(await backups.list()).map(({ papers }) => papers),
			[5, 5],
		);
	});

	it('should save the state before many papers change, or several duplicates are merged at once', async () => {
		await backups.create('daily');
		await library.add(papers(manyPapers + 10, 5));
		const all = keys(library);
		clock.step(1000);
		await library.update(all.slice(0, manyPapers), paper => ({ ...paper, rating: 1 }));
		assert.equal((await backups.list()).length, 1);
		clock.step(1000);
		await library.update(all.slice(0, manyPapers + 1), paper => ({ ...paper, rating: 2 }));
		clock.step(1000);
		await library.merge([
			['key1', 'key2'],
			['key3', 'key4'],
		]);
		assert.deepEqual(
			(await backups.list()).map(({ reason, papers }) => [reason, papers]),
			[
				['merge', 65],
				['edit', 65],
				['daily', 5],
			],
		);
	});

	it('should copy only volumes that changed, and remove copies that no backup needs', async () => {
		await library.add(papers(1500, 5));
		await backups.create('daily');
		for (let day = 1; day < 15; day += 1) {
			clock.step(24 * hour + 1);
			await library.update(['key1'], paper => ({ ...paper, rating: day }));
		}
		assert.equal((await backups.list()).length, 10);
		const copies = store.paths.filter(path => path.includes('/volume-'));
		assert.deepEqual(
			[copies.filter(path => path.includes('volume-0001')).length, copies.filter(path => path.includes('volume-0002')).length],
			[10, 1],
		);
		limits = { count: 2, days: 30 };
		clock.step(1);
		await backups.create('edit');
		assert.equal(store.paths.filter(path => path.includes('/volume-')).length, 3);
	});

	it('should make none where nothing changed, where there is nothing, and where they are switched off', async () => {
		assert.notEqual(await backups.create('daily'), undefined);
		clock.step(1000);
		assert.equal(await backups.create('edit'), undefined);
		assert.equal(
			await new Backups({ files, path: 'elsewhere' }, { files: store, path: 'other' }, { limits: () => limits }).create('daily'),
			undefined,
		);
		limits = { count: 0, days: 30 };
		await library.remove(['key1']);
		assert.equal(await backups.create('edit'), undefined);
	});

	it('should tell what a backup has otherwise, and restore it as a change that can be undone', async () => {
		const backup = await backups.create('daily');
		assert.ok(backup !== undefined);
		const before = await library.papers(keys(library));
		await library.remove(['key1', 'key2']);
		await library.update(['key3'], paper => ({ ...paper, rating: 4 }));
		await library.add([{ type: 'article', title: 'Something Else Altogether', 'citation-key': 'key1' }]);
		const later = await library.papers(keys(library));
		const difference = await compareWithBackup(library, backups, backup);
		assert.deepEqual(
			difference?.missing.map(({ key }) => key),
			['key1', 'key2'],
		);
		assert.deepEqual(
			difference.changed.map(({ key, fields }) => [key, fields]),
			[['key3', ['rating']]],
		);
		assert.deepEqual(
			difference.added.map(({ title }) => title),
			['Something Else Altogether'],
		);
		const exact = await restoreBackup(library, library, backups, backup, 'exact');
		assert.deepEqual(await library.papers(keys(library)), before);
		// Two that are back, one that is as it was, and one that is gone again: of the others nothing is said.
		assert.equal(exact.changes.length, 4);
		await library.undo(exact.changes);
		assert.deepEqual(await library.papers(keys(library)), later);
		const missing = await restoreBackup(library, library, backups, backup, 'missing');
		assert.deepEqual(keys(library), ['key0', 'key1', 'key1-2', 'key2', 'key3', 'key4']);
		assert.equal((await library.paper('key3'))?.rating, 4);
		await library.undo(missing.changes);
		assert.deepEqual(await library.papers(keys(library)), later);
	});

	it('should bring back the papers of a volume that is broken', async () => {
		const backup = await backups.create('daily');
		assert.ok(backup !== undefined);
		const path = 'library/volume-0001.json';
		files.put(path, files.text(path).split('\n').slice(0, 3).join('\n'));
		const broken = await openLibrary(files, 'library', { clock });
		assert.equal(broken.problems().length, 1);
		await restoreBackup(broken, broken, backups, backup, 'missing');
		assert.deepEqual(keys(broken), ['key0', 'key1', 'key2', 'key3', 'key4']);
	});

	it('should remove nothing by a backup of which a part cannot be read, and go without descriptions that are damaged', async () => {
		const backup = await backups.create('daily');
		assert.ok(backup !== undefined);
		const copy = `kept/${backup.volumes[0]?.copy ?? ''}`;
		store.put(copy, store.text(copy).split('\n').slice(0, 3).join('\n'));
		assert.deepEqual((await compareWithBackup(library, backups, backup))?.unreadable, 3);
		await restoreBackup(library, library, backups, backup, 'exact');
		assert.equal(keys(library).length, 5);
		await store.remove(copy);
		assert.deepEqual((await compareWithBackup(library, backups, backup))?.unreadable, 5);
		store.put(copy, '');
		store.put(`kept/${backup.file}`, '{"version":1,"at":');
		assert.deepEqual(await backups.list(), []);
		await library.remove(['key1']);
		clock.step(1000);
		await backups.create('edit');
		assert.ok(store.paths.includes(copy), 'what a damaged description may need stays');
	});

	it('should stop where it is cancelled, and leave what was done to be undone', async () => {
		await library.add(papers(1500, 5));
		const backup = await backups.create('daily');
		assert.ok(backup !== undefined);
		await library.remove(keys(library));
		let volumes = 0;
		const before = (await backups.list()).length;
		clock.step(1000);
		const { changes } = await backups.beforeAll('restore', () =>
			restoreBackup(library, library, backups, backup, 'missing', { cancelled: () => (volumes += 1) > 1 }),
		);
		assert.equal((await backups.list()).length, before + 1);
		assert.equal(changes.length, 1000);
		assert.equal(library.heads().length, 1000);
		await library.undo(changes);
		assert.equal(library.heads().length, 0);
	});

	it('should be listed newest first, without descriptions that say too little of their copies', async () => {
		const backup = await backups.create('merge');
		assert.ok(backup !== undefined);
		const [volume] = backup.volumes;
		const described = (change: object) => JSON.stringify({ version: 1, ...backup, ...change });
		const name = (second: number) => `kept/backup-2030-01-01T00-00-0${second}-000Z.json`;
		const damaged: readonly object[] = [
			{ version: 2 },
			{ at: 7 },
			{ at: 'yesterday' },
			{ volumes: undefined },
			{ volumes: [volume, 7] },
			{ volumes: [volume, null] },
			...['name', 'version', 'copy', 'papers'].map(field => ({ volumes: [{ ...volume, [field]: undefined }] })),
			{ volumes: [{ ...volume, copy: '../library/volume-0001.json' }] },
		];
		for (const change of damaged) {
			store.put(name(1), described(change));
			assert.deepEqual(await backups.list(), [backup], JSON.stringify(change));
		}
		store.put(name(1), '[]');
		store.put(name(2), described({ at: '2030-01-01T00:00:02Z', reason: 'whim' }));
		store.put('kept/notes.json', described({ at: '2030-01-01T00:00:03Z' }));
		assert.deepEqual(
			(await backups.list()).map(({ reason, papers: count, volumes }) => [reason, count, volumes.length]),
			[
				['daily', 5, 1],
				['merge', 5, 1],
			],
		);
	});

	it('should be due a day after the newest, also by a clock that was set back, and never while one big change is under way', async () => {
		await backups.create('daily');
		const due = async () => (await backups.beforeChange(1))?.reason;
		let key = 0;
		const edited = () => library.update([`key${(key += 1) % 5}`], paper => ({ ...paper, rating: key }));
		await edited();
		clock.step(24 * hour);
		assert.equal(await backups.daily(), undefined);
		assert.equal(await due(), undefined);
		clock.step(1);
		assert.equal((await backups.daily())?.reason, 'daily');
		await edited();
		clock.step(-48 * hour);
		await edited();
		assert.equal((await backups.list()).length, 3);
		// Another window knows what this one made.
		const other = new Backups({ files, path: 'library' }, { files: store, path: 'kept' }, { limits: () => limits, clock });
		clock.step(48 * hour);
		assert.equal(await other.daily(), undefined);
		limits = { count: 0, days: 30 };
		clock.step(48 * hour);
		assert.equal(await other.daily(), undefined);
		limits = { count: 10, days: 30 };
		const failing = backups.beforeAll('restore', async () => {
			await edited();
			clock.step(48 * hour);
			assert.equal(await backups.beforeChange(manyPapers + 1), undefined);
			throw new Error('gone');
		});
		await assert.rejects(failing, /gone/);
		assert.equal(await due(), 'daily');
	});

	it('should count and bring back the papers of volumes that somebody laid out in another way, and take nothing else along', async () => {
		const volume: unknown = JSON.parse(files.text('library/volume-0001.json'));
		files.put('library/volume-0001.json', JSON.stringify(volume, null, 2));
		files.put('library/notes.json', '{}');
		const backup = await backups.create('daily');
		assert.deepEqual([backup?.papers, backup?.volumes.map(({ name }) => name)], [5, ['volume-0001.json']]);
		assert.deepEqual(await compareWithBackup(library, backups, backup ?? assert.fail()), {
			missing: [],
			changed: [],
			added: [],
			unreadable: 0,
		});
	});

	it('should say in plain text what restoring would do, and how far the search for it is', async () => {
		const backup = (await backups.create('daily')) ?? assert.fail();
		clock.step(1000);
		await library.remove(['key1']);
		await library.update(['key3'], paper => ({ ...paper, rating: 4, tags: ['x'] }));
		await library.update(['key4'], paper => ({ ...paper, title: 'Two\n  Lines' }));
		await library.add([{ type: 'article', title: 'Something Else Altogether', 'citation-key': 'later' }]);
		const steps: (readonly [number, number])[] = [];
		const difference = await compareWithBackup(library, backups, backup, { progress: (done, all) => steps.push([done, all]) });
		assert.deepEqual(steps, [[5, 5]]);
		assert.equal(
			listDifference(difference ?? assert.fail()),
			[
				'Would be restored: 1',
				'    key1    Paper Number 1 of the Set',
				'',
				'Would be reverted (only by Restore Exactly): 2',
				'    key3    Paper Number 3 of the Set (rating, tags)',
				'    key4    Paper Number 4 of the Set (title)',
				'',
				'Added since; would be removed (only by Restore Exactly): 1',
				'    later    Something Else Altogether',
				'',
			].join('\n'),
		);
		assert.match(listDifference({ missing: [], changed: [], added: [], unreadable: 2 }), /^Part of this backup is damaged: at least 2 /);
		assert.equal(listDifference({ missing: [], changed: [], added: [], unreadable: 0 }), '');
		assert.equal(await compareWithBackup(library, backups, backup, { cancelled: () => true }), undefined);
		const all: number[] = [];
		const nothing = await restoreBackup(library, library, backups, backup, 'exact', {
			cancelled: () => true,
			progress: done => all.push(done),
		});
		assert.deepEqual([nothing.changes, all], [[], []]);
		await restoreBackup(library, library, backups, backup, 'exact', { progress: done => all.push(done) });
		assert.deepEqual([keys(library), all], [['key0', 'key1', 'key2', 'key3', 'key4'], [5]]);
	});

	it('should come back under the next free key where others have theirs by now', async () => {
		const backup = (await backups.create('daily')) ?? assert.fail();
		await library.remove(['key1', 'key2']);
		await library.add(['KEY1', 'key1-2'].map(key => ({ type: 'book', title: `A Book of ${key}`, 'citation-key': key })));
		await restoreBackup(library, library, backups, backup, 'missing');
		assert.equal((await library.paper('key1-3'))?.title, 'Paper Number 1 of the Set');
		assert.equal((await library.paper('key2'))?.title, 'Paper Number 2 of the Set');
	});

	it('should be due a day after the newest of any window, whatever this one made or knows', async () => {
		const window = () => new Backups({ files, path: 'library' }, { files: store, path: 'kept' }, { limits: () => limits, clock });
		let rating = 0;
		const edited = () => library.update(['key1'], paper => ({ ...paper, rating: (rating += 1) }));
		const [one, other] = [window(), window()];
		assert.equal((await one.daily())?.reason, 'daily');
		clock.step(20 * hour);
		await edited();
		assert.deepEqual([await other.daily(), await window().beforeChange(1)], [undefined, undefined]);
		clock.step(5 * hour);
		assert.equal((await other.daily())?.reason, 'daily');
		clock.step(hour);
		await edited();
		assert.equal(await one.daily(), undefined);
		clock.step(23 * hour + 1);
		assert.equal((await one.beforeChange(0))?.reason, 'daily');
	});

	it('should save a merge of more than one pair, and go without what is gone as it is copied', async () => {
		await backups.create('daily');
		clock.step(1000);
		await library.update(['key1'], paper => ({ ...paper, rating: 1 }));
		assert.equal(await backups.beforeChange(2, 'merge'), undefined);
		assert.equal((await backups.beforeChange(3, 'merge'))?.reason, 'merge');
		files.put('library/volume-0002.json', files.text('library/volume-0001.json'));
		const [version, readLines] = [files.version.bind(files), files.readLines.bind(files)];
		const isGone = (path: string) => path.endsWith('2.json');
		const names = async () => {
			clock.step(1000);
			await library.update(['key1'], paper => ({ ...paper, rating: (paper.rating ?? 0) + 1 }));
			return (await backups.create('edit'))?.volumes.map(({ name }) => name);
		};
		files.version = path => (isGone(path) ? Promise.resolve(undefined) : version(path));
		assert.deepEqual(await names(), ['volume-0001.json']);
		files.version = version;
		files.readLines = path => (isGone(path) ? Promise.resolve(undefined) : readLines(path));
		assert.deepEqual(await names(), ['volume-0001.json']);
		files.readLines = readLines;
		assert.deepEqual(await names(), ['volume-0001.json', 'volume-0002.json']);
	});

	it('should count what can be read of a volume that is cut off', async () => {
		files.put('library/volume-0001.json', files.text('library/volume-0001.json').split('\n').slice(0, 3).join('\n'));
		const backup = (await backups.create('daily')) ?? assert.fail();
		assert.equal(backup.papers, 2);
		for await (const volume of backups.volumesOf(backup)) {
			assert.deepEqual([volume.papers.length, volume.unreadable], [2, 1]);
		}
	});

	it('should count the papers of a volume that somebody spaced out', async () => {
		const path = 'library/volume-0001.json';
		files.put(path, files.text(path).replace('"version":1', '"version": 1').replace('\n{', '\n\n{'));
		assert.equal((await backups.create('daily'))?.papers, 5);
	});

	it('should save what came into an empty library before it is changed, and say why each was made', async () => {
		const { files: empty, path } = { files: new MemoryFileStore(), path: 'library' };
		const own = new Backups({ files: empty, path }, { files: store, path: 'own' }, { limits: () => limits, clock });
		assert.equal(await own.daily(), undefined);
		await (await openLibrary(empty, path, { clock })).add(papers(2));
		assert.equal((await own.beforeChange(1))?.papers, 2);
		clock.step(1000);
		await (await openLibrary(empty, path, { clock })).add(papers(2, 2));
		await own.beforeAll('restore', () => Promise.resolve());
		assert.deepEqual(
			(await own.list()).map(({ reason, papers: count }) => [reason, count]),
			[
				['restore', 4],
				['daily', 2],
			],
		);
	});

	it('should copy a volume again where its copy is gone', async () => {
		const backup = (await backups.create('daily')) ?? assert.fail();
		const copy = `kept/${backup.volumes[0]?.copy ?? ''}`;
		const text = store.text(copy);
		await store.remove(copy);
		clock.step(1000);
		const again = (await backups.create('edit')) ?? assert.fail();
		assert.equal(store.text(`kept/${again.volumes[0]?.copy ?? ''}`), text);
	});

	it('should remove only what is its own, and copies in any case of letters', async () => {
		const foreign = ['kept/notes.txt', 'kept/volume-0001.json', 'kept/volume-0001.2026-01-01T00-00-00-000Z.json.bak'];
		const stale = ['kept/volume-0001.2026-01-01T00-00-00-000Z.json', 'kept/VOLUME-0002.2026-01-01T00-00-00-000Z.json'];
		[...foreign, ...stale].forEach(path => {
			store.put(path, 'x');
		});
		await backups.create('daily');
		assert.deepEqual([...foreign, ...stale].filter(path => store.paths.includes(path)).sort(), foreign.sort());
	});

	const kept = (ages: readonly number[], count: number, days = 30) => {
		const now = new Date('2026-03-01T12:00:00Z');
		const all = ages.map(age => ({
			file: String(age),
			at: new Date(now.getTime() - age * hour).toISOString(),
			reason: 'daily' as const,
			papers: 1,
			volumes: [],
		}));
		return backupsToKeep(all, { count, days }, now).map(({ file }) => Number(file));
	};
	for (const [why, ages, count, days, stay] of [
		['are as many as are wished', [0, 1, 2], 3, 30, [0, 1, 2]],
		['are a day too old, but not the newest', [200, 201], 5, 8, [200]],
		['are as old as may be', [1, 24], 5, 1, [1, 24]],
		['have a later one of their day, the earliest of these first', [0, 1, 2, 3, 4, 30, 54], 6, 30, [0, 1, 2, 3, 30, 54]],
		['have a later one of their day, all but the three newest', [0, 1, 2, 3, 4, 30, 54], 5, 30, [0, 1, 2, 30, 54]],
		['have a later one of a day long ago', [0, 24, 48, 72, 96, 97, 98], 5, 30, [0, 24, 48, 72, 96]],
		['are the oldest where each is of a day of its own', [0, 24, 48, 72, 96], 4, 30, [0, 24, 48, 72]],
		['are the oldest where only the newest are of one day', [0, 1, 2, 30, 54], 4, 30, [0, 1, 2, 30]],
		['are all but the newest', [0, 1, 2, 3], 0, 30, [0]],
	] as const) {
		it(`should let go of backups that ${why}`, () => {
			assert.deepEqual(kept(ages, count, days), stay);
		});
	}

	it('should keep the newest, some days apart, and no more than the limits allow (property)', () => {
		const now = new Date('2026-03-01T12:00:00Z');
		fc.assert(
			fc.property(
				fc.array(fc.nat({ max: 90 * 24 }), { maxLength: 40 }),
				fc.integer({ min: 1, max: 20 }),
				fc.integer({ min: 1, max: 60 }),
				(ages, count, days) => {
					const all = [...new Set(ages)]
						.sort((a, b) => a - b)
						.map(age => ({
							file: String(age),
							at: new Date(now.getTime() - age * hour).toISOString(),
							reason: 'daily' as const,
							papers: 1,
							volumes: [],
						}));
					const kept = backupsToKeep(all, { count, days }, now);
					assert.equal(kept[0], all[0]);
					assert.ok(kept.length <= count);
					assert.ok(kept.slice(1).every(({ at }) => now.getTime() - Date.parse(at) <= days * 24 * hour));
					const young = all.filter(({ at }) => now.getTime() - Date.parse(at) <= days * 24 * hour);
					assert.ok(kept.length >= Math.min(count, young.length));
					const allDays = new Set(young.map(({ at }) => at.slice(0, 10))).size;
					assert.ok(new Set(kept.map(({ at }) => at.slice(0, 10))).size >= Math.min(allDays, count - 2));
				},
			),
		);
	});
});
