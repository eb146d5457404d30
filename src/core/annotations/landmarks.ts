import { bareText } from './anchoring';
import type { Box, Landmark, Quad } from './annotation';
import { unionOf } from './annotation';

/** How many lines in an area are kept, and how many above it and below it each. */
const mostInside = 40;
const mostBeside = 3;

/** UTF-16 units of a line that are kept. */
const longestText = 400;

/** A line of fewer letters is on many pages. */
const shortestText = 4;

/** Points of PDF between a figure and the lines that belong to it. */
const mostDistance = 72;

/** How many letters in an area, found again, tell its place by themselves; and how much of all its letters that has to be. */
const leastLetters = 12;
const leastFound = 0.5;

/** How much of an area's height has words where they say how large it is; of a picture, its lines have to be as long as they were. */
const leastText = 0.5;

/** How alike the words of two places have to be, of 1. */
const leastAlike = 0.5;

/** A page on which nearly as much is found makes the place doubtful. */
const rivalry = 0.8;

/** Points of PDF by which a rectangle may be drawn past the edge of a page. */
const slip = 12;

/** Points of PDF by which two lines around a figure may have moved differently and still be around it. */
const sameMove = 6;

/** How many of the lines in an area have to be where its new place and size would have them. */
const mostLines = 0.6;

/** How many lines, the longest ones first, are tried as the one that the others are placed by. */
const mostAnchors = 8;

/** Points of PDF between two lines that tell a size. */
const leastApart = 12;

/** How many times larger or smaller a figure may be. */
const mostStretched = 2.5;

/** `Figure 3: `, `Tab. 2.`, `图1`: the number is another one where a figure came in before it. */
const caption = /^(?:fig(?:ure)?|abb(?:ildung)?|tab(?:le|elle)?|algorithm|scheme|chart|listing|图|圖|図|表|그림|표)\.?\s*\d+[.:：]?/iu;

export function quadOfBox([left, bottom, right, top]: Box): Quad {
	return [left, top, right, top, left, bottom, right, bottom];
}

/** Of the lines of a page those in an area and next to it, by which it is found in another version of the file. */
export function landmarksOf(lines: readonly Landmark[], area: Box): readonly Landmark[] {
	const telling = lines.filter(({ text }) => bareText(text).bare.length >= shortestText);
	const inside = lines.filter(({ box, text }) => isIn(area, box) && text.trim() !== '').slice(0, mostInside);
	const beside = telling.filter(({ box }) => !isIn(area, box) && isInColumn(area, box));
	const [above, below] = [
		beside.filter(({ box }) => middle(box)[1] > middle(area)[1]).sort((a, b) => a.box[1] - b.box[1]),
		beside.filter(({ box }) => middle(box)[1] <= middle(area)[1]).sort((a, b) => b.box[3] - a.box[3]),
	];
	const near = [...above.slice(0, mostBeside), ...below.slice(0, mostBeside)].filter(({ box }) => distance(area, box) <= mostDistance);
	return [...inside, ...near].map(({ text, box }) => ({ text: text.trim().slice(0, longestText), box: rounded(box) }));
}

/** A page: its edges, and its lines. */
export interface PageLines {
	readonly box: Box;
	readonly lines: readonly Landmark[];
}

/** Where an area is on a page now, and how many letters say so. */
export interface FoundArea {
	readonly box: Box;
	readonly letters: number;
}

/**
 * Looks for an area on a page of another version of its file. Where words are in it, they say where it is, and how large: a table may have
 * been set again. Where there are none, as in a photograph, its caption does, or what stands above and below it, if both moved alike.
 * `undefined` where too little of that is there, or something else is at its place: no place is better than a wrong one.
 */
