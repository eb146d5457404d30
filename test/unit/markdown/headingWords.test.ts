import assert from 'node:assert/strict';
import { headingWords } from '../../../src/core/markdown/headingWords';

describe('headingWords', () => {
	for (const [source, words] of [
		['Quotes', 'Quotes'],
		['  *Main*  **result** ', 'Main result'],
		['[Main _result_](a.md "title") of `x_y`', 'Main result of x_y'],
		['snake_case \\*kept\\* &amp; ~~gone~~ &lt;b&gt;', 'snake_case *kept* & gone <b>'],
		['<b>Quotes</b> ![seen](x.png)', 'Quotes seen'],
		['See <https://a.b/c_d> for $x_i$', 'See https://a.b/c_d for $x_i$'],
	] as const) {
		it(`should be ${words} of ${source}`, () => assert.equal(headingWords(source), words));
	}
});
