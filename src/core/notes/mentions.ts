import { Cover, joinRanges } from '../citing/cover';
import type { Range, TextEdit } from '../citing/syntax';
import { scanMarkdown } from '../markdown/scan';
import { literalPattern } from '../text/literalPattern';

export interface Sentence {
	/** In one line. */
	readonly text: string;
	/** Where in it the place stands. */
	readonly start: number;
	readonly end: number;
}

const longestSentence = 240;

/** The sentence around a place of a text, within its line; shortened with `…` on either side where it is long. */
export function sentenceAround(text: string, { start, end }: Range): Sentence {
	const lineStart = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
	const lineEnd = /[\r\n]|$/g;
	lineEnd.lastIndex = end;
	const line = text.slice(lineStart, lineEnd.exec(text)?.index ?? text.length);
	const at = start - lineStart;
	const [from, to] = sentenceIn(line, at, end - lineStart);
	const first = Math.max(from, at - longestSentence / 2);
	const last = Math.min(to, Math.max(first + longestSentence, end - lineStart));
	const before = first > from ? '…' : '';
	const shown = line.slice(first, last);
	const lead = shown.length - shown.replace(/^(?:[\s>]|[-*+] |\d+[.)] |#+ )+/, '').length;
	const cut = Math.min(lead, at - first);
	return { text: before + shown.slice(cut).trimEnd() + (last < to ? '…' : ''), start: at - first - cut + before.length, end: end - lineStart - first - cut + before.length };
}

/** As much as a narrow list shows before the place itself. */
const longestLead = 30;

/** A sentence whose place stands near its beginning: for a list that shows the first words only. */
export function withShortLead({ text, start, end }: Sentence): Sentence {
	const cut = start <= longestLead ? 0 : text.indexOf(' ', start - longestLead) + 1;
	return cut === 0 || cut > start ? { text, start, end } : { text: `…${text.slice(cut)}`, start: start - cut + 1, end: end - cut + 1 };
}

/** A sentence ends in `.`, `!` or `?` with a space and no small letter behind it: not in `et al. say` or `p. 3`. */
function sentenceIn(line: string, start: number, end: number): readonly [number, number] {
	let from = 0;
	for (const { index, 0: stop } of line.matchAll(/[.!?]["”’)\]]*\s+(?=[\p{Lu}"“‘([!])/gu)) {
		if (index + stop.length <= start) {
			from = index + stop.length;
		} else if (index >= end) {
			return [from, index + stop.trimEnd().length];
		}
	}
	return [from, line.length];
}

/** Names shorter than this are words of other sentences too. */
const shortestName = 4;

/**
 * Where a text says one of some names (titles, aliases) in its prose without linking: whole words, whatever their case and the white space between them.
 * Links, citations, code and front matter are no mentions.
 */
export function unlinkedMentions(text: string, names: readonly string[]): readonly Range[] {
	const pattern = mentionPattern(names);
	if (pattern === undefined || !pattern.test(text)) {
		return [];
	}
	const { masked, wikilinks, links } = scanMarkdown(text);
	const linked = new Cover(joinRanges([...masked, ...wikilinks, ...links]));
	pattern.lastIndex = 0;
	return Array.from(text.matchAll(pattern), ({ 0: found, index }) => ({ start: index, end: index + found.length })).filter(({ start }) => linked.endAt(start) === undefined && text[start - 1] !== '@');
}

/** Finds whole words; `undefined` where no name is long enough. */
function mentionPattern(names: readonly string[]): RegExp | undefined {
	const sources = [...new Set(names.map(name => name.trim()).filter(name => name.length >= shortestName))]
		.sort((a, b) => b.length - a.length)
		.map(name => name.split(/\s+/).map(word => literalPattern(word)).join('(?:[ \\t]+|[ \\t]*\\r?\\n[ \\t]*)'));
	return sources.length === 0 ? undefined : new RegExp(`(?<![\\p{L}\\p{N}_])(?:${sources.join('|')})(?![\\p{L}\\p{N}_])`, 'giu');
}

/** Makes a mention a link that reads as it did: `[[key|Their Title]]`. */
export function linkMention(text: string, { start, end }: Range, target: string): TextEdit {
	const said = text.slice(start, end).replace(/\s+/g, ' ');
	return { start, end, text: said === target ? `[[${target}]]` : `[[${target}|${said.replace(/[[\]|]/g, ' ')}]]` };
}
