const { appendFileSync } = require('node:fs');
const { reporters } = require('mocha');

/** mocha's usual report, and the totals for test.mjs (see totals.mjs). */
module.exports = class ReporterWithTotals extends reporters.Spec {
	/**
	 * @param {import('mocha').Runner} runner
	 * @param {import('mocha').MochaOptions} options
	 */
	constructor(runner, options) {
		super(runner, options);
		/** @type {Set<string>} */
		this.retried = new Set();
		runner.on('retry', (test, error) => {
			this.retried.add(test.fullTitle());
			console.log(`Tried again: ${test.fullTitle()}: ${error.message}`);
		});
	}

	/** @override */
	epilogue() {
		super.epilogue();
		const { passes, failures: failed, pending } = this.stats;
		const failures = this.failures.map(test => ({ title: test.fullTitle(), message: test.err?.message ?? '' }));
		if (process.env.MARGINALIA_TEST_TOTALS) {
			appendFileSync(
				process.env.MARGINALIA_TEST_TOTALS,
				`${JSON.stringify({ passed: passes, failed, skipped: pending, retried: [...this.retried], failures })}\n`,
			);
		}
	}
};
