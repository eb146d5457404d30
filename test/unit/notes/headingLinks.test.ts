import assert from 'node:assert/strict';
import { headingOfLink, lineOfBlock, namesBlock } from '../../../src/core/notes/headingLinks';

const headings = [
	[1, 'Dup'],
	[2, 'Discussion'],
	[3, 'Part'],
	[2, 'Part 1'],
	[2, 'Results'],
	[3, 'Part'],
	[2, 'C & C++: a test, v1.0'],
	[2, 'Main *result*'],
	[2, 'Part'],
	[2, 'Über uns'],
].map(([level, text], line) => ({ level: Number(level), text: String(text), line }));

describe('the heading that a link means', () => {
	for (const [wanted, line] of [
		['Part', 2],
		['part', 2],
		['part-1', 3],
		['part-2', 8],
		['Part 1', 3],
		['Discussion#Part', 2],
		['Results#Part', 5],
		['Dup#Results#Part', 5],
		['Discussion#Results', undefined],
		['c--c-a-test-v10', 6],
		['C & C++: a test, v1.0', 6],
		['main-result', 7],
		['Main *result*', 7],
		['Main result', 7],
		['über-uns', 9],
		['Gone', undefined],
		['Gone#Part', undefined],
	] as const) {
		it(`should be found for ${wanted}`, () => assert.equal(headingOfLink(headings, wanted)?.line, line));
	}

	it('should be a block where it says so', () => {
		assert.deepEqual(['^claim1', '^a-b', 'a^b', '^a b'].map(namesBlock), [true, true, false, false]);
		assert.equal(lineOfBlock('One.\r\n\r\nAs shown. ^claim1  \r\n^claim10', '^claim1'), 2);
		assert.equal(lineOfBlock('| a |\n|-|\n\n^claim1\n', '^claim1'), 3);
		assert.equal(lineOfBlock('x^claim1\n', '^claim1'), undefined);
	});
});
