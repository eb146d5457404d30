import assert from 'node:assert/strict';
import type { BrowserContext } from 'playwright-core';
import { bookmarkletText } from '../../src/core/sources/bookmarklet';
import { readLinkRequest } from '../../src/core/sources/linkRequest';
import { sharedEditor } from './support/sharedEditor';

const page = (head: string) => `<!doctype html><html><head><title>A Page</title>${head}</head><body><h1>A Page</h1></body></html>`;

/** Pages as their makers write them, at their addresses. */
const pages = {
	'https://arxiv.org/abs/2403.00001v2': page('<meta name="citation_title" content="Bananas in Space"><meta name="citation_arxiv_id" content="2403.00001"><meta name="citation_pdf_url" content="https://arxiv.org/pdf/2403.00001">'),
	'https://journal.example/article/3': page('<meta name="citation_title" content="The Weight of Imaginary Fruit"><meta name="citation_doi" content="doi:10.5555/fruit.3">'),
	'https://archive.example/item/7?lang=en&page=2': page('<meta name="DC.Identifier" content="https://doi.org/10.5555/fruit.3"><meta name="DC.Title" content="The Weight">'),
	'https://huggingface.co/papers/2403.00001': page('<meta property="og:title" content="Paper page - Bananas in Space">'),
	'https://blog.example/post': page('<meta name="citation_title" content="On Peeling, Revisited &amp; More">'),
	'https://example.org/a b?x=1&y=2#z': page(''),
};

describe('the bookmarklet', () => {
	let context: BrowserContext;
	before(async () => {
		context = await sharedEditor().browser.newContext();
		await context.route('**/*', (route, request) => route.fulfill({ contentType: 'text/html', body: Reflect.get(pages, decodeURI(request.url())) ?? page('') }));
	});
	after(() => context.close());

	const asked: Readonly<Record<keyof typeof pages, string>> = {
		'https://arxiv.org/abs/2403.00001v2': 'arxiv:2403.00001',
		'https://journal.example/article/3': 'doi:10.5555/fruit.3',
		'https://archive.example/item/7?lang=en&page=2': 'doi:10.5555/fruit.3',
		'https://huggingface.co/papers/2403.00001': 'https://huggingface.co/papers/2403.00001',
		'https://blog.example/post': 'On Peeling, Revisited & More',
		'https://example.org/a b?x=1&y=2#z': 'https://example.org/a%20b?x=1&y=2#z',
	};

	it('should hand the paper of the page in front to the editor', async () => {
		for (const [address, text] of Object.entries(asked)) {
			const tab = await context.newPage();
			await tab.goto(address);
			const target = await tab.evaluate(async script => {
				const left = new Promise<string>(resolve => {
					Reflect.get(window, 'navigation').addEventListener('navigate', (event: Event & { readonly destination: { readonly url: string } }) => {
						event.preventDefault();
						resolve(event.destination.url);
					});
				});
				// As a click on a bookmark does.
				location.href = script;
				return left;
			}, bookmarkletText('vscode'));
			assert.match(target, /^vscode:\/\/marginalia\.marginalia\/add\?/);
			const { pathname, search } = new URL(target);
			assert.equal(readLinkRequest(pathname, search.slice(1))?.text, text, target);
			await tab.close();
		}
	});
});
