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
	readonly upToDate: number;
	readonly kept: readonly { readonly path: string; readonly line: number; readonly name: string }[];
	readonly problems: readonly { readonly path: string; readonly line: number; readonly message: string }[];
}

const run = <T = unknown>(command: string, ...args: unknown[]) => vscode.commands.executeCommand<T>(`marginalia.${command}`, ...args);
const setting = (name: string, value: string | undefined) =>
	vscode.workspace.getConfiguration('marginalia').update(name, value, vscode.ConfigurationTarget.Global);
const noteOf = (name: string) => file(`notes/${name}.md`);

/** Lets the library say something new of a paper, as a `git pull` would. */
async function changeVolume(from: string, to: string): Promise<void> {
	const uri = file('.marginalia/volume-0001.json');
	const volume = await read(uri);
	assert.ok(volume.includes(from), `the library does not say “${from}”`);
	await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(volume.replaceAll(from, to)));
	await run('refreshLibrary');
}

describe('notes', () => {
	before(tidy);
	beforeEach(async () => run('ingestFile', await write('listing.txt', listing)));
	afterEach(async () => {
		await setting('notes.template', undefined);
		await setting('notes.fileName', undefined);
		await tidy();
	});

	describe('refreshed', () => {
		it('should take new data in managed places and keep every other byte', async () => {
			await run('openNote', key);
			await vscode.commands.executeCommand('workbench.action.closeAllEditors');
			const made = await read(noteOf(key));
			const mine = made
				.replace('\ncreated:', '\nmood: "good"   # mine\ncreated:')
				.replace(/## Notes\n\n$/, '## Notes\n\nMy own words,  with\ttrailing space.  \n');
			await write(`notes/${key}.md`, mine);
			await changeVolume('made-up abstract belongs to Bananas', 'invented abstract belongs to Bananas');
			const report = await run<Report>('refreshNote', key);
			assert.deepEqual([report.refreshed, report.upToDate, report.kept, report.problems], [1, 0, [], []]);
			const withoutSeal = (text: string) => text.replace(/seal:[0-9a-f]{8}/g, 'seal:');
			const after = await read(noteOf(key));
			assert.equal(withoutSeal(after), withoutSeal(mine.replace('made-up', 'invented')));
			const again = await run<Report>('refreshNote', key);
			assert.deepEqual([again.refreshed, again.upToDate], [0, 1]);
			assert.equal(await read(noteOf(key)), after);
		});

		it('should keep the line endings of a file with \\r\\n', async () => {
			await run('openNote', key);
			await vscode.commands.executeCommand('workbench.action.closeAllEditors');
			const mine = `${await read(noteOf(key))}Mine.  \n`.replaceAll('\n', '\r\n');
			await write(`notes/${key}.md`, mine);
			await changeVolume('made-up abstract belongs to Bananas', 'invented abstract belongs to Bananas');
			assert.equal((await run<Report>('refreshNote', key)).refreshed, 1);
			const after = await read(noteOf(key));
			assert.match(after, /invented abstract/);
			assert.match(after, /Mine\. {2}\r\n$/);
			assert.doesNotMatch(after, /[^\r]\n/);
		});

		it('should leave a file alone whose mixed line endings, and say so', async () => {
			await run('openNote', key);
			await vscode.commands.executeCommand('workbench.action.closeAllEditors');
			const mine = `${await read(noteOf(key))}One.\r\nTwo.\n`;
			await write(`notes/${key}.md`, mine);
			await changeVolume('made-up abstract belongs to Bananas', 'invented abstract belongs to Bananas');
			const report = await run<Report>('refreshNote', key);
			assert.deepEqual([report.refreshed, report.problems.length], [0, 1]);
			assert.match(report.problems[0]?.message ?? '', /mixed line endings/);
			assert.equal(await read(noteOf(key)), mine);
		});

		it('should edit an unsaved editor in place, in one undo step, and leave the file to the user', async () => {
			await run('openNote', key);
			const editor = vscode.window.activeTextEditor;
			assert.ok(editor);
			const saved = await read(noteOf(key));
			await editor.edit(edit => edit.insert(editor.document.positionAt(editor.document.getText().length), 'Not saved yet.\n'));
			const typed = editor.document.getText();
			await changeVolume('made-up abstract belongs to Bananas', 'invented abstract belongs to Bananas');
			const report = await run<Report>('refreshNote');
			assert.equal(report.refreshed, 1);
			assert.match(editor.document.getText(), /invented abstract[^]*Not saved yet\.\n$/);
			assert.ok(editor.document.isDirty, 'the unsaved text was saved');
			assert.equal(await read(noteOf(key)), saved);
			await vscode.commands.executeCommand('undo');
			assert.equal(editor.document.getText(), typed);
		});

		it('should keep a block that the user edited, and replace it only when told to', async () => {
			await run('openNote', key);
			await vscode.commands.executeCommand('workbench.action.closeAllEditors');
			const mine = (await read(noteOf(key))).replace('It ends here.', 'It ends as I say.');
			await write(`notes/${key}.md`, mine);
			await changeVolume('made-up abstract belongs to Bananas', 'invented abstract belongs to Bananas');
			const kept = await run<Report>('refreshNote', key);
			assert.deepEqual([kept.refreshed, kept.kept.map(({ path, name }) => [path, name])], [0, [[`notes/${key}.md`, 'abstract']]]);
			assert.equal(await read(noteOf(key)), mine);
			const replaced = await run<Report>('refreshNote', key, { edited: 'replace' });
			assert.deepEqual([replaced.refreshed, replaced.kept, replaced.problems], [1, [], []]);
			assert.match(await read(noteOf(key)), /invented abstract[^]*It ends here\./);
		});

		it('should show the difference and keep the block while nobody has answered', async () => {
			await run('openNote', key);
			const editor = vscode.window.activeTextEditor;
			assert.ok(editor);
			await editor.edit(edit => {
				const start = editor.document.getText().indexOf('It ends here.');
				edit.replace(new vscode.Range(editor.document.positionAt(start), editor.document.positionAt(start + 2)), 'Mine');
			});
			const mine = editor.document.getText();
			const answer = run<Report>('refreshNote');
			const isDiff = ({ input }: vscode.Tab) => input instanceof vscode.TabInputTextDiff;
			await until(() => vscode.window.tabGroups.all.some(group => group.tabs.some(isDiff)), 'the difference is shown');
			assert.equal(editor.document.getText(), mine);
			await until(async () => {
				await vscode.commands.executeCommand('notifications.clearAll');
				return !vscode.window.tabGroups.all.some(group => group.tabs.some(isDiff));
			}, 'the difference is closed');
			assert.deepEqual(
				(await answer).kept.map(({ name }) => name),
				['abstract'],
			);
			assert.equal(editor.document.getText(), mine);
		});

		it('should name the line of a missing end and of YAML that does not parse, and change nothing', async () => {
			const [first = '', second = ''] = keys;
			await run('createNotes', keys);
			const endless = (await read(noteOf(first))).replace('<!-- marginalia:end -->\n', '');
			const broken = (await read(noteOf(second))).replace('\ntitle:', '\nbroken: "oh\ntitle:');
			await write(`notes/${first}.md`, endless);
			await write(`notes/${second}.md`, broken);
			await changeVolume('made-up abstract', 'invented abstract');
			const report = await run<Report>('refreshNote', keys);
			assert.equal(report.refreshed, 1);
			const line = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;
			const [noEnd, noYaml] = report.problems;
			assert.deepEqual([noEnd?.path, noEnd?.line], [`notes/${first}.md`, line(endless, '<!-- marginalia:begin')]);
			assert.ok(noYaml);
			assert.equal(noYaml.path, `notes/${second}.md`);
			assert.ok(noYaml.line >= line(broken, 'broken:'), `line ${noYaml.line}`);
			assert.deepEqual([await read(noteOf(first)), await read(noteOf(second))], [endless, broken]);
		});

		it('should refresh all notes wherever they are', async () => {
			await run('createNotes', keys);
			await vscode.workspace.fs.rename(noteOf(key), file('elsewhere/renamed.md'));
			await until(
				async () => (await (await marginalia()).noteUri(key))?.path === file('elsewhere/renamed.md').path,
				'the moved note is found',
			);
			await changeVolume('made-up abstract', 'invented abstract');
			assert.equal((await run<Report>('refreshAllNotes', { edited: 'keep' })).refreshed, 3);
			assert.match(await read(file('elsewhere/renamed.md')), /invented/);
		});
	});

	describe('made', () => {
		it('should be made for all that have none, and counted', async () => {
			await run('openNote', key);
			const mine = await read(noteOf(key));
			assert.deepEqual(await run('createNotes', keys), { made: 2, there: 1 });
			assert.equal(await read(noteOf(key)), mine);
			assert.deepEqual(await run('createNotes', keys), { made: 0, there: 3 });
		});

		it('should take several papers of the tree', async () => {
			const nodes = keys.map(name => ({ kind: 'paper', key: name }));
			assert.deepEqual(await run('createNotes', nodes[0], nodes), { made: 3, there: 0 });
		});

		it('should follow the template and the name pattern of the settings', async () => {
			await write(
				'.marginalia/templates/short.md',
				'---\ncitation-key: {{key}}\n---\n# {{title}}\n{{#abstract}}Has an abstract.{{/abstract}}\n',
			);
			await setting('notes.template', 'short');
			await setting('notes.fileName', 'all/{{title}}');
			await run('openNote', key);
			assert.equal(vscode.window.activeTextEditor?.document.uri.path, file('notes/all/Bananas in Space- A Survey.md').path);
			assert.equal(vscode.window.activeTextEditor.document.getText(), `---\ncitation-key: ${key}\n---\n# ${titles[0]}\nHas an abstract.\n`);
		});

		it('should give two papers of one name two files', async () => {
			await setting('notes.fileName', 'paper');
			assert.deepEqual(await run('createNotes', keys.slice(0, 2)), { made: 2, there: 0 });
			assert.deepEqual([await exists(noteOf('paper')), await exists(noteOf('paper 2'))], [true, true]);
			assert.deepEqual(await run('createNotes', keys.slice(0, 2)), { made: 0, there: 2 });
		});

		it('should make nothing from a template with a mistake, or that is not there', async () => {
			await write('templates-of-mine.md', '# {{title}}\n\n{{#abstract}}\nNever closed.\n');
			for (const template of ['templates-of-mine.md', 'nowhere']) {
				await setting('notes.template', template);
				assert.equal(await run('createNotes', keys), undefined);
				assert.equal(await exists(file('notes')), false);
			}
			await setting('notes.template', undefined);
			await setting('notes.fileName', '{{#year}}{{key}}');
			assert.equal(await run('createNotes', keys), undefined);
			assert.equal(await exists(file('notes')), false);
		});
	});

	it('should open one of two notes that claim a paper, and refresh only that one when asked by key', async () => {
		await run('openNote', key);
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		// The note that is named as the key comes before others that claim the paper.
		const twin = await write('elsewhere/twin.md', await read(noteOf(key)));
		await run('openNote', key);
		assert.equal(vscode.window.activeTextEditor?.document.uri.path, noteOf(key).path);
		await changeVolume('made-up abstract', 'invented abstract');
		assert.equal((await run<Report>('refreshNote', key)).refreshed, 1);
		assert.match(await read(noteOf(key)), /invented/);
		assert.match(await read(twin), /made-up/);
	});
});
