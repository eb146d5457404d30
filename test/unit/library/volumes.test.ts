import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Library } from '../../../src/core/library/library';
import { openLibrary } from '../../../src/core/library/library';
import { refusalSentence } from '../../../src/core/library/refusals';
import { joinParts } from '../../../src/core/data/binaryFile';
import type { IncomingPaper } from '../../../src/core/paper/paper';
import type { Cache } from '../../../src/core/files/ports';
import { MemoryFileStore } from '../../fakes/memoryFileStore';

const folder = 'library';
const first = 'library/volume-0001.json';
const second = 'library/volume-0002.json';
const aside = 'library/set-aside.jsonl';

function papers(count: number, word = 'Paper'): readonly IncomingPaper[] {
	return Array.from({ length: count }, (_, at) => ({
		type: 'article',
		title: `${word} ${at}`,
		'citation-key': `${word.toLowerCase()}${String(at).padStart(4, '0')}`,
	}));
}

function keysOf(library: Library): readonly string[] {
	return library
		.heads()
		.map(head => head.key)
		.sort();
}

function codesOf(library: Library): readonly (readonly [string, string, number])[] {
	return library.problems().map(({ code, path, line }) => [code, path, line]);
}

function failure(code: string): Error {
	return Object.assign(new Error(code), { code });
}

/** A cache without checksums: whatever it says, no paper is lost. */
class UncheckedCache implements Cache {
	readonly files = new Map<string, Uint8Array>();

	read(name: string): Promise<Uint8Array | undefined> {
		return Promise.resolve(this.files.get(name));
	}

	write(name: string, parts: readonly Uint8Array[]): Promise<void> {
		this.files.set(name, joinParts(parts));
		return Promise.resolve();
	}
}

