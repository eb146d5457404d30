import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { exists, file, marginalia, openWithCursors, read, textWithCursors, tidy, until, write } from './workspace';

const bibtex = `@article{song2021score, title={Score Mixtures for Made-up Data}, author={Song, Ann and Doe, Ben}, year={2021}, abstract={An abstract of ours, *plain* as it is.}}
@article{hu2022lora, title={Small Adapters for Large Toys}, author={Hu, Carl}, year={2022}}
@article{ho2020diffusion, title={A Diffusion of Imaginary Ink}, author={Ho, Dora}, year={2020}}
`;

async function completions(
	text: string,
	language = 'markdown',
	resolve = 0,
): Promise<{ readonly labels: readonly string[]; readonly list: vscode.CompletionList }> {
	const editor = await openWithCursors(text, language);
	const list = await vscode.commands.executeCommand<vscode.CompletionList>(
		'vscode.executeCompletionItemProvider',
		editor.document.uri,
		editor.selection.active,
		'@',
		resolve,
	);
	const ours = list.items.filter(item => item.kind === vscode.CompletionItemKind.Reference && typeof item.label === 'object');
	return {
		labels: ours.map(item => (typeof item.label === 'string' ? item.label : item.label.label)),
		list: new vscode.CompletionList(ours, list.isIncomplete),
	};
}

async function problems(uri: vscode.Uri, count: number): Promise<readonly vscode.Diagnostic[]> {
	const ours = () => vscode.languages.getDiagnostics(uri).filter(diagnostic => diagnostic.source === 'Marginalia');
	const inLibrary = async () => (await (await marginalia()).papers()).map(paper => paper['citation-key']);
	await until(() => ours().length === count, `${count} problems are shown`).catch(async (error: unknown) => {
		assert.fail(
			`${String(error)}; shown are ${JSON.stringify(ours().map(({ message }) => message))}, in the library ${JSON.stringify(await inLibrary())}, open ${JSON.stringify(vscode.workspace.textDocuments.map(document => `${document.uri.toString()} ${document.languageId} ${String(document.isClosed)}`))}`,
		);
	});
	return ours();
}

