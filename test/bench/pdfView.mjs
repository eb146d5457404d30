/**
 * `npm run bench:pdf`, after `npm run build -- --production`: the view of PDFs beside pdf.js's own viewer, in one browser, by turns.
 * Prints the medians: how soon the first of 500 pages is there, how long frames take while 200 pages scroll by and how much memory is in
 * use then, how much longer 2,000 annotations take, and how many pages of text a second are read beside pdf.js alone. Exit code 1 above a
 * limit. `-- 9` takes nine turns.
 */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { tsImport } from 'tsx/esm/api';
import { launchBrowser } from '../launcher/browser.mjs';
import { servedPage, viewPage } from '../launcher/pdfView.mjs';

const { pdfOf } = await tsImport('../fakes/pdf.ts', import.meta.url);
const { readPages } = await tsImport('../../src/host/pdf/pdfText.ts', import.meta.url);

const turns = Number(process.argv[2] ?? 5);
const viewport = { width: 1280, height: 900 };
const viewers = ['ours', 'pdf.js'];

/** pdf.js's viewer with nothing around it, as its examples set it up. */
const plainPage = `<!DOCTYPE html><html><head><meta charset="utf-8"><link rel="stylesheet" href="pdfjs-dist/web/pdf_viewer.css">
<style>body { margin: 0 } #box { position: absolute; inset: 0; overflow: auto }</style></head><body><div id="box"><div class="pdfViewer"></div></div>
<script type="module">
import * as pdfjs from './pdfjs-dist/build/pdf.mjs';
globalThis.pdfjsLib = pdfjs;
const { EventBus, PDFLinkService, PDFViewer } = await import('./pdfjs-dist/web/pdf_viewer.mjs');
pdfjs.GlobalWorkerOptions.workerSrc = 'pdfjs-dist/build/pdf.worker.mjs';
const eventBus = new EventBus();
const linkService = new PDFLinkService({ eventBus });
const viewer = new PDFViewer({ container: document.getElementById('box'), eventBus, linkService, removePageBorders: true });
linkService.setViewer(viewer);
eventBus.on('pagesinit', () => { viewer.currentScaleValue = 'page-width'; });
window.addEventListener('message', async ({ data }) => {
	const pdf = await pdfjs.getDocument({ data: data.bytes, isEvalSupported: false, standardFontDataUrl: 'pdfjs/standard_fonts/' }).promise;
	viewer.setDocument(pdf);
	linkService.setDocument(pdf, null);
});
window.isReady = true;
</script></body></html>`;

/** What this machine can do with nothing to draw. */
const emptyPage = `<!DOCTYPE html><html><body style="margin: 0"><div id="box" style="position: absolute; inset: 0; overflow: auto">
<div style="height: 250000px; background: linear-gradient(#fff, #000)"></div></div></body></html>`;

const browser = await launchBrowser();
let failed = false;

/** @param {string} what @param {number} value @param {number} limit @param {string} detail */
function row(what, value, limit, detail) {
	failed ||= value > limit;
	console.log(`${value > limit ? 'ABOVE' : 'ok   '} ${what}: ${value.toFixed(2)} (limit ${limit}; ${detail})`);
}

/** @param {number[]} values */
function median(values) {
	return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** @param {string} viewer */
async function opened(viewer) {
	const page = await servedPage(browser, viewport, new Map([['', viewer === 'ours' ? viewPage : plainPage]]));
	await page.waitForFunction(() => Reflect.get(window, 'isReady') === true || Reflect.get(window, 'sent')?.length > 0);
	return page;
}

/**
 * Milliseconds until the first page is drawn.
 * @param {import('playwright-core').Page} page
 * @param {Uint8Array} bytes
 * @param {unknown[]} marks
 */
function firstPage(page, bytes, marks = []) {
	return page.evaluate(
		async ({ text, all }) => {
			const data = Uint8Array.from(atob(text), character => character.charCodeAt(0));
			const begun = performance.now();
			const message = {
				type: 'open',
				bytes: data,
				resources: 'http://view.test/pdfjs/',
				colourNames: ['1', '2', '3', '4', '5'],
				marks: all,
			};
			window.postMessage(message, '*');
			while (document.querySelector('.page[data-page-number="1"][data-loaded="true"]') === null) {
				await new Promise(requestAnimationFrame);
			}
			return performance.now() - begun;
		},
		{ text: Buffer.from(bytes).toString('base64'), all: marks },
	);
}

/**
 * Frames while some of 200 pages scroll by in six seconds: all as a book is searched, which no eye reads, or a few as it is skimmed.
 * @param {import('playwright-core').Page} page
 * @param {number} pages
 */
function scrolled(page, pages) {
	return page.evaluate(async part => {
		const box = document.querySelector('.pages, #box');
		const times = [];
		const frames = 360;
		let last = await new Promise(requestAnimationFrame);
		for (let frame = 1; frame <= frames && box !== null; frame += 1) {
			box.scrollTop = ((box.scrollHeight - box.clientHeight) * part * frame) / frames;
			const now = await new Promise(requestAnimationFrame);
			times.push(now - last);
			last = now;
		}
		return times.sort((a, b) => a - b)[Math.floor(0.95 * times.length)] ?? NaN;
	}, pages / 200);
}

/** Megabytes. @param {import('playwright-core').Page} page */
async function memory(page) {
	const session = await page.context().newCDPSession(page);
	await session.send('HeapProfiler.collectGarbage');
	await session.send('Performance.enable');
	const { metrics } = await session.send('Performance.getMetrics');
	return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? NaN) / 1e6;
}

