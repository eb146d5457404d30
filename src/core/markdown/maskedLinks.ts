import type { Range } from '../text/edits';
import type { MaskKind } from './blockSink';
import { readDefinition } from './linkSyntax';

/**
 * Links that stand in what the scanner masks: the destination of `[label]: path.md`, of `href` and `src` in HTML, and of `[text](path.md)`
 * in quoted texts of the front matter. `found` is told where each destination stands, without quotes and angle brackets.
 */
export function linkPlaces(text: string, kind: MaskKind, start: number, end: number, found: (start: number, end: number) => void): void {
	if (kind === 'definition' && text[start] === '[' && text[start + 1] !== '^') {
		const destination = readDefinition(text, start, end)?.destination;
		if (destination !== undefined) {
			found(destination.start, destination.end);
		}
	} else if (kind === 'frontMatter') {
		for (const { 0: quoted, index } of quotedTexts(text.slice(start, end))) {
			for (const { 1: before = '', 2: destination = '', index: at } of quoted.matchAll(linkInQuotes)) {
				const from = start + index + at + before.length;
				found(from, from + destination.length);
			}
		}
	} else if (kind === 'html' && text[start] === '<') {
		for (const { 0: tag, index } of text.slice(start, end).matchAll(/<[a-z][^<>]{0,2000}>/gi)) {
			for (const attribute of tag.matchAll(/\s(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)) {
				const value = attribute[1] ?? attribute[2] ?? '';
				const at = start + index + attribute.index + attribute[0].length - 1 - value.length;
				found(at, at + value.length);
			}
		}
	}
}

/** `[text](path.md)`, no part of which needs an escape. */
const linkInQuotes = /(?<!\[)(\[[^[\]\r\n]{1,500}\]\()([^()\s<>"'\\]{1,1000})(?=\))/g;

function quotedTexts(yaml: string): Iterable<RegExpExecArray> {
	// The quote is looked for first: blanks before each place would be read again for each, in a long run of them.
	return yaml.includes('[') ? yaml.matchAll(/(?=["'])(?<=^|[:[{,-][ \t]*)(?:"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\r\n]|'')*')/gm) : [];
}

/**
 * `[[links]]` inside quoted texts of the front matter, as Obsidian's properties have them: `related: "[[b]]"`; and those that are all of a
 * value without quotes, `up: [[b]]`, which is a list in a list, but is meant as a link.
 */
export function linksInFrontMatter(text: string, end: number): readonly Range[] {
	const found: Range[] = [];
	const yaml = text.slice(0, end);
	if (!yaml.includes('[[')) {
		return found;
	}
	for (const { 0: quoted, index } of quotedTexts(yaml)) {
		for (const link of quoted.matchAll(/!?\[\[[^[\]\r\n]{1,500}\]\]/g)) {
			found.push({ start: index + link.index, end: index + link.index + link[0].length });
		}
	}
	for (const { 0: line, 1: before = '', index } of yaml.matchAll(
		/^([ \t]*(?:-[ \t]+|[^\s"'#:][^"'#:\r\n]*:[ \t]+))\[\[[^[\]\r\n"',{}]{1,500}\]\](?=[ \t]*$)/gm,
	)) {
		found.push({ start: index + before.length, end: index + line.length });
	}
	return found.sort((a, b) => a.start - b.start);
}
