import { isArray, isObject, parseJson } from '../json';
import type { Json, JsonObject } from '../json';
import type { Paper } from '../paper';
import type { KeptLine, Lines } from '../ports';
import { isPaper, problemOfPaper } from '../paper';
import { compareText } from '../text/compare';
import type { FieldConflict } from './mergeVolumes';
import { mergePaper } from './mergeVolumes';

/**
 * What is wrong with a volume. `bad-line`: one line is no paper; it stays as it is, and all others work. With any other the volume is read only: `cut-off` has no closing bracket, `unknown-version` and
 * `not-a-volume` say so, `conflict` holds both sides of a merge, `unreadable` could not be read, `missing` was there and is not. `unwritable`: a change could not be written, and the next one may.
 * `no-paper`: nothing is wrong with a volume, but what was to be written could not have been read back.
 */
export type VolumeProblemCode = 'bad-line' | 'cut-off' | 'unknown-version' | 'not-a-volume' | 'conflict' | 'unreadable' | 'missing' | 'unwritable' | 'no-paper';

/** Something in a volume, or the whole of it, that cannot be used as it stands. */
export interface VolumeProblem {
	readonly code: VolumeProblemCode;
	readonly path: string;
	/** One-based. */
	readonly line: number;
	/** A plain sentence. */
	readonly message: string;
}

/** A paper and its text in the volume, without the comma after it. */
export interface VolumeLine {
	readonly paper: Paper;
	readonly text: PaperText;
}

/** A line of a volume that is no paper. It is written again byte by byte, after the paper that it stood after. */
export interface BadLine {
	readonly text: KeptText | string;
	/** The id of the paper before it; `undefined` where it is the first. */
	readonly after: string | undefined;
	/** One-based. */
	readonly line: number;
	/** A plain sentence. */
	readonly message: string;
	/** Whether it is whole JSON, so that a comma may be put after it and taken away without harm. */
	readonly isJson: boolean;
}

/** A line of a volume that stands as {@link printVolume} prints it, with or without its comma. */
export interface KeptText extends KeptLine {
	readonly hasComma: boolean;
}

/** The text of a paper: new, or a line that was read. */
export type PaperText = string | KeptText;

export type VolumeReading =
	| {
			readonly kind: 'lines';
			/** Sorted by key. */
			readonly lines: readonly VolumeLine[];
			/** Lines that are no papers. */
			readonly bad: readonly BadLine[];
			/** Whether the text is just what {@link printVolume} makes of the lines. */
			readonly plain: boolean;
			/** Whether the text held what git could not merge, or one paper twice: written again it will not. */
			readonly needsRepair: boolean;
			/** What two people had made of one field of one paper. */
			readonly conflicts: readonly FieldConflict[];
	  }
	/** With the papers that can be read all the same, sorted by key; the file is not written. */
	| { readonly kind: 'problem'; readonly problem: VolumeProblem; readonly lines: readonly VolumeLine[] };

const opening = '{"version":1,"papers":[';
const closing = ']}';

/** A line to be printed: a paper's text, or a line that is none. */
export type PrintedLine = PaperText | BadLine;

/** The lines of a volume: JSON with one paper a line, so that a change is one line of a diff. */
export function printVolume(texts: readonly PrintedLine[]): readonly (string | KeptLine)[] {
	const last = texts.length - 1;
	return [opening, ...texts.map((text, at) => printed(text, at < last)), closing, ''];
}

function printed(line: PrintedLine, withComma: boolean): string | KeptLine {
	const isBad = typeof line !== 'string' && 'after' in line;
	const text = isBad ? line.text : line;
	if (isBad && !line.isJson) {
		return text;
	}
	return typeof text !== 'string' && text.hasComma === withComma ? text : withComma ? `${plainText(text)},` : plainText(text);
}

/** The papers of a volume that stands as {@link printVolume} prints it. */
export function keptTexts(lines: Lines): readonly KeptText[] {
	const count = lines.count - linesAround;
	return Array.from({ length: Math.max(0, count) }, (_, at) => ({ of: lines, index: at + 1, hasComma: at + 1 < count }));
}

/** Without the comma. */
export function plainText(text: PaperText): string {
	return typeof text === 'string' ? text : text.hasComma ? withoutComma(text.of.at(text.index)) : text.of.at(text.index);
}

/** Whether a paper's text has this id in it. Our own lines begin with it, which is told without decoding them. */
export function isOfId(text: PaperText, id: string): boolean {
	const start = `{"id":${JSON.stringify(id)},`;
	const isOurs = typeof text === 'string' ? text.startsWith(start) : text.of.startsWith(text.index, start);
	return isOurs || paperOfLine(plainText(text))?.id === id;
}

/** The opening, the closing, and nothing after its line feed. */
const linesAround = 3;

function withoutComma(row: string): string {
	return row.endsWith(',') ? row.slice(0, -1) : row;
}

