// Builds everything under dist/, or another folder that is named. Options: --production (minified, no source maps), --watch, --analyze
// (what each bundle is made of), --only NAME (one of the bundles, such as cli), --inputs FILE (writes the paths of all files of which at
// least a byte is in a bundle, as JSON).
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { groupsOf } from './test/package/chunkGroups.mjs';

const { values: options, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		production: { type: 'boolean', default: false },
		watch: { type: 'boolean', default: false },
		analyze: { type: 'boolean', default: false },
		inputs: { type: 'string' },
		only: { type: 'string' },
	},
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
	metafile: options.analyze || options.inputs !== undefined,
};

/** Paths of files of which at least a byte is in a bundle. @type {Set<string>} */
const bundled = new Set();

/** @param {esbuild.Metafile | undefined} metafile */
function noteInputs(metafile) {
	for (const { inputs } of Object.values(metafile?.outputs ?? {})) {
		for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
			if (bytesInOutput > 0) {
				bundled.add(path);
			}
		}
	}
}

/** Each folder of src/webview with a main.ts is one view. */
async function viewNames() {
	const entries = await readdir('src/webview', { withFileTypes: true });
	return entries.filter(entry => entry.isDirectory() && entry.name !== 'shared').map(entry => entry.name);
}

/**
 * Turns the chunks of an ES module build into CommonJS, which is what the Node extension host loads: esbuild splits ES modules only. A
 * module that is imported by `import()` becomes a file of its own, read when that line first runs. In production, chunks are joined: those
 * that the start needs and the extension itself in lazy/start.js, as each file costs a fifth of a millisecond and each module in CommonJS
 * some 400 bytes of helpers; the others in as many files as an extension may have before vsce warns of them.
 * @type {esbuild.Plugin}
 */
const commonJsChunks = {
	name: 'common-js-chunks',
	setup(build) {
		build.initialOptions.write = false;
		build.initialOptions.metafile = true;
		build.onEnd(async ({ outputFiles = [], metafile }) => {
			// Their names hold hashes: those of the build before would stay, and be packed.
			await rm(join(out, 'lazy'), { recursive: true, force: true });
			await mkdir(join(out, 'lazy'), { recursive: true });
			if (!production || metafile === undefined) {
				for (const { path, text } of outputFiles) {
					await writeFile(path, await commonJs(text));
				}
				return;
			}
			const texts = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
			const start = startChunks(metafile);
			const groups = new Map([['start.js', start], ...groupsOf(lazyChunks(metafile, start), mostLazyFiles)]);
			for (const [file, names] of groups) {
				const code =
					names.length === 1
						? await commonJs(texts.get(file) ?? '')
						: await joined(names, texts, file === 'start.js' ? names[0] : undefined);
				await writeFile(join(out, 'lazy', file), takingFrom(groups, code));
			}
			await writeFile(join(out, 'extension.js'), 'module.exports = require("./lazy/start.js");\n');
		});
	},
};

/** vsce warns of more than 100 files of JavaScript; the others are the views, the threads and the extension of the web. */
const mostLazyFiles = 80;

/** @param {string} text an ES module */
async function commonJs(text) {
	const { code } = await esbuild.transform(text, {
		format: 'cjs',
		platform: 'node',
		target: shared.target,
		minify: production,
		sourcemap: production ? false : 'inline',
		supported: { 'dynamic-import': false },
	});
	return code;
}

/**
 * The names of the extension's own file, first, and of the chunks that it imports, and those that they import.
 * @param {esbuild.Metafile} metafile
 */
function startChunks({ outputs }) {
	const found = new Set([Object.keys(outputs).find(path => basename(path) === 'extension.js') ?? '']);
	for (const path of found) {
		for (const { path: needed, kind } of outputs[path]?.imports ?? []) {
			if (kind === 'import-statement' && needed in outputs) {
				found.add(needed);
			}
		}
	}
	return [...found].map(path => basename(path));
}

/**
 * The chunks that the start does not need, by their names.
 * @param {esbuild.Metafile} metafile
 * @param {readonly string[]} start
 * @returns {Map<string, import('./test/package/chunkGroups.mjs').Chunk>}
 */
function lazyChunks({ outputs }, start) {
	const lazy = Object.entries(outputs).filter(([path]) => path.endsWith('.js') && !start.includes(basename(path)));
	return new Map(
		lazy.map(([path, { bytes, entryPoint, imports }]) => [
			basename(path),
			{
				bytes,
				isEntry: entryPoint !== undefined,
				needs: imports
					.filter(({ kind, path: needed }) => kind === 'import-statement' && lazy.some(([other]) => other === needed))
					.map(({ path: needed }) => basename(needed)),
			},
		]),
	);
}

/**
 * Some chunks as one module: it has the exports of one of them, and under `chunks` those of each by its name, for the files that need it.
 * @param {readonly string[]} names
 * @param {ReadonlyMap<string, string>} texts of all files of the ES module build, by their names
 * @param {string} [main] whose exports are the module's own
 */
