import assert from 'node:assert/strict';
import markdownIt from 'markdown-it';
import * as vscode from 'vscode';
import { marginalia, tidy, until, write } from './workspace';

const entry = (key: string, title: string) => `@book{${key}, title={${title}}, author={Doe, Jane}, year={2019}, publisher={Press}}\n`;
const words = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').trim();

/** Renders as the built-in preview does, which is not there in every window of the tests: the extension gives it what it adds. */
async function preview(): Promise<(text: string, document: vscode.Uri) => string> {
	const exported: unknown = await marginalia();
	assert.ok(typeof exported === 'object' && exported !== null && 'extendMarkdownIt' in exported && typeof exported.extendMarkdownIt === 'function');
	const markdown = markdownIt();
	Reflect.apply(exported.extendMarkdownIt, undefined, [markdown]);
	return (text, document) => words(markdown.render(text, { currentDocument: document }));
}

describe('citations in the preview', () => {
	before(tidy);
	beforeEach(async () => {
		await (await marginalia()).ingest(entry('doe2019', 'On Showing'));
	});
	afterEach(tidy);

	it('should be written in the style, with the references they lead to', async () => {
		const render = await preview();
		const document = await write('elsewhere/paper.md', 'As @doe2019 says [@doe2019, p. 3; @nobody].');
		await until(() => render('As @doe2019 says [@doe2019, p. 3; @nobody].', document).includes('References'), 'the references are listed');
		assert.match(render('As @doe2019 says [@doe2019, p. 3; @nobody].', document), /^As Doe \( ?2019 ?\) says \( ?Doe, 2019, p\. 3 ?\).*nobody\?.* References Doe, J\. \(2019\)\. On Showing \. Press\./);
	});

	it('should take the style and the works that the document names', async () => {
		const render = await preview();
		await write('elsewhere/own.bib', entry('doe2019', 'On Showing Ourselves'));
		const text = '---\nbibliography: own.bib\ncsl: ieee\n---\n[@doe2019]';
		const document = await write('elsewhere/paper.md', text);
		await vscode.workspace.openTextDocument(document);
		await until(() => /\[1\].*On Showing Ourselves/.test(render(text, document)), 'the own work is listed in its style');
	});
});
