/**
 * `npm run bench:graph -- [NODES]` (5,000 where none is said), after `npm run build`: draws a made-up graph in a browser without a window,
 * waits until its layout is at rest, and moves it about with the pointer for three seconds at two zooms. Prints the times from frame to
 * frame in milliseconds; 60 frames a second are 16.7. Without a display Chromium paints without a graphics card.
 */
import { readFile } from 'node:fs/promises';
import { launchBrowser } from '../launcher/browser.mjs';

const count = Number(process.argv[2] ?? 5000);
const browser = await launchBrowser();
const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
page.on('pageerror', error => console.error(error.message));
await page.setContent(
	`<!DOCTYPE html><html><head><style>${await readFile('dist/webview/graph.css', 'utf8')}</style></head><body></body></html>`,
);
await page.evaluate('window.acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState() {} })');
await page.addScriptTag({ content: await readFile('dist/webview/graph.js', 'utf8') });

const started = performance.now();
await page.evaluate(graph => window.postMessage(JSON.stringify({ type: 'graph', graph }), '*'), makeGraph(count));
await page.locator('body[data-layout="at rest"]').waitFor({ timeout: 300_000 });
console.log(`${count} nodes at rest after ${((performance.now() - started) / 1000).toFixed(1)} s, in a worker`);
await reportPanning('all in sight');
for (const key of ['+', '+', '+']) {
	await page.keyboard.press(key);
}
await reportPanning('zoomed in');
await browser.close();

/** @param {string} name */
async function reportPanning(name) {
	const times = (await page.evaluate(pan)).sort((a, b) => a - b);
	const at = (/** @type {number} */ part) => times[Math.floor(part * (times.length - 1))]?.toFixed(1);
	console.log(`${name}: frame to frame median ${at(0.5)} ms, 95 of 100 within ${at(0.95)} ms, longest ${at(1)} ms`);
}

/** Runs in the page. */
async function pan() {
	const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector('canvas'));
	canvas.setPointerCapture = () => undefined;
	const { left, top } = canvas.getBoundingClientRect();
	const send = (/** @type {string} */ type, /** @type {number} */ x, /** @type {number} */ y) =>
		canvas.dispatchEvent(new PointerEvent(type, { clientX: left + x, clientY: top + y, button: 0, pointerId: 1, bubbles: true }));
	const times = [];
	let last = await new Promise(requestAnimationFrame);
	send('pointerdown', 5, 5);
	for (let frame = 0; frame < 180; frame += 1) {
		send('pointermove', 5 + 500 * Math.sin(frame / 20), 5 + 300 * Math.sin(frame / 31));
		const now = await new Promise(requestAnimationFrame);
		times.push(now - last);
		last = now;
	}
	send('pointerup', 5, 5);
	return times;
}

/** Papers that cite earlier ones, the first more than the others, a note for every seventh. @param {number} size */
function makeGraph(size) {
	let state = 1;
	const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
	const statuses = ['unread', 'reading', 'read'];
	const nodes = Array.from({ length: size }, (_, at) =>
		at % 7 === 3
			? { kind: 'note', id: `note:${at}`, path: `${at}`, title: `Draft ${at}`, tags: [] }
			: {
					kind: 'paper',
					id: `paper:${at}`,
					key: `key${at}`,
					title: `A Paper of Some Length about Subject ${at}`,
					byline: 'Noether, 2020',
					year: 2020,
					status: statuses[at % 3],
					tags: [],
					hasNote: at % 4 === 0,
				},
	);
	const edges = nodes.flatMap((_, at) =>
		at === 0 ? [] : [0, 1].map(() => ({ source: at, target: Math.floor(random() ** 2.2 * at), kind: 'cites' })),
	);
	const degrees = nodes.map(() => 0);
	edges.flatMap(({ source, target }) => [source, target]).forEach(at => (degrees[at] = (degrees[at] ?? 0) + 1));
	return { nodes, edges, degrees, total: size, wish: { scope: 'all', centre: '', filter: { tag: '', status: '' } }, tags: [] };
}
