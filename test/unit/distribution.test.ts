import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { listFiles, PackageManager } from '@vscode/vsce';
import { bundledLocales, bundledStyles, stylesDate } from '../../src/core/citing/bibliography/styles';
import { pdfOf } from '../fakes/pdf';
import { bundledPackages } from '../package/bundled.mjs';
import type { BundledPackage } from '../package/bundled.mjs';
import { largestPackage, strangers, strangersToNpm } from '../package/files.mjs';
import { billOfMaterials } from '../package/sbom.mjs';
import { licenceOf, thirdPartyText } from '../package/thirdParty.mjs';

/** The modules that scripts outside an editor import. */
describe('dist/core.mjs, dist/node.mjs and dist/cli.mjs', () => {
	let folder: string;

	before(async function () {
		this.timeout(60_000);
		folder = await mkdtemp(join(tmpdir(), 'marginalia-'));
		// Not where other tests build meanwhile.
		execFileSync(process.execPath, ['esbuild.mjs', join(folder, 'dist')], { stdio: 'inherit' });
		await symlink(resolve('media'), join(folder, 'media'));
	});
	after(() => rm(folder, { recursive: true, force: true }));

	it('should ingest, key and keep papers in plain Node', () => {
		const script = `
			import { citationKey, ingest, openLibrary } from ${JSON.stringify(pathToFileURL(join(folder, 'dist/core.mjs')).href)};
			import { nodeFileStore } from ${JSON.stringify(pathToFileURL(join(folder, 'dist/node.mjs')).href)};
			const { format, papers, problems } = ingest('@article{song, title = {Scores}, author = {Song, Yang}, year = 2021}', { fileName: 'a.bib' });
			const library = await openLibrary(nodeFileStore(), process.argv[1]);
			const { added } = await library.add(papers);
			const key = citationKey(papers[0], 'auth.lower + year', new Set(['song2021']));
			console.log(JSON.stringify({ format, problems, added: added.length, key, kept: (await openLibrary(nodeFileStore(), process.argv[1])).heads().map(head => head.key) }));
		`;
		const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', script, join(folder, 'papers')], { encoding: 'utf8' });
		assert.deepEqual(JSON.parse(printed), { format: 'bibtex', problems: [], added: 1, key: 'song2021a', kept: ['song'] });
	});

	it('should have a command line that adds to a library on the disk, exports it and renders documents', async () => {
		const library = join(folder, 'library');
		const run = (words: readonly string[], input = '') =>
			spawnSync(process.execPath, [join(folder, 'dist/cli.mjs'), ...words], { encoding: 'utf8', input, cwd: folder });
		await writeFile(
			join(folder, 'a.bib'),
			'@book{roe2019, author = {Roe, Richard}, title = {On paper boats}, publisher = {Gull House}, year = {2019}}',
		);
		const ingested = run(['ingest', 'a.bib', '--library', library, '--format', 'json']);
		assert.deepEqual([ingested.status, (JSON.parse(ingested.stdout) as { added: number }).added], [0, 1]);
		const exported = run(['export', '--library', library, '--format', 'bibtex']);
		assert.match(exported.stdout, /@book\{roe2019,/);
		const rendered = run(['render', '-', '--bibliography', 'a.bib', '--style', 'ieee'], 'See [@roe2019, p. 3].');
		assert.deepEqual((JSON.parse(rendered.stdout) as { citations: readonly unknown[] }).citations, [
			{ keys: ['roe2019'], text: '[1, p. 3]', source: '[@roe2019, p. 3]' },
		]);
		const mistaken = run(['render', 'gone.md']);
		assert.deepEqual([mistaken.status, mistaken.stdout, mistaken.stderr], [2, '', "Couldn't read gone.md: there is no such file.\n"]);
	});
});

/** What users download, and what their editor reads when the extension starts. */
describe('the package', () => {
	let folder: string;
	let packages: readonly BundledPackage[];
	/** Paths in the package, and where each file lies meanwhile. */
	let files: ReadonlyMap<string, string>;

	before(async function () {
		// It looks at every file there is.
		this.timeout(180_000);
		folder = await mkdtemp(join(tmpdir(), 'marginalia-'));
		const inputs = join(folder, 'inputs.json');
		const dist = join(folder, 'dist');
		execFileSync(process.execPath, ['esbuild.mjs', '--production', '--inputs', inputs, dist], { stdio: 'inherit' });
		packages = await bundledPackages(JSON.parse(await readFile(inputs, 'utf8')) as readonly string[], process.cwd());
		await writeFile(join(dist, 'sbom.cdx.json'), await billOfMaterials(packages, process.cwd()));
		const kept = (await listFiles({ cwd: process.cwd(), packageManager: PackageManager.None })).filter(path => !path.startsWith('dist/'));
		const built = (await readdir(dist, { recursive: true, withFileTypes: true }))
			.filter(entry => entry.isFile() && !/^(?:core|node)\.mjs$/.test(entry.name))
			.map(entry => join(entry.parentPath, entry.name));
		files = new Map([
			...kept.map(path => [path, path] as const),
			...built.map(path => [relative(folder, path).replaceAll('\\', '/'), path] as const),
		]);
	});
	after(() => rm(folder, { recursive: true, force: true }));

	it('should read at most 400 kB of code at the start, and leave the parsers, remark and citeproc for their first use', async () => {
		// Everything of the editor that modules touch while they load is a class or a namespace of classes.
		const script = `
			const Module = require('node:module');
			const load = Module._load;
			const editor = new Proxy(class {}, { get: (_, name) => (name === 'prototype' ? {} : editor), construct: () => ({}), apply: () => editor });
			Module._load = (name, ...rest) => (name === 'vscode' ? editor : load(name, ...rest));
			require(process.argv[1]);
			console.log(JSON.stringify(Object.keys(require.cache)));
		`;
		const loaded = JSON.parse(
			execFileSync(process.execPath, ['--eval', script, join(folder, 'dist/extension.js')], { encoding: 'utf8' }),
		) as readonly string[];
		const sizes = await Promise.all(
			loaded.map(async path => [relative(join(folder, 'dist'), path), (await readFile(path)).length] as const),
		);
		const total = sizes.reduce((sum, [, size]) => sum + size, 0);
		assert.ok(total > 50_000, 'nothing was loaded');
		assert.ok(
			total <= 400_000,
			`${total} bytes are read at the start: ${sizes.map(([name, size]) => `${name} ${size}`).join(', ')}. Import what is not always needed by \`await import()\`.`,
		);
	});

	it('should have no more files of code than vsce packs without a warning', () => {
		const scripts = [...files.keys()].filter(path => path.endsWith('.js'));
		assert.ok(scripts.length <= 100, `${scripts.length} files of JavaScript: see mostLazyFiles in esbuild.mjs.`);
	});

	it('should read PDFs with what is left of pdf.js, as a script of both hosts', () => {
		const pdf = pdfOf({ pages: [['Found at doi:10.5555/fruit.3']], information: { Title: 'A Title of Three' } });
		const script =
			'require(process.argv[1]).readPdf(new Uint8Array(Buffer.from(process.argv[2], "base64"))).then(text => console.log(JSON.stringify([text.pages, text.information.Title])))';
		const printed = execFileSync(process.execPath, ['--eval', script, join(folder, 'dist/pdf.js'), Buffer.from(pdf).toString('base64')], {
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
		});
		assert.deepEqual(JSON.parse(printed.trim().split('\n').at(-1) ?? ''), [['Found at doi:10.5555/fruit.3'], 'A Title of Three']);
	});

	it('should format citations in a script of both hosts, and have citeproc nowhere else that they read', async () => {
		const citing = await readFile(join(folder, 'dist/citing.js'), 'utf8');
		assert.match(citing, /processCitationCluster/);
		for (const path of ['dist/web/extension.js', ...(await readdir(join(folder, 'dist/lazy'))).map(name => `dist/lazy/${name}`)]) {
			assert.doesNotMatch(await readFile(join(folder, path), 'utf8'), /processCitationCluster\s*=/, path);
		}
		const script =
			'const [style, locale] = [process.argv[2], process.argv[3]].map(path => require("node:fs").readFileSync(path, "utf8"));' +
			'const serve = require(process.argv[1]).serve(answer => console.log(answer.kind));' +
			'serve({ kind: "open", id: 1, formatter: 2, style, locales: { language: "en-US", wanted: locale, english: locale } })';
		const files = ['styles/apa.csl', 'locales/locales-en-US.xml'].map(path => join(process.cwd(), 'media/csl', path));
		const printed = execFileSync(process.execPath, ['--eval', script, join(folder, 'dist/citing.js'), ...files], { encoding: 'utf8' });
		assert.equal(printed.trim(), 'opened');
	});

	it('should leave pictures, forms and annotations of pdf.js out', async () => {
		const { length } = await readFile(join(folder, 'dist/pdf.js'));
		assert.ok(length > 500_000 && length < 1_200_000, `dist/pdf.js has ${length} bytes: see besideText in esbuild.mjs.`);
	});

	it('should be a package of at most 5 MB', async () => {
		const sizes = await Promise.all(
			[...files].map(async ([name, path]) => deflateRawSync(await readFile(path)).length + 200 + 2 * name.length),
		);
		// Each file also costs two entries of a hundred bytes and its name twice.
		const total = sizes.reduce((sum, size) => sum + size, 0);
		assert.ok(total <= largestPackage, `The package would have ${total} bytes.`);
	});

	it('should take in all that is built for the editor', async () => {
		const copies = ['package.json', '.vscodeignore'];
		await Promise.all(copies.map(name => cp(name, join(folder, name))));
		const packed = new Set(await listFiles({ cwd: folder, packageManager: PackageManager.None }));
		await Promise.all(copies.map(name => rm(join(folder, name))));
		const forgotten = [...files.keys()].filter(name => name.startsWith('dist/') && !packed.has(name));
		assert.deepEqual(forgotten, [], '.vscodeignore leaves it out');
	});

	it('should hold what is allowed in it and nothing else', () => {
		assert.deepEqual(strangers([...files.keys()]), []);
		for (const needed of [
			'package.json',
			'LICENSE',
			'THIRD-PARTY.md',
			'SECURITY.md',
			'dist/extension.js',
			'dist/web/extension.js',
			'dist/lazy/start.js',
			'dist/sbom.cdx.json',
			'dist/cli.mjs',
			'media/csl/LICENSE.md',
			...['UniGB-UTF16-H', 'UniCNS-UCS2-V', 'UniJIS-UCS2-HW-H', 'UniJIS2004-UTF16-H', 'UniKS-UTF16-V', '90ms-RKSJ-H', 'Adobe-GB1-UCS2'].map(
				name => `dist/webview/pdfjs/cmaps/${name}.bcmap`,
			),
		]) {
			assert.ok(files.has(needed), needed);
		}
		const others = [
			'dist/webview/reader.js.map',
			'dist/core.mjs',
			'src/extension.ts',
			'.env',
			'media/notes.md',
			'dist/lazy/deep/chunk.js',
			'node_modules/yaml/index.js',
			'xpackage.json',
		];
		assert.deepEqual(strangers(others), others);
	});

	it('should give a command line by npm pack that runs by npx, and nothing beside it', async function () {
		this.timeout(120_000);
		const staged = join(folder, 'npm');
		await cp(join(folder, 'dist/cli'), join(staged, 'dist/cli'), { recursive: true });
		await cp(join(folder, 'dist/lazy'), join(staged, 'dist/lazy'), { recursive: true });
		await cp(join(folder, 'dist/webview'), join(staged, 'dist/webview'), { recursive: true });
		for (const path of ['dist/cli.mjs', 'dist/extension.js', 'dist/core.mjs']) {
			await cp(join(folder, path), join(staged, path));
		}
		for (const path of [
			'media',
			'docs',
			'.npmignore',
			'package.json',
			'LICENSE',
			'THIRD-PARTY.md',
			'README.md',
			'CHANGELOG.md',
			'SECURITY.md',
		]) {
			await cp(path, join(staged, path), { recursive: true });
		}
		await writeFile(join(staged, '.env'), 'SECRET=1');
		const packed = (
			JSON.parse(execFileSync('npm', ['pack', '--json', '--ignore-scripts'], { cwd: staged, encoding: 'utf8' })) as readonly {
				filename: string;
				files: readonly { path: string }[];
			}[]
		)[0]!;
		const paths = packed.files.map(({ path }) => path);
		assert.deepEqual(strangersToNpm(paths), []);
		const needed = ['dist/cli.mjs', 'dist/webview/pdfjs/cmaps/90ms-RKSJ-H.bcmap', 'media/csl/styles/apa.csl', 'LICENSE', 'THIRD-PARTY.md'];
		assert.ok(needed.every(path => paths.includes(path)));
		const work = join(folder, 'work');
		await cp(join(staged, packed.filename), join(work, 'tools', packed.filename), { recursive: true });
		await writeFile(join(work, 'a.md'), '---\nbibliography: a.bib\n---\nSee [@roe2019].\n');
		await writeFile(
			join(work, 'a.bib'),
			'@book{roe2019, author = {Roe, Richard}, title = {On paper boats}, year = {2019}, publisher = {Gull}}',
		);
		const options = { encoding: 'utf8', cwd: work, env: { ...process.env, npm_config_cache: join(folder, 'npm-cache') } } as const;
		const run = (...words: readonly string[]) => spawnSync('npx', ['--yes', `./tools/${packed.filename}`, ...words], options);
		assert.match(run('render', 'a.md', '--style', 'apa', '--format', 'text').stdout, /\(Roe, 2019\)/);
		assert.deepEqual([run('check', 'a.md').status, run('check', 'gone.md').status], [0, 2]);

		// What is offered for build servers and commits runs as it is written.
		const sh = (command: string) => spawnSync('sh', ['-c', command], options);
		await cp('docs/ci/pre-commit', join(work, 'pre-commit'));
		const [, action = ''] = /- run: (.*)/.exec(await readFile('docs/ci/check.yml', 'utf8')) ?? [];
		assert.equal(sh(action).status, 0);
		assert.equal(sh('git init -q . && git add a.md a.bib && ./pre-commit').status, 0);
		await writeFile(join(work, 'a.md'), '---\nbibliography: a.bib\n---\nSee [@gone1999].\n');
		assert.match(sh(action).stdout, /^::error file=a\.md,line=4,col=7,/);
		assert.match(sh('git add a.md; ./pre-commit').stdout, /^a\.md:4:7: error: /);
		assert.notEqual(sh('./pre-commit').status, 0);
	});

	it('should hold the licence texts of all that is bundled', async () => {
		assert.ok(packages.length > 10, `${packages.length} packages`);
		assert.ok(
			(await readFile('THIRD-PARTY.md', 'utf8')) === (await thirdPartyText(packages, process.cwd())),
			'THIRD-PARTY.md is not of what is bundled. Run `npm run third-party`.',
		);
	});

	it('should bundle nothing whose licence is unknown', async () => {
		const stranger = { name: 'stranger', version: '1.0.0', folder: 'test/fakes' };
		assert.throws(() => licenceOf(stranger), /stranger 1\.0\.0 is bundled, and its licence is not named/);
		assert.throws(() => licenceOf({ ...stranger, licence: 'SSPL-1.0' }), /its licence is SSPL-1\.0/);
		await assert.rejects(thirdPartyText([{ ...stranger, licence: 'MIT' }], process.cwd()), /holds no licence text/);
	});

	it('should list all that is bundled in its bill of materials', async () => {
		const bill = JSON.parse(await billOfMaterials(packages, process.cwd())) as {
			components: readonly { name: string; purl?: string; hashes?: unknown }[];
		};
		const listed = bill.components.filter(({ purl }) => purl !== undefined);
		assert.deepEqual(
			listed.map(({ name }) => name),
			packages.map(({ name }) => name),
		);
		assert.deepEqual(
			listed.filter(({ hashes }) => hashes === undefined),
			[],
		);
	});
});

describe('the bundled citation styles', () => {
	it('should say everywhere of which day they are, and be those that are offered', async () => {
		const { styles, locales } = JSON.parse(await readFile('media/csl/dates.json', 'utf8')) as { styles: string; locales: string };
		assert.match(`${styles} ${locales}`, /^\d{4}-\d\d-\d\d \d{4}-\d\d-\d\d$/);
		assert.equal(stylesDate, styles);
		assert.ok((await readFile('package.nls.json', 'utf8')).includes(`styles as of ${styles}.`));
		assert.ok((await readFile('media/csl/LICENSE.md', 'utf8')).includes(`snapshots of ${styles} (styles) and ${locales} (locales)`));
		assert.deepEqual((await readdir('media/csl/styles')).sort(), bundledStyles.map(({ id }) => `${id}.csl`).sort());
		assert.deepEqual((await readdir('media/csl/locales')).sort(), bundledLocales.map(locale => `locales-${locale}.xml`).sort());
	});
});
