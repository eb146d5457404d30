import { localize } from '../data/localize';
import type { TopBlock } from '../markdown/blockSink';
import { headingWords } from '../markdown/headingWords';
import { topBlocks } from '../markdown/topBlocks';
import { findManagedBlocks } from '../notes/managedBlocks';
import { atEnd, headingName } from '../notes/sections';
import type { Range, TextEdit } from '../text/edits';
import { applyEdits } from '../text/edits';
import { unfold } from '../text/fold';
import { lineAt, lineEnding, lineStarts } from '../text/lines';
import { escapeMarkdown } from '../text/markdownProse';

/** What a note says under the heading of a question. */
export interface Cell {
	/** Markdown with `\n` as line ending, without blank lines around it; empty where the note has no such heading. */
	readonly text: string;
	/** Whether the note has several such headings: the first one counts. */
	readonly isRepeated: boolean;
}

/** What is to be done to a note so that a cell has another text. */
export type CellEdit =
	| { readonly kind: 'edit'; readonly edit: TextEdit }
	| { readonly kind: 'same' }
	| { readonly kind: 'problem'; readonly message: string };

/** The cells of a note, one for each question, read at once. */
export function cellsOf(text: string, questions: readonly string[]): readonly Cell[] {
	const sections = sectionsOf(text);
	return questions.map(question => {
		const { section, isRepeated } = sectionOf(sections, question);
		return { text: section === undefined ? '' : textOf(text, section), isRepeated };
	});
}

/**
 * The edit of a note that gives a cell another text, and changes nothing else of it: every other block of the note stays where it is, and
 * the cell reads as it was written. What can't be written so is refused.
 */
export function editCell(text: string, question: string, value: string, questions: readonly string[]): CellEdit {
	const wanted = cellText(value);
	const sections = sectionsOf(text);
	const { section } = sectionOf(sections, question);
	if (wanted === (section === undefined ? '' : textOf(text, section))) {
		return { kind: 'same' };
	}
	const edit = section === undefined ? newSection(text, question, wanted) : sectionEdit(text, section, wanted);
	if (edit === undefined) {
		return { kind: 'problem', message: localize('A question must be usable as a heading, such as “Method”.') };
	}
	const problem = problemOfHeadings(question, wanted, section, questions, sections);
	if (problem !== undefined) {
		return { kind: 'problem', message: problem };
	}
	if (fits(text, edit, question, wanted)) {
		return { kind: 'edit', edit };
	}
	const plain = section === undefined ? newSection(text, question, 'x') : undefined;
	return {
		kind: 'problem',
		message:
			plain === undefined || fits(text, plain, question, 'x')
				? localize('This text would run into the rest of the note. Close its code blocks, formulas, comments and HTML, then try again.')
				: localize('The note ends in a code block, formula or comment that isn’t closed. Close it in the note, then try again.'),
	};
}

/** Whether an edit leaves all other blocks of a note what they are, and the cell reads as it was written. */
function fits(text: string, edit: TextEdit, question: string, wanted: string): boolean {
	const after = applyEdits(text, [edit]);
	const { section } = sectionOf(sectionsOf(after), question);
	return section !== undefined && textOf(after, section) === wanted && leavesOthers(text, edit, after);
}

/** A text as a cell has it: `\n` as line ending, without blank lines before it and blanks after it. */
export function cellText(value: string): string {
	return value
		.replace(/\r\n?/g, '\n')
		.replace(/^[\x00-\x20]*\n/, '')
		.replace(/(?<![\x00-\x20])[\x00-\x20]+$/, '');
}

/** The heading of a question as Markdown, without its `#`; `undefined` where no heading can say that. */
export function headingOf(question: string): string | undefined {
	if (question.length > longestQuestion) {
		return undefined;
	}
	return spellings(question).find(words => {
		const [heading, ...others] = sectionsOf(`## ${words}\n`);
		return heading?.name === headingName(question) && heading.level === 2 && others.length === 0 && heading.name !== '';
	});
}

