// How the tests talk to test/launcher/testPage.mjs, which sees everything that this extension host writes to its console.
import type Mocha from 'mocha';
import { mostRetried, sentenceOf } from '../launcher/retried.cjs';

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
		const retried: string[] = [];
		const errors: { readonly title: string; readonly message: string }[] = [];
		try {
			const runner = start(failures => {
				const { passes, failures: failed, pending } = runner.stats ?? { passes: 0, failures, pending: 0 };
				console.log(`test-totals ${JSON.stringify({ passed: passes, failed, skipped: pending, retried, failures: errors })}`);
				if (retried.length > 0) {
					console.log(`${retried.length} tried again, of which ${mostRetried} at most are allowed: ${retried.join('; ')}`);
				}
				if (failures > 0 || retried.length > mostRetried) {
					reject(new Error(`${failures} failed, ${retried.length} tried again`));
				} else {
					resolve();
				}
			});
			runner.on('fail', (test: Mocha.Runnable, error: Error) => {
				errors.push({ title: test.fullTitle(), message: sentenceOf(error) });
			});
			runner.on('retry', (test: Mocha.Test, error: Error) => {
				retried.push(`${test.fullTitle()}: ${sentenceOf(error)}`);
				console.log(`Tried again: ${test.fullTitle()}: ${error.message}`);
			});
		} catch (error) {
			console.log(error instanceof Error ? error.stack : error);
			throw error;
		}
	});
}
