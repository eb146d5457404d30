import assert from 'node:assert/strict';
import type { Library } from '../../../src/core/library/library';
import { openLibrary } from '../../../src/core/library/library';
import type { Change } from '../../../src/core/library/volume';
import type { Refusal } from '../../../src/core/library/volumeFolder';
import { VolumeFolder, volumeCapacity } from '../../../src/core/library/volumeFolder';
import type { FileStore } from '../../../src/core/files/ports';
import type { Paper } from '../../../src/core/paper/paper';
import { Pace } from '../../../src/core/work/pace';
import { MemoryCache } from '../../fakes/memoryCache';
import { MemoryFileStore } from '../../fakes/memoryFileStore';
import { paperOf } from '../../fakes/paper';

const folder = 'library';
const pathOf = (number: number) => `${folder}/volume-${String(number).padStart(4, '0')}.json`;
const [first, second, third] = [pathOf(1), pathOf(2), pathOf(3)];
const pause = () => Promise.resolve();

function volume(...papers: readonly Paper[]): string {
	return `{"version":1,"papers":[\n${papers.map(one => JSON.stringify(one)).join(',\n')}\n]}\n`;
}

/** So many papers with keys in order. */
function many(word: string, count: number): readonly Paper[] {
	return Array.from({ length: count }, (_, at) => paperOf(`${word}${String(at).padStart(4, '0')}`));
}

function failure(code: string): Error {
	return Object.assign(new Error(code), { code });
}

function keysIn(files: MemoryFileStore, path: string): readonly string[] {
	return [...files.text(path).matchAll(/"citation-key":"([^"]*)"/g)].map(match => match[1] ?? '');
}

function keysOf(library: Pick<Library, 'heads'>): readonly string[] {
	return library.heads().map(({ key }) => key);
}

