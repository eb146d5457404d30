/**
 * `npm run bench:table -- [ROWS]` (100,000 where none is said), after `npm run build`: shows a made-up table in a browser without a window
 * and scrolls it for three seconds, slowly, a page at a time and by its scroll bar. Prints the times from frame to frame in milliseconds,
 * where 60 frames a second are 16.7, and in how many of 100 frames rows in sight still had no text. Without a display Chromium paints
 * without a graphics card.
 */
import { readFile } from 'node:fs/promises';
import { launchBrowser } from '../launcher/browser.mjs';

const count = Number(process.argv[2] ?? 100_000);
const browser = await launchBrowser();
const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
page.on('pageerror', error => console.error(error.message));
const styles = await readFile('dist/webview/table.css', 'utf8');
await page.setContent(`<!DOCTYPE html><html><head><style>${styles}</style></head><body></body></html>`);
await page.evaluate(beHost, count);
await page.addScriptTag({ content: await readFile('dist/webview/table.js', 'utf8') });
await page.locator('[role="row"].paper').first().waitFor();
for (const [name, pixels] of /** @type {const} */ ([
	['slowly', 24],
	['a page at a time', 700],
	['by the scroll bar', count / 10],
])) {
	const { frames, waiting } = await page.evaluate(scroll, pixels);
	const at = (/** @type {number[]} */ times, /** @type {number} */ part) =>
		[...times].sort((a, b) => a - b)[Math.floor(part * (times.length - 1))]?.toFixed(1);
	console.log(
		`${count} rows, ${name}: frame to frame median ${at(frames, 0.5)} ms, 95 of 100 within ${at(frames, 0.95)} ms, longest ${at(frames, 1)} ms; ` +
			`rows without text in ${Math.round((100 * waiting) / frames.length)} of 100 frames`,
	);
}
await browser.close();

/** Runs in the page: answers as the extension does, so many milliseconds later. @param {number} size */
function beHost(size) {
	const delay = 20;
	const columns = [
		['key', 150],
		['title', 380],
		['authors', 190],
		['year', 75],
		['venue', 180],
		['type', 120],
		['status', 80],
		['rating', 80],
		['tags', 160],
		['added', 95],
		['note', 55],
		['pdf', 55],
	].map(([name, width]) => ({ name, width }));
	const row = (/** @type {number} */ at) => ({
		kind: 'paper',
		cells: [
			`noether${at}invariants`,
			`Invariant Problems of Some Length about Subject ${at}`,
			'Emmy Noether, David Hilbert, Felix Klein',
			String(1900 + (at % 120)),
			'Göttinger Nachrichten',
			'Journal Article',
			'Unread',
			'★★★★',
			'physics, symmetry',
			'2026-01-01',
			at % 3 === 0 ? 'Yes' : '',
			'Yes',
		],
		isLinked: at % 50 === 0,
		colors: at % 7 === 0 ? ['green'] : [],
	});
	const rows = (/** @type {number} */ from, /** @type {number} */ to) =>
		Array.from({ length: Math.max(0, Math.min(to, size) - from) }, (_, at) => row(from + at));
	const send = (/** @type {unknown} */ message) => setTimeout(() => window.postMessage(JSON.stringify(message), '*'), delay);
	const heed = (/** @type {{ type: string, from: number, to: number }} */ message) => {
		if (message.type === 'rows') {
			send({ type: 'rows', version: 1, from: message.from, rows: rows(message.from, message.to) });
		} else if (message.type === 'ready') {
			const arrangement = { columns, sort: [] };
			const scroll = { kind: 'to', rows: 0 };
			const selection = { selected: [], selectedCount: 0, focus: -1 };
			const table = { version: 1, count: size, papers: size, total: size, arrangement, query: '', mistakes: '', ...selection, scroll };
			send({ type: 'table', table: { ...table, from: 0, rows: rows(0, 60) } });
		}
	};
	Object.assign(window, { acquireVsCodeApi: () => ({ postMessage: heed, getState() {}, setState() {} }) });
}

/** Runs in the page. @param {number} pixels a frame */
async function scroll(pixels) {
	const grid = /** @type {HTMLElement} */ (document.querySelector('.grid'));
	grid.scrollTop = 0;
	await new Promise(resolve => setTimeout(resolve, 300));
	const frames = [];
	let waiting = 0;
	let last = await new Promise(requestAnimationFrame);
	let direction = 1;
	for (let frame = 0; frame < 180; frame += 1) {
		const top = grid.scrollTop + direction * pixels;
		direction = top < 0 || top > grid.scrollHeight - grid.clientHeight ? -direction : direction;
		grid.scrollTop = top;
		const now = await new Promise(requestAnimationFrame);
		const { top: head, bottom } = grid.getBoundingClientRect();
		waiting += [...grid.querySelectorAll('.row.waiting')].some(row => {
			const place = row.getBoundingClientRect();
			return place.bottom > head + 30 && place.top < bottom;
		})
			? 1
			: 0;
		frames.push(now - last);
		last = now;
	}
	return { frames, waiting };
}
