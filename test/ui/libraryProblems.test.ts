import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EditorPage } from './support/editorPage';
import { openEditor } from './support/openEditor';

const volume = '.marginalia/volume-0001.json';
const instant = '2026-01-01T00:00:00.000Z';
const papers = ['Attention Everywhere', 'Scores over Time', 'Low Rank is Enough'].map((title, at) => ({
	id: `p${at}`,
	'citation-key': `key${at}`,
	type: 'article',
	title,
	status: 'unread',
	added: instant,
	updated: instant,
}));
const whole = `{"version":1,"papers":[\n${papers.map(paper => JSON.stringify(paper)).join(',\n')}\n]}\n`;
/** Line 3 of the first ends in the middle, as a bad merge by hand leaves it; the last line of the second is gone, as after a full disk. */
const cutLine = whole.replace(/("title":"Scores)[^\n]*/, '$1');
const cutFile = whole.slice(0, whole.lastIndexOf('\n]}'));

describe('lines of the library that cannot be read, by hand', () => {
	let editor: EditorPage;
	before(async () => {
		editor = await openEditor({ workspace: { [volume]: cutLine } });
		await editor.openView('Marginalia');
	});
	after(() => editor.close());

	const library = () => editor.tree('Library');
	const problem = 'volume-0001.json, line 3';

	it('should be shown above the papers, and open at their line', async () => {
		await library().row('Low Rank is Enough').waitFor();
		const [first] = await library().rows();
		assert.equal(first?.label, problem);
		await editor.inEachTheme(async name => {
			await editor.screenshot(`library-problem-${name}`);
		});
		await library().click(problem);
		await editor.tab('volume-0001.json').waitFor();
		await editor.page.locator('.statusbar-item', { hasText: 'Ln 3, Col 1' }).waitFor();
	});

	it('should be named once, with what can be done', async () => {
		await editor.notifications.press(/Line 3 of volume-0001\.json can.t be read/, 'Open File');
		await editor.page.locator('.statusbar-item', { hasText: 'Ln 3, Col 1' }).waitFor();
	});

	it('should be set aside from their menu, and put back', async () => {
		await library().chooseFromMenu(problem, 'Set Aside Unreadable Line');
		await library().row(problem).waitFor({ state: 'hidden' });
		await editor.screenshot('library-problem-set-aside');
		assert.match((await editor.readFile('.marginalia/set-aside.jsonl')) ?? '', /"title":"Scores\n$/);
		assert.doesNotMatch((await editor.readFile(volume)) ?? '', /Scores/);
		await editor.notifications.press('Moved the line to set-aside.jsonl', 'Undo');
		await library().row(problem).waitFor();
		assert.equal(await editor.readFile(volume), cutLine);
	});

	it('should be gone once the file is repaired', async () => {
		await writeFile(join(editor.workspace, volume), whole);
		await library().row(problem).waitFor({ state: 'hidden' });
		await library().row('Scores over Time').waitFor();
	});

	it('should be restored from a backup where the file is cut off', async () => {
		// The first change of a day makes a backup.
		await library().chooseFromMenu('Scores over Time', 'Set Status…');
		await editor.quickInput.pick('Read');
		await editor.untilFileMatches(volume, /"status":"read"/);
		await writeFile(join(editor.workspace, volume), cutFile);
		await library().row('volume-0001.json').waitFor();
		await editor.screenshot('library-problem-cut-off');
		await editor.notifications.press(/volume-0001\.json/, 'Restore from Backup…');
		await editor.quickInput.whenAsked('Select a backup');
		await editor.quickInput.cancel();
	});
});
