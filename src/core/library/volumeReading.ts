import { localize } from '../data/localize';
import { isArray, isObject, parseJson } from '../data/json';
import type { Json, JsonObject } from '../data/json';
import { isPaper, problemOfPaper } from '../paper/paper';
import type { Paper } from '../paper/paper';
import type { Lines } from '../files/ports';
import { conflictMark } from '../text/conflictMarks';
import type { FieldConflict } from '../merge/threeWay';
import { mergeThreeWays } from '../merge/threeWay';
import { closing, compareKeys, lineOf, nameOf, opening, paperOfLine, withoutComma } from './volumeText';
import type { BadLine, VolumeLine, VolumeProblem, VolumeReading } from './volumeText';

/**
 * Reads a volume, line by line where it stands as `printVolume` writes it. Where git left both sides of a merge in it, these are merged
 * paper by paper and field by field; `base` is the text that both sides started from, where it is known.
 */
export function readVolume(lines: Lines, path: string, base?: string): VolumeReading {
	const rows = rowsOf(lines);
	if (hasConflict(lines)) {
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
		const message = localize(
			'{0} is truncated after line {1}. Restore an older version of the file; it is reloaded automatically.',
			nameOf(path),
			last + 1,
		);
		return { kind: 'problem', problem: { code: 'cut-off', path, line: last + 1, message }, lines: settled(papers, [], false).lines };
	}
	return settled(
		papers,
		entries.filter(entry => 'after' in entry),
		isAsPrinted(rows),
	);
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
			entries.push({
				paper: value,
				text: row.endsWith('\r') || row.startsWith(' ') || row.startsWith('\t') ? withoutComma(row.trim()) : kept,
			});
			after = value.id;
		} else if (row.trim() !== '') {
			const isJson = value !== undefined;
			const message = isJson ? (problemOfPaper(value) ?? '') : localize('This isn’t valid JSON.');
			entries.push({ text: kept, after, line: at + 2, message, isJson });
		}
	}
	return entries;
}

function isAsPrinted(rows: readonly string[]): boolean {
	const papers = rows.slice(1, -2);
	return (
		rows[0] === opening &&
		rows.at(-2) === closing &&
		rows.at(-1) === '' &&
		papers.every((row, at) => row.startsWith('{') && row.endsWith(',') === at < papers.length - 1 && !row.endsWith('\r'))
	);
}

/** Whether git left both sides of a merge in a text. */
export function hasConflict(lines: Lines): boolean {
	return Array.from({ length: lines.count }, (_, index) => index).some(index => lines.startsWith(index, '<<<<<<< '));
}

/** Every line of a text. */
function rowsOf(lines: Lines): readonly string[] {
	return Array.from({ length: lines.count }, (_, index) => lines.at(index));
}

/** Where an editor or git wrote lines as Windows has them. */
function withoutReturn(row: string): string {
	return row.endsWith('\r') ? row.slice(0, -1) : row;
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
	const message =
		parsed === undefined
			? localize('Line {0} isn’t valid JSON.', line)
			: localize('{0} isn’t a library file: it has no list of papers.', nameOf(path));
	return { kind: 'problem', problem: { code: 'not-a-volume', path, line, message: `${message} ${advice()}` }, lines };
}

function advice(): string {
	return localize('Fix the file or restore an older version; it is reloaded automatically.');
}

function unknownVersion(path: string, version: unknown): VolumeProblem {
	const message = localize(
		'{0} was written by another version of Marginalia (format {1}). Update the extension to change its papers.',
		nameOf(path),
		JSON.stringify(version),
	);
	return { code: 'unknown-version', path, line: 1, message };
}

