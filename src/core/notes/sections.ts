import { localize } from '../data/localize';
import type { TopBlock } from '../markdown/blockSink';
import { bodyStart } from '../markdown/blocks';
import { headingWords } from '../markdown/headingWords';
import { topBlocks } from '../markdown/topBlocks';
import type { TextEdit } from '../text/edits';
import { fold, unfold } from '../text/fold';
import { lineAt, lineEnding, lineStarts } from '../text/lines';
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
	const after = partsOf(text.slice(0, edit.start) + edit.text + text.slice(edit.start)).flatMap(({ starts }) => starts);
	const kept = after.filter(start => start < edit.start || start >= edit.start + added);
	const known = before.flatMap(({ starts }) => starts);
	const isKept = kept.length === known.length && kept.every((start, at) => start === (known[at] ?? 0) + (start < edit.start ? 0 : added));
	const addedStarts = [edit.text.search(/[^\r\n]/), edit.text.indexOf(block.replaceAll('\n', lineEnding(text)))];
	if (isKept && addedStarts.every(start => after.includes(edit.start + start))) {
		return { kind: 'edit', edit };
	}
	const last = section?.last ?? before.at(-1);
	return {
		kind: 'problem',
		line: lineAt(lineStarts(text), last?.start ?? 0),
		message: localize('The block that starts here isn’t closed, so nothing can be added after it. Close it, then try again.'),
	};
}

/** A block at the top level of a note; all items of a list are one. */
interface Part {
	readonly start: number;
	/** Of its last line that is not blank. */
	readonly end: number;
	/** Where it starts; for a list where each of its items does. */
	readonly starts: readonly number[];
	/** Where its words stand. */
	readonly heading?: { readonly depth: number; readonly start: number; readonly end: number };
	readonly isList: boolean;
}

function partsOf(text: string): readonly Part[] {
	const blocks = topBlocks(text);
	const parts: Part[] = [];
	const body = bodyStart(text);
	if (body > 1) {
		parts.push({ start: 0, end: lastLineEnd(text, body), starts: [0], isList: false });
	}
	for (let at = 0; at < blocks.length;) {
		const from = at;
		const marker = listMarker(text, blocks[at]);
		do {
			at += 1;
		} while (marker !== undefined && listMarker(text, blocks[at]) === marker);
		const own = blocks.slice(from, at);
		const [first] = own;
		if (first !== undefined) {
			parts.push({
				start: first.start,
				end: lastLineEnd(text, blocks[at]?.start ?? text.length),
				starts: own.map(({ start }) => start),
				isList: marker !== undefined,
				...(first.kind === 'heading' && { heading: { depth: first.level, start: first.wordsStart, end: first.wordsEnd } }),
			});
		}
	}
	return parts;
}

/**
 * The sign that the items of one list share, `-`, `*`, `+`, `.` or `)`; `undefined` for anything else, lists of pandoc's own among it.
 * https://spec.commonmark.org/0.31.2/#list-marker
 */
function listMarker(text: string, block: TopBlock | undefined): string | undefined {
	if (block?.kind !== 'item') {
		return undefined;
	}
	let at = block.start;
	while (/\d/.test(text.charAt(at))) {
		at += 1;
	}
	const sign = text.charAt(at);
	return (at > block.start ? '.)' : '-+*').includes(sign) ? sign : undefined;
}

const space = 0x20;

/** Where the last line before an offset ends that is not blank. */
function lastLineEnd(text: string, before: number): number {
	let end = before;
	while (end > 0 && text.charCodeAt(end - 1) <= space) {
		end -= 1;
	}
	return end;
}

/** What a heading goes by: `méthode` and `Methode` are one. */
export function headingName(text: string): string {
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
	const name = headingName(heading);
	const at = parts.findIndex(part => isCalled(text, part, name) && isOwn(part));
	const depth = parts[at]?.heading?.depth;
	if (depth === undefined) {
		return undefined;
	}
	const next = parts.findIndex((part, index) => index > at && part.heading !== undefined && part.heading.depth <= depth && isOwn(part));
	const last = parts[next < 0 ? parts.length - 1 : next - 1];
	return last && { last };
}

function isCalled(text: string, { heading }: Part, name: string): boolean {
	if (heading === undefined) {
		return false;
	}
	const source = text.slice(heading.start, heading.end);
	return plainWords.test(source) ? source.toLowerCase() === name : headingName(headingWords(source)) === name;
}

/** Words that need neither folding nor reading, as nearly all headings are. */
const plainWords = /^[A-Za-z0-9]+(?: [A-Za-z0-9]+)*$/;

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

/** The edit that puts a block, `\n` as line ending, after all else in a note. */
export function atEnd(text: string, block: string): TextEdit {
	const lines = text.split(/\r\n?|\n/);
	const isBlank = (line: string | undefined) => line === undefined || line.trim() === '';
	const gap = lines.at(-1) !== '' ? '\n\n' : isBlank(lines.at(-2)) ? '' : '\n';
	return { start: text.length, end: text.length, text: `${text === '' ? '' : gap}${block}\n`.replaceAll('\n', lineEnding(text)) };
}
