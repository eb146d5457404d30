import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { marginalia, until } from '../workspace';
import { begin, changeLibrary, files, onDisk, place, put, run, setting, typeInto, unsaved } from './roots';

const key = 'song2021score';
const noteOf = (name: string, words: string) => `---\ncitation-key: ${name}\n---\n${words}`;
const knows = (path: string, name = key) =>
	until(async () => (await (await marginalia()).noteUri(name))?.path === place(path).path, `${path} is the note`);
const activePath = () => vscode.window.activeTextEditor?.document.uri.path;

interface Report {
	readonly refreshed: number;
	readonly upToDate: number;
	readonly kept: readonly unknown[];
	readonly problems: readonly unknown[];
}

describe('notes in three folders', () => {
	beforeEach(begin);
	after(begin);

	it('should make a note in the first folder, from wherever it is asked, and leave what is unsaved as it is', async () => {
		await typeInto('lab notes/inbox/draft.md', 'Saved.\n', `Typed [@${key}].\n`);
		await run('marginalia.openNote', key);
		assert.equal(activePath(), place(`thesis/notes/${key}.md`).path);
		assert.match(await onDisk(`thesis/notes/${key}.md`), /^---\ncitation-key: song2021score\n/);
		assert.deepEqual(await files(), ['lab notes/inbox/draft.md', `thesis/notes/${key}.md`]);
		assert.deepEqual(
			[unsaved(), await onDisk('lab notes/inbox/draft.md')],
			[{ 'lab notes/inbox/draft.md': `Typed [@${key}].\n` }, 'Saved.\n'],
		);
	});

	it('should find the note of a paper in each folder, and make those of many that have none, under names that are free', async () => {
		await setting('marginalia.notes.fileName', 'paper');
		await put('thesis/notes/paper.md', 'Of something else.\n');
		await put('shared/notes/paper.md', 'Of something else again.\n');
		await typeInto('lab notes/deep/any name.md', 'Nothing yet.\n', noteOf('hu2022lora', 'Mine.\n'));
		await put('shared/hu2022lora copy.md', 'Of no paper.\n');
		await knows('lab notes/deep/any name.md', 'hu2022lora');
		assert.deepEqual(await run('marginalia.createNotes', [key, 'hu2022lora', 'ho2020toys']), { made: 2, there: 1 });
		assert.deepEqual(await files(), [
			'lab notes/deep/any name.md',
			'shared/hu2022lora copy.md',
			'shared/notes/paper.md',
			'thesis/notes/paper 2.md',
			'thesis/notes/paper 3.md',
			'thesis/notes/paper.md',
		]);
		assert.deepEqual(
			[await onDisk('thesis/notes/paper.md'), await onDisk('shared/notes/paper.md'), await onDisk('lab notes/deep/any name.md')],
			['Of something else.\n', 'Of something else again.\n', 'Nothing yet.\n'],
		);
		assert.match(await onDisk('thesis/notes/paper 2.md'), /^citation-key: song2021score$/m);
		assert.match(await onDisk('thesis/notes/paper 3.md'), /^citation-key: ho2020toys$/m);
		await setting('marginalia.notes.fileName', undefined);
	});

	it('should open one of two notes of a paper in two folders, say that there are two, and lead to the other', async () => {
		await put('shared/one.md', noteOf(key, 'One.\n'));
		await put('lab notes/two.md', noteOf(key, 'Two.\n'));
		await knows('lab notes/two.md');
		await run('marginalia.openNote', key);
		assert.equal(activePath(), place('lab notes/two.md').path);
		await until(async () => {
			await run('notification.acceptPrimaryAction');
			return activePath() === place('shared/one.md').path;
		}, 'the message leads to the other note');
	});

	it('should refresh a note in another folder and nothing else', async () => {
		await run('marginalia.createNotes', [key, 'hu2022lora']);
		await run('workbench.action.closeAllEditors');
		const made = await onDisk(`thesis/notes/${key}.md`);
		const mine = `${made}Mine,  with spaces.  \n`;
		await put(`shared/deep/${key}.md`, mine);
		await vscode.workspace.fs.delete(place(`thesis/notes/${key}.md`));
		await knows(`shared/deep/${key}.md`);
		const other = await onDisk('thesis/notes/hu2022lora.md');
		await changeLibrary('Nothing in this', 'Little in this');
		const { refreshed, upToDate, kept, problems } = await run<Report>('marginalia.refreshNote', key);
		assert.deepEqual([refreshed, upToDate, kept, problems], [1, 0, [], []]);
		assert.equal(unsealed(await onDisk(`shared/deep/${key}.md`)), unsealed(mine.replace('Nothing in this', 'Little in this')));
		assert.equal(await onDisk('thesis/notes/hu2022lora.md'), other);
	});

	it('should refresh the notes of all folders in one undo step, and write nothing behind an unsaved editor', async () => {
		await run('marginalia.createNotes', [key, 'hu2022lora', 'ho2020toys']);
		await run('workbench.action.closeAllEditors');
		const made = await Promise.all([key, 'hu2022lora', 'ho2020toys'].map(name => onDisk(`thesis/notes/${name}.md`)));
		const [first = '', second = '', third = ''] = made;
		await vscode.workspace.fs.rename(place('thesis/notes/hu2022lora.md'), place('shared/hu2022lora.md'));
		await vscode.workspace.fs.delete(place('thesis/notes/ho2020toys.md'));
		const typed = `${third}Not saved yet.\n`;
		const editor = await typeInto('lab notes/inbox/ho2020toys.md', third, typed);
		await knows('shared/hu2022lora.md', 'hu2022lora');
		await knows('lab notes/inbox/ho2020toys.md', 'ho2020toys');
		await changeLibrary('Nothing in this', 'Little in this');
		assert.equal((await run<Report>('marginalia.refreshAllNotes')).refreshed, 3);
		const fresh = (text: string) => unsealed(text.replace('Nothing in this', 'Little in this'));
		assert.equal(unsealed(await onDisk(`thesis/notes/${key}.md`)), fresh(first));
		assert.equal(unsealed(await onDisk('shared/hu2022lora.md')), fresh(second));
		assert.equal(await onDisk('lab notes/inbox/ho2020toys.md'), third);
		assert.deepEqual([Object.keys(unsaved()), unsealed(editor.document.getText())], [['lab notes/inbox/ho2020toys.md'], fresh(typed)]);
		await vscode.window.showTextDocument(editor.document);
		await run('undo');
		assert.equal(editor.document.getText(), typed);
		await until(
			() => unsaved()['shared/hu2022lora.md'] === second && unsaved()[`thesis/notes/${key}.md`] === first,
			'the other notes are as they were',
		);
	});

	it('should write quotes and thoughts into the note of any folder, an unsaved editor included, and the log into the first', async () => {
		await setting('marginalia.log.enabled', true);
		const editor = await typeInto('lab notes/inbox/mine.md', noteOf(key, 'Old.\n'), noteOf(key, 'New.\n'));
		await put('shared/hu.md', noteOf('hu2022lora', '\n## Thoughts\n\nMine.  \n\n## Notes\n'));
		await knows('lab notes/inbox/mine.md');
		await knows('shared/hu.md', 'hu2022lora');
		assert.equal(
			await run('marginalia.quoteToNote', key, { text: 'Nothing in this.', place: 'Abstract' }),
			place('lab notes/inbox/mine.md').toString(),
		);
		assert.equal(await run('marginalia.addThought', 'hu2022lora', 'As before.'), place('shared/hu.md').toString());
		assert.equal(editor.document.getText(), noteOf(key, `New.\n\n## Quotes\n\n> Nothing in this.\n>\n> — [@${key}, Abstract]\n`));
		assert.equal(await onDisk('lab notes/inbox/mine.md'), noteOf(key, 'Old.\n'));
		assert.equal(
			(await onDisk('shared/hu.md')).replace(/\d{4}-\d\d-\d\d \d\d:\d\d/, 'now'),
			noteOf('hu2022lora', '\n## Thoughts\n\nMine.  \n\n- now As before.\n\n## Notes\n'),
		);
		const log = async () => (await files()).filter(path => path.includes('/log/'));
		await until(async () => (await log()).length > 0, 'the log is there');
		const [path = ''] = await log();
		assert.match(path, /^thesis\/log\/\d{4}-\d\d-\d\d\.md$/);
		await until(async () => /Quoted \[@song2021score\][^]*Thought[^\n]* \[@hu2022lora\]/.test(await onDisk(path)), 'both are logged');
		await vscode.window.showTextDocument(editor.document);
		await run('undo');
		assert.equal(editor.document.getText(), noteOf(key, 'New.\n'));
		await setting('marginalia.log.enabled', undefined);
	});
});

/** The print of a managed block follows its text. */
function unsealed(text: string): string {
	return text.replace(/seal:[0-9a-f]{8}/g, 'seal:');
}