async function joined(names, texts, main) {
	const quoted = names.map(name => JSON.stringify(name));
	const contents = [
		...(main === undefined ? [] : [`export * from ${JSON.stringify(main)};`]),
		...quoted.map((name, index) => `import * as chunk${index} from ${name};`),
		`export const chunks = { ${quoted.map((name, index) => `${name}: chunk${index}`).join(', ')} };`,
	].join('\n');
	const { outputFiles } = await esbuild.build({
		stdin: { contents, sourcefile: 'joined.js' },
		bundle: true,
		minify: true,
		format: 'cjs',
		platform: 'node',
		target: shared.target,
		legalComments: 'none',
		supported: { 'dynamic-import': false },
		external: ['vscode'],
		write: false,
		plugins: [
			{
				name: 'joined',
				setup(build) {
					build.onResolve({ filter: /\.js$/ }, ({ path }) =>
						names.includes(basename(path))
							? { path: basename(path), namespace: 'joined' }
							: { path: `./${basename(path)}`, external: true },
					);
					build.onLoad({ filter: /.*/, namespace: 'joined' }, ({ path }) => ({ contents: texts.get(path) ?? '', loader: 'js' }));
				},
			},
		],
	});
	return outputFiles[0]?.text ?? '';
}

/**
 * Code of a file that takes each chunk from the file where it is joined with others: `require("./chunk-X.js")`.
 * @param {ReadonlyMap<string, readonly string[]>} groups the names of chunks by their file
 * @param {string} code
 */
