// Builds everything under dist/. Options: --production (minified, no source maps), --watch, --analyze (what each bundle is made of).
import { readdir } from 'node:fs/promises';
import * as esbuild from 'esbuild';

const options = new Set(process.argv.slice(2));
const production = options.has('--production');

const shared = {
	bundle: true,
	minify: production,
	sourcemap: production ? false : 'linked',
	target: 'es2022',
	legalComments: 'none',
	logLevel: 'warning',
	metafile: options.has('--analyze'),
};

/** Each folder of src/webview with a main.ts is one view. */
async function viewNames() {
	const entries = await readdir('src/webview', { withFileTypes: true });
	return entries.filter(entry => entry.isDirectory() && entry.name !== 'shared').map(entry => entry.name);
}

/**
 * Leaves a package out of a bundle, to be loaded from a file of its own beside it.
 * @param {string} name
 * @param {string} path
 * @returns {esbuild.Plugin}
 */
function ownFile(name, path) {
	return { name: `own-file-${name}`, setup: build => build.onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path, external: true })) };
}

const views = await viewNames();

const builds = [
	{
		...shared,
		entryPoints: { extension: 'src/extension.ts' },
		outdir: 'dist',
		platform: 'node',
		format: 'cjs',
		external: ['vscode'],
		plugins: [ownFile('citeproc', './citeproc.js')],
	},
	{
		...shared,
		// Loaded when the first citation is formatted. The web worker host loads one file only, so there it is part of that.
		entryPoints: { citeproc: 'citeproc' },
		outdir: 'dist',
		platform: 'node',
		format: 'cjs',
	},
	{
		...shared,
		// `.web.ts` stands in for its neighbour where a Node module has no counterpart in a web worker.
		entryPoints: { extension: 'src/extension.ts' },
		outdir: 'dist/web',
		platform: 'browser',
		format: 'cjs',
		external: ['vscode'],
		resolveExtensions: ['.web.ts', '.ts', '.mjs', '.js', '.json'],
		conditions: ['worker', 'module'],
	},
	{
		...shared,
		entryPoints: Object.fromEntries(views.map(view => [view, `src/webview/${view}/main.ts`])),
		outdir: 'dist/webview',
		platform: 'browser',
		format: 'iife',
		loader: { '.woff2': 'dataurl' },
	},
	{
		...shared,
		// For no host in particular, as the core is: packages give what runs anywhere.
		entryPoints: { core: 'src/core/index.ts' },
		outdir: 'dist',
		outExtension: { '.js': '.mjs' },
		platform: 'neutral',
		mainFields: ['module', 'main'],
		conditions: ['worker', 'module'],
		format: 'esm',
	},
	{
		...shared,
		entryPoints: { node: 'src/host/adapters/node.ts' },
		outdir: 'dist',
		outExtension: { '.js': '.mjs' },
		platform: 'node',
		format: 'esm',
	},
];

if (options.has('--watch')) {
	const contexts = await Promise.all(builds.map(build => esbuild.context({ ...build, logLevel: 'info' })));
	await Promise.all(contexts.map(context => context.watch()));
} else {
	for (const result of await Promise.all(builds.map(build => esbuild.build(build)))) {
		if (result.metafile) {
			console.log(await esbuild.analyzeMetafile(result.metafile));
		}
	}
}
