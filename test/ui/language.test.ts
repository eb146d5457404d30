import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EditorPage } from './support/editorPage';
import { openEditor } from './support/openEditor';

const score = 'scorebasedGenerativeModeling';

describe('citing while one types', () => {
	let editor: EditorPage;
	before(async () => {
		editor = await openEditor();
		await editor.openView('Marginalia');
		await editor.openView('Explorer');
		await editor.tree('Files Explorer').chooseFromMenu('daily-papers.txt', 'Import Papers');
		await editor.notifications.waitFor('Added 8 papers');
		await editor.openFile('draft.md');
		await editor.press('Control+End');
	});
	after(() => editor.close());

	it('should offer papers behind @ and go on through several words', async () => {
		await editor.press('Enter');
		await editor.page.keyboard.type('As ', { delay: 60 });
		await editor.page.keyboard.type('@differential score', { delay: 120 });
		const row = editor.page.locator('.suggest-widget.visible .monaco-list-row', { hasText: score });
		await row.first().waitFor();
		await editor.screenshot('completion');
		await editor.press('Tab');
		await editor.page.keyboard.type(' shows', { delay: 60 });
		await editor.press('Escape');
		assert.match(await editor.editorText(), new RegExp(`As @${score} shows$`));
	});

	it('should show the paper behind a key that the pointer rests on', async () => {
		const key = editor.activeEditor().locator('.view-line span span', { hasText: score }).last();
		await key.hover();
		const hover = editor.page.locator('.monaco-hover', {
			hasText: 'Score-Based Generative Modeling through Stochastic Differential Equations',
		});
		await hover.first().waitFor();
		assert.match((await hover.first().textContent()) ?? '', /Open paper/);
		await editor.screenshot('citation-hover');
	});

	it('should cite what is pasted: records that come in on the way, and an identifier of a paper that is there', async () => {
		await editor.press('Control+End', 'Enter');
		await editor.page.keyboard.type('See ', { delay: 60 });
		await editor.pasteAs(
			'@article{doe2019paste, title={On Pasting}, author={Doe, Jane}, year={2019}, doi={10.5555/paste.1}}',
			'Paste as citation',
		);
		await editor.untilTextMatches(/See \[@doe2019paste\]$/);
		await editor.page.keyboard.type(' and ', { delay: 60 });
		await editor.pasteAs('https://doi.org/10.5555/paste.1', 'Paste as citation');
		await editor.untilTextMatches(/See \[@doe2019paste\] and \[@doe2019paste\]$/);
		await editor.page.keyboard.type(' and ', { delay: 60 });
		await editor.pasteAs('TY  - JOUR\nTI  - On Dropping\nAU  - Roe, Rick\nPY  - 2018\nER  - \n', 'Paste as citation');
		await editor.untilTextMatches(/and \[@roe2018dropping\]$/);
		await editor.screenshot('paste-as-citation');
	});

	it('should cite the works of a file that is dropped, and the paper of an arXiv link', async () => {
		await writeFile(
			join(editor.workspace, 'dropped.bib'),
			'@article{low2020drop, title={On Letting Go}, author={Low, Ann}, year={2020}, eprint={2001.00001}, archiveprefix={arXiv}}\n',
		);
		await editor.openView('Explorer');
		await editor.press('Control+End', 'Enter');
		await editor.drag(editor.tree('Files Explorer').row('dropped.bib'), editor.activeEditor().locator('.view-line').last());
		await editor.page.locator('.post-edit-widget').waitFor();
		await editor.press('Control+.');
		await editor.page.locator('.action-widget .monaco-list-row', { hasText: 'Insert as citation' }).click();
		await editor.untilTextMatches(/\[@low2020drop\]$/);
		await editor.press('Control+End');
		await editor.page.keyboard.type(' and ', { delay: 60 });
		await editor.pasteAs('https://arxiv.org/abs/2001.00001v2', 'Paste as citation');
		await editor.untilTextMatches(/\[@low2020drop\] and \[@low2020drop\]$/);
	});

	it('should rename a key in every file that names it, the old one kept as an alias, and take that back in one step', async () => {
		await editor.save();
		await writeFile(join(editor.workspace, 'chapter.tex'), 'As \\citet{low2020drop} says.\n');
		await writeFile(join(editor.workspace, 'low2020drop.md'), '---\ncitation-key: low2020drop\n---\nMine.\n');
		await writeFile(join(editor.workspace, 'thoughts.md'), 'See [[low2020drop]].\n');
		await editor.tree('Files Explorer').row('thoughts.md').waitFor();
		await editor.activeEditor().locator('.view-line span span', { hasText: 'low2020drop' }).last().click();
		await editor.press('F2');
		const box = editor.page.locator('.rename-box input');
		await box.waitFor();
		await box.fill('low2020letting');
		await editor.screenshot('rename');
		await box.press('Enter');
		await editor.untilTextMatches(/\[@low2020letting\] and \[@low2020letting\]$/);
		await editor.runCommand('File: Save All Files');
		const named = async () =>
			(await Promise.all(['chapter.tex', 'thoughts.md', 'dropped.bib'].map(file => editor.readFile(file)))).map(
				text => /\w*low2020\w+/.exec(text ?? '')?.[0],
			);
		const untilNamed = async (key: string) => {
			for (let tries = 0; tries < 50 && (await named()).some(name => name !== key); tries += 1) {
				await editor.page.waitForTimeout(100);
			}
			assert.deepEqual(await named(), [key, key, key]);
		};
		await untilNamed('low2020letting');
		assert.deepEqual(
			[await editor.readFile('low2020letting.md'), await editor.readFile('low2020drop.md')],
			['---\ncitation-key: low2020letting\n---\nMine.\n', undefined],
		);
		assert.match(
			(await editor.readFile('.marginalia/volume-0001.json')) ?? '',
			/"citation-key":"low2020letting".*"aliases":\["low2020drop"\]/,
		);
		await editor.press('Control+z');
		await editor.untilTextMatches(/\[@low2020drop\] and \[@low2020drop\]$/);
		await editor.tree('Files Explorer').row('low2020drop.md').waitFor();
		// Each file that is changed back is shown in a tab.
		for (const tab of ['chapter.tex', 'thoughts.md', 'dropped.bib', 'low2020drop.md']) {
			await editor.page.locator('.tab.dirty', { hasText: tab }).waitFor();
		}
		await editor.runCommand('File: Save All Files');
		await untilNamed('low2020drop');
		assert.deepEqual(
			[await editor.readFile('low2020letting.md'), await editor.readFile('low2020drop.md')],
			[undefined, '---\ncitation-key: low2020drop\n---\nMine.\n'],
		);
	});
});
