/**
 * `npm run bench -- [--json] [--only ID] [--size N]`: runs every `*.bench.ts` of this folder and prints a table, those furthest from their peers first, or JSON.
 * `--only search-query` takes all rows whose id starts so. Exit code 1 where a budget is not kept.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildSync } from 'esbuild';
import type { Bench, Row } from './bench';

const folder = join('test', 'bench');
const output = join('.cache', 'bench');

const { values: options } = parseArgs({ options: { json: { type: 'boolean', default: false }, only: { type: 'string' }, size: { type: 'string' } } });
const only = options.only ?? '';

const rows = benchesToRun().flatMap(runBench).filter(row => row.id.startsWith(only));
console.log(options.json ? JSON.stringify(rows, undefined, '\t') : tableOf(rows));
process.exitCode = rows.every(row => row.ok) ? 0 : 1;

/** A file `search-query.bench.ts` makes rows whose ids start with `search-query`. */
function benchesToRun(): readonly string[] {
	const names = readdirSync(folder).filter(name => name.endsWith('.bench.ts')).map(name => name.slice(0, -'.bench.ts'.length)).sort();
	return names.filter(name => name.startsWith(only) || only.startsWith(name));
}

function runBench(name: string): readonly Row[] {
	mkdirSync(output, { recursive: true });
	const bundle = join(output, `${name}.mjs`);
	buildSync({
		stdin: { contents: `import { bench } from './${name}.bench'; import { serve } from './serve'; await serve(bench);`, resolveDir: folder, loader: 'ts' },
		bundle: true,
		platform: 'node',
		format: 'esm',
		target: 'node20',
		// Packages of the older kind ask for Node's modules at run time.
		banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
		outfile: bundle,
		logLevel: 'error',
	});
	const sizes = options.size === undefined ? (JSON.parse(inChild(bundle, 'sizes')) as Bench['sizes']) : [Number(options.size)];
	return sizes.flatMap(size => JSON.parse(inChild(bundle, String(size))) as readonly Row[]);
}

function inChild(bundle: string, argument: string): string {
	const child = spawnSync(process.execPath, ['--expose-gc', '--max-old-space-size=8192', bundle, argument], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1e8 });
	if (child.status !== 0) {
		throw new Error(`${bundle} ${argument} ended with ${child.status ?? child.signal ?? 'no code'}`);
	}
	return child.stdout;
}

function tableOf(found: readonly Row[]): string {
	const lines = [...found]
		.sort((a, b) => (a.ratio ?? Infinity) - (b.ratio ?? Infinity))
		.map(row => [row.ratio ?? '', row.id, row.size, `${row.value} ${row.unit}`.trim(), `${row.min} - ${row.max}`, row.peer === null ? '' : `${row.peer}: ${row.peerValue ?? ''}`, row.budget ?? '', row.ok ? 'yes' : 'NO']);
	return [['ratio', 'id', 'papers', 'median', 'min - max', 'peer', 'budget', 'kept'], Array.from({ length: 8 }, () => '---'), ...lines].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}
