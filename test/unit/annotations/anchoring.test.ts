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

	const [first, second, third] = [
		'The reverse process depends only on the score of the perturbed data distribution.',
		'A neural network estimates the score with high fidelity at every step.',
		'Sampling then converges under mild conditions on the noise schedule.',
	];
	const whole = { exact: [first, second, third].join(' '), prefix: 'We begin with a lemma.', suffix: 'This ends the proof.' };

	it('should find a passage into which a sentence came, or from which one went', () => {
		const longer = `We begin. ${first} This holds for images too. ${second} ${third} This ends the proof.`;
		const found = anchorQuote(longer, whole);
		assert.deepEqual(found && [found.match, longer.slice(found.start, found.end)], [
			'similar',
			longer.slice(10, longer.indexOf(' This ends')),
		]);
		const shorter = `We begin. ${first} ${third} This ends the proof.`;
		const left = anchorQuote(shorter, whole);
		assert.deepEqual(left && shorter.slice(left.start, left.end), `${first} ${third}`);
	});

	it('should find the part of a passage that a page has, and no word more', () => {
		const page = `A table of results stands here. ${first} ${second}`;
		const found = anchorQuote(page, whole);
		assert.deepEqual(found && page.slice(found.start, found.end), `${first} ${second}`);
	});

	it('should not take the words of another place for a passage of which little is left', () => {
		assert.equal(
			anchorQuote('The reverse process depends on time. It is slow and nothing else is said about it anywhere.', whole),
			undefined,
		);
	});

	it('should not take a few words for those of another place', () => {
		const quote = { exact: 'the score', prefix: 'the reverse process depends only on ', suffix: ' of the perturbed data' };
		assert.equal(anchorQuote('Players lost the score in the second half.', quote), undefined);
		assert.ok(anchorQuote('The forward process depends only on the score of clean data.', quote));
	});
});
