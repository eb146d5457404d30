import assert from 'node:assert/strict';
import { joinChanges } from '../../../src/core/library/changes';
import type { Library, LibraryOptions } from '../../../src/core/library/library';
import { openLibrary } from '../../../src/core/library/library';
import { refusalSentence } from '../../../src/core/library/refusals';
import type { IncomingPaper, Paper } from '../../../src/core/paper/paper';
import { whileTimeFlies } from '../../fakes/flyingTime';
import { MemoryCache } from '../../fakes/memoryCache';
import { MemoryFileStore } from '../../fakes/memoryFileStore';
import { SteppedClock } from '../../fakes/steppedClock';

const first = 'library/volume-0001.json';
const aside = 'library/set-aside.jsonl';

function incoming(key: string, fields: Partial<IncomingPaper> = {}): IncomingPaper {
	return { type: 'article', title: `A Paper on the Matter of ${key}`, 'citation-key': key, ...fields };
}

function failure(code: string): Error {
	return Object.assign(new Error(code), { code });
}

describe('what becomes of a change of the library', () => {
	let files: MemoryFileStore;
	let clock: SteppedClock;
	let library: Library;
	/** How many papers each backup was asked for, and why. */
	let backups: (readonly [number, string])[];
	/** What listeners heard: a dot for a change of what is shown, the keys of what was written. */
	let heard: string[];
	const keysOf = (some: Pick<Library, 'heads'> = library) => some.heads().map(({ key }) => key);
	const open = (options: LibraryOptions = {}) => openLibrary(files, 'library', { clock, ...options });
	const rate = (key: string, rating = 5) => library.update([key], known => ({ ...known, rating }));
	const failToWrite = (path: string, code = 'ENOSPC') => {
		const writeBefore = files.write.bind(files);
		files.write = (to, text) => (to === path ? Promise.reject(failure(code)) : writeBefore(to, text));
		return () => (files.write = writeBefore);
	};

	beforeEach(async () => {
		[files, clock, backups, heard] = [new MemoryFileStore(), new SteppedClock(), [], []];
		library = await open({ beforeChange: (papers, kind) => Promise.resolve(void backups.push([papers, kind])) });
		await library.add(['a', 'b', 'c'].map(key => incoming(key)));
		backups.length = 0;
		library.onDidChange(() => heard.push('.'));
		library.onDidWrite(changes => heard.push(changes.map(({ before, after }) => (after ?? before)?.['citation-key']).join(' ')));
		clock.step(1000);
	});

	it('should be read one by one and together, by keys and ids, in the order asked for', async () => {
		const id = library.head('b')?.id ?? '';
		assert.equal((await library.paper(id))?.['citation-key'], 'b');
		assert.equal(await library.paper('none'), undefined);
		assert.deepEqual(
			(await library.papers(['c', 'none', id, 'A', 'b'])).map(one => one['citation-key']),
			['c', 'b', 'a', 'b'],
		);
	});

	describe('that adds', () => {
		it('should say of each paper what became of it, in order', async () => {
			const { added, merged, unchanged, taken, cancelled, changes, refused } = await library.add([
				incoming('a'),
				incoming('x', { DOI: '10.1000/x' }),
				incoming('b', { tags: ['new'] }),
				incoming('y', { title: 'In Other Words', DOI: '10.1000/y' }),
				incoming('c', { title: 'Quite Another Work of That Key' }),
			]);
			assert.deepEqual(
				taken.map(({ kind, key, wished }) => [kind, key, wished]),
				[
					['unchanged', 'a', undefined],
					['added', 'x', undefined],
					['merged', 'b', undefined],
					['added', 'y', undefined],
					['added', 'ca', 'c'],
				],
			);
			assert.deepEqual(
				[added.map(one => one['citation-key']), merged.map(one => one['citation-key']), unchanged, cancelled, changes.length, refused],
				[['x', 'y', 'ca'], ['b'], 1, false, 4, []],
			);
			assert.deepEqual([heard, backups], [['.', 'x b y ca'], [[1, 'edit']]]);
			const [x, b] = await library.papers(['x', 'b']);
			assert.deepEqual([x?.added, x?.updated, b?.updated], ['2026-03-01T12:00:01.000Z', x?.added, x?.added]);
			assert.equal(b?.added, '2026-03-01T12:00:00.000Z');
		});

		it('should find what it brings twice, however far apart, and what it has from before', async () => {
			const many = Array.from({ length: 1001 }, (_, at) =>
				incoming(`n${at % 1000}`, { 'citation-key': `n${at}`, DOI: `10.1000/${at % 1000}` }),
			);
			const outcome = await library.add([...many, incoming('a')]);
			assert.deepEqual([outcome.added.length, outcome.unchanged, outcome.merged.length, outcome.taken.length], [1000, 1, 0, 1002]);
			assert.deepEqual([outcome.taken[1000]?.kind, outcome.taken[1000]?.key, outcome.taken[1001]?.kind], ['merged', 'n0', 'unchanged']);
			assert.equal(library.head('n1000')?.key, 'n0');
		});

		it('should add each as a paper of its own where the user says so', async () => {
			const { added } = await library.add([incoming('a'), incoming('z', { DOI: '10.1000/z' }), incoming('z2', { DOI: '10.1000/z' })], {
				isApart: true,
			});
			assert.deepEqual(
				added.map(one => one['citation-key']),
				['aa', 'z', 'z2'],
			);
		});

		it('should add nothing where it is cancelled, at whichever paper, and say so', async () => {
			const many = Array.from({ length: 700 }, (_, at) => incoming(`n${at}`));
			for (const at of [1, 2, 500, 501, 502, 503, 702]) {
				let asked = 0;
				const outcome = await library.add(many, { cancelled: () => (asked += 1) >= at });
				assert.deepEqual(
					outcome,
					{ changes: [], refused: [], added: [], merged: [], unchanged: 0, taken: [], cancelled: true },
					String(at),
				);
			}
			assert.deepEqual([keysOf(), heard, backups], [['a', 'b', 'c'], [], []]);
		});

		it('should read no further papers once it is cancelled', async () => {
			let read = 0;
			function* reading() {
				for (; read < 5000; read += 1) {
					yield incoming(`n${read}`);
				}
			}
			await library.add(reading(), { cancelled: () => read > 500 });
			assert.ok(read < 1100, String(read));
		});

		it('should give keys by the pattern as it is then, and foresee them', async () => {
			let pattern = '[auth][year]';
			const other = await open({ keyPattern: () => pattern });
			const of = (family: string, year: number): IncomingPaper => ({
				type: 'book',
				title: `The Life of ${family}`,
				author: [{ family }],
				issued: { 'date-parts': [[year]] },
			});
			assert.deepEqual(await other.keysFor([of('Song', 2021), of('Song', 2021), incoming('a'), incoming('q')]), [
				'Song2021',
				'Song2021a',
				'a',
				'q',
			]);
			assert.deepEqual((await other.add([of('Song', 2021)])).added[0]?.['citation-key'], 'Song2021');
			pattern = '[year][auth]';
			assert.deepEqual(await other.keysFor([of('Song', 2021), of('Kin', 2020)]), ['Song2021', '2020Kin']);
			assert.deepEqual(keysOf(other), ['Song2021', 'a', 'b', 'c']);
		});

		it('should give way to the host between papers', async () => {
			let pauses = 0;
			const other = await open({ pause: () => Promise.resolve(void (pauses += 1)) });
			await whileTimeFlies(() => other.add(Array.from({ length: 20 }, (_, at) => incoming(`n${at}`))));
			assert.ok(pauses >= 20, String(pauses));
		});
	});

	describe('that updates', () => {
		it('should keep the id and the instant of adding, and note when it was', async () => {
			const before = await library.paper('b');
			const { changes } = await library.update(['b', 'B', 'none'], known => ({ ...known, id: 'other', added: 'now', rating: 5 }));
			const after = await library.paper('b');
			assert.deepEqual(after, { ...before, rating: 5, updated: '2026-03-01T12:00:01.000Z' });
			assert.deepEqual(changes, [{ before, after }]);
			assert.deepEqual([heard, backups], [['.', 'b'], [[1, 'edit']]]);
		});

		it('should be none where nothing is another, and be heard of by nobody', async () => {
			const text = files.text(first);
			assert.deepEqual(await library.update(['a', 'b', 'none'], known => ({ ...known })), { changes: [], refused: [] });
			assert.deepEqual([files.text(first), heard, backups], [text, [], []]);
		});

		it('should begin with what another window wrote, also where that window added the paper', async () => {
			const theirs = await open();
			await theirs.update(['b'], known => ({ ...known, rating: 3 }));
			assert.deepEqual(
				(await library.update(['b'], known => ({ ...known, rating: (known.rating ?? 0) + 1 }))).changes[0]?.after?.rating,
				4,
			);
			await theirs.update(['a'], known => ({ ...known, tags: ['theirs'] }));
			await theirs.add([incoming('d')]);
			const { changes } = await library.update(['a', 'd'], known => ({ ...known, tags: [...(known.tags ?? []), 'mine'] }));
			assert.deepEqual(
				changes.map(({ before, after }) => [before?.tags, after?.tags]),
				[
					[['theirs'], ['theirs', 'mine']],
					[undefined, ['mine']],
				],
			);
		});

		it('should not save a paper that could not be read back, and save all others', async () => {
			const broken = (known: Paper): Paper =>
				known['citation-key'] === 'b' ? Object.assign({ ...known }, { title: ['x'] }) : { ...known, rating: 5 };
			const outcome = await library.update(['a', 'b', 'c'], broken);
			assert.deepEqual(
				[outcome.changes.map(({ after }) => after?.['citation-key']), outcome.refused],
				[['a', 'c'], [{ code: 'no-paper', path: 'library', line: 1, message: '“title” must be text.', keys: ['b'] }]],
			);
			assert.equal(refusalSentence(outcome), 'Couldn’t save 1 of 3 papers. “title” must be text.');
			assert.deepEqual([(await library.paper('b'))?.title, backups], ['A Paper on the Matter of b', [[2, 'edit']]]);
			const none = await library.update(['b'], broken);
			assert.equal(refusalSentence(none), 'Couldn’t save 1 paper. “title” must be text.');
			assert.deepEqual([none.changes, backups.length], [[], 1]);
			assert.equal(refusalSentence({ changes: [], refused: [] }), undefined);
		});

		it('should be told to listeners though nothing could be saved', async () => {
			failToWrite(first);
			const { changes, refused } = await rate('a');
			assert.deepEqual([changes, refused.map(({ code, keys }) => [code, keys]), heard], [[], [['unwritable', ['a']]], ['.']]);
		});
	});

	describe('that removes, undoes and restores', () => {
		it('should remove what there is of what is named, and bring it back as it was', async () => {
			const before = await library.papers(['a', 'c']);
			const { changes, refused } = await library.remove(['a', 'none', 'c', 'A']);
			assert.deepEqual([changes, refused], [before.map(one => ({ before: one, after: undefined })), []]);
			assert.deepEqual([keysOf(), heard, backups], [['b'], ['.', 'a c'], [[2, 'edit']]]);
			heard.length = 0;
			await library.undo(changes);
			assert.deepEqual([await library.papers(['a', 'c']), heard, backups.at(-1)], [before, ['.', 'a c'], [0, 'edit']]);
		});

		it('should take an addition back, but for what was changed since', async () => {
			const { changes } = await library.add([incoming('d'), incoming('e')]);
			await rate('e');
			await library.undo(changes);
			assert.deepEqual(keysOf(), ['a', 'b', 'c', 'e']);
			assert.deepEqual(await library.undo([{ before: undefined, after: undefined }]), { changes: [], refused: [] });
		});

		it('should restore papers as they are given, whether they are there or not', async () => {
			const [a, b] = await library.papers(['a', 'b']);
			assert.ok(a && b);
			await rate('a');
			await library.remove(['b']);
			const { changes } = await library.restore([a, b]);
			assert.deepEqual(await library.papers(['a', 'b']), [a, b]);
			assert.deepEqual(
				changes.map(({ before, after }) => [before?.rating, after?.rating]),
				[
					[5, undefined],
					[undefined, undefined],
				],
			);
		});
	});

	describe('that merges', () => {
		it('should make one of each group, the first one staying, and have one backup made for all', async () => {
			await library.add(['d', 'e', 'f'].map(key => incoming(key)));
			backups.length = 0;
			heard.length = 0;
			const { changes, refused } = await library.merge([
				['b', 'a', 'c'],
				['d', 'none'],
				['e', 'f'],
				['f', 'd'],
			]);
			assert.deepEqual([keysOf(), refused, backups], [['b', 'd', 'e'], [], [[5, 'merge']]]);
			assert.deepEqual([heard, changes.length], [['.', 'b a c e f'], 5]);
			const merged = await library.paper('b');
			assert.deepEqual([merged?.aliases, merged?.updated], [['a', 'c'], '2026-03-01T12:00:01.000Z']);
			assert.equal(library.head('f')?.key, 'e');
			await library.undo(changes);
			assert.deepEqual(keysOf(), ['a', 'b', 'c', 'd', 'e', 'f']);
		});

		it('should be none where a group is a single paper', async () => {
			assert.deepEqual(await library.merge([['a'], ['none', 'b'], []]), { changes: [], refused: [] });
			assert.deepEqual([heard, backups], [[], []]);
		});

		it('should go by what another window wrote', async () => {
			const theirs = await open();
			await theirs.update(['b'], known => ({ ...known, tags: ['theirs'] }));
			await library.merge([['a', 'b']]);
			assert.deepEqual((await library.paper('a'))?.tags, ['theirs']);
		});
	});

	it('should be heard of where another program changed the files, and not where it did not', async () => {
		await library.refresh();
		assert.deepEqual(heard, []);
		files.put(first, files.text(first).replace('of b"', 'of B"'));
		await library.refresh();
		await library.refresh();
		assert.deepEqual(heard, ['.']);
	});

	describe('that sets a line aside', () => {
		const bad = '{"id":"x"';

		beforeEach(async () => {
			files.put(first, files.text(first).replace('\n{', `\n${bad}\n{`));
			await library.refresh();
			heard.length = 0;
		});

		it('should move it, tell so, and put it back', async () => {
			const text = files.text(first);
			const done = await library.setAsideLine(first, 2);
			assert.ok(done.kind === 'done');
			assert.deepEqual([files.text(aside), library.problems(), heard], [`${bad}\n`, [], ['.']]);
			assert.deepEqual([await done.takeBack(), heard], [[], ['.', '.']]);
			assert.deepEqual([files.text(first), files.text(aside), library.problems().length], [text, '', 1]);
		});

		it('should be refused where there is no such line by now, and name what is wrong with the file', async () => {
			const message = async (path: string, line: number) => {
				const outcome = await library.setAsideLine(path, line);
				return outcome.kind === 'refused'
					? [outcome.problem.code, outcome.problem.path, outcome.problem.line, outcome.problem.message]
					: [];
			};
			assert.deepEqual(await message(first, 3), ['bad-line', first, 3, 'Line 3 has changed. Try again.']);
			assert.deepEqual(await message('library/volume-0009.json', 2), [
				'bad-line',
				'library/volume-0009.json',
				2,
				'Line 2 has changed. Try again.',
			]);
			files.put(first, files.text(first).replace(bad, '').replace('\n\n', '\n'));
			assert.deepEqual((await message(first, 2))[0], 'bad-line');
			files.put(first, files.text(first).slice(0, -4));
			assert.deepEqual((await message(first, 7))[0], 'cut-off');
			assert.equal(files.paths.includes(aside), false);
		});

		it('should leave it in one place where it cannot be taken out of the other', async () => {
			const mend = failToWrite(first);
			const outcome = await library.setAsideLine(first, 2);
			assert.deepEqual([outcome.kind === 'refused' && outcome.problem.code, files.text(aside)], ['unwritable', '']);
			assert.deepEqual([library.problems().length, heard], [1, ['.']]);
			mend();
			const done = await library.setAsideLine(first, 2);
			assert.ok(done.kind === 'done');
			const mendAgain = failToWrite(first);
			assert.deepEqual(
				(await done.takeBack()).map(({ code, path }) => [code, path]),
				[['unwritable', first]],
			);
			assert.equal(files.text(aside), `${bad}\n`);
			mendAgain();
			failToWrite(aside);
			assert.deepEqual(
				(await done.takeBack()).map(({ code, path }) => [code, path]),
				[['unwritable', aside]],
			);
			assert.deepEqual([files.text(first).includes(bad), library.problems().length], [true, 1]);
		});
	});

	it('should let go of what is missing, and tell so', async () => {
		await files.remove(first);
		await library.refresh();
		heard.length = 0;
		await library.forgetMissing();
		assert.deepEqual([keysOf(), heard], [[], ['.']]);
	});

	describe('in a cache', () => {
		it('should be saved with the index or without, and not at all where there is none', async () => {
			const cache = new MemoryCache();
			const other = await open({ cache });
			await other.saveCache({ withIndex: false });
			assert.deepEqual(cache.written, ['volume-0001.json.heads']);
			await other.saveCache();
			assert.deepEqual(cache.written, ['volume-0001.json.heads', 'search.index']);
			await other.add([incoming('d')]);
			await other.saveCache({});
			assert.deepEqual(cache.written.slice(2), ['volume-0001.json.heads']);
			await library.saveCache();
		});

		it('should be said how many of its files could not be written, and why the first could not', async () => {
			const cache = new MemoryCache();
			cache.write = name => Promise.reject(new Error(`No room for ${name}.`));
			const other = await open({ cache });
			await assert.rejects(other.saveCache(), (error: unknown) => {
				assert.ok(error instanceof AggregateError);
				assert.equal(error.errors.length, 2);
				assert.equal(
					error.message,
					'2 files of the cache could not be written, the first one because of: Error: No room for volume-0001.json.heads.',
				);
				return true;
			});
		});
	});

	it('should be dated by the clock of the machine where no other is given', async () => {
		const other = await openLibrary(new MemoryFileStore(), 'library');
		const before = Date.now();
		const { added } = await other.add([incoming('a')]);
		const instant = Date.parse(added[0]?.added ?? '');
		assert.ok(instant >= before && instant <= Date.now());
	});
});

describe('two rounds of changes as one', () => {
	const paper = (id: string, title: string): Paper => ({
		...incoming(id),
		id,
		'citation-key': id,
		title,
		status: 'unread',
		added: '',
		updated: '',
	});
	const [one, two, three] = ['One', 'Two', 'Three'].map(title => paper('a', title));
	const other = paper('b', 'Other');

	it('should lead of each paper from the state before the first to that after the second', () => {
		assert.deepEqual(
			joinChanges(
				[
					{ before: one, after: two },
					{ before: other, after: undefined },
				],
				[
					{ before: two, after: three },
					{ before: undefined, after: paper('c', 'New') },
				],
			),
			[
				{ before: one, after: three },
				{ before: other, after: undefined },
				{ before: undefined, after: paper('c', 'New') },
			],
		);
		assert.deepEqual(joinChanges([{ before: one, after: two }], [{ before: two, after: undefined }]), [{ before: one, after: undefined }]);
		assert.deepEqual(joinChanges([{ before: undefined, after: one }], [{ before: one, after: two }]), [{ before: undefined, after: two }]);
	});

	it('should be nothing of a paper that came and went', () => {
		assert.deepEqual(joinChanges([{ before: undefined, after: one }], [{ before: one, after: undefined }]), []);
	});
});
