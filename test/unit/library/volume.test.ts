import assert from 'node:assert/strict';
import { identityHashes } from '../../../src/core/library/identityHashes';
import { RecentLines } from '../../../src/core/library/recentLines';
import { Volume } from '../../../src/core/library/volume';
import type { Change } from '../../../src/core/library/volume';
import type { Paper } from '../../../src/core/paper/paper';
import { MemoryCache } from '../../fakes/memoryCache';
import { MemoryFileStore } from '../../fakes/memoryFileStore';
import { paperOf } from '../../fakes/paper';

const path = 'library/volume-0001.json';
const instant = (day: number) => `2026-01-${String(day).padStart(2, '0')}T00:00:00.000Z`;

/** A volume of papers and lines that are none. */
function textOf(...rows: readonly (Paper | string)[]): string {
	const last = rows.findLastIndex(row => typeof row !== 'string');
	return `{"version":1,"papers":[\n${rows.map((row, at) => `${typeof row === 'string' ? row : `${JSON.stringify(row)}${at < last ? ',' : ''}`}\n`).join('')}]}\n`;
}

function failure(code: string): Error {
	return Object.assign(new Error(code), { code });
}

function change(...papers: readonly (readonly [Paper | undefined, Paper | undefined])[]): ReadonlyMap<string, Change> {
	return new Map(papers.map(([before, after]) => [(before ?? after)?.id ?? '', { before, after }]));
}

