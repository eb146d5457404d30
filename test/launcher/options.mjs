import { parseArgs } from 'node:util';

/**
 * Reads the command line. A wrong option ends the program with one sentence and exit code 2.
 * @template {NonNullable<import('node:util').ParseArgsConfig['options']>} T
 * @param {T} options
 * @returns {ReturnType<typeof parseArgs<{ options: T }>>['values']}
 */
export function readOptions(options) {
	try {
		return parseArgs({ options, strict: true, allowPositionals: false }).values;
	} catch (error) {
		return refuse(plainSentence(error, Object.keys(options)));
	}
}

/**
 * Ends the program because of how it was called.
 * @param {string} sentence
 * @returns {never}
 */
export function refuse(sentence) {
	console.error(sentence);
	process.exit(2);
}

/**
 * Node says `Unknown option '--foo'. To specify a positional argument starting with ...`; the first sentence is enough.
 * @param {unknown} error
 * @param {string[]} known
 */
function plainSentence(error, known) {
	const { message } = /** @type {Error} */ (error);
	const [first = ''] = message.split(/\.?(?:\s|$)(?=[A-Z]|$)/, 1);
	return `${first}; the options are ${known.map(name => `--${name}`).join(', ')}.`;
}
