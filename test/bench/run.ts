/**
 * `npm run bench -- [--json] [--only ID] [--size N]`: runs every `*.bench.ts` of this folder and prints a table, those furthest from their
 * peers first, or JSON. `--only search-query` takes all rows whose id starts so. Exit code 1 where a budget is not kept. `--check`:
 * measures the recorded rows of 10,000 papers and compares ratios with RESULTS.json; exit code 1 only where one is worse than 1.5 times the
 * recorded one, twice in a row. `--record`: takes what was measured into RESULTS.json, and writes RESULTS.md and ratios.svg from it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildSync } from 'esbuild';
import type { Bench, Row } from './bench';
import { plotOf, regressions, tableOf, updated } from './results';

const folder = join('test', 'bench');
const output = join('.cache', 'bench');
const resultsFile = join(folder, 'RESULTS.json');

const { values: options } = parseArgs({
	options: {
		json: { type: 'boolean', default: false },
		only: { type: 'string' },
		size: { type: 'string' },
		check: { type: 'boolean', default: false },
		record: { type: 'boolean', default: false },
	},
});
const only = options.only ?? '';

/** Large enough to show growth, small enough to be measured in two minutes. */
const checkedSize = 10_000;

const introduction = `# Measured

Written by \`npm run bench -- --record\`; each row is beside its peer, or what the machine can do at best, in the same run. A ratio below 1 is faster (or smaller) than the peer. Medians of at least 5 runs with least and most, but for memory, which is measured once.

![Ratios to the peers](ratios.svg)`;

if (options.check) {
	check();
} else {
	const rows = measured(benchesToRun(), options.size);
	if (options.record) {
		record(rows);
	}
	console.log(options.json ? JSON.stringify(rows, undefined, '\t') : tableOf(rows));
	process.exitCode = rows.every(row => row.ok) ? 0 : 1;
}

function measured(names: readonly string[], size: string | undefined): readonly Row[] {
	return names.flatMap(name => runBench(name, size)).filter(row => row.id.startsWith(only));
}

/** Only what looks worse is measured again: a busy machine seldom stands in the way of the same row twice. */
function check(): void {
	const recorded = recordedRows();
	const names = benchesToRun().filter(name =>
		recorded.some(row => row.size === checkedSize && row.ratio !== null && row.id.startsWith(name)),
	);
	if (names.length === 0) {
		throw new Error(
			`${resultsFile} has no ratio of ${only === '' ? 'any bench' : only} at ${checkedSize} papers. Record it first, on a quiet machine.`,
		);
	}
	const suspects = names.filter(name => regressions(recorded, measured([name], String(checkedSize))).length > 0);
	const worse = suspects.flatMap(name => regressions(recorded, measured([name], String(checkedSize))));
	console.log(
		worse.length === 0
			? `No ratio of ${names.join(', ')} is worse than recorded.`
			: `Worse than recorded, twice in a row:\n${worse.join('\n')}`,
	);
	process.exitCode = worse.length === 0 ? 0 : 1;
}

function recordedRows(): readonly Row[] {
	return existsSync(resultsFile) ? (JSON.parse(readFileSync(resultsFile, 'utf8')) as readonly Row[]) : [];
}

function record(rows: readonly Row[]): void {
	const all = updated(recordedRows(), rows);
	writeFileSync(resultsFile, `${JSON.stringify(all, undefined, '\t')}\n`);
	writeFileSync(join(folder, 'ratios.svg'), plotOf(all));
	writeFileSync(join(folder, 'RESULTS.md'), `${introduction}\n\n${tableOf(all)}\n`);
}

/** A file `search-query.bench.ts` makes rows whose ids start with `search-query`. */
function benchesToRun(): readonly string[] {
	const names = readdirSync(folder)
		.filter(name => name.endsWith('.bench.ts'))
		.map(name => name.slice(0, -'.bench.ts'.length))
		.sort();
	return names.filter(name => name.startsWith(only) || only.startsWith(name));
}

function runBench(name: string, size: string | undefined): readonly Row[] {
	mkdirSync(output, { recursive: true });
	const bundle = join(output, `${name}.mjs`);
	buildSync({
		stdin: {
			contents: `import { bench } from './${name}.bench'; import { serve } from './serve'; await serve(bench);`,
			resolveDir: folder,
			loader: 'ts',
		},
		bundle: true,
		platform: 'node',
		mainFields: ['module', 'main'],
		format: 'esm',
		target: 'node20',
		// Packages of the older kind ask for Node's modules at run time.
		banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
		outfile: bundle,
		logLevel: 'error',
	});
	const sizes = size === undefined ? (JSON.parse(inChild(bundle, 'sizes')) as Bench['sizes']) : [Number(size)];
	return sizes.flatMap(papers => JSON.parse(inChild(bundle, String(papers))) as readonly Row[]);
}

function inChild(bundle: string, argument: string): string {
	const child = spawnSync(process.execPath, ['--expose-gc', '--max-old-space-size=8192', bundle, argument], {
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'inherit'],
		maxBuffer: 1e8,
	});
	if (child.status !== 0) {
		throw new Error(`${bundle} ${argument} ended with ${child.status ?? child.signal ?? 'no code'}`);
	}
	return child.stdout;
}
