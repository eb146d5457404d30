import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Root } from 'mdast';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { parseBlocks, withoutFormulae } from '../../../src/core/markdown/structure';
import { hostileText } from '../../hostile/inputs';

const whole = unified().use(remarkParse).use(remarkFrontmatter, ['yaml', 'toml']).use(remarkGfm).freeze();

function blocksOf(root: Root): unknown {
	return root.children.map(node => [
		node.type,
		node.position?.start.offset,
		node.position?.end.offset,
		node.type === 'list' ? node.children.map(item => item.position?.start.offset) : undefined,
	]);
}

describe('parseBlocks', () => {
	it('should find the blocks that remark finds with all that stands in them', () => {
		fc.assert(
			fc.property(hostileText, text => {
				assert.deepEqual(blocksOf(parseBlocks(text)), blocksOf(whole.parse(withoutFormulae(text))));
			}),
			{ numRuns: 80 },
		);
	}).timeout(60_000);

	it('should leave thematic breaks of any length whole', () => {
		for (const mark of ['* ', '- ', '*', '-', '_ ']) {
			assert.deepEqual(
				parseBlocks(`a\n\n${mark.repeat(500)}\n\nb\n`).children.map(({ type }) => type),
				['paragraph', 'thematicBreak', 'paragraph'],
				mark,
			);
		}
	});
});
