import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import type { Paper } from '../../src/core/paper/paper';
import { violations } from './support/axe';
import type { EditorPage } from './support/editorPage';
import { openEditor } from './support/openEditor';

const instant = '2026-01-01T00:00:00.000Z';
const rivers: Paper = {
	id: 'rivers',
	'citation-key': 'noether2020rivers',
	type: 'article-journal',
	title: 'What Rivers Forget',
	author: [
		{ family: 'Noether', given: 'Emmy' },
		{ family: 'Humboldt', given: 'Alexander', 'non-dropping-particle': 'von' },
	],
	issued: { 'date-parts': [[2020]] },
	'container-title': 'Journal of Careful Reading',
	DOI: '10.1234/jcr.2020.17',
	identifiers: { doi: '10.1234/jcr.2020.17' },
	links: [{ kind: 'code', url: 'https://github.com/example/rivers' }],
	custom: { collaboration: 'ATLAS' },
	abstract: 'Rivers forget.\n\nWe show where.',
	tags: ['water'],
	status: 'unread',
	added: instant,
	updated: instant,
};

const bibliography = `@string{j = "Journal of Lakes"}

@article{hill2019,
  author  = {Hill, Ann},
  title   = {Lakes at Rest},   % as printed
  journal = j,
  year    = 2019,
}
`;

describe('the editor of a paper', () => {
	let editor: EditorPage;
	let view: Frame;

	before(async () => {
		editor = await openEditor({
			workspace: { '.marginalia/volume-0001.json': JSON.stringify({ version: 1, papers: [rivers] }), 'refs.bib': bibliography },
			settings: { 'marginalia.bibliographies': ['refs.bib'] },
		});
		await editor.openView('Marginalia');
		await editor.tree('Library').expand('Added by hand');
		await editor.tree('Library').row(rivers.title).waitFor();
		await editor.tree('Library').chooseFromMenu(rivers.title, 'Edit Paper');
		view = await editor.webview('Edit Paper');
		await view.getByRole('heading', { level: 1, name: rivers.title }).waitFor();
	});
	after(() => editor.close());

	const stored = async () => (await editor.readFile('.marginalia/volume-0001.json')) ?? '';
	const untilStored = async (words: RegExp) => {
		for (let tries = 0; tries < 100 && !words.test(await stored()); tries += 1) {
			await editor.page.waitForTimeout(100);
		}
		assert.match(await stored(), words);
	};

	it('should change a year and an author, say what looks wrong, and be taken back', async () => {
		await view.getByLabel('DOI', { exact: true }).fill('doi');
		await view.getByText('This isn’t a DOI').waitFor();
		await editor.inEachTheme(async name => {
			await view.locator(`body[data-vscode-theme-kind="vscode-${name}"]`).waitFor();
			await editor.screenshot(`edit-${name}`);
		});
		assert.deepEqual(await violations(view), []);
		await view.getByLabel('DOI', { exact: true }).fill('10.1234/jcr.2020.17');
		await view.getByLabel('Date', { exact: true }).fill('2021-05');
		await view.getByLabel('Author 2: family name').fill('Humboldt-Roe');
		await view.getByText('Unsaved changes').waitFor();
		await editor.tab('● Edit: What Rivers Forget').waitFor();
		await editor.press('Control+S');
		await view.getByText('Saved', { exact: true }).waitFor();
		await untilStored(/"date-parts":\[\[2021,5\]\]/);
		assert.match(await stored(), /\{"family":"Humboldt-Roe","given":"Alexander","non-dropping-particle":"von"\}/);
		assert.match(await stored(), /"value-sources":\{"issued":"user","author":"user"\}/);
		await editor.tab('Edit: What Rivers Forget').waitFor();
		await editor.runCommand('Marginalia: Undo Library Change');
		await untilStored(/"date-parts":\[\[2020\]\]/);
		assert.doesNotMatch(await stored(), /Roe|value-sources/);
		await view.waitForFunction('document.querySelector(\'[data-place="author-1-family"]\').value === "Humboldt"');
	});

	it('should edit the JSON, and bring back what was not saved when its tab was closed', async () => {
		await view.getByRole('button', { name: 'Edit as JSON', exact: true }).click();
		const json = view.getByLabel('The paper as CSL-JSON');
		const text = await json.inputValue();
		await json.fill(`${text},`);
		await view.getByText('This isn’t valid JSON.').waitFor();
		await json.fill(text.replace('"What Rivers Forget"', '"What Rivers Know"'));
		await view.getByRole('heading', { level: 1, name: rivers.title }).waitFor();
		await view.getByRole('button', { name: 'Edit as Form' }).click();
		await view.getByRole('heading', { level: 1, name: 'What Rivers Know' }).waitFor();
		await editor.tab('● Edit: What Rivers Forget').waitFor();
		await editor.runCommand('View: Close Editor');
		await editor.notifications.press('weren’t saved', 'Reopen Editor');
		view = await editor.webview('Edit Paper');
		await view.getByRole('heading', { level: 1, name: 'What Rivers Know' }).waitFor();
		await view.getByRole('button', { name: 'Save' }).click();
		await untilStored(/"title":"What Rivers Know"/);
	});

	it('should change of an entry of a linked .bib only the fields that were edited', async () => {
		await editor.tree('Library').expand('refs.bib');
		await editor.tree('Library').chooseFromMenu('Lakes at Rest', 'Edit Paper');
		await editor.tab('Edit: Lakes at Rest').waitFor();
		view = await editor.webview('Edit Paper');
		await view.getByText('An entry of refs.bib.').waitFor();
		await view.getByLabel('Date', { exact: true }).fill('2021-03');
		await view.getByLabel('Volume', { exact: true }).fill('7');
		await editor.press('Control+S');
		await view.getByText('Saved', { exact: true }).waitFor();
		const changed = bibliography.replace('= 2019,\n', '= 2021,\n  month   = mar,\n  volume  = {7},\n');
		assert.equal(await editor.readFile('refs.bib'), changed);
	});
});
