import assert from 'node:assert/strict';
import { shortAuthors } from '../../../src/core/paper/names';
import type { Name } from '../../../src/core/paper/paper';

describe('the authors of a paper in short', () => {
	const doe = { family: 'Doe', given: 'Jane' };
	const cases: readonly (readonly [readonly Name[], string | undefined])[] = [
		[[], undefined],
		[[doe], 'Doe'],
		[[doe, { family: 'Beethoven', 'non-dropping-particle': 'van' }], 'Doe & van Beethoven'],
		[[doe, { literal: 'OpenAI' }, { family: 'Roe' }], 'Doe et al.'],
		[[doe, { literal: 'others' }], 'Doe et al.'],
	];
	for (const [author, expected] of cases) {
		it(`should be ${expected ?? 'nothing'} for ${author.length}`, () => assert.equal(shortAuthors({ author }), expected));
	}
});
