const { appendFileSync } = require('node:fs');
const { reporters } = require('mocha');
const { sentenceOf } = require('./retried.cjs');

/** mocha's usual report, and the totals for test.mjs (see totals.mjs). */
module.exports = class ReporterWithTotals extends reporters.Spec {
	/**
	 * @param {import('mocha').Runner} runner
	 * @param {import('mocha').MochaOptions} options
	 */
	constructor(runner, options) {
		super(runner, options);
		/** @type {string[]} */
		this.retried = [];
		runner.on('retry', (test, error) => {
			this.retried.push(`${test.fullTitle()}: ${sentenceOf(error)}`);
			console.log(`Tried again: ${test.fullTitle()}: ${error.message}`);
		});
	}

	/** @override */
	epilogue() {
		super.epilogue();
		const { passes, failures: failed, pending } = this.stats;
		const failures = this.failures.map(test => ({ title: test.fullTitle(), message: test.err === undefined ? '' : sentenceOf(test.err) }));
		if (process.env.MARGINALIA_TEST_TOTALS) {
			appendFileSync(
				process.env.MARGINALIA_TEST_TOTALS,
				`${JSON.stringify({ passed: passes, failed, skipped: pending, retried: this.retried, failures })}\n`,
			);
		}
	}
};
