import assert from 'node:assert/strict';
import { FeedStore } from '../../../src/core/feeds/feedStore';
import type { FeedContents } from '../../../src/core/feeds/feedContents';
import { ReadMarks } from '../../../src/core/feeds/readMarks';
import { MemoryFileStore } from '../../fakes/memoryFileStore';
import { silentLog } from '../../fakes/silentLog';

const papers = Array.from({ length: 30 }, (_, at) => ({
	type: 'article',
	title: `Paper ${at}`,
	identifiers: { arxiv: `2403.000${10 + at}` },
}));
const contents: FeedContents = {
	entries: papers.map((paper, at) => ({ id: `arxiv:${paper.identifiers.arxiv}`, paper, seen: `2026-03-01T00:00:${10 + at}Z` })),
	failures: 0,
	at: '2026-03-01T00:00:00Z',
};

/** The damages that disks and sync tools do, to any file of so many lines. */
const damages: Readonly<Record<string, (text: string) => string>> = {
	'cut off in its middle': text => text.slice(0, text.length / 2),
	'without its last sign': text => text.trimEnd().slice(0, -1),
	'with zeros in its middle': text => text.slice(0, text.length / 2) + '\0'.repeat(40) + text.slice(text.length / 2 + 40),
	'without its first line': text => text.slice(text.indexOf('\n') + 1),
	'with a conflict of git': text => text.replace('\n', '\n<<<<<<< HEAD\n=======\n>>>>>>> other\n'),
	'with a word changed': text => text.replace('"arxiv:2403.00012', 'arxiv:2403.00012'),
};

async function onlyFile(files: MemoryFileStore, pattern: RegExp): Promise<string> {
	const found = (await files.names('feeds')).filter(name => pattern.test(name));
	assert.equal(found.length, 1, String(found));
	return `feeds/${found[0] ?? ''}`;
}

describe('the files of feeds', () => {
	for (const [what, damage] of Object.entries(damages)) {
		it(`should lose only what the damage falls on, and keep the file: ${what}`, async () => {
			const files = new MemoryFileStore();
			await new FeedStore(files, 'feeds', silentLog).change('one', () => contents);
			const path = await onlyFile(files, /^feed-/);
			const damaged = damage((await files.read(path)) ?? '');
			files.put(path, damaged);
			const store = new FeedStore(files, 'feeds', silentLog);
			const left = (await store.read('one')).entries;
			assert.ok(left.length >= 13 && left.length <= 30, String(left.length));
			assert.deepEqual(
				left.filter(entry => !contents.entries.some(({ id }) => id === entry.id)),
				[],
			);
			await store.change('one', before => ({ ...before, failures: 1 }));
			assert.equal(await files.read(await onlyFile(files, /-damaged-/)), damaged);
			assert.deepEqual((await new FeedStore(files, 'feeds', silentLog).read('one')).entries, left);
		});

		it(`should lose only the marks that the damage falls on: ${what}`, async () => {
			const files = new MemoryFileStore();
			const marks = new ReadMarks(files, 'feeds/marks.json', silentLog);
			await marks.set(papers, 'read');
			const damaged = damage((await files.read('feeds/marks.json')) ?? '');
			files.put('feeds/marks.json', damaged);
			const again = new ReadMarks(files, 'feeds/marks.json', silentLog);
			await again.refresh();
			const left = papers.filter(paper => again.of(paper) === 'read').length;
			assert.ok(left >= 13, String(left));
			await again.set([{ type: 'article', title: 'Another', identifiers: { arxiv: '2403.00099' } }], 'dismissed');
			assert.equal(await files.read(await onlyFile(files, /-damaged-/)), damaged);
			await marks.refresh();
			assert.equal(papers.filter(paper => marks.of(paper) === 'read').length, left);
		});
	}

	it('should keep what another window brought meanwhile', async () => {
		const files = new MemoryFileStore();
		const [one, two] = [new FeedStore(files, 'feeds', silentLog), new FeedStore(files, 'feeds', silentLog)];
		await Promise.all(
			contents.entries.map((entry, at) =>
				(at % 2 === 0 ? one : two).change('one', before => ({ ...before, entries: [...before.entries, entry] })),
			),
		);
		assert.equal((await one.read('one')).entries.length, 30);
	});

	it('should keep an entry that cannot be read in the file that is set aside', async () => {
		const files = new MemoryFileStore();
		const store = new FeedStore(files, 'feeds', silentLog);
		await store.change('one', () => contents);
		const path = await onlyFile(files, /^feed-/);
		files.put(path, ((await files.read(path)) ?? '').replace('"title":"Paper 3"', '"title":["Paper 3"]'));
		assert.equal((await store.read('one')).entries.length, 29);
		await store.change('one', before => before);
		assert.match((await files.read(await onlyFile(files, /-damaged-/))) ?? '', /\["Paper 3"\]/);
	});

	it('should remove feeds that nobody follows, and nothing else', async () => {
		const files = new MemoryFileStore();
		const store = new FeedStore(files, 'feeds', silentLog);
		await store.change('one', () => contents);
		await store.change('two', () => contents);
		files.put('feeds/feed-00000001-damaged-00000002.json', 'x');
		files.put('feeds/feed-00000001.json.lock', 'x');
		await store.keepOnly(['one']);
		assert.equal((await store.read('two')).entries.length, 0);
		assert.equal((await files.names('feeds')).length, 3);
	});
});
