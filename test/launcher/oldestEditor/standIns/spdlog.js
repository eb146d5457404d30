// Stands in for @vscode/spdlog, which is compiled. Without it, the extension host of VS Code 1.87 waits forever for its log to be flushed.
const { appendFileSync, mkdirSync } = require('fs');
const { dirname } = require('path');

/** What the levels of a logger are called, from 0. */
const levels = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];

function nothing() {}

/**
 * @param {string} _name
 * @param {string} file
 */
async function createLogger(_name, file) {
	mkdirSync(dirname(file), { recursive: true });
	appendFileSync(file, '');
	let lowest = levels.indexOf('info');
	const writers = levels.map((name, level) => [
		name,
		(/** @type {string} */ text) => {
			if (level >= lowest) {
				appendFileSync(file, `[${name}] ${text}\n`);
			}
		},
	]);
	return {
		...Object.fromEntries(writers),
		setLevel: (/** @type {number} */ level) => {
			lowest = level;
		},
		setPattern: nothing,
		clearFormatters: nothing,
		flush: nothing,
		drop: nothing,
	};
}

module.exports = {
	version: '0',
	setLevel: nothing,
	setFlushOn: nothing,
	createRotatingLogger: createLogger,
	createAsyncRotatingLogger: createLogger,
};
