import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../workspace';
import { begin, files, onDisk, place, put, run, saveAll, says, setting, typeInto } from './roots';

/** The place of the `|` in a text. */
function positionIn(text: string): vscode.Position {
	const lines = text.slice(0, text.indexOf('|')).split('\n');
	return new vscode.Position(lines.length - 1, lines.at(-1)?.length ?? 0);
}

/** Opens a file that is written with a text whose `|` is the place to ask about. */
async function openAt(path: string, text: string): Promise<{ readonly uri: vscode.Uri; readonly position: vscode.Position }> {
	const { document } = await vscode.window.showTextDocument(await put(path, text.replace('|', '')));
	return { uri: document.uri, position: positionIn(text) };
}

async function move(from: string, to: string): Promise<void> {
	const edit = new vscode.WorkspaceEdit();
	edit.renameFile(place(from), place(to));
	assert.ok(await vscode.workspace.applyEdit(edit));
}

async function shown(uri: vscode.Uri, position: vscode.Position): Promise<string> {
	const hovers = await run<vscode.Hover[]>('vscode.executeHoverProvider', uri, position);
	return hovers
		.flatMap(({ contents }) => contents.map(content => (content instanceof vscode.MarkdownString ? content.value : '')))
		.join('\n');
}

const broken = (uri: vscode.Uri) => vscode.languages.getDiagnostics(uri).filter(({ code }) => code === 'broken-link');
const backlinks = async (key: string) => (await run<{ readonly count: number }>('marginalia.showBacklinks', key)).count;

