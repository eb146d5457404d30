import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fromMarkdown, toMarkdown } from '../../../src/core/ingest/csl/markdownItem';

describe('items of CSL-YAML, whose texts are Markdown', () => {
	const title =
		'A *title*, **bold**, "quoted", H~2~O, x^2^, `a*b`, $a_i*b_i$, [Sc]{.smallcaps}, [iPhone]{.nocase}, 1914--18, \\*no\\* 2 * 3 snake_case_x';

	it("should be read into the markup of CSL's texts", () => {
		assert.deepEqual(
			fromMarkdown({
				id: 'a_b_',
				title,
				author: [{ family: '*Vole*' }, { literal: 'The *Burrow* Group \\& Co', suffix: 'III' }, 'A *B*'],
				'publisher-place': '*Oslo*',
				URL: 'https://x.example/*a*',
				note: 'mine: *this*',
				issued: '*2020*',
				own: '*kept*',
			}),
			{
				id: 'a_b_',
				title: `A <i>title</i>, <b>bold</b>, "quoted", H<sub>2</sub>O, x<sup>2</sup>, a*b, $a_i*b_i$, <span style="font-variant:small-caps;">Sc</span>, <span class="nocase">iPhone</span>, 1914–18, *no* 2 * 3 snake_case_x`,
				author: [{ family: 'Vole' }, { literal: 'The Burrow Group & Co', suffix: 'III' }, 'A B'],
				'publisher-place': 'Oslo',
				URL: 'https://x.example/*a*',
				note: 'mine: *this*',
				issued: '*2020*',
				own: '*kept*',
			},
		);
	});

	it('should be written so that they read as they were', () => {
		assert.deepEqual(
			toMarkdown({ title: 'On <i>A* search</i>, H<sub>2 n</sub>O, <span class="nocase">x_y</span>, $a*b$ & [sic] @me _u_ <x' }),
			{ title: 'On *A\\* search*, H~2\\ n~O, [x_y]{.nocase}, $a*b$ & \\[sic\\] \\@me \\_u\\_ \\<x' },
		);
		const words = fc.string({ unit: fc.constantFrom(...'aq1 *_~^`$[]<>{}()\\"\'-.@!&;'.split('')), minLength: 1, maxLength: 12 });
		const markedWords = fc
			.tuple(fc.constantFrom('i', 'b', 'sup'), words)
			.map(([tag, inside]) => `x <${tag}>${inside.replace(/[ $]/g, '') || 'w'}</${tag}> y`);
		fc.assert(
			fc.property(fc.array(fc.oneof(words, markedWords), { maxLength: 4 }), parts => {
				const text = parts.join(' ');
				assert.equal(fromMarkdown(toMarkdown({ title: text }))['title'], text);
			}),
		);
	});
});
