import assert from 'node:assert/strict';
import type { EditorPage } from './support/editorPage';
import { openEditor } from './support/openEditor';

const entry = (key: string, title: string, author: string) =>
	`@article{${key},\n  title = {${title}},\n  author = {${author}},\n  journal = {Journal of Rays},\n  year = {2020}\n}\n\n`;

describe('linked bibliographies in the Library view', () => {
	let editor: EditorPage;
	before(async () => {
		editor = await openEditor({
			workspace: {
				'.vscode/settings.json': JSON.stringify({ 'marginalia.bibliographies': ['papers/*.bib'] }),
				'papers/refs.bib':
					entry('doe2020rays', 'On Rays and their Reflection', 'Doe, Jane and Roe, Richard') +
					entry('doe2020rays', 'A Second of the same Key', 'Poe, Edgar'),
				'thesis.md': '---\nbibliography: thesis.json\n---\n\nSee @poe1845.\n',
				'thesis.json': JSON.stringify([
					{
						id: 'poe1845',
						type: 'book',
						title: 'The Raven and other Poems',
						author: [{ family: 'Poe', given: 'Edgar Allan' }],
						issued: { 'date-parts': [[1845]] },
					},
				]),
				'listing.txt': [
					'Daily Papers',
					'Nov 20',
					'A First Paper of Some Length',
					'This is its abstract. It goes on for long enough to be told from a title, in several sentences. Nothing in it is true, and none of it was copied.',
				].join('\n\n'),
			},
		});
	});
	after(() => editor.close());

	it('should show each file as a group, with its papers and a way to their entries', async () => {
		await editor.openView('Marginalia');
		const tree = editor.tree('Library');
		for (const file of ['papers/refs.bib', 'thesis.json']) {
			await tree.row(file).waitFor();
		}
		// A file that was linked alone at first stands open.
		for (const file of ['papers/refs.bib', 'thesis.json']) {
			if (!(await tree.rows()).some(row => row.label === file && row.expanded)) {
				await tree.click(file);
			}
		}
		await tree.row('On Rays and their Reflection').waitFor();
		await tree.row('The Raven and other Poems').waitFor();
		await editor.screenshot('linked-bibliographies');
		await tree.chooseFromMenu('On Rays and their Reflection', 'Go to Entry');
		await editor.tab('refs.bib').waitFor();
		assert.match(await editor.editorText(), /@article\{doe2020rays,/);
		await editor.page.waitForTimeout(1000);
		await editor.screenshot('linked-entry');
	});
});
