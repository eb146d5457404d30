import assert from 'node:assert/strict';
import type { KnownNote } from '../../../src/core/notes/noteLocator';
import { locateNotes } from '../../../src/core/notes/noteLocator';

function note(path: string, citationKey?: string, aliases: readonly string[] = []): KnownNote {
	return { path, citationKey, aliases };
}

const paper = { 'citation-key': 'song2021score', aliases: ['song2020'] };

describe('locateNotes', () => {
	it('should find a note by its front matter wherever it lies and whatever it is called', () => {
		assert.deepEqual(locateNotes(paper, [note('a/b/anything.md', 'song2021score')]), [{ path: 'a/b/anything.md', by: 'front matter' }]);
	});

	it('should put the strongest tie first', () => {
		const found = locateNotes(paper, [note('x.md', undefined, ['song2021score']), note('n/Song2021Score.md'), note('old.md', 'song2020'), note('b.md', 'song2021score')]);
		assert.deepEqual(found.map(({ by }) => by), ['front matter', 'earlier key', 'file name', 'alias']);
	});

	it('should report two notes for one paper in a steady order', () => {
		assert.deepEqual(locateNotes(paper, [note('b.md', 'song2021score'), note('a.md', 'song2021score')]).map(({ path }) => path), ['a.md', 'b.md']);
	});

	it("should leave another paper's note alone, although its name fits", () => {
		assert.deepEqual(locateNotes(paper, [note('song2021score.md', 'other')]), []);
	});

	it('should know a key by the name its file was given', () => {
		assert.equal(locateNotes({ 'citation-key': 'doi:10.1/a' }, [note('doi-10.1-a.md')]).length, 1);
	});
});
