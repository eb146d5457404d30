import assert from 'node:assert/strict';
import { entrySources, withoutEntries } from '../../../src/core/library/entrySources';
import { listDifference, withDifference } from '../../../src/core/library/listDifference';
import { RecentLines } from '../../../src/core/library/recentLines';
import { dropAside, keepAside } from '../../../src/core/library/setAside';
import { printVolume } from '../../../src/core/library/volumeText';
import { Pace } from '../../../src/core/work/pace';
import { MemoryFileStore } from '../../fakes/memoryFileStore';

describe('what a list lost and gained', () => {
	for (const [before, after, removed, added] of [
		['abc', 'abc', '', ''],
		['', 'abc', '', 'abc'],
		['abc', '', 'abc', ''],
		['abcd', 'abxcd', '', 'x'],
		['abcd', 'acd', 'b', ''],
		['abcd', 'axcd', 'b', 'x'],
		['abcd', 'bcda', '', ''],
		['abcd', 'cbad', '', ''],
		['abc', 'xabcy', '', 'xy'],
		['xabcy', 'bac', 'xy', ''],
	] as const) {
		it(`should be “${removed}” and “${added}” from ${before} to ${after}`, () => {
			assert.deepEqual(listDifference(before.split(''), after.split('')), { removed: removed.split(''), added: added.split('') });
		});
	}

	it('should make the new list of the old one, but for the order', () => {
		const list = ['a', 'b', 'c', 'd'];
		assert.deepEqual(withDifference(list, { removed: ['b'], added: ['x'] }), ['a', 'c', 'd', 'x']);
		assert.deepEqual(withDifference(list, { removed: ['a', 'd'], added: [] }), ['b', 'c']);
		assert.deepEqual(withDifference(list, { removed: [], added: ['x', 'y'] }), ['a', 'b', 'c', 'd', 'x', 'y']);
		assert.equal(withDifference(list, { removed: [], added: [] }), list);
		assert.equal(withDifference(list, { removed: ['z'], added: [] }), list);
		assert.equal(withDifference(list, { removed: ['y', 'z'], added: [] }), list);
		assert.deepEqual(withDifference(list, { removed: ['z'], added: ['x'] }), ['a', 'b', 'c', 'd', 'x']);
		assert.deepEqual(list, ['a', 'b', 'c', 'd']);
	});
});

describe('the lines of the volumes used last', () => {
	const [a, b, c] = [{}, {}, {}];

	it('should be those of so many volumes, the one used longest ago given up first', () => {
		const recent = new RecentLines(2);
		recent.set(a, ['1']);
		recent.set(b, ['2']);
		assert.deepEqual(recent.get(a), ['1']);
		recent.set(c, ['3']);
		assert.deepEqual([recent.get(a), recent.get(b), recent.get(c)], [['1'], undefined, ['3']]);
		recent.set(a, ['4']);
		assert.deepEqual([recent.get(a), recent.get(c)], [['4'], ['3']]);
	});

	it('should stay of a volume that is pinned, until they are set anew', () => {
		const recent = new RecentLines(1);
		recent.set(a, ['1']);
		recent.pin(a);
		recent.set(b, ['2']);
		assert.deepEqual(
			[recent.get(a), recent.get(b)],
			[['1'], ['2']].map((lines, at) => (at === 0 ? lines : undefined)),
		);
		recent.set(a, ['3']);
		recent.set(c, ['4']);
		assert.deepEqual([recent.get(a), recent.get(c)], [undefined, ['4']]);
	});

	it('should be the papers alone where the whole file was given', async () => {
		const files = new MemoryFileStore();
		await files.writeLines('v', printVolume(['{"id":"1"}', '{"id":"2"}']));
		const recent = new RecentLines(1);
		recent.set(a, (await files.readLines('v')) ?? assert.fail('no file'));
		assert.deepEqual(
			recent.get(a)?.map(text => typeof text !== 'string' && [text.of.at(text.index), text.hasComma]),
			[
				['{"id":"1"},', true],
				['{"id":"2"}', false],
			],
		);
	});
});