describe('a volume', () => {
	const [a, b, c] = [paperOf('a'), paperOf('b'), paperOf('c')];
	let files: MemoryFileStore;
	let cache: MemoryCache;
	let recent: RecentLines;
	let reads: number;
	const make = (isCached = false) => new Volume({ files, recent, ...(isCached ? { cache } : {}) }, path);
	const read = async (isCached = false) => {
		const volume = make(isCached);
		await volume.refresh();
		return volume;
	};
	const keysOf = (volume: Volume) => volume.heads.map(({ key }) => key);
	/** The lines between the first and the last, without commas. */
	const rows = () =>
		files
			.text(path)
			.split('\n')
			.slice(1, -2)
			.map(row => row.replace(/^\{"id":"id-([^"]*)".*$/, '$1'));

	beforeEach(() => {
		[files, cache, recent, reads] = [new MemoryFileStore(), new MemoryCache(), new RecentLines(12), 0];
		files.put(path, textOf(a, b, c));
		const readLines = files.readLines.bind(files);
		files.readLines = from => {
			reads += 1;
			return readLines(from);
		};
	});

	describe('that is read', () => {
		it('should be read again only where it changed', async () => {
			const volume = await read();
			await volume.refresh();
			assert.deepEqual([keysOf(volume), reads, volume.name], [['a', 'b', 'c'], 1, 'volume-0001.json']);
			files.put(path, textOf(a, c));
			await volume.refresh();
			assert.deepEqual([keysOf(volume), reads], [['a', 'c'], 2]);
		});

		it('should keep the heads of papers that did not change, and of no other', async () => {
			const volume = await read();
			for (const text of [textOf(a, { ...b, rating: 5 }, c), JSON.stringify(JSON.parse(textOf(a, b, c)), undefined, 2)]) {
				const before = volume.heads;
				files.put(path, text);
				await volume.refresh();
				assert.deepEqual(
					volume.heads.map((head, at) => head === before[at]),
					[true, false, true],
				);
			}
		});

		it('should say what kept it from being read, keep its papers, and try again', async () => {
			const volume = await read();
			const { heads } = volume;
			for (const method of ['version', 'readLines'] as const) {
				const failWith = (error: Error) => Object.assign(files, { [method]: () => Promise.reject(error) });
				const whole = files[method];
				files.put(path, textOf(a, b));
				failWith(failure('EIO'));
				await volume.refresh();
				assert.deepEqual(volume.problem, {
					code: 'unreadable',
					path,
					line: 1,
					message: 'Couldn’t read volume-0001.json: the disk reported an error.',
				});
				assert.deepEqual([volume.heads, volume.problems, volume.stamp], [heads, [volume.problem], undefined]);
				assert.deepEqual(
					(await volume.papers()).map(({ title }) => title),
					['On a', 'On b', 'On c'],
				);
				failWith(new TypeError('bug'));
				await assert.rejects(volume.refresh(), /bug/);
				Object.assign(files, { [method]: whole });
				await volume.refresh();
				assert.deepEqual([volume.problem, keysOf(volume)], [undefined, ['a', 'b']]);
				files.put(path, textOf(a, b, c));
				await volume.refresh();
				assert.equal(volume.heads.length, heads.length);
			}
		});

		it('should be there again with the same state after it could not be asked for it', async () => {
			const volume = await read();
			const version = files.version.bind(files);
			files.version = () => Promise.reject(failure('EIO'));
			await volume.refresh();
			files.version = version;
			await volume.refresh();
			assert.deepEqual([volume.problem, keysOf(volume)], [undefined, ['a', 'b', 'c']]);
		});

		it('should keep what is known of a broken file within reach, however many others are read', async () => {
			recent = new RecentLines(1);
			const volume = await read();
			files.put(path, textOf(a, b, c).slice(0, -5));
			await volume.refresh();
			files.put('library/volume-0002.json', textOf(paperOf('d')));
			await new Volume({ files, recent }, 'library/volume-0002.json').refresh();
			await files.remove(path);
			assert.deepEqual(
				(await volume.papers(new Set([b.id]))).map(({ title }) => title),
				['On b'],
			);
		});

		it('should be an empty one where there is no file yet, and a broken link where the folder names it', async () => {
			await files.remove(path);
			const volume = await read();
			assert.deepEqual([volume.heads, volume.problem, await volume.papers()], [[], undefined, []]);
			const listed = make();
			listed.isListed = true;
			await listed.refresh();
			assert.deepEqual([listed.problem?.code, listed.problem?.message], ['missing', 'volume-0001.json is a link to a missing file.']);
			const known = make();
			files.put(path, textOf(a));
			await known.refresh();
			await files.remove(path);
			await known.refresh();
			assert.deepEqual(
				[known.problem?.code, known.problem?.message, known.problem?.line],
				['missing', 'volume-0001.json is missing. Showing its papers as last read; you can change them once the file is back.', 1],
			);
			assert.equal((await known.change(change([undefined, b]))).kind, 'refused');
			assert.deepEqual(files.paths, []);
		});

		it('should be missed where it held nothing but lines that are no papers', async () => {
			files.put(path, textOf('not a paper'));
			const volume = await read();
			assert.deepEqual(
				volume.problems.map(({ code, line }) => [code, line]),
				[['bad-line', 2]],
			);
			await files.remove(path);
			await volume.refresh();
			assert.equal(volume.problem?.code, 'missing');
		});

		it('should give papers as the file has them now, where it changed since their heads were read', async () => {
			await (await read(true)).saveCache();
			for (const [text, titles] of [
				[textOf(a, { ...b, title: 'Anew' }, c), ['Anew']],
				[textOf({ ...b, title: 'Once' }), ['Once']],
				[textOf(a, { ...b, title: 'Broken' }).slice(0, -4), ['Broken']],
			] as const) {
				files.put(path, textOf(a, b, c));
				cache = new MemoryCache();
				await (await read(true)).saveCache();
				recent = new RecentLines(12);
				const volume = await read(true);
				files.put(path, text);
				assert.deepEqual(
					(await volume.papers(new Set([b.id]))).map(({ title }) => title),
					titles,
				);
				assert.equal((await volume.papers()).length, text.split('{"id"').length - 1);
			}
			await files.remove(path);
			recent = new RecentLines(12);
			assert.deepEqual(await (await read()).papers(), []);
		});
	});

	it('should be read in the order of the keys, and written so, however its lines stand', async () => {
		const lines = [b, a, c].map(one => JSON.stringify(one));
		const indent = (sign: string) => `{"version":1,"papers":[\n${sign}${lines.join(`,\n${sign}`)}\n]}\n`;
		for (const text of [indent(''), indent(' '), indent('\t'), indent('').replaceAll('\n', '\r\n')]) {
			files.put(path, text);
			const volume = await read(true);
			assert.deepEqual([keysOf(volume), volume.stamp, volume.problems], [['a', 'b', 'c'], undefined, []]);
			await volume.change(change([a, { ...a, rating: 5 }]));
			assert.equal(files.text(path), textOf({ ...a, rating: 5 }, b, c));
		}
		files.put(path, textOf(a).replaceAll('\n', '\r\n'));
		const single = await read();
		await single.change(change([undefined, b]));
		assert.equal(files.text(path), textOf(a, b));
	});

	describe('with a cache', () => {
		beforeEach(async () => {
			await (await read(true)).saveCache();
			recent = new RecentLines(12);
			reads = 0;
		});

		it('should be there without its file being read, until a paper is asked for', async () => {
			const volume = await read(true);
			await volume.refresh();
			assert.deepEqual([keysOf(volume), reads, volume.stamp !== undefined], [['a', 'b', 'c'], 0, true]);
			assert.deepEqual([(await volume.papers(new Set([b.id])))[0]?.title, reads], ['On b', 1]);
			assert.deepEqual([(await volume.papers(new Set([c.id])))[0]?.title, reads], ['On c', 1]);
		});

		it('should be whole once it can be read, though it could not at first', async () => {
			const volume = make(true);
			const version = files.version.bind(files);
			files.version = () => Promise.reject(failure('EIO'));
			await volume.refresh();
			assert.equal(volume.problem?.code, 'unreadable');
			files.version = version;
			await volume.refresh();
			assert.deepEqual([volume.problem, keysOf(volume), reads], [undefined, ['a', 'b', 'c'], 0]);
			assert.equal((await volume.change(change([a, undefined]))).kind, 'written');
		});

		it('should keep the papers that it had from there when its file breaks', async () => {
			const volume = await read(true);
			files.put(path, textOf(a, b, c).slice(0, 60));
			await volume.refresh();
			assert.deepEqual([volume.problem?.code, keysOf(volume)], ['cut-off', ['a', 'b', 'c']]);
		});

		it('should notice what another window put back, though that window kept it in the cache', async () => {
			const volume = await read(true);
			const old = files.text(path);
			const mine = { ...a, rating: 5, updated: instant(3) };
			await volume.change(change([a, mine]));
			files.put(path, old);
			await (await read(true)).saveCache();
			await volume.refresh();
			assert.deepEqual(volume.takeOvertaken(), [mine]);
		});

		it('should take nothing of another state of the file from it', async () => {
			files.put(path, textOf(a, { ...b, title: 'Anew' }));
			assert.deepEqual([keysOf(await read(true)), reads], [['a', 'b'], 1]);
		});

		it('should write nothing on the word of a cache that is of other papers', async () => {
			for (const text of [textOf(a, b, paperOf('d')), textOf(a, b), textOf(a, b, c, paperOf('d'))]) {
				const [volume, version] = [make(true), await files.version(path)];
				const ask = files.version.bind(files);
				files.version = () => Promise.resolve(version);
				await volume.refresh();
				assert.deepEqual(keysOf(volume), ['a', 'b', 'c']);
				files.put(path, text);
				recent = new RecentLines(12);
				const { kind } = await volume.change(change([a, { ...a, rating: 5 }]));
				files.version = ask;
				assert.equal(kind, 'written');
				assert.deepEqual(rows(), text.match(/(?<="id":"id-)\w/g));
				files.put(path, textOf(a, b, c));
				cache = new MemoryCache();
				await (await read(true)).saveCache();
				recent = new RecentLines(12);
			}
		});

		it('should be saved once for each state, and not while the file is broken or laid out by somebody else', async () => {
			const volume = await read(true);
			const saved = async () => {
				cache.written.length = 0;
				await volume.saveCache();
				await volume.saveCache();
				return cache.written;
			};
			assert.deepEqual(await saved(), []);
			await volume.change(change([a, { ...a, rating: 5 }]));
			assert.deepEqual(await saved(), ['volume-0001.json.heads']);
			const good = files.text(path);
			files.put(path, good.slice(0, -5));
			await volume.refresh();
			assert.deepEqual(await saved(), []);
			files.put(path, good.replaceAll('\n', '\r\n'));
			await volume.refresh();
			assert.deepEqual([await saved(), volume.stamp], [[], undefined]);
			files.put(path, good);
			await volume.refresh();
			assert.deepEqual(await saved(), ['volume-0001.json.heads']);
			await make(true).saveCache();
			await (await read()).saveCache();
			assert.deepEqual(cache.written, ['volume-0001.json.heads']);
		});

		it('should not be saved for a state that is gone by then', async () => {
			const volume = await read(true);
			await volume.change(change([a, { ...a, rating: 5 }]));
			cache.written.length = 0;
			const saving = volume.saveCache();
			await volume.change(change([b, { ...b, rating: 5 }]));
			await saving;
			const reopened = await read(true);
			assert.deepEqual(
				(await reopened.papers()).map(({ rating }) => rating),
				[5, 5, undefined],
			);
		});

		it('should know what each paper may be recognized by, in the order of the papers', async () => {
			const hashes = async (volume: Volume) => (await volume.identities()).map(one => Array.from(one));
			const expected = [a, b, c].map(one => [...identityHashes(one)]);
			const volume = await read(true);
			assert.deepEqual([await hashes(volume), reads], [expected, 0]);
			assert.deepEqual(await hashes(await read()), expected);
			const changed = { ...b, DOI: '10.1000/b' };
			await volume.change(change([b, changed], [a, undefined]));
			assert.deepEqual(
				await hashes(volume),
				[changed, c].map(one => [...identityHashes(one)]),
			);
		});
	});

	describe('that is changed', () => {
		it('should hold what came, what changed and not what went, by key', async () => {
			const volume = await read();
			const outcome = await volume.change(
				change([undefined, paperOf('bb')], [c, { ...c, 'citation-key': '0' }], [a, undefined], [paperOf('x'), undefined]),
			);
			assert.deepEqual(rows(), ['c', 'b', 'bb']);
			assert.deepEqual([keysOf(volume), volume.problems], [['0', 'b', 'bb'], []]);
			assert.deepEqual(outcome.kind === 'written' && [...outcome.papers].map(([id, after]) => [id, after?.['citation-key']]), [
				['id-bb', 'bb'],
				['id-c', '0'],
				['id-a', undefined],
				['id-x', undefined],
			]);
			await volume.refresh();
			// What was just written is known.
			assert.deepEqual([reads, keysOf(await read())], [1, ['0', 'b', 'bb']]);
		});

		it('should put papers of one key in the order of their ids', async () => {
			const volume = await read();
			await volume.change(change([undefined, paperOf('b', { id: 'z' })], [undefined, paperOf('b', { id: 'a' })]));
			assert.deepEqual(
				volume.heads.map(({ id }) => id),
				['id-a', 'a', 'id-b', 'z', 'id-c'],
			);
		});

		it('should merge what the file has by now with what was changed', async () => {
			const volume = await read();
			files.put(path, textOf({ ...a, tags: ['theirs'] }, c, paperOf('d')));
			const outcome = await volume.change(change([a, { ...a, rating: 5 }], [b, { ...b, rating: 5 }], [c, undefined]));
			assert.deepEqual(
				(await volume.papers()).map(one => [one['citation-key'], one.rating, one.tags]),
				[
					['a', 5, ['theirs']],
					['b', 5, undefined],
					['d', undefined, undefined],
				],
			);
			assert.ok(outcome.kind === 'written' && outcome.papers.get(a.id)?.tags?.[0] === 'theirs');
		});

		it('should be refused without a lock where the file is broken, and with one where it breaks then', async () => {
			const volume = await read();
			let locks = 0;
			const exclusively = files.exclusively.bind(files);
			const broken = textOf(a, b, c).slice(0, -5);
			files.exclusively = (file, work) => {
				locks += 1;
				files.put(path, broken);
				return exclusively(file, work);
			};
			for (const time of ['first', 'second']) {
				const outcome = await volume.change(change([a, undefined]));
				assert.deepEqual([outcome.kind === 'refused' && outcome.problem.code, files.text(path), locks], ['cut-off', broken, 1], time);
			}
		});

		it('should be refused where it cannot be locked, and reject where a bug is in the way', async () => {
			const volume = await read();
			files.exclusively = () => Promise.reject(failure('ELOCKED'));
			assert.deepEqual(await volume.change(change([a, undefined])), {
				kind: 'refused',
				problem: { code: 'unwritable', path, line: 1, message: 'Couldn’t save volume-0001.json: another window is saving it; try again.' },
			});
			// It may go well the next time.
			assert.deepEqual([volume.problem, keysOf(volume)], [undefined, ['a', 'b', 'c']]);
			files.exclusively = () => Promise.reject(new TypeError('bug'));
			await assert.rejects(volume.change(change([a, undefined])), /bug/);
		});

		it('should give up where somebody else writes the file all the time', async () => {
			const volume = await read();
			let tries = 0;
			files.writeLines = () => {
				tries += 1;
				return Promise.resolve({ kind: 'changed' });
			};
			const outcome = await volume.change(change([a, undefined]));
			assert.equal(outcome.kind === 'refused' && outcome.problem.message, 'Couldn’t save volume-0001.json: another program is using it.');
			assert.ok(tries > 5, String(tries));
			assert.deepEqual(keysOf(volume), ['a', 'b', 'c']);
		});

		it('should give up where the file is another each time it is read', async () => {
			const readLines = files.readLines.bind(files);
			let turn = 0;
			files.readLines = async from => {
				const lines = await readLines(from);
				files.put(path, textOf(paperOf(`a${(turn += 1)}`)));
				return lines;
			};
			const volume = new Volume({ files, recent: new RecentLines(0) }, path);
			const outcome = await volume.change(change([undefined, b]));
			assert.equal(outcome.kind === 'refused' && outcome.problem.code, 'unwritable');
			assert.ok(turn > 5, String(turn));
		});

		it('should tell of papers saved here that are gone or older in the file, each once, as they were saved', async () => {
			const volume = await read();
			const saved = [a, b, c].map(one => ({ ...one, rating: 5, updated: instant(3) }));
			const [mine = a, other = b, third = c] = saved;
			await volume.change(change([a, mine], [b, other], [c, third]));
			files.put(path, textOf({ ...a, updated: instant(2) }, { ...other, rating: 1 }, paperOf('d')));
			await volume.refresh();
			assert.deepEqual(volume.takeOvertaken(), [mine, third]);
			assert.deepEqual(volume.takeOvertaken(), []);
			files.put(path, textOf(a));
			await volume.refresh();
			assert.deepEqual(
				volume.takeOvertaken().map(({ id, rating }) => [id, rating]),
				[[b.id, 1]],
			);
			files.put(path, textOf());
			await volume.refresh();
			assert.deepEqual(volume.takeOvertaken(), []);
		});

		it('should tell of them also where somebody laid the file out in another way, and not of what was removed here', async () => {
			const volume = await read();
			const mine = { ...a, rating: 5, updated: instant(3) };
			await volume.change(change([a, mine], [b, { ...b, rating: 5, updated: instant(3) }]));
			await volume.change(change([{ ...b, rating: 5, updated: instant(3) }, undefined]));
			files.put(path, JSON.stringify(JSON.parse(textOf(a, b, c)), undefined, 2));
			await volume.refresh();
			assert.deepEqual(volume.takeOvertaken(), [mine]);
		});
	});

	describe('with lines that are no papers', () => {
		const bads = ['first', 'after a', 'after a too', 'after c'];
		beforeEach(() => {
			files.put(path, textOf('first', a, 'after a', 'after a too', b, c, 'after c'));
		});

		it('should keep each after the paper it stood after, or the last one before that is still there', async () => {
			const volume = await read();
			assert.deepEqual(
				volume.badLines.map(({ line, after }) => [line, after]),
				[
					[2, undefined],
					[4, a.id],
					[5, a.id],
					[8, c.id],
				],
			);
			await volume.change(change([c, undefined], [undefined, paperOf('bb')]));
			assert.deepEqual(rows(), ['first', 'a', 'after a', 'after a too', 'b', 'after c', 'bb']);
			assert.deepEqual(
				volume.badLines.map(({ line, after }) => [line, after]),
				[
					[2, undefined],
					[4, a.id],
					[5, a.id],
					[7, b.id],
				],
			);
			await volume.change(change([a, undefined], [b, undefined]));
			assert.deepEqual(rows(), ['first', 'after a', 'after a too', 'after c', 'bb']);
			assert.deepEqual(
				volume.problems.map(({ code, line }) => [code, line]),
				[2, 3, 4, 5].map(line => ['bad-line', line]),
			);
			assert.deepEqual(
				(await read()).badLines.map(({ line }) => line),
				[2, 3, 4, 5],
			);
		});

		it('should take out one of them, and put it back where it was', async () => {
			const text = files.text(path);
			const whole = rows();
			for (const [at, bad] of bads.entries()) {
				const volume = await read();
				const line = volume.badLines[at];
				assert.ok(line);
				assert.equal((await volume.takeOut(line)).kind, 'written');
				assert.deepEqual(
					rows(),
					whole.filter(row => row !== bad),
				);
				assert.equal(volume.badLines.length, 3);
				assert.equal((await volume.putBack([line])).kind, 'written');
				assert.deepEqual([rows(), volume.badLines.length], [whole, 4]);
				files.put(path, text);
			}
		});

		it('should take none out that is another by now', async () => {
			const volume = await read();
			const line = volume.badLines[1];
			assert.ok(line);
			files.put(path, files.text(path).replace('after a\n', 'another\n'));
			await volume.takeOut(line);
			assert.deepEqual(rows(), ['first', 'a', 'another', 'after a too', 'b', 'c', 'after c']);
			files.put(path, files.text(path).replace('first\n', 'first\nafter a\n'));
			await volume.takeOut(line);
			assert.deepEqual(rows(), ['first', 'after a', 'a', 'another', 'after a too', 'b', 'c', 'after c']);
		});

		it('should be plain again once there are none', async () => {
			const volume = await read(true);
			assert.equal(volume.stamp, undefined);
			for (let [line] = volume.badLines; line !== undefined; [line] = volume.badLines) {
				await volume.takeOut(line);
			}
			assert.equal(typeof volume.stamp, 'string');
			assert.deepEqual([rows(), volume.problems, volume.badLines.length], [['a', 'b', 'c'], [], 0]);
		});
	});
});
