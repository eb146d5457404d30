import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { exists, file, marginalia, read, tidy, until, write } from './workspace';

const run = (command: string, ...args: unknown[]) => vscode.commands.executeCommand(`marginalia.${command}`, ...args);
const titleOf = async (key: string) => (await (await marginalia()).paper(key))?.title;
const entry = (key: string, title: string) =>
	`@article{${key},\n  title = {${title}},\n  author = {Doe, Jane},\n  journal = {Rays},\n  year = {2020}\n}\n`;
const link = (patterns: readonly string[]) =>
	vscode.workspace.getConfiguration('marginalia').update('bibliographies', patterns, vscode.ConfigurationTarget.Workspace);

describe('linked bibliographies', () => {
	before(() => marginalia());

	beforeEach(async () => {
		await write('papers/refs.bib', `% mine\n${entry('doe2020', 'On Rays')}${entry('roe2020', 'On Waves')}`);
		await link(['papers/*.bib']);
		await until(async () => (await titleOf('roe2020')) === 'On Waves', 'the file is linked');
	});

	afterEach(async () => {
		await tidy();
		await link([]);
		await vscode.workspace.fs.delete(file('papers'), { recursive: true });
		for (const name of ['paper.md', 'out.json']) {
			if (await exists(file(name))) {
				await vscode.workspace.fs.delete(file(name));
			}
		}
		await until(async () => (await titleOf('roe2020')) === undefined, 'nothing is linked any more');
	});

	it('should follow a change from outside, and keep the last good state of an entry that breaks', async () => {
		await write(
			'papers/refs.bib',
			entry('doe2020', 'On Rays, second edition') + entry('roe2020', 'On Waves').replace('},\n  author', ',\n  author'),
		);
		await until(async () => (await titleOf('doe2020')) === 'On Rays, second edition', 'the change is seen');
		assert.equal(await titleOf('roe2020'), 'On Waves');
		assert.match(await read(file('papers/refs.bib')), /On Waves,\n/);
	});

	it('should notice that the folder of a file is gone', async () => {
		await write('papers/deep/more.bib', entry('poe1999', 'Of Ravens'));
		await link(['papers/*.bib', 'papers/deep/more.bib']);
		await until(async () => (await titleOf('poe1999')) === 'Of Ravens', 'the file is linked');
		await vscode.workspace.fs.rename(file('papers/deep'), file('elsewhere'));
		await until(async () => (await titleOf('poe1999')) === undefined, 'the file is no longer linked');
		await vscode.workspace.fs.delete(file('elsewhere'), { recursive: true });
	});

	it('should link what the front matter of a document names', async () => {
		await write('papers/other.bib', entry('poe1999', 'Of Ravens'));
		await link([]);
		await vscode.window.showTextDocument(await write('paper.md', '---\nbibliography: papers/other.bib\n---\n\n@poe1999\n'));
		await until(async () => (await titleOf('poe1999')) === 'Of Ravens', 'the file is linked');
	});

	it('should take a key in a chapter for the work that its main file has, and name one that is unknown in the project', async () => {
		await link([]);
		await write('papers/one/refs.bib', entry('low2020', 'One'));
		await write('papers/two/refs.bib', entry('low2020', 'Two'));
		await write('papers/one/main.tex', '\\addbibresource{refs.bib}\\input{ch}\n');
		await write('papers/two/main.tex', '\\addbibresource{refs.bib}\\input{ch}\n');
		const chapter = await write('papers/two/ch.tex', '\\cite{low2020} \\cite{gone1999}\n');
		for (const main of ['papers/one/main.tex', 'papers/two/main.tex']) {
			await vscode.window.showTextDocument(file(main));
		}
		await until(async () => (await titleOf('low2020')) !== undefined, 'the bibliographies are linked');
		await vscode.window.showTextDocument(chapter);
		const problems = () =>
			vscode.languages.getDiagnostics(chapter).map(({ code, range }) => `${typeof code === 'string' ? code : ''} ${range.start.character}`);
		await until(() => problems().join() === 'unknown-key 21', 'only the unknown key is named');
	});

	it('should rename a key in files of every kind as one step, and nothing where one cannot be changed', async () => {
		const json = '[\n  {"title": "On poe1999",\t"id":"poe1999", "type": "book"},\n\n{"id": "x", "type": "book", "title": "x"}]';
		const yaml = '# poe1999\n- type: book # a book\n  id: poe1999\n  title: poe1999\n';
		await write('papers/a.json', json);
		await write('papers/b.yaml', yaml);
		await write('papers/c.ris', 'TY  - BOOK\r\nID  - lee2001\r\nTI  - Tides\r\nER  -\r\n');
		await link(['papers/*.json', 'papers/*.yaml', 'papers/*.ris', 'papers/*.bib']);
		await until(async () => (await titleOf('poe1999')) === 'On poe1999' && (await titleOf('lee2001')) === 'Tides', 'the files are linked');
		const text = '---\nreferences:\n- {id: poe1999, type: book}\n---\n\n@poe1999 and @lee2001\n';
		const uri = await write('paper.md', text);
		const document = await vscode.workspace.openTextDocument(uri);
		await vscode.window.showTextDocument(document);
		await until(() => document.getText() === text, 'the editor shows this file');
		const rename = (key: string, to: string) =>
			vscode.commands.executeCommand<vscode.WorkspaceEdit>(
				'vscode.executeDocumentRenameProvider',
				uri,
				document.positionAt(text.indexOf(`@${key}`) + 3),
				to,
			);
		assert.deepEqual((await rename('lee2001', 'lee2002')).entries(), [], 'RIS files stay as they are');
		assert.deepEqual((await rename('poe1999', 'roe2020')).entries(), [], 'another work has the key');
		assert.ok(await vscode.workspace.applyEdit(await rename('poe1999', 'poe1845')), 'the edit is applied');
		const renamed = (before: string) => before.replace(/id: poe1999|"id":"poe1999"|@poe1999/g, found => found.replace('1999', '1845'));
		const files = [
			['paper.md', text],
			['papers/a.json', json],
			['papers/b.yaml', yaml],
		] as const;
		const untilSaved = async (wanted: (before: string) => string) => {
			for (const [name, before] of files) {
				await until(async () => {
					await Promise.all(vscode.workspace.textDocuments.filter(changed => changed.isDirty).map(changed => changed.save()));
					return (await read(file(name))) === wanted(before);
				}, `${name} is as it should be`);
			}
		};
		await untilSaved(renamed);
		await vscode.commands.executeCommand('undo');
		await untilSaved(before => before);
	});

	it('should lead from a key to its line, and from the tree', async () => {
		const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: 'See @roe2020.' });
		const [target] = await vscode.commands.executeCommand<vscode.LocationLink[]>(
			'vscode.executeDefinitionProvider',
			document.uri,
			new vscode.Position(0, 6),
		);
		assert.deepEqual([target?.targetUri.path, target?.targetRange.start.line], [file('papers/refs.bib').path, 7]);
		await run('goToEntry', 'roe2020');
		const editor = vscode.window.activeTextEditor;
		assert.equal(editor?.document.getText(editor.selection), 'roe2020');
	});

	it('should let the bibliography of a document, and works written out in it, stand before all others', async () => {
		const own = await write('papers/own/mine.bib', entry('doe2020', 'On Rays of My Own'));
		const front = '---\nbibliography: papers/own/mine.bib\nreferences:\n- id: here1999\n  type: book\n  title: Written Here\n---\n';
		const document = await vscode.workspace.openTextDocument(
			await write('paper.md', `${front}\n[@doe2020; @roe2020; @here1999; @nobody]\n`),
		);
		const at = (key: string) => document.positionAt(document.getText().indexOf(`@${key}`) + 2);
		const hoverOf = async (key: string) =>
			(await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at(key)))
				.flatMap(({ contents }) => contents)
				.map(content => (content instanceof vscode.MarkdownString ? content.value : ''))
				.join('\n');
		const targetOf = async (key: string) => {
			const [target] = await vscode.commands.executeCommand<vscode.LocationLink[]>(
				'vscode.executeDefinitionProvider',
				document.uri,
				at(key),
			);
			return [target?.targetUri.path, target?.targetRange.start.line];
		};
		await until(
			async () => (await hoverOf('doe2020')).includes('On Rays of My Own'),
			'the own bibliography is linked and the hover shows its work',
		);
		assert.match(await hoverOf('doe2020'), /papers\\\/own\\\/mine\\\.bib[^]*command:marginalia\.openPaper\?[^)]*mine\.bib%23doe2020/);
		assert.match(await hoverOf('roe2020'), /On Waves/);
		assert.match(await hoverOf('here1999'), /Written Here[^]*this document/);
		assert.doesNotMatch(await hoverOf('here1999'), /command:/);
		assert.deepEqual(await Promise.all(['doe2020', 'roe2020', 'here1999'].map(targetOf)), [
			[own.path, 0],
			[file('papers/refs.bib').path, 7],
			[document.uri.path, 3],
		]);
		await vscode.window.showTextDocument(document);
		const problems = () => vscode.languages.getDiagnostics(document.uri).map(({ code, range }) => [code, document.getText(range)]);
		await until(() => problems().length > 0, 'the document is checked');
		assert.deepEqual(problems(), [['unknown-key', 'nobody']]);
		const offered = async (typed: string) => {
			const edit = new vscode.WorkspaceEdit();
			edit.insert(document.uri, new vscode.Position(document.lineCount - 1, 0), typed);
			await vscode.workspace.applyEdit(edit);
			const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
				'vscode.executeCompletionItemProvider',
				document.uri,
				document.positionAt(document.getText().length),
				undefined,
				5,
			);
			await vscode.commands.executeCommand('undo');
			return items.flatMap(({ label, kind }) =>
				typeof label === 'string' || kind !== vscode.CompletionItemKind.Reference ? [] : [[label.label, (label.detail ?? '').trim()]],
			);
		};
		assert.deepEqual((await offered('@doe2020'))[0], ['doe2020', 'On Rays of My Own']);
		assert.deepEqual((await offered('@written'))[0], ['here1999', 'Written Here']);
		await run('openPaper', `${own.toString()}#doe2020`);
		await until(
			() => vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label.includes('On Rays of My Own'))),
			'the reader shows the work of the own bibliography',
		);
	});

	it('should show what is wrong with a .bib, and mend it', async () => {
		const uri = await write('papers/more.bib', entry('poe', 'Ravens') + entry('poe', 'Cats'));
		await vscode.window.showTextDocument(uri);
		await until(() => vscode.languages.getDiagnostics(uri).length === 1, 'the key is marked');
		const [diagnostic] = vscode.languages.getDiagnostics(uri);
		assert.deepEqual([diagnostic?.range.start.line, diagnostic?.code], [6, 'duplicate-key']);
		const [action] = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, diagnostic?.range);
		assert.ok(action?.edit && (await vscode.workspace.applyEdit(action.edit)));
		await until(() => vscode.languages.getDiagnostics(uri).length === 0, 'nothing is marked');
	});

	it('should copy papers to the library, when asked or when one gets a tag, and take it back', async () => {
		await run('addTag', ['doe2020'], ['light']);
		const api = await marginalia();
		assert.deepEqual(
			(await api.papers()).filter(paper => paper['citation-key'] === 'doe2020').map(paper => paper.tags),
			[['light']],
		);
		await run('adoptAll');
		await run('setStatus', ['roe2020'], 'read');
		assert.equal((await api.paper('roe2020'))?.status, 'read');
		for (let step = 0; step < 3; step += 1) {
			await run('undoLibraryChange');
		}
		assert.equal((await api.paper('doe2020'))?.tags, undefined);
	});

	it('should keep a references file in step with what is cited, and leave one alone that cannot be read', async () => {
		await run('copyToLibrary', ['doe2020', 'roe2020']);
		const own = '% by hand\r\n@misc{mine, title={Mine}}\r\n';
		const references = await write('papers/kept.bib', own);
		const uri = await write('paper.md', '---\nbibliography: papers/kept.bib\n---\n\n[@doe2020; @mine; @fig-one]\n');
		await run('keepReferences', uri);
		const text = await read(references);
		assert.ok(text.startsWith(own));
		assert.match(text, /@article\{doe2020,[^]*marginalia = \{[0-9a-f]{8}\}\r\n\}\r\n$/);
		const [again] = await vscode.commands.executeCommand<readonly { readonly kind: string }[]>('marginalia.keepReferences', uri);
		assert.equal(again?.kind, 'kept', 'what is in step already is not told to be left');
		await write('paper.md', '---\nbibliography: papers/kept.bib\n---\n\n[@mine]\n');
		await run('keepReferences', uri);
		assert.equal((await read(references)).trimEnd(), own.trimEnd());
		await write('papers/kept.bib', '@misc{mine, title={Mine}\n@misc{yours, title={Yours}}\n');
		const [kept] = await vscode.commands.executeCommand<readonly { readonly kind: string; readonly line?: number }[]>(
			'marginalia.keepReferences',
			uri,
		);
		assert.deepEqual([kept?.kind, kept?.line], ['left', 1]);
	});

	it('should keep what documents of any language cite, and remove nothing while one of them cannot be read', async () => {
		await (
			await marginalia()
		).ingest(['lovelace1843', 'hopper1952', 'turing1936', 'noether1918'].map(key => entry(key, `On ${key}`)).join(''));
		const references = file('papers/kept.bib');
		const keys = async () => [...(await read(references)).matchAll(/^@\w+\{(\w+)/gm)].map(([, key]) => key).sort();
		const documents: readonly (readonly [name: string, text: string])[] = [
			['chapter.mdx', '---\nbibliography: kept.bib\n---\n\nSee [@lovelace1843].\n'],
			['appendix.Rnw', '\\documentclass{article}\n\\begin{document}\nSee \\cite{turing1936}.\n\\bibliography{kept}\n\\end{document}\n'],
			['intro.MD', '---\nbibliography: kept.bib\n---\n\nSee [@hopper1952].\n'],
			['unnamed.dtx', 'See \\cite{noether1918}.\n'],
		];
		for (const [name, text] of documents) {
			await write(`papers/${name}`, text);
		}
		for (const [name] of documents.slice(0, 3)) {
			await run('keepReferences', file(`papers/${name}`));
		}
		assert.deepEqual(await keys(), ['hopper1952', 'lovelace1843', 'turing1936']);
		await write('papers/intro.MD', '---\nbibliography: kept.bib\n---\n\nSee [@noether1918].\n');
		await run('keepReferences', file('papers/chapter.mdx'));
		assert.deepEqual(await keys(), ['lovelace1843', 'noether1918', 'turing1936']);
		await write('papers/intro.MD', '---\nbibliography: kept.bib\n---\n\nNothing more.\n');
		await run('keepReferences', file('papers/chapter.mdx'));
		assert.deepEqual(
			await keys(),
			['lovelace1843', 'noether1918', 'turing1936'],
			'a document cites it that does not say where its references are',
		);
	});

	it('should export to a file and to the clipboard', async () => {
		assert.equal(await run('exportPapers', ['doe2020', 'roe2020'], { format: 'csl-json', to: file('out.json') }), 2);
		const items: unknown = JSON.parse(await read(file('out.json')));
		assert.ok(Array.isArray(items));
		assert.deepEqual(
			items.map((item: { id: string }) => item.id),
			['doe2020', 'roe2020'],
		);
		await run('exportPapers', ['doe2020'], { format: 'bibtex', to: 'clipboard' });
		assert.match(await vscode.env.clipboard.readText(), /^@article\{doe2020,\n {2}title = \{On Rays\}/);
	});
});