export function areaOnPage(area: Box, landmarks: readonly Landmark[], { box: sheet, lines }: PageLines): FoundArea | undefined {
	const page = indexOf(lines);
	const found = landmarks.flatMap(landmark => {
		const place = onlyPlace(page, landmark);
		return place === undefined ? [] : [place];
	});
	const inside = landmarks.filter(({ box }) => isIn(area, box));
	const here = byWordsInside(area, inside, found, lines) ?? byWordsBeside(area, found);
	// A figure that lies on no paper became smaller.
	if (here === undefined || !isWithin(sheet, here.box)) {
		return undefined;
	}
	const now = lines.filter(({ box }) => isIn(here.box, box));
	return alike(wordsOf(inside), wordsOf(now)) >= leastAlike ? here : undefined;
}

/** The place among those on several pages; `undefined` where two are nearly as good. */
export function bestPlace<Place extends FoundArea>(places: readonly Place[]): Place | undefined {
	const [best, next] = [...places].sort((a, b) => b.letters - a.letters);
	return best !== undefined && (next === undefined || next.letters < best.letters * rivalry) ? best : undefined;
}

/** A line that is on the page once, and where. */
interface FoundLine {
	readonly text: string;
	readonly letters: number;
	readonly before: Box;
	readonly now: Box;
	/** Whether it isn't broken into two. */
	readonly isOneLine: boolean;
	/** Whether it ends where it ended: where lines are longer or shorter, figures are so, too. */
	readonly isWhole: boolean;
}

function byWordsInside(
	area: Box,
	inside: readonly Landmark[],
	found: readonly FoundLine[],
	lines: readonly Landmark[],
): FoundArea | undefined {
	const known = found.filter(({ before }) => isIn(area, before));
	const lengths = inside.map(({ text }) => bareText(text).bare.length);
	const all = lengths.filter(length => length >= shortestText).reduce((sum, length) => sum + length, 0);
	const reach = [widthOf(area), heightOf(area)].map(size => size * 0.35 + 20);
	// Of words that moved otherwise than the others, the same words stand somewhere else.
	const groups = known.map(first => known.filter(other => apart(first, other).every((far, axis) => far <= (reach[axis] ?? 0))));
	const group = groups.reduce<readonly FoundLine[]>((best, next) => (lettersOf(next) > lettersOf(best) ? next : best), []);
	const letters = lettersOf(group);
	if (letters < leastLetters || letters < all * leastFound) {
		return undefined;
	}
	if (group.length < inside.length * mostLines) {
		// Numbers along an axis are on the page more than once: together they say how large the figure is.
		const box = byAllWords(area, inside, group, lines);
		return box && { box, letters };
	}
	const [before, now] = [unionOf(group.map(line => line.before)), unionOf(group.map(line => line.now))];
	const isPicture = heightOf(before) < heightOf(area) * leastText;
	if (isPicture && lettersOf(group.filter(({ isWhole }) => isWhole)) < letters * leastFound) {
		return undefined;
	}
	return {
		box: [now[0] - (before[0] - area[0]), now[1] - (before[1] - area[1]), now[2] + (area[2] - before[2]), now[3] + (area[3] - before[3])],
		letters,
	};
}

/** What a figure became that was set again: its place and its size. */
type Placing = (at: readonly [number, number]) => readonly [number, number];

/** The area moved and stretched so that most of what is in it stands where the page has it. */
function byAllWords(area: Box, inside: readonly Landmark[], group: readonly FoundLine[], lines: readonly Landmark[]): Box | undefined {
	const texts = new Map<string, (readonly [number, number])[]>();
	for (const { text, box } of lines) {
		texts.set(text, [...(texts.get(text) ?? []), middle(box)]);
	}
	const points = inside.map(({ text, box }) => ({ from: middle(box), places: texts.get(text) ?? [] }));
	const countOf = (placing: Placing) =>
		points.filter(({ from, places }) => {
			const [x, y] = placing(from);
			return places.some(([otherX, otherY]) => Math.abs(x - otherX) <= sameMove && Math.abs(y - otherY) <= sameMove);
		}).length;
	const anchors = group
		.filter(({ isOneLine }) => isOneLine)
		.sort((a, b) => b.letters - a.letters)
		.slice(0, mostAnchors);
	let best: { readonly placing: Placing; readonly count: number } | undefined;
	for (const anchor of anchors) {
		for (const placing of placingsBy(anchor, points)) {
			const hits = countOf(placing);
			if (hits > (best?.count ?? 0)) {
				best = { placing, count: hits };
			}
		}
	}
	if (best === undefined || best.count < points.length * mostLines) {
		return undefined;
	}
	const [[left, bottom], [right, top]] = [best.placing([area[0], area[1]]), best.placing([area[2], area[3]])];
	return [left, bottom, right, top];
}