/**
 * Reads a volume, line by line where it stands as {@link printVolume} writes it. Where git left both sides of a merge in it, these are merged paper by paper and field by field;
 * `base` is the text that both sides started from, where it is known.
 */
export function readVolume(lines: Lines, path: string, base?: string): VolumeReading {
	const rows = rowsOf(lines);
	if (hasConflict(rows)) {
		return readConflicted(rows.map(withoutReturn), path, base);
	}
	if (withoutReturn(rows[0] ?? '') !== opening) {
		return readWhole(rows, path);
	}
	const last = rows.findLastIndex(row => row.trim() !== '');
	const isClosed = rows[last]?.trim() === closing;
	const entries = entriesOf(lines, rows.slice(1, isClosed ? last : undefined));
	const papers = entries.filter(entry => 'paper' in entry);
	if (entries.some(entry => 'after' in entry && !entry.isJson)) {
		// A paper that somebody laid out over several lines is whole JSON all the same.
		const whole = parseJson(rows.join('\n'));
		const reading = isObject(whole) ? readObject(whole, rows, path) : undefined;
		if (reading !== undefined && reading.lines.length > papers.length) {
			return reading;
		}
	}
	if (!isClosed) {
		const message = `${nameOf(path)} is cut off after line ${last + 1}. Restore an older version of the file; it is reloaded automatically.`;
		return { kind: 'problem', problem: { code: 'cut-off', path, line: last + 1, message }, lines: settled(papers, [], false).lines };
	}
	return settled(papers, entries.filter(entry => 'after' in entry), isAsPrinted(rows));
}

