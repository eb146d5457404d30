import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { file, marginalia, read, tidy, until, write } from './workspace';

const run = <T = unknown>(command: string, ...args: unknown[]) => vscode.commands.executeCommand<T>(`marginalia.${command}`, ...args);

describe('lines of the library that are no papers', () => {
	before(tidy);
	afterEach(tidy);

	it('should cost only themselves, be set aside and put back', async () => {
		await run(
			'ingestFile',
			await write(
				'two.bib',
				'@article{one, title={One Fine Paper}, year={2021}}\n@article{two, title={Another Fine Paper}, year={2022}}\n',
			),
		);
		const volume = file('.marginalia/volume-0001.json');
		const good = await read(volume);
		const spoiled = good.replace('\n{', '\n{"id": cut\n{');
		await vscode.workspace.fs.writeFile(volume, new TextEncoder().encode(spoiled));
		await run('refreshLibrary');
		const api = await marginalia();
		assert.equal((await api.papers()).length > 0, true);
		await run('setAsideLine');
		assert.deepEqual([await read(volume), await read(file('.marginalia/set-aside.jsonl'))], [good, '{"id": cut\n']);
		await run('undoLibraryChange');
		assert.deepEqual([await read(volume), await read(file('.marginalia/set-aside.jsonl'))], [spoiled, '']);
		await vscode.workspace.fs.writeFile(volume, new TextEncoder().encode(good));
		await run('refreshLibrary');
		await until(async () => (await read(file('.marginalia/.gitignore'))).includes('*.lock'), 'locks are ignored by git');
	});
});

describe('files that cannot be read', () => {
	afterEach(tidy);

	it('should be named, and nothing be imported with them', async () => {
		const good = await write('good.bib', '@article{one, title={One Fine Paper}, year={2021}}\n');
		const asked = [good, file('missing.bib')];
		assert.equal(await run('ingestFile', asked[0], asked), undefined);
		assert.deepEqual(await (await marginalia()).papers(), []);
	});
});
