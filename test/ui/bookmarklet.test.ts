import assert from 'node:assert/strict';
import { bookmarkletText } from '../../src/core/sources/bookmarklet';
import { readLinkRequest } from '../../src/core/sources/linkRequest';
import { sharedEditor } from './support/sharedEditor';

const page = (head: string) => `<!doctype html><html><head><title>A Page</title>${head}</head><body><h1>A Page</h1></body></html>`;

/** Pages as their makers write them, at their addresses. */
const pages: Readonly<Record<string, string>> = {
	'https://arxiv.org/abs/2403.00001v2': page(
		'<meta name="citation_title" content="Bananas in Space"><meta name="citation_arxiv_id" content="2403.00001"><meta name="citation_pdf_url" content="https://arxiv.org/pdf/2403.00001">',
	),
	'https://journal.example/article/3': page(
		'<meta name="citation_title" content="The Weight of Imaginary Fruit"><meta name="citation_doi" content="doi:10.5555/fruit.3">',
	),
	'https://archive.example/item/7?lang=en&page=2': page(
		'<meta name="DC.Identifier" content="https://doi.org/10.5555/fruit.3"><meta name="DC.Title" content="The Weight">',
	),
	'https://huggingface.co/papers/2403.00001': page('<meta property="og:title" content="Paper page - Bananas in Space">'),
	'https://blog.example/post': page('<meta name="citation_title" content="On Peeling, Revisited &amp; More">'),
	'https://example.org/a b?x=1&y=2#z': page(''),
};

describe('the bookmarklet', () => {
	const asked: Readonly<Record<string, string>> = {
		'https://arxiv.org/abs/2403.00001v2': 'arxiv:2403.00001',
		'https://journal.example/article/3': 'doi:10.5555/fruit.3',
		'https://archive.example/item/7?lang=en&page=2': 'doi:10.5555/fruit.3',
		'https://huggingface.co/papers/2403.00001': 'https://huggingface.co/papers/2403.00001',
		'https://blog.example/post': 'On Peeling, Revisited & More',
		'https://example.org/a b?x=1&y=2#z': 'https://example.org/a%20b?x=1&y=2#z',
	};

	it('should hand the paper of the page in front to the editor', async () => {
		for (const [address, text] of Object.entries(asked)) {
			const tab = await sharedEditor().browser.newPage();
			await tab.route('**/*', (route, request) =>
				route.fulfill({ contentType: 'text/html', body: pages[decodeURI(request.url())] ?? page('') }),
			);
			await tab.goto(address);
			// A text, since this file is compiled for Node; it leaves the page as a click on a bookmark does.
			const target = await tab.evaluate<string>(`new Promise(resolve => {
				navigation.addEventListener('navigate', event => {
					event.preventDefault();
					resolve(event.destination.url);
				});
				location.href = ${JSON.stringify(bookmarkletText('vscode'))};
			})`);
			assert.match(target, /^vscode:\/\/marginalia\.marginalia\/add\?/);
			const { pathname, search } = new URL(target);
			assert.equal(readLinkRequest(pathname, search.slice(1))?.text, text, target);
			await tab.close();
		}
	});
});
