import { parseJson } from '../data/json';
import type { Paper } from '../paper/paper';
import type { KeptLine, Lines } from '../files/ports';
import { isPaper } from '../paper/paper';
import { compareText } from '../text/compare';
import type { FieldConflict } from '../merge/threeWay';

/**
 * What is wrong with a volume. `bad-line`: one line is no paper; it stays as it is, and all others work. With any other the volume is read
 * only: `cut-off` has no closing bracket, `unknown-version` and `not-a-volume` say so, `conflict` holds both sides of a merge, `unreadable`
 * could not be read, `missing` was there and is not. `unwritable`: a change could not be written, and the next one may. `no-paper`: nothing
 * is wrong with a volume, but what was to be written could not have been read back.
 */
export type VolumeProblemCode =
	| 'bad-line'
	| 'cut-off'
	| 'unknown-version'
	| 'not-a-volume'
	| 'conflict'
	| 'unreadable'
	| 'missing'
	| 'unwritable'
	| 'no-paper';

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

/** Holds lines of volumes that are no papers and that somebody has put aside, each as it was. */
export const setAsideName = 'set-aside.jsonl';

/** Names of the files that are volumes, in any case: some disks and programs change it. */
export const volumeName = /^volume-\d{4,}\.json$/i;

export const opening = '{"version":1,"papers":[';
export const closing = ']}';

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
	return typeof text !== 'string' && text.hasComma === withComma ? text : withComma ? `${paperJson(text)},` : paperJson(text);
}

/** The papers of a volume that stands as {@link printVolume} prints it. */
export function keptTexts(lines: Lines): readonly KeptText[] {
	const count = lines.count - linesAround;
	return Array.from({ length: Math.max(0, count) }, (_, at) => ({ of: lines, index: at + 1, hasComma: at + 1 < count }));
}

/** Without the comma. */
export function paperJson(text: PaperText): string {
	return typeof text === 'string' ? text : text.hasComma ? withoutComma(text.of.at(text.index)) : text.of.at(text.index);
}

/** Whether a paper's text has this id in it. Our own lines begin with it, which is told without decoding them. */
export function isOfId(text: PaperText, id: string): boolean {
	const start = `{"id":${JSON.stringify(id)},`;
	const isOurs = typeof text === 'string' ? text.startsWith(start) : text.of.startsWith(text.index, start);
	return isOurs || paperOfLine(paperJson(text))?.id === id;
}

/** The opening, the closing, and nothing after its line feed. */
const linesAround = 3;

export function withoutComma(row: string): string {
	return row.endsWith(',') ? row.slice(0, -1) : row;
}

/**
 * What `take` makes of each paper of a volume that stands just as {@link printVolume} prints it; `undefined` for any other. `readVolume`
 * reads those too, but has all their papers in memory: papers that go as soon as they were looked at cost half as much, since nothing moves
 * them about.
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

/** By code unit, not by locale: the order must be the same on every machine that shares the library. */
export function compareKeys(a: Pick<Paper, 'id' | 'citation-key'>, b: Pick<Paper, 'id' | 'citation-key'>): number {
	return compareText(a['citation-key'], b['citation-key']) || compareText(a.id, b.id);
}

export function lineOf(paper: Paper): VolumeLine & { readonly text: string } {
	return { paper, text: JSON.stringify(paper) };
}

/** The paper that a line of a volume holds; `undefined` where it holds none. */
export function paperOfLine(row: string): Paper | undefined {
	const parsed = parseJson(row.trim().replace(/,$/, ''));
	return isPaper(parsed) ? parsed : undefined;
}

/** The file's name without its folder. */
export function nameOf(path: string): string {
	return path.split(/[/\\]/).pop() ?? path;
}