describe('links between three folders', () => {
	beforeEach(async () => {
		await begin();
		await setting('marginalia.links.updateOnMove', 'always');
		await put('lab notes/inbox/Idea.md', '---\ntitle: A Great Idea\n---\n# Idea\n\nFirst words.\n\n## Part two\n\nMore words.\n');
	});
	after(async () => {
		await setting('marginalia.links.updateOnMove', undefined);
		await begin();
	});

	it('should complete notes of the other folders, by as much of their path as it takes', async () => {
		await put('shared/inbox/Idea.md', '# Another\n');
		const { uri } = await openAt('thesis/a.md', '');
		const offered = async (text: string, trigger: string) => {
			const edit = new vscode.WorkspaceEdit();
			edit.replace(uri, new vscode.Range(0, 0, 9, 0), text.replace('|', ''));
			await vscode.workspace.applyEdit(edit);
			const { items } = await run<vscode.CompletionList>('vscode.executeCompletionItemProvider', uri, positionIn(text), trigger);
			return items.map(({ insertText }) => (typeof insertText === 'string' ? insertText : ''));
		};
		await until(async () => (await offered('[[idea|]]', '[')).length > 1, 'both notes are offered');
		const wanted = (await offered('[[idea|]]', '[')).filter(text => /Idea$/.test(text));
		assert.deepEqual(wanted.sort(), ['Idea', 'shared/inbox/Idea']);
		assert.ok((await offered('[x](great|)', '(')).includes('../lab%20notes/inbox/Idea.md'));
		assert.deepEqual(
			(await offered('[[lab notes/inbox/Idea#|]]', '[')).filter(text => text === 'Part two'),
			['Part two'],
		);
	});

	it('should show and open what links to other folders lead to, as an unsaved editor has it', async () => {
		const { uri, position } = await openAt('thesis/a.md', 'See [[Idea#Part |two]] and [x](../lab%20notes/inbox/Idea.md#part-two).\n');
		await until(async () => (await shown(uri, position)).includes('More words'), 'the part is shown');
		assert.match(await shown(uri, new vscode.Position(0, 35)), /lab notes\/inbox\/Idea\.md[^]*More words/);
		const [definition] = await run<vscode.LocationLink[]>('vscode.executeDefinitionProvider', uri, position);
		assert.deepEqual([definition?.targetUri.path, definition?.targetRange.start.line], [place('lab notes/inbox/Idea.md').path, 7]);
		await typeInto('lab notes/inbox/Idea.md', '# Idea\n', '# Idea\n\n## Part two\n\nTyped words.\n');
		await until(async () => (await shown(uri, position)).includes('Typed words'), 'the unsaved words are shown');
	});

	it('should find the places that name a paper in every folder, in unsaved text as well', async () => {
		const { uri, position } = await openAt('thesis/a.md', 'See @song20|21score.\n');
		await put('shared/b.tex', 'Two \\cite{song2021score}.\n');
		await typeInto('lab notes/c.md', 'Saved @song2021score and @song2021score.\n', 'Typed.\n\nThree [[song2021score]].\n');
		const found = await run<vscode.Location[]>('vscode.executeReferenceProvider', uri, position);
		// The editor's own provider answers, too, and may still know what another test wrote.
		const words = await Promise.all(
			found.map(async ({ uri: file, range }) => (await vscode.workspace.openTextDocument(file)).getText(range)),
		);
		const ours = found.filter((_, index) => words[index] === 'song2021score');
		assert.deepEqual(
			ours
				.map(({ uri: file, range }) => `${vscode.workspace.asRelativePath(file, true)}:${range.start.line}:${range.start.character}`)
				.sort(),
			['lab notes/c.md:2:8', 'shared/b.tex:0:10', 'thesis/a.md:0:5'],
		);
		assert.equal(await backlinks('song2021score'), 3);
	});

	it('should mark links that lead nowhere in any folder, and make the note in the folder that has the link', async () => {
		await put('shared/notes/There.md', '# There\n');
		const { uri } = await openAt(
			'lab notes/a.md',
			'[[Nowhere]] [[There]] [[Idea]] [x](../shared/notes/There.md) [y](../shared/notes/Gone.md)|\n',
		);
		await until(() => broken(uri).length === 2, 'two links are marked');
		for (const { range } of broken(uri)) {
			const [action] = (await run<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, range)).filter(({ title }) =>
				title.startsWith('Create note'),
			);
			assert.ok(action?.command);
			await run(action.command.command, ...((action.command.arguments ?? []) as unknown[]));
		}
		await until(async () => {
			await saveAll();
			return broken(uri).length === 0 && (await files()).length === 5 && (await onDisk('shared/notes/Gone.md')) !== '';
		}, 'no link is marked');
		assert.deepEqual(await files(), [
			'lab notes/a.md',
			'lab notes/inbox/Idea.md',
			'lab notes/inbox/Nowhere.md',
			'shared/notes/Gone.md',
			'shared/notes/There.md',
		]);
		assert.deepEqual([await onDisk('lab notes/inbox/Nowhere.md'), await onDisk('shared/notes/Gone.md')], ['# Nowhere\n\n', '# Gone\n\n']);
	});

	it('should leave out what a folder hides by its own settings', async () => {
		await put('lab notes/hidden/x.md', '@song2021score\n');
		await put('shared/hidden/x.md', '@song2021score\n');
		await until(async () => (await backlinks('song2021score')) === 1, 'one place is counted');
	});

	it('should keep links from all folders to a note that is renamed, in unsaved text too', async () => {
		await put('thesis/a.md', '![[inbox/Idea|x]] [t](../lab%20notes/inbox/Idea.md#part)\n');
		await put('lab notes/b.md', '[t](inbox/Idea.md) [[Idea#Part two]]\n');
		await typeInto('shared/c.md', 'Saved.\n', 'Typed.\n\n[[Idea]] [t](<../lab notes/inbox/Idea.md>)\n');
		await move('lab notes/inbox/Idea.md', 'lab notes/inbox/Big idea.md');
		await says('thesis/a.md', '![[inbox/Big idea|x]] [t](../lab%20notes/inbox/Big%20idea.md#part)\n');
		await says('lab notes/b.md', '[t](inbox/Big%20idea.md) [[Big idea#Part two]]\n');
		await says('shared/c.md', 'Typed.\n\n[[Big idea]] [t](<../lab notes/inbox/Big idea.md>)\n');
		assert.equal(await onDisk('shared/c.md'), 'Saved.\n');
	});

	it('should keep links to and of a note that moves to another folder, and to the files in a folder that does', async () => {
		await put('thesis/a.md', '[[inbox/Idea]] [[Idea]] [t](../lab%20notes/inbox/Idea.md) [o](../lab%20notes/deep/Other.md)\n');
		await put('lab notes/deep/Other.md', '[up](../inbox/Idea.md) [[Idea]] [[index]]\n');
		await put('lab notes/index.md', '# One of two\n');
		await put('thesis/index.md', '# The other\n');
		const editor = await typeInto('lab notes/inbox/Leaves.md', 'Saved.\n', '[t](Idea.md) [a](../../thesis/a.md)\n');
		await move('lab notes/inbox/Idea.md', 'shared/Idea.md');
		await says('thesis/a.md', '[[shared/Idea]] [[Idea]] [t](../shared/Idea.md) [o](../lab%20notes/deep/Other.md)\n');
		await says('lab notes/deep/Other.md', '[up](../../shared/Idea.md) [[Idea]] [[index]]\n');
		assert.equal(editor.document.getText(), '[t](../../shared/Idea.md) [a](../../thesis/a.md)\n');
		assert.equal(await onDisk('lab notes/inbox/Leaves.md'), 'Saved.\n');
		await saveAll();
		await move('lab notes/deep', 'thesis/deep');
		await says('thesis/a.md', '[[shared/Idea]] [[Idea]] [t](../shared/Idea.md) [o](deep/Other.md)\n');
		await says('thesis/deep/Other.md', '[up](../../shared/Idea.md) [[Idea]] [[lab notes/index]]\n');
		await move('lab notes/inbox/Leaves.md', 'thesis/Leaves.md');
		await says('thesis/Leaves.md', '[t](../shared/Idea.md) [a](a.md)\n');
		await saveAll();
	});

	it('should know links from the root of a folder, and keep them so while their note stays in it', async () => {
		const { uri, position } = await openAt('lab notes/deep/a.md', '[i|](/inbox/Idea.md#part-two) [g](/inbox/Gone.md)\n');
		const other = '[not that one](/inbox/Idea.md)\n';
		await put('shared/b.md', other);
		const editor = await typeInto('lab notes/c.md', 'Saved.\n', '[i](/inbox/Idea.md)\n');
		await until(async () => (await shown(uri, position)).includes('More words'), 'the part is shown');
		await until(() => broken(uri).length === 1, 'one link is marked');
		assert.equal(broken(uri)[0]?.message, 'Note “lab notes/inbox/Gone.md” not found.');
		await vscode.window.showTextDocument(place('lab notes/inbox/Idea.md'));
		await until(
			async () => (await run<{ readonly count: number } | undefined>('marginalia.showBacklinks'))?.count === 2,
			'two places are counted',
		);
		await move('lab notes/inbox/Idea.md', 'lab notes/Big idea.md');
		await says('lab notes/deep/a.md', '[i](/Big%20idea.md#part-two) [g](/inbox/Gone.md)\n');
		assert.deepEqual([editor.document.getText(), await onDisk('lab notes/c.md')], ['[i](/Big%20idea.md)\n', 'Saved.\n']);
		await saveAll();
		await move('lab notes/Big idea.md', 'shared/Idea.md');
		await says('lab notes/deep/a.md', '[i](../../shared/Idea.md#part-two) [g](/inbox/Gone.md)\n');
		await says('lab notes/c.md', '[i](../shared/Idea.md)\n');
		assert.equal(await onDisk('shared/b.md'), other);
	});

	it('should count what all folders say of a paper, unsaved text as it stands', async () => {
		await put('thesis/a.md', 'One [@song2021score].\n');
		await put('shared/b.md', 'Two [[song2021score]] and @song2021score.\n');
		await until(async () => (await backlinks('song2021score')) === 3, 'three places are counted');
		const editor = await typeInto('lab notes/c.md', 'Saved.\n', 'Typed @song2021score.\n');
		await until(async () => (await backlinks('song2021score')) === 4, 'the unsaved place is counted');
		await put('lab notes/c.md', 'Saved otherwise.\n');
		await put('thesis/new.md', 'See @song2021score.\n');
		await vscode.workspace.fs.delete(place('shared/b.md'));
		await until(async () => (await backlinks('song2021score')) === 3, 'the files that came and went are followed');
		assert.equal(editor.document.getText(), 'Typed @song2021score.\n');
	});
});
