import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { exists, file, marginalia, read, tidy, until, write } from './workspace';

const key = 'bananasSpaceSurvey';
const abstract =
	'This made-up abstract is about bananas. It goes on for long enough to be told from a title, in several sentences. Nothing in it is true, and none of it was copied. It ends here.';
const listing = ['Daily Papers', 'Aug 20', 'Bananas in Space: A Survey', abstract].join('\n\n');
const note = () => file(`notes/${key}.md`);

const run = <T = unknown>(command: string, ...args: unknown[]) => vscode.commands.executeCommand<T>(`marginalia.${command}`, ...args);
const setting = (name: string, value: unknown) =>
	vscode.workspace.getConfiguration('marginalia').update(name, value, vscode.ConfigurationTarget.Global);
const quote = (text: string) => run('quoteToNote', key, { text, place: 'Abstract' });

describe('quotes, thoughts and the daily log', () => {
	before(tidy);
	beforeEach(async () => run('ingestFile', await write('listing.txt', listing)));
	afterEach(async () => {
		await setting('log.enabled', undefined);
		await tidy();
	});

	it('should make the note for the first quote and append the next, each with its source', async () => {
		assert.equal(await quote('Nothing in it is [true].'), note().toString());
		const once = await read(note());
		assert.match(once, /\n## Quotes\n\n> Nothing in it is \\\[true\\\]\.\n>\n> — \[@bananasSpaceSurvey, Abstract\]\n$/);
		await quote('It ends here.');
		assert.equal(await read(note()), `${once.trimEnd()}\n\n> It ends here.\n>\n> — [@bananasSpaceSurvey, Abstract]\n`);
	});

	it('should put a thought below its heading, and keep every byte around it', async () => {
		const mine = `---\r\ncitation-key: ${key}\r\n---\r\n\r\n## Thoughts\r\n\r\nMine.  \r\n\r\n## Notes\r\n\r\n\tMore.`;
		await write('elsewhere/mine.md', mine);
		await until(async () => (await (await marginalia()).noteUri(key))?.path === file('elsewhere/mine.md').path, 'the note is found');
		assert.equal(await run('addThought', key, 'As in *LoRA*.'), file('elsewhere/mine.md').toString());
		const after = await read(file('elsewhere/mine.md'));
		assert.equal(after.replace(/\r\n\r\n- \d{4}-\d\d-\d\d \d\d:\d\d As in \*LoRA\*\./, ''), mine);
	});

	it('should write into an unsaved editor in one undo step, and leave the file to the user', async () => {
		await run('openNote', key);
		const editor = vscode.window.activeTextEditor;
		assert.ok(editor);
		const saved = await read(note());
		await editor.edit(edit => edit.insert(new vscode.Position(editor.document.lineCount, 0), 'Not saved yet.\n'));
		const typed = editor.document.getText();
		await quote('It ends here.');
		assert.match(editor.document.getText(), /Not saved yet\.\n\n## Quotes\n\n> It ends here\./);
		assert.ok(editor.document.isDirty, 'the unsaved text was saved');
		assert.equal(await read(note()), saved);
		await vscode.commands.executeCommand('undo');
		assert.equal(editor.document.getText(), typed);
	});

	it('should add nothing behind a code block that never ends', async () => {
		const mine = `---\ncitation-key: ${key}\n---\n\n\`\`\`\ncode\n`;
		await write(`notes/${key}.md`, mine);
		assert.equal(await quote('It ends here.'), undefined);
		assert.equal(await read(note()), mine);
	});

	it('should keep no log unless asked, then what was saved, read and quoted, behind what the user wrote', async () => {
		const folder = file('log');
		assert.equal(await exists(folder), false);
		await setting('log.enabled', true);
		await run('setStatus', key, 'read');
		// While it is written, its temporary name is there.
		const logName = async () =>
			(await exists(folder))
				? (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name).find(name => name.endsWith('.md'))
				: undefined;
		await until(async () => (await logName()) !== undefined, 'the log is there');
		const name = (await logName()) ?? '';
		const log = vscode.Uri.joinPath(folder, name);
		assert.match(await read(log), /^# \d{4}-\d\d-\d\d\n\n- \d\d:\d\d Read \[@bananasSpaceSurvey\] Bananas in Space: A Survey\n$/);
		const editor = await vscode.window.showTextDocument(log);
		await editor.edit(edit => edit.insert(new vscode.Position(editor.document.lineCount, 0), '\nA good day.'));
		await quote('It ends here.');
		await until(() => editor.document.getText().includes('Quoted'), 'the quotation is logged');
		assert.match(
			editor.document.getText(),
			/A Survey\n\nA good day\.\n\n- \d\d:\d\d Quoted \[@bananasSpaceSurvey\] Bananas in Space: A Survey\n$/,
		);
		assert.ok(editor.document.isDirty, 'the unsaved text was saved');
		await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
		await vscode.workspace.fs.delete(folder, { recursive: true });
	});
});