describe('lines that are set aside', () => {
	it('should stand one below the other, each ended', async () => {
		const files = new MemoryFileStore();
		assert.equal(await keepAside(files, 'aside', 'one'), undefined);
		await keepAside(files, 'aside', 'two');
		assert.equal(files.text('aside'), 'one\ntwo\n');
		await files.write('aside', 'one\nunended');
		await keepAside(files, 'aside', 'two');
		assert.equal(files.text('aside'), 'one\nunended\ntwo\n');
	});

	it('should be taken back once for each time they were put there, the last first', async () => {
		const files = new MemoryFileStore();
		await files.write('aside', 'one\ntwo\none\nthree\n');
		const lines = (await files.readLines('aside')) ?? assert.fail('no file');
		assert.equal(await dropAside(files, 'aside', { of: lines, index: 0 }), undefined);
		assert.equal(files.text('aside'), 'one\ntwo\nthree\n');
		await dropAside(files, 'aside', 'four');
		assert.equal(files.text('aside'), 'one\ntwo\nthree\n');
	});

	it('should say what the disk said where it refused, and pass on what is no failure of a disk', async () => {
		const files = new MemoryFileStore();
		files.writeLines = () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }));
		const refused = await keepAside(files, 'folder/aside', 'one');
		assert.deepEqual([refused?.problem.code, refused?.problem.path], ['unwritable', 'folder/aside']);
		assert.match(refused?.problem.message ?? '', /^Couldn’t save aside: .+\.$/);
		files.writeLines = () => Promise.reject(new Error('a fault of ours'));
		await assert.rejects(keepAside(files, 'aside', 'one'), /a fault of ours/);
	});
});

describe('the entries of a bibliography, as they are written', () => {
	const sourcesOf = (text: string, label = 'refs.bib') => entrySources(text, label, new Pace(() => Promise.resolve()));
	const text = '% mine\n@article{a,\n  title = {A}\n}\n\n@string{x = "X"}\n@book{b, title = {B}}\n';

	it('should be told with their lines, and what stands around them', async () => {
		const { frame, entries } = (await sourcesOf(text)) ?? assert.fail('no entries');
		assert.deepEqual(
			entries.map(({ key, line, lastLine }) => [key, line, lastLine]),
			[
				['a', 2, 4],
				['b', 7, 7],
			],
		);
		assert.deepEqual(
			entries.map(entry => text.slice(entry.start, entry.start + entry.text.length)),
			['@article{a,\n  title = {A}\n}', '@book{b, title = {B}}'],
		);
		assert.equal(frame, '%mine@string{x="X"}');
		assert.equal(withoutEntries(text, entries), '% mine\n\n\n\n\n@string{x = "X"}\n\n');
		assert.equal(withoutEntries(text, entries.slice(1)), text.replace('@book{b, title = {B}}', ''));
		assert.equal(withoutEntries(text, []), text);
	});

	it('should be part of the frame where they are not well formed, have no key, or share one', async () => {
		const { frame, entries } =
			(await sourcesOf('@book{a, title = {A}}\n@book{a, title = {B}}\n@book{, title = {C}}\n@book{d, title = {D}}\n@book{e,')) ??
			assert.fail();
		assert.deepEqual(
			entries.map(({ key }) => key),
			['d'],
		);
		assert.equal(frame, '@book{,title={C}}@book{e,');
	});

	it('should not be told where entries take fields from each other, nor of other formats', async () => {
		assert.equal(await sourcesOf('@book{a, CROSSREF = {b}}'), undefined);
		assert.equal(await sourcesOf('@book{a, xdata={b}}'), undefined);
		assert.equal(await sourcesOf(text, 'refs.ris'), undefined);
	});
});
