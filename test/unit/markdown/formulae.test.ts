import assert from 'node:assert/strict';
import { bibliographyEdit } from '../../../src/core/notes/bibliographyBlock';
import { findPandocCitations } from '../../../src/core/citing/pandoc';
import { findManagedBlocks } from '../../../src/core/notes/managedBlocks';
import { readNoteContents } from '../../../src/core/notes/noteContents';
import { appendToSection } from '../../../src/core/notes/sections';
import { applyEdits } from '../../../src/core/text/edits';

/** Formulae that begin or end beside other text. */
const formulae = [
	'$$ L = \\sum_i\n  x_i $$',
	'$$ x\n y $$',
	'$$x\ny\n$$',
	'$$\nx\ny$$',
	'$$\nx\n\ny\n$$',
	'$$ a $$ and $$ b\n c $$ end.',
	'see $$\nx @no\n$$ end.',
	'- item\n\n  $$ x\n    y $$',
	'> $$ x\n> y $$',
	'$$ x `\n y $$ {#eq-one}',
	'\\begin{equation}\nx\n\n<!-- y\n\\end{equation}',
];

describe('a formula over several lines', () => {
	for (const formula of formulae) {
		const note = `---\ncitation-key: a\n---\n\n# A\n\n${formula}\n\n<!-- marginalia:begin abstract -->\n> old\n<!-- marginalia:end -->\n\nSee [[ideas]] and [@roe2019]. #todo\n\n## B\n\nMore [@poe1999].\n`;

		it(`should hide nothing of what comes after it: ${JSON.stringify(formula)}`, () => {
			assert.deepEqual(
				findPandocCitations(note).flatMap(({ cites }) => cites.map(({ key }) => key)),
				['roe2019', 'poe1999'],
			);
			const { places, headings, tags } = readNoteContents(note, 'markdown');
			assert.deepEqual(
				places.filter(({ kind }) => kind !== 'masked').map(({ target }) => target),
				['a', 'ideas', 'roe2019', 'poe1999'],
			);
			assert.deepEqual([headings.map(({ text }) => text), tags], [['A', 'B'], ['todo']]);
			assert.deepEqual(
				findManagedBlocks(note).blocks.map(({ name }) => name),
				['abstract'],
			);
			assert.equal(appendToSection(note, { heading: 'B', block: '> quoted' }).kind, 'edit');
		});

		it(`should keep one bibliography after it: ${JSON.stringify(formula)}`, () => {
			let text = note;
			for (let run = 0; run < 3; run += 1) {
				const edit = bibliographyEdit(text, [{ key: 'roe2019', text: [] }], text.length, 'References');
				assert.ok(edit.kind === 'edits');
				text = applyEdits(text, edit.edits);
			}
			assert.equal(text.match(/marginalia:begin bibliography/g)?.length, 1);
		});
	}
});
