import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { file, marginalia, openWithCursors, read, textWithCursors, tidy } from './workspace';

const run = <T = unknown>(command: string, ...args: unknown[]) => vscode.commands.executeCommand<T>(`marginalia.${command}`, ...args);
const setting = (name: string, value: unknown) =>
	vscode.workspace.getConfiguration('marginalia').update(name, value, vscode.ConfigurationTarget.Global);

describe('zotero in the editor', () => {
	before(tidy);
	afterEach(async () => {
		await tidy();
		await setting('network.addresses', undefined);
		await setting('network.services', undefined);
	});

	async function useZotero(addresses: (url: string) => { readonly zotero: string; readonly 'zotero-web'?: string }): Promise<void> {
		const { url } = JSON.parse(await read(file('.services.json'))) as { readonly url: string };
		const places = addresses(url);
		await setting('network.addresses', places);
		await setting('network.services', Object.fromEntries(Object.keys(places).map(name => [name, true])));
	}

	it('should bring in a library, and the next time only what changed; closed, it changes nothing', async () => {
		await useZotero(url => ({ zotero: `${url}/ok/zotero` }));
		assert.deepEqual(await run('addFromZotero', { library: 'users/0' }), { added: 4, merged: 0, unchanged: 0, annotations: 2 });
		assert.ok((await (await marginalia()).papers()).some(paper => paper['citation-key'] === 'peel2024bananas'));
		assert.deepEqual(await run('addFromZotero', { library: 'users/0' }), { added: 0, merged: 0, unchanged: 0 });
		assert.deepEqual(await run('addAllFromZotero', { library: 'users/0' }), { added: 0, merged: 0, unchanged: 4 });
		await run('undoLibraryChange');
		assert.equal((await (await marginalia()).papers()).length, 0);
		assert.deepEqual(
			await run('addFromZotero', { library: 'users/0' }),
			{ added: 4, merged: 0, unchanged: 0, annotations: 2 },
			'it was undone, so all comes again',
		);
		await useZotero(() => ({ zotero: 'http://127.0.0.1:1' }));
		assert.equal(await run('addFromZotero', { library: 'groups/99' }), undefined);
		assert.equal((await (await marginalia()).papers()).length, 4);
	});

	it('should ask zotero.org with the user’s key where the program is closed', async () => {
		await useZotero(url => ({ zotero: 'http://127.0.0.1:1', 'zotero-web': `${url}/ok/zotero-web` }));
		assert.equal(await run('addFromZotero', { library: 'users/0' }), undefined, 'nobody is let in without a key');
		await run('setServiceKey', 'zotero-web', 'made-up-key');
		assert.deepEqual(await run('addFromZotero', { library: 'users/0' }), { added: 4, merged: 0, unchanged: 0, annotations: 2 });
		assert.deepEqual(await run('addFromZotero', { library: 'users/0' }), { added: 0, merged: 0, unchanged: 0 });
		await run('setServiceKey', 'zotero-web', '');
	});

	it('should write the citation that was picked in Zotero’s window', async () => {
		await useZotero(url => ({ zotero: `${url}/ok/zotero` }));
		const editor = await openWithCursors('See |.', 'markdown');
		assert.equal(await run('pickInZotero'), '[@peel2024bananas, p. 3]');
		assert.equal(textWithCursors(editor), 'See [@peel2024bananas, p. 3]|.');
	});
});
