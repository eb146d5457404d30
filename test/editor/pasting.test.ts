import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { marginalia, openWithCursors, textWithCursors, tidy, until } from './workspace';

describe('pasting', () => {
	before(tidy);
	afterEach(tidy);

	it('should ingest and cite what is pasted as a citation', async function () {
		const editor = await openWithCursors('See |.', 'markdown');
		await vscode.env.clipboard.writeText('@article{doe2019paste, title={On Pasting}, author={Doe, Jane}, year={2019}}');
		await vscode.commands.executeCommand('editor.action.pasteAs', { kind: 'marginalia.citation' });
		await until(() => textWithCursors(editor) !== 'See |.', 'something is pasted');
		assert.equal(textWithCursors(editor), 'See [@doe2019paste]|.');
		assert.equal((await (await marginalia()).paper('doe2019paste'))?.title, 'On Pasting');
	});
});
