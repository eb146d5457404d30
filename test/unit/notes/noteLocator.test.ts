import assert from 'node:assert/strict';
import { readNoteIdentity } from '../../../src/core/notes/frontmatter';
import type { KnownNote } from '../../../src/core/notes/noteLocator';
import { locateNotes } from '../../../src/core/notes/noteLocator';

function note(path: string, citationKey?: string, aliases: readonly string[] = []): KnownNote {
	return { path, citationKey, aliases };
}

const paper = { 'citation-key': 'song2021score', aliases: ['song2020'] };

describe('locateNotes', () => {
	it('should find a note by its front matter wherever it lies and whatever it is called', () => {
		assert.deepEqual(locateNotes(paper, [note('a/b/anything.md', 'song2021score')]), [
			{ path: 'a/b/anything.md', by: 'front matter', copy: false },
		]);
	});

	it('should put the strongest tie first', () => {
		const found = locateNotes(paper, [
			note('x.md', undefined, ['song2021score']),
			note('n/Song2021Score.md'),
			note('old.md', 'song2020'),
			note('b.md', 'song2021score'),
		]);
		assert.deepEqual(
			found.map(({ by }) => by),
			['front matter', 'earlier key', 'file name', 'alias'],
		);
	});

	it('should report two notes for one paper in a steady order', () => {
		assert.deepEqual(
			locateNotes(paper, [note('b.md', 'song2021score'), note('a.md', 'song2021score')]).map(({ path }) => path),
			['a.md', 'b.md'],
		);
	});

	it('should take the one that is named as the key first', () => {
		assert.deepEqual(
			locateNotes(paper, [note('a.md', 'song2021score'), note('z/song2021score.md', 'song2021score')]).map(({ path }) => path),
			['z/song2021score.md', 'a.md'],
		);
	});

	it('should put copies last, and never look into trash, backups, templates or conflicts of a sync tool', () => {
		const others = [
			'notes/song2021score 2.md',
			'notes/song2021score%20(1).md',
			'notes/song2021score - Copy.md',
			'notes/song2021score-backup.md',
			'notes/song2021score_old.md',
			'notes/song2021score (conflict.md',
			'notes/Copy of song2021score.md',
			'notes/Kopie von song2021score.md',
		];
		const aside = [
			'.trash/song2021score.md',
			'.history/notes/song2021score_20261129.md',
			'.stversions/song2021score.md',
			'notes/Backup/song2021score.md',
			'templates/song2021score.md',
			"notes/song2021score (Ann's conflicted copy 2026-11-29).md",
			'notes/song2021score (copy) (a conflict of Ann (home)).md',
			'notes/song2021score.sync-conflict-20261129-101500-ABCDEFG.md',
			'notes/song2021score.bak.md',
			'notes/song2021score~.md',
		];
		for (const key of ['song2021score', undefined]) {
			const found = locateNotes(
				paper,
				[...others, ...aside, 'notes/song2021score.md', 'notes/song2021scores.md'].map(path =>
					note(path, path.endsWith('scores.md') ? 'song2021score' : key),
				),
			);
			assert.deepEqual(
				found
					.filter(({ copy }) => !copy)
					.map(({ path }) => path)
					.sort(),
				['notes/song2021score.md', 'notes/song2021scores.md'],
			);
			assert.deepEqual(
				new Set(found.map(({ path }) => path)),
				new Set([...(key === undefined ? [] : others), 'notes/song2021score.md', 'notes/song2021scores.md']),
			);
			assert.ok(found.findIndex(({ copy }) => copy) === (key === undefined ? -1 : 2));
		}
		const inside = 'file:///home/me/.notes/song2021score.md';
		assert.equal(locateNotes(paper, [note(inside)], () => 'file:///home/me/.notes').length, 1);
	});

	it('should know what Obsidian’s citation plugins write', () => {
		assert.deepEqual(
			locateNotes(paper, [note('lit/@song2021score.md')]).map(({ by }) => by),
			['file name'],
		);
		assert.deepEqual(
			locateNotes({ 'citation-key': 'doi:10.1/a' }, [note('lit/@doi-10.1-a.md'), note('lit/other.md', undefined, ['@doi:10.1/a'])]).map(
				({ by }) => by,
			),
			['file name', 'alias'],
		);
		assert.equal(readNoteIdentity('---\ntitle: x\ncitekey: otter2021\n---\n').citationKey, 'otter2021');
		assert.equal(readNoteIdentity('---\n"citekey": otter2021\n---\n').citationKey, 'otter2021');
		assert.equal(readNoteIdentity('---\ncitekey: a\ncitation-key: b\n---\n').citationKey, 'b');
	});

	it("should leave another paper's note alone, although its name fits", () => {
		assert.deepEqual(locateNotes(paper, [note('song2021score.md', 'other')]), []);
	});

	it('should know a key by the name its file was given', () => {
		assert.equal(locateNotes({ 'citation-key': 'doi:10.1/a' }, [note('doi-10.1-a.md')]).length, 1);
	});
});
