import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { payloads } from '../fixtures/payloads';
import type { EditorPage } from './support/editorPage';
import { forgetServices, useAddresses } from './support/machineSettings';
import { openEditor } from './support/openEditor';

/**
 * Payloads in every text field of papers, and a canary that listens while each view shows them. A few papers hold all payloads; with
 * `STRANGERS_PAPERS=all` each payload has papers of its own, in which every field says it.
 */
const isWhole = process.env['STRANGERS_PAPERS'] === 'all';
const itInWhole = isWhole ? it : it.skip;

const command = 'command:workbench.action.files.newUntitledFile';

/** A library that lies in a repository of a stranger: it passed no gate of ours. */
function libraryOf(texts: readonly string[]): { readonly volume: string; readonly keys: readonly string[] } {
	const keys = texts.map((_, at) => `stranger${at}`);
	const lines = texts.map((text, at) => {
		const other = (step: number) => texts[(at + step) % texts.length] ?? '';
		return {
			id: `id${String(at).padStart(5, '0')}`,
			'citation-key': keys[at],
			type: 'article-journal',
			title: text,
			author: [{ family: other(1), given: other(2) }, { literal: other(3) }],
			issued: { 'date-parts': [[2020]] },
			abstract: `${other(4)}\n\n${text}`,
			'container-title': other(5),
			DOI: other(6),
			URL: other(7),
			publisher: other(8),
			volume: other(9),
			page: other(10),
			note: other(11),
			keyword: other(12),
			language: other(13),
			identifiers: { doi: other(6), arxiv: other(14), pmid: other(15), openalex: other(16), s2: other(17) },
			links: [
				{ kind: 'code', url: other(18) },
				{ kind: 'other', url: other(19), role: 'pdf' },
				{ kind: 'other', url: other(20), role: 'open-access-pdf' },
			],
			source: { kind: other(21), file: other(22), url: other(23), date: '2026-11-24', upvotes: 3 },
			tags: [other(24), other(25)],
			collections: [other(26)],
			retraction: { DOI: other(27), date: other(28) },
			status: 'unread',
			added: '2026-11-24T12:00:00.000Z',
			updated: '2026-11-24T12:00:00.000Z',
		};
	});
	const [first] = lines;
	// Of another year and without identifiers: papers that share one are merged without asking.
	const twin = { ...first, id: 'twin', 'citation-key': 'twin', issued: { 'date-parts': [[2021]] }, DOI: undefined, identifiers: undefined };
	return { volume: `{"version":1,"papers":[\n${[...lines, twin].map(line => JSON.stringify(line)).join(',\n')}\n]}\n`, keys };
}

const xml = (text: string) => text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`);

/** A feed of a stranger. Its texts are read as HTML, so every other paper has them escaped once more, as words about HTML are. */
function feedOf(texts: readonly string[]): string {
	const items = texts.map((text, at) => {
		const escaped = xml(at % 2 === 0 ? text : xml(text));
		return `<item><title>Feed ${at} ${escaped}</title><link>https://example.org/${at}</link><guid isPermaLink="false">${escaped}</guid><author>${escaped}</author><category>${escaped}</category><description>${escaped}</description></item>`;
	});
	// Signs that XML forbids would make it no feed at all.
	return `<rss version="2.0"><channel><title>${xml(texts[0] ?? '')}</title>${items.join('')}</channel></rss>`.replace(
		/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu,
		'',
	);
}

