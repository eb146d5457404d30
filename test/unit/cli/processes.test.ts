import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ingest } from '../../../src/core/ingest/ingest';
import { openLibrary } from '../../../src/core/library/library';
import { pdfLink } from '../../../src/core/pdf/pdfLinks';
import { nodeFileStore } from '../../../src/host/files/node';
import { pdfOf } from '../../fakes/pdf';

/** So many entries, all of one letter. */
function entries(letter: string, count: number): string {
	return Array.from(
		{ length: count },
		(_, at) =>
			`@book{${letter}${at}, author = {${letter.toUpperCase()}, A.}, title = {Work ${letter} number ${at} of ${letter}}, year = ${1900 + at}}\n`,
	).join('');
}

/** The program itself, as people and build servers run it. */
describe('the program', () => {
	let folder: string;
	let program: string;

	before(async function () {
		this.timeout(60_000);
		folder = await mkdtemp(join(tmpdir(), 'marginalia-program-'));
		execFileSync(process.execPath, ['esbuild.mjs', '--only', 'cli', join(folder, 'dist')], { stdio: 'inherit' });
		await symlink(resolve('media'), join(folder, 'media'));
		program = join(folder, 'dist/cli.mjs');
	});
	after(() => rm(folder, { recursive: true, force: true }));

	const environment = () => ({ ...process.env, MARGINALIA_CACHE: join(folder, 'cache'), NO_COLOR: '' });
	const run = (words: readonly string[], input = '') =>
		spawnSync(process.execPath, [program, ...words], { encoding: 'utf8', input, cwd: folder, env: environment() });
	/** Resolves to the exit status, or the signal that ended it. */
	const start = (words: readonly string[]) => {
		const child = spawn(process.execPath, [program, ...words], { cwd: folder, env: environment(), stdio: 'ignore' });
		return { child, ended: new Promise<number | string>(done => child.on('exit', (code, signal) => done(code ?? signal ?? 'nothing'))) };
	};

	it('should lose nothing where several of it and an editor window write at once', async function () {
		this.timeout(60_000);
		const library = join(folder, 'shared');
		const letters = ['a', 'b', 'c', 'd'];
		await Promise.all(letters.map(letter => writeFile(join(folder, `${letter}.bib`), entries(letter, 40))));
		const window = await openLibrary(nodeFileStore(), library);
		const runs = letters.map(letter => start(['ingest', `${letter}.bib`, '--library', library]).ended);
		const typed = Array.from(
			{ length: 20 },
			(_, at) => `@misc{window${at}, title = {Typed in a window, number ${at}}, author = {Window, W.}, year = ${1950 + at}}`,
		);
		for (const text of typed) {
			await window.add(ingest(text, { fileName: 'w.bib' }).papers);
		}
		assert.deepEqual(await Promise.all(runs), [0, 0, 0, 0]);
		const now = await openLibrary(nodeFileStore(), library);
		assert.deepEqual([now.heads().length, now.problems()], [4 * 40 + 20, []]);
		assert.deepEqual(
			(await readdir(library)).filter(name => !/^volume-\d+\.json$/.test(name)),
			[],
		);
	});

	it('should leave a library that can be read and written, whenever it is interrupted', async function () {
		this.timeout(120_000);
		await writeFile(join(folder, 'many.bib'), entries('m', 1500));
		for (const wait of [150, 250, 350, 450, 600]) {
			const library = join(folder, `interrupted-${wait}`);
			const { child, ended } = start(['ingest', 'many.bib', '--library', library]);
			await sleep(wait);
			child.kill('SIGINT');
			assert.ok([0, 'SIGINT'].includes(await ended));
			const before = await openLibrary(nodeFileStore(), library);
			assert.deepEqual(before.problems(), []);
			assert.equal(await start(['ingest', 'many.bib', '--library', library]).ended, 0);
			const now = await openLibrary(nodeFileStore(), library);
			assert.deepEqual([now.heads().length, now.problems()], [1500, []]);
			assert.deepEqual(
				(await readdir(library)).filter(name => !/^volume-\d+\.json$/.test(name)),
				[],
			);
		}
	});

	it('should stop without a word where nobody reads on', () => {
		run(['ingest', '-', '--library', join(folder, 'piped')], entries('p', 2000));
		const { stderr, status, stdout } = spawnSync(
			'sh',
			['-c', `"${process.execPath}" "${program}" export --library piped --format csl-json | head -c 20`],
			{ encoding: 'utf8', cwd: folder, env: environment() },
		);
		assert.deepEqual([stderr, status, stdout.length], ['', 0, 20]);
	});

	it('should say where a result could not be written', function () {
		if (process.platform !== 'linux') {
			this.skip();
		}
		run(['ingest', '-', '--library', join(folder, 'full')], entries('f', 3));
		const { status, stderr } = spawnSync(
			'sh',
			['-c', `"${process.execPath}" "${program}" export --library full --format csl-json > /dev/full`],
			{
				encoding: 'utf8',
				cwd: folder,
				env: environment(),
			},
		);
		assert.equal(status, 2);
		assert.match(stderr, /^The result couldn't be written: [^\n]+\.\n$/);
	});

	it('should print the whole of a long result into a pipe, without colors', () => {
		const { stdout } = run(['export', '--library', 'piped', '--format', 'csl-json']);
		assert.equal((JSON.parse(stdout) as readonly unknown[]).length, 2000);
		assert.doesNotMatch(run(['search', 'work', '--library', 'piped']).stdout, /\u001B/);
	});

	it('should say in a sentence what the system refuses', async () => {
		await writeFile(join(folder, 'file'), '');
		const { status, stderr } = run(['ingest', '-', '--library', join(folder, 'file')], entries('x', 1));
		assert.equal(status, 2);
		assert.match(stderr, /a file has the name of its folder/);
		assert.doesNotMatch(stderr, /\n\s+at /);
	});

	it('should complete commands, options and choices in each shell', async () => {
		for (const shell of ['bash', 'zsh', 'fish']) {
			const script = run(['complete', shell]);
			assert.equal(script.status, 0);
			assert.match(script.stdout, new RegExp(`^# ?(?:#?compdef marginalia|${shell} completion for marginalia)`, 'm'), shell);
		}
		await writeFile(join(folder, 'complete.bash'), run(['complete', 'bash']).stdout);
		assert.equal(spawnSync('bash', ['-n', join(folder, 'complete.bash')]).status, 0);
		const offered = (...words: readonly string[]) =>
			run(['complete', '--', ...words])
				.stdout.split('\n')
				.map(line => line.split('\t')[0]);
		assert.ok(offered('ch').includes('check'));
		assert.ok(offered('check', '--for').includes('--format'));
		assert.ok(offered('check', '--format', 's').includes('sarif'));
	});

	describe('completed by a shell itself', () => {
		const isHere = (shell: string) => spawnSync(shell, ['-c', 'exit 0']).status === 0;
		const script = (shell: string) => join(folder, `complete.${shell}`);
		/** A shell that finds the program by its name. */
		const inShell = (shell: string, words: readonly string[]) =>
			spawnSync(shell, words, {
				encoding: 'utf8',
				cwd: folder,
				env: { ...environment(), PATH: `${folder}:${process.env['PATH'] ?? ''}` },
				timeout: 30_000,
			}).stdout;

		before(async () => {
			await writeFile(join(folder, 'marginalia'), `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`, { mode: 0o755 });
			await Promise.all(['zsh', 'fish'].map(shell => writeFile(script(shell), run(['complete', shell]).stdout)));
		});

		it('should be completed in fish (where it is installed)', function () {
			if (!isHere('fish')) {
				this.skip();
			}
			const commands = ['marginalia che', 'marginalia check --format s', 'marginalia check --for'].map(line => `complete -C "${line}"`);
			const offered = inShell('fish', ['--no-config', '-c', `source ${script('fish')}; ${commands.join('; ')}`]).split('\n');
			assert.deepEqual(
				offered.map(line => line.split('\t')[0]),
				['check', 'sarif', '--format', ''],
			);
		});

		it('should be completed in zsh (where it is installed)', function () {
			this.timeout(40_000);
			if (!isHere('zsh')) {
				this.skip();
			}
			// Zsh completes only where somebody types.
			const typed = `
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PS1='> '; autoload -Uz compinit; compinit -D -u; source ${script('zsh')}; print REA''DY"
zpty -r -m shell output '*READY*'
zpty -w -n shell $'marginalia check --format s\\t'
zpty -r -m shell output '*--format sarif*' && print COMPLETED`;
			assert.match(inShell('zsh', ['-f', '-c', typed]), /^COMPLETED$/m);
		});
	});

	it('should read PDFs in a thread, and keep their words for the next time', async function () {
		this.timeout(60_000);
		execFileSync(process.execPath, ['esbuild.mjs', '--only', 'pdf', join(folder, 'dist')], { stdio: 'inherit' });
		const library = join(folder, 'read/.marginalia');
		run(['ingest', '-', '--library', library], '@book{roe2019, author={Roe, R.}, title={Paper boats}, year=2019}');
		await (await openLibrary(nodeFileStore(), library)).update(['roe2019'], paper => ({ ...paper, links: [pdfLink('a.pdf')] }));
		await writeFile(join(folder, 'read/a.pdf'), pdfOf({ pages: [['Nothing.'], ['Gulls eat chips.']] }));
		// What was only just written may change in the same moment, and is read again.
		await utimes(join(folder, 'read/a.pdf'), 1e9, 1e9);
		for (const cached of [false, true]) {
			const { status, stdout, stderr } = run(['search', '--fulltext', 'gulls', '--library', library]);
			assert.deepEqual([status, stdout, stderr], [0, 'roe2019  Paper boats (Roe, 2019)\n    p. 2: Gulls eat chips.\n', '']);
			await (cached ? undefined : rm(join(folder, 'dist/pdf.js')));
		}
	});

	it('should read a document from the standard input and write the converted one to the standard output', () => {
		const { status, stdout } = run(['convert', '-', '--to', 'latex'], 'See [@a].\n');
		assert.deepEqual([status, stdout], [0, 'See \\cite{a}.\n']);
	});

	it('should have a first line that runs it', async () => {
		assert.match(await readFile(program, 'utf8'), /^#!\/usr\/bin\/env node\n/);
	});
});
