import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeEntities, proseText, titleText } from '../../../src/core/text/html';

describe('text of HTML, JATS and MathML', () => {
	const titles: readonly (readonly [string, string])[] = [
		['Effects for x&lt;y but not z&gt;w in mice', 'Effects for x<y but not z>w in mice'],
		['Is it so for a<b and c>d?', 'Is it so for a<b and c>d?'],
		['&lt;i&gt;Drosophila&lt;/i&gt; wings', '<i>Drosophila</i> wings'],
		['<jats:italic>E. coli</jats:italic> &amp;amp; <em>others</em>', '<i>E. coli</i> & <i>others</i>'],
		['<scp>DNA</scp> walks', '<span style="font-variant:small-caps;">DNA</span> walks'],
		['<span style="font-variant:small-caps;">DNA</span> walks', '<span style="font-variant:small-caps;">DNA</span> walks'],
		['Tom &amp;amp; Jerry&#39;s AT&T &notit;', "Tom & Jerry's AT&T &notit;"],
		['Power <mml:math xmlns:mml="x"><mml:msup><mml:mn>10</mml:mn><mml:mn>5</mml:mn></mml:msup></mml:math>', 'Power 10<sup>5</sup>'],
		['<p>one</p><p>two</p>', 'one two'],
		['<b>open', '<b>open'],
	];
	for (const [html, text] of titles) {
		it(`should read the title ${html}`, () => assert.equal(titleText(html), text));
	}

	it('should change nothing the second time', () => {
		const piece = fc.constantFrom(
			'<i>',
			'</i>',
			'a',
			'<',
			'>',
			'&',
			'&lt;',
			'x<y',
			'<sub>',
			'2',
			'</sub>',
			' ',
			'<math>',
			'<mi>',
			'</mi>',
			'</math>',
			'<!--',
			'-->',
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 20 }), pieces => {
				const once = titleText(titleText(pieces.join('')));
				assert.equal(titleText(once), once);
			}),
		);
	});

	it('should write paragraphs on lines, headings before them, and formulae as TeX', () => {
		assert.equal(
			proseText(
				'<jats:title>Abstract</jats:title><jats:p>One &lt; two.</jats:p><jats:sec><jats:title>Methods</jats:title><jats:p>H<jats:sub>2</jats:sub>O, 10<sup>-6</sup>.</jats:p></jats:sec>',
			),
			'One < two.\nMethods: H₂O, 10⁻⁶.',
		);
		const math =
			'<math><mrow><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><msub><mi>a</mi><mn>1</mn></msub><mo>=</mo><mfrac><mn>1</mn><mn>2</mn></mfrac><mfenced><mi>p</mi><mi>q</mi></mfenced><msqrt><mi>z</mi></msqrt></mrow></math>';
		assert.equal(proseText(`A ${math} end.`), 'A $x^{2}+a_{1} = \\frac{1}{2}(p,q)\\sqrt{z}$ end.');
	});

	it('should know the names of all characters', () =>
		assert.equal(decodeEntities('&beta;&ndash;&Auml;&#x3b2;&#946;&unknown;'), 'β–Äββ&unknown;'));
});
