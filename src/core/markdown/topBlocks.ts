import type { BlockSink, TopBlock } from './blockSink';
import { scanBlocks, scanBlocksBetween } from './blocks';
import { Closers } from './closers';
import { nothingOpen } from './openBlocks';

/**
 * The blocks of a Markdown text that stand in no other, in order, with UTF-16 offsets; front matter is none. For edits of a note's
 * structure: what stands inside a quotation, a list or a footnote is not told. Each item of a list is a block.
 */
export function topBlocks(text: string): readonly TopBlock[] {
	const collector = new Collector(text);
	scanBlocks(text, collector);
	return collector.found;
}

class Collector implements BlockSink {
	readonly found: TopBlock[] = [];

	/** @param text what is read @param origin where it stands in a longer one */
	constructor(
		private readonly text: string,
		private readonly origin = 0,
	) {}

	top(block: TopBlock): void {
		if (block.kind === 'unclosed') {
			this.readWithoutFormulae(block.start, block.end);
		} else {
			this.found.push(this.origin === 0 ? block : moved(block, this.origin));
		}
	}

	/** Reads again what began like a formula of several lines and is none: there may be other blocks in it. */
	private readWithoutFormulae(start: number, end: number): void {
		const part = new Collector(this.text.slice(start, end), this.origin + start);
		scanBlocksBetween(part.text, part, { at: 0, open: nothingOpen }, part.text.length, nothingCloses);
		this.found.push(...part.found);
	}
}

const nothingCloses = new Closers('');

function moved(block: TopBlock, by: number): TopBlock {
	switch (block.kind) {
		case 'heading':
			return { ...block, start: block.start + by, end: block.end + by, wordsStart: block.wordsStart + by, wordsEnd: block.wordsEnd + by };
		case 'quote':
		case 'item':
		case 'footnote':
			return { ...block, start: block.start + by };
		default:
			return { ...block, start: block.start + by, end: block.end + by };
	}
}
