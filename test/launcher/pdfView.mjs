/** The view of PDFs as it is built (`npm run build`), in a page of a browser that stands in for VS Code's. */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

const home = 'http://view.test/';
const types = new Map([
	['.js', 'text/javascript'],
	['.mjs', 'text/javascript'],
	['.css', 'text/css'],
]);

/**
 * Opens the view in a new tab.
 * @param {import('playwright-core').Browser} browser
 * @param {{ readonly width: number, readonly height: number }} viewport
 */
export async function openPdfView(browser, viewport) {
	const page = await servedPage(browser, viewport, new Map([['', viewPage]]));
	return { page, open: openIn(page), copy: () => copyOf(page) };
}

/**
 * A tab whose addresses below `http://view.test/` are files of the built views, of pdf.js, or pages that are given by their names.
 * @param {import('playwright-core').Browser} browser
 * @param {{ readonly width: number, readonly height: number }} viewport
 * @param {ReadonlyMap<string, string>} pages
 */
export async function servedPage(browser, viewport, pages) {
	const context = await browser.newContext({ viewport });
	const page = await context.newPage();
	page.on('pageerror', error => console.error(error.message));
	await page.route(`${home}**`, async route => {
		const path = normalize(new URL(route.request().url()).pathname.slice(1));
		const made = pages.get(path === '.' ? '' : path);
		if (made !== undefined) {
			return route.fulfill({ contentType: 'text/html; charset=utf-8', body: made });
		}
		const file = path.startsWith('pdfjs-dist/') ? join('node_modules', path) : join('dist', 'webview', path);
		return readFile(file).then(
			body => route.fulfill({ contentType: types.get(extname(path)) ?? 'application/octet-stream', body }),
			() => route.fulfill({ status: 404 }),
		);
	});
	await page.goto(home);
	return page;
}

export const viewPage = `<!DOCTYPE html><html><head><meta charset="utf-8"><link rel="stylesheet" href="pdf.css"></head><body><script>
window.sent = [];
window.acquireVsCodeApi = () => ({ postMessage: message => window.sent.push(message), getState: () => undefined, setState: () => undefined });
</script><script src="pdf.js"></script></body></html>`;

/**
 * Gives the view a PDF and its marks, as the editor does, and resolves when its first page is drawn.
 * @param {import('playwright-core').Page} page
 */
function openIn(page) {
	return async (/** @type {Uint8Array} */ bytes, /** @type {readonly unknown[]} */ marks) => {
		await page.evaluate(
			({ text, marks: all, resources }) => {
				const data = Uint8Array.from(atob(text), character => character.charCodeAt(0));
				window.postMessage({ type: 'open', bytes: data, resources, colourNames: ['1', '2', '3', '4', '5'], marks: all }, '*');
			},
			{ text: Buffer.from(bytes).toString('base64'), marks, resources: `${home}pdfjs/` },
		);
		await page.locator('.page[data-loaded="true"]').first().waitFor({ timeout: 60_000 });
	};
}

/**
 * What `Save a Copy with Highlights` writes.
 * @param {import('playwright-core').Page} page
 */
async function copyOf(page) {
	const text = await page.evaluate(async () => {
		/** @type {{ type: string, bytes?: Uint8Array }[]} */
		const sent = Reflect.get(window, 'sent');
		window.postMessage({ type: 'copy' }, '*');
		for (;;) {
			const bytes = sent.find(({ type }) => type === 'copy')?.bytes;
			if (bytes !== undefined) {
				let characters = '';
				bytes.forEach(byte => (characters += String.fromCharCode(byte)));
				return btoa(characters);
			}
			await new Promise(resolve => setTimeout(resolve, 20));
		}
	});
	return new Uint8Array(Buffer.from(text, 'base64'));
}
