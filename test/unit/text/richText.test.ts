import assert from 'node:assert/strict';
import fc from 'fast-check';
import { paragraphs, richText } from '../../../src/core/text/richText';
import { hostilePieces } from '../../fakes/hostilePieces';

describe('rich text', () => {
	it('should tell formulae and links from words', () => {
		assert.deepEqual(richText('An $\\ell_1$ bound, see https://example.org/a.'), [
			{ kind: 'text', text: 'An ' },
			{ kind: 'math', text: '$\\ell_1$', tex: '\\ell_1', display: false },
			{ kind: 'text', text: ' bound, see ' },
			{ kind: 'link', text: 'https://example.org/a', url: 'https://example.org/a' },
			{ kind: 'text', text: '.' },
		]);
	});

	it('should leave nothing out and add nothing, whatever the text', () => {
		const pieces = fc.constantFrom(
			'$',
			'$$',
			'\\(',
			'\\)',
			'x^2',
			' ',
			'\n',
			'https://',
			'http://a.b/c',
			'.',
			'{',
			'}',
			'\\',
			'word',
			'\u{1F600}',
			'\uD83D',
		);
		fc.assert(
			fc.property(
				fc.oneof(
					fc.string(),
					fc.array(pieces).map(list => list.join('')),
				),
				text => {
					assert.equal(
						richText(text)
							.map(run => run.text)
							.join(''),
						text,
					);
				},
			),
		);
	});

	it('should take an address without a host for words', () => {
		assert.deepEqual(richText('https:///'), [{ kind: 'text', text: 'https:///' }]);
	});
});

describe('paragraphs', () => {
	it('should be parted by blank lines, not by line ends', () => {
		const texts = paragraphs('One\nline.\r\n  \r\n\n\nAnother.\n').map(runs => runs.map(run => run.text).join(''));
		assert.deepEqual(texts, ['One\nline.', 'Another.']);
	});

	it('should be none in an empty text', () => {
		assert.deepEqual(paragraphs(' \n \n'), []);
	});

	it('should be read to the end of a hostile text (how fast is for the bench “hostile” to say)', () => {
		const texts = paragraphs(`${hostilePieces.paragraphs.map(piece => piece.repeat(50_000)).join('\n')}x`).map(runs =>
			runs.map(run => run.text).join(''),
		);
		assert.equal(texts.at(-1), 'x');
	});
});
