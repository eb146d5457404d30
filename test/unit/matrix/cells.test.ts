import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cellText, cellsOf, editCell, headingOf, problemOfQuestion, renameHeading, soundQuestions } from '../../../src/core/matrix/cells';
import { applyEdits } from '../../../src/core/text/edits';

const questions = ['Method', 'Finding'];

function written(text: string, value: string, question = 'Method'): string {
	const edited = editCell(text, question, value, questions);
	assert.ok(edited.kind === 'edit', JSON.stringify(edited));
	return applyEdits(text, [edited.edit]);
}

function refusal(text: string, value: string, question = 'Method'): string {
	const edited = editCell(text, question, value, questions);
	assert.ok(edited.kind === 'problem', JSON.stringify(edited));
	return edited.message;
}

const read = (text: string, question = 'Method') => cellsOf(text, [question])[0];

describe('cellsOf', () => {
	it('should read what is under the heading of a question, up to the next of its rank or a mark of ours', () => {
		const note = '---\nkey: a\n---\n# Method of all\n\n## Method\n\nOne.\n\n- two\n\n### Part\n\nThree.\n\n## Finding\nFour.\n';
		assert.deepEqual(cellsOf(note, [...questions, 'Other']), [
			{ text: 'One.\n\n- two\n\n### Part\n\nThree.', isRepeated: false },
			{ text: 'Four.', isRepeated: false },
			{ text: '', isRepeated: false },
		]);
		const managed = '## Method\n\nMine.\n\n<!-- marginalia:begin a -->\n## Finding\n\nOurs.\n<!-- marginalia:end -->\n';
		assert.deepEqual(cellsOf(managed, questions), [
			{ text: 'Mine.', isRepeated: false },
			{ text: '', isRepeated: false },
		]);
		assert.equal(read('## Method\n\nMine.\n\n<!-- marginalia:values title=1x2y3z4 -->\n')?.text, 'Mine.');
	});

	it('should know headings as Markdown does', () => {
		assert.equal(read('Method\n------\n\nOne.\n\nFinding\n---\nTwo.\n')?.text, 'One.');
		assert.equal(read('### **méthod** ###\r\n\r\nOne.\r\nTwo.\r\n')?.text, 'One.\nTwo.');
		assert.equal(read('```\n## Method\n\nNo.\n```\n\n> ## Method\n>\n> No.\n\n- ## Method\n\n  No.\n')?.text, '');
		assert.equal(read('<!--\n## Method\n\nNo.\n-->\n')?.text, '');
		assert.equal(read('---\n# a comment\n## Method\n---\n\nBody.\n')?.text, '');
		assert.equal(read('\uFEFF## Method\n\nOne.')?.text, 'One.');
		assert.deepEqual(read('## Method\n\nOne.\n\n## Method\n\nTwo.\n'), { text: 'One.', isRepeated: true });
	});

	it('should take the title of a note for none', () => {
		assert.equal(read('# Method\n\nAll of it.\n\n## Finding\n\nOne.\n')?.text, '');
		assert.equal(read('# Method\n\nOne.\n\n# Finding\n\nTwo.\n')?.text, 'One.');
	});
});

