/**
 * What every proof of a promise shares. A proof is an npm script named `proof:…` that takes two options: `--quick` (small counts, at most 8
 * s) and `--json` (its lines of stdout that are JSON are findings, one a promise; everything else goes to stderr). It ends with exit code 1
 * where something failed. `npm run promises` runs all of them.
 */
import { parseArgs } from 'node:util';

/** How often a promise was put to the test, and how often it was not kept. */
export interface Count {
	readonly tried: number;
	readonly failed: number;
}

/** One line of a proof's output. */
export interface Finding extends Count {
	/** A sentence that users understand: "A change that was acknowledged survives a power cut". */
	readonly promise: string;
}

/** What a proof was asked for on its command line. */
export interface ProofOptions {
	/** Whether small counts do: all of it in at most 8 s on a busy machine. */
	readonly quick: boolean;
	readonly json: boolean;
}

/**
 * Runs a proof, prints what came of it, and sets the exit code.
 * @param promise a sentence that users understand, without a full stop
 * @param run puts the promise to the test; prints details of failures to stderr
 */
export async function proof(promise: string, run: (options: ProofOptions) => Promise<Count> | Count): Promise<void> {
	const options = proofOptions();
	report({ promise, ...(await run(options)) }, options);
}

/** The options of a proof's command line. */
export function proofOptions(): ProofOptions {
	const {
		values: { quick, json },
	} = parseArgs({ options: { quick: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } } });
	return { quick, json };
}

/** Prints one finding, and sets the exit code if it is a failure. */
export function report({ promise, tried, failed }: Finding, { json }: ProofOptions): void {
	console.log(json ? JSON.stringify({ promise, tried, failed }) : `${promise}: tried ${tried}, failed ${failed}`);
	if (failed > 0 || tried === 0) {
		process.exitCode = 1;
	}
}
