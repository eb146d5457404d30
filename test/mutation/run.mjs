// npm run mutate -- FOLDER [--tests GLOB] [--skip-static]: changes the code of a folder in a thousand small ways, one at a time, and says
// which of them no test notices. By hand: minutes for a file, hours for a folder. FOLDER is a folder or file of src/core. Its tests are
// those under the same name in test/unit, unless others are named. A change of what runs once as a module is loaded takes all tests:
// --skip-static leaves these out.
import { existsSync } from 'node:fs';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { refuse } from '../launcher/options.mjs';
import { cacheFolder, root } from '../launcher/paths.mjs';
import { runProcess } from '../launcher/processes.mjs';

const {
	values: { tests, 'skip-static': ignoreStatic },
	positionals: [folder, ...others],
} = parseArgs({
	allowPositionals: true,
	options: { tests: { type: 'string', multiple: true }, 'skip-static': { type: 'boolean', default: false } },
});
if (folder === undefined || others.length > 0 || !existsSync(join(root, folder))) {
	refuse('Name one folder or file of src/core: npm run mutate -- src/core/keys [--tests "test/unit/**/*.test.ts"]');
}
const isFolder = (await stat(join(root, folder))).isDirectory();
const spec = tests ?? testsOf(relative('src/core', folder).replace(/\.ts$/, ''));
if (spec.length === 0) {
	refuse(`There are no tests under the name of ${folder} in test/unit: say which with --tests.`);
}
const configuration = join(cacheFolder, 'stryker.json');
await mkdir(cacheFolder, { recursive: true });
await writeFile(
	configuration,
	JSON.stringify({
		testRunner: 'mocha',
		plugins: ['@stryker-mutator/mocha-runner'],
		testRunnerNodeArgs: ['--import', 'tsx'],
		mutate: [isFolder ? `${folder}/**/*.ts` : folder],
		mochaOptions: { spec, config: '.mocharc.json' },
		coverageAnalysis: 'perTest',
		ignoreStatic,
		concurrency: 1,
		tempDirName: '.cache/stryker',
		ignorePatterns: ['dist', 'out', '.cache', '*.vsix', 'test/bench'],
		reporters: ['clear-text'],
		// What a user reads is free to change.
		mutator: { excludedMutations: ['StringLiteral'] },
		thresholds: { high: 90, low: 80, break: 80 },
	}),
);
process.exit(
	await runProcess(process.execPath, [join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js'), 'run', configuration], {
		cwd: root,
	}),
);

/** @param {string} name `library`, `merge/fingerprints` */
function testsOf(name) {
	return [`test/unit/${name}`, `test/unit/${name}.test.ts`, `test/unit/${basename(name)}.test.ts`]
		.filter((path, at, all) => existsSync(join(root, path)) && all.indexOf(path) === at)
		.map(path => (path.endsWith('.ts') ? path : `${path}/**/*.test.ts`));
}
