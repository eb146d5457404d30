// npm test: every check and every ring of tests, whatever fails on the way.
import { join } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureEditor } from './editorInstall.mjs';
import { readOptions, refuse } from './options.mjs';
import { root } from './paths.mjs';
import { runProcess } from './processes.mjs';
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
const steps = [
	{ name: 'build', command: ['build'], minutes: 2 },
	{ name: 'types', command: ['types'], minutes: 3 },
	{ name: 'imports', command: ['imports'], minutes: 2 },
	{ name: 'lint', command: ['lint'], minutes: 3 },
	{ name: 'grammar', command: ['test:grammar'], minutes: 5 },
	{ name: 'unit', command: ['test:unit'], minutes: 5, countsTests: true },
	{ name: 'editor', command: ['test:editor'], minutes: 10, countsTests: true, needsBuild: true, needsEditor: true },
	{ name: 'ui', command: ['test:ui'], minutes: 12, countsTests: true, needsBuild: true, needsEditor: true },
];

const chosen = chooseSteps(readOptions({ only: { type: 'string' } }).only);
await ensureDependencies();
if (chosen.some(step => step.needsEditor)) {
	// Meanwhile: these wait for the network, the checks for the processor. A step that needs what could not be installed says so.
	void Promise.allSettled([ensureEditor(), ensureChromium()]);
}

const folder = await temporaryFolder();
/** @type {Totals} */
let total = { passed: 0, failed: 0, skipped: 0 };
/** @type {Set<string>} */
const failed = new Set();
for (const step of chosen) {
	const totals = await runStep(step);
	total = addTotals(total, totals);
	if (totals.failed > 0) {
		failed.add(step.name);
	}
}
if (failed.size > 0) {
	console.log(`\nFailed: ${[...failed].join(', ')}`);
}
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(failed.size > 0 ? 1 : 0);

/** @param {string} [only] */
function chooseSteps(only) {
	const names = only?.split(',');
	const unknown = names?.find(name => !steps.some(step => step.name === name));
	if (unknown !== undefined) {
		refuse(`--only: there is no step ${unknown}; the steps are ${steps.map(step => step.name).join(', ')}.`);
	}
	return steps.filter(step => names?.includes(step.name) ?? true);
}

/**
 * @param {Step} step
 * @returns {Promise<Totals>}
 */
async function runStep({ name, command, minutes, countsTests, needsBuild }) {
	console.log(`\n== ${name}`);
	if (needsBuild && failed.has('build')) {
		console.log('Not run, as the build failed.');
		return { passed: 0, failed: 1, skipped: 0 };
	}
	const started = Date.now();
	const totalsFile = join(folder, name);
	const code = await runProcess('npm', ['run', '--silent', ...command], {
		cwd: root,
		env: { ...process.env, [totalsFileVariable]: totalsFile },
		timeLimitMs: minutes * 60_000,
	});
	console.log(`== ${name} ${code === 0 ? 'passed' : 'failed'} after ${((Date.now() - started) / 1000).toFixed(1)} s`);
	const totals = countsTests ? await readTotals(totalsFile) : { passed: code === 0 ? 1 : 0, failed: 0, skipped: 0 };
	return code !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
}
