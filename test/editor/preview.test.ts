import assert from 'node:assert/strict';
import markdownIt from 'markdown-it';
import * as vscode from 'vscode';
import { marginalia, tidy, until, write } from './workspace';

const entry = (key: string, title: string) => `@book{${key}, title={${title}}, author={Doe, Jane}, year={2019}, publisher={Press}}\n`;
const words = (html: string) =>
	html
		.replace(/<[^>]+>/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();

/**
 * Renders an open document as the built-in preview does, which is not there in every window of the tests: the extension gives it what it
 * adds. What parses is not told the document.
 */
async function htmlPreview(): Promise<(document: vscode.TextDocument) => string> {
	const exported: unknown = await marginalia();
	assert.ok(
		typeof exported === 'object' && exported !== null && 'extendMarkdownIt' in exported && typeof exported.extendMarkdownIt === 'function',
	);
	const markdown = markdownIt();
	Reflect.apply(exported.extendMarkdownIt, undefined, [markdown]);
	return document => markdown.renderer.render(markdown.parse(document.getText(), {}), markdown.options, { currentDocument: document.uri });
}

/** {@link htmlPreview}, its words alone. */
async function preview(): Promise<(document: vscode.TextDocument) => string> {
	const render = await htmlPreview();
	return document => words(render(document));
}

/** A document of a name that no test had before: the editor learns late that another file has the name of a deleted one. */
async function open(name: string, text: string): Promise<vscode.TextDocument> {
	return vscode.workspace.openTextDocument(await write(`elsewhere/${name}`, text));
}

describe('links in the preview', () => {
	before(tidy);
	beforeEach(async () => {
		await (await marginalia()).ingest(entry('doe2019', 'On Showing'));
	});
	afterEach(tidy);

	it('should lead to notes and attachments, show embeds, and mark what leads nowhere', async () => {
		const render = await htmlPreview();
		await write('notes/Shown Idea.md', '---\ntitle: An Idea\n---\n# Idea\n\nFirst words [p](deep/p.md).\n\n## Part\n\nMore.\n');
		await write('elsewhere/deep/shown figure.png', 'no picture');
		const document = await open(
			'linking.md',
			'[[Shown Idea#Part|there]] [[doe2019]] [[gone away]] ![[shown figure.png]]\n\n![[Shown Idea]]\n\n[[later]]\n',
		);
		await until(() => render(document).includes('First words'), 'the note is shown');
		await until(() => render(document).includes('deep/shown%20figure.png'), 'the picture is found');
		const html = render(document);
		assert.match(
			html,
			/<a class="marginalia-link" href="\.\.\/notes\/Shown%20Idea\.md#part" data-href="[^"]*" title="An Idea\nnotes\/Shown Idea\.md">there<\/a>/,
		);
		assert.match(html, /<span class="marginalia-link-paper" title="On Showing\nNo note yet\.">doe2019<\/span>/);
		assert.match(html, /<span class="marginalia-link-unknown" title="Note “gone away” not found\.">gone away<\/span>/);
		assert.match(html, /<h1>Idea<\/h1>\n<p>First words <a href="\.\.\/notes\/deep\/p\.md">p<\/a>/);
		await write('notes/later.md', '# Later\n');
		await until(() => /href="\.\.\/notes\/later\.md"/.test(render(document)), 'the new note is found');
	});
});

describe('citations in the preview', () => {
	before(tidy);
	beforeEach(async () => {
		await (await marginalia()).ingest(entry('doe2019', 'On Showing'));
	});
	afterEach(tidy);

	it('should be written in the style, with the references they lead to', async () => {
		const render = await preview();
		const document = await open('styled.md', 'As @doe2019 says [@doe2019, p. 3; @nobody].');
		const expected = /^As Doe \( ?2019 ?\) says \( ?Doe, 2019, p\. 3; nobody\? ?\).* References Doe, J\. \(2019\)\. On Showing \. Press\./;
		await until(() => expected.test(render(document)), 'the citations and the references are written');
	});

	it('should take the style and the works that the document names', async () => {
		const render = await preview();
		await write('elsewhere/own.bib', entry('doe2019', 'On Showing Ourselves'));
		const document = await open('named.md', '---\nbibliography: own.bib\ncsl: ieee\n---\n[@doe2019]');
		await until(() => /\[1\].*On Showing Ourselves/.test(render(document)), 'the own work is listed in its style');
	});

	it('should be those of each document, where several are shown', async () => {
		const render = await preview();
		await write('elsewhere/own.bib', entry('doe2019', 'On Showing Ourselves'));
		const documents = [await open('one.md', '[@doe2019]'), await open('other.md', '---\nbibliography: own.bib\n---\n[@doe2019, p. 1]')];
		const works = () => documents.map(document => /On Showing\b[^.]*/.exec(render(document))?.[0].trim());
		// The library's work is shown until the bibliography has been read.
		await until(() => works().join() === 'On Showing,On Showing Ourselves', 'each has its own work');
	});
});