/** The ways in which a line and another point can have come to their places. */
function placingsBy(
	{ before, now }: FoundLine,
	points: readonly { readonly from: readonly [number, number]; readonly places: readonly (readonly [number, number])[] }[],
): readonly Placing[] {
	const [fromX, fromY] = middle(before);
	const [toX, toY] = middle(now);
	const stretched =
		(across: number, up: number): Placing =>
		([x, y]) => [toX + (x - fromX) * across, toY + (y - fromY) * up];
	const factors = points.flatMap(({ from: [x, y], places }) =>
		places.map(([placeX, placeY]): readonly [number, number] => {
			const across = Math.abs(x - fromX) < leastApart ? undefined : (placeX - toX) / (x - fromX);
			const up = Math.abs(y - fromY) < leastApart ? undefined : (placeY - toY) / (y - fromY);
			return [across ?? up ?? 1, up ?? across ?? 1];
		}),
	);
	return [[1, 1] as const, ...factors.filter(both => both.every(factor => factor > 1 / mostStretched && factor < mostStretched))].map(
		([across, up]) => stretched(across, up),
	);
}

function byWordsBeside(area: Box, found: readonly FoundLine[]): FoundArea | undefined {
	const beside = found.filter(({ before, now, isWhole }) => !isIn(area, before) && isWhole && isAsWide(before, now));
	const title = beside.filter(({ text }) => caption.test(text)).sort((a, b) => distance(area, a.before) - distance(area, b.before))[0];
	if (title !== undefined) {
		return { box: moved(area, moveOf(title)), letters: title.letters };
	}
	const isAbove = ({ before }: FoundLine) => middle(before)[1] > middle(area)[1];
	const nearest = (lines: readonly FoundLine[]) => [...lines].sort((a, b) => distance(area, a.before) - distance(area, b.before))[0];
	const [above, below] = [nearest(beside.filter(isAbove)), nearest(beside.filter(line => !isAbove(line)))];
	return above === undefined || below === undefined || apart(above, below).some(far => far > sameMove)
		? undefined
		: { box: moved(area, moveOf(above)), letters: above.letters + below.letters };
}

function moveOf({ before, now }: FoundLine): readonly [number, number] {
	return [now[0] - before[0], now[3] - before[3]];
}

function moved([left, bottom, right, top]: Box, [x, y]: readonly [number, number]): Box {
	return [left + x, bottom + y, right + x, top + y];
}

/** How differently two lines moved. */
function apart(a: FoundLine, b: FoundLine): readonly [number, number] {
	const [ofA, ofB] = [moveOf(a), moveOf(b)];
	return [Math.abs(ofA[0] - ofB[0]), Math.abs(ofA[1] - ofB[1])];
}

function isAsWide(before: Box, now: Box): boolean {
	return Math.abs(widthOf(now) - widthOf(before)) <= widthOf(before) * 0.05 + 1;
}

function lettersOf(lines: readonly FoundLine[]): number {
	return lines.reduce((sum, { letters }) => sum + letters, 0);
}

/** The text of a page without what setting it again changes, and the line that each sign is of. */
interface PageIndex {
	readonly bare: string;
	readonly lines: readonly { readonly box: Box; readonly from: number; readonly length: number }[];
}

