import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { file, marginalia, read, tidy, until, write } from './workspace';

const entries = ['one', 'two', 'three'].map(key => `@book{${key}, title = {The Book of ${key}}, author = {Doe, Jo}, keywords = {old}}`);
const run = <T = unknown>(command: string, ...args: unknown[]) => vscode.commands.executeCommand<T>(`marginalia.${command}`, ...args);
const volume = () => read(file('.marginalia/volume-0001.json'));

describe('collections, tags, ratings and pins', () => {
	before(tidy);
	beforeEach(async () => run('ingestFile', await write('books.bib', entries.join('\n'))));
	afterEach(tidy);

	const collections = async () => {
		const api = await marginalia();
		const papers = await Promise.all(['one', 'two', 'three'].map(key => api.paper(key)));
		return papers.map(paper => (paper?.['collections'] ?? []) as unknown);
	};

	it('should be made, moved, merged and deleted, each as one step to undo', async () => {
		await run('newCollection', ['one', 'two'], 'Thesis > Chapter 1');
		await run('addToCollection', ['one', 'three'], ['Talks']);
		assert.deepEqual(await collections(), [['Thesis > Chapter 1', 'Talks'], ['Thesis > Chapter 1'], ['Talks']]);
		await run('moveCollections', ['Talks'], 'Thesis');
		await run('renameCollection', 'Thesis', 'Dissertation');
		assert.deepEqual(await collections(), [
			['Dissertation > Chapter 1', 'Dissertation > Talks'],
			['Dissertation > Chapter 1'],
			['Dissertation > Talks'],
		]);
		assert.equal(await run('moveCollections', ['Dissertation'], 'Dissertation > Talks'), undefined);
		await run('mergeCollection', 'Dissertation > Talks', 'Dissertation > Chapter 1');
		await run('removeFromCollection', ['two'], ['Dissertation > Chapter 1']);
		await run('deleteCollection', 'Dissertation');
		assert.deepEqual(await collections(), [[], [], []]);
		const names = [];
		for (let step = 0; step < 7; step += 1) {
			names.push(await run('undoLibraryChange'));
		}
		assert.deepEqual(names, [
			'Deletion of Collection Dissertation',
			'Remove from Collection',
			'Merge of Collection Talks',
			'Rename of Collection Thesis',
			'Move of Collection Talks',
			'Add to Collection',
			'Add to Collection',
		]);
		assert.deepEqual(await collections(), [[], [], []]);
	});

	it('should rate and pin', async () => {
		await run('setRating', ['one', 'two'], 4);
		await run('togglePin', ['one']);
		assert.match(await volume(), /"rating":4.*"pinned":true/);
		await run('togglePin', ['one']);
		await run('setRating', ['one', 'two'], 0);
		assert.doesNotMatch(await volume(), /"rating"|"pinned"/);
	});

	it('should rename and delete a tag in papers and notes, and take both back', async () => {
		await run('createNotes', ['one']);
		const before = await read(file('notes/one.md'));
		assert.match(before, /^tags:\n  - old$/m);
		await run('renameTag', 'old', 'a, "new" one');
		assert.match(await volume(), /"tags":\["a, \\"new\\" one"\]/);
		assert.match(await read(file('notes/one.md')), /^  - 'a, "new" one'$/m);
		await run('deleteTag', ['a, "new" one']);
		assert.doesNotMatch(await read(file('notes/one.md')), /new/);
		await run('undoLibraryChange');
		await run('undoLibraryChange');
		await until(async () => (await read(file('notes/one.md'))) === before, 'the note is as it was');
		assert.match(await volume(), /"tags":\["old"\]/);
	});
});
