import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { payloads } from '../fixtures/payloads';
import type { EditorPage } from './support/editorPage';
import { openEditor } from './support/openEditor';

/**
 * Payloads in every text field of papers, and a canary that listens while each view shows them. A few papers hold all payloads; with `STRANGERS_PAPERS=all` each payload has papers of its own, in which
 * every field says it.
 */
const isWhole = process.env['STRANGERS_PAPERS'] === 'all';

const command = 'command:workbench.action.files.newUntitledFile';

/** A library that lies in a repository of a stranger: it passed no gate of ours. */
function libraryOf(texts: readonly string[]): { readonly volume: string; readonly keys: readonly string[] } {
	const keys = texts.map((_, at) => `stranger${at}`);
	const lines = texts.map((text, at) => {
		const other = (step: number) => texts[(at + step) % texts.length] ?? '';
		return {
			'id': `id${String(at).padStart(5, '0')}`, 'citation-key': keys[at], 'type': 'article-journal', 'title': text, 'author': [{ family: other(1), given: other(2) }, { literal: other(3) }], 'issued': { 'date-parts': [[2020]] },
			'abstract': `${other(4)}\n\n${text}`, 'container-title': other(5), 'DOI': other(6), 'URL': other(7), 'publisher': other(8), 'volume': other(9), 'page': other(10), 'note': other(11), 'keyword': other(12), 'language': other(13),
			'identifiers': { doi: other(6), arxiv: other(14), pmid: other(15), openalex: other(16), s2: other(17) },
			'links': [{ kind: 'code', url: other(18) }, { kind: 'other', url: other(19), role: 'pdf' }, { kind: 'other', url: other(20), role: 'open-access-pdf' }], 'source': { kind: other(21), file: other(22), url: other(23), date: '2026-11-24', upvotes: 3 },
			'tags': [other(24), other(25)], 'collections': [other(26)], 'retraction': { DOI: other(27), date: other(28) }, 'status': 'unread', 'added': '2026-11-24T12:00:00.000Z', 'updated': '2026-11-24T12:00:00.000Z',
		};
	});
	return { volume: `{"version":1,"papers":[\n${lines.map(line => JSON.stringify(line)).join(',\n')}\n]}\n`, keys };
}

