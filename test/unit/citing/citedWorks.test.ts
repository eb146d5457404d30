import assert from 'node:assert/strict';
import { citedWorks } from '../../../src/core/citing/citedWorks';
import { pandoc } from '../../../src/core/citing/pandoc';

const text = (words: string) => [{ kind: 'text' as const, text: words }];
const source = 'As @roe and [@doe; @nobody] say [@roe].';
const formatted = {
	references: [
		{ key: 'doe', text: text('Doe') },
		{ key: 'roe', text: text('Roe') },
		{ key: 'uncited', text: text('Uncited') },
	],
	unknown: ['nobody'],
};

describe('citedWorks', () => {
	it('should list works as the bibliography does, with every place, and unknown keys apart', () => {
		const { unknown, known } = citedWorks(pandoc.find(source), formatted, 'bibliography');
		assert.deepEqual(
			known.map(({ key, places }) => [key, places.map(({ start, end }) => source.slice(start, end))]),
			[
				['doe', ['doe']],
				['roe', ['roe', 'roe']],
				['uncited', []],
			],
		);
		assert.deepEqual(
			unknown.map(({ key, places }) => [key, places.length]),
			[['nobody', 1]],
		);
	});

	it('should list works as they appear', () => {
		assert.deepEqual(
			citedWorks(pandoc.find(source), formatted, 'appearance').known.map(({ key }) => key),
			['roe', 'doe', 'uncited'],
		);
	});

	it('should list what is cited and neither listed nor unknown, but not the sign for all works', () => {
		const { known, unknown } = citedWorks(pandoc.find('---\nnocite: "@*"\n---\n\n@doe'), { references: [], unknown: ['*'] }, 'appearance');
		assert.deepEqual([known.map(({ key }) => key), unknown.map(({ key }) => key)], [['doe'], ['*']]);
		assert.deepEqual(citedWorks(pandoc.find('---\nnocite: "@*"\n---\n'), { references: [], unknown: [] }, 'bibliography').known, []);
	});

	it('should list works of a style that has no bibliography', () => {
		assert.deepEqual(citedWorks(pandoc.find('@doe'), { references: [], unknown: [] }, 'bibliography').known, [
			{ key: 'doe', reference: undefined, places: [{ start: 1, end: 4 }] },
		]);
	});
});