function indexOf(lines: readonly Landmark[]): PageIndex {
	let bare = '';
	const places: { readonly box: Box; readonly from: number; readonly length: number }[] = [];
	for (const { text, box } of lines) {
		const its = bareText(text).bare;
		places.push({ box, from: bare.length, length: its.length });
		bare += its;
	}
	return { bare, lines: places };
}

/** Where a line is on a page, a caption under another number, too; `undefined` where it is not, or more than once. */
function onlyPlace(page: PageIndex, { text, box }: Landmark): FoundLine | undefined {
	const whole = placeOfText(page, text);
	const label = caption.exec(text)?.[0] ?? '';
	if (whole !== undefined || label === '') {
		return whole && { text, before: box, ...whole };
	}
	const rest = placeOfText(page, text.slice(label.length));
	const [left, bottom, right, top] = box;
	const part = bareText(label).bare.length / bareText(text).bare.length;
	return rest && { text, before: [left + (right - left) * part, bottom, right, top], ...rest };
}

function placeOfText({ bare, lines }: PageIndex, text: string): Pick<FoundLine, 'letters' | 'now' | 'isOneLine' | 'isWhole'> | undefined {
	const wanted = bareText(text).bare;
	const at = wanted.length < shortestText ? -1 : bare.indexOf(wanted);
	if (at < 0 || bare.indexOf(wanted, at + 1) >= 0) {
		return undefined;
	}
	const boxes = lines.flatMap(({ box: [left, bottom, right, top], from, length }): readonly Box[] => {
		const [start, end] = [Math.max(at - from, 0), Math.min(at + wanted.length - from, length)];
		const letter = (right - left) / length;
		return start < end ? [[left + start * letter, bottom, left + end * letter, top]] : [];
	});
	const endsLine = lines.some(({ from, length }) => from + length === at + wanted.length);
	const isOneLine = boxes.length === 1;
	return { letters: wanted.length, now: unionOf(boxes), isOneLine, isWhole: endsLine && isOneLine };
}

/** How much two lists of words have in common, from 0 to 1; nothing is like nothing. */
function alike(before: readonly string[], now: readonly string[]): number {
	const left = [...now];
	let same = 0;
	for (const word of before) {
		const at = left.indexOf(word);
		if (at >= 0) {
			left.splice(at, 1);
			same += word.length;
		}
	}
	const all = [...before, ...now].reduce((sum, word) => sum + word.length, 0);
	return all === 0 ? 1 : (2 * same) / all;
}

/** Signs of scripts without spaces are words by themselves. */
function wordsOf(lines: readonly Landmark[]): readonly string[] {
	return lines
		.flatMap(({ text }) => text.split(/\s+|(?=\p{Lo})/u))
		.flatMap(word => (bareText(word).bare === '' ? [] : [bareText(word).bare]));
}

function isIn([left, bottom, right, top]: Box, box: Box): boolean {
	const [x, y] = middle(box);
	return left <= x && x <= right && bottom <= y && y <= top;
}

function isWithin(sheet: Box, [left, bottom, right, top]: Box): boolean {
	return left >= sheet[0] - slip && bottom >= sheet[1] - slip && right <= sheet[2] + slip && top <= sheet[3] + slip;
}

/** Whether a line stands above or below a good part of an area, and not in the column next to it. */
function isInColumn(area: Box, box: Box): boolean {
	return Math.min(area[2], box[2]) - Math.max(area[0], box[0]) > Math.min(widthOf(area), widthOf(box)) * 0.3;
}

function distance(area: Box, box: Box): number {
	return Math.max(box[1] - area[3], area[1] - box[3], 0);
}

function middle([left, bottom, right, top]: Box): readonly [number, number] {
	return [(left + right) / 2, (bottom + top) / 2];
}

function widthOf([left, , right]: Box): number {
	return right - left;
}

function heightOf([, bottom, , top]: Box): number {
	return top - bottom;
}

function rounded([left, bottom, right, top]: Box): Box {
	const round = (value: number) => Math.round(value * 10) / 10;
	return [round(left), round(bottom), round(right), round(top)];
}
