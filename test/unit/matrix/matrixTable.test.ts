import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cellText } from '../../../src/core/matrix/cells';
import { changesOf, paperNamed } from '../../../src/core/matrix/changes';
import type { MatrixPaper } from '../../../src/core/matrix/changes';
import { matrixTable, tablesIn } from '../../../src/core/matrix/matrixTable';
import { fromTableCell, toTableCell } from '../../../src/core/matrix/tableCells';

const papers: readonly MatrixPaper[] = [
	{ id: '1', key: 'song2021score', title: 'Score | based $|x|$ models @doe2020 [[x]] <b>' },
	{ id: '2', key: 'doe2020', title: 'Noise' },
	{ id: '3', key: 'odd key|*', title: 'Odd *title*' },
];

const byKey = (key: string) => papers.find(paper => paper.key === key);
const byTarget = (target: string) => byKey(/([^/]+?)(?:\.md)?$/.exec(target)?.[1] ?? '');

/** What a table would change in notes that say nothing, as `key: question: text`. */
async function changes(text: string, questions: readonly string[], notes: Readonly<Record<string, readonly string[]>> = {}) {
	const found = await changesOf(tablesIn(text), {
		questions,
		paperOf: names => paperNamed(names, byKey, byTarget, papers.slice(2)),
		cells: (paper, asked) => Promise.resolve(asked.map(question => notes[paper.key]?.[questions.indexOf(question)] ?? '')),
	});
	return { ...found, changes: found.changes.map(({ paper, question, before, after }) => [paper.key, question, before, after]) };
}

describe('toTableCell', () => {
	it('should be one line that keeps pipes and line breaks', () => {
		assert.equal(toTableCell('a | b\n\n- `c|d`'), 'a \\| b<br><br>- `c\\|d`');
		assert.equal(toTableCell('a \\| b<br>c'), 'a &#124; b<br  >c');
		assert.equal(fromTableCell(' a<br/>b<BR />c \\| d '), 'a\nb\nc | d');
	});

	it('should be read back to the letter', () => {
		const piece = fc.constantFrom(
			...[
				'|',
				'\\',
				'\n',
				'<br>',
				'<br/>',
				'<BR />',
				'<br  >',
				'<br',
				'>',
				'&#124;',
				'&#0124;',
				'&#32;',
				'&#9;',
				' ',
				'\t',
				'a',
				'`',
				'$',
				'<!--',
				'-->',
				'@doe',
				'[[b]]',
				'#',
				'\u2028',
				'&',
				'0',
			],
		);
		const words = fc.oneof(
			fc.array(piece, { maxLength: 14 }).map(parts => parts.join('')),
			fc.string({ unit: 'grapheme', maxLength: 30 }),
		);
		fc.assert(
			fc.property(
				fc.array(
					fc.tuple(words, words).map(cells => cells.map(cellText)),
					{ minLength: 3, maxLength: 3 },
				),
				cells => {
					cells.flat().forEach(text => assert.equal(fromTableCell(toTableCell(text)), text));
					const rows = papers.map(({ key, title }, at) => ({ key, title, cells: cells[at] ?? [] }));
					const [table, ...others] = tablesIn(`Before.\n\n${matrixTable(rows, ['Method', 'a | b'])}\nAfter.\n`);
					assert.deepEqual(others, []);
					assert.deepEqual(table?.questions, ['Method', 'a | b']);
					assert.deepEqual(
						table.rows.map(row => row.cells),
						cells,
					);
					assert.deepEqual(
						table.rows.map(({ names }) => paperNamed(names, byKey, byTarget, papers.slice(2))?.key),
						papers.map(({ key }) => key),
					);
				},
			),
			{ numRuns: 100 },
		);
	});
});

describe('changesOf', () => {
	it('should match rows by citation, link or key, and questions as headings are matched', async () => {
		const table = '| Work | méthod | New |\n|:-|-:|-|\n| [[song2021score\\|Song]] | a | b |\n| see [it](notes/doe2020.md) | | c |\n';
		assert.deepEqual(await changes(table, ['Method', 'Other'], { doe2020: ['old'] }), {
			questions: ['Method', 'New'],
			papers: [papers[0], papers[1]],
			changes: [
				['song2021score', 'Method', '', 'a'],
				['song2021score', 'New', '', 'b'],
				['doe2020', 'Method', 'old', ''],
				['doe2020', 'New', '', 'c'],
			],
			problems: [],
		});
		assert.deepEqual((await changes('|x|Method|\n|-|-|\n|doe2020|a|\n', ['Method'])).changes, [['doe2020', 'Method', '', 'a']]);
	});

	it('should change nothing where a note says it already, or a row is short', async () => {
		const table = 'x | Method | Finding\n-|-|-\n@doe2020 | a<br>b\n';
		assert.deepEqual((await changes(table, ['Method', 'Finding'], { doe2020: ['a\nb', 'kept'] })).changes, []);
	});

	it('should say what it left out', async () => {
		const table = '| | Method | method | |\n|-|-|-|-|\n| @gone | a | | |\n| @doe2020 | b | c | d |\n| @doe2020 | e | | |\n';
		const { changes: found, problems } = await changes(table, []);
		assert.deepEqual(found, [['doe2020', 'Method', '', 'b']]);
		assert.equal(problems.length, 4, problems.join('\n'));
	});

	it('should read tables where Markdown has them', () => {
		assert.deepEqual(tablesIn('```\n| a | b |\n|-|-|\n```\n\n| alone |\n|-|\n'), []);
		assert.equal(tablesIn('> | a | b |\n> |-|-|\n> | c | d |\n')[0]?.rows.length, 1);
	});
});