describe('the volumes of a folder', () => {
	let files: MemoryFileStore;
	/** Ids that came, changed or went, in the order in which they were told. */
	let touched: string[];
	const open = () => openLibrary(files, folder);
	const openFolder = async () => {
		const volumes = new VolumeFolder(folder, { files, pause, touched: ids => touched.push(...ids) });
		await volumes.readChanged();
		return volumes;
	};
	const write = async (volumes: VolumeFolder, papers: readonly Paper[], befores: readonly (Paper | undefined)[] = []) => {
		const made = new Map<string, Change>();
		const refused: Refusal[] = [];
		const changes = papers.map((after, at): [string, Change] => [after.id, { before: befores[at], after }]);
		await volumes.write(new Map(changes), made, refused, new Pace(pause));
		return { made: [...made.keys()], refused };
	};
	const failToWrite = (path: string, code = 'ENOSPC') => {
		const writeBefore = files.write.bind(files);
		files.write = (to, text) => (to === path ? Promise.reject(failure(code)) : writeBefore(to, text));
		return () => (files.write = writeBefore);
	};

	beforeEach(() => {
		files = new MemoryFileStore();
		touched = [];
	});

	it('should be listed in their order, each paper once, and be found by id, key and alias', async () => {
		files.put(second, volume(paperOf('c')));
		files.put(first, volume(paperOf('a', { aliases: ['old'] }), paperOf('b')));
		files.put(`${folder}/volume-12.json`, volume(paperOf('noVolume')));
		files.put(`${folder}/notes.md`, 'x');
		const volumes = await openFolder();
		assert.deepEqual(keysOf(volumes), ['a', 'b', 'c']);
		assert.deepEqual(touched, ['id-a', 'id-b', 'id-c']);
		assert.deepEqual(
			['a', 'id-a', 'OLD', 'id-old', 'x'].map(name => volumes.entry(name)?.head.key),
			['a', 'a', 'a', undefined, undefined],
		);
		assert.deepEqual([volumes.byKey('id-a'), volumes.byId('a')], [undefined, undefined]);
		assert.deepEqual(
			volumes.entriesOf(['c', 'a', 'x', 'old', 'id-a']).map(({ head, home }) => [head.key, home.path]),
			[
				['c', second],
				['a', first],
			],
		);
	});

	it('should tell what came, what changed and what went, and nothing else', async () => {
		files.put(first, volume(paperOf('a'), paperOf('b'), paperOf('c')));
		files.put(second, volume(paperOf('d')));
		const volumes = await openFolder();
		touched = [];
		assert.deepEqual([await volumes.readChanged(), touched], [false, []]);
		files.put(first, volume(paperOf('a'), paperOf('b', { title: 'Anew' }), paperOf('e')));
		assert.equal(await volumes.readChanged(), true);
		assert.deepEqual(
			[[...new Set(touched)].sort(), keysOf(volumes)],
			[
				['id-b', 'id-c', 'id-e'],
				['a', 'b', 'e', 'd'],
			],
		);
		touched = [];
		// Another layout of the same papers is no change.
		files.put(second, `${volume(paperOf('d'))}\n`);
		assert.deepEqual([await volumes.readChanged(), touched], [false, []]);
	});

	it('should tell listeners when a volume breaks, when it is whole again, and not while it stays as it is', async () => {
		files.put(first, volume(paperOf('a')));
		files.put(second, volume(paperOf('b')));
		const library = await open();
		let changes = 0;
		library.onDidChange(() => (changes += 1));
		const told = async () => {
			changes = 0;
			await library.refresh();
			const once = changes;
			await library.refresh();
			return [once, changes];
		};
		const good = files.text(first);
		files.put(first, good.slice(0, -5));
		assert.deepEqual(await told(), [1, 1]);
		files.put(first, good);
		assert.deepEqual(await told(), [1, 1]);
		await files.remove(first);
		assert.deepEqual(await told(), [1, 1]);
		files.put(first, good);
		assert.deepEqual([await told(), library.problems()], [[1, 1], []]);
	});

	it('should read no volume that holds none of the papers that are asked for', async () => {
		files.put(first, volume(paperOf('a')));
		files.put(second, volume(paperOf('b')));
		const cache = new MemoryCache();
		await (await openLibrary(files, folder, { cache })).saveCache();
		const volumes = new VolumeFolder(folder, { files, cache, pause, touched: () => undefined });
		const read: string[] = [];
		const readLines = files.readLines.bind(files);
		files.readLines = path => {
			read.push(path);
			return readLines(path);
		};
		await volumes.readChanged();
		assert.deepEqual([keysOf(volumes), read], [['a', 'b'], []]);
		const found: string[] = [];
		for await (const one of volumes.read(new Set(['id-b']))) {
			found.push(one.title);
		}
		assert.deepEqual([found, read], [['On b'], [second]]);
		assert.deepEqual(
			[...(await volumes.load(volumes.entriesOf(['a', 'b']))).values()].map(({ title }) => title),
			['On a', 'On b'],
		);
		assert.deepEqual(read, [second, first]);
	});

	describe('when it is first read', () => {
		const opened = async (leftover: string, removing: FileStore['removeLeftovers']) => {
			files.put(first, volume(paperOf('a')));
			files.put(`${folder}/${leftover}`, 'x');
			Object.assign(files, { removeLeftovers: removing });
			const library = await open();
			await library.refresh();
			return keysOf(library);
		};

		for (const leftover of ['volume-0001.json.1234.tmp', 'volume-0001.json.lock', 'volume-0001.json.new', 'volume-0001.json.heir']) {
			it(`should have what an interrupted write left removed, once, beside volumes and what was set aside: ${leftover}`, async () => {
				const asked: (readonly [string, readonly boolean[]])[] = [];
				await opened(leftover, (path, isOurs) => {
					asked.push([path, ['volume-0001.json', 'VOLUME-0002.JSON', 'set-aside.jsonl', 'other.json', 'a-volume-0001.json'].map(isOurs)]);
					return Promise.resolve();
				});
				assert.deepEqual(asked, [[folder, [true, true, true, false, false]]]);
			});
		}

		it('should look for nothing where there is nothing of the kind', async () => {
			assert.deepEqual(await opened('a.locked', () => Promise.reject(new Error('not asked for'))), ['a']);
		});

		it('should leave it where it cannot be removed, and say so of a bug', async () => {
			assert.deepEqual(await opened('volume-0001.json.tmp', () => Promise.reject(failure('EROFS'))), ['a']);
			await assert.rejects(
				opened('volume-0001.json.tmp', () => Promise.reject(new TypeError('bug'))),
				/bug/,
			);
		});
	});

	it('should show its papers as last read, and save nothing, while the folder cannot be read', async () => {
		files.put(first, volume(paperOf('a')));
		const names = files.names.bind(files);
		const library = await open();
		files.names = () => Promise.reject(failure('EACCES'));
		await assert.rejects(open(), /EACCES/);
		let changes = 0;
		library.onDidChange(() => (changes += 1));
		await library.refresh();
		assert.deepEqual(
			[keysOf(library), library.problems().map(({ code, path, line, message }) => [code, path, line, message])],
			[['a'], [['unreadable', folder, 1, 'Couldn’t read the library folder library: you have no permission.']]],
		);
		assert.equal(changes, 1);
		const { changes: made, refused } = await library.update(['a'], one => ({ ...one, rating: 5 }));
		assert.deepEqual([made, refused.map(({ code, keys }) => [code, keys])], [[], [['unreadable', ['a']]]]);
		files.names = () => Promise.reject(new TypeError('bug'));
		await assert.rejects(library.refresh(), /bug/);
		files.names = names;
		await library.refresh();
		assert.deepEqual([library.problems(), (await library.update(['a'], one => ({ ...one, rating: 5 }))).changes.length], [[], 1]);
	});

	it('should name what else is wrong while the folder cannot be read', async () => {
		files.put(first, volume(paperOf('a')).replace('"On a"', '7'));
		const library = await open();
		files.names = () => Promise.reject(failure('EACCES'));
		await library.refresh();
		assert.deepEqual(
			library.problems().map(({ code, path }) => [code, path]),
			[
				['unreadable', folder],
				['bad-line', first],
			],
		);
	});

	it('should let go of the volumes that are missing alone, and find their papers no more', async () => {
		files.put(first, volume(paperOf('a')));
		files.put(second, volume(paperOf('b')));
		files.put(third, volume(paperOf('c')));
		const library = await open();
		assert.equal((await library.search('On', { limit: 5 })).length, 3);
		await files.remove(first);
		files.put(third, volume(paperOf('c')).slice(0, -5));
		await library.refresh();
		let changes = 0;
		library.onDidChange(() => (changes += 1));
		await library.forgetMissing();
		assert.deepEqual([keysOf(library), library.problems().map(({ code }) => code), changes], [['b', 'c'], ['cut-off'], 1]);
		assert.deepEqual((await library.search('On', { limit: 5 })).map(({ key }) => key).sort(), ['b', 'c']);
		// As if they had never been here.
		const again = await library.add([paperOf('a')]);
		assert.deepEqual([again.added.length, again.merged.length], [1, 0]);
	});

	it('should name a missing folder alone, and each volume that is missing while others are there', async () => {
		files.put(first, volume(paperOf('a')));
		files.put(second, volume(paperOf('b')).replace('"On b"', '7'));
		files.put(third, volume(paperOf('c')));
		const library = await open();
		const codes = () => library.problems().map(({ code, path }) => [code, path]);
		const texts = files.paths.map(path => [path, files.text(path)] as const);
		await files.remove(first);
		await files.remove(third);
		await library.refresh();
		assert.deepEqual(codes(), [
			['missing', first],
			['bad-line', second],
			['missing', third],
		]);
		await files.remove(second);
		await library.refresh();
		assert.deepEqual(codes(), [['missing', folder]]);
		texts.forEach(([path, text]) => {
			files.put(path, text);
		});
		await library.refresh();
		assert.deepEqual(codes(), [['bad-line', second]]);
	});

	describe('with a paper in two of them', () => {
		const late = paperOf('b', { updated: '2027-01-01T00:00:00.000Z', tags: ['late'] });

		it('should go by the earlier state once the file with the later one is removed, and tell so', async () => {
			files.put(first, volume(paperOf('a'), paperOf('b')));
			files.put(second, volume(late));
			const library = await open();
			assert.deepEqual([keysOf(library), library.head('b')?.tags], [['a', 'b'], ['late']]);
			await files.remove(second);
			let changes = 0;
			library.onDidChange(() => (changes += 1));
			await library.refresh();
			assert.deepEqual([keysOf(library), library.head('b')?.tags, library.problems(), changes], [['a', 'b'], [], [], 1]);
		});

		it('should keep it in the first, with what either had, and say once that something was repaired', async () => {
			files.put(third, volume(late, paperOf('d')));
			files.put(first, volume(paperOf('a'), paperOf('b', { rating: 3 })));
			const library = await open();
			assert.equal(await library.repair(), true);
			assert.deepEqual([keysIn(files, first), keysIn(files, third)], [['a', 'b'], ['d']]);
			const one = await library.paper('b');
			assert.deepEqual([one?.tags, one?.rating, keysOf(library)], [['late'], 3, ['a', 'b', 'd']]);
			assert.equal(await library.repair(), false);
		});

		it('should make one of three', async () => {
			files.put(first, volume(paperOf('b', { rating: 3 })));
			files.put(second, volume(late));
			files.put(third, volume(paperOf('b', { note: 'third' })));
			const library = await open();
			assert.equal(await library.repair(), true);
			const one = await library.paper('b');
			assert.deepEqual([one?.tags, one?.rating, one?.['note']], [['late'], 3, 'third']);
			assert.deepEqual(
				[first, second, third].map(path => keysIn(files, path).length),
				[1, 0, 0],
			);
		});

		it('should leave both where they are as long as either volume is broken', async () => {
			for (const broken of [first, second]) {
				files.put(first, volume(paperOf('a'), paperOf('b')));
				files.put(second, volume(late, paperOf('d')));
				files.put(broken, files.text(broken).slice(0, -3));
				const texts = files.paths.map(path => files.text(path));
				const library = await open();
				assert.deepEqual([keysOf(library).length, await library.repair()], [3, false]);
				assert.deepEqual(
					files.paths.map(path => files.text(path)),
					texts,
				);
			}
		});

		it('should remove neither where the first cannot be written', async () => {
			files.put(first, volume(paperOf('a'), paperOf('b', { rating: 3 })));
			files.put(second, volume(late));
			const library = await open();
			const mend = failToWrite(first);
			assert.deepEqual([await library.repair(), keysIn(files, second)], [false, ['b']]);
			mend();
			failToWrite(second);
			assert.equal(await library.repair(), true);
			assert.deepEqual([keysIn(files, first), keysIn(files, second), keysOf(library)], [['a', 'b'], ['b'], ['a', 'b']]);
		});

		it('should make one of it before it is changed, and leave all others', async () => {
			files.put(first, volume(paperOf('a'), paperOf('b')));
			files.put(second, volume(late, paperOf('a', { tags: ['other'] })));
			const library = await open();
			await library.update(['b'], one => ({ ...one, rating: 5 }));
			assert.deepEqual([keysIn(files, first), keysIn(files, second)], [['a', 'b'], ['a']]);
			assert.deepEqual([(await library.paper('b'))?.tags, (await library.paper('b'))?.rating], [['late'], 5]);
		});
	});

	it('should not call a paper put back that another program moved to another volume', async () => {
		files.put(first, volume(paperOf('a'), paperOf('b')));
		const library = await open();
		await library.update(['a', 'b'], one => ({ ...one, rating: 5 }));
		const [a, b] = await library.papers(['a', 'b']);
		assert.ok(a && b);
		files.put(first, volume(paperOf('c')));
		files.put(second, volume(b, paperOf('a')));
		await library.refresh();
		assert.deepEqual(
			library.takeOvertaken().map(one => [one['citation-key'], one.rating]),
			[['a', 5]],
		);
	});

	it('should have nothing to repair where nothing is wrong, whether its volumes are read or known from a cache', async () => {
		files.put(first, volume(paperOf('a')));
		const cache = new MemoryCache();
		const text = files.text(first);
		for (const how of ['read', 'cached']) {
			const library = await openLibrary(files, folder, { cache });
			assert.deepEqual([await library.repair(), files.text(first)], [false, text], how);
			await library.saveCache();
		}
	});

	it('should repair what git left of both sides of a merge, once', async () => {
		const [mine, theirs] = [paperOf('b', { rating: 5 }), paperOf('b', { tags: ['theirs'] })];
		const sides = `<<<<<<< HEAD\n${JSON.stringify(mine)}\n=======\n${JSON.stringify(theirs)}\n>>>>>>> main\n`;
		files.put(first, `{"version":1,"papers":[\n${JSON.stringify(paperOf('a'))},\n${sides}]}\n`);
		files.put(second, volume(paperOf('c')));
		const library = await open();
		const untouched = files.text(second);
		assert.deepEqual([library.problems(), keysOf(library)], [[], ['a', 'b', 'c']]);
		assert.equal(await library.repair(), true);
		const merged = await library.paper('b');
		assert.deepEqual([merged?.rating, merged?.tags], [5, ['theirs']]);
		assert.deepEqual([files.text(first).includes('<<<<'), keysIn(files, first), files.text(second)], [false, ['a', 'b'], untouched]);
		assert.equal(await library.repair(), false);
	});

	describe('that are written', () => {
		it('should take new papers into the last volume with room and nothing wrong, else into a new one', async () => {
			files.put(first, volume(paperOf('a')));
			files.put(second, volume(paperOf('b')));
			files.put(third, volume(...many('c', volumeCapacity)));
			const volumes = await openFolder();
			assert.deepEqual(await write(volumes, [paperOf('n1'), paperOf('n2')]), { made: ['id-n1', 'id-n2'], refused: [] });
			assert.deepEqual(keysIn(files, second), ['b', 'n1', 'n2']);
			files.put(second, volume(paperOf('b')).replace('"On b"', '7'));
			await volumes.readChanged();
			await write(volumes, [paperOf('n3')]);
			assert.deepEqual([keysIn(files, first), keysIn(files, second)], [['a', 'n3'], ['b']]);
			files.put(first, '');
			await volumes.readChanged();
			await write(volumes, [paperOf('n4')]);
			assert.deepEqual([keysIn(files, pathOf(4)), files.paths.length], [['n4'], 4]);
		});

		it('should never hold more than they may, not even for a moment', async () => {
			files.put(first, volume(...many('a', volumeCapacity - 1)));
			const lengths: (readonly [string, number])[] = [];
			const writeLines = files.writeLines.bind(files);
			files.writeLines = (path, lines, replacing) => {
				lengths.push([path, lines.length - 3]);
				return writeLines(path, lines, replacing);
			};
			const volumes = await openFolder();
			const { made } = await write(volumes, many('n', volumeCapacity + 1));
			assert.deepEqual([made.length, new Set(made).size], [volumeCapacity + 1, volumeCapacity + 1]);
			assert.deepEqual(lengths, [
				[first, volumeCapacity],
				[second, volumeCapacity],
			]);
		});

		it('should each be written once for all changes in it, also where new papers come with them', async () => {
			const [a, b, c] = [paperOf('a'), paperOf('b'), paperOf('c')];
			files.put(first, volume(a, c));
			files.put(second, volume(b));
			const written: string[] = [];
			const writeLines = files.writeLines.bind(files);
			files.writeLines = (path, lines, replacing) => {
				written.push(path);
				return writeLines(path, lines, replacing);
			};
			const volumes = await openFolder();
			const changed = [a, b, c].map(one => ({ ...one, rating: 5 }));
			const { made, refused } = await write(volumes, [...changed, paperOf('n1'), paperOf('n2')], [a, b, c]);
			assert.deepEqual([made.sort(), refused], [['id-a', 'id-b', 'id-c', 'id-n1', 'id-n2'], []]);
			assert.deepEqual(written, [first, second, second]);
			assert.deepEqual(
				[keysIn(files, first), keysIn(files, second)],
				[
					['a', 'c'],
					['b', 'n1', 'n2'],
				],
			);
		});

		it('should give a new paper to another one where the one it was meant for turns out broken', async () => {
			files.put(first, volume(paperOf('a')));
			const volumes = await openFolder();
			files.put(first, volume(paperOf('a')).slice(0, -5));
			const broken = files.text(first);
			assert.deepEqual(await write(volumes, [paperOf('n')]), { made: ['id-n'], refused: [] });
			assert.deepEqual([files.text(first), keysIn(files, second), keysOf(volumes)], [broken, ['n'], ['a', 'n']]);
		});

		it('should refuse a known paper whose volume turned out broken, and make all other changes', async () => {
			const [a, b] = [paperOf('a'), paperOf('b')];
			files.put(first, volume(a));
			files.put(second, volume(b));
			const volumes = await openFolder();
			files.put(first, volume(a).slice(0, -5));
			const { made, refused } = await write(volumes, [{ ...a, rating: 5 }, { ...b, rating: 5 }, paperOf('n')], [a, b]);
			assert.deepEqual([made, refused.map(({ code, path, keys }) => [code, path, keys])], [['id-b', 'id-n'], [['cut-off', first, ['a']]]]);
			assert.deepEqual(keysIn(files, second), ['b', 'n']);
		});

		it('should refuse new papers where one volume after the other turns out unreadable', async () => {
			const volumes = await openFolder();
			let tries = 0;
			files.version = () => {
				tries += 1;
				return Promise.reject(failure('EIO'));
			};
			const { made, refused } = await write(volumes, [paperOf('n1'), paperOf('n2')]);
			assert.deepEqual([made, refused.map(({ code, keys }) => [code, keys])], [[], [['unreadable', ['n1', 'n2']]]]);
			assert.ok(tries > 5 && tries < 50, String(tries));
			assert.deepEqual(files.paths, []);
		});

		it('should try no other volume where the disk is full', async () => {
			files.put(first, volume(paperOf('a')));
			const volumes = await openFolder();
			failToWrite(first);
			const { made, refused } = await write(volumes, [paperOf('n1')]);
			assert.deepEqual([made, refused.map(({ code, keys }) => [code, keys])], [[], [['unwritable', ['n1']]]]);
			assert.deepEqual([files.paths, keysOf(volumes)], [[first], ['a']]);
		});

		it('should say of a change what was there, and what it came to', async () => {
			const [a, b] = [paperOf('a'), paperOf('b')];
			files.put(first, volume({ ...a, tags: ['theirs'] }, b));
			const volumes = await openFolder();
			const made = new Map<string, Change>();
			const changes = new Map([
				[a.id, { before: a, after: { ...a, rating: 5 } }],
				[b.id, { before: b, after: undefined }],
			]);
			await volumes.write(changes, made, [], new Pace(pause));
			assert.deepEqual(made.get(a.id)?.before, a);
			assert.deepEqual([made.get(a.id)?.after?.rating, made.get(a.id)?.after?.tags], [5, ['theirs']]);
			assert.deepEqual([made.get(b.id), keysOf(volumes)], [{ before: b, after: undefined }, ['a']]);
		});
	});

	describe('of which one is too large', () => {
		const large = () =>
			many('a', volumeCapacity + 3).map((one, at) => ({
				...one,
				added: new Date(Date.UTC(2026, 0, 1, 0, at === 1 ? 9999 : at)).toISOString(),
			}));

		it('should move what came last into the volume with room, the rest staying where it is', async () => {
			files.put(first, volume(...large()));
			files.put(second, volume(paperOf('b')));
			const library = await open();
			await library.update(['a0000'], one => ({ ...one, rating: 5 }));
			assert.deepEqual(keysIn(files, second), ['a0001', 'a1001', 'a1002', 'b']);
			assert.deepEqual([keysIn(files, first).length, library.heads().length], [volumeCapacity, volumeCapacity + 4]);
			assert.equal((await library.paper('a1002'))?.title, 'On a1002');
		});

		it('should move it in parts where one volume has not the room', async () => {
			files.put(first, volume(...large()));
			files.put(second, volume(...many('b', volumeCapacity - 1)));
			const library = await open();
			await library.update(['a0000'], one => ({ ...one, rating: 5 }));
			assert.deepEqual(
				files.paths.map(path => keysIn(files, path).length),
				[volumeCapacity, volumeCapacity, 2],
			);
			assert.equal(new Set(files.paths.flatMap(path => keysIn(files, path))).size, 2 * volumeCapacity + 2);
		});

		it('should leave it there where it cannot be moved, and lose none', async () => {
			files.put(first, volume(...large()));
			const library = await open();
			const mend = failToWrite(second);
			const outcome = await library.update(['a0000'], one => ({ ...one, rating: 5 }));
			assert.deepEqual([outcome.changes.length, outcome.refused, keysIn(files, first).length], [1, [], volumeCapacity + 3]);
			mend();
			await library.update(['a0000'], one => ({ ...one, rating: 4 }));
			assert.deepEqual([keysIn(files, first).length, keysIn(files, second)], [volumeCapacity, ['a0001', 'a1001', 'a1002']]);
		});

		it('should have it in two rather than in none where it cannot be taken out of the first', async () => {
			files.put(first, volume(...large()));
			files.put(second, volume(...many('b', volumeCapacity - 1)));
			const library = await open();
			let isFirst = true;
			const writeBefore = files.write.bind(files);
			files.write = (path, text) => {
				const fails = path === first && !isFirst;
				isFirst = isFirst && path !== first;
				return fails ? Promise.reject(failure('ENOSPC')) : writeBefore(path, text);
			};
			await library.update(['a0000'], one => ({ ...one, rating: 5 }));
			// What could not be taken out of one is not put into a third as well.
			assert.deepEqual(
				[keysIn(files, first).length, keysIn(files, second).length, files.paths.length],
				[volumeCapacity + 3, volumeCapacity, 2],
			);
			assert.equal(new Set(keysOf(library)).size, library.heads().length);
			files.write = writeBefore;
			assert.equal(await library.repair(), true);
			assert.equal((await open()).heads().length, 2 * volumeCapacity + 2);
		});

		it('should stay as it is while it is broken', async () => {
			const text = volume(...large()).slice(0, -4);
			files.put(first, text);
			const library = await open();
			await library.add([paperOf('n')]);
			assert.deepEqual([files.text(first), keysIn(files, second)], [text, ['n']]);
		});
	});

	it('should name the papers of the volumes that changed since a stamp, whatever the stamp is', async () => {
		files.put(first, volume(paperOf('a'), paperOf('b')));
		files.put(second, volume(paperOf('c')));
		const volumes = await openFolder();
		const stamp = volumes.stamp();
		assert.deepEqual(Object.keys(JSON.parse(stamp) as object), ['volume-0001.json', 'volume-0002.json']);
		assert.deepEqual([...volumes.idsSince(stamp)], []);
		for (const strange of ['{}', '[]', '7', 'null', '"x"', '{"volume-0001.json":7}']) {
			assert.deepEqual([...volumes.idsSince(strange)], ['id-a', 'id-b', 'id-c'], strange);
		}
		files.put(second, volume(paperOf('c', { rating: 5 }), paperOf('d')));
		await volumes.readChanged();
		assert.deepEqual([...volumes.idsSince(stamp)], ['id-c', 'id-d']);
		files.put(first, volume(paperOf('a'), paperOf('b')).slice(0, -5));
		await volumes.readChanged();
		assert.deepEqual([...volumes.idsSince(stamp)], ['id-a', 'id-b', 'id-c', 'id-d']);
		// Of a broken volume nothing is known for the next time either.
		assert.deepEqual([...volumes.idsSince(volumes.stamp())], ['id-a', 'id-b']);
	});

	it('should know what each paper may be recognized by, also of those written since, and none of volumes let go', async () => {
		files.put(first, volume(paperOf('a', { DOI: '10.1000/a' })));
		files.put(second, volume(paperOf('b', { DOI: '10.1000/b' })));
		const library = await open();
		const come = async (doi: string) => {
			const { added, merged, unchanged } = await library.add([{ type: 'article', title: '', DOI: doi, incomplete: true }]);
			return added.length > 0 ? 'added' : merged.length + unchanged > 0 ? 'known' : 'lost';
		};
		assert.deepEqual([await come('10.1000/a'), await come('10.1000/c'), await come('10.1000/c')], ['known', 'added', 'known']);
		files.put(second, files.text(second).replace('10.1000/b', '10.1000/d'));
		assert.deepEqual([await come('10.1000/d'), await come('10.1000/e')], ['known', 'added']);
	});
});
