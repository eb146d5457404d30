import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseQuery } from '../../../src/core/search/query';
import { searchedPlaces, searchedWords } from '../../../src/core/search/searchedWords';

/** The text with what was searched for in brackets. */
function marked(query: string, text: string, field = 'abstract'): string {
	const [ranges = []] = searchedPlaces([{ field, text }], searchedWords(parseQuery(query)));
	return [...ranges]
		.reverse()
		.reduce((done, { start, end }) => `${done.slice(0, start)}[${done.slice(start, end)}]${done.slice(end)}`, text);
}

describe('searched words in a text', () => {
	for (const [query, expected] of [
		['models', 'Diffusion [models] and one [model].'],
		['diff', '[Diffusion] models and one model.'],
		['diff ', 'Diffusion models and one model.'],
		['difusion ', '[Diffusion] models and one model.'],
		['"one model"', 'Diffusion models and [one model].'],
		['"one models"', 'Diffusion models and one model.'],
		['(diffusion OR model) -one', '[Diffusion] [models] and one [model].'],
		['author:diffusion', 'Diffusion models and one model.'],
		['abstract:diffusion', '[Diffusion] models and one model.'],
		['diffusion and year:2020', '[Diffusion] models and one model.'],
		['and', 'Diffusion models [and] one model.'],
		['', 'Diffusion models and one model.'],
	] as const) {
		it(`should mark what ${JSON.stringify(query)} found`, () => assert.equal(marked(query, 'Diffusion models and one model.'), expected));
	}

	it('should mark words with accents, in other scripts, and the parts of tied words', () => {
		assert.equal(marked('gorgy ', 'By Görgy.'), 'By [Görgy].');
		assert.equal(marked('score-based ', 'A Score-Based SDE'), 'A [Score]-[Based] SDE');
		assert.equal(marked('機械学 ', '新しい機械学習'), '新しい[機械学]習');
		assert.equal(marked('α ', 'an α-VAE'), 'an [α]-VAE');
	});

	it('should take mistakes into account only for words that stand nowhere in the paper', () => {
		const texts = [
			{ field: 'title', text: 'On flows' },
			{ field: 'abstract', text: 'It flies and flowed.' },
		];
		assert.deepEqual(searchedPlaces(texts, searchedWords(parseQuery('flows '))), [[{ start: 3, end: 8 }], []]);
	});

	it('should mark whole letters, in order (property)', () => {
		const text = fc.string({ unit: 'grapheme', maxLength: 60 });
		fc.assert(
			fc.property(text, text, (query, read) => {
				const [ranges = []] = searchedPlaces([{ field: 'title', text: read }], searchedWords(parseQuery(query)));
				ranges.forEach(({ start, end }, at) => assert.ok(start < end && end <= read.length && start > (ranges[at - 1]?.end ?? -1)));
			}),
		);
	});
});
