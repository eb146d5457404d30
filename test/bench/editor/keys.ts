// Clicked in a real editor; run.ts makes the workspace.
import type { Page } from 'playwright-core';
import { openEditor } from '../../ui/support/openEditor';
import type { EditorPage } from '../../ui/support/editorPage';
import { quantile } from '../bench';

const searches = ['learning of models', 'song 2021', 'wabuntal reats', 'a new method', 'conable mounister', 'taimont 2007'];

/** Milliseconds in which the index of 100,000 papers is surely made. */
const indexing = 60_000;

describe('from a key press to the rows that follow it', () => {
	let editor: EditorPage;

	before(async () => {
		editor = await openEditor({ workspace: process.env['MARGINALIA_BENCH_WORKSPACE'] ?? '' });
		await editor.openView('Marginalia');
		await editor.tree('Library').rows();
		// What esbuild calls in functions that have names inside.
		await editor.page.evaluate('globalThis.__name = named => named');
	});
	after(() => editor.close());

	it('should be measured in the search', async () => {
		await editor.runCommand('Marginalia: Search Library…');
		await editor.quickInput.whenAsked('Search the library');
		// The first search of a library without a cache makes the index, in the background.
		await editor.quickInput.type('model');
		await editor.page.waitForTimeout(indexing);
		const times: number[] = [];
		for (const words of searches) {
			await editor.quickInput.type('');
			times.push(...(await timesOfKeys(editor.page, words, '.quick-input-widget .quick-input-list .monaco-list-rows')));
		}
		await editor.quickInput.cancel();
		report('search', times);
	});

	it('should be measured in completion', async () => {
		await editor.openFile('draft.md');
		await editor.untilEditorFocused();
		await editor.press('Control+End');
		const times: number[] = [];
		for (const words of searches) {
			await editor.press('Enter', 'Enter');
			times.push(...(await timesOfKeys(editor.page, `[@${words.replaceAll(' ', '')}`, '.suggest-widget.visible .monaco-list-rows')));
			await editor.press('Escape');
		}
		report('completion', times);
	});
});

/** Milliseconds from each key to the first frame that shows other rows. A key that changes none in a second is left out. */
async function timesOfKeys(page: Page, text: string, rows: string): Promise<readonly number[]> {
	const times: number[] = [];
	for (const letter of text) {
		await page.evaluate(listenForKey, rows);
		await page.keyboard.type(letter);
		const taken = await page.evaluate(() => window.rowsChanged);
		if (taken !== undefined) {
			times.push(taken);
		}
		await page.waitForTimeout(100);
	}
	return times;
}

declare global {
	interface Window {
		rowsChanged?: Promise<number | undefined>;
	}
}

/** Runs in the page. */
function listenForKey(rows: string): void {
	const shown = () => document.querySelector(rows)?.textContent ?? '';
	window.rowsChanged = new Promise(resolve => {
		const listener = (): void => {
			window.removeEventListener('keydown', listener, true);
			const [started, before] = [performance.now(), shown()];
			const look = (): void => {
				const taken = performance.now() - started;
				if (shown() !== before) {
					resolve(taken);
				} else if (taken > 1000) {
					resolve(undefined);
				} else {
					requestAnimationFrame(look);
				}
			};
			requestAnimationFrame(look);
		};
		window.addEventListener('keydown', listener, true);
	});
}

function report(name: string, times: readonly number[]): void {
	const at = (part: number) => `${quantile(times, part).toFixed(0)} ms`;
	console.log(`${name.padEnd(12)} ${times.length} keys; to the rows: median ${at(0.5)}, p95 ${at(0.95)}, longest ${at(1)}`);
}
