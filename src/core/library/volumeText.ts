import { isArray, isObject, parseJson } from '../json';
import type { Paper } from '../paper';
import type { KeptLine, Lines } from '../ports';
import { isPaper, problemOfPaper } from '../paper';
import { compareText } from '../text/compare';
import type { FieldConflict } from './mergeVolumes';
import { mergePaper } from './mergeVolumes';

/** A volume that cannot be used as it stands. */
export interface VolumeProblem {
	readonly path: string;
	/** One-based. */
	readonly line: number;
	/** A plain sentence. */
	readonly message: string;
}

/** A paper and its text in the volume, without the comma behind it. */
export interface VolumeLine {
	readonly paper: Paper;
	readonly text: string;
}

/** The text of a paper: new, or a line of a volume that stands as {@link printVolume} prints it. */
export type PaperText = string | KeptLine;

export type VolumeReading =
	| {
			readonly kind: 'lines';
			/** Sorted by key. */
			readonly lines: readonly VolumeLine[];
			/** Whether the text is just what {@link printVolume} makes of the lines. */
			readonly plain: boolean;
			/** Whether the text held what git could not merge, or one paper twice: written again it will not. */
			readonly mended: boolean;
			/** What two people had made of one field of one paper. */
			readonly conflicts: readonly FieldConflict[];
	  }
	| { readonly kind: 'problem'; readonly problem: VolumeProblem };

const opening = '{"version":1,"papers":[';
const closing = ']}';

/** The lines of a volume from the texts of its papers: JSON with one paper a line, so that a change is one line of a diff. */
export function printVolume(texts: readonly PaperText[]): readonly (string | KeptLine)[] {
	const last = texts.length - 1;
	const lines = texts.map((text, at) => (typeof text !== 'string' && hasComma(text) === at < last ? text : at < last ? `${plainText(text)},` : plainText(text)));
	return [opening, ...lines, closing, ''];
}

/** The papers of a volume that stands as {@link printVolume} prints it. */
export function keptTexts(lines: Lines): readonly KeptLine[] {
	return Array.from({ length: Math.max(0, lines.count - linesAround) }, (_, at) => ({ of: lines, index: at + 1 }));
}

/** Without the comma. */
export function plainText(text: PaperText): string {
	return typeof text === 'string' ? text : withoutComma(text.of.at(text.index));
}

/** The opening, the closing, and nothing behind its line feed. */
const linesAround = 3;

function hasComma({ of, index }: KeptLine): boolean {
	return index < of.count - linesAround;
}

function withoutComma(row: string): string {
	return row.endsWith(',') ? row.slice(0, -1) : row;
}

/**
 * Reads a volume, line by line where it stands as {@link printVolume} writes it. Where git left both sides of a merge in it, these are merged paper by paper and field by field;
 * `base` is the text that both sides started from, where it is known.
 */
export function readVolume(rows: readonly string[], path: string, base?: string): VolumeReading {
	if (hasConflict(rows)) {
		return readConflicted(rows.map(withoutReturn), path, base);
	}
	const lines = withoutReturn(rows[0] ?? '') === opening ? readLines(paperTexts(rows)) : undefined;
	return lines === undefined ? readWhole(rows.join('\n'), path) : settled(lines, isAsPrinted(rows));
}

function isAsPrinted(rows: readonly string[]): boolean {
	const papers = rows.slice(1, -2);
	return rows[0] === opening && rows.at(-2) === closing && rows.at(-1) === '' && papers.every((row, at) => row.endsWith(',') === at < papers.length - 1 && !row.endsWith('\r'));
}

/**
 * What `take` makes of each paper of a volume that stands just as {@link printVolume} prints it; `undefined` for any other. {@link readVolume} reads those too, but has all their papers in memory:
 * papers that go as soon as they were looked at cost half as much, since nothing moves them about.
 */
export function readPrinted<T>(lines: Lines, take: (paper: Paper, text: string) => T): readonly T[] | undefined {
	const count = lines.count - linesAround;
	if (count < 0 || lines.at(0) !== opening || lines.at(count + 1) !== closing || lines.at(count + 2) !== '') {
		return undefined;
	}
	const taken: T[] = [];
	const ids = new Set<string>();
	let before: Paper | undefined;
	for (let at = 1; at <= count; at += 1) {
		const row = lines.at(at);
		const text = at < count ? withoutComma(row) : row;
		const paper = text.length === row.length && at < count ? undefined : parseJson(text);
		if (!isPaper(paper) || text.endsWith('\r') || ids.has(paper.id) || (before !== undefined && compareKeys(before, paper) >= 0)) {
			return undefined;
		}
		taken.push(take(paper, text));
		ids.add(paper.id);
		before = paper;
	}
	return taken;
}

/** Every line of a text. */
export function rowsOf(lines: Lines): readonly string[] {
	return Array.from({ length: lines.count }, (_, index) => lines.at(index));
}

/** Whether git left both sides of a merge in a text. */
export function hasConflict(rows: readonly string[]): boolean {
	return rows.some(row => row.startsWith('<<<<<<< '));
}

/** Of the lines of a volume, those that may be papers, without their commas. */
function paperTexts(rows: readonly string[]): readonly string[] {
	return rows.map(withoutReturn).filter(row => row !== '' && row !== opening && row !== closing).map(withoutComma);
}

/** Where an editor or git wrote lines as Windows has them. */
function withoutReturn(row: string): string {
	return row.endsWith('\r') ? row.slice(0, -1) : row;
}

/** By code unit, not by locale: the order must be the same on every machine that shares the library. */
export function compareKeys(a: Pick<Paper, 'id' | 'citation-key'>, b: Pick<Paper, 'id' | 'citation-key'>): number {
	return compareText(a['citation-key'], b['citation-key']) || compareText(a.id, b.id);
}