/** @param {number} count */
function paper(count) {
	const sentence = 'the reverse process depends only on the score of the perturbed data.';
	const lines = (/** @type {number} */ page) => Array.from({ length: 52 }, (_, at) => `Line ${at} of page ${page}: ${sentence}`);
	return pdfOf({ pages: Array.from({ length: count }, (_, at) => lines(at + 1)) });
}

/** @param {number} count @param {number} pages */
function marksOn(count, pages) {
	return Array.from({ length: count }, (_, at) => {
		const top = 725 - 12 * (Math.floor(at / pages) * 3);
		return {
			id: `urn:uuid:${at}`,
			kind: 'highlight',
			colour: 'yellow',
			page: (at % pages) + 1,
			quads: [[72, top, 400, top, 72, top - 12, 400, top - 12]],
			quote: { exact: `Line ${at}`, prefix: '', suffix: '' },
			tags: [],
			created: '2026-01-01T00:00:00.000Z',
			modified: '2026-01-01T00:00:00.000Z',
		};
	});
}

/** @param {string} viewer @param {Uint8Array} bytes @param {unknown[]} [marks] */
async function timeOf(viewer, bytes, marks) {
	const page = await opened(viewer);
	const time = await firstPage(page, bytes, marks);
	await page.context().close();
	return time;
}

const [long, short] = [paper(500), paper(200)];
/** @type {Map<string, number[]>} */
const first = new Map([...viewers, 'marked', 'unmarked'].map(name => [name, []]));
const frames = new Map([...viewers, 'an empty page'].map(name => [name, /** @type {number[]} */ ([])]));
const skimmed = new Map(viewers.map(name => [name, /** @type {number[]} */ ([])]));
const heaps = new Map(viewers.map(name => [name, /** @type {number[]} */ ([])]));
const marks = marksOn(2000, 200);
for (let turn = 0; turn < turns; turn += 1) {
	for (const viewer of viewers) {
		first.get(viewer)?.push(await timeOf(viewer, long));
		const page = await opened(viewer);
		await firstPage(page, short);
		skimmed.get(viewer)?.push(await scrolled(page, 20));
		frames.get(viewer)?.push(await scrolled(page, 200));
		heaps.get(viewer)?.push(await memory(page));
		await page.context().close();
	}
	const empty = await servedPage(browser, viewport, new Map([['', emptyPage]]));
	frames.get('an empty page')?.push(await scrolled(empty, 200));
	await empty.context().close();
	first.get('marked')?.push(await timeOf('ours', short, marks));
	first.get('unmarked')?.push(await timeOf('ours', short));
}
await browser.close();

/** @param {Map<string, number[]>} values @param {string} name */
const of = (values, name) => median(values.get(name) ?? []);
const pair = (/** @type {Map<string, number[]>} */ values, /** @type {string} */ unit) =>
	[...values.keys()]
		.filter(name => !/marked/.test(name))
		.map(name => `${name} ${of(values, name).toFixed(1)} ${unit}`)
		.join(', ');
row('first page of 500, times that of pdf.js', of(first, 'ours') / of(first, 'pdf.js'), 1.2, pair(first, 'ms'));
row('scrolling 200 pages, 95 of 100 frames within ms', of(frames, 'ours'), 33, pair(frames, 'ms'));
row('skimming 20 pages, 95 of 100 frames, times those of pdf.js', of(skimmed, 'ours') / of(skimmed, 'pdf.js'), 1.2, pair(skimmed, 'ms'));
row('memory after it, times that of pdf.js', of(heaps, 'ours') / of(heaps, 'pdf.js'), 1.2, pair(heaps, 'MB'));
row(
	'2,000 annotations, ms more',
	of(first, 'marked') - of(first, 'unmarked'),
	100,
	`${of(first, 'marked').toFixed(0)} and ${of(first, 'unmarked').toFixed(0)} ms`,
);

const bare = [];
const ours = [];
for (let turn = 0; turn < turns; turn += 1) {
	let begun = performance.now();
	const pdf = await getDocument({ data: new Uint8Array(long), isEvalSupported: false, disableFontFace: true, verbosity: 0 }).promise;
	for (let page = 1; page <= pdf.numPages; page += 1) {
		const { items } = await (await pdf.getPage(page)).getTextContent();
		items.map(item => ('str' in item ? item.str : '')).join('');
	}
	await pdf.loadingTask.destroy();
	bare.push(performance.now() - begun);
	begun = performance.now();
	await readPages(long);
	ours.push(performance.now() - begun);
}
const perSecond = (/** @type {number[]} */ times) => `${Math.round(500_000 / median(times))} pages/s`;
row(
	'text of 500 pages, times that of pdf.js alone',
	median(ours) / median(bare),
	1.3,
	`ours ${perSecond(ours)}, pdf.js ${perSecond(bare)}`,
);
process.exitCode = failed ? 1 : 0;