describe('strangers’ words in the real editor', () => {
	const visits: string[] = [];
	let canary: Server;
	let editor: EditorPage;
	let keys: readonly string[];
	let texts: readonly string[] = [];

	before(async function () {
		this.timeout(240_000);
		canary = createServer((request, response) => {
			if (request.url?.startsWith('/feed') === true) {
				response.end(feedOf(texts));
				return;
			}
			visits.push(request.url ?? '');
			response.setHeader('access-control-allow-origin', '*');
			response.end();
		});
		await new Promise<void>(resolve => canary.listen(0, '127.0.0.1', resolve));
		const address = canary.address();
		const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
		const all = payloads(url, command).filter(text => text.length < 1000 && !/[\ud800-\udfff](?![\udc00-\udfff])/.test(text));
		assert.ok(all.length >= 300, String(all.length));
		// Each paper has a dozen of them one after the other.
		texts = isWhole ? all : Array.from({ length: Math.ceil(all.length / 12) }, (_, at) => all.slice(at * 12, at * 12 + 12).join(' '));
		const library = libraryOf(texts);
		keys = library.keys;
		await useAddresses({ 'web-feeds': `${url}/feed/address-` });
		editor = await openEditor({
			settings: {
				'marginalia.network.services': { 'web-feeds': true },
				'marginalia.feeds.forYou': true,
				'marginalia.feeds.subscriptions': [{ kind: 'web-feed', url: 'https://example.org/rss', every: 'hour', label: 'Strangers' }],
			},
			workspace: {
				'.marginalia/volume-0001.json': library.volume,
				'paper.md': `# Paper\n\n${keys
					.slice(0, 40)
					.map(key => `See [@${key}].`)
					.join('\n\n')}\n`,
				'complete.md': 'See @\n',
				'mentions.md': texts.map(text => `As [@stranger0] says ${text.replace(/[`~\s]+/g, ' ')}.\n`).join('\n'),
				'.vscode/settings.json': JSON.stringify({
					'marginalia.inlayHints.enabled': true,
					'marginalia.outline.citations': true,
					'marginalia.log.enabled': true,
				}),
			},
		});
		editor.page.on('dialog', dialog => {
			if (dialog.type() !== 'beforeunload') {
				visits.push(`dialog ${dialog.message()}`);
				void dialog.dismiss();
			}
		});
		await editor.openView('Marginalia');
		await rows('Library').first().waitFor();
		// Each came from a list of its own.
		await editor.runCommand('Marginalia: No Grouping');
		await rows('Library').nth(5).waitFor();
	});
	after(async () => {
		await editor.close();
		await forgetServices();
		canary.close();
	});

	/** Nothing was loaded, no script ran, no command did. */
	afterEach(async () => {
		await editor.page.waitForTimeout(500);
		assert.deepEqual(visits, []);
		assert.deepEqual(
			(await editor.tabs()).filter(name => name.startsWith('Untitled')),
			[],
		);
	});

	/** What a webview holds that no view of ours makes: scripts without its nonce, frames, handlers, addresses beyond the web. */
	const foreign = async (title: string) => {
		const frame = await editor.webview(title);
		return frame.locator('html').evaluate(html => {
			const found = [
				...html.querySelectorAll('iframe, object, embed, base, form, img, image, video, audio, meta[http-equiv="refresh"]'),
			].map(({ outerHTML }) => outerHTML);
			for (const node of html.querySelectorAll('*')) {
				for (const { name, value } of node.attributes) {
					const isAddress =
						['href', 'src', 'xlink:href', 'action', 'data'].includes(name) && !/^(?:https?:|#|vscode-webview:)/i.test(value);
					if ((name.startsWith('on') && name.length > 2) || name === 'srcdoc' || isAddress) {
						found.push(`${node.nodeName} ${name}=${value}`.slice(0, 200));
					}
				}
			}
			return found;
		});
	};

	const rows = (view: string, saying = /./) =>
		editor.page.locator(`.pane [role="tree"][aria-label^="${view}"] [role="treeitem"]`, { hasText: saying });

	/** What is shown over the first rows of a view. */
	const lookAtRows = async (view: string, saying?: RegExp) => {
		await rows(view, saying).first().waitFor();
		const count = Math.min(isWhole ? 12 : 3, await rows(view, saying).count());
		for (let at = 0; at < count; at += 1) {
			await rows(view, saying)
				.nth(at)
				.hover({ position: { x: 100, y: 11 } });
			await editor.page.waitForTimeout(900);
			assert.equal(await editor.page.locator('.workbench-hover img, .monaco-hover img').count(), 0);
		}
	};

	/** Shows one paper after the other in the reader. */
	const readOn = async (papers: number) => {
		const frame = await editor.webview('Marginalia');
		await frame.locator('html').click({ position: { x: 5, y: 300 } });
		await frame.waitForFunction(() => document.hasFocus());
		const titles = new Set<string>();
		for (let at = 0; at < papers; at += 1) {
			assert.deepEqual(await foreign('Marginalia'), []);
			const title = await frame.getByRole('heading', { level: 1 }).innerText();
			titles.add(title);
			await editor.press('j');
			// Some have the same title; a busy window takes its time.
			for (let tries = 0; tries < 20 && (await frame.getByRole('heading', { level: 1 }).innerText()) === title; tries += 1) {
				await editor.page.waitForTimeout(50);
			}
		}
		assert.ok(titles.size > papers / 2, `${titles.size} of ${papers} were shown`);
	};

	it('should be words in the tree and its hovers', async () => {
		await lookAtRows('Library');
		await editor.screenshot('strangers-tree');
	});

	it('should be words in the reader', async function () {
		this.timeout(600_000);
		await rows('Library')
			.first()
			.click({ position: { x: 100, y: 11 } });
		const frame = await editor.webview('Marginalia');
		await frame.getByRole('heading', { level: 1 }).waitFor();
		await readOn(keys.length);
		await editor.screenshot('strangers-reader');
	});

	it('should be words in the form and the JSON of a paper', async () => {
		await editor.runCommand('View: Close All Editors');
		await editor.runCommand('Marginalia: Edit Paper');
		await editor.quickInput.type('stranger0');
		await editor.page.locator('.quick-input-widget:visible .monaco-list-row.focused', { hasText: 'stranger0' }).waitFor();
		await editor.press('Enter');
		const form = await editor.webview('Edit Paper');
		await form.getByRole('heading', { level: 1 }).waitFor();
		assert.deepEqual(await foreign('Edit Paper'), []);
		await form.getByRole('button', { name: 'Edit as JSON', exact: true }).click();
		await form.getByLabel('The paper as CSL-JSON').waitFor();
		assert.deepEqual(await foreign('Edit Paper'), []);
		await editor.screenshot('strangers-edit');
		await editor.runCommand('View: Close Editor');
	});

	it('should be words in hovers, hints, the outline and completions of documents', async () => {
		await editor.openFile('paper.md');
		const citation = editor.page.locator('.view-line').filter({ hasText: '[@stranger' });
		await citation.first().waitFor();
		for (let at = 0; at < 4; at += 1) {
			await citation.nth(at).locator('span span').last().hover();
			await editor.page
				.locator('.monaco-hover:visible')
				.first()
				.waitFor({ timeout: 5000 })
				.catch(() => undefined);
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
		await editor.runCommand('View: Close All Editors');
		await editor.openFile('paper.md');
		await editor.runCommand('Markdown: Open Preview to the Side');
		const preview = await editor.previewWithReferences();
		assert.equal(
			await preview
				.locator('.marginalia-references img, .marginalia-references script, .marginalia-references svg, .marginalia-references iframe')
				.count(),
			0,
		);
		const addresses = await preview
			.locator('.marginalia-references a')
			.evaluateAll(links => links.map(link => link.getAttribute('href') ?? ''));
		assert.deepEqual(
			addresses.filter(url => !/^(?:https?:|#)/.test(url)),
			[],
		);
		await editor.screenshot('strangers-preview');
	});

	it('should be words in a new note, a digest, the log and their previews', async function () {
		this.timeout(240_000);
		for (const title of ['Marginalia: Create Digest…', 'Marginalia: Open Note']) {
			await editor.runCommand('View: Close All Editors');
			await editor.runCommand(title);
			if (title.endsWith('Open Note')) {
				// Papers that were looked at last come first.
				await editor.quickInput.type('stranger0');
				await editor.page.locator('.quick-input-widget:visible .monaco-list-row.focused', { hasText: 'stranger0' }).waitFor();
			}
			await editor.page.locator('.quick-input-widget:visible .monaco-list-row').first().waitFor();
			await editor.press('Enter');
			await editor.page.locator('.monaco-editor .view-line').first().waitFor();
			await editor.runCommand('Markdown: Open Preview to the Side');
			await editor.page.waitForTimeout(2500);
			for (const frame of editor.page.frames()) {
				assert.equal(
					await frame
						.locator('.markdown-body img, .markdown-body iframe, .markdown-body svg, .markdown-body form')
						.count()
						.catch(() => 0),
					0,
					title,
				);
			}
		}
		await editor.screenshot('strangers-note');
	});

	it('should be words in search and the graph', async function () {
		this.timeout(240_000);
		await editor.typeBehindCommand('Marginalia: Search Library…', 'x');
		await editor.page.waitForTimeout(500);
		await editor.press('Escape');
		await editor.runCommand('Marginalia: Open Graph');
		assert.deepEqual(await foreign('Marginalia Graph'), []);
		await editor.runCommand('Marginalia: Open PDF');
		await editor.page.locator('.quick-input-widget:visible .monaco-list-row').first().waitFor();
		await editor.press('Enter');
		await editor.page.waitForTimeout(500);
		await editor.press('Escape');
		await editor.screenshot('strangers-graph');
	});

	itInWhole('should be words beside each other as likely duplicates', async () => {
		await editor.runCommand('Marginalia: Find Duplicates');
		await (await editor.webview('Possible Duplicates')).locator('article').first().waitFor();
		assert.deepEqual(await foreign('Possible Duplicates'), []);
		await editor.screenshot('strangers-duplicates');
	});

	it('should be words in backlinks', async () => {
		await editor.runCommand('View: Close All Editors');
		await editor.runCommand('Marginalia: Open Paper');
		await editor.quickInput.type('stranger0');
		await editor.page.locator('.quick-input-widget:visible .monaco-list-row.focused', { hasText: 'stranger0' }).waitFor();
		await editor.press('Enter');
		await editor.webview('Marginalia');
		await editor.runCommand('Marginalia: Show Backlinks');
		const backlinks = editor.tree('Backlinks');
		await backlinks.row('mentions').waitFor();
		await backlinks.expand('mentions');
		await lookAtRows('Backlinks', /As \[@stranger0\]/);
		await editor.screenshot('strangers-backlinks');
	});

	itInWhole('should be words in feeds', async function () {
		this.timeout(600_000);
		await editor.openView('Marginalia');
		await editor.page.locator('.pane-header[aria-label^="Feeds"]').click();
		const feeds = editor.tree('Feeds');
		await feeds.row('Strangers').waitFor();
		await editor.runCommand('Marginalia: Refresh Feeds');
		await feeds.expand('Strangers');
		await lookAtRows('Feeds', /Feed \d/);
		await rows('Feeds', /Feed \d/)
			.first()
			.click({ position: { x: 100, y: 11 } });
		const frame = await editor.webview('Marginalia');
		await frame.getByRole('heading', { level: 1, name: /Feed \d/ }).waitFor();
		await readOn(texts.length);
		await editor.screenshot('strangers-feeds');
	});
});
