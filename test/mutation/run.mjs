// npm run mutate -- FOLDER... [--sample N] [--seed S] [--reach N] [--tests GLOB] [--without WORDS] [--static] [--score N]: changes the code
// of folders or files in a thousand small ways, one at a time, and says which of them no test notices. README.md beside this file says how
// to read it.
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { refuse } from '../launcher/options.mjs';
import { cacheFolder, root } from '../launcher/paths.mjs';
import { runProcess } from '../launcher/processes.mjs';
import { scoresOf, table, together, unnoticed } from './scores.mjs';
import { testsOf } from './testsOf.mjs';

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		sample: { type: 'string' },
		seed: { type: 'string', default: '1' },
		reach: { type: 'string', default: '1' },
		tests: { type: 'string', multiple: true },
		without: { type: 'string' },
		static: { type: 'boolean', default: false },
		score: { type: 'string', default: '80' },
	},
});
const folders = positionals.map(folder => folder.replace(/\/$/, ''));
if (folders.length === 0 || folders.some(folder => !existsSync(join(root, folder)))) {
	refuse('Name folders or files of src/core: npm run mutate -- src/core/keys [--sample 40]');
}
const sources = (await Promise.all(folders.map(sourcesOf))).flat();
const spec = values.tests ?? (await testsOf(sources, Number(values.reach)));
if (spec.length === 0) {
	refuse(`No unit test imports ${folders.join(', ')}: say with --tests which ones are about it.`);
}
console.log(`${sources.length} files, ${spec.length} files of tests`);

/**
 * An endless loop is noticed once the code ran a hundred times as often as in all tests together. Tests of huge texts, and of hundreds of
 * texts made by chance, run it millions of times: one such change would take as long as all others.
 */
const notByChance = `/^(?!.*(?:${['hostile texts', 'random documents', ...(values.without === undefined ? [] : [values.without])].join('|')}))/`;

const kept = join(cacheFolder, 'mutation');
await mkdir(kept, { recursive: true });
// What an earlier run found is used again where neither the code nor its tests changed. A sample of its own has a file of its own.
const name = `${folders.join('+').replaceAll('/', '-')}${values.sample === undefined ? '' : `-${values.sample}-${values.seed}`}`;
const incrementalFile = join(kept, `${name}.json`);
const reportFile = join(kept, `${name}.report.json`);
await forgetChangedFiles();

const configuration = join(kept, 'stryker.json');
await writeFile(
	configuration,
	JSON.stringify({
		testRunner: 'mocha',
		plugins: ['@stryker-mutator/mocha-runner', join(root, 'test/mutation/plugin.mjs')],
		testRunnerNodeArgs: ['--import', 'tsx'],
		mutate: sources,
		mochaOptions: { spec, config: '.mocharc.json', grep: notByChance },
		coverageAnalysis: 'perTest',
		ignoreStatic: !values.static,
		ignorers: ['sentences'],
		checkers: ['sample'],
		sample: { perFile: values.sample === undefined ? undefined : Number(values.sample), seed: values.seed },
		incremental: true,
		incrementalFile,
		// Two processes test once the sample is taken. Endless loops are noticed by counting; on a busy machine a test may well be slow.
		concurrency: 1,
		timeoutMS: 60_000,
		tempDirName: '.cache/stryker',
		ignorePatterns: ['dist', 'out', '.cache', '*.vsix', 'test/bench', 'test/editor', 'test/ui', 'test/proofs', 'test/pictures'],
		// tsx checks no types, and the first run takes its time on a busy machine.
		disableTypeChecks: false,
		dryRunTimeoutMinutes: 60,
		reporters: ['json', process.stdout.isTTY ? 'progress' : 'progress-append-only'],
		jsonReporter: { fileName: reportFile },
		// What a user reads is free to change.
		mutator: { excludedMutations: ['StringLiteral'] },
		warnings: { unknownOptions: false },
	}),
);
const code = await runProcess(process.execPath, [join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js'), 'run', configuration], {
	cwd: root,
	// The same chance in every run, or a change would be noticed only now and then.
	env: { ...process.env, CI: 'true' },
});
if (code !== 0) {
	process.exit(code);
}
const { files } = JSON.parse(await readFile(reportFile, 'utf8'));
const scores = scoresOf(files);
console.log(`${unnoticed(files)}\n\n${table(scores)}`);
process.exit(together(scores).score < Number(values.score) ? 1 : 0);

/** @param {string} folder */
async function sourcesOf(folder) {
	const isFolder = (await stat(join(root, folder))).isDirectory();
	const paths = isFolder
		? (await readdir(join(root, folder), { recursive: true })).map(path => `${folder}/${path.replaceAll('\\', '/')}`)
		: [folder];
	return paths.filter(path => path.endsWith('.ts') && !path.endsWith('.d.ts')).sort();
}

/** A file that changed since gets a sample of its own: one drawn before from its old lines would be eked out from the new lines only. */
async function forgetChangedFiles() {
	if (!existsSync(incrementalFile)) {
		return;
	}
	const report = JSON.parse(await readFile(incrementalFile, 'utf8'));
	for (const [file, { source }] of Object.entries(report.files)) {
		if (!existsSync(join(root, file)) || (await readFile(join(root, file), 'utf8')) !== source) {
			delete report.files[file];
		}
	}
	await writeFile(incrementalFile, JSON.stringify(report));
}
