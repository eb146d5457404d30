// How the tests talk to test/launcher/testPage.mjs, which sees everything that this extension host writes to its console.
import type Mocha from 'mocha';
import { mostRetried } from '../launcher/retried.mjs';

/** From here on what mocha and the tests write with `console.log` is marked as theirs, and so is printed. */
export function markOutput(mocha: typeof Mocha): void {
	const { console } = globalThis;
	const log = (format: unknown = '', ...values: unknown[]): void => {
		console.log(`test-output ${String(format)}`, ...values);
	};
	// VS Code does not let anybody replace the console's methods, but the console.
	globalThis.console = Object.create(console, { log: { value: log } }) as Console;
	Object.assign(mocha.reporters.Base, { consoleLog: log });
}

/**
 * A test that fails is tried once more: on a busy machine the editor tells of deleted files and closed documents seconds late, into the
 * next test. Each that needed it is named at the end, and more than `mostRetried` of them fail the run.
 */
export const retries = 1;

/**
 * Resolves when all tests have passed; rejects when one failed, when too many had to be tried again, or when their files could not be
 * loaded.
 */
export function endOf(start: (done: (failures: number) => void) => Mocha.Runner): Promise<void> {
	return new Promise((resolve, reject) => {
		const retried = new Set<string>();
		const errors: { readonly title: string; readonly message: string }[] = [];
		try {
			const runner = start(failures => {
				const { passes, failures: failed, pending } = runner.stats ?? { passes: 0, failures, pending: 0 };
				console.log(`test-totals ${JSON.stringify({ passed: passes, failed, skipped: pending, retried: [...retried], failures: errors })}`);
				if (retried.size > 0) {
					console.log(`${retried.size} tried again, of which ${mostRetried} at most are allowed: ${[...retried].join('; ')}`);
				}
				if (failures > 0 || retried.size > mostRetried) {
					reject(new Error(`${failures} failed, ${retried.size} tried again`));
				} else {
					resolve();
				}
			});
			runner.on('fail', (test: Mocha.Runnable, error: Error) => {
				errors.push({ title: test.fullTitle(), message: error.message });
			});
			runner.on('retry', (test: Mocha.Test, error: Error) => {
				retried.add(test.fullTitle());
				console.log(`Tried again: ${test.fullTitle()}: ${error.message}`);
			});
		} catch (error) {
			console.log(error instanceof Error ? error.stack : error);
			throw error;
		}
	});
}
