import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { file, marginalia, read, tidy, until, write } from './workspace';

const run = <T = unknown>(command: string, ...args: unknown[]) => vscode.commands.executeCommand<T>(`marginalia.${command}`, ...args);
const keysOf = async () => (await (await marginalia()).papers()).map(paper => paper['citation-key']).sort();

const bibliography = `@article{pre, author = {Song, Yang}, title = {Noise in Small Brains}, year = 2020, eprint = {2011.00001}, archiveprefix = {arXiv}}
@article{slip, author = {Ho, Jonathan}, title = {Diffusion Models of Almost Everything}, year = 2020}
@article{slop, author = {Ho, Jonathan}, title = {Difusion Model of Almost Everything}, year = 2020}
`;
const published =
	'@article{pub, author = {Song, Yang}, title = {Small Brains, Big Noise}, year = 2021, doi = {10.1000/noise}, journal = {Noise}}\n';

describe('duplicates and keys', () => {
	before(tidy);
	afterEach(tidy);

	it('should merge certain duplicates, show likely ones, remember what was told apart, and take it all back', async () => {
		await run('ingestFile', await write('duplicates.bib', bibliography + published));
		const volume = file('.marginalia/volume-0001.json');
		// The publication names its preprint only now.
		await vscode.workspace.fs.writeFile(
			volume,
			new TextEncoder().encode((await read(volume)).replace('"doi":"10.1000/noise"', '"doi":"10.1000/noise","arxiv":"2011.00001"')),
		);
		await run('refreshLibrary');
		await run('addTag', 'pub', 'mine');
		assert.deepEqual(await run('findDuplicates'), { merged: 1, likely: 1 });
		const api = await marginalia();
		const paper = await api.paper('pub');
		assert.deepEqual(
			[paper?.['citation-key'], paper?.aliases, paper?.tags, paper?.DOI, paper?.['container-title']],
			['pre', ['pub'], ['mine'], '10.1000/noise', 'Noise'],
		);
		for (const query of ['10.1000/noise', '2011.00001']) {
			assert.deepEqual(
				(await api.papers(query)).map(found => found['citation-key']),
				['pre'],
			);
		}
		await until(() => vscode.window.tabGroups.activeTabGroup.activeTab?.label === 'Possible Duplicates', 'the likely ones are shown');
		await run('keepApart', ['slip', 'slop']);
		assert.deepEqual(await run('findDuplicates'), { merged: 0, likely: 0 });
		await run('undoLibraryChange');
		await run('undoLibraryChange');
		assert.deepEqual(await keysOf(), ['pre', 'pub', 'slip', 'slop']);
		await run('mergePapers', ['slop', 'slip']);
		assert.deepEqual([await keysOf(), (await api.paper('slip'))?.title], [['pre', 'pub', 'slop'], 'Difusion Model of Almost Everything']);
	});

	it('should make two papers of a merge that the report names, and one again by undo', async () => {
		await run('ingestFile', await write('mine.bib', published));
		await run('ingestFile', await write('theirs.bib', published.replace('{pub', '{theirs').replace('year', 'note = {Theirs}, year')));
		const api = await marginalia();
		assert.deepEqual([await keysOf(), (await api.paper('pub'))?.['note']], [['pub'], 'Theirs']);
		await run('separateMerged', 0);
		assert.deepEqual([await keysOf(), (await api.paper('pub'))?.['note']], [['pub', 'theirs'], undefined]);
		await run('ingestFile', await write('theirs.bib', published.replace('{pub', '{theirs').replace('year', 'note = {Theirs}, year')));
		assert.deepEqual([await keysOf(), await run('findDuplicates')], [['pub', 'theirs'], { merged: 0, likely: 0 }]);
		await run('undoLibraryChange');
		assert.deepEqual([await keysOf(), (await api.paper('pub'))?.['note']], [['pub'], 'Theirs']);
	});

	it('should refresh a paper from a newer export and keep what the user changed', async () => {
		await run('ingestFile', await write('export.bib', published));
		await run('addTag', 'pub', 'mine');
		await run('setStatus', 'pub', 'read');
		await run('ingestFile', await write('export.bib', published.replace('2021', '2022').replace('journal', 'volume = 7, journal')));
		const paper = await (await marginalia()).paper('pub');
		assert.deepEqual([paper?.issued?.['date-parts'], paper?.['volume'], paper?.tags, paper?.status], [[[2022]], '7', ['mine'], 'read']);
		await run('undoLibraryChange');
		assert.deepEqual((await (await marginalia()).paper('pub'))?.issued?.['date-parts'], [[2021]]);
	});

	it('should make keys anew, in the workspace too, and keep the old ones', async () => {
		await run('ingestFile', await write('keys.bib', published));
		const document = await write('elsewhere/draft.md', 'As [@pub, p. 3] says.\n');
		await run('regenerateKeys', 'pub');
		assert.deepEqual(await keysOf(), ['song2021small']);
		const edited = await vscode.workspace.openTextDocument(document);
		await until(() => edited.getText() === 'As [@song2021small, p. 3] says.\n', 'the citation follows');
		assert.equal((await (await marginalia()).paper('pub'))?.['citation-key'], 'song2021small');
		await run('undoLibraryChange');
		assert.deepEqual(await keysOf(), ['pub']);
		await edited.save();
	});
});
