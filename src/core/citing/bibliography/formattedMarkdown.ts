import { escapeLineStart, escapeMarkdown, markdownAddress } from '../../text/markdownProse';
import { textOfFormatted } from './formattedText';
import type { Formatted, Style } from './formattedText';

/** Markdown that reads the same in pandoc and CommonMark, but for small capitals and underlines, which only pandoc has. */
export function formattedMarkdown(nodes: readonly Formatted[]): string {
	return escapeLineStart(markdownOf(nodes));
}

function markdownOf(nodes: readonly Formatted[]): string {
	return nodes
		.map(node => {
			if (node.kind === 'text') {
				return escapeMarkdown(node.text);
			}
			if (node.kind === 'unknown') {
				return `**${escapeMarkdown(node.key)}?**`;
			}
			const inside = markdownOf(node.children);
			if (node.kind === 'link') {
				const address = markdownAddress(node.url);
				return address === undefined
					? inside
					: textOfFormatted(node.children) === node.url && address === node.url
						? `<${node.url}>`
						: `[${inside}](${address})`;
			}
			const [before, after] = node.kind === 'cite' ? ['', ''] : markdownMarks[node.kind];
			return inside === '' ? '' : before + inside + after;
		})
		.join('');
}

const markdownMarks: Readonly<Record<Style, readonly [before: string, after: string]>> = {
	italic: ['*', '*'],
	bold: ['**', '**'],
	smallCaps: ['[', ']{.smallcaps}'],
	superscript: ['<sup>', '</sup>'],
	subscript: ['<sub>', '</sub>'],
	underline: ['[', ']{.underline}'],
	plain: ['', ''],
	margin: ['', ' '],
	inline: ['', ''],
	block: ['', ''],
	indented: ['', ''],
};