/** A question as it may stand in a heading: as it is, and so that nothing of it is read as Markdown. */
function spellings(question: string): readonly string[] {
	return [question, escapeMarkdown(question).replace(/(?<!#)#+$/, signs => signs.replaceAll('#', '\\#'))];
}

/** What is to be done to a note so that the heading of a question says another one; nothing where the note has no such heading. */
export type HeadingEdit =
	| { readonly kind: 'edit'; readonly edit: TextEdit }
	| { readonly kind: 'none' }
	| { readonly kind: 'problem'; readonly message: string };

/** The edit of a note that gives a question another name where it is a heading: the first one, which counts. All else stays as it is. */
export function renameHeading(text: string, from: string, to: string): HeadingEdit {
	const sections = sectionsOf(text);
	const { section } = sectionOf(sections, from);
	if (section === undefined) {
		return { kind: 'none' };
	}
	const [before, after] = [headingName(from), headingName(to)];
	if (before !== after && sections.some(({ name }) => name === after)) {
		return { kind: 'problem', message: localize('It already has the heading “{0}”.', to) };
	}
	const at = sections.indexOf(section);
	// Underlined, `1. First` would be a list: such a heading begins with its `#`.
	const edit = [
		...spellings(to).map(words => ({ start: section.wordsStart, end: section.wordsEnd, text: words })),
		...spellings(to).map(words => ({
			start: section.headingStart,
			end: section.headingEnd,
			text: `${'#'.repeat(section.level)} ${words}`,
		})),
	].find(tried => {
		const changed = applyEdits(text, [tried]);
		const now = sectionsOf(changed);
		return (
			leavesOthers(text, tried, changed) &&
			now.length === sections.length &&
			now.every(({ name, level }, place) => level === sections[place]?.level && name === (place === at ? after : sections[place].name))
		);
	});
	return edit === undefined ? { kind: 'problem', message: localize('Its heading can’t be changed to “{0}”.', to) } : { kind: 'edit', edit };
}

/** No heading is as long, and no column as wide. */
const longestQuestion = 200;

/** Why a question can't be one of these; `undefined` where it can. Questions are one line each, told apart as headings are. */
export function problemOfQuestion(question: string, others: readonly string[]): string | undefined {
	if (headingOf(question) === undefined) {
		return localize('A question must be usable as a heading, such as “Method”.');
	}
	return others.some(other => headingName(other) === headingName(question))
		? localize('The matrix already has the question “{0}”.', question)
		: undefined;
}

/** Questions as they can be asked: each once, and only those that a heading can say. */
export function soundQuestions(questions: readonly string[]): readonly string[] {
	return questions
		.map(unfold)
		.reduce<readonly string[]>((sound, question) => (problemOfQuestion(question, sound) === undefined ? [...sound, question] : sound), []);
}

/** Which of the questions is this one; -1 where none is. */
export function indexOfQuestion(questions: readonly string[], question: string): number {
	return questions.findIndex(known => headingName(known) === headingName(question));
}

interface Section {
	readonly name: string;
	readonly level: number;
	readonly headingStart: number;
	/** The words of its heading. */
	readonly wordsStart: number;
	readonly wordsEnd: number;
	/** Where its heading's last line ends. */
	readonly headingEnd: number;
	/** What it says: whole lines, but for the last line's ending. Empty, at the end of the heading, where it says nothing. */
	readonly start: number;
	readonly end: number;
}

/**
 * The sections of a note that are its author's own, in order: from a heading to the next one of its rank or a higher one, or to the next
 * mark of ours, whichever is first. The one heading of the first rank that begins a note is its title, and has no section.
 */
function sectionsOf(text: string): readonly Section[] {
	const blocks = topBlocks(text);
	const headings = ownHeadings(text, blocks);
	const marks = blocks.flatMap(block => (block.kind === 'html' && ourMark.test(text.slice(block.start, block.end)) ? [block.start] : []));
	const [first, ...others] = headings;
	const hasTitle = first?.level === 1 && others.every(({ level }) => level > 1);
	/** By rank, where the next heading of that rank or a higher one is: from the last heading back. */
	const next = Array.from({ length: deepestHeading + 1 }, () => text.length);
	let mark = text.length;
	const sections: Section[] = [];
	for (const heading of [...headings].reverse()) {
		for (let last = marks.at(-1); last !== undefined && last > heading.start; last = marks.at(-1)) {
			mark = last;
			marks.pop();
		}
		if (!hasTitle || heading !== first) {
			sections.push({
				name: headingName(headingWords(text.slice(heading.wordsStart, heading.wordsEnd))),
				level: heading.level,
				headingStart: heading.start,
				wordsStart: heading.wordsStart,
				wordsEnd: heading.wordsEnd,
				headingEnd: heading.end,
				...contentBetween(text, heading.end, Math.min(next[heading.level] ?? text.length, mark)),
			});
		}
		next.fill(heading.start, heading.level);
	}
	return sections.reverse();
}

const deepestHeading = 6;

type Heading = Extract<TopBlock, { readonly kind: 'heading' }>;

/** The headings of a note that are in no block of ours, in order. */
function ownHeadings(text: string, blocks: readonly TopBlock[]): readonly Heading[] {
	const { blocks: managed } = findManagedBlocks(text);
	let at = 0;
	return blocks.flatMap(block => {
		while ((managed[at]?.end ?? Infinity) <= block.start) {
			at += 1;
		}
		return block.kind === 'heading' && block.start < (managed[at]?.start ?? Infinity) ? [block] : [];
	});
}

const ourMark = /^[ \t]*<!--[ \t]*marginalia:/;

const space = 0x20;

/** The lines between two offsets without blank ones at either end. */
function contentBetween(text: string, from: number, to: number): Range {
	let end = to;
	while (end > from && text.charCodeAt(end - 1) <= space) {
		end -= 1;
	}
	if (end === from) {
		return { start: from, end: from };
	}
	let start = from;
	for (let at = from; text.charCodeAt(at) <= space; at += 1) {
		if (/[\r\n]/.test(text.charAt(at))) {
			start = at + 1;
		}
	}
	return { start, end };
}

function textOf(text: string, { start, end }: Section): string {
	return cellText(text.slice(start, end));
}

function sectionOf(
	sections: readonly Section[],
	question: string,
): { readonly section: Section | undefined; readonly isRepeated: boolean } {
	const name = headingName(question);
	const [section, ...others] = sections.filter(known => known.name === name);
	return { section, isRepeated: others.length > 0 };
}

/** The heading at the end of the note, and the text below it; `undefined` where no heading can say the question. */
function newSection(text: string, question: string, value: string): TextEdit | undefined {
	const heading = headingOf(question);
	return heading === undefined ? undefined : atEnd(text, `## ${heading}\n\n${value}`);
}

function sectionEdit(text: string, { start, end, headingEnd }: Section, value: string): TextEdit {
	const ending = lineEnding(text);
	const lines = value.replaceAll('\n', ending);
	if (value === '') {
		return { start: headingEnd, end, text: '' };
	}
	if (start < end) {
		return { start, end, text: lines };
	}
	const isFollowed = /^(?:\r\n?|\n)[ \t]*[^\s]/.test(text.slice(headingEnd));
	return { start: headingEnd, end: headingEnd, text: `${ending}${ending}${lines}${isFollowed ? ending : ''}` };
}

/** Why the headings in a text can't be in a cell: one would end it, or be taken for another cell. */
function problemOfHeadings(
	question: string,
	value: string,
	section: Section | undefined,
	questions: readonly string[],
	sections: readonly Section[],
): string | undefined {
	const level = section?.level ?? 2;
	const inValue = topBlocks(value).flatMap(block =>
		block.kind === 'heading'
			? [{ level: block.level, name: headingName(headingWords(value.slice(block.wordsStart, block.wordsEnd))) }]
			: [],
	);
	if (inValue.some(heading => heading.level <= level)) {
		return level < 6
			? localize('A heading of this level would end the cell. Start it with {0}, or write \\# for a plain #.', '#'.repeat(level + 1))
			: localize('A heading would end the cell. Write \\# for a plain #.');
	}
	const isInside = ({ headingEnd }: Section) => section !== undefined && section.start < headingEnd && headingEnd <= section.end;
	const known = new Set(sections.filter(isInside).map(({ name }) => name));
	const asked = new Set([question, ...questions].map(headingName));
	return inValue.some(({ name }) => asked.has(name) && !known.has(name))
		? localize('A heading in a cell can’t have the same name as a question in the matrix. Choose another name.')
		: undefined;
}

/** Whether all blocks before and after an edit are what they were. */
function leavesOthers(before: string, { start, end, text }: TextEdit, after: string): boolean {
	const added = start + text.length;
	const shift = text.length - (end - start);
	const others = topBlocks(before).filter(block => block.start < start || block.start >= end);
	const now = topBlocks(after).filter(block => block.start < start || block.start >= added);
	return (
		others.length === now.length &&
		others.every((block, at) => {
			const known = now[at];
			return known?.kind === block.kind && known.start === block.start + (block.start < start ? 0 : shift);
		})
	);
}

/** The one-based line of a note on which the section of a question begins; 1 where it has none. */
export function lineOfCell(text: string, question: string): number {
	const { section } = sectionOf(sectionsOf(text), question);
	return section === undefined ? 1 : lineAt(lineStarts(text), section.headingEnd);
}
