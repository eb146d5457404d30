const { appendFileSync } = require('node:fs');
const { reporters } = require('mocha');

/** mocha's usual report, and the totals for test.mjs (see totals.mjs). */
module.exports = class ReporterWithTotals extends reporters.Spec {
	/** @override */
	epilogue() {
		super.epilogue();
		const { passes, failures, pending } = this.stats;
		if (process.env.MARGINALIA_TEST_TOTALS) {
			appendFileSync(process.env.MARGINALIA_TEST_TOTALS, `${JSON.stringify({ passed: passes, failed: failures, skipped: pending })}\n`);
		}
	}
};
