import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { file, marginalia, openWithCursors, read, tidy, until, write } from './workspace';

const bibtex = `@article{song2021score, title={Score Mixtures for Made-up Data}, author={Song, Ann}, year={2021}}
@article{hu2022lora, title={Small Adapters for Large Toys}, author={Hu, Carl}, year={2022}}
`;

const run = <T = unknown>(command: string, ...args: unknown[]) => vscode.commands.executeCommand<T>(command, ...args);

/** The position of the `|` in the text a file is written with. */
async function openAt(path: string, text: string): Promise<{ readonly uri: vscode.Uri; readonly position: vscode.Position }> {
	const uri = await write(path, text.replace('|', ''));
	const document = await vscode.workspace.openTextDocument(uri);
	await vscode.window.showTextDocument(document);
	return { uri, position: document.positionAt(text.indexOf('|')) };
}

describe('links between notes', () => {
	before(tidy);
	beforeEach(async () => {
		await (await marginalia()).ingest(bibtex);
		await write('notes/Idea.md', '---\ntitle: A Great Idea\n---\n# Idea\n\nFirst words.\n\n## Part two\n\nMore words.\n');
	});
	afterEach(tidy);

	it('should complete notes, papers that have none, and headings', async () => {
		const labels = async (text: string) => {
			const editor = await openWithCursors(text, 'markdown');
			const list = await run<vscode.CompletionList>(
				'vscode.executeCompletionItemProvider',
				editor.document.uri,
				editor.selection.active,
				'[',
			);
			return list.items.map(({ label }) => (typeof label === 'string' ? { label } : label));
		};
		await until(async () => (await labels('See [[great|')).some(({ label }) => label === 'Idea'), 'the note is offered');
		assert.ok(
			(await labels('See [[toys|')).some(({ label, description }) => label === 'hu2022lora' && description === 'paper without a note'),
		);
		assert.deepEqual(
			(await labels('See [[Idea#|]]')).filter(({ description }) => description?.startsWith('#')).map(({ label }) => label),
			['Idea', 'Part two'],
		);
	});

	it('should show and open what a link leads to', async () => {
		const { uri, position } = await openAt('a.md', 'See [[Idea#Part |two]] and [[song2021score]].\n');
		let hover = '';
		await until(async () => {
			const hovers = await run<vscode.Hover[]>('vscode.executeHoverProvider', uri, position);
			hover = hovers
				.flatMap(({ contents }) => contents.map(content => (content instanceof vscode.MarkdownString ? content.value : '')))
				.join('\n');
			return hover.includes('More words');
		}, 'the part is shown');
		assert.doesNotMatch(hover, /First words/);
		const [definition] = await run<vscode.LocationLink[]>('vscode.executeDefinitionProvider', uri, position);
		assert.deepEqual([definition?.targetUri.path, definition?.targetRange.start.line], [file('notes/Idea.md').path, 7]);
	});

	it('should mark links that lead nowhere, and make the note', async () => {
		const { uri } = await openAt('a.md', '[[Nowhere]] [[Idea]] [[song2021score]] [[Idea#Gone]]|\n');
		const ours = () => vscode.languages.getDiagnostics(uri).filter(({ code }) => code === 'broken-link');
		await until(() => ours().length === 2, 'two links are marked');
		const [first] = ours();
		assert.ok(first);
		const actions = await run<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, first.range);
		const action = actions.find(({ title }) => title === 'Create note “Nowhere”');
		assert.ok(action?.command);
		await run(action.command.command, ...((action.command.arguments ?? []) as unknown[]));
		await until(async () => {
			await vscode.workspace.saveAll();
			return (await read(file('notes/Nowhere.md'))) === '# Nowhere\n\n';
		}, 'the note is made');
		await until(() => ours().length === 1, 'one link is marked');
	});

	it('should find notes by words for markdown links, once each beside what the editor offers', async () => {
		await write('Beside.md', '---\ntitle: A Great Neighbour\n---\n');
		const offered = async (text: string) => {
			const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(await write('typed.md', '')));
			await editor.edit(edit => edit.replace(new vscode.Range(0, 0, 9, 0), text.replace('|', '')));
			const list = await run<vscode.CompletionList>(
				'vscode.executeCompletionItemProvider',
				editor.document.uri,
				editor.document.positionAt(text.indexOf('|')),
				'(',
			);
			return list.items.map(({ insertText }) => insertText);
		};
		await until(async () => (await offered('See [x](great|)')).includes('notes/Idea.md'), 'the note is offered');
		assert.ok((await offered('See [x](great|)')).includes('Beside.md'));
		const beside = await offered('See [x](besi|)');
		assert.equal(beside.filter(path => path === 'Beside.md').length, 1);
		await vscode.workspace.fs.delete(file('Beside.md'));
	});

	it('should show what a markdown link leads to, and leave its definition to the editor', async () => {
		const { uri, position } = await openAt('a.md', 'See [the |idea](notes/Idea.md#part-two) and [x](https://example.org/notes/Idea.md).\n');
		const shown = async (place: vscode.Position) =>
			(await run<vscode.Hover[]>('vscode.executeHoverProvider', uri, place))
				.flatMap(({ contents }) => contents.map(content => (content instanceof vscode.MarkdownString ? content.value : '')))
				.join('\n');
		await until(async () => (await shown(position)).includes('More words'), 'the part is shown');
		assert.doesNotMatch(await shown(position), /First words/);
		assert.equal(await shown(new vscode.Position(0, 55)), '');
		await until(
			async () => (await run<unknown[]>('vscode.executeDefinitionProvider', uri, new vscode.Position(0, 20))).length === 1,
			'one definition is there',
		);
	});

	it('should mark markdown links to notes that are not there, unless the editor does, and make the note', async function () {
		this.timeout(60_000);
		const section = vscode.workspace.getConfiguration('markdown');
		await section.update('validate.enabled', undefined, true);
		const { uri } = await openAt(
			'a.md',
			'[a](notes/Idea.md) [b](notes/gone%20away.md#part) [c](gone.png) [d](https://example.org/gone.md)|\n',
		);
		const all = () => vscode.languages.getDiagnostics(uri);
		const ours = () => all().filter(({ code }) => code === 'broken-link');
		const createIt = async (at: vscode.Range) =>
			(await run<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, at)).find(
				({ title }) => title === 'Create note “notes/gone away.md”',
			);
		await until(() => ours().length === 1, 'one link is marked');
		await section.update('validate.enabled', true, true);
		await until(
			() => ours().length === 0 && all().filter(({ code }) => code === 'link.no-such-file').length === 2,
			'the editor marks the links alone',
			40,
		);
		const [theirs] = all().filter(({ message }) => message.includes('gone away'));
		assert.ok(theirs);
		assert.ok(await createIt(theirs.range), 'the fix is offered for what the editor marks');
		await section.update('validate.enabled', undefined, true);
		await until(() => ours().length === 1, 'the link is marked again');
		const action = await createIt(ours()[0]?.range ?? theirs.range);
		assert.ok(action?.command);
		await run(action.command.command, ...((action.command.arguments ?? []) as unknown[]));
		await until(async () => {
			await vscode.workspace.saveAll();
			return (await read(file('notes/gone away.md'))) === '# gone away\n\n';
		}, 'the note is made');
		await until(() => ours().length === 0, 'no link is marked');
	});

	it('should keep every link to notes that are renamed or moved with their folder', async function () {
		this.timeout(40_000);
		await write('notes/deep/Other.md', '[up](../Idea.md) [[Idea#Part two|two]]\n');
		await write('b.md', '![[notes/Idea|x]] [t](notes/Idea.md#part) [[Other]]\n');
		const { uri } = await openAt('moving.md', 'See |[[Idea]].\n');
		await vscode.window.activeTextEditor?.edit(edit => edit.insert(new vscode.Position(1, 0), 'Not saved: [i](notes/Idea.md)\n'));
		const section = vscode.workspace.getConfiguration('marginalia');
		await section.update('links.updateOnMove', 'always', true);
		const says = async (place: vscode.Uri, text: string) =>
			until(async () => {
				// Files that nobody has open are changed a moment after the move, and wait to be saved.
				await (await vscode.workspace.openTextDocument(place)).save();
				return (await read(place)) === text;
			}, `${place.path} says ${text}`).catch(async (error: unknown) => assert.fail(`${String(error)}; it says ${await read(place)}`));
		const move = async (from: string, to: string) => {
			const edit = new vscode.WorkspaceEdit();
			edit.renameFile(file(from), file(to));
			assert.ok(await vscode.workspace.applyEdit(edit));
		};
		await move('notes/Idea.md', 'notes/Big idea.md');
		await says(uri, 'See [[Big idea]].\nNot saved: [i](notes/Big%20idea.md)\n');
		await says(file('b.md'), '![[notes/Big idea|x]] [t](notes/Big%20idea.md#part) [[Other]]\n');
		await says(file('notes/deep/Other.md'), '[up](../Big%20idea.md) [[Big idea#Part two|two]]\n');
		await move('notes/deep', 'elsewhere');
		await says(file('elsewhere/Other.md'), '[up](../notes/Big%20idea.md) [[Big idea#Part two|two]]\n');
		await section.update('links.updateOnMove', undefined, true);
	});

	it('should keep both kinds of links where the editor changes those of Markdown itself', async () => {
		await write('notes/Solo.md', '# Solo\n');
		const both = await write('both.md', '[[Solo]] [t](notes/Solo.md) [[Solo]]\n');
		const ours = await write('ours.md', 'See [[Solo]].\n');
		const theirs = vscode.workspace.getConfiguration('markdown');
		await theirs.update('updateLinksOnFileMove.enabled', 'always', true);
		await vscode.workspace.getConfiguration('marginalia').update('links.updateOnMove', 'always', true);
		const edit = new vscode.WorkspaceEdit();
		edit.renameFile(file('notes/Solo.md'), file('notes/Two.md'));
		assert.ok(await vscode.workspace.applyEdit(edit));
		await until(async () => (await vscode.workspace.openTextDocument(ours)).getText() === 'See [[Two]].\n', 'our own file has followed');
		const text = async () => (await vscode.workspace.openTextDocument(both)).getText();
		await until(async () => (await text()) === '[[Two]] [t](notes/Two.md) [[Two]]\n', 'both kinds of links have followed').catch(
			async (error: unknown) => assert.fail(`${String(error)}; it says ${await text()}`),
		);
		await theirs.update('updateLinksOnFileMove.enabled', undefined, true);
		await vscode.workspace.getConfiguration('marginalia').update('links.updateOnMove', undefined, true);
		await vscode.workspace.saveAll();
	});

	it('should know what cites and mentions a paper, and link a mention in one step', async () => {
		// The tests above left links to it.
		await write('a.md', 'Nothing of note.\n');
		await write('cites.md', 'One [@song2021score]. Two @song2021score and [[song2021score]].\n');
		const said = await write('says.md', 'As Score mixtures for made-up data has it.\n');
		await until(
			async () => (await run<{ readonly count: number }>('marginalia.showBacklinks', 'song2021score')).count === 3,
			'three places are counted',
		);
		assert.equal(await run('marginalia.linkMention', { path: said.toString() }), 1);
		assert.equal(await read(said), 'As [[song2021score|Score mixtures for made-up data]] has it.\n');
		await until(
			async () => (await run<{ readonly count: number }>('marginalia.showBacklinks', 'song2021score')).count === 4,
			'the link is counted',
		);
	});
});
