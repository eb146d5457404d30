// What Stryker is told about this project: which changes are of words only, and which are in the sample.
import { createHash } from 'node:crypto';

/**
 * Passes so many changes of each file, chosen by chance but the same for the same seed, and sets the others aside as invalid, so that they
 * count neither for nor against the tests. Without a sample all pass, but for what runs as a module is loaded: unless asked for, that is
 * left out also where it runs later, too, since all tests would have to be loaded again for each of these changes.
 */
class Sample {
	static inject = /** @type {const} */ (['options']);

	/** @param {{ sample: { perFile: number | undefined, seed: string }, ignoreStatic: boolean }} options */
	constructor({ sample, ignoreStatic }) {
		this.sample = sample;
		this.ignoreStatic = ignoreStatic;
	}

	async init() {
		// Nothing to prepare.
	}

	/**
	 * All changes in one group: each call of `check` then sees all changes of a file.
	 * @param {{ id: string }[]} mutants
	 */
	async group(mutants) {
		return [mutants.map(({ id }) => id)];
	}

	/** @param {{ id: string, fileName: string, static?: boolean, location: unknown, mutatorName: string, replacement: string }[]} mutants */
	async check(mutants) {
		const { perFile = Infinity, seed } = this.sample;
		/** @type {Map<string, number>} */
		const taken = new Map();
		return Object.fromEntries(
			mutants
				.map(mutant => ({ mutant, order: lot(seed, mutant) }))
				.sort((a, b) => (a.order < b.order ? -1 : 1))
				.map(({ mutant: { id, fileName, static: isStatic } }) => {
					if (isStatic && this.ignoreStatic) {
						return [id, { status: 'compileError', reason: 'runs as the module is loaded' }];
					}
					const count = (taken.get(fileName) ?? 0) + 1;
					taken.set(fileName, count);
					return [id, count <= perFile ? { status: 'passed' } : { status: 'compileError', reason: notInSample }];
				}),
		);
	}
}

/**
 * @param {string} seed
 * @param {{ location: unknown, mutatorName: string, replacement: string }} mutant
 */
function lot(seed, { location, mutatorName, replacement }) {
	return createHash('sha256')
		.update(JSON.stringify([seed, location, mutatorName, replacement]))
		.digest('hex');
}

/** Why a change was not tried that another sample may try. */
export const notInSample = 'not in the sample';

/** A function that only says a sentence: what a user reads is free to change. */
const sentences = {
	/** @param {{ node: { type: string, body?: { type: string, callee?: { name?: string } } } }} path */
	shouldIgnore({ node: { type, body } }) {
		const says =
			type === 'ArrowFunctionExpression' && body?.type === 'CallExpression' && /^localize(?:Count)?$/.test(body.callee?.name ?? '');
		return says ? 'A sentence for users' : undefined;
	},
};

export const strykerPlugins = [
	{ kind: 'Checker', name: 'sample', injectableClass: Sample },
	{ kind: 'Ignore', name: 'sentences', value: sentences },
];