/** `undefined` where any line is no paper; then the text must be read as a whole, which tells what is wrong. */
function readLines(texts: readonly string[]): VolumeLine[] | undefined {
	const lines: VolumeLine[] = [];
	for (const text of texts) {
		const paper = parseJson(text);
		if (!isPaper(paper)) {
			return undefined;
		}
		lines.push({ paper, text });
	}
	return lines;
}

/** A volume that somebody laid out in another way, or that is broken. */
function readWhole(text: string, path: string): VolumeReading {
	const parsed = parseJson(text);
	if (parsed === undefined) {
		return { kind: 'problem', problem: { path, ...locateMistake(text) } };
	}
	const papers = isObject(parsed) && isArray(parsed['papers']) ? parsed['papers'] : undefined;
	if (papers === undefined) {
		return { kind: 'problem', problem: { path, line: 1, message: 'This is not a volume of a library: it has no list of papers.' } };
	}
	const readable = papers.filter(isPaper);
	if (readable.length < papers.length) {
		const index = papers.findIndex(paper => !isPaper(paper));
		return { kind: 'problem', problem: { path, line: index + 2, message: problemOfPaper(papers[index]) ?? '' } };
	}
	return settled(readable.map(lineOf), false);
}

/** One line for each paper, in order. A paper stands twice where git kept the lines of both sides. */
function settled(lines: readonly VolumeLine[], asPrinted: boolean): VolumeReading {
	const byId = new Map<string, VolumeLine>();
	const conflicts: FieldConflict[] = [];
	for (const line of lines) {
		const other = byId.get(line.paper.id);
		const merged = other && mergePaper(undefined, other.paper, line.paper, conflicts);
		byId.set(line.paper.id, merged ? lineOf(merged) : line);
	}
	const kept = [...byId.values()];
	const inOrder = kept.every(({ paper }, at) => at === 0 || compareKeys(kept[at - 1]?.paper ?? paper, paper) < 0);
	const mended = kept.length < lines.length;
	return { kind: 'lines', lines: inOrder ? kept : kept.sort((a, b) => compareKeys(a.paper, b.paper)), plain: asPrinted && inOrder && !mended, mended, conflicts };
}

// What git writes around the two sides of a conflict, and before what they started from where merge.conflictStyle is diff3.
const marker = /^(?:<{7}|\|{7}|={7}|>{7})(?: |$)/;

type Side = 'mine' | 'base' | 'theirs';

/** `<<<<<<< ours`, lines of one side, `=======`, lines of the other, `>>>>>>> theirs`: each side is a whole volume with the lines outside. */
function readConflicted(rows: readonly string[], path: string, baseText: string | undefined): VolumeReading {
	const sides: Record<Side, string[]> = { mine: [], base: [], theirs: [] };
	let current: Side | undefined;
	let tellsBase = false;
	let isWhole = true;
	for (const row of rows) {
		const next = marker.test(row) ? row.charAt(0) : '';
		if (next === '<') {
			current = 'mine';
		} else if (next === '|') {
			current = 'base';
			tellsBase = true;
		} else if (next === '=') {
			current = 'theirs';
		} else if (next === '>') {
			isWhole &&= current === 'theirs';
			current = undefined;
		} else {
			(current === undefined ? Object.values(sides) : [sides[current]]).forEach(side => side.push(row));
		}
	}
	const [mine, theirs] = [sides.mine, sides.theirs].map(side => readLines(paperTexts(side)));
	const base = baseText === undefined ? (tellsBase ? sides.base : undefined) : baseText.split('\n');
	const baseLines = base && readLines(paperTexts(base));
	if (mine === undefined || theirs === undefined || !isWhole || current !== undefined) {
		const line = rows.findIndex(row => marker.test(row)) + 1;
		return { kind: 'problem', problem: { path, line, message: `Line ${line} holds a merge conflict that git left. Settle it, and the volume is read again.` } };
	}
	return mergeSides(papersOf(mine), papersOf(theirs), baseLines && papersOf(baseLines));
}

/** Where nothing is known of the base, a paper that only one side has stays. */
function mergeSides(mine: ReadonlyMap<string, Paper>, theirs: ReadonlyMap<string, Paper>, base: ReadonlyMap<string, Paper> = new Map()): VolumeReading {
	const conflicts: FieldConflict[] = [];
	const merged = [...new Set([...mine.keys(), ...theirs.keys()])].flatMap(id => mergePaper(base.get(id), mine.get(id), theirs.get(id), conflicts) ?? []);
	return { kind: 'lines', lines: merged.sort(compareKeys).map(lineOf), plain: false, mended: true, conflicts };
}

function papersOf(lines: readonly VolumeLine[]): ReadonlyMap<string, Paper> {
	return new Map(lines.map(({ paper }) => [paper.id, paper]));
}

export function lineOf(paper: Paper): VolumeLine {
	return { paper, text: JSON.stringify(paper) };
}

/** The paper that a line of a volume holds; `undefined` where it holds none. */
export function paperOfLine(row: string): Paper | undefined {
	const parsed = parseJson(row.trim().replace(/,$/, ''));
	return isPaper(parsed) ? parsed : undefined;
}

/** The first line that does not parse. Papers stand one a line, so each can be tried alone. */
function locateMistake(text: string): { readonly line: number; readonly message: string } {
	const index = text.split('\n').findIndex((line, at) => at > 0 && line.trim() !== '' && line.trim() !== closing && !isObject(parseJson(line.trim().replace(/,$/, ''))));
	const line = Math.max(index, 0) + 1;
	return { line, message: `Line ${line} is not valid JSON. Mend it or take an older version of the file, and the volume is read again.` };
}
