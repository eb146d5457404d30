import { firstIndex } from '../data/lists';
import { scanBlocks } from '../markdown/blocks';
import { maskedRanges } from '../markdown/scan';
import { TableRows } from '../markdown/tableRows';
import { present } from '../paper/paper';
import { Cover, joinRanges } from '../text/cover';
import type { FoundCitation } from './syntax';
import type { Range } from '../text/edits';

/**
 * The citations of a markdown text with what footnotes make of them: whether they stand in one, in which order readers meet them (a
 * footnote where it is called, wherever it is written, the caption of a table before the table), and how many footnotes have been before.
 */
export function withFootnotes(text: string, found: readonly FoundCitation[]): readonly FoundCitation[] {
	const captions = captionsBelow(text);
	const notes = text.includes('[^') || text.includes('^[') ? footnotesOf(text, captions) : [];
	if (notes.length === 0 && !found.some(({ start }) => placeInText(captions, start) !== start)) {
		return found;
	}
	const bodies = new Cover(joinRanges(notes));
	const places = found.map(citation => {
		const note = bodies.endAt(citation.start) === undefined ? undefined : innermostAt(notes, citation.start);
		return { citation, note, place: [...(note?.place ?? []), placeInText(captions, citation.start)] };
	});
	const calls = notes.map(({ place }) => place).sort(comparePlaces);
	const order = [...places].sort((a, b) => comparePlaces(a.place, b.place)).map(({ citation }) => citation);
	const ranks = new Map(order.map((citation, rank) => [citation, rank]));
	return places.map(({ citation, note, place }) => {
		const before = firstIndex(calls, call => comparePlaces(call, note?.place ?? place) >= 0);
		return {
			...citation,
			...present('order', ranks.get(citation)),
			ownNotes: before + (note === undefined ? 0 : 1),
			...(note === undefined
				? {}
				: {
						inNote: true as const,
						...(opens(note, text, citation.start) ? { opensNote: true as const } : {}),
						...(endsSentence(text.slice(citation.end, note.contentEnd)) ? { endsNote: true as const } : {}),
					}),
		};
	});
}

/** Of notes in the order of their starts, the last that holds an offset. */
function innermostAt(notes: readonly Footnote[], at: number): Footnote | undefined {
	let index = firstIndex(notes, ({ start }) => start > at) - 1;
	while (index >= 0 && (notes[index]?.end ?? 0) <= at) {
		index -= 1;
	}
	return notes[index];
}

/** Whether a citation is the first that stands in a footnote of one paragraph. */
function opens({ content, contentEnd }: Footnote, text: string, at: number): boolean {
	return text.slice(content, at).trim() === '' && !/\n[ \t]*\r?\n/.test(text.slice(content, contentEnd).trim());
}

/** Whether nothing more follows in the paragraph, or a word with a capital. pandoc has it so as well. */
function endsSentence(following: string): boolean {
	return /^\s*(?:\p{Lu}|$)|^[ \t]*\r?\n[ \t]*\r?\n/u.test(following);
}

/** The caption of a table that stands below it, and where the table begins. */
interface Caption extends Range {
	readonly table: number;
}

/** `: A caption` or `Table: A caption` in the paragraph after a table. https://pandoc.org/MANUAL.html#tables */
function captionsBelow(text: string): readonly Caption[] {
	const marker = /^ {0,3}(?:[Tt]able)?:[ \t]/;
	if (!new RegExp(marker.source, 'm').test(text)) {
		return [];
	}
	const rows = new TableRows(text);
	const found: Caption[] = [];
	let before: { readonly start: number; readonly isTable: boolean } | undefined;
	for (const { index: start, 0: block } of text.matchAll(/(?<![^\n])[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*/g)) {
		if (before?.isTable === true && marker.test(block)) {
			found.push({ start, end: start + block.length, table: before.start });
		}
		// Grid tables and those of dashes are pandoc's own.
		before = { start, isTable: /^ *\+-|^ *-{3,}/.test(block) || rows.holds(start) };
	}
	return found;
}

/** An offset as readers meet it: pandoc writes a caption above its table. */
function placeInText(captions: readonly Caption[], at: number): number {
	const caption = captions.find(({ start, end }) => start <= at && at < end);
	return caption === undefined ? at : caption.table + (at - caption.start) / (caption.end - caption.start + 1);
}

/** A footnote; `start` to `end` is all that is written of it. */
interface Footnote extends Range {
	/** Where its words begin, and where they end. */
	readonly content: number;
	readonly contentEnd: number;
	/** Where it is called: an offset of {@link placeInText}, behind those of the footnotes that the call itself stands in. */
	readonly place: readonly number[];
}

function comparePlaces(a: readonly number[], b: readonly number[]): number {
	for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
		const [left = 0, right = 0] = [a[at], b[at]];
		if (left !== right) {
			return left - right;
		}
	}
	return a.length - b.length;
}

