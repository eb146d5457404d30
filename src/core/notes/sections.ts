import type { Root, RootContent } from 'mdast';
import type { TextEdit } from '../text/edits';
import { headingWords, parseBlocks } from '../markdown/structure';
import { fold, unfold } from '../text/fold';
import { lineAt, lineStarts } from '../text/lines';
import type { ManagedBlock, NoteProblem } from './managedBlocks';
import { findManagedBlocks } from './managedBlocks';

export interface Appendix {
	/** The heading under which it goes, by its words; made at the end of the note where there is none. */
	readonly heading: string;
	/** Markdown with `\n` as line ending: one block, or the items of one list. */
	readonly block: string;
}

/** One insertion; or the line that keeps anything from being added: a code block or a comment that never ends would swallow it. */
export type Appended = { readonly kind: 'edit'; readonly edit: TextEdit } | ({ readonly kind: 'problem' } & NoteProblem);

/**
 * The edit that puts a block at the end of a section of a note. Nothing that is there is replaced or moved into another block, and nothing
 * goes into a managed block, where a refresh would take it away. An item joins a list that ends the section.
 */
export function appendToSection(text: string, { heading, block }: Appendix): Appended {
	const before = partsOf(text);
	const section = sectionNamed(text, before, heading);
	const edit = section === undefined ? atEnd(text, `## ${heading}\n\n${block}`) : behind(text, section, block);
	const added = edit.text.length;
	const after = partsOf(text.slice(0, edit.start) + edit.text + text.slice(edit.start));
	const known = new Set(before.flatMap(({ starts }) => starts));
	const kept = after.flatMap(({ starts }) => starts).filter(start => start < edit.start || start >= edit.start + added);
	const isKept = kept.length === known.size && kept.every(start => known.has(start < edit.start ? start : start - added));
	const addedStarts = [edit.text.search(/[^\r\n]/), edit.text.indexOf(block.replaceAll('\n', lineEnding(text)))];
	if (isKept && addedStarts.every(start => after.some(({ starts }) => starts.includes(edit.start + start)))) {
		return { kind: 'edit', edit };
	}
	const last = section?.last ?? before.at(-1);
	return {
		kind: 'problem',
		line: lineAt(lineStarts(text), last?.start ?? 0),
		message: 'What begins here has no end, so nothing can be added behind it. Close it, then try again.',
	};
}

/** A block at the top level of a note. */
interface Part {
	readonly start: number;
	readonly end: number;
	/** Where it starts; for a list also where each of its items does. */
	readonly starts: readonly number[];
	readonly heading?: { readonly depth: number; readonly name: string };
	readonly isList: boolean;
}

function partsOf(text: string): readonly Part[] {
	const origin = text.startsWith('\uFEFF') ? 1 : 0;
	return parseBlocks(text).children.flatMap((node): readonly Part[] => {
		const place = offsetsOf(node);
		return place === undefined ? [] : [partOf(text, node, place.start + origin, place.end + origin, origin)];
	});
}

function partOf(text: string, node: Root['children'][number], start: number, end: number, origin: number): Part {
	const items = node.type === 'list' ? node.children.flatMap(item => offsetsOf(item)?.start ?? []).map(offset => offset + origin) : [];
	return {
		start,
		end,
		starts: [...new Set([start, ...items])],
		isList: node.type === 'list',
		...(node.type === 'heading' && { heading: { depth: node.depth, name: headingName(headingWords(text.slice(start, end))) } }),
	};
}

function offsetsOf({ position }: RootContent): { readonly start: number; readonly end: number } | undefined {
	const start = position?.start.offset;
	const end = position?.end.offset;
	return start === undefined || end === undefined ? undefined : { start, end };
}

function headingName(text: string): string {
	return unfold(fold(text));
}

interface Section {
	/** The block to append behind: the heading itself where its section is empty. */
	readonly last: Part;
}

/** From the heading to the next one of its rank or a higher one. Headings inside managed blocks are the template's. */
function sectionNamed(text: string, parts: readonly Part[], heading: string): Section | undefined {
	const { blocks } = findManagedBlocks(text);
	const isOwn = ({ start }: Part) => !blocks.some(block => isInside(block, start));
	const at = parts.findIndex(part => part.heading?.name === headingName(heading) && isOwn(part));
	const depth = parts[at]?.heading?.depth;
	if (depth === undefined) {
		return undefined;
	}
	const next = parts.findIndex((part, index) => index > at && part.heading !== undefined && part.heading.depth <= depth && isOwn(part));
	const last = parts[next < 0 ? parts.length - 1 : next - 1];
	return last && { last };
}

function isInside(block: ManagedBlock, offset: number): boolean {
	return block.start <= offset && offset < block.end;
}

function behind(text: string, { last }: Section, block: string): TextEdit {
	const ending = lineEnding(text);
	const lineEnd = text.slice(last.end).search(/[\r\n]/);
	const at = lineEnd < 0 ? text.length : last.end + lineEnd;
	const joins = last.isList && isItem(block) && isItem(text.slice(last.start));
	const isFollowed = /^(?:\r\n?|\n)[ \t]*[^\s]/.test(text.slice(at));
	const source = `${joins ? '\n' : '\n\n'}${block}${isFollowed ? '\n' : ''}`;
	return { start: at, end: at, text: source.replaceAll('\n', ending) };
}

function isItem(block: string): boolean {
	return block.startsWith('- ');
}

function atEnd(text: string, block: string): TextEdit {
	const lines = text.split(/\r\n?|\n/);
	const isBlank = (line: string | undefined) => line === undefined || line.trim() === '';
	const gap = lines.at(-1) !== '' ? '\n\n' : isBlank(lines.at(-2)) ? '' : '\n';
	return { start: text.length, end: text.length, text: `${text === '' ? '' : gap}${block}\n`.replaceAll('\n', lineEnding(text)) };
}

/** That of the first line. */
function lineEnding(text: string): string {
	return /\r\n|[\r\n]/.exec(text)?.[0] ?? '\n';
}
