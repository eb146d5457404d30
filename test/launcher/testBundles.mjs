import { readdir } from 'node:fs/promises';
import { join, posix } from 'node:path';
import * as esbuild from 'esbuild';
import { outFolder, root } from './paths.mjs';

const source = join(root, 'test/editor');

/** @type {import('esbuild').BuildOptions} */
const shared = { bundle: true, format: 'cjs', target: 'es2022', sourcemap: 'inline', logLevel: 'warning' };

/**
 * Bundles the editor tests of one window for the Node host, one file each.
 * @param {string} suite their folder in test/editor
 * @returns {Promise<{ runner: string, files: string[] }>}
 */
export async function bundleForNode(suite) {
	const outdir = join(outFolder, 'test/editor');
	const tests = await testFiles(suite);
	await esbuild.build({
		...shared,
		entryPoints: ['run.ts', ...tests].map(file => join(source, file)),
		outdir,
		outbase: source,
		platform: 'node',
		external: ['vscode', 'mocha'],
	});
	return { runner: join(outdir, 'run.js'), files: tests.map(file => join(outdir, file.replace(/\.ts$/, '.js'))) };
}

/**
 * Bundles the editor tests of one window that do not need Node for the web worker host, all into one file.
 * @param {string} suite their folder in test/editor
 * @param {string} folder where to
 * @param {string} [grep]
 * @returns {Promise<string>} the file
 */
export async function bundleForWorker(suite, folder, grep) {
	const tests = (await testFiles(suite)).filter(file => !file.endsWith('.node.test.ts'));
	const outfile = join(folder, suite, 'run.js');
	await esbuild.build({
		...shared,
		stdin: { contents: workerEntry(tests, grep), resolveDir: source, sourcefile: 'entry.js' },
		outfile,
		platform: 'browser',
		external: ['vscode'],
		alias: { 'node:assert/strict': join(source, 'assertInWorker.ts') },
	});
	return outfile;
}

/**
 * @param {string[]} tests
 * @param {string} [grep]
 */
function workerEntry(tests, grep) {
	return `
		const { runInWorker } = require('./runInWorker.ts');
		exports.run = () => runInWorker(() => {
			${tests.map(file => `require(${JSON.stringify(`./${file}`)});`).join('\n')}
		}, ${JSON.stringify(grep)});
	`;
}

/** @param {string} suite */
async function testFiles(suite) {
	const names = await readdir(join(source, suite));
	return names
		.filter(name => name.endsWith('.test.ts'))
		.sort()
		.map(name => posix.join(suite, name));
}