/** `[^1]`. */
const labelled = String.raw`\[\^([^\][\s]{1,999})\]`;
const signOfNote = new RegExp(`${labelled}:`);

/** Those that are written apart and called nowhere come last. */
function footnotesOf(text: string, captions: readonly Caption[]): readonly Footnote[] {
	const masked = maskedRanges(text);
	const apart = notesApart(text);
	const calls = new Map<string, number>();
	const unread = new Cover(masked);
	const definitions = new Set(apart.map(({ definition }) => definition));
	for (const { 1: label = '', index } of text.matchAll(new RegExp(labelled, 'g'))) {
		if (unread.endAt(index) === undefined && !calls.has(label) && !definitions.has(index)) {
			calls.set(label, index);
		}
	}
	const placeOf = (call: number, depth = 0): readonly number[] => {
		const last = depth > 3 ? undefined : apart[firstIndex(apart, ({ start }) => start > call) - 1];
		const outer = last !== undefined && call < last.end ? last : undefined;
		const place = placeInText(captions, call);
		return outer === undefined ? [place] : [...placeOf(calls.get(outer.label) ?? text.length + outer.start, depth + 1), place];
	};
	const written = apart.map(({ start, end, label, content }) => ({
		start,
		end,
		content,
		contentEnd: end,
		place: placeOf(calls.get(label) ?? text.length + start),
	}));
	const inPlace = notesInPlace(text, masked).map(({ start, end }) => ({
		start,
		end,
		content: start + 2,
		contentEnd: end - 1,
		place: placeOf(start),
	}));
	return [...written, ...inPlace].sort((a, b) => a.start - b.start || b.end - a.end);
}

/** A footnote with its label, where that stands, and where the words begin behind it. */
interface NoteApart extends Range {
	readonly label: string;
	readonly definition: number;
	readonly content: number;
}

/** `[^1]: ...` with the indented lines behind it. https://pandoc.org/MANUAL.html#footnotes */
function notesApart(text: string): readonly NoteApart[] {
	const found: NoteApart[] = [];
	scanBlocks(text, {
		footnote: (start, blockEnd) => {
			const body = text.slice(start, blockEnd).trimEnd();
			const sign = signOfNote.exec(body);
			if (sign !== null) {
				const definition = start + sign.index;
				const [written, label = ''] = sign;
				found.push({ start, end: start + body.length, label, definition, content: definition + written.length });
			}
		},
	});
	return found.sort((one, other) => one.start - other.start);
}

/** `^[...]`, which no blank line may part. */
function notesInPlace(text: string, masked: readonly Range[]): readonly Range[] {
	const found: Range[] = [];
	const unread = new Cover(masked);
	let open: { readonly start: number; readonly isNote: boolean }[] = [];
	for (const { 0: sign, index } of text.matchAll(/\\[^]|\^\[|[[\]]|\n[ \t]*\r?\n/g)) {
		if (sign.includes('\n')) {
			open = [];
		} else if (unread.endAt(index) !== undefined) {
			continue;
		} else if (sign.endsWith('[') && !sign.startsWith('\\')) {
			open.push({ start: index, isNote: sign === '^[' });
		} else if (sign === ']') {
			const group = open.pop();
			if (group?.isNote === true) {
				found.push({ start: group.start, end: index + 1 });
			}
		}
	}
	return found;
}