function readObject(parsed: JsonObject, rows: readonly string[], path: string): VolumeReading {
	const { version, papers, ...others } = parsed;
	if (!isArray(papers)) {
		const message = `${localize('{0} isn’t a library file: it has no list of papers.', nameOf(path))} ${advice()}`;
		return { kind: 'problem', problem: { code: 'not-a-volume', path, line: 1, message }, lines: [] };
	}
	const lines = papers.filter(isPaper).map(lineOf);
	const [other] = Object.keys(others);
	if (version !== 1) {
		return { kind: 'problem', problem: unknownVersion(path, version ?? null), lines: settled(lines, [], false).lines };
	}
	if (other !== undefined) {
		const message = `${localize('{0} contains {1} besides its papers, which would be lost.', nameOf(path), JSON.stringify(other))} ${advice()}`;
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
	const found =
		first === undefined ? -1 : rows.findIndex(row => row.includes(JSON.stringify(first[0])) && row.includes(JSON.stringify(first[1])));
	return Math.max(found, 0) + 1;
}

/** One line for each paper, in order. A paper stands twice where git kept the lines of both sides. */
function settled(lines: readonly VolumeLine[], bad: readonly BadLine[], asPrinted: boolean): VolumeReading & { readonly kind: 'lines' } {
	const byId = new Map<string, VolumeLine>();
	const conflicts: FieldConflict[] = [];
	for (const line of lines) {
		const other = byId.get(line.paper.id);
		const merged = other && mergeThreeWays(undefined, other.paper, line.paper, conflicts);
		byId.set(line.paper.id, merged ? lineOf(merged) : line);
	}
	const kept = [...byId.values()];
	const inOrder = kept.every(({ paper }, at) => at === 0 || compareKeys(kept[at - 1]?.paper ?? paper, paper) < 0);
	const needsRepair = kept.length < lines.length;
	const plain = asPrinted && inOrder && !needsRepair && bad.length === 0;
	return { kind: 'lines', lines: inOrder ? kept : kept.sort((a, b) => compareKeys(a.paper, b.paper)), bad, plain, needsRepair, conflicts };
}

type Side = 'mine' | 'base' | 'theirs';

/**
 * `<<<<<<< ours`, lines of one side, `=======`, lines of the other, `>>>>>>> theirs`: each side is a whole volume with the lines outside.
 */
function readConflicted(rows: readonly string[], path: string, baseText: string | undefined): VolumeReading {
	const sides: Record<Side, string[]> = { mine: [], base: [], theirs: [] };
	let current: Side | undefined;
	let tellsBase = false;
	let isWhole = true;
	for (const row of rows) {
		const next = conflictMark.test(row) ? row.charAt(0) : '';
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
		const line = rows.findIndex(row => conflictMark.test(row)) + 1;
		const message = localize('Line {0} has an unresolved git merge conflict. Resolve it; the file is reloaded automatically.', line);
		return {
			kind: 'problem',
			problem: { code: 'conflict', path, line, message },
			lines: settled(rows.flatMap(row => paperOfLine(row) ?? []).map(lineOf), [], false).lines,
		};
	}
	return mergeSides(mine, theirs, base && papersOfSide(base));
}

/** By id; `undefined` where a line is no paper, or the end is missing: then nobody may take the rest for the whole. */
function papersOfSide(rows: readonly string[]): ReadonlyMap<string, Paper> | undefined {
	const filled = rows.map(row => row.trim()).filter(row => row !== '');
	const papers = filled
		.slice(1, -1)
		.map(paperOfLine)
		.filter(paper => paper !== undefined);
	const isWhole = filled[0] === opening && filled.at(-1) === closing && papers.length === filled.length - 2;
	return isWhole ? new Map(papers.map(paper => [paper.id, paper])) : undefined;
}

/** Where nothing is known of the base, a paper that only one side has stays. */
function mergeSides(
	mine: ReadonlyMap<string, Paper>,
	theirs: ReadonlyMap<string, Paper>,
	base: ReadonlyMap<string, Paper> = new Map(),
): VolumeReading {
	const conflicts: FieldConflict[] = [];
	const merged = [...new Set([...mine.keys(), ...theirs.keys()])].flatMap(
		id => mergeThreeWays(base.get(id), mine.get(id), theirs.get(id), conflicts) ?? [],
	);
	return { kind: 'lines', lines: merged.sort(compareKeys).map(lineOf), bad: [], plain: false, needsRepair: true, conflicts };
}

/** One-based: the first line that does not parse. Papers stand one a line, so each can be tried alone. */
function firstBadLine(rows: readonly string[]): number {
	const index = rows.findIndex(
		(row, at) => at > 0 && row.trim() !== '' && row.trim() !== closing && !isObject(parseJson(row.trim().replace(/,$/, ''))),
	);
	return Math.max(index, 0) + 1;
}
