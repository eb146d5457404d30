/**
 * `npm run promises -- [--json] [--quick] [--only NAME]`: runs every npm script named `proof:…`, two at a time, and says what each promise
 * is worth. `--json` prints `[{ promise, tried, failed, command }]` to stdout and nothing else. `--quick` tries less: all of it within 60
 * s. `--only locks` runs proof:locks alone. Without `--json`, docs/promises.json and docs/promises.md are written; what was tried more
 * often before stays. Exit code 1 where a promise was not kept. `--only growth --findings FILE --findings FILE` takes what the parts of a
 * proof of hours printed with `--json`, in place of running it.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { added, findingsOf, isKept, pageOf, updated } from './promises';
import type { Kept, Recorded } from './promises';

const recordFile = join('docs', 'promises.json');

const { values: options } = parseArgs({
	options: {
		json: { type: 'boolean', default: false },
		quick: { type: 'boolean', default: false },
		only: { type: 'string' },
		findings: { type: 'string', multiple: true, default: [] },
	},
});

void main();

async function main(): Promise<void> {
	const results =
		options.findings.length > 0
			? added(options.findings.flatMap(file => findingsOf(readFileSync(file, 'utf8'), `npm run proof:${options.only ?? ''}`, true)))
			: (await inLanes(2, proofsToRun(), proven)).flat();
	if (!options.json) {
		const recorded = updated(
			existsSync(recordFile) ? (JSON.parse(readFileSync(recordFile, 'utf8')) as readonly Recorded[]) : [],
			results,
			new Date().toISOString().slice(0, 10),
		);
		mkdirSync('docs', { recursive: true });
		writeFileSync(recordFile, `${JSON.stringify(recorded, undefined, '\t')}\n`);
		writeFileSync(join('docs', 'promises.md'), pageOf(recorded));
	}
	if (options.json) {
		console.log(JSON.stringify(results, undefined, '\t'));
	} else {
		for (const { promise, tried, failed, command } of results) {
			console.log(`${isKept({ promise, tried, failed }) ? 'kept  ' : 'BROKEN'}  ${promise}: tried ${tried}, failed ${failed} (${command})`);
		}
	}
	process.exitCode = results.length > 0 && results.every(isKept) ? 0 : 1;
}

function proofsToRun(): readonly string[] {
	const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
	return Object.keys(scripts)
		.filter(name => name.startsWith('proof:') && (options.only === undefined || name === `proof:${options.only}`))
		.sort();
}

function proven(script: string): Promise<readonly Kept[]> {
	console.error(`${script} ...`);
	return new Promise((resolve, reject) => {
		const child = spawn('npm', ['run', '--silent', script, '--', '--json', ...(options.quick ? ['--quick'] : [])], {
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		let printed = '';
		child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
		child.on('error', reject);
		child.on('close', code => resolve(findingsOf(printed, `npm run ${script}`, code === 0)));
	});
}

/** Does the work for each item, so many at once; the results are in the order of the items. */
async function inLanes<Item, Result>(
	lanes: number,
	items: readonly Item[],
	work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
	const results = new Map<number, Result>();
	const rest = items.entries();
	await Promise.all(
		Array.from({ length: lanes }, async () => {
			for (const [at, item] of rest) {
				results.set(at, await work(item));
			}
		}),
	);
	return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}
