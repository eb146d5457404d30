import { format } from 'node:util';

/**
 * @typedef {import('./totals.mjs').Totals} Totals
 *
 * @typedef {object} TestRun
 * @property {number} exitCode
 * @property {Totals} [totals] missing if mocha did not come to its end
 * @property {string} log what the window wrote to its console
 */

// The marks are written by test/editor/report.ts.
const outputMark = 'test-output ';
const totalsMark = 'test-totals ';

/**
 * Opens an editor window that runs tests as soon as it is ready, prints what they print, and waits for their end.
 * @param {import('playwright-core').Page} page
 * @param {import('./editorServer.mjs').EditorServer} server
 * @param {{ opened: string, extension: string, tests: string, timeLimitMs: number }} run
 * @returns {Promise<TestRun>}
 */
export async function runTestsInPage(page, server, { opened, extension, tests, timeLimitMs }) {
	let log = '';
	/** @type {Totals | undefined} */
	let totals;
	page.on('console', message => (log += `${message.text()}\n`));
	page.on('pageerror', error => (log += `${error.message}\n`));
	await page.exposeFunction('codeAutomationLog', (/** @type {string} */ _level, /** @type {unknown[]} */ [first, ...values]) => {
		if (typeof first !== 'string' || !first.startsWith(outputMark)) {
			return;
		}
		const text = first.slice(outputMark.length);
		if (text.startsWith(totalsMark)) {
			totals = JSON.parse(text.slice(totalsMark.length));
		} else {
			console.log(format(text, ...values));
		}
	});
	const exitCode = exitCodeOf(page, timeLimitMs);
	const remote = (/** @type {string} */ path) => `vscode-remote://127.0.0.1:${server.port}${path}`;
	// The time limit of the whole run is enough; a busy machine needs more than the half minute that the browser would give.
	await page.goto(
		server.url(opened, [
			['extensionDevelopmentPath', remote(extension)],
			['extensionTestsPath', remote(tests)],
		]),
		{ timeout: timeLimitMs, waitUntil: 'commit' },
	);
	return { exitCode: await exitCode, totals, log };
}

/**
 * @param {import('playwright-core').Page} page
 * @param {number} timeLimitMs
 * @returns {Promise<number>}
 */
function exitCodeOf(page, timeLimitMs) {
	return new Promise(resolve => {
		const timer = setTimeout(() => {
			console.error(`The tests did not end within ${timeLimitMs / 1000} s.`);
			resolve(1);
		}, timeLimitMs);
		page.on('crash', () => resolve(1));
		void page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => {
			clearTimeout(timer);
			resolve(code);
		});
	});
}
