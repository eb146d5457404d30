import { Cover, joinRanges } from '../text/cover';
import type { Range, TextEdit } from '../text/edits';
import { scanMarkdown } from '../markdown/scan';
import { TableRows } from '../markdown/tableRows';
import { literalPattern } from '../text/literalPattern';
import { wikilinkWithText } from './wikilinkText';

/** Names shorter than this are words of other sentences too. */
const shortestName = 4;

/** Nobody mentions a paper by more words; an expression of thousands of them overflows. In UTF-16 units. */
const longestName = 500;

/**
 * Where a text says one of some names (titles, aliases) in its prose without linking: whole words, whatever their case and the white space
 * between them. Links, citations, code and front matter are no mentions.
 */
export function unlinkedMentions(text: string, names: readonly string[]): readonly Range[] {
	const pattern = mentionPattern(names);
	if (pattern === undefined || !pattern.test(text)) {
		return [];
	}
	const { masked, wikilinks, links } = scanMarkdown(text);
	const linked = new Cover(joinRanges([...masked, ...wikilinks, ...links]));
	pattern.lastIndex = 0;
	return Array.from(text.matchAll(pattern), ({ 0: found, index }) => ({ start: index, end: index + found.length })).filter(
		({ start }) => linked.endAt(start) === undefined && text[start - 1] !== '@',
	);
}

/** Finds whole words; `undefined` where no name is long enough. */
function mentionPattern(names: readonly string[]): RegExp | undefined {
	const sources = [...new Set(names.map(name => name.trim()).filter(name => name.length >= shortestName && name.length <= longestName))]
		.sort((a, b) => b.length - a.length)
		.map(name =>
			name
				.split(/\s+/)
				.map(word => literalPattern(word))
				.join('(?:[ \\t]+|[ \\t]*\\r?\\n[ \\t]*)'),
		);
	return sources.length === 0 ? undefined : new RegExp(`(?<![\\p{L}\\p{N}_])(?:${sources.join('|')})(?![\\p{L}\\p{N}_])`, 'giu');
}

/** Makes mentions links that read as they did: `[[key|Their Title]]`, in a table `[[key\|Their Title]]`. */
export function linkMentions(text: string, mentions: readonly Range[], target: string): readonly TextEdit[] {
	const rows = new TableRows(text);
	return mentions.map(({ start, end }) => ({ start, end, text: wikilinkWithText(target, text.slice(start, end), rows.holds(start)) }));
}
