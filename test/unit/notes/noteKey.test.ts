import assert from 'node:assert/strict';
import { keyOccurrences } from '../../../src/core/citing/keyOccurrences';
import { renameKeyIn } from '../../../src/core/notes/renameKey';
import { readNoteIdentity } from '../../../src/core/notes/frontmatter';
import { readNoteContents } from '../../../src/core/notes/noteContents';
import { applyEdits } from '../../../src/core/text/edits';

describe('the key of a note', () => {
	for (const line of [
		'citation-key: doe2020',
		'"citation-key": doe2020',
		"'citation-key': doe2020",
		'"citation-key" : "doe2020"',
		"citation-key:   'doe2020' # mine",
		'citation-key: "doe2020"',
		'citation-key: doe2020   ',
	]) {
		for (const newline of ['\n', '\r\n']) {
			it(`should be the same for identity, index and editor, and be renamed: ${JSON.stringify(line + newline)}`, () => {
				const text = ['---', 'title: a', line, 'tags: [x]', '---', '', 'Words.', ''].join(newline);
				const start = text.indexOf('doe2020');
				assert.equal(readNoteIdentity(text).citationKey, 'doe2020');
				assert.deepEqual(keyOccurrences(text, 'markdown'), [{ key: 'doe2020', start, end: start + 7, kind: 'note' }]);
				assert.deepEqual(
					readNoteContents(text, 'markdown').places.map(place => [place.kind, place.start]),
					[['key', start]],
				);
				assert.equal(applyEdits(text, renameKeyIn(text, 'a.md', 'doe2020', 'roe2021')), text.replace('doe2020', 'roe2021'));
			});
		}
	}

	it('should be read beside a value with a line separator, at which no line of YAML begins', () => {
		for (const value of ['\u2028![x](y)', '\u2028? a', '\u2029{a', 'a\u2028citation-key: other', '\u2028&a *b']) {
			const text = `---\nauthors:\n  - ${value}\ncitation-key: doe2020\n---\n`;
			assert.deepEqual(
				readNoteContents(text, 'markdown').places.map(({ kind, target }) => [kind, target]),
				[['key', 'doe2020']],
				JSON.stringify(value),
			);
		}
	});
});
