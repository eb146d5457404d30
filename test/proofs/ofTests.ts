import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Count } from './proof';
import { tallyVariable } from './tally';

/**
 * Runs unit tests as a proof. What they print goes to stderr.
 * @param specs files or globs, from the root of the repository
 * @param options environment variables that say how much the tests try, and a pattern that chooses among them
 * @returns what the tests tallied, or the number of tests where none did; failed tests
 */
export function ofTests(
	specs: readonly string[],
	{ environment = {}, grep }: { environment?: Readonly<Record<string, string>>; grep?: string } = {},
): Count {
	const folder = mkdtempSync(join(tmpdir(), 'marginalia-proof-'));
	const [tallyFile, totalsFile] = [join(folder, 'tally'), join(folder, 'totals')];
	try {
		const { status } = spawnSync(
			process.execPath,
			[
				'node_modules/mocha/bin/mocha.js',
				'--reporter',
				'test/launcher/reporter.cjs',
				'--timeout',
				'3600000',
				...(grep === undefined ? [] : ['--grep', grep]),
				...specs,
			],
			{ stdio: ['ignore', 2, 2], env: { ...process.env, ...environment, [tallyVariable]: tallyFile, MARGINALIA_TEST_TOTALS: totalsFile } },
		);
		const { passed, failed } = JSON.parse(linesOf(totalsFile)[0] ?? '{"passed":0,"failed":0}') as { passed: number; failed: number };
		const tallied = linesOf(tallyFile).reduce((sum, line) => sum + Number(line), 0);
		return { tried: tallied > 0 ? tallied : passed + failed, failed: status === 0 ? failed : Math.max(failed, 1) };
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function linesOf(file: string): readonly string[] {
	return existsSync(file)
		? readFileSync(file, 'utf8')
				.split('\n')
				.filter(line => line !== '')
		: [];
}
