import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { marginalia, openWithCursors, tidy, until, write } from './workspace';

const bibtex = `@article{song2021score, title={Score Mixtures}, author={Song, Ann and Doe, Ben}, year={2021}, journal={Journal of Toys}}
@article{hu2022lora, title={Small Adapters}, author={Hu, Carl}, year={2022}, journal={Journal of Toys}}
`;

async function copied(...args: unknown[]): Promise<string> {
	await vscode.commands.executeCommand('marginalia.copyFormattedReference', ...args);
	return vscode.env.clipboard.readText();
}

async function hoverText(document: vscode.TextDocument, position: vscode.Position): Promise<string> {
	const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, position);
	return hovers
		.flatMap(({ contents }) => contents.map(content => (content instanceof vscode.MarkdownString ? content.value : '')))
		.join('\n');
}

describe('formatted references', () => {
	before(tidy);
	beforeEach(async () => {
		await (await marginalia()).ingest(bibtex);
	});
	afterEach(tidy);

	it('should write a bibliography in the style of the document, refresh it, and take it back in one step', async () => {
		const text = '---\ncsl: ieee\n---\n\nOne [@hu2022lora] and two [@song2021score].\n|';
		const editor = await openWithCursors(text, 'markdown');
		await vscode.commands.executeCommand('marginalia.insertBibliography');
		const first = editor.document.getText();
		assert.match(
			first,
			/## References\n\n<!-- marginalia:begin bibliography --><!-- seal:[0-9a-f]{8} -->\n\n\\\[1\\\] C\. Hu, “Small Adapters,” \*Journal of Toys\*, 2022\.\n\n\\\[2\\\] A\. Song and B\. Doe[^\n]*\n\n<!-- marginalia:end -->\n$/,
		);
		await vscode.commands.executeCommand('undo');
		assert.equal(editor.document.getText(), text.replace('|', ''));
		await vscode.commands.executeCommand('redo');
		await editor.edit(edit => edit.replace(new vscode.Range(4, 0, 4, 0), 'Zero [@song2021score]. '));
		await vscode.commands.executeCommand('marginalia.insertBibliography');
		assert.match(editor.document.getText(), /\\\[1\\\] A\. Song and B\. Doe[^]*\\\[2\\\] C\. Hu/);
		assert.equal(editor.document.getText().match(/marginalia:begin/g)?.length, 1);
	});

	it('should list what a LaTeX project cites, in all of its files, and again once one of them is saved', async () => {
		await write('thesis/chapters/one.tex', 'As \\cite{song2021score} says.\n');
		const main = await write('thesis/main.tex', '\\documentclass{book}\n\\begin{document}\n\\include{chapters/one}\n\\end{document}\n');
		await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(main));
		const listed = async () => {
			await vscode.commands.executeCommand('marginalia.copyReferences');
			return vscode.env.clipboard.readText();
		};
		await until(async () => (await listed()).includes('Score Mixtures'), 'the chapter counts');
		await write('thesis/chapters/one.tex', 'As \\cite{hu2022lora} says.\n');
		await until(async () => /^Hu, C\.(?![^]*Score)/.test(await listed()), 'the changed chapter counts');
	});

	it('should copy references of keys in any style and form, and those of the selection', async () => {
		assert.equal(await copied('hu2022lora'), 'Hu, C. (2022). Small Adapters. Journal of Toys.');
		assert.equal(
			await copied(['hu2022lora'], { style: 'ieee', format: 'html' }),
			'<p><span class="csl-right-inline">C. Hu, “Small Adapters,” <i>Journal of Toys</i>, 2022.</span></p>',
		);
		assert.match(
			await copied(['song2021score', 'hu2022lora'], { style: 'mla', format: 'markdown' }),
			/^Hu, Carl[^\n]*\*Journal of Toys\*[^\n]*\n\nSong, Ann/,
		);
		const editor = await openWithCursors('See [@song2021score] and [@hu|2022lora].', 'markdown');
		await vscode.window.showTextDocument(editor.document);
		assert.match(await copied(undefined, { style: 'apa', format: 'text' }), /^Hu, C\. \(2022\)/);
	});

	it('should take the style that lies beside the document, and the works that it has itself', async () => {
		const style =
			'<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>Plain</title><id>plain</id><updated>2020-01-01T00:00:00+00:00</updated></info><citation><layout><text variable="title"/></layout></citation><bibliography><layout><text variable="title" prefix="Plainly "/></layout></bibliography></style>';
		await write('elsewhere/plain.csl', style);
		const uri = await write(
			'elsewhere/chapter.md',
			'---\ncsl: plain.csl\nreferences:\n- {id: eule2001, type: book, title: On Owls}\n---\n\n[@hu2022lora; @eule2001]\n',
		);
		const document = await vscode.workspace.openTextDocument(uri);
		await vscode.window.showTextDocument(document, { selection: new vscode.Range(6, 0, 6, 24) });
		await until(
			async () => /Plainly Small Adapters/.test(await hoverText(document, new vscode.Position(6, 4))),
			'the hover is in the style of the document',
		);
		assert.equal(await copied(undefined, { style: 'plain.csl', format: 'text' }), 'Plainly Small Adapters\n\nPlainly On Owls');
	});

	it('should copy what the document at hand cites, as the References view lists it', async () => {
		await openWithCursors('See [@song2021score; @nobody] and [@hu2022lora].', 'markdown');
		await vscode.commands.executeCommand('marginalia.references.focus');
		await vscode.env.clipboard.writeText('');
		await vscode.commands.executeCommand('marginalia.copyReferences');
		await until(async () => /^Hu, C\.[^]*Song, A\./.test(await vscode.env.clipboard.readText()), 'the references are copied');
	});

	it('should go on in another style where a style cannot be read', async () => {
		const editor = await openWithCursors('---\ncsl: nowhere.csl\n---\n\nOne [@hu2022lora].\n|', 'markdown');
		await vscode.commands.executeCommand('marginalia.insertBibliography');
		assert.match(editor.document.getText(), /Hu, C\. \(2022\)\. Small Adapters/);
	});
});
