#!/usr/bin/env node
// Stands in for the VS Code binary that @vscode/test-electron starts: takes the same arguments, runs the tests in the
// editor's server with a browser as its window, prints what they print, and ends with their exit code.
import { mkdir, realpath, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { launchBrowser } from './browser.mjs';
import { editorVariable } from './editorInstall.mjs';
import { startEditorServer } from './editorServer.mjs';
import { outFolder } from './paths.mjs';
import { runTestsInPage } from './testPage.mjs';
import { leaveTotals } from './totals.mjs';

/** `npm test` waits no longer for an editor; nothing waits for the oldest one. */
const timeLimitMs = (process.env[editorVariable] === undefined ? 11 : 20) * 60_000;

const { values, positionals } = parseArgs({
	strict: false,
	allowPositionals: true,
	options: {
		extensionDevelopmentPath: { type: 'string' },
		extensionTestsPath: { type: 'string' },
		'user-data-dir': { type: 'string' },
	},
});

// Whoever started this program holds the other end of its standard input, so that end closes when they die.
process.stdin.resume().on('end', () => process.kill(process.pid, 'SIGTERM'));

const home = String(values['user-data-dir']);
const server = await startEditorServer({
	home,
	// Without this flag a page ignores what tests it is told to run.
	args: ['--enable-smoke-test-driver'],
});
const browser = await launchBrowser();
const { exitCode, totals, log } = await runTestsInPage(
	await browser.newPage({ permissions: ['clipboard-read', 'clipboard-write'] }),
	server,
	{
		opened: await realpath(String(positionals[0])),
		extension: String(values.extensionDevelopmentPath),
		tests: String(values.extensionTestsPath),
		timeLimitMs,
	},
);
await leaveTotals(totals ?? { passed: 0, failed: 1, skipped: 0 });
if (!totals) {
	console.error(`mocha did not come to its end. The window's console and the server's log are in ${await saveLogs()}`);
}
await browser.close();
await server.stop();
process.exit(totals ? exitCode : 1);

async function saveLogs() {
	const file = join(outFolder, 'logs', `${basename(home)}.log`);
	await mkdir(join(outFolder, 'logs'), { recursive: true });
	await writeFile(file, `The window's console:\n${log}\nThe server's log:\n${server.log()}`);
	return file;
}
