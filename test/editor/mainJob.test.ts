import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { exists, file, marginalia, openWithCursors, read, textWithCursors, tidy, until, write } from './workspace';

const titles = ['Bananas in Space: A Survey', 'Why Do Small Models Dream of Large Ones?', 'Learning to Peel without Supervision'];
const abstractOf = (title: string) =>
	`This made-up abstract belongs to ${title}. It goes on for long enough to be told from a title, in several sentences. Nothing in it is true, and none of it was copied. It ends here.`;
const listing = ['Daily Papers', 'Aug 20', ...titles.flatMap(title => [title, abstractOf(title)])].join('\n\n');
const keys = ['bananasSpaceSurvey', 'whySmallModels', 'learningPeelSupervision'];

const run = <T = unknown>(command: string, ...args: unknown[]) => vscode.commands.executeCommand<T>(`marginalia.${command}`, ...args);

const activePath = () => vscode.window.activeTextEditor?.document.uri.path;

describe('the main job', () => {
	before(tidy);
	afterEach(tidy);

	async function ingestListing(): Promise<void> {
		await run('ingestFile', await write('listing.txt', listing));
	}

	it('should write nothing into the workspace by opening, showing and refreshing the library', async () => {
		const before = await filesOf();
		const api = await marginalia();
		assert.deepEqual(await api.papers(), []);
		// What opening a library could start with: its views, a search, a refresh.
		await run('refreshLibrary');
		await vscode.commands.executeCommand('workbench.view.extension.marginalia');
		assert.deepEqual(await filesOf(), before);
	});

	/** Paths of all files of the workspace, whatever the editor hides. */
	async function filesOf(folder = file('')): Promise<readonly string[]> {
		const entries = await vscode.workspace.fs.readDirectory(folder);
		const paths: string[] = [];
		for (const [name, type] of entries) {
			const uri = vscode.Uri.joinPath(folder, name);
			paths.push(...(type === vscode.FileType.Directory ? await filesOf(uri) : [uri.path]));
		}
		return paths.sort();
	}

	it('should ingest a listing, once, and say what it did', async () => {
		const uri = await write('listing.txt', listing);
		const first = await run<{ added: number; merged: number; problems: number }>('ingestFile', uri);
		assert.deepEqual([first.added, first.merged, first.problems], [3, 0, 0]);
		const second = await run<{ added: number; unchanged: number }>('ingestFile', uri);
		assert.deepEqual([second.added, second.unchanged], [0, 3]);
		const papers = await (await marginalia()).papers();
		assert.deepEqual(papers.map(paper => paper.title).sort(), [...titles].sort());
		const volume = await read(file('.marginalia/volume-0001.json'));
		assert.equal(volume.trimEnd().split('\n').length, 5);
	});

	it('should ingest the clipboard', async () => {
		await vscode.env.clipboard.writeText(listing);
		const { added } = await run<{ added: number }>('ingestClipboard');
		assert.equal(added, 3);
	});

	it('should report the line it could not place', async () => {
		const uri = await write('listing.txt', listing.replace(titles[1] ?? '', 'This is a stray line.'));
		const summary = await run<{ added: number; problems: number; files: readonly { problems: readonly { line: number }[] }[] }>(
			'ingestFile',
			uri,
		);
		assert.deepEqual([summary.added, summary.problems], [2, 2]);
		assert.deepEqual(summary.files[0]?.problems.map(problem => problem.line).sort(), [11, 9].sort());
	});

	it('should follow a library that changes underneath', async () => {
		await ingestListing();
		const api = await marginalia();
		const uri = file('.marginalia/volume-0001.json');
		await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode((await read(uri)).replace('Bananas in Space', 'Plums in Space')));
		await until(async () => (await api.papers('plums')).length === 1, 'the changed title is found');
	});

	it('should cite at every cursor in markdown, in one undo step', async () => {
		await ingestListing();
		const editor = await openWithCursors('One |.\nTwo |.\n', 'markdown');
		await run('insertCitation', keys.slice(0, 2));
		const citation = `[@${keys.slice(0, 2).join('; @')}]`;
		assert.equal(textWithCursors(editor), `One ${citation}|.\nTwo ${citation}|.\n`);
		await vscode.commands.executeCommand('undo');
		assert.equal(editor.document.getText(), 'One .\nTwo .\n');
	});

	it('should add to the citation the cursor is in', async () => {
		await ingestListing();
		const editor = await openWithCursors('😀 See [@whySmallModels, p. 3|].\r\n', 'markdown');
		await run('insertCitation', keys[0]);
		assert.equal(editor.document.getText().replace(/\r\n/g, '\n'), '😀 See [@whySmallModels, p. 3; @bananasSpaceSurvey].\n');
	});

	it('should cite in LaTeX as LaTeX does', async () => {
		await ingestListing();
		const editor = await openWithCursors('See~|.', 'latex');
		await run('insertCitation', keys.slice(0, 2));
		assert.equal(editor.document.getText(), `See~\\cite{${keys.slice(0, 2).join(',')}}.`);
	});

	it('should copy a citation and BibTeX', async () => {
		await ingestListing();
		await run('copyCitation', keys[0]);
		assert.equal(await vscode.env.clipboard.readText(), '[@bananasSpaceSurvey]');
		await run('copyBibtex', keys[0]);
		assert.match(await vscode.env.clipboard.readText(), /^@\w+\{bananasSpaceSurvey,\n/);
	});

	it('should make a note once and find it again wherever it went', async () => {
		await ingestListing();
		await run('openNote', keys[0]);
		const made = file('notes/bananasSpaceSurvey.md');
		assert.equal(activePath(), made.path);
		const text = await read(made);
		assert.match(text, /^---\ncitation-key: bananasSpaceSurvey\n/);
		assert.match(text, /^> This made-up abstract belongs to Bananas/m);
		assert.match(text, /^## Notes$/m);
		await vscode.workspace.fs.writeFile(made, new TextEncoder().encode(`${text}My own words.\n`));
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		const moved = file('elsewhere/renamed.md');
		await vscode.workspace.fs.rename(made, moved);
		await until(async () => (await (await marginalia()).noteUri(keys[0] ?? ''))?.path === moved.path, 'the moved note is found');
		await run('openNote', keys[0]);
		assert.equal(activePath(), moved.path);
		assert.match(await read(moved), /My own words\.\n$/);
		assert.equal(await exists(made), false);
	});

	it('should never write over a file that stands where the note would go', async () => {
		await ingestListing();
		const place = await write('notes/bananasSpaceSurvey.md', 'Something of mine.\n');
		await run('openNote', keys[0]);
		assert.equal(await read(place), 'Something of mine.\n');
		assert.equal(activePath(), place.path);
	});

	it('should link to a note as the setting says', async () => {
		await ingestListing();
		const editor = await openWithCursors('See |.', 'markdown');
		await run('insertNoteLink', keys[0]);
		assert.equal(editor.document.getText(), 'See [[bananasSpaceSurvey]].');
	});

	it('should set status and tags, remove papers, and take it all back', async () => {
		await ingestListing();
		const api = await marginalia();
		await run('setStatus', keys.slice(0, 2), 'read');
		await run('addTag', keys[0], ['fruit', 'space']);
		await run('removeTag', keys[0], 'space');
		const changed = await api.paper(keys[0] ?? '');
		assert.deepEqual([changed?.status, changed?.tags, (await api.paper(keys[1] ?? ''))?.status], ['read', ['fruit'], 'read']);
		await run('removePaper', keys[0]);
		assert.equal(await api.paper(keys[0] ?? ''), undefined);
		for (let step = 0; step < 3; step += 1) {
			await run('undoLibraryChange');
		}
		const restored = await api.paper(keys[0] ?? '');
		assert.deepEqual([restored?.status, restored?.tags], ['read', undefined]);
	});

	it('should answer other extensions through its API', async () => {
		const api = await marginalia();
		let changes = 0;
		const subscription = api.onDidChange(() => (changes += 1));
		const result = await api.ingest(listing);
		subscription.dispose();
		assert.deepEqual([result.format, result.added, result.problems, changes], ['daily-papers', 3, [], 1]);
		assert.deepEqual(
			(await api.papers('peel superv')).map(paper => paper['citation-key']),
			['learningPeelSupervision'],
		);
		assert.equal(api.cite(keys.slice(0, 2), 'latex'), `\\cite{${keys.slice(0, 2).join(',')}}`);
		assert.equal(api.cite(keys.slice(0, 1), 'markdown'), '[@bananasSpaceSurvey]');
		assert.equal((await api.noteUri(keys[0] ?? ''))?.path, file('notes/bananasSpaceSurvey.md').path);
		assert.equal(await api.noteUri('nobody'), undefined);
	});

	it('should open a paper in the reader and leave its status alone', async () => {
		await ingestListing();
		await run('openPaper', keys[0]);
		await until(() => vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputWebview, 'the reader is shown');
		assert.equal((await (await marginalia()).paper(keys[0] ?? ''))?.status, 'unread');
	});
});
