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
		['a  b', 'a b'],
		['`` a`b `` c, `d` `e``f`', 'a`b c, d e``f'],
		['$x>1$ *y*', '$x>1$ y'],
		['[a](b "c_d") www.x.y_z', 'a www.x.y_z'],
		['![a *b*](c) a\\*b\\a', 'a b a*b\\a'],
		['_a_ b_c_ _d', 'a b_c d'],
		['[[a|b]] [@a]', 'a|b @a'],
		['[`a`](b) ~~a~~ b~c', 'a a bc'],
		['\\emph{a} b {#id}', 'b'],
		['<b title="`">a</b> `c`', 'a c'],
	] as const) {
		it(`should be ${words} of ${source}`, () => assert.equal(headingWords(source), words));
	}
});
