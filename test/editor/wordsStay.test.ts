import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { exists, file, marginalia, read, tidy, until, write } from './workspace';

const titles = ['Bananas in Space: A Survey', 'Why Do Small Models Dream of Large Ones?', 'Learning to Peel without Supervision'];
const abstractOf = (title: string) =>
	`This made-up abstract belongs to ${title}. It goes on for long enough to be told from a title, in several sentences. Nothing in it is true, and none of it was copied. It ends here.`;
const listing = ['Daily Papers', 'Aug 20', ...titles.flatMap(title => [title, abstractOf(title)])].join('\n\n');
const keys = ['bananasSpaceSurvey', 'whySmallModels', 'learningPeelSupervision'];
const key = 'bananasSpaceSurvey';

interface Report {
	readonly refreshed: number;
	readonly kept: readonly { readonly name: string }[];
	readonly problems: readonly { readonly message: string }[];
}

const run = <T = unknown>(command: string, ...args: unknown[]) => vscode.commands.executeCommand<T>(`marginalia.${command}`, ...args);
const note = (name = key) => file(`notes/${name}.md`);
const closeAll = () => vscode.commands.executeCommand('workbench.action.closeAllEditors');

async function changeAbstracts(): Promise<void> {
	const uri = file('.marginalia/volume-0001.json');
	await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode((await read(uri)).replaceAll('made-up abstract', 'invented abstract')));
	await run('refreshLibrary');
}

