import { appendFileSync } from 'node:fs';

/** Names the file in which tests that run as part of a proof leave how much they tried. */
export const tallyVariable = 'MARGINALIA_TALLY';

/**
 * Called by a test that tries many inputs, so that a proof can say how many. Without it a test counts as one.
 * @param tried how many inputs, operations or files the test went through
 */
export function tally(tried: number): void {
	const file = process.env[tallyVariable];
	if (file !== undefined) {
		appendFileSync(file, `${tried}\n`);
	}
}
