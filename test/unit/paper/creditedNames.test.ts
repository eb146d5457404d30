import assert from 'node:assert/strict';
import { creditedNames } from '../../../src/core/paper/personName';

describe('names in a line of credits', () => {
	it('should be read without degrees, however many stand behind a name', () => {
		assert.deepEqual(creditedNames('By  Ada Roe PhD MPH,  Ben B. Poe M.D. &\tCid Moe MD et al.'), [
			{ given: 'Ada', family: 'Roe' },
			{ given: 'Ben B.', family: 'Poe' },
			{ given: 'Cid', family: 'Moe' },
		]);
	});

	for (const unit of [' PhD', ' MD', ' and', ', ', ' & ', 'a b ', '\t', '1', '1,']) {
		it(`should be read in a moment where ${JSON.stringify(unit)} comes 50,000 times`, () => {
			const begun = process.cpuUsage();
			creditedNames(`Ada Roe${unit.repeat(50_000)}x`);
			creditedNames(`Ada Roe.${unit.repeat(50_000)}/`);
			const { user, system } = process.cpuUsage(begun);
			assert.ok(user + system < 2e6, `${(user + system) / 1000} ms`);
		});
	}
});
