import assert from 'node:assert/strict';
import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { checkPaths } from '../../../src/cli/commands/check';
import { nodeDisk, nodeFileStore, nodeNotes } from '../../../src/host/files/node';
import { commandHost } from '../../fakes/commandHost';
import { MemoryCache } from '../../fakes/memoryCache';
import { ToolFolder } from '../../fakes/toolFolder';

/** Long before the clock of the host, so that a file is not taken for one that is just being written. */
const longAgo = new Date('2026-11-01T12:00:00Z');

describe('what a check remembers of documents', () => {
	let folder: ToolFolder;
	let cache: MemoryCache;
	let read: string[];

	beforeEach(async () => {
		folder = await ToolFolder.create('@book{roe2019, author = {Roe, R.}, title = {Paper boats}, year = 2019}');
		cache = new MemoryCache();
		read = [];
	});
	afterEach(() => folder.remove());

	async function check(): Promise<readonly string[]> {
		const notes = nodeNotes();
		const host = {
			...commandHost(nodeDisk('media'), nodeFileStore()),
			noteSource: {
				stamp: (uri: string) => notes.stamp(uri),
				read: (uri: string) => {
					read.push(uri.slice(uri.lastIndexOf('/') + 1));
					return notes.read(uri);
				},
			},
			cacheOf: () => cache,
		};
		read = [];
		const { problems } = await checkPaths({ paths: [], workspace: folder.path, cached: true }, host);
		return problems.map(({ file, line, column, message }) => `${file.slice(folder.path.length + 1)}:${line}:${column ?? ''} ${message}`);
	}

	async function write(files: Readonly<Record<string, string>>): Promise<void> {
		await folder.write(files);
		await Promise.all(Object.keys(files).map(name => utimes(join(folder.path, name), longAgo, longAgo)));
	}

	/** Enough for it to be worth while, with all that a document can hold. */
	const texts = Object.fromEntries(
		Array.from({ length: 80 }, (_, at) => [
			`n${at}.md`,
			`---\nbibliography: [gone${at}.bib, "größe ‰.bib"]\n---\n# Head ${at}\r\n[@roe2019; @no${at}] @octocat @roe2018x\n[[n${at + 1}#Head ${at + 1}]] [[n${at}#Nowhere|x]] ![[ñ–${at}]] [a](n${at - 1}.md) [b](<none ${at}.md>) [[#Head ${at}]]\n`,
		]),
	);

	it('should say the same the second time, reading nothing, and the same as without a memory', async () => {
		await write(texts);
		const first = await check();
		assert.ok(first.length > 400);
		assert.deepEqual(await check(), first);
		assert.deepEqual(read, []);
		cache.files.clear();
		assert.deepEqual(await check(), first);
	});

	it('should read again what changed, and what has works of its own', async () => {
		await write({ ...texts, 'own.md': '---\nreferences:\n- id: mine\n  title: Mine\n---\n[@mine; @theirs]\n' });
		const first = await check();
		assert.equal(first.filter(problem => problem.startsWith('own.md')).length, 1);
		await write({ 'n7.md': '[@changed]' });
		const second = await check();
		assert.deepEqual([...new Set(read)].sort(), ['n7.md', 'own.md']);
		assert.deepEqual(
			second.filter(problem => problem.startsWith('n7.md')),
			['n7.md:1:3 No paper in the library has the citation key “changed”.'],
		);
		// What it says of others is not remembered: they changed.
		assert.ok(second.some(problem => problem.startsWith('n6.md') && problem.includes('“n7” has no heading “Head 7”')));
	});

	it('should take a memory that is cut short or of something else for none', async () => {
		await write(texts);
		const first = await check();
		const whole = (await cache.read('checked.index')) ?? new Uint8Array();
		for (const damaged of [whole.slice(0, 100), whole.slice(0, -4), new Uint8Array(), whole.slice(4)]) {
			await cache.write('checked.index', [damaged]);
			assert.deepEqual(await check(), first);
			assert.equal(read.length > 0, true);
			await check();
			assert.deepEqual(read, []);
		}
	});
});