/** What each line between opening and closing is; empty ones are nothing. */
function entriesOf(lines: Lines, rows: readonly string[]): readonly (VolumeLine | BadLine)[] {
	const entries: (VolumeLine | BadLine)[] = [];
	let after: string | undefined;
	for (const [at, row] of rows.entries()) {
		const text = withoutComma(row);
		const value = parseJson(text);
		const kept = { of: lines, index: at + 1, hasComma: text.length < row.length };
		if (isPaper(value)) {
			entries.push({ paper: value, text: row.endsWith('\r') || row.startsWith(' ') || row.startsWith('\t') ? withoutComma(row.trim()) : kept });
			after = value.id;
		} else if (row.trim() !== '') {
			const isJson = value !== undefined;
			const message = isJson ? (problemOfPaper(value) ?? '') : `Line ${at + 2} is not valid JSON.`;
			entries.push({ text: kept, after, line: at + 2, message, isJson });
		}
	}
	return entries;
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

/** Where an editor or git wrote lines as Windows has them. */
function withoutReturn(row: string): string {
	return row.endsWith('\r') ? row.slice(0, -1) : row;
}

/** By code unit, not by locale: the order must be the same on every machine that shares the library. */
export function compareKeys(a: Pick<Paper, 'id' | 'citation-key'>, b: Pick<Paper, 'id' | 'citation-key'>): number {
	return compareText(a['citation-key'], b['citation-key']) || compareText(a.id, b.id);
}

/** A volume that somebody laid out in another way, or that is none. */
function readWhole(rows: readonly string[], path: string): VolumeReading {
	const parsed = parseJson(rows.join('\n'));
	if (isObject(parsed)) {
		return readObject(parsed, rows, path);
	}
	const lines = settled(rows.flatMap(row => paperOfLine(row) ?? []).map(lineOf), [], false).lines;
	const version = /^\uFEFF?\{\s*"version"\s*:\s*(\d+)/.exec(rows[0] ?? '')?.[1];
	if (version !== undefined && version !== '1') {
		return { kind: 'problem', problem: unknownVersion(path, version), lines };
	}
	const line = parsed === undefined ? firstBadLine(rows) : 1;
	const message = parsed === undefined ? `Line ${line} is not valid JSON.` : `${nameOf(path)} is not a volume of a library: it has no list of papers.`;
	return { kind: 'problem', problem: { code: 'not-a-volume', path, line, message: `${message} ${advice}` }, lines };
}

const advice = 'Fix the file or restore an older version; it is reloaded automatically.';

function unknownVersion(path: string, version: unknown): VolumeProblem {
	const message = `${nameOf(path)} was written by another version of Marginalia (format ${JSON.stringify(version)}). Update the extension to change its papers.`;
	return { code: 'unknown-version', path, line: 1, message };
}

function readObject(parsed: JsonObject, rows: readonly string[], path: string): VolumeReading {
	const { version, papers, ...others } = parsed;
	if (!isArray(papers)) {
		const message = `${nameOf(path)} is not a volume of a library: it has no list of papers. ${advice}`;
		return { kind: 'problem', problem: { code: 'not-a-volume', path, line: 1, message }, lines: [] };
	}
	const lines = papers.filter(isPaper).map(lineOf);
	const [other] = Object.keys(others);
	if (version !== 1) {
		return { kind: 'problem', problem: unknownVersion(path, version ?? null), lines: settled(lines, [], false).lines };
	}
	if (other !== undefined) {
		const message = `${nameOf(path)} holds ${JSON.stringify(other)} beside its papers, which would be lost. ${advice}`;
		return { kind: 'problem', problem: { code: 'unknown-version', path, line: 1, message }, lines: settled(lines, [], false).lines };
	}
	const bad: BadLine[] = [];
	let after: string | undefined;
	for (const value of papers) {
		if (isPaper(value)) {
			after = value.id;
		} else {
			const text = JSON.stringify(value);
			bad.push({ text, after, line: lineOfValue(rows, value), message: problemOfPaper(value) ?? '', isJson: true });
		}
	}
	return settled(lines, bad, false);
}

/** One-based: where a value of an odd layout begins, told by the first text in it; the first line where that cannot be told. */
function lineOfValue(rows: readonly string[], value: Json): number {
	const first = isObject(value) ? Object.entries(value).find(([, one]) => typeof one === 'string') : undefined;
	const found = first === undefined ? -1 : rows.findIndex(row => row.includes(JSON.stringify(first[0])) && row.includes(JSON.stringify(first[1])));
	return Math.max(found, 0) + 1;
}

/** One line for each paper, in order. A paper stands twice where git kept the lines of both sides. */
function settled(lines: readonly VolumeLine[], bad: readonly BadLine[], asPrinted: boolean): VolumeReading & { readonly kind: 'lines' } {
	const byId = new Map<string, VolumeLine>();
	const conflicts: FieldConflict[] = [];
	for (const line of lines) {
		const other = byId.get(line.paper.id);
		const merged = other && mergePaper(undefined, other.paper, line.paper, conflicts);
		byId.set(line.paper.id, merged ? lineOf(merged) : line);
	}
	const kept = [...byId.values()];
	const inOrder = kept.every(({ paper }, at) => at === 0 || compareKeys(kept[at - 1]?.paper ?? paper, paper) < 0);
	const needsRepair = kept.length < lines.length;
	const plain = asPrinted && inOrder && !needsRepair && bad.length === 0;
	return { kind: 'lines', lines: inOrder ? kept : kept.sort((a, b) => compareKeys(a.paper, b.paper)), bad, plain, needsRepair, conflicts };
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
	const [mine, theirs] = [sides.mine, sides.theirs].map(papersOfSide);
	const base = baseText === undefined ? (tellsBase ? sides.base : undefined) : baseText.split('\n');
	if (mine === undefined || theirs === undefined || !isWhole || current !== undefined) {
		const line = rows.findIndex(row => marker.test(row)) + 1;
		const message = `Line ${line} holds a merge conflict that git left. Resolve it; the file is reloaded automatically.`;
		return { kind: 'problem', problem: { code: 'conflict', path, line, message }, lines: settled(rows.flatMap(row => paperOfLine(row) ?? []).map(lineOf), [], false).lines };
	}
	return mergeSides(mine, theirs, base && papersOfSide(base));
}

/** By id; `undefined` where a line is no paper, or the end is missing: then nobody may take the rest for the whole. */
function papersOfSide(rows: readonly string[]): ReadonlyMap<string, Paper> | undefined {
	const filled = rows.map(row => row.trim()).filter(row => row !== '');
	const papers = filled.slice(1, -1).map(paperOfLine).filter(paper => paper !== undefined);
	const isWhole = filled[0] === opening && filled.at(-1) === closing && papers.length === filled.length - 2;
	return isWhole ? new Map(papers.map(paper => [paper.id, paper])) : undefined;
}

/** Where nothing is known of the base, a paper that only one side has stays. */
function mergeSides(mine: ReadonlyMap<string, Paper>, theirs: ReadonlyMap<string, Paper>, base: ReadonlyMap<string, Paper> = new Map()): VolumeReading {
	const conflicts: FieldConflict[] = [];
	const merged = [...new Set([...mine.keys(), ...theirs.keys()])].flatMap(id => mergePaper(base.get(id), mine.get(id), theirs.get(id), conflicts) ?? []);
	return { kind: 'lines', lines: merged.sort(compareKeys).map(lineOf), bad: [], plain: false, needsRepair: true, conflicts };
}

export function lineOf(paper: Paper): VolumeLine & { readonly text: string } {
	return { paper, text: JSON.stringify(paper) };
}

/** The paper that a line of a volume holds; `undefined` where it holds none. */
export function paperOfLine(row: string): Paper | undefined {
	const parsed = parseJson(row.trim().replace(/,$/, ''));
	return isPaper(parsed) ? parsed : undefined;
}

/** One-based: the first line that does not parse. Papers stand one a line, so each can be tried alone. */
function firstBadLine(rows: readonly string[]): number {
	const index = rows.findIndex((row, at) => at > 0 && row.trim() !== '' && row.trim() !== closing && !isObject(parseJson(row.trim().replace(/,$/, ''))));
	return Math.max(index, 0) + 1;
}

/** The file's name without its folder. */
export function nameOf(path: string): string {
	return path.split(/[/\\]/).pop() ?? path;
}
