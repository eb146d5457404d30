import assert from 'node:assert/strict';
import fc from 'fast-check';
import { affixMarkup, withOwnSigns } from '../../../src/core/citing/bibliography/affixMarkup';

describe('affixMarkup', () => {
	const cases: readonly (readonly [markdown: string, written: string])[] = [
		['**x** *y* __z__ _w_ snake_case_x', '<b>x</b> <i>y</i> <b>z</b> <i>w</i> snake_case_x'],
		['***both*** *a **b** c* **d *e* f**', '<b><i>both</i></b> <i>a <b>b</b> c</i> <b>d <i>e</i> f</b>'],
		['`a*b` $x^2$ costs $5 and $6', 'a*b x^2 costs $5 and $6'],
		['~~s~~ H~2~O e^x^ ~ ^', 's H<sub>2</sub>O e<sup>x</sup> ~ ^'],
		['[l](http://x.example) [small]{.smallcaps} [b] [m]{.mark}', 'l <span style="font-variant:small-caps;">small</span> [b] m'],
		['<u>x</u> <b>y</b> <EM>z</EM> <i> a < b<!-- c -->', 'x <b>y</b> <i>z</i>  a < b'],
		['\\*no\\* R\\&D p.\\ 3 \\;', '*no* R&D p.\u00a03 ;'],
		['-- --- ... a-b', '– — … a-b'],
		['&amp; &#233; z.&nbsp;B. 3&ndash;5 &eacute; &unknown; AT&T', '& é z.\u00a0B. 3–5 é &unknown; AT&T'],
		[`"double 'inner' x" 'single "inner" x' it's *'x'*`, '“double ‘inner’ x” ‘single “inner” x’ it’s <i>‘x’</i>'],
		[`'tis the '90s 6" of "an open one`, '’tis the ’90s 6" of "an open one'],
		['* not * _ nor _ **', '* not * _ nor _ **'],
	];
	for (const [markdown, written] of cases) {
		it(`should read ${markdown}`, () => assert.equal(withOwnSigns(affixMarkup(markdown)), written));
	}

	it('should leave plain words as they are, and never a < that is not a tag', () => {
		fc.assert(
			fc.property(fc.string({ unit: fc.constantFrom('a', ' ', ',', 'é', '漢', '(', ')') }), words =>
				assert.equal(affixMarkup(words), words),
			),
		);
		fc.assert(
			fc.property(
				fc.string({
					unit: fc.constantFrom('a', ' ', '*', '_', '<', 'b', '>', '/', '\\', '`', '$', '~', '^', '[', ']', '(', ')', '{', '}'),
				}),
				words => {
					assert.doesNotMatch(affixMarkup(words), /<(?!\/?(?:i|b|sup|sub)>)/);
				},
			),
		);
	});
});
