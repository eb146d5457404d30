import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anchorQuote } from '../../../src/core/annotations/anchoring';

const text = [
	'Score-based generative models. Noise is added in continuous time by a stochastic differential equation. We show that the reverse process',
	'depends only on the score. Noise is added in continuous time, again. The model is efﬁcient and its re-',
	'sults are “state of the art” on all data sets.',
].join('\n');

function quoted(start: number, end: number): { readonly exact: string; readonly prefix: string; readonly suffix: string } {
	return { exact: text.slice(start, end), prefix: text.slice(Math.max(0, start - 32), start), suffix: text.slice(end, end + 32) };
}

describe('finding a quotation again', () => {
	it('should find every selection in the text it was made in', () => {
		fc.assert(
			fc.property(fc.nat(text.length - 1), fc.integer({ min: 1, max: 120 }), (start, length) => {
				const quote = quoted(start, start + length);
				const trimmed = quote.exact.replace(/[\s-]/g, '');
				fc.pre(trimmed !== '');
				const found = anchorQuote(text, quote, start);
				assert.ok(found, JSON.stringify(quote));
				assert.equal(found.match, 'exact');
				assert.equal(text.slice(found.start, found.end).replace(/[\s-]/g, ''), trimmed);
				assert.ok(found.start >= start && found.end <= start + length);
			}),
		);
	});

	it('should not mind lines, hyphens, ligatures and quotation marks', () => {
		const found = anchorQuote(text, { exact: 'is efficient and its results are "state of the art"', prefix: '', suffix: '' });
		assert.ok(found);
		assert.equal(text.slice(found.start, found.end), 'is efﬁcient and its re-\nsults are “state of the art”');
	});

	it('should tell two places of the same words apart by what stands around them', () => {
		const second = text.lastIndexOf('Noise is added');
		const found = anchorQuote(text, { exact: 'Noise is added in continuous time', prefix: 'only on the score. ', suffix: ', again' });
		assert.equal(found?.start, second);
	});

	it('should say nothing where nothing tells two places apart', () => {
		assert.equal(anchorQuote('a word here. a word here. ', { exact: 'word', prefix: '', suffix: '' }), undefined);
	});

	it('should find a sentence that was corrected, and none that is another', () => {
		const newer = text.replace('We show that the reverse process', 'We prove that this reverse-time process');
		const quote = quoted(text.indexOf('We show'), text.indexOf(' Noise is added in continuous time, again'));
		const found = anchorQuote(newer, quote);
		assert.ok(found);
		assert.equal(found.match, 'similar');
		assert.match(newer.slice(found.start, found.end), /^We prove that this reverse-time process\ndepends only on the score\.$/);
		assert.equal(
			anchorQuote(newer, { exact: 'A sentence of which nothing stands in this paper at all.', prefix: 'x', suffix: 'y' }),
			undefined,
		);
	});
});
