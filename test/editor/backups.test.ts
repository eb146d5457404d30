import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { marginalia, tidy, write } from './workspace';

const run = <T = unknown>(command: string, ...args: unknown[]) => vscode.commands.executeCommand<T>(`marginalia.${command}`, ...args);
const all = async () => (await marginalia()).papers();
const keysWith = async (status: string) => (await all()).filter(paper => paper.status === status).length;

const names = 'Alder Birch Cedar Dogwood Elm Fir Ginkgo Hazel Ivy Juniper Kapok Larch Maple Nutmeg Oak Pine Quince Rowan Spruce Teak'.split(
	' ',
);
const bibliography = names
	.flatMap((name, at) =>
		[1, 2, 3].map(
			part =>
				`@article{${name}${part}, author = {${name}, A. ${part}}, title = {${name} Growth under ${names[(at + 7 * part) % 20] ?? ''} Shade}, year = ${1990 + part + at}}\n`,
		),
	)
	.join('');

describe('backups of the library', () => {
	before(tidy);
	afterEach(tidy);

	it('should be made before many papers change, and be restored as a change that can be undone', async () => {
		await run('ingestFile', await write('trees.bib', bibliography));
		const keys = (await all()).map(paper => paper['citation-key']);
		assert.equal(keys.length, 60);
		await run('setStatus', keys, 'read');
		assert.equal(await keysWith('read'), 60);
		await run('removePaper', keys.slice(0, 2));
		await run('restoreLibrary', 'newest', 'missing');
		assert.deepEqual([await keysWith('read'), await keysWith('unread')], [58, 2]);
		await run('undoLibraryChange');
		assert.equal((await all()).length, 58);
		// The newest is of the state before the restoring by now.
		await run('setStatus', keys.slice(2), 'reading');
		await run('restoreLibrary', 'newest', 'exact');
		assert.deepEqual([(await all()).length, await keysWith('read')], [58, 58]);
	});
});
