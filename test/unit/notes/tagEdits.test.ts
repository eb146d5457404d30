import assert from 'node:assert/strict';
import { renameTagsIn } from '../../../src/core/notes/tagEdits';
import { readNoteHead } from '../../../src/core/notes/frontmatter';
import { valueSeal } from '../../../src/core/notes/valueSeals';
import { applyEdits } from '../../../src/core/text/edits';

const note = (tags: string, end = '') => `---\ntitle: A # not a remark\n${tags}\ncitation-key: a\n---\n\nWords #old stay.\n${end}`;

function after(text: string, from: string, to: string | undefined): string {
	return applyEdits(text, renameTagsIn(text, new Set([from]), to)?.edits ?? []);
}

describe('tags of notes that are renamed, merged or deleted', () => {
	it('should be changed in any form of a list, and nothing else', () => {
		const cases: readonly (readonly [before: string, to: string | undefined, after: string])[] = [
			['tags: [old, b]', 'new', 'tags: [new, b]'],
			['tags: [old, new, b]', 'new', 'tags: [new, b]'],
			['tags: [b, old]', undefined, 'tags: [b]'],
			['tags: [old]', undefined, 'tags: []'],
			['tags: old', 'new', 'tags: new'],
			['tags: old', undefined, 'tags: []'],
			['tags:\n  - old # mine\n  - b', 'new', 'tags:\n  - new # mine\n  - b'],
			['tags:\n- b\n- "#old"', 'new', 'tags:\n- b\n- "#new"'],
			['tags:\n- b\n- old', undefined, 'tags:\n- b'],
			['tags:\n  - old', undefined, 'tags:\n  []'],
			['tags: [old]', 'a, "b": [c] # d', `tags: [ 'a, "b": [c] # d' ]`],
			['tags: [older, Old]', 'new', 'tags: [older, Old]'],
			['tags:', 'new', 'tags:'],
		];
		for (const [before, to, expected] of cases) {
			const text = after(note(before), 'old', to);
			assert.deepEqual(readNoteHead(text).tags, readNoteHead(note(expected)).tags, `${before} -> ${text}`);
			assert.equal(text.split('\n').filter(line => /^(?:title|citation-key|Words)/.test(line)).length, 3, text);
			if (!before.includes('old]') || to !== 'a, "b": [c] # d') {
				assert.equal(text.replace('[ ', '[').replace(' ]', ']'), note(expected), before);
			}
		}
	});

	it('should leave a list alone whose remarks would be lost, and say so', () => {
		const edits = renameTagsIn(note('tags:\n- b\n# why\n- old'), new Set(['old']), undefined);
		assert.deepEqual(edits, { edits: [], isOurs: false });
	});

	it('should count as ours what was sealed, and seal the new name', () => {
		const sealed = note('tags: [old, mine]', `\n<!-- marginalia:values tags=${valueSeal('old')} -->\n`);
		assert.equal(renameTagsIn(sealed, new Set(['old']), 'new')?.isOurs, true);
		assert.equal(renameTagsIn(sealed, new Set(['mine']), 'new')?.isOurs, false);
		assert.equal(renameTagsIn(note('tags: [old]'), new Set(['old']), 'new')?.isOurs, false);
		const renamed = after(sealed, 'old', 'new');
		assert.ok(renamed.includes(`tags=${valueSeal('new')} `), renamed);
		assert.equal(renameTagsIn(renamed, new Set(['new']), 'newer')?.isOurs, true);
		assert.equal(renameTagsIn('no front matter', new Set(['old']), 'new'), undefined);
	});

	it('should take any name', () => {
		for (const name of ['__proto__', 'constructor', '🧪', 'x'.repeat(300), "it's", 'a/b', 'yes', '12', 'null', '- x', 'a: b']) {
			assert.deepEqual(readNoteHead(after(note('tags: [old, b]'), 'old', name)).tags, [name, 'b']);
			assert.deepEqual(readNoteHead(after(after(note('tags:\n- old\n- b'), 'old', name), name, 'old')).tags, ['old', 'b']);
		}
	});
});
