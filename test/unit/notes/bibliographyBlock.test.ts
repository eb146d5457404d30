import assert from 'node:assert/strict';
import type { Reference } from '../../../src/core/citing/bibliography/formatter';
import { bibliographyEdit } from '../../../src/core/notes/bibliographyBlock';
import { applyEdits } from '../../../src/core/text/edits';

const reference = (text: string): Reference => ({
	key: text,
	text: [
		{ kind: 'text', text },
		{ kind: 'italic', children: [{ kind: 'text', text: ' *Book*' }] },
	],
});
const references = [reference('Doe, J.'), reference('[1] @roe')];

function written(text: string, at = text.length, list = references): string {
	const edit = bibliographyEdit(text, list, at, 'References');
	return edit.kind === 'edits' ? applyEdits(text, edit.edits) : assert.fail(edit.kind);
}

describe('bibliographyEdit', () => {
	it('should write a block under a heading at the end of the document', () => {
		assert.match(
			written('# A\n\nText @doe.\n'),
			/^# A\n\nText @doe\.\n\n## References\n\n<!-- marginalia:begin bibliography --><!-- seal:[0-9a-f]{8} -->\n\nDoe, J\.\* \\\*Book\\\*\*\n\n\\\[1\\\] \\@roe[^\n]*\n\n<!-- marginalia:end -->\n$/,
		);
	});

	it('should use the heading that the text ends with', () => {
		assert.match(written('Text.\n\n## Works\n'), /^Text\.\n\n## Works\n\n<!-- marginalia:begin/);
	});

	it('should write at an empty line within the text', () => {
		assert.match(written('Text.\n\n\n\n# Appendix\n', 7), /^Text\.\n\n<!-- marginalia:begin[^]*marginalia:end -->\n\n# Appendix\n$/);
	});

	it('should not write into a paragraph or the front matter', () => {
		for (const text of ['One line\nand another.\n', '---\na: 1\n\nb: 2\n---\nText\n']) {
			assert.ok(written(text, text.indexOf('\n\n') < 0 ? 3 : text.indexOf('\n\n') + 1).startsWith(text.trimEnd()), text);
		}
	});

	it('should refresh its block and nothing else, twice to the same text', () => {
		const first = written('Text.\r\n');
		assert.ok(!/(?<!\r)\n/.test(first));
		const second = written(`${first}Behind.\r\n`, 0, [reference('New')]);
		assert.ok(second.includes('New') && !second.includes('Doe, J.') && second.endsWith('Behind.\r\n'));
		assert.equal(written(second, 0, [reference('New')]), second);
	});

	it('should report what the user edited', () => {
		const text = written('Text.\n').replace('Doe, J.', 'Doe, Jane');
		assert.equal(bibliographyEdit(text, [reference('New')], 0, 'References').kind, 'edited');
	});

	it('should name the line of a block without an end', () => {
		const edit = bibliographyEdit('Text.\n\n<!-- marginalia:begin bibliography -->\n\nDoe\n', references, 0, 'References');
		assert.ok(edit.kind === 'problem' && edit.problem.line === 3);
	});
});