describe('editCell', () => {
	it('should write a cell and nothing else', () => {
		assert.equal(written('', 'One.'), '## Method\n\nOne.\n');
		assert.equal(written('# Title\n\n## Finding\n\nTwo.', 'One.'), '# Title\n\n## Finding\n\nTwo.\n\n## Method\n\nOne.\n');
		assert.equal(written('## Method\n## Finding\n', 'One.'), '## Method\n\nOne.\n\n## Finding\n');
		assert.equal(written('## Method\n\n\n## Finding\n', 'One.'), '## Method\n\nOne.\n\n\n## Finding\n');
		assert.equal(
			written('## Method\n\n\n\nOld\n\nand long.  \n\n\n## Finding\n', '\n\nNew.\n '),
			'## Method\n\n\n\nNew.  \n\n\n## Finding\n',
		);
		assert.equal(written('## Method\n\nOld.\n\n## Finding\n', ' \n'), '## Method\n\n## Finding\n');
		assert.equal(written('Method\n---\nOld.', 'New.'), 'Method\n---\nNew.');
		assert.equal(written('# Method\n\nAll of it.\n', 'One.'), '# Method\n\nAll of it.\n\n## Method\n\nOne.\n');
	});

	it('should keep the line endings of the note', () => {
		assert.equal(written('## Method\r\n\r\nOld.\r\n', 'a\n\nb'), '## Method\r\n\r\na\r\n\r\nb\r\n');
		assert.equal(written('# T\r\n', 'a\r\nb'), '# T\r\n\r\n## Method\r\n\r\na\r\nb\r\n');
	});

	it('should leave blocks of ours alone', () => {
		const block = '<!-- marginalia:begin a -->\nOurs.\n<!-- marginalia:end -->\n';
		assert.equal(written(`## Method\n\n${block}`, 'One.'), `## Method\n\nOne.\n\n${block}`);
		assert.equal(written(`## Method\n\nOld.\n\n${block}`, 'New.'), `## Method\n\nNew.\n\n${block}`);
		assert.match(refusal(`## Method\n\n${block}`, '<!-- marginalia:end -->'), /run into/);
		assert.match(refusal(`## Method\n\n${block}`, '<!-- marginalia:begin b -->\nx'), /run into/);
	});

	it('should change nothing where the text is the same', () => {
		for (const text of ['## Method\r\n\r\n- a\r\n\r\n  b\r\n', '# T\n']) {
			assert.deepEqual(editCell(text, 'Method', cellsOf(text, ['Method'])[0]?.text ?? '', questions), { kind: 'same' });
		}
	});

	it('should refuse what would end the cell or swallow what follows', () => {
		const note = '## Method\n\nOld.\n\n## Finding\n\nTwo.\n';
		assert.match(refusal(note, '## Aha'), /Start it with ###/);
		assert.match(refusal(note, '# Aha'), /Start it with ###/);
		assert.match(refusal(note, 'Aha\n---'), /Start it with ###/);
		assert.match(refusal('', '## Aha'), /Start it with ###/);
		assert.match(refusal(note, '### Finding'), /same name as a question/);
		for (const open of ['```\ncode', '<!-- comment', '~~~', '<script>', '$$\nx\n\n$$ y', '<div>\n```\n']) {
			const edited = editCell(note, 'Method', open, questions);
			if (edited.kind === 'edit') {
				const after = applyEdits(note, [edited.edit]);
				assert.deepEqual(
					cellsOf(after, questions).map(({ text }) => text),
					[cellText(open), 'Two.'],
				);
			}
		}
		assert.match(refusal(note, '```\ncode'), /run into/);
		assert.match(refusal('```\nopen', 'One.'), /isn’t closed/);
		assert.match(refusal('<!-- open', 'One.'), /isn’t closed/);
	});

	it('should write what is allowed as it is', () => {
		const note = '## Method\n\nOld.\n\n## Finding\n\nTwo.\n';
		for (const text of [
			'### Part\n\nOne.',
			'```\n## code\n```',
			'> ## quoted',
			'    code',
			'\\# no heading',
			'| a | b |\n| - | - |',
			'- a\n\n  b\n- c',
		]) {
			const after = written(note, text);
			assert.deepEqual(
				cellsOf(after, questions).map(cell => cell.text),
				[text, 'Two.'],
			);
		}
	});

	it('should change nothing but the cell, whatever is written and whatever the note', () => {
		const piece = fc.constantFrom(
			...[
				'## Method',
				'## Finding',
				'# Top',
				'### Sub',
				'Setext\n---',
				'```',
				'~~~\n',
				'<!-- marginalia:begin a -->',
				'<!-- marginalia:end -->',
			],
			...[
				'<!-- c',
				'-->',
				'- item',
				'  more',
				'> quote',
				'    code',
				'$$',
				'\\[',
				'[^1]: note',
				'[a]: b',
				'<div>',
				'text',
				'',
				'---',
				'===',
				'| a |',
				'|-|',
				'\t',
				' ',
			],
		);
		const textOf = (ending: string) => fc.array(piece, { maxLength: 12 }).map(lines => lines.join('\n').replaceAll('\n', ending));
		const note = fc.constantFrom('\n', '\r\n').chain(textOf);
		fc.assert(
			fc.property(note, textOf('\n'), fc.constantFrom(...questions), (text, value, question) => {
				const edited = editCell(text, question, value, questions);
				if (edited.kind !== 'edit') {
					return;
				}
				const after = applyEdits(text, [edited.edit]);
				const other = questions.filter(known => known !== question);
				assert.equal(read(after, question)?.text, cellText(value));
				const [now, before] = [after, text].map(of => cellsOf(of, other)[0]?.text ?? '');
				// A section within the cell is a part of it.
				if (!(read(text, question)?.text ?? '').includes(before ?? '') && !cellText(value).includes(now ?? '')) {
					assert.equal(now, before);
				}
				assert.deepEqual(editCell(after, question, value, questions), { kind: 'same' });
				const back = editCell(after, question, read(text, question)?.text ?? '', questions);
				assert.ok(back.kind !== 'problem', JSON.stringify(back));
			}),
			{ numRuns: 100 },
		);
	});
});

describe('questions', () => {
	it('should be what a heading can say, each once', () => {
		for (const question of [
			'Method',
			'What is *new*?',
			'C#',
			'Issue #',
			'1. First',
			'a | b',
			'[x]',
			'[[x]]',
			'<b>',
			'a_b_c',
			'`x`',
			'- a',
			'$x$ and $y$',
			'研究方法',
		]) {
			const heading = headingOf(question);
			assert.ok(heading !== undefined, question);
			const note = written('# T\n', 'One.', question);
			assert.equal(read(note, question)?.text, 'One.', note);
		}
		assert.match(problemOfQuestion('méthod', questions) ?? '', /already/);
		assert.match(problemOfQuestion(' ', questions) ?? '', /usable as a heading/);
		assert.deepEqual(soundQuestions([' Method ', 'method', '', 'Two\nlines']), ['Method', 'Two lines']);
	});
});

describe('renameHeading', () => {
	const renamed = (text: string, to = 'Approach', from = 'Method') => {
		const found = renameHeading(text, from, to);
		return found.kind === 'edit' ? applyEdits(text, [found.edit]) : found.kind === 'none' ? undefined : found.message;
	};

	it('should change the words of the heading that counts, and nothing else', () => {
		assert.equal(renamed('# Method\n\n## Method\n\nOne.\n'), '# Method\n\n## Approach\n\nOne.\n');
		assert.equal(renamed('### **méthod** ###\r\n\r\nOne.\r\n'), '### Approach ###\r\n\r\nOne.\r\n');
		assert.equal(renamed('Method\n------\n\nOne.\n\n## Method\n\nTwo.\n'), 'Approach\n------\n\nOne.\n\n## Method\n\nTwo.\n');
		assert.equal(renamed('\uFEFF---\na: Method\n---\n## Method'), '\uFEFF---\na: Method\n---\n## Approach');
		assert.equal(renamed('## Method\n\nOne.\n', 'method'), '## method\n\nOne.\n');
	});

	it('should write a name so that it is read as it was typed', () => {
		for (const to of ['*Why* #', 'a_b', '1. First', '- x', '#', '<b>', '[[x]]', 'a | b', '`x`', '$x$', 'Ünï', '> q', '---', 'Title #']) {
			for (const note of ['## Method\n\nOne.\n', 'Method\n===\n\nOne.\n\n# B\n']) {
				const after = renamed(note, to) ?? '';
				assert.equal(cellsOf(after, [to])[0]?.text, 'One.', `${to} in ${after}`);
				assert.equal(cellsOf(renamed(after, 'Method', to) ?? '', ['Method'])[0]?.text, 'One.');
			}
		}
	});

	it('should leave notes without the heading alone, and name those where another has the name', () => {
		assert.equal(renamed('# Method\n\n```\n## Method\n```\n'), undefined);
		assert.equal(renamed('<!-- marginalia:begin a -->\n## Method\n<!-- marginalia:end -->\n'), undefined);
		assert.equal(renamed('## Method\n\nOne.\n\n### approach\n'), 'It already has the heading “Approach”.');
	});
});