describe('the words of the user', () => {
	before(tidy);
	beforeEach(async () => run('ingestFile', await write('listing.txt', listing)));
	afterEach(tidy);

	it('should stay in new notes whatever is undone', async () => {
		await run('createNotes', keys);
		const theirs = `${await read(note(keys[1]))}Appended by another program.\n`;
		await vscode.workspace.fs.writeFile(note(keys[1]), new TextEncoder().encode(theirs));
		// Undo may go on into what the file of that name was in another test.
		await run('openNote', keys[2]);
		const editor = vscode.window.activeTextEditor;
		assert.ok(editor);
		const made = editor.document.getText();
		await editor.edit(edit => edit.insert(editor.document.positionAt(made.length), 'Typed and saved.'));
		await editor.document.save();
		for (let undone = 0; undone < 4; undone += 1) {
			await vscode.commands.executeCommand('undo');
		}
		assert.ok((await Promise.all(keys.map(name => exists(note(name))))).every(Boolean), 'every note is there');
		assert.ok(!editor.document.getText().includes('Typed and saved.'));
		for (let redone = 0; redone < 4; redone += 1) {
			await vscode.commands.executeCommand('redo');
		}
		assert.equal(editor.document.getText(), `${made}Typed and saved.`);
		assert.equal(await read(note(keys[1])), theirs);
	});

	it('should stay in the front matter', async () => {
		await run('createNotes', [key]);
		const mine = (await read(note()))
			.replace('authors: []', 'authors: [Ann Lee, Bo Kim]')
			.replace(/\nyear:.*/, '\nyear: 2019')
			.replace(/\nurl:.*/, '\nurl: https://example.org/kelp.pdf')
			.replace(/\ntitle: .*/, '\ntitle: "Bananas (chapter 3)"');
		await vscode.workspace.fs.writeFile(note(), new TextEncoder().encode(mine));
		await changeAbstracts();
		const report = await run<Report>('refreshAllNotes');
		assert.deepEqual([report.refreshed, report.kept.map(({ name }) => name), report.problems], [1, ['title'], []]);
		const unsealed = (text: string) => text.replace(/seal:[0-9a-f]{8}/g, '');
		assert.equal(unsealed(await read(note())), unsealed(mine.replace('made-up abstract', 'invented abstract')));
	});

	it('should stay in files that only have the name of a paper, in copies and in trash', async () => {
		const hobby = '---\ntitle: My stuffed banana\nyear: 1999\nauthors: [Grandma]\nurl:\ntags: []\n---\nSewing plan.\n';
		await write(`elsewhere/${key}.md`, hobby);
		await run('createNotes', [keys[1]]);
		const real = await read(note(keys[1]));
		const copies = [`notes/${keys[1]} 2.md`, `notes/${keys[1]} (Ann's conflicted copy 2026-11-29).md`, `elsewhere/.trash/${keys[1]}.md`];
		await Promise.all(copies.map(path => write(path, real)));
		await until(async () => (await (await marginalia()).noteUri(key))?.path === file(`elsewhere/${key}.md`).path, 'the files are known');
		await changeAbstracts();
		assert.equal((await run<Report>('refreshAllNotes')).refreshed, 1);
		assert.equal(await run('addThought', keys[1], 'To the note.'), note(keys[1]).toString());
		assert.match(await read(note(keys[1])), /invented abstract[^]*To the note\./);
		assert.equal(await read(file(`elsewhere/${key}.md`)), hobby);
		for (const path of copies) {
			assert.equal(await read(file(path)), real, path);
		}
	});

	it('should stay in a file that is no UTF-8, byte by byte', async () => {
		const bytes = Uint8Array.from([
			...new TextEncoder().encode(`---\ncitation-key: ${key}\nurl:\n---\npens`),
			0xe9,
			0x65,
			0x73,
			0x0a,
			...new TextEncoder().encode('<!-- marginalia:begin abstract -->\n<!-- marginalia:end -->\n'),
		]);
		await vscode.workspace.fs.createDirectory(file('notes'));
		await vscode.workspace.fs.writeFile(note(), bytes);
		await until(async () => (await (await marginalia()).noteUri(key))?.path === note().path, 'the note is known');
		await run('refreshLibrary');
		const report = await run<Report>('refreshNote', key);
		assert.deepEqual([report.refreshed, report.problems.length], [0, 1]);
		assert.match(report.problems[0]?.message ?? '', /UTF-8/);
		assert.equal(await run('addThought', key, 'A thought that finds no place.'), undefined);
		assert.equal(await vscode.env.clipboard.readText(), 'A thought that finds no place.');
		assert.deepEqual([...(await vscode.workspace.fs.readFile(note()))], [...bytes]);
	});

	it('should be on the clipboard where there is no place for them', async () => {
		await write(`notes/${key}.md`, `---\ncitation-key: ${key}\n---\n\n\`\`\`\ncode\n`);
		await until(async () => (await (await marginalia()).noteUri(key))?.path === note().path, 'the note is known');
		assert.equal(await run('addThought', key, 'Nobody takes me.'), undefined);
		assert.equal(await vscode.env.clipboard.readText(), 'Nobody takes me.');
		assert.equal(await run('quoteToNote', key, { text: 'It ends here.', place: 'Abstract' }), undefined);
		assert.equal(await vscode.env.clipboard.readText(), 'It ends here.');
	});

	it('should be kept while they are typed and quotes come in', async () => {
		await run('openNote', key);
		const editor = vscode.window.activeTextEditor;
		assert.ok(editor);
		const thoughts = Array.from({ length: 8 }, (_, index) => `Thought ${index}.`);
		const added = Promise.all(thoughts.map(text => run('addThought', key, text)));
		for (let line = 0; line < 30; line += 1) {
			await editor.edit(edit => edit.insert(new vscode.Position(editor.document.lineCount, 0), `Line ${line}.\n`));
		}
		assert.deepEqual(
			(await added).filter(uri => uri === undefined),
			[],
		);
		const text = editor.document.getText();
		assert.deepEqual(
			[...thoughts, ...Array.from({ length: 30 }, (_, index) => `Line ${index}.`)].filter(words => !text.includes(words)),
			[],
		);
	});

	it('should not be trimmed by what the editor does as it saves', async () => {
		await run('createNotes', [key]);
		const mine = `${await read(note())}A hard break.  \nAfter it.\t\n`;
		await vscode.workspace.fs.writeFile(note(), new TextEncoder().encode(mine));
		await changeAbstracts();
		const files = vscode.workspace.getConfiguration('files');
		await files.update('trimTrailingWhitespace', true, vscode.ConfigurationTarget.Global);
		const markdown = vscode.workspace.getConfiguration('', { languageId: 'markdown' });
		await markdown.update('files.trimTrailingWhitespace', true, vscode.ConfigurationTarget.Global, true);
		try {
			assert.equal((await run<Report>('refreshAllNotes')).refreshed, 1);
			await run('addThought', key, 'Short.');
			assert.match(await read(note()), /invented abstract[^]*\nA hard break\. {2}\nAfter it\.\t\n[^]*Short\.\n$/);
		} finally {
			await files.update('trimTrailingWhitespace', undefined, vscode.ConfigurationTarget.Global);
			await markdown.update('files.trimTrailingWhitespace', undefined, vscode.ConfigurationTarget.Global, true);
		}
	});

	it('should be offered against the paper where nothing tells whose they are', async () => {
		await run('createNotes', [key]);
		const own = (await read(note())).replace(/<!-- marginalia:values .*?-->/, '').replace(/\ntitle: .*/, '\ntitle: Of an older version');
		await vscode.workspace.fs.writeFile(note(), new TextEncoder().encode(own));
		const report = await run<Report & { readonly unsealed: readonly string[] }>('refreshAllNotes', { edited: 'keep' });
		assert.deepEqual([report.refreshed, report.unsealed, await read(note())], [0, [note().toString()], own]);
		await run('refreshNote', key, { edited: 'replace' });
		assert.match(await read(note()), /\ntitle: "?Bananas in Space: A Survey"?\n/);
		assert.match(await read(note()), /marginalia:values title=/);
	});

	it('should become the text of a link', async () => {
		let files = 0;
		const insert = async (text: string) => {
			files += 1;
			const editor = await vscode.window.showTextDocument(
				await vscode.workspace.openTextDocument(await write(`elsewhere/typed-${files}.md`, text)),
			);
			const start = text.indexOf('the paper');
			editor.selection = new vscode.Selection(editor.document.positionAt(start), editor.document.positionAt(start + 'the paper'.length));
			await run('insertNoteLink', key);
			const after = editor.document.getText();
			await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
			return after;
		};
		assert.equal(await insert('As the paper shows.\n'), `As [[${key}|the paper]] shows.\n`);
		const latex = await vscode.workspace.openTextDocument({ language: 'latex', content: 'As the paper shows.\n' });
		const inLatex = await vscode.window.showTextDocument(latex);
		inLatex.selection = new vscode.Selection(0, 3, 0, 12);
		await run('insertNoteLink', key);
		assert.equal(latex.getText(), `As \\href{notes/${key}.md}{the paper} shows.\n`);
		await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
		assert.equal(await insert('| a | b |\n|---|---|\n| the paper | c |\n'), `| a | b |\n|---|---|\n| [[${key}\\|the paper]] | c |\n`);
		await closeAll();
	});
});
