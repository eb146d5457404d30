import assert from 'node:assert/strict';
import { rm, symlink } from 'node:fs/promises';
import * as vscode from 'vscode';
import { file, marginalia, read, tidy, write } from './workspace';

interface Kept {
	readonly removed: number;
	readonly unread: readonly vscode.Uri[];
}

describe('a references file beside a document that cannot be read', () => {
	afterEach(async () => {
		await tidy();
		await rm(file('chapters').fsPath, { recursive: true, force: true });
	});

	it('should lose nothing until the document can be read again', async () => {
		const entry = (key: string) =>
			`@article{${key},\n  title = {On ${key}},\n  author = {Doe, Jane},\n  journal = {Rays},\n  year = {2020}\n}\n`;
		await (await marginalia()).ingest(entry('doe2020') + entry('roe2020'));
		const naming = (words: string) => `---\nbibliography: kept.bib\n---\n\n${words}\n`;
		const keep = async () =>
			(await vscode.commands.executeCommand<readonly Kept[]>('marginalia.keepReferences', file('chapters/one.md')))[0];
		await write('chapters/one.md', naming('[@doe2020; @roe2020]'));
		await keep();
		await write('chapters/one.md', naming('[@doe2020]'));
		const lost = file('chapters/two.Rmd').fsPath;
		await symlink('nowhere.Rmd', lost);
		const kept = await keep();
		assert.deepEqual([kept?.removed, kept?.unread.map(({ fsPath }) => fsPath)], [0, [lost]]);
		assert.match(await read(file('chapters/kept.bib')), /\{roe2020,/);
		await rm(lost);
		assert.equal((await keep())?.removed, 1);
		assert.doesNotMatch(await read(file('chapters/kept.bib')), /\{roe2020,/);
	});
});
