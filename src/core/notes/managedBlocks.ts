import { localize } from '../data/localize';
import { topBlocks } from '../markdown/topBlocks';
import type { TextEdit } from '../text/edits';
import { applyEdits } from '../text/edits';
import { lineAt, lineEnding, lineStarts } from '../text/lines';
import { sealOf } from './seal';
import type { ValueSeals } from './valueSeals';
import { readValuesComment, valuesComment } from './valueSeals';

/**
 * A part of a note that a refresh may rewrite, between two comments on lines of their own at the top level of the document:
 *
 *     <!-- marginalia:begin abstract --><!-- seal:1a2b3c4d -->
 *     > Text.
 *     <!-- marginalia:end -->
 */
export interface ManagedBlock {
	readonly name: string;
	/** What the content was sealed with; `undefined` where it never was. */
	readonly seal: string | undefined;
	/** One-based line of the begin marker. */
	readonly line: number;
	/** UTF-16 offset behind the begin comment, where the seal is or would be. */
	readonly sealStart: number;
	readonly sealEnd: number;
	/** The lines between the markers, the last one with its line ending. */
	readonly start: number;
	readonly end: number;
}

export interface NoteProblem {
	/** One-based. */
	readonly line: number;
	readonly message: string;
}

export interface ManagedBlocks {
	readonly blocks: readonly ManagedBlock[];
	readonly problems: readonly NoteProblem[];
	/** What the values of the front matter are sealed with; the first such comment counts. */
	readonly values?: SealedValues;
}

export interface SealedValues {
	readonly seals: ValueSeals;
	/** Of the comment. */
	readonly start: number;
	readonly end: number;
}

/** The managed blocks of a note, in order. A marker inside code, a quotation or a list is text like any other. */
export function findManagedBlocks(text: string): ManagedBlocks {
	if (!text.includes('marginalia:')) {
		return { blocks: [], problems: [] };
	}
	return pairMarkers(findMarkers(text), text);
}

export interface SealedText {
	readonly text: string;
	/** The content of each block by its name, the last one's where two share it. */
	readonly blocks: ReadonlyMap<string, string>;
}

/**
 * Writes the comment of sealed values where it is, else on the line of the first managed block, else on a line of its own at the end of the
 * note; `undefined` where that would be inside code or the like, which never ends.
 */
export function editValues(text: string, { blocks: [first], values }: ManagedBlocks, seals: ValueSeals): TextEdit | undefined {
	const comment = valuesComment(seals);
	if (values !== undefined) {
		return { start: values.start, end: values.end, text: comment };
	}
	if (first !== undefined) {
		return { start: first.sealEnd, end: first.sealEnd, text: comment };
	}
	const ending = lineEnding(text);
	const gap = text === '' || /(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)$/.test(text) ? '' : /[\r\n]$/.test(text) ? ending : ending + ending;
	const line = `${gap}${comment}${ending}`;
	return findManagedBlocks(text + line).values === undefined ? undefined : { start: text.length, end: text.length, text: line };
}

/** The text with the seal of its content behind the begin marker of each of its blocks. */
export function sealBlocks(text: string): SealedText {
	const { blocks } = findManagedBlocks(text);
	const contents = blocks.map(({ name, start, end }) => [name, text.slice(start, end)] as const);
	const seals = blocks.map(({ sealStart, sealEnd }, index) => ({
		start: sealStart,
		end: sealEnd,
		text: sealComment(contents[index]?.[1] ?? ''),
	}));
	return { text: applyEdits(text, seals), blocks: new Map(contents) };
}

export function sealComment(content: string): string {
	return `<!-- seal:${sealOf(content)} -->`;
}

type Marker = BeginMarker | { readonly kind: 'end'; readonly start: number } | ({ readonly kind: 'values' } & SealedValues);

interface BeginMarker {
	readonly kind: 'begin';
	readonly name: string;
	readonly seal: string | undefined;
	readonly sealStart: number;
	readonly sealEnd: number;
	readonly start: number;
	/** Behind the line ending of the marker's line. */
	readonly next: number;
}

const begin =
	/^ {0,3}<!--[ \t]*marginalia:begin[ \t]+([\w-]+)[ \t]*-->(<!--[ \t]*seal:([0-9a-f]{8})[ \t]*-->)?(?:<!--[ \t]*marginalia:values(?:[ \t][^>\r\n]*)?-->)?[ \t]*$/;
const valuesBehind = /<!--[ \t]*marginalia:values(?:[ \t][^>\r\n]*)?-->(?=[ \t]*$)/;
const valuesAlone = /^ {0,3}<!--[ \t]*marginalia:values(?:[ \t][^>\r\n]*)?-->[ \t]*$/;
const end = /^ {0,3}<!--[ \t]*marginalia:end[ \t]*-->[ \t]*$/;

function findMarkers(text: string): readonly Marker[] {
	const markers: Marker[] = [];
	for (const block of topBlocks(text)) {
		if (block.kind !== 'html') {
			continue;
		}
		const { start, end: stop } = block;
		const source = text.slice(start, stop);
		const found = begin.exec(source);
		if (found) {
			markers.push(beginMarker(text, start, stop, found));
		} else if (end.test(source)) {
			markers.push({ kind: 'end', start: lineStartOf(text, start) });
		}
		const values = found || valuesAlone.test(source) ? valuesBehind.exec(source) : null;
		if (values) {
			const from = start + values.index;
			markers.push({ kind: 'values', seals: readValuesComment(values[0]), start: from, end: from + values[0].length });
		}
	}
	return markers;
}

function beginMarker(text: string, start: number, stop: number, [, name = '', sealing = '', seal]: RegExpExecArray): BeginMarker {
	const sealStart = text.indexOf('-->', start) + '-->'.length;
	const next = stop + (/^\r\n|^[\r\n]/.exec(text.slice(stop, stop + 2))?.[0].length ?? 0);
	return { kind: 'begin', name, seal, start, sealStart, sealEnd: sealStart + sealing.length, next };
}

function lineStartOf(text: string, offset: number): number {
	let start = offset;
	while (start > 0 && !/[\r\n]/.test(text.charAt(start - 1))) {
		start -= 1;
	}
	return start;
}

function pairMarkers(markers: readonly Marker[], text: string): ManagedBlocks {
	const starts = lineStarts(text);
	const blocks: ManagedBlock[] = [];
	const problems: NoteProblem[] = [];
	let open: BeginMarker | undefined;
	let values: SealedValues | undefined;
	const leaveOpen = ({ name, start }: BeginMarker) =>
		problems.push({
			line: lineAt(starts, start),
			message: localize('The managed block “{0}” isn’t closed; add a line “<!-- marginalia:end -->” after it.', name),
		});
	for (const marker of markers) {
		if (marker.kind === 'begin') {
			if (open) {
				leaveOpen(open);
			}
			open = marker;
		} else if (marker.kind === 'values') {
			values ??= { seals: marker.seals, start: marker.start, end: marker.end };
		} else if (open) {
			const { name, seal, sealStart, sealEnd, start, next } = open;
			blocks.push({ name, seal, sealStart, sealEnd, line: lineAt(starts, start), start: next, end: marker.start });
			open = undefined;
		} else {
			problems.push({
				line: lineAt(starts, marker.start),
				message: localize(
					'This ends a managed block that wasn’t started; remove the line, or add “<!-- marginalia:begin NAME -->” before the block.',
				),
			});
		}
	}
	if (open) {
		leaveOpen(open);
	}
	return { blocks, problems, ...(values && { values }) };
}
