import { appendFile, readFile } from 'node:fs/promises';

/**
 * @typedef {object} Totals
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {readonly string[]} [retried] titles of tests that passed, or not, when tried again, each with what its first try said
 * @property {readonly Failure[]} [failures]
 *
 * @typedef {object} Failure
 * @property {string} title
 * @property {string} message one line
 */

/** Names the file in which every run of mocha below test/launcher/test.mjs leaves its totals, a line each. */
export const totalsFileVariable = 'MARGINALIA_TEST_TOTALS';

/**
 * Leaves totals to whoever asked for them.
 * @param {Totals} totals
 */
export async function leaveTotals(totals) {
	const file = process.env[totalsFileVariable];
	if (file) {
		await appendFile(file, `${JSON.stringify(totals)}\n`);
	}
}

/**
 * @param {string} file
 * @returns {Promise<Totals>} the sum of what was left
 */
export async function readTotals(file) {
	const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n').filter(Boolean);
	return lines.map(line => JSON.parse(line)).reduce(addTotals, { passed: 0, failed: 0, skipped: 0 });
}

/**
 * @param {Totals} a
 * @param {Totals} b
 * @returns {Totals}
 */
export function addTotals(a, b) {
	return {
		passed: a.passed + b.passed,
		failed: a.failed + b.failed,
		skipped: a.skipped + b.skipped,
		retried: [...(a.retried ?? []), ...(b.retried ?? [])],
		failures: [...(a.failures ?? []), ...(b.failures ?? [])],
	};
}
