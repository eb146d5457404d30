import assert from 'node:assert/strict';
import fc from 'fast-check';
import { toString } from 'mdast-util-to-string';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { findPandocCitations } from '../../../src/core/citing/pandoc';
import { scanMarkdown } from '../../../src/core/markdown/scan';
import { quoteBlock } from '../../../src/core/notes/quotation';
import { appendToSection } from '../../../src/core/notes/sections';
import { applyEdits } from '../../../src/core/text/edits';
import { unfold } from '../../../src/core/text/fold';
import { markdownProse } from '../../../src/core/text/markdownProse';
import { withoutFormulae } from '../markdown/withoutFormulae';

const blocks = unified().use(remarkParse).use(remarkFrontmatter, ['yaml', 'toml']).use(remarkGfm).freeze();

function append(text: string, block = '> new', heading = 'Quotes'): string {
	const appended = appendToSection(text, { heading, block });
	assert.ok(appended.kind === 'edit', JSON.stringify(appended));
	assert.equal(appended.edit.start, appended.edit.end);
	return applyEdits(text, [appended.edit]);
}

describe('appendToSection', () => {
	it('should make the heading at the end of the note', () => {
		assert.equal(append(''), '## Quotes\n\n> new\n');
		assert.equal(append('# A\n\n## Notes\n\n'), '# A\n\n## Notes\n\n## Quotes\n\n> new\n');
		assert.equal(append('Mine.\n'), 'Mine.\n\n## Quotes\n\n> new\n');
		assert.equal(append('Mine.'), 'Mine.\n\n## Quotes\n\n> new\n');
	});

	it('should go to the end of the section that is there, whatever its rank, and leave what follows', () => {
		assert.equal(append('# Quotes\n\n> old\n\n# Notes\n\nMine.\n'), '# Quotes\n\n> old\n\n> new\n\n# Notes\n\nMine.\n');
		assert.equal(append('### quotes ###\n### Notes\n'), '### quotes ###\n\n> new\n\n### Notes\n');
		assert.equal(
			append('## Quotes\n\n### Page 3\n\nMine.  \n\n\n## Notes\n'),
			'## Quotes\n\n### Page 3\n\nMine.  \n\n> new\n\n\n## Notes\n',
		);
		assert.equal(append('## Quotes'), '## Quotes\n\n> new');
	});

	it('should keep line endings as they are in the note', () => {
		assert.equal(append('## Quotes\r\n\r\n> old\r\n'), '## Quotes\r\n\r\n> old\r\n\r\n> new\r\n');
		assert.equal(append('\uFEFFMine.\r\n'), '\uFEFFMine.\r\n\r\n## Quotes\r\n\r\n> new\r\n');
	});

	it('should let an item join the list that ends the section', () => {
		assert.equal(
			append('## Thoughts\n\n- one\n- two\n\n## Notes\n', '- three', 'Thoughts'),
			'## Thoughts\n\n- one\n- two\n- three\n\n## Notes\n',
		);
		assert.equal(append('## Thoughts\n\n* one\n', '- two', 'Thoughts'), '## Thoughts\n\n* one\n\n- two\n');
	});

	it('should stay out of managed blocks', () => {
		const managed = '<!-- marginalia:begin a -->\n## Quotes\n\nOurs.\n<!-- marginalia:end -->\n';
		assert.equal(append(managed), `${managed}\n## Quotes\n\n> new\n`);
		const within = '## Quotes\n\n<!-- marginalia:begin a -->\n## Ours\n<!-- marginalia:end -->\n\n# Next\n';
		assert.equal(append(within), within.replace('end -->\n', 'end -->\n\n> new\n'));
	});

	it('should take no heading from code, quotations or front matter', () => {
		const text = '---\n# Quotes\n---\n\n```\n## Quotes\n```\n\n> ## Quotes\n';
		assert.equal(append(text), `${text}\n## Quotes\n\n> new\n`);
	});

	it('should name the line of what has no end, and add nothing', () => {
		assert.deepEqual(appendToSection('# A\n\n```\ncode\n', { heading: 'Quotes', block: '> new' }), {
			kind: 'problem',
			line: 3,
			message: 'The block that starts here isn’t closed, so nothing can be added after it. Close it, then try again.',
		});
		assert.equal(appendToSection('# Quotes\n\n<!-- half a comment\n', { heading: 'Quotes', block: '> new' }).kind, 'problem');
	});

	const fragment = fc.constantFrom(
		'## Quotes',
		'# A',
		'text',
		'- item',
		'  - deeper',
		'1. one',
		'> quoted',
		'```',
		'    code',
		'<!-- c -->',
		'<!--',
		'<div>',
		'| a |\n|---|\n| b |',
		'$$',
		'===',
		'---',
		'',
		' ',
		'\t',
		'[^1]: foot',
		'[a]: /url',
		'## Thoughts',
		'<!-- marginalia:begin a -->',
		'<!-- marginalia:end -->',
		'x  ',
		'* star',
	);
	const document = fc
		.tuple(fc.array(fragment, { maxLength: 14 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
		.map(([lines, ending, closed]) => lines.join(ending) + (closed ? ending : ''))
		// remark reads what stands behind an unclosed front matter without its quotations.
		.filter(text => !text.startsWith('---'));

	it('should add nothing where that would make another block of what is there', () => {
		// The heading would become part of the item, and what is written under it part of another section.
		assert.equal(appendToSection('## Quotes\n  # A\n', { heading: 'Quotes', block: '- item' }).kind, 'problem');
		assert.equal(append('## Quotes\n# A\n', '- item'), '## Quotes\n\n- item\n\n# A\n');
	});

	it('should insert in one place of any document, as a block of its own that leaves every other block whole', () => {
		fc.assert(
			fc.property(document, fc.constantFrom('> new', '- new'), (text, block) => {
				const appended = appendToSection(text, { heading: 'Quotes', block });
				if (appended.kind === 'problem') {
					return;
				}
				const { start, end, text: inserted } = appended.edit;
				const after = applyEdits(text, [appended.edit]);
				assert.deepEqual([start, after.slice(0, start) + after.slice(start + inserted.length)], [end, text]);
				const wordsOf = (source: string) =>
					blocks
						.parse(withoutFormulae(source))
						.children.map(node => toString(node))
						.join('');
				assert.equal(
					wordsOf(after)
						.replace('new', '')
						.replace(inserted.includes('Quotes') ? /Quotes$/ : '', ''),
					wordsOf(text),
				);
			}),
			{ numRuns: 60 },
		);
	});

	it('should find the section again that it made', () => {
		fc.assert(
			fc.property(document, text => {
				const first = appendToSection(text, { heading: 'Quotes', block: '> one' });
				if (first.kind === 'edit') {
					const once = applyEdits(text, [first.edit]);
					const second = appendToSection(once, { heading: 'Quotes', block: '> two' });
					assert.ok(
						second.kind === 'edit' &&
							second.edit.start >= first.edit.start + first.edit.text.trimEnd().length &&
							!second.edit.text.includes('Quotes'),
						JSON.stringify([once, second]),
					);
				}
			}),
			{ numRuns: 40 },
		);
	});
});

describe('quoteBlock', () => {
	it('should name its source and place', () => {
		assert.equal(
			quoteBlock({ key: 'song2021score', text: 'Noise is\nadded.\n\nA network learns.', place: 'Abstract' }),
			'> Noise is added.\n>\n> A network learns.\n>\n> — [@song2021score, Abstract]',
		);
		assert.equal(quoteBlock({ key: 'a', text: ' \n ' }), '');
	});

	it('should keep formulae and addresses, and make markup of nothing else', () => {
		assert.equal(
			markdownProse('With $x_i^2$ and \\(y\\), see https://a.b/c_d*e, *not* [[this]] or @that for $5 and `6`.'),
			'With $x_i^2$ and $y$, see <https://a.b/c_d*e>, \\*not\\* \\[\\[this\\]\\] or \\@that for \\$5 and \\`6\\`.',
		);
		assert.deepEqual(['- a', '1. a', '# a', '--- ', '> a', '12) b', 'a - b'].map(markdownProse), [
			'\\- a',
			'1\\. a',
			'\\# a',
			'\\---',
			'\\> a',
			'12\\) b',
			'a - b',
		]);
	});

	it('should read as what was selected, in any words', () => {
		const word = fc.constantFrom(
			'a',
			'*b*',
			'_c_',
			'`',
			'[x](y)',
			'[[z]]',
			'@key',
			'#tag',
			'<b>',
			'&amp;',
			'~~s~~',
			'- ',
			'1.',
			'#',
			'\\',
			'|',
			'!',
			'==',
			'---',
			'+',
			':',
			'^',
			'{',
			'}',
			'é',
		);
		fc.assert(
			fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), fc.constantFrom('', ' '), (words, gap) => {
				const text = words.join(gap);
				const block = quoteBlock({ key: 'k', text });
				const quote = unified().use(remarkParse).use(remarkGfm).parse(block).children[0];
				assert.ok(quote?.type === 'blockquote');
				assert.deepEqual(
					quote.children.map(node => [node.type, toString(node)]),
					[
						['paragraph', unfold(text)],
						['paragraph', '— [@k]'],
					],
				);
				assert.deepEqual(
					findPandocCitations(block).flatMap(({ cites }) => cites.map(({ key }) => key)),
					['k'],
				);
				const { wikilinks, links, tags } = scanMarkdown(block);
				assert.deepEqual([wikilinks, links, tags], [[], [], []]);
			}),
			{ numRuns: 60 },
		);
	});
});