function takingFrom(groups, code) {
	const files = new Map(
		[...groups].flatMap(([file, names]) => (names.length > 1 ? names.map(name => /** @type {const} */ ([name, file])) : [])),
	);
	const taken = code.replace(/require\("\.\/([^"/]+)"\)/g, (call, name) => {
		const file = files.get(name);
		return file === undefined ? call : `require(${JSON.stringify(`./${file}`)}).chunks[${JSON.stringify(name)}]`;
	});
	const left = [...taken.matchAll(/require\((["'`])\.\/(?:lazy\/)?([\w-]+\.js)\1\)(?!\.chunks\[)/g)].filter(([, , name = '']) =>
		files.has(name),
	);
	if (left.length > 0) {
		throw new Error(
			`esbuild writes imports of chunks in another way, so that ${left[0]?.[0] ?? ''} would be missing: see takingFrom in esbuild.mjs.`,
		);
	}
	return taken;
}

/**
 * `import source from './x.worker?text'`: x.worker.ts as a bundle of its own, in a text, for a worker that a webview starts from a blob.
 * @type {esbuild.Plugin}
 */
const bundledText = {
	name: 'bundled-text',
	setup(build) {
		build.onResolve({ filter: /\?text$/ }, ({ path, resolveDir }) => ({
			path: join(resolveDir, path.replace('?text', '.ts')),
			namespace: 'bundled-text',
		}));
		build.onLoad({ filter: /.*/, namespace: 'bundled-text' }, async ({ path }) => {
			const { outputFiles, metafile } = await esbuild.build({
				bundle: true,
				minify: true,
				target: 'es2022',
				entryPoints: [path],
				format: 'iife',
				write: false,
				metafile: true,
				plugins: [pdfWithout(formsInXml)],
			});
			noteInputs(metafile);
			return { contents: outputFiles[0]?.text ?? '', loader: 'text', watchFiles: Object.keys(metafile.inputs).map(file => resolve(file)) };
		});
	},
};

/** Forms in XML, which no paper has, and the measures of their fonts. Modules of pdf.js's worker by the beginnings of their paths. */
const formsInXml = [
	'src/core/xfa/',
	'src/core/xfa_fonts',
	'src/core/calibri_factors',
	'src/core/helvetica_factors',
	'src/core/myriadpro_factors',
	'src/core/segoeui_factors',
	'src/core/liberationsans_widths',
];

/** Pictures, forms and annotations: a third of pdf.js, and nothing of it is needed to read the text of a page. */
const besideText = [...formsInXml, 'external/openjpeg/', 'src/core/jbig2', 'src/core/annotation'];

/**
 * pdf.js saves highlights, and of what they say nothing. So the dictionary that it makes takes what is given besides: `Contents`, `NM`, the
 * dates, and the subtype of what is no highlight but drawn by quads as well. Names have PDF's slash.
 */
const highlightEnd = '    return highlight;\n';
const besides = `
    for (const [name, value] of annotation.besides ?? []) {
      highlight.set(name.slice(1), stringToAsciiOrUTF16BE(value));
    }
    if (annotation.subtype) {
      highlight.set("Subtype", Name.get(annotation.subtype.slice(1)));
    }
`;

/**
 * Leaves modules out of pdf.js's worker, whose file is many modules, each after a comment with its path.
 * A version of pdf.js that is written in another way fails the build, as what is left would be too much or too little.
 * @param {readonly string[]} left
 * @returns {esbuild.Plugin}
 */
function pdfWithout(left) {
	return {
		name: 'pdf-without',
		setup(build) {
			build.onLoad({ filter: /pdf\.worker\.mjs$/ }, async ({ path }) => {
				const modules = (await readFile(path, 'utf8')).split(/^(?=;\/\/ (?:CONCATENATED MODULE: )?\.\/)/m);
				const paths = modules.map(text => /^;\/\/ (?:CONCATENATED MODULE: )?\.\/(\S+)/.exec(text)?.[1] ?? '');
				const missing = left.filter(beginning => !paths.some(module => module.startsWith(beginning)));
				if (missing.length > 0) {
					return { errors: [{ text: `This pdf.js has no modules ${missing.join(', ')}: see besideText in esbuild.mjs.` }] };
				}
				const kept = modules.filter((_, at) => !left.some(beginning => paths[at]?.startsWith(beginning))).join('');
				// The reader of texts has no annotations.
				const parts = kept.split(highlightEnd);
				if (parts.length > 2 || (parts.length === 1 && !left.includes('src/core/annotation'))) {
					return { errors: [{ text: 'This pdf.js makes highlights in another way: see besides in esbuild.mjs.' }] };
				}
				return {
					contents: parts.join(besides + highlightEnd),
					loader: 'js',
				};
			});
		},
	};
}

/**
 * Character maps and the fonts that every viewer has, for PDFs that hold none of their own: read by the view when a page asks for one.
 * Without the half megabyte of maps that a PDF may not name without holding them (ISO 32000-1, table 118), and that none of the others use.
 */
async function copyFontsOfPdf() {
	for (const folder of ['cmaps', 'standard_fonts']) {
		await cp(join('node_modules/pdfjs-dist', folder), join(out, 'webview/pdfjs', folder), {
			recursive: true,
			filter: path => !/-UTF(?:8|32)-[HV]\.bcmap$/.test(path),
		});
	}
}

await copyFontsOfPdf();
const views = await viewNames();

const allBuilds = [
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
		// One file, as the web worker host loads no other. `.web.ts` stands in for its neighbour where a Node module has no counterpart in a
		// web worker.
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
		entryPoints: { pdf: 'src/host/pdf/pdfText.ts' },
		outdir: out,
		platform: 'browser',
		format: 'cjs',
		plugins: [pdfWithout(besideText)],
		banner: {
			js: '/* With pdf.js, Copyright Mozilla Foundation, Apache License 2.0 (https://www.apache.org/licenses/LICENSE-2.0), without its pictures, forms and annotations. */',
		},
		logOverride: { 'empty-import-meta': 'silent' },
	},
	{
		...shared,
		// One for both hosts, like the one before: citeproc is read by no other.
		entryPoints: { citing: 'src/host/documents/formattingThread.ts' },
		outdir: out,
		platform: 'browser',
		format: 'cjs',
	},
	{
		...shared,
		entryPoints: Object.fromEntries(views.map(view => [view, `src/webview/${view}/main.ts`])),
		outdir: join(out, 'webview'),
		platform: 'browser',
		format: 'iife',
		loader: { '.woff2': 'dataurl', '.svg': 'dataurl', '.gif': 'dataurl' },
		plugins: [bundledText],
	},
	{
		...shared,
		// For no host in particular, as the core is: packages give what runs anywhere.
		entryPoints: { core: 'src/core/index.ts' },
		outdir: out,
		outExtension: { '.js': '.mjs' },
		platform: 'neutral',
		// chardet can detect files' encodings as well, and takes Node's fs only when asked to.
		mainFields: ['module', 'main'],
		external: ['fs'],
		conditions: ['worker', 'module'],
		format: 'esm',
	},
	{
		...shared,
		entryPoints: { node: 'src/host/files/node.ts' },
		outdir: out,
		outExtension: { '.js': '.mjs' },
		platform: 'node',
		format: 'esm',
	},
	{
		...shared,
		entryPoints: { cli: 'src/cli/main.ts' },
		outdir: out,
		outExtension: { '.js': '.mjs' },
		// Each command reads what it needs.
		chunkNames: 'cli/[name]-[hash]',
		splitting: true,
		platform: 'node',
		mainFields: ['module', 'main'],
		format: 'esm',
		// commander is CommonJS, and takes Node's modules by require.
		banner: { js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);" },
	},
];

const builds =
	options.only === undefined ? allBuilds : allBuilds.filter(({ entryPoints }) => Object.hasOwn(entryPoints, options.only ?? ''));

if (options.watch) {
	const contexts = await Promise.all(builds.map(build => esbuild.context({ ...build, logLevel: 'info' })));
	await Promise.all(contexts.map(context => context.watch()));
} else {
	for (const result of await Promise.all(builds.map(build => esbuild.build(build)))) {
		noteInputs(result.metafile);
		if (options.analyze && result.metafile) {
			console.log(await esbuild.analyzeMetafile(result.metafile));
		}
	}
}
if (options.inputs !== undefined) {
	await writeFile(options.inputs, `${JSON.stringify([...bundled].sort(), undefined, '\t')}\n`);
}
