// Builds everything under dist/, or another folder that is named. Options: --production (minified, no source maps), --watch, --analyze (what each bundle is made of).
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';

const { values: options, positionals } = parseArgs({
	allowPositionals: true,
	options: { production: { type: 'boolean', default: false }, watch: { type: 'boolean', default: false }, analyze: { type: 'boolean', default: false } },
});
const { production } = options;
const [out = 'dist'] = positionals;

const shared = {
	bundle: true,
	minify: production,
	sourcemap: production ? false : 'linked',
	target: 'es2022',
	legalComments: 'none',
	logLevel: 'warning',
	metafile: options.analyze,
};

/** Each folder of src/webview with a main.ts is one view. */
async function viewNames() {
	const entries = await readdir('src/webview', { withFileTypes: true });
	return entries.filter(entry => entry.isDirectory() && entry.name !== 'shared').map(entry => entry.name);
}

/**
 * Turns the chunks of an ES module build into CommonJS, which is what the Node extension host loads: esbuild splits ES modules only.
 * A module that is imported by `import()` becomes a file of its own, read when that line first runs.
 * @type {esbuild.Plugin}
 */
const commonJsChunks = {
	name: 'common-js-chunks',
	setup(build) {
		build.initialOptions.write = false;
		build.onEnd(async ({ outputFiles = [] }) => {
			// Their names hold hashes: those of the build before would stay, and be packed.
			await rm(join(out, 'lazy'), { recursive: true, force: true });
			for (const { path, text } of outputFiles) {
				const { code } = await esbuild.transform(text, {
					format: 'cjs',
					platform: 'node',
					target: shared.target,
					minify: production,
					sourcemap: production ? false : 'inline',
					supported: { 'dynamic-import': false },
				});
				await mkdir(dirname(path), { recursive: true });
				await writeFile(path, code);
			}
		});
	},
};

/**
 * `import source from './x.worker?text'`: x.worker.ts as a bundle of its own, in a text, for a worker that a webview starts from a blob.
 * @type {esbuild.Plugin}
 */
const bundledText = {
	name: 'bundled-text',
	setup(build) {
		build.onResolve({ filter: /\?text$/ }, ({ path, resolveDir }) => ({ path: join(resolveDir, path.replace('?text', '.ts')), namespace: 'bundled-text' }));
		build.onLoad({ filter: /.*/, namespace: 'bundled-text' }, async ({ path }) => {
			const { outputFiles, metafile } = await esbuild.build({ bundle: true, minify: true, target: 'es2022', entryPoints: [path], format: 'iife', write: false, metafile: true });
			return { contents: outputFiles[0]?.text ?? '', loader: 'text', watchFiles: Object.keys(metafile.inputs).map(file => resolve(file)) };
		});
	},
};

/** Pictures, forms and annotations: a third of pdf.js, and nothing of it is needed to read the text of a page. */
const besideText = /^;\/\/ (?:CONCATENATED MODULE: )?\.\/(?:external\/openjpeg\/|src\/core\/(?:xfa\/|xfa_fonts|jbig2|annotation|\w+_factors|liberationsans_widths))/;

/**
 * Leaves {@link besideText} out of pdf.js, whose file is many modules, each behind a comment with its name.
 * @type {esbuild.Plugin}
 */
const textOfPdfOnly = {
	name: 'text-of-pdf-only',
	setup(build) {
		build.onLoad({ filter: /pdf\.worker\.mjs$/ }, async ({ path }) => {
			const modules = (await readFile(path, 'utf8')).split(/^(?=;\/\/ (?:CONCATENATED MODULE: )?\.\/)/m);
			return { contents: modules.filter(text => !besideText.test(text)).join(''), loader: 'js' };
		});
	},
};

const views = await viewNames();

const builds = [
	{
		...shared,
		entryPoints: { extension: 'src/extension.ts' },
		outdir: out,
		chunkNames: 'lazy/[name]-[hash]',
		platform: 'node',
		format: 'esm',
		splitting: true,
		sourcemap: production ? false : 'inline',
		external: ['vscode'],
		mainFields: ['module', 'main'],
		plugins: [commonJsChunks],
	},
	{
		...shared,
		// One file, as the web worker host loads no other. `.web.ts` stands in for its neighbour where a Node module has no counterpart in a web worker.
		entryPoints: { extension: 'src/extension.ts' },
		outdir: join(out, 'web'),
		platform: 'browser',
		format: 'cjs',
		external: ['vscode'],
		resolveExtensions: ['.web.ts', '.ts', '.mjs', '.js', '.json'],
		conditions: ['worker', 'module'],
	},
	{
		...shared,
		// One for both hosts: the package could not hold it twice.
		entryPoints: { pdf: 'src/host/adapters/pdfText.ts' },
		outdir: out,
		platform: 'browser',
		format: 'cjs',
		plugins: [textOfPdfOnly],
		banner: { js: '/* With pdf.js, Copyright Mozilla Foundation, Apache License 2.0 (https://www.apache.org/licenses/LICENSE-2.0), without its pictures, forms and annotations. */' },
		logOverride: { 'empty-import-meta': 'silent' },
	},
	{
		...shared,
		entryPoints: Object.fromEntries(views.map(view => [view, `src/webview/${view}/main.ts`])),
		outdir: join(out, 'webview'),
		platform: 'browser',
		format: 'iife',
		loader: { '.woff2': 'dataurl' },
		plugins: [bundledText],
	},
	{
		...shared,
		// For no host in particular, as the core is: packages give what runs anywhere.
		entryPoints: { core: 'src/core/index.ts' },
		outdir: out,
		outExtension: { '.js': '.mjs' },
		platform: 'neutral',
		mainFields: ['module', 'main'],
		conditions: ['worker', 'module'],
		format: 'esm',
	},
	{
		...shared,
		entryPoints: { node: 'src/host/adapters/node.ts' },
		outdir: out,
		outExtension: { '.js': '.mjs' },
		platform: 'node',
		format: 'esm',
	},
];

if (options.watch) {
	const contexts = await Promise.all(builds.map(build => esbuild.context({ ...build, logLevel: 'info' })));
	await Promise.all(contexts.map(context => context.watch()));
} else {
	for (const result of await Promise.all(builds.map(build => esbuild.build(build)))) {
		if (result.metafile) {
			console.log(await esbuild.analyzeMetafile(result.metafile));
		}
	}
}