describe('volumes', () => {
	let files: MemoryFileStore;
	const open = (cache?: Cache) => openLibrary(files, folder, cache === undefined ? {} : { cache });
	const rate = (library: Library, key: string) => library.update([key], paper => ({ ...paper, rating: 5 }));

	beforeEach(async () => {
		files = new MemoryFileStore();
		await (await open()).add(papers(5));
	});

	const badLines = [
		'{"id":"x","citation-key":"x","type":"article","title":"T","status":"unread","added":"","updated":"","abstract":["a","b"]},',
		'{"id":"x","citation-key":"x","type":"article","title":"T","status":"unr',
		'null,',
		'\u0000\u0000\u0000\u0000',
		'{"id":"x"},{"id":"y"},',
		'\t {"id": 7 } ,',
		'<<<<<<<',
		']}',
	];
	for (const bad of badLines) {
		it(`should keep a line that is no paper byte by byte, and work with all others: ${JSON.stringify(bad)}`, async () => {
			const good = files.text(first);
			files.put(
				first,
				good.replace('\n{', `\n${bad}\n{`).replace(/\n(\{[^\n]*paper0003)/, (_, row: string) => `\n${bad}\n${row}`),
			);
			const library = await open();
			assert.deepEqual(codesOf(library), [
				['bad-line', first, 2],
				['bad-line', first, 6],
			]);
			assert.equal(library.heads().length, 5);
			await rate(library, 'paper0003');
			await library.remove(['paper0002']);
			assert.deepEqual(
				files
					.text(first)
					.split('\n')
					.slice(0, -2)
					.map((row, at) => (row === bad ? at : -1))
					.filter(at => at >= 0),
				[1, 4],
			);
			assert.deepEqual(codesOf(library), [
				['bad-line', first, 2],
				['bad-line', first, 5],
			]);
			const reopened = await open();
			assert.deepEqual(keysOf(reopened), ['paper0000', 'paper0001', 'paper0003', 'paper0004']);
			assert.equal((await reopened.paper('paper0003'))?.rating, 5);
			assert.deepEqual(codesOf(reopened), codesOf(library));
		});
	}

	for (const digits of ['9007199254740991', '9007199254740993', '9'.repeat(23), '0'.repeat(40)]) {
		it(`should read again what was added beside broken volumes whose number is ${digits}`, async () => {
			const broken = (await files.read(first))?.slice(0, 200) ?? '';
			await files.remove(first);
			for (const number of [digits, (BigInt(digits) + 1n).toString().padStart(digits.length, '0')]) {
				await files.write(`${folder}/volume-${number}.json`, broken);
			}
			const { refused } = await (await open()).add(papers(3, 'New'));
			assert.deepEqual(refused, []);
			assert.deepEqual(
				keysOf(await open()).filter(key => key.startsWith('new')),
				['new0000', 'new0001', 'new0002'],
			);
		});
	}

	it('should put new papers elsewhere, and be whole again once the line is repaired', async () => {
		const good = files.text(first);
		files.put(first, good.replace('"paper0001"', '17'));
		const library = await open();
		assert.deepEqual(
			library.problems().map(({ line, message }) => [line, message]),
			[[3, '“citation-key” must be non-empty text.']],
		);
		const { added } = await library.add(papers(1, 'New'));
		assert.deepEqual([added.length, files.paths], [1, [first, second]]);
		files.put(first, good);
		await library.refresh();
		assert.deepEqual([library.problems(), library.heads().length], [[], 6]);
	});

	it('should keep a record that is no paper in a volume that somebody laid out over several lines', async () => {
		const whole = JSON.parse(files.text(first)) as { papers: { title: unknown }[] };
		whole.papers[1]!.title = ['a'];
		files.put(first, JSON.stringify(whole, undefined, 2));
		const library = await open();
		assert.deepEqual(
			library.problems().map(({ code, message }) => [code, message]),
			[['bad-line', '“title” must be text.']],
		);
		await rate(library, 'paper0000');
		assert.equal(files.text(first).split('\n')[2], `${JSON.stringify(whole.papers[1])},`);
		assert.equal((await open()).heads().length, 4);
	});

	it('should set a line aside, byte by byte, and take that back', async () => {
		const bad = '{"id":"x","citation-key":';
		const before = files.text(first).replace(/\n(\{[^\n]*paper0002)/, (_, row: string) => `\n${bad}\n${row}`);
		files.put(first, before);
		files.put(aside, 'from before\n');
		const library = await open();
		const [problem] = library.problems();
		assert.equal((await library.setAsideLine(first, 99)).kind, 'refused');
		const done = await library.setAsideLine(problem!.path, problem!.line);
		assert.deepEqual([library.problems(), files.text(aside), files.text(first).includes(bad)], [[], `from before\n${bad}\n`, false]);
		assert.deepEqual(done.kind === 'done' ? await done.takeBack() : done, []);
		assert.deepEqual([files.text(first), files.text(aside)], [before, 'from before\n']);
	});

	it('should leave the line where it is when it cannot be set aside', async () => {
		files.put(first, files.text(first).replace('"paper0001"', '17'));
		const library = await open();
		const before = files.text(first);
		files.failure = failure('ENOSPC');
		const refused = await library.setAsideLine(first, 3);
		assert.equal(refused.kind === 'refused' && refused.problem.message, 'Couldn’t save set-aside.jsonl: the disk is full.');
		assert.equal(files.text(first), before);
		assert.equal(library.problems().length, 1);
	});

	const unusable: readonly (readonly [string, string, (text: string) => string])[] = [
		['cut off within a paper', 'cut-off', text => text.slice(0, text.indexOf('paper0003') + 30)],
		['cut off after a paper', 'cut-off', text => text.slice(0, text.indexOf(',\n', text.indexOf('paper0003')) + 2)],
		['cut off before its closing', 'cut-off', text => text.replace('\n]}\n', '')],
		['cut off in its closing', 'cut-off', text => text.replace('\n]}\n', '\n]')],
		['cut off after its opening', 'cut-off', () => '{"version":1,"papers":[\n'],
		['cut off and padded with zeros', 'cut-off', text => text.slice(0, 500) + '\u0000'.repeat(300)],
		['empty', 'not-a-volume', () => ''],
		['all zeros', 'not-a-volume', text => '\u0000'.repeat(text.length)],
		['of another version', 'unknown-version', text => text.replace('"version":1', '"version":2,"schema":"new"')],
		['of another version, cut off', 'unknown-version', text => text.replace('"version":1', '"version":2').slice(0, -40)],
		['of version 1 in words', 'unknown-version', text => text.replace('"version":1', '"version":"1"')],
		['of no version', 'unknown-version', text => text.replace('"version":1,', '')],
		['with something beside the papers', 'unknown-version', text => text.replace('"version":1', '"version":1,"schema":"new"')],
		['without papers', 'not-a-volume', () => '{"version":1,"items":[]}'],
		['another file', 'not-a-volume', () => 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n'],
		['with a conflict that is not whole', 'conflict', text => text.replace('\n{', '\n<<<<<<< HEAD\n{')],
	];
	for (const [how, code, spoiled] of unusable) {
		it(`should show, name and never write a volume that is ${how}`, async () => {
			const text = spoiled(files.text(first));
			files.put(first, text);
			const whole = (text.match(/^\{"id":[^\n]*\}(?=,?$)/gm) ?? []).length;
			const library = await open();
			assert.deepEqual([codesOf(library).map(([one]) => one), library.heads().length], [[code], whole]);
			assert.match(library.problems()[0]?.message ?? '', /^(?:volume-0001\.json|Line \d+) .*\.$/);
			for (const key of keysOf(library).slice(0, 1)) {
				const { changes, refused } = await rate(library, key);
				assert.deepEqual([changes, refused.map(one => [one.code, one.keys])], [[], [[code, [key]]]]);
			}
			await library.add(papers(1, 'New'));
			await library.repair();
			assert.deepEqual([files.text(first), files.paths], [text, [first, second]]);
			assert.equal((await open()).heads().length, whole + 1);
		});

		it(`should keep the last good papers when a volume is ${how} while it is open`, async () => {
			const good = files.text(first);
			const library = await open();
			files.put(first, spoiled(good));
			await library.refresh();
			assert.deepEqual([keysOf(library).length, codesOf(library).map(([one]) => one)], [5, [code]]);
			assert.equal((await library.paper('paper0004'))?.title, 'Paper 4');
			assert.equal((await rate(library, 'paper0004')).refused[0]?.code, code);
			files.put(first, good);
			await library.refresh();
			assert.deepEqual([library.problems(), (await rate(library, 'paper0004')).changes.length], [[], 1]);
		});
	}

	it('should keep the papers of a volume that is gone, and write nothing in its place until it is back', async () => {
		await (await open()).add(papers(999, 'More'));
		const library = await open();
		const good = files.text(first);
		await files.remove(first);
		await library.refresh();
		assert.equal(library.heads().length, 1004);
		assert.deepEqual(codesOf(library), [['missing', first, 1]]);
		assert.equal((await library.paper('paper0002'))?.title, 'Paper 2');
		assert.equal((await rate(library, 'paper0002')).refused[0]?.code, 'missing');
		await library.add(papers(1, 'New'));
		assert.deepEqual(files.paths, [second]);
		files.put(first, good);
		await library.refresh();
		assert.deepEqual([library.problems(), library.heads().length, (await rate(library, 'paper0002')).changes.length], [[], 1005, 1]);
	});

	it('should keep all papers when the folder is gone, save nothing, and go on when it is back', async () => {
		await (await open()).add(papers(999, 'More'));
		const library = await open();
		const texts = files.paths.map(path => [path, files.text(path)] as const);
		for (const path of files.paths) {
			await files.remove(path);
		}
		await library.refresh();
		assert.deepEqual([library.heads().length, codesOf(library)], [1004, [['missing', folder, 1]]]);
		assert.equal((await library.add(papers(1, 'New'))).refused[0]?.code, 'missing');
		assert.equal((await rate(library, 'paper0002')).refused[0]?.code, 'missing');
		assert.deepEqual(files.paths, []);
		texts.forEach(([path, text]) => {
			files.put(path, text);
		});
		await library.refresh();
		assert.deepEqual([library.heads().length, library.problems(), (await library.add(papers(1, 'New'))).added.length], [1004, [], 1]);
	});

	it('should follow an old file that is put back, and name what was saved here and is not in it, once', async () => {
		const library = await open();
		const old = files.text(first);
		await new Promise(resolve => setTimeout(resolve, 5));
		await rate(library, 'paper0001');
		await library.add(papers(1, 'New'));
		await library.remove(['paper0004']);
		files.put(first, old);
		await library.refresh();
		assert.deepEqual([keysOf(library).length, (await library.paper('paper0001'))?.rating], [5, undefined]);
		const overtaken = library.takeOvertaken();
		assert.deepEqual(overtaken.map(paper => paper['citation-key']).sort(), ['new0000', 'paper0001']);
		assert.deepEqual(library.takeOvertaken(), []);
		const outcome = await library.restore(overtaken);
		const reopened = await open();
		assert.deepEqual([keysOf(reopened).length, (await reopened.paper('paper0001'))?.rating, outcome.changes.length], [6, 5, 2]);
		await library.undo(outcome.changes);
		assert.deepEqual((await library.paper('paper0001'))?.rating, undefined);
	});

	it('should not call papers put back that another window changed further', async () => {
		const [mine, theirs] = [await open(), await open()];
		await rate(mine, 'paper0001');
		await new Promise(resolve => setTimeout(resolve, 5));
		await theirs.update(['paper0001', 'paper0002'], paper => ({ ...paper, tags: ['theirs'] }));
		await mine.refresh();
		assert.deepEqual(mine.takeOvertaken(), []);
	});

	it('should let go of what is missing when told so', async () => {
		const library = await open();
		await files.remove(first);
		await library.refresh();
		await library.forgetMissing();
		assert.deepEqual([library.heads(), library.problems()], [[], []]);
		assert.equal((await library.add(papers(5))).added.length, 5);
	});

	for (const [how, name] of [
		['in case', 'Volume-0001.JSON'],
		['to another number', 'volume-0042.json'],
	] as const) {
		it(`should follow a volume that was renamed ${how}`, async () => {
			const library = await open();
			const text = files.text(first);
			await files.remove(first);
			files.put(`${folder}/${name}`, text);
			await library.refresh();
			assert.deepEqual([library.problems(), library.heads().length], [[], 5]);
			await rate(library, 'paper0003');
			assert.deepEqual(files.paths, [`${folder}/${name}`]);
			assert.equal((await open()).head('paper0003') !== undefined, true);
		});
	}

	it('should put papers into another volume where a folder has the name of the first', async () => {
		files = new MemoryFileStore();
		files.put(`${first}/inside`, 'x');
		const library = await open();
		assert.deepEqual(
			codesOf(library).map(([code]) => code),
			['unreadable'],
		);
		assert.match(library.problems()[0]?.message ?? '', /^Couldn’t read volume-0001\.json: a folder with that name exists\.$/);
		assert.equal((await library.add(papers(2))).added.length, 2);
		assert.deepEqual(files.paths, [`${first}/inside`, second]);
	});

	describe('with a paper in two of them', () => {
		const twin = async (change: (row: string) => string) => {
			const row = /^\{[^\n]*"paper0002"[^\n]*\}/m.exec(files.text(first))?.[0] ?? '';
			files.put(second, `{"version":1,"papers":[\n${change(row)}\n]}\n`);
			return open();
		};
		const later = (row: string) =>
			row.replace(/"updated":"[^"]*"/, '"updated":"2999-01-01T00:00:00.000Z"').replace('"status"', '"tags":["late"],"status"');

		it('should show it once, as it was last', async () => {
			const library = await twin(later);
			assert.equal(library.heads().length, 5);
			assert.deepEqual((await library.paper('paper0002'))?.tags, ['late']);
		});

		it('should make one of it, with what either had', async () => {
			files.put(first, files.text(first).replace('"paper0002"', '"paper0002","rating":3'));
			const library = await twin(later);
			assert.equal(await library.repair(), true);
			assert.deepEqual([files.text(first).match(/paper0002/g)?.length, files.text(second).includes('paper0002')], [1, false]);
			const reopened = await open();
			const paper = await reopened.paper('paper0002');
			assert.deepEqual([reopened.heads().length, paper?.tags, paper?.rating], [5, ['late'], 3]);
		});

		it('should remove both, and never lose a change to the copy that says it is newer', async () => {
			let library = await twin(later);
			await rate(library, 'paper0002');
			assert.equal((await (await open()).paper('paper0002'))?.rating, 5);
			library = await twin(later);
			await library.remove(['paper0002']);
			assert.equal((await open()).head('paper0002'), undefined);
		});
	});

	describe('of which the second cannot be written', () => {
		let library: Library;
		let writes: number;

		beforeEach(async () => {
			await (await open()).add(papers(1100, 'More'));
			library = await open();
			writes = 0;
			library.onDidWrite(changes => (writes += changes.length));
		});

		for (const code of ['ENOSPC', 'EIO', 'EACCES', 'EROFS', 'NoPermissions', 'EDQUOT', 'EWHATEVER']) {
			it(`should say what was made and what was not: ${code}`, async () => {
				let changes = 0;
				library.onDidChange(() => (changes += 1));
				const write = files.write.bind(files);
				files.write = (path, text) => (path === second ? Promise.reject(failure(code)) : write(path, text));
				const keys = ['paper0001', keysOf(library).find(key => files.text(second).includes(`"${key}"`)) ?? ''];
				const outcome = await library.update(keys, paper => ({ ...paper, rating: 5 }));
				assert.deepEqual(
					outcome.changes.map(({ after }) => after?.['citation-key']),
					[keys[0]],
				);
				assert.deepEqual(
					outcome.refused.map(one => [one.code, one.path, one.keys]),
					[['unwritable', second, [keys[1]]]],
				);
				assert.match(refusalSentence(outcome) ?? '', /^Couldn’t save 1 of 2 papers\. Couldn’t save volume-0002\.json: [-\w ,;]+\.$/);
				assert.deepEqual([changes > 0, writes, library.problems()], [true, 1, []]);
				files.write = write;
				await library.undo(outcome.changes);
				assert.deepEqual(
					(await library.papers(keys)).map(paper => paper.rating),
					[undefined, undefined],
				);
			});
		}

		it('should say so of an addition too, which can then be repeated', async () => {
			const write = files.write.bind(files);
			files.write = (path, text) => (path === second ? Promise.reject(failure('ENOSPC')) : write(path, text));
			await library.remove(['paper0000', 'paper0001']);
			const outcome = await library.add(papers(10, 'New'));
			assert.deepEqual(
				[outcome.added.length + outcome.refused.reduce((sum, { keys }) => sum + keys.length, 0), outcome.refused.length],
				[10, 1],
			);
			files.write = write;
			const again = await library.add(papers(10, 'New'));
			assert.deepEqual([again.added.length + outcome.added.length, again.refused], [10, []]);
		});

		it('should tell listeners what was made before a bug stops it, and reject', async () => {
			const write = files.write.bind(files);
			files.write = (path, text) => (path === second ? Promise.reject(new TypeError('bug')) : write(path, text));
			await assert.rejects(
				library.update(keysOf(library), paper => ({ ...paper, rating: 5 })),
				/bug/,
			);
			assert.equal(writes, library.heads().length - files.text(second).split('\n').length + 3);
		});
	});

	it('should count a write as done though its state cannot be asked for afterwards', async () => {
		const library = await open();
		const writeLines = files.writeLines.bind(files);
		files.writeLines = async (path, lines, replacing) => {
			await writeLines(path, lines, replacing);
			return { kind: 'written', version: undefined };
		};
		assert.equal((await rate(library, 'paper0001')).changes.length, 1);
		assert.equal((await rate(library, 'paper0002')).changes.length, 1);
		assert.deepEqual(
			(await (await open()).papers(['paper0001', 'paper0002'])).map(paper => paper.rating),
			[5, 5],
		);
	});

	it('should write on what another window wrote just before the rename', async () => {
		const library = await open();
		const writeLines = files.writeLines.bind(files);
		let isFirst = true;
		files.writeLines = async (path, lines, replacing) => {
			if (isFirst) {
				isFirst = false;
				files.put(path, files.text(path).replace('"Paper 4"', '"Paper 4, by another"'));
			}
			return writeLines(path, lines, replacing);
		};
		await rate(library, 'paper0001');
		const reopened = await open();
		assert.deepEqual(
			(await reopened.papers(['paper0001', 'paper0004'])).map(paper => [paper.rating, paper.title]),
			[
				[5, 'Paper 1'],
				[undefined, 'Paper 4, by another'],
			],
		);
	});

	it('should never write fewer papers than it read less those removed, whatever a spoiled cache says (property)', async () => {
		const cache = new UncheckedCache();
		await (await open(cache)).saveCache();
		const name = 'volume-0001.json.heads';
		const whole = cache.files.get(name) ?? new Uint8Array();
		const good = files.text(first);
		assert.ok(whole.length > 100);
		await fc.assert(
			fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 200 }), fc.nat(255), async (from, length, byte) => {
				cache.files.set(name, whole.slice().fill(byte, from, from + length));
				files.put(first, good);
				let library: Library;
				try {
					library = await open(cache);
					await library.add(papers(1, 'New'));
				} catch (error) {
					// What reads a cache may throw on it; what must not be is that anything is lost.
					assert.ok(error instanceof Error);
				}
				const titles = (JSON.parse(files.text(first)) as { papers: { title: string }[] }).papers.map(paper => paper.title);
				assert.deepEqual(
					papers(5)
						.map(paper => paper.title)
						.filter(title => !titles.includes(title)),
					[],
				);
			}),
			{ numRuns: 150 },
		);
	});
});
