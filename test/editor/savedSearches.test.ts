import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { tidy, until, write } from './workspace';

const entries = ['one', 'two'].map(key => `@book{${key}, title = {The Book of ${key}}, author = {Doe, Jo}, keywords = {tag ${key}}}`);
const run = <T = unknown>(command: string, ...args: unknown[]) => vscode.commands.executeCommand<T>(`marginalia.${command}`, ...args);
const kept = () => vscode.workspace.getConfiguration('marginalia').get('library.savedSearches');

describe('saved searches', () => {
	before(tidy);
	beforeEach(async () => run('ingestFile', await write('books.bib', entries.join('\n'))));
	afterEach(async () => {
		await vscode.workspace.getConfiguration('marginalia').update('library.savedSearches', undefined, false);
		await tidy();
	});

	it('should be kept in the settings of the workspace, and replaced and deleted by name', async () => {
		assert.equal(await run('saveSearch', 'one OR two', 'Both'), 'Both');
		await run('saveSearch', 'tag:one', 'First');
		await until(() => JSON.stringify(kept()) === '{"Both":"one OR two","First":"tag:one"}', 'both are kept');
		await run('saveSearch', 'has:note', 'Both');
		await run('deleteSearch', 'First');
		await until(() => JSON.stringify(kept()) === '{"Both":"has:note"}', 'one is replaced and one gone');
	});
});
