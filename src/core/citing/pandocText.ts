import { escapeMarkdown } from '../text/markdownProse';
import { scanProse } from '../markdown/prose';
import type { Wikilink } from '../markdown/scan';
import { scanMarkdown } from '../markdown/scan';
import { Cover } from '../text/cover';
import { applyEdits } from '../text/edits';
import type { TextEdit } from '../text/edits';

/** A Markdown text as pandoc is given it. */
export interface PandocText {
	readonly text: string;
	/** The notes that it embeds, of which pandoc is given the names only. */
	readonly embedded: readonly string[];
}

/**
 * What Obsidian's Markdown has and pandoc does not, as pandoc writes it: `[[links]]` by their words, `![[pictures]]`, `==marked==` words,
 * and callouts as quotations with a title. pandoc's own extensions for them (`mark`, `alerts`, `wikilinks_title_after_pipe`) are missing in
 * versions before 3, and know neither pictures nor titles. https://help.obsidian.md/obsidian-flavored-markdown
 */
export function pandocText(text: string): PandocText {
	const { wikilinks, masked } = scanMarkdown(text);
	// `[[@key]]` is a citation in brackets.
	const links = wikilinks.filter(
		({ target, targetStart, text: words }) => text[targetStart - 1] !== '@' || words !== undefined || target === '',
	);
	const edits = [
		...links.map(link => ({ start: link.start, end: link.end, text: wordsOf(link) })),
		...marksOf(text),
		...calloutsOf(text, new Cover(masked)),
	];
	return {
		text: applyEdits(text, withoutOverlaps(edits)),
		embedded: links.filter(link => link.embed && !isPicture(link)).map(({ target }) => target),
	};
}

function wordsOf(link: Wikilink): string {
	const { embed, target, heading, text: words } = link;
	if (embed && isPicture(link)) {
		const width = /^\d+/.exec(words ?? '')?.[0];
		return `![](<${target.replace(/[<>\\]/g, '\\$&')}>)${width === undefined ? '' : `{width=${width}px}`}`;
	}
	if (words !== undefined && words.trim() !== '') {
		return words;
	}
	const name = (target.split('/').at(-1) ?? '').replace(/\.md$/i, '');
	const place = heading?.replace(/^\^.*/, '').replaceAll('#', ' > ') ?? '';
	return escapeMarkdown([name, place].filter(part => part !== '').join(' > '));
}

function isPicture({ target }: Wikilink): boolean {
	return /\.(?:avif|bmp|gif|jpe?g|pdf|png|svg|webp)$/i.test(target);
}

/** `==words==`, which may hold links and citations but no bracket by itself. */
function marksOf(text: string): readonly TextEdit[] {
	const marked = /(?<![=\\])==(?![\s=])((?:[^[\]=\r\n]|=(?!=)|\[{1,2}[^[\]\r\n]{0,500}\]{1,2}){1,1000}?)(?<![\s\\])==(?!=)/gu;
	return Array.from(scanProse(text, marked, '==')).flatMap(({ index, 0: all, 1: words = '' }) => [
		{ start: index, end: index + 2, text: '[' },
		{ start: index + 2 + words.length, end: index + all.length, text: ']{.mark}' },
	]);
}

/** `> [!note] Title`: the title in bold in a paragraph of its own, or the kind where there is none. */
function calloutsOf(text: string, masked: Cover): readonly TextEdit[] {
	const callout = /^([ \t]{0,3}(?:>[ \t]?){1,20})\[!([A-Za-z][\w-]{0,50})(?:\|[^\]\r\n]{0,100})?\][+-]?[ \t]*([^\r\n]*)/gm;
	return Array.from(text.matchAll(callout)).flatMap(({ index, 0: all, 1: quote = '', 2: kind = '', 3: title = '' }) => {
		const start = index + quote.length;
		const before =
			text
				.slice(0, Math.max(index - 1, 0))
				.split('\n')
				.at(-1) ?? '';
		const signs = (line: string) => line.replace(/[^>]/g, '').length;
		if (masked.endAt(start) !== undefined || (/^[ \t]{0,3}>/.test(before) && signs(before) >= signs(quote))) {
			return [];
		}
		const end = index + all.length;
		const words = title.trim() === '' ? `${kind.charAt(0).toUpperCase()}${kind.slice(1)}` : title.trim();
		const isPlain = !/[*_]/.test(words);
		const shut = `${isPlain ? '**' : ''}\n${quote.trimEnd()}`;
		return title.trim() === ''
			? [{ start, end, text: `**${words}${shut}` }]
			: [
					{ start, end: end - title.length, text: isPlain ? '**' : '' },
					{ start: end - title.length + title.trimEnd().length, end, text: shut },
				];
	});
}

/** In the order of the text; of two that overlap the first. */
function withoutOverlaps(edits: readonly TextEdit[]): readonly TextEdit[] {
	let done = 0;
	return [...edits]
		.sort((a, b) => a.start - b.start || a.end - b.end)
		.filter(({ start, end }) => {
			const isFree = start >= done;
			done = isFree ? end : done;
			return isFree;
		});
}
