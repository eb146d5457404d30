import assert from 'node:assert/strict';
import { pdfOf } from '../fakes/pdf';
import { startServices } from '../fakes/services/server.mjs';
import type { EditorPage } from './support/editorPage';
import { forgetServices, useServices } from './support/machineSettings';
import { openEditor } from './support/openEditor';

const instant = '2023-01-01T00:00:00.000Z';
const library = {
	version: 1,
	papers: [
		{
			id: 'a',
			'citation-key': 'nunez2021weight',
			type: 'article-journal',
			title: 'The Weight of Imaginary Fruit',
			identifiers: { doi: '10.5555/fruit.3' },
			retracted: { by: 'crossref', DOI: '10.5555/retraction.3', date: '2022-01-02' },
			status: 'unread',
			added: instant,
			updated: instant,
		},
		{
			id: 'b',
			'citation-key': 'peel2024bananas',
			type: 'article',
			title: 'Bananas in Space: A Survey',
			author: [{ family: 'Peel', given: 'Ada' }],
			issued: { 'date-parts': [[2024]] },
			identifiers: { arxiv: '2403.00001' },
			abstract: 'We survey bananas in space.',
			status: 'unread',
			added: instant,
			updated: instant,
		},
	],
};

describe('papers from the network, clicked', () => {
	let editor: EditorPage;
	let services: Awaited<ReturnType<typeof startServices>>;
	before(async () => {
		services = await startServices();
		const names = ['crossref', 'openalex'];
		await useServices(services.url, names);
		editor = await openEditor({
			workspace: { '.marginalia/volume-0001.json': JSON.stringify(library), 'draft.md': '# Draft\n\nSee ' },
			settings: { 'marginalia.network.services': Object.fromEntries(names.map(name => [name, true])) },
		});
	});
	after(async () => {
		await editor.close();
		await forgetServices();
		await services.stop();
	});

	it('should show references in the reader when they are asked for, those in the library marked, and offer to add the others', async () => {
		await editor.openView('Marginalia');
		await editor.tree('Library').row('Bananas in Space: A Survey').waitFor();
		await editor.tree('Library').click('Bananas in Space: A Survey');
		const reader = await editor.webview('Marginalia');
		await reader.getByRole('button', { name: 'References' }).click();
		await reader.getByRole('button', { name: /Weight of Imaginary Fruit.*in library as @nunez2021weight/ }).waitFor();
		await reader.getByRole('button', { name: 'References' }).scrollIntoViewIfNeeded();
		await editor.screenshot('reader-references');
		await reader.getByRole('button', { name: /On Peeling, Revisited/ }).click();
		await editor.quickInput.whenAsked('Add to the library?');
		await editor.quickInput.row('On Peeling, Revisited').waitFor();
		await editor.quickInput.accept();
		await reader.getByRole('button', { name: /On Peeling, Revisited.*in library/ }).waitFor();
		await reader.getByRole('button', { name: /Weight of Imaginary Fruit/ }).click();
		await reader.getByText('Retracted on 2022-01-02.').waitFor();
		await editor.screenshot('reader-retracted');
	});

	it('should show what a link of the browser asks for before it is added', async () => {
		await editor.runCommand('Developer: Open URL');
		await editor.quickInput.answer('code-oss://marginalia.marginalia/add?doi=10.5555%2Fpeeling.4');
		await editor.page.getByRole('button', { name: 'Open', exact: true }).click();
		// No service is asked before the user chooses so.
		await editor.quickInput.whenAsked('Add to the library?');
		await editor.screenshot('link-of-the-browser-asks');
		await editor.quickInput.accept();
		await editor.quickInput.row('On Peeling, Revisited').waitFor();
		await editor.screenshot('link-of-the-browser');
		assert.match((await editor.quickInput.texts()).join(), /in the library as @/);
	});

	it('should cite an address that is dropped, under the key that its paper gets', async () => {
		await editor.openFile('draft.md');
		await editor.press('Control+End');
		await editor.dropText('https://doi.org/10.5555/peel.2', editor.activeEditor().locator('.view-line').last());
		await editor.page.locator('.post-edit-widget').waitFor();
		await editor.press('Control+.');
		await editor.page.locator('.action-widget .monaco-list-row', { hasText: 'Insert as citation' }).click();
		await editor.untilTextMatches(/See \[@peel2025\w+\]$/);
		await editor.openView('Marginalia');
		await editor.tree('Library').expand('Crossref');
		await editor.tree('Library').row('Learning to Peel without Supervision').waitFor();
	});

	it('should take in a PDF that is dropped on the library', async () => {
		const pdf = pdfOf({ pages: [['Of Mice and Drops', 'https://doi.org/10.5555/mouse.1']], information: { Title: 'Of Mice and Drops' } });
		await editor.dropFile('mouse.pdf', pdf, editor.tree('Library').row('Bananas in Space: A Survey'));
		await editor.tree('Library').expand('mouse.pdf');
		await editor.tree('Library').row('Of Mice and Drops').waitFor();
		await editor.screenshot('pdf-dropped');
	});
});