// Runs where SAFETY_UI is set.
(process.env['SAFETY_UI'] === undefined ? describe.skip : describe)('strangers’ words in the real editor', () => {
	const visits: string[] = [];
	let canary: Server;
	let editor: EditorPage;
	let keys: readonly string[];

	before(async function () {
		this.timeout(240_000);
		canary = createServer((request, response) => {
			visits.push(request.url ?? '');
			response.setHeader('access-control-allow-origin', '*');
			response.end();
		});
		await new Promise<void>(resolve => canary.listen(0, '127.0.0.1', resolve));
		const address = canary.address();
		const all = payloads(`http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`, command).filter(text => text.length < 1000 && !/[\ud800-\udfff](?![\udc00-\udfff])/.test(text));
		assert.ok(all.length >= 300, String(all.length));
		// Each paper has a dozen of them one after the other.
		const texts = isWhole ? all : Array.from({ length: Math.ceil(all.length / 12) }, (_, at) => all.slice(at * 12, at * 12 + 12).join(' '));
		const library = libraryOf(texts);
		keys = library.keys;
		editor = await openEditor({
			workspace: {
				'.marginalia/volume-0001.json': library.volume,
				'paper.md': `# Paper\n\n${keys.slice(0, 40).map(key => `See [@${key}].`).join('\n\n')}\n`,
				'complete.md': 'See @\n',
				'.vscode/settings.json': JSON.stringify({ 'marginalia.inlayHints.enabled': true, 'marginalia.outline.citations': true, 'marginalia.log.enabled': true }),
			},
		});
		editor.page.on('dialog', dialog => {
			visits.push(`dialog ${dialog.message()}`);
			void dialog.dismiss();
		});
		await editor.openView('Marginalia');
		await editor.page.locator('.monaco-list-row').first().waitFor();
	});
	after(async () => {
		await editor.close();
		canary.close();
	});

	/** Nothing was loaded, no script ran, no command did. */
	afterEach(async () => {
		await editor.page.waitForTimeout(500);
		assert.deepEqual(visits, []);
		assert.deepEqual((await editor.tabs()).filter(name => name.startsWith('Untitled')), []);
	});

	/** What a webview holds that no view of ours makes: scripts without its nonce, frames, handlers, addresses beyond the web. */
	const foreign = async (title: string) => {
		const frame = await editor.webview(title);
		return frame.locator('html').evaluate(html => {
			const found = [...html.querySelectorAll('iframe, object, embed, base, form, img, image, video, audio, meta[http-equiv="refresh"]')].map(({ outerHTML }) => outerHTML);
			for (const node of html.querySelectorAll('*')) {
				for (const { name, value } of node.attributes) {
					const isAddress = ['href', 'src', 'xlink:href', 'action', 'data'].includes(name) && !/^(?:https?:|#|vscode-webview:)/i.test(value);
					if ((name.startsWith('on') && name.length > 2) || name === 'srcdoc' || isAddress) {
						found.push(`${node.nodeName} ${name}=${value}`.slice(0, 200));
					}
				}
			}
			return found;
		});
	};

	it('should be words in the tree and its hovers', async () => {
		const rows = editor.page.locator('.pane-body .monaco-list-row[aria-level="2"]');
		if ((await rows.count()) === 0) {
			await editor.page.locator('.pane-body .monaco-list-row').first().click();
		}
		await rows.first().waitFor();
		for (let at = 0; at < Math.min(6, await rows.count()); at += 1) {
			await rows.nth(at).hover();
			await editor.page.waitForTimeout(900);
			const pictures = await editor.page.locator('.workbench-hover img, .monaco-hover img').count();
			assert.equal(pictures, 0);
		}
		await editor.screenshot('strangers-tree');
	});

	it('should be words in the reader', async function () {
		this.timeout(600_000);
		await editor.openView('Marginalia');
		const rows = editor.page.locator('.pane-body .monaco-list-row[aria-level="2"]');
		await rows.first().click();
		const frame = await editor.webview('Marginalia');
		await frame.locator('article, main').first().waitFor();
		for (let at = 0; at < keys.length; at += 1) {
			assert.deepEqual(await foreign('Marginalia'), []);
			await frame.locator('body').press('j');
			await editor.page.waitForTimeout(isWhole ? 60 : 200);
		}
		await editor.screenshot('strangers-reader');
	});

	it('should be words in hovers, hints, the outline and completions of documents', async () => {
		await editor.openFile('paper.md');
		const citation = editor.page.locator('.view-line').filter({ hasText: '[@stranger' });
		await citation.first().waitFor();
		for (let at = 0; at < 4; at += 1) {
			await citation.nth(at).locator('span span').last().hover();
			await editor.page.locator('.monaco-hover:visible').first().waitFor({ timeout: 5000 }).catch(() => undefined);
			assert.equal(await editor.page.locator('.monaco-hover img').count(), 0);
			await editor.press('Escape');
		}
		await editor.openFile('complete.md');
		await editor.goToEndOfLine(1);
		await editor.press('Control+Space');
		await editor.page.locator('.suggest-widget.visible .monaco-list-row').first().waitFor();
		await editor.press('Control+Space');
		for (let at = 0; at < 6; at += 1) {
			await editor.press('ArrowDown');
			await editor.page.waitForTimeout(300);
			assert.equal(await editor.page.locator('.suggest-details img').count(), 0);
		}
		await editor.screenshot('strangers-completion');
		await editor.press('Escape');
	});

	it('should be words in the preview and its references', async () => {
		await editor.openFile('paper.md');
		await editor.runCommand('Markdown: Open Preview to the Side');
		const preview = await editor.previewWithReferences();
		assert.equal(await preview.locator('.marginalia-references img, .marginalia-references script, .marginalia-references svg, .marginalia-references iframe').count(), 0);
		const addresses = await preview.locator('.marginalia-references a').evaluateAll(links => links.map(link => link.getAttribute('href') ?? ''));
		assert.deepEqual(addresses.filter(url => !/^(?:https?:|#)/.test(url)), []);
		await editor.screenshot('strangers-preview');
	});

	it('should be words in a new note, a digest, the log and their previews', async function () {
		this.timeout(240_000);
		for (const title of ['Marginalia: Write Digest…', 'Marginalia: Open Note…']) {
			await editor.runCommand('View: Close All Editors');
			await editor.runCommand(title);
			await editor.page.locator('.quick-input-widget:visible .monaco-list-row').first().waitFor();
			await editor.press('Enter');
			await editor.page.locator('.monaco-editor .view-line').first().waitFor();
			await editor.runCommand('Markdown: Open Preview to the Side');
			await editor.page.waitForTimeout(2500);
			for (const frame of editor.page.frames()) {
				assert.equal(await frame.locator('.markdown-body img, .markdown-body iframe, .markdown-body svg, .markdown-body form').count().catch(() => 0), 0, title);
			}
		}
		await editor.screenshot('strangers-note');
	});

	it('should be words in search, the graph, duplicates and backlinks', async function () {
		this.timeout(240_000);
		await editor.runCommand('Marginalia: Search Library…');
		await editor.quickInput.type('x');
		await editor.page.waitForTimeout(500);
		await editor.press('Escape');
		await editor.runCommand('Marginalia: Open Graph');
		assert.deepEqual(await foreign('Marginalia Graph'), []);
		await editor.runCommand('Marginalia: Find Duplicates');
		await editor.page.waitForTimeout(1500);
		const frame = await editor.webview('Likely Duplicates').catch(() => undefined);
		if (frame !== undefined) {
			assert.deepEqual(await foreign('Likely Duplicates'), []);
		}
		await editor.runCommand('Marginalia: Open PDF');
		await editor.page.locator('.quick-input-widget:visible .monaco-list-row').first().waitFor();
		await editor.press('Enter');
		await editor.page.waitForTimeout(500);
		await editor.press('Escape');
		await editor.screenshot('strangers-graph');
	});
});
