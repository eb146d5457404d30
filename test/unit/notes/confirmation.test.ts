import assert from 'node:assert/strict';
import { builtInTemplate } from '../../../src/core/notes/builtInTemplate';
import { confirmationOf } from '../../../src/core/notes/confirmation';
import { isNoteOf, refreshNote } from '../../../src/core/notes/refresh';
import { applyEdits } from '../../../src/core/text/edits';
import { samplePaper } from './samplePaper';

describe('the confirmation that a file is a note of a paper', () => {
	const confirmed = (text: string, key = 'song2021score') => {
		const edit = confirmationOf(text, key);
		return edit && applyEdits(text, [edit]);
	};

	it('should be one line more in the front matter, or a front matter of one line', () => {
		assert.equal(confirmed('---\ntitle: "Mine" # so\n---\nText'), '---\ncitation-key: song2021score\ntitle: "Mine" # so\n---\nText');
		assert.equal(
			confirmed('---\r\ncitekey: song2021score\r\n---\r\n'),
			'---\r\ncitation-key: song2021score\r\ncitekey: song2021score\r\n---\r\n',
		);
		assert.equal(confirmed('# Mine\n'), '---\ncitation-key: song2021score\n---\n\n# Mine\n');
		assert.equal(confirmed('\uFEFFMine'), '\uFEFF---\ncitation-key: song2021score\n---\n\nMine');
		assert.equal(confirmed('', '12'), '---\ncitation-key: "12"\n---\n\n');
	});

	it('should be none where no line can be added', () => {
		for (const text of ['---\n{ title: x }\n---\n', '+++\ntitle = "x"\n+++\n', '---\ncitation-key: other\n---\n']) {
			assert.equal(confirmed(text), undefined, text);
		}
	});

	it('should let a refresh keep every value that stood there', () => {
		const note = confirmed('---\ntitle: Mine\naliases: ["@song2021score"]\n---\nWords.\n') ?? '';
		assert.ok(isNoteOf(note, samplePaper()));
		const refreshed = refreshNote(note, samplePaper(), { template: builtInTemplate, now: new Date(0) });
		assert.ok(refreshed.kind === 'refreshed');
		assert.deepEqual([refreshed.edits, refreshed.conflicts.map(({ name }) => name)], [[], ['title']]);
	});
});
