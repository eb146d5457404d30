/** A run in which more tests than these had to be tried again has failed: something is wrong that trying again hides. */
const mostRetried = 2;

/**
 * What a failed try said, on one line: `Timeout 30000ms exceeded. (test/ui/morning.test.ts:135:56)`.
 * @param {Error} error
 * @returns {string} its first line, and the line of the test that it came from where the stack names one
 */
function sentenceOf(error) {
	const [first = ''] = error.message.split('\n');
	const [, place] = /([\w./-]*test\/[\w./-]+\.test\.ts:\d+:\d+)/.exec(error.stack ?? '') ?? [];
	return place === undefined
		? first
		: `${first} (${place.slice(Math.max(place.lastIndexOf('test/ui/'), place.lastIndexOf('test/editor/'), 0))})`;
}

module.exports = { mostRetried, sentenceOf };
