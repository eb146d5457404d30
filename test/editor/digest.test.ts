import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { exists, file, read, tidy, write } from './workspace';

const titles = ['Bananas in Space: A Survey', 'Learning to Peel without Supervision'];
const abstractOf = (title: string) =>
	`This made-up abstract belongs to ${title}. It goes on for long enough to be told from a title, in several sentences. Nothing in it is true, and none of it was copied. It ends here.`;
const run = <T = unknown>(command: string, ...args: unknown[]) => vscode.commands.executeCommand<T>(`marginalia.${command}`, ...args);

describe('the digest', () => {
	before(async () => {
		await tidy();
		const month = new Date().toLocaleString('en', { month: 'short' });
		const listing = ['Daily Papers', `${month} ${new Date().getDate()}`, ...titles.flatMap(title => [title, abstractOf(title)])].join(
			'\n\n',
		);
		await run('ingestFile', await write('listing.txt', listing));
	});
	after(async () => {
		await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
		await vscode.workspace.fs.delete(file('digests'), { recursive: true });
		await tidy();
	});

	it('should be a note of the week that is renewed around what the user wrote', async () => {
		const path = await run<string>('writeDigest', 'week');
		const uri = vscode.Uri.parse(path);
		const made = await read(uri);
		assert.match(
			made,
			/^# Papers of \d{4}-W\d\d\n[^]*1\. \*\*Bananas in Space: A Survey\*\* \[@bananasSpaceSurvey\]\n\n {3}This made-up abstract/,
		);
		assert.equal(await run('writeDigest', 'week'), path, 'nothing new is no hindrance');
		const editor = await vscode.window.showTextDocument(uri);
		await editor.edit(edit => edit.insert(new vscode.Position(editor.document.lineCount, 0), 'Not saved yet.'));
		const typed = editor.document.getText();
		await run('removePaper', ['learningPeelSupervision']);
		assert.equal(await run('writeDigest', 'week'), path);
		assert.doesNotMatch(editor.document.getText(), /learningPeelSupervision/);
		assert.match(editor.document.getText(), /Not saved yet\.$/);
		assert.equal(await read(uri), made);
		await vscode.commands.executeCommand('undo');
		assert.equal(editor.document.getText(), typed);
	});

	it('should be a draft for the mail program', async () => {
		const message = await read(vscode.Uri.parse(await run<string>('draftDigestMail', 'day')));
		assert.match(message, /\r\nSubject: Papers of \d{4}-\d\d-\d\d\r\nX-Unsent: 1\r\n/);
		assert.equal(await exists(file('digests')), true);
	});
});
