import type { FrontMatterSpan } from './frontMatter';
import { frontMatterSpan } from './frontMatter';

/**
 * Blocks of YAML that pandoc takes for metadata: the front matter, and further ones after an empty line, `---` to `---` or `...`, that
 * begin with a field. https://pandoc.org/MANUAL.html#extension-yaml_metadata_block
 */
export function metadataBlocks(text: string): readonly FrontMatterSpan[] {
	const first = frontMatterSpan(text);
	const found = first === undefined ? [] : [first];
	if (!/\n---[ \t]*\r?\n[\w-]+[ \t]*:/.test(text)) {
		return found;
	}
	let fence: string | undefined;
	let open: number | undefined;
	let isAfterEmpty = false;
	for (const { 0: line, index } of text.slice(first?.next ?? 0).matchAll(/[^\n]*\n|[^\n]+$/g)) {
		const start = index + (first?.next ?? 0);
		const words = line.trimEnd();
		const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
		if (fence !== undefined) {
			fence = mark?.startsWith(fence) === true && words.trim() === mark ? undefined : fence;
		} else if (open !== undefined) {
			if (words === '---' || words === '...') {
				found.push({ start: open, end: start, next: start + line.length });
				open = undefined;
			}
		} else if (mark !== undefined) {
			fence = mark;
		} else if (words === '---' && isAfterEmpty && fieldStart.test(text.slice(start + line.length, start + line.length + 200))) {
			open = start + line.length;
		}
		isAfterEmpty = words === '';
	}
	return found;
}

const fieldStart = /^[\w-]+[ \t]*:/;
