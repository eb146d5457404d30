// npm test: every check and every ring of tests, whatever fails on the way, in two lanes of about the same length: one computes, and opens
// an editor when it has done so; the other opens an editor throughout. Three lanes took as long, and waited in vain more often.
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureEditor } from './editorInstall.mjs';
import { readOptions, refuse } from './options.mjs';
import { root } from './paths.mjs';
import { runProcess } from './processes.mjs';
import { mostRetried } from './retried.cjs';
import { temporaryFolder } from './temporaryFolder.mjs';
import { addTotals, readTotals, totalsFileVariable } from './totals.mjs';

/**
 * @typedef {import('./totals.mjs').Totals} Totals
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {string[]} command an npm script and its arguments
 * @property {number} minutes after which it is stopped
 * @property {true} [countsTests] whether it leaves totals; else it counts as one check
 * @property {true} [needsBuild]
 * @property {true} [needsEditor]
 */

/** @type {Step[]} */
const buildFirst = [{ name: 'build', command: ['build'], minutes: 2 }];

/** @type {Step[][]} */
const lanes = [
	[
		{ name: 'types', command: ['types'], minutes: 4 },
		{ name: 'imports', command: ['imports'], minutes: 3 },
		{ name: 'lint', command: ['lint'], minutes: 4 },
		{ name: 'unit', command: ['test:unit'], minutes: 8, countsTests: true },
		editorTests('web'),
		editorTests('node', '.'),
	],
	[
		{ name: 'ui', command: ['test:ui'], minutes: 15, countsTests: true, needsBuild: true, needsEditor: true },
		editorTests('node', 'threeRoots'),
		{ name: 'grammar', command: ['test:grammar'], minutes: 5, needsEditor: true },
	],
];

const isChosen = chooser(readOptions({ only: { type: 'string' } }).only);
await ensureDependencies();
if (lanes.flat().some(step => step.needsEditor && isChosen(step))) {
	// Meanwhile: these wait for the network. A step that needs what could not be installed says so.
	void Promise.allSettled([ensureEditor(), ensureChromium()]);
}

const folder = await temporaryFolder();
/** @type {Totals} */
let total = { passed: 0, failed: 0, skipped: 0 };
/** @type {Set<string>} */
const failed = new Set();
await runLane(buildFirst);
await Promise.all(lanes.map(runLane));
const retried = total.retried ?? [];
if (retried.length > mostRetried) {
	failed.add(`${retried.length} tests that were tried again, where ${mostRetried} are allowed`);
}
if (retried.length > 0) {
	console.log(`\n${retried.length} tried again:`);
	retried.forEach(what => console.log(`  ${what}`));
}
if (failed.size > 0) {
	console.log(`\nFailed: ${[...failed].join(', ')}`);
	for (const { title, message } of total.failures ?? []) {
		console.log(`  ${title}: ${message}`);
	}
}
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(failed.size > 0 ? 1 : 0);

/**
 * @param {'node' | 'web'} host
 * @param {'.' | 'threeRoots'} [suite] both where none is named
 * @returns {Step}
 */
function editorTests(host, suite) {
	return {
		name: `editor-${host}${suite === 'threeRoots' ? '-three-roots' : ''}`,
		command: ['test:editor', '--', '--host', host, ...(suite === undefined ? [] : ['--suite', suite])],
		minutes: 12,
		countsTests: true,
		needsBuild: true,
		needsEditor: true,
	};
}

/**
 * @param {string} [only]
 * @returns {(step: Step) => boolean}
 */
function chooser(only) {
	const known = [...buildFirst, ...lanes.flat()].map(step => step.name);
	const names = only?.split(',');
	const unknown = names?.find(name => !known.includes(name));
	if (unknown !== undefined) {
		refuse(`--only: there is no step ${unknown}; the steps are ${known.join(', ')}.`);
	}
	return step => names?.includes(step.name) ?? true;
}

/** @param {Step[]} steps */
async function runLane(steps) {
	for (const step of steps.filter(isChosen)) {
		const totals = await runStep(step);
		total = addTotals(total, totals);
		if (totals.failed > 0) {
			failed.add(step.name);
		}
	}
}

/**
 * What a step prints is shown when it has ended, so that the lanes do not speak at once.
 * @param {Step} step
 * @returns {Promise<Totals>}
 */
async function runStep({ name, command, minutes, countsTests, needsBuild }) {
	if (needsBuild && failed.has('build')) {
		console.log(`\n== ${name}\nNot run, as the build failed.`);
		return { passed: 0, failed: 1, skipped: 0 };
	}
	console.log(`\n== ${name} ...`);
	const started = Date.now();
	const totalsFile = join(folder, name);
	const logFile = join(folder, `${name}.log`);
	const log = await open(logFile, 'w');
	const code = await runProcess('npm', ['run', '--silent', ...command], {
		cwd: root,
		env: { ...process.env, [totalsFileVariable]: totalsFile },
		stdio: ['ignore', log.fd, log.fd],
		timeLimitMs: minutes * 60_000,
	});
	await log.close();
	console.log(
		`\n== ${name}\n${await readFile(logFile, 'utf8')}== ${name} ${code === 0 ? 'passed' : 'failed'} after ${((Date.now() - started) / 1000).toFixed(1)} s`,
	);
	const totals = countsTests ? await readTotals(totalsFile) : { passed: code === 0 ? 1 : 0, failed: 0, skipped: 0 };
	return code !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
}