describe('citations in the editor', () => {
	before(tidy);
	beforeEach(async () => {
		await (await marginalia()).ingest(bibtex);
	});
	afterEach(tidy);

	it('should complete a key by any words of title, authors, year and key', async () => {
		assert.deepEqual((await completions('See @made-up|')).labels.slice(0, 1), ['song2021score']);
		assert.deepEqual((await completions('See @ink ho|')).labels, ['ho2020diffusion']);
		assert.deepEqual((await completions('See [@hu2022l|]')).labels.slice(0, 1), ['hu2022lora']);
		assert.deepEqual([...(await completions('See @|')).labels].sort(), ['ho2020diffusion', 'hu2022lora', 'song2021score']);
	});

	it('should complete in LaTeX', async () => {
		assert.deepEqual((await completions('See~\\cite{hu2022lora,ink|}.', 'latex')).labels, ['ho2020diffusion']);
		const { list } = await completions('See \\citep[p.~3]{ink|}.', 'latex');
		assert.equal(list.items[0]?.insertText, 'ho2020diffusion');
	});

	it('should complete in files of Quarto, R Markdown and Typst, also where no other extension knows them', async () => {
		for (const [name, query] of [
			['paper.qmd', '@ink ho'],
			['paper.Rmd', '@ink ho'],
			['paper.typ', '@ink'],
		] as const) {
			const document = await vscode.workspace.openTextDocument(await write(`elsewhere/${name}`, `See ${query}`));
			const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
				'vscode.executeCompletionItemProvider',
				document.uri,
				new vscode.Position(0, 4 + query.length),
				'@',
			);
			assert.deepEqual(
				items
					.filter(({ kind }) => kind === vscode.CompletionItemKind.Reference)
					.map(({ label }) => (typeof label === 'string' ? label : label.label)),
				['ho2020diffusion'],
				name,
			);
		}
	});

	it('should put what is cited here first, and keep what VS Code would filter away', async () => {
		const { labels, list } = await completions('As [@hu2022lora] says. See @|');
		assert.equal(labels[0], 'hu2022lora');
		const typed = await completions('See @imaginary|');
		assert.ok(typed.list.items[0]?.filterText?.startsWith('imaginary '));
		assert.equal(list.isIncomplete, true);
	});

	it('should resolve the abstract only for the paper that is looked at', async () => {
		const { list } = await completions('See @song|', 'markdown', 1);
		const documentation = list.items[0]?.documentation;
		assert.ok(documentation instanceof vscode.MarkdownString);
		assert.match(documentation.value, /An abstract of ours\\, \\\*plain\\\*/);
		assert.equal((await completions('See @song|')).list.items[0]?.documentation, undefined);
	});

	it('should offer nothing in code, formulae and addresses', async () => {
		for (const text of ['`@so|`', '```\n@so|\n```', '$x_@so|$', 'me@so|']) {
			assert.deepEqual((await completions(text)).labels, [], text);
		}
	});

	it('should show the paper behind a key, with links that run three commands only, as no PDF is known', async () => {
		const editor = await openWithCursors('See [@song20|21score].', 'markdown');
		const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
			'vscode.executeHoverProvider',
			editor.document.uri,
			editor.selection.active,
		);
		const page = hovers
			.flatMap(hover => hover.contents)
			.find(content => content instanceof vscode.MarkdownString && content.value.includes('Open paper'));
		assert.ok(page instanceof vscode.MarkdownString);
		assert.match(page.value, /Song, A\., & Doe, B\. \(2021\)\. \*Score Mixtures for Made-up Data\*[^]*An abstract of ours/);
		assert.deepEqual(page.isTrusted, {
			enabledCommands: ['marginalia.openPaper', 'marginalia.openNote', 'marginalia.editPaper'],
		});
	});

	it('should lead to the note where there is one, else to the reader', async () => {
		const go = async () => {
			const editor = await openWithCursors('See [@song20|21score].', 'markdown');
			await vscode.commands.executeCommand('editor.action.revealDefinition');
			return editor;
		};
		await go();
		await until(() => vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputWebview, 'the reader is shown');
		await until(
			() =>
				!vscode.window.tabGroups.all.some(group =>
					group.tabs.some(tab => tab.input instanceof vscode.TabInputText && tab.input.uri.scheme === 'marginalia-paper'),
				),
			'no other tab is left',
		);
		const note = await write('notes/song2021score.md', '---\ncitation-key: song2021score\n---\n');
		await go();
		await until(() => vscode.window.activeTextEditor?.document.uri.path === note.path, 'the note is shown');
	});

	it('should mark an unknown key and offer the nearest', async () => {
		const editor = await openWithCursors('See [@sogn2021score; @hu2022lora] and `@nobody`.', 'markdown');
		const [problem] = await problems(editor.document.uri, 1);
		assert.equal(problem?.severity, vscode.DiagnosticSeverity.Warning);
		assert.match(problem.message, /No paper in the library has the citation key “sogn2021score”/);
		const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
			'vscode.executeCodeActionProvider',
			editor.document.uri,
			problem.range,
			vscode.CodeActionKind.QuickFix.value,
		);
		const fix = actions.find(action => action.title === 'Cite “song2021score” instead');
		assert.ok(fix?.edit);
		await vscode.workspace.applyEdit(fix.edit);
		assert.match(editor.document.getText(), /\[@song2021score; @hu2022lora\]/);
		await problems(editor.document.uri, 0);
	});

	it('should leave documents with a bibliography of their own alone, and all where the setting says so', async () => {
		const unknown = await openWithCursors('See @nobody2000.', 'markdown');
		const own = await openWithCursors('---\nbibliography: a.bib\n---\nSee @nobody2000.', 'markdown');
		await problems(unknown.document.uri, 1);
		await problems(own.document.uri, 0);
		const section = vscode.workspace.getConfiguration('marginalia');
		await section.update('diagnostics.unknownKey', 'off', true);
		await problems(unknown.document.uri, 0);
		await section.update('diagnostics.unknownKey', undefined, true);
	});

	it('should find a key in every file, and highlight it in its own', async () => {
		await write('elsewhere/a.md', 'One [@song2021score], [[song2021score]], `@song2021score`.\n');
		await write('elsewhere/b.tex', 'Two \\cite{song2021score}. % \\cite{song2021score}\n');
		const editor = await openWithCursors('See @song20|21score and [@song2021score, p. 3].', 'markdown');
		const { uri } = editor.document;
		const found = await vscode.commands.executeCommand<vscode.Location[]>('vscode.executeReferenceProvider', uri, editor.selection.active);
		const ours = found.filter(location => location.range.end.character - location.range.start.character === 'song2021score'.length);
		assert.deepEqual(
			ours
				.map(location => location.uri.path.split('/').pop())
				.filter(name => name === 'a.md' || name === 'b.tex')
				.sort(),
			['a.md', 'a.md', 'b.tex'],
		);
		assert.equal(ours.filter(location => location.uri.toString() === uri.toString()).length, 2);
		const highlights = await vscode.commands.executeCommand<vscode.DocumentHighlight[]>(
			'vscode.executeDocumentHighlights',
			uri,
			editor.selection.active,
		);
		assert.equal(highlights.length, 2);
	});

	it('should rename a key in citations, notes, links and the library, and keep the old one as an alias', async () => {
		const draft = await write('elsewhere/draft.md', 'One [see @song2021score, p. 3], [[song2021score]], [[@song2021score]].\n');
		await write('elsewhere/b.tex', 'Two \\cite{hu2022lora,song2021score}.\n');
		await write('elsewhere/works.bib', '@article{song2021score, title={Score}}\n@inbook{part, crossref={song2021score}}\n');
		await write('notes/song2021score.md', '---\ncitation-key: song2021score\n---\nMine.\n');
		const document = await vscode.workspace.openTextDocument(draft);
		await vscode.window.showTextDocument(document);
		await until(() => document.getText().startsWith('One'), 'the editor shows this file and not an earlier one of its name');
		const at = document.positionAt(document.getText().indexOf('song') + 2);
		const rename = (to: string) =>
			vscode.commands.executeCommand<vscode.WorkspaceEdit>('vscode.executeDocumentRenameProvider', draft, at, to);
		for (const refused of ['hu2022lora', 'two words', '']) {
			assert.deepEqual((await rename(refused)).entries(), [], refused);
		}
		const edit = await rename('song2021mixtures');
		// Documents that other tests left open may be among them.
		const edited = edit.entries().map(([uri]) => uri.path.split('/').slice(-2).join('/'));
		assert.deepEqual(
			['elsewhere/b.tex', 'elsewhere/draft.md', 'notes/song2021mixtures.md'].filter(path => !edited.includes(path)),
			[],
			edited.join(', '),
		);
		const api = await marginalia();
		assert.equal((await api.paper('song2021score'))?.['citation-key'], 'song2021score');
		assert.ok(await vscode.workspace.applyEdit(edit), 'the edit is applied');
		await until(
			async () => (await api.paper('song2021mixtures'))?.aliases?.includes('song2021score') === true,
			'the library has the new key, and the old one as an alias',
		);
		assert.equal((await api.paper('song2021score'))?.['citation-key'], 'song2021mixtures');
		await until(() => exists(file('notes/song2021mixtures.md')), 'the note has the new name');
		await until(async () => {
			// The note's unsaved text follows its file a moment later.
			await Promise.all(vscode.workspace.textDocuments.filter(changed => changed.isDirty).map(changed => changed.save()));
			return (await read(file('notes/song2021mixtures.md'))).startsWith('---\ncitation-key: song2021mixtures\n');
		}, 'the note has the new key');
		assert.equal(await read(draft), 'One [see @song2021mixtures, p. 3], [[song2021mixtures]], [[@song2021mixtures]].\n');
		assert.equal(await read(file('elsewhere/b.tex')), 'Two \\cite{hu2022lora,song2021mixtures}.\n');
		assert.equal(await exists(file('notes/song2021score.md')), false);
		assert.equal(
			await read(file('elsewhere/works.bib')),
			'@article{song2021mixtures, title={Score}}\n@inbook{part, crossref={song2021mixtures}}\n',
		);
	});

	it('should leave the library alone where a rename is turned down or fails, whatever is written by hand later', async () => {
		const draft = await write('elsewhere/turned.md', 'See [@hu2022lora].\n');
		const document = await vscode.workspace.openTextDocument(draft);
		await vscode.window.showTextDocument(document);
		await until(() => document.getText().startsWith('See'), 'the editor shows this file');
		const at = document.positionAt(document.getText().indexOf('hu2022') + 2);
		const rename = (to: string) =>
			vscode.commands.executeCommand<vscode.WorkspaceEdit>('vscode.executeDocumentRenameProvider', draft, at, to);
		const turnedDown = await rename('other1999');
		assert.ok(turnedDown.entries().length > 0);
		const byHand = new vscode.WorkspaceEdit();
		byHand.replace(draft, document.getWordRangeAtPosition(at) ?? new vscode.Range(at, at), 'other1999');
		assert.ok(await vscode.workspace.applyEdit(byHand));
		const api = await marginalia();
		await document.save();
		const keysNow = async () =>
			(await api.papers()).map(paper => paper['citation-key']).filter(key => /^(?:hu2022lora|other1999)$/.test(key));
		assert.deepEqual(await keysNow(), ['hu2022lora']);
		await vscode.commands.executeCommand('undo');
		// An edit that was offered is made when it is applied, then, and Undo Library Change knows it by its name.
		assert.ok(await vscode.workspace.applyEdit(await rename('other1999')), 'the edit is applied');
		assert.deepEqual(await keysNow(), ['other1999']);
		assert.equal(document.getText(), 'See [@other1999].\n');
		assert.equal(await vscode.commands.executeCommand('marginalia.undoLibraryChange'), 'Rename of Key hu2022lora');
		assert.deepEqual(await keysNow(), ['hu2022lora']);
		await until(() => document.getText() === 'See [@hu2022lora].\n', 'the document has the old key again');
		await vscode.workspace.saveAll();
	});

	it('should rename nothing where one of the files that name the key cannot be written back as it is', async () => {
		const draft = await write('elsewhere/all.md', 'See [@hu2022lora].\n');
		const latin = file('elsewhere/latin.md');
		await vscode.workspace.fs.writeFile(latin, new Uint8Array([...new TextEncoder().encode('[@hu2022lora] caf'), 0xe9, 0x0a]));
		const document = await vscode.workspace.openTextDocument(draft);
		await vscode.window.showTextDocument(document);
		const rename = () =>
			vscode.commands.executeCommand<vscode.WorkspaceEdit>(
				'vscode.executeDocumentRenameProvider',
				draft,
				document.positionAt(8),
				'other1999',
			);
		await until(async () => (await rename()).entries().length === 0, 'the rename is turned down');
		await vscode.workspace.fs.delete(latin);
		await until(async () => (await rename()).entries().length > 0, 'the rename is offered');
	});

	it('should ignore a key where the user says so, and check nothing in folders that are left out', async () => {
		const editor = await openWithCursors('See @nobody2000 and @sogn2021score.', 'markdown');
		const [problem] = await problems(editor.document.uri, 2);
		assert.ok(problem);
		const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
			'vscode.executeCodeActionProvider',
			editor.document.uri,
			problem.range,
			vscode.CodeActionKind.QuickFix.value,
		);
		const ignore = actions.find(action => action.title === 'Ignore “nobody2000” in this workspace');
		assert.ok(ignore?.command);
		const ignored: unknown[] = ignore.command.arguments ?? [];
		await vscode.commands.executeCommand(ignore.command.command, ...ignored);
		await problems(editor.document.uri, 1);
		const section = vscode.workspace.getConfiguration('marginalia');
		const draft = await vscode.workspace.openTextDocument(await write('elsewhere/left/out.md', 'See @nobody2001.\n'));
		await problems(draft.uri, 1);
		await section.update('diagnostics.exclude', ['elsewhere/left'], false);
		await problems(draft.uri, 0);
		await section.update('diagnostics.exclude', undefined, false);
		await section.update('diagnostics.ignoredKeys', undefined, false);
	});

	it('should show authors and year behind a key where the setting says so', async () => {
		const editor = await openWithCursors('# Part\n\nSee @song2021score and @nobody.|', 'markdown');
		const whole = new vscode.Range(0, 0, 3, 0);
		const hints = async () =>
			(await vscode.commands.executeCommand<vscode.InlayHint[]>('vscode.executeInlayHintProvider', editor.document.uri, whole)).map(
				({ label }) => label,
			);
		assert.deepEqual(await hints(), []);
		const section = vscode.workspace.getConfiguration('marginalia');
		await section.update('inlayHints.enabled', true, true);
		await until(async () => JSON.stringify(await hints()) === '["Song & Doe 2021"]', 'the hint is shown');
		await section.update('inlayHints.enabled', undefined, true);
	});

	it('should link citations of known papers to the reader', async () => {
		const editor = await openWithCursors('See [@song2021score; @nobody].|', 'markdown');
		const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', editor.document.uri);
		assert.deepEqual(
			links.filter(({ target }) => target?.path === 'marginalia.openPaper').map(({ range }) => editor.document.getText(range)),
			['song2021score'],
		);
	});

	it('should lead to the reader where the setting says so', async () => {
		await write('notes/song2021score.md', '---\ncitation-key: song2021score\n---\n');
		const section = vscode.workspace.getConfiguration('marginalia');
		await section.update('citations.openWith', 'reader', true);
		const editor = await openWithCursors('See [@song20|21score].', 'markdown');
		const [link] = await vscode.commands.executeCommand<vscode.LocationLink[]>(
			'vscode.executeDefinitionProvider',
			editor.document.uri,
			editor.selection.active,
		);
		assert.equal(link?.targetUri.scheme, 'marginalia-paper');
		await section.update('citations.openWith', undefined, true);
	});

	it('should insert a citation with details, and the next one in the same look', async () => {
		const editor = await openWithCursors('So |', 'markdown');
		await vscode.commands.executeCommand('marginalia.insertCitationWithDetails', ['song2021score'], {
			look: 'narrative',
			locator: 'chap. 2',
			suffix: 'passim',
		});
		assert.equal(textWithCursors(editor), 'So @song2021score [chap. 2, passim]|');
		const next = await openWithCursors('As |', 'markdown');
		await vscode.commands.executeCommand('marginalia.insertCitation', ['hu2022lora']);
		assert.equal(textWithCursors(next), 'As @hu2022lora|');
		await vscode.commands.executeCommand('marginalia.insertCitation', ['ho2020diffusion'], { look: 'parenthetical' });
	});

	it('should insert what the citation box shows, when it is asked for nothing else', async () => {
		const editor = await openWithCursors('As |', 'markdown');
		const inserting = vscode.commands.executeCommand('marginalia.insertCitationWithDetails', ['song2021score']);
		let isDone = false;
		inserting.then(
			() => (isDone = true),
			() => (isDone = true),
		);
		await until(async () => {
			await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
			return isDone;
		}, 'the box is answered');
		assert.equal(textWithCursors(editor), 'As [@song2021score]|');
	});

	it('should convert the citations of a document and of a selection in one undo step', async () => {
		const text = 'A [see @song2021score, p. 3; @hu2022lora] and @ho2020diffusion.\n';
		const editor = await openWithCursors(`${text}|`, 'markdown');
		assert.equal(await vscode.commands.executeCommand('marginalia.convertCitations', 'biblatex'), 2);
		assert.equal(editor.document.getText(), 'A \\autocites[see][p.~3]{song2021score}{hu2022lora} and \\textcite{ho2020diffusion}.\n');
		assert.equal(await vscode.commands.executeCommand('marginalia.convertCitations', 'pandoc'), 2);
		assert.equal(editor.document.getText(), text);
		await vscode.commands.executeCommand('undo');
		await vscode.commands.executeCommand('undo');
		assert.equal(editor.document.getText(), text);
		editor.selection = new vscode.Selection(0, 43, 0, 63);
		assert.equal(await vscode.commands.executeCommand('marginalia.convertCitations', 'natbib'), 1);
		assert.match(editor.document.getText(), /\[see @song2021score, p\. 3; @hu2022lora\] and \\citet\{ho2020diffusion\}/);
	});

	it('should fade entries of a linked bibliography that nothing cites', async () => {
		const bibliography = await write('elsewhere/linked.bib', '@misc{usedEntry, title={Used}}\n\n@misc{unusedEntry, title={Unused}}\n');
		await write('elsewhere/citing.md', '---\nbibliography: linked.bib\n---\nSee [@usedEntry].\n');
		await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file('elsewhere/citing.md')));
		const document = await vscode.workspace.openTextDocument(bibliography);
		await vscode.window.showTextDocument(document);
		const faded = () =>
			vscode.languages.getDiagnostics(bibliography).filter(({ tags }) => tags?.includes(vscode.DiagnosticTag.Unnecessary));
		await until(() => faded().length === 1, 'one entry is faded');
		assert.match(document.getText(faded()[0]?.range), /^@misc\{unusedEntry[^]*\}$/);
		await vscode.workspace.fs.delete(bibliography);
		await until(
			async () => !(await (await marginalia()).papers()).some(paper => paper['citation-key'] === 'usedEntry'),
			'the file is let go of',
		);
	});

	it('should list papers among the symbols of the workspace', async () => {
		const symbols = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
			'vscode.executeWorkspaceSymbolProvider',
			'imaginary ink',
		);
		assert.ok(symbols.some(symbol => symbol.name === 'ho2020diffusion: A Diffusion of Imaginary Ink'));
	});
});
