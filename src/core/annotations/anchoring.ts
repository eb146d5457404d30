import search from 'approx-string-match';
import { commonEnd, commonStart } from '../text/edits';
import type { AnnotationQuote } from './annotation';

/** Where a quotation stands in a text, in UTF-16 offsets, `end` exclusive. `similar`: its words are a little different there. */
export interface AnchoredQuote {
	readonly start: number;
	readonly end: number;
	readonly match: 'exact' | 'similar';
}

/** How much of a quotation may be another text, and still be the place: a quarter, as a corrected sentence has. */
const mostErrors = 0.25;

/** A quotation that is not there word for word must have some length to be told from others like it. */
const shortestSimilar = 24;

/** How much of the surroundings has to be there, of 1 before and 1 behind, for a place that could be another: a few words. */
const leastLikeness = 0.2;

/** How many signs of what stands before and behind are compared. */
const contextLength = 48;

/**
 * Finds a quotation in a text that may have been set anew: spaces, line breaks, hyphens at line ends, ligatures and quotation marks do
 * not count. Of several places the one whose surroundings are most alike is taken, then the nearest to `near`, a UTF-16 offset of the
 * text. Where a sentence came into it or went, or a page ends in it, the place is what is left of it. `undefined` where less than that is
 * there, or two places are as good and nothing tells them apart: no place is better than a wrong one.
 */
export function anchorQuote(text: string, quote: AnnotationQuote, near?: number): AnchoredQuote | undefined {
	const haystack = bareText(text);
	const exact = bareText(quote.exact).bare;
	if (exact === '') {
		return undefined;
	}
	const [prefix, suffix] = [bareText(quote.prefix).bare, bareText(quote.suffix).bare];
	const places = exactPlaces(haystack.bare, exact);
	const rest = places.length > 0 ? undefined : restOfQuote(haystack, exact, prefix, suffix);
	if (rest !== undefined) {
		return rest;
	}
	const match = places.length > 0 ? 'exact' : 'similar';
	const candidates = places.length > 0 ? places : similarPlaces(haystack.bare, exact);
	const ranked = candidates
		.map(place => ({
			...place,
			likeness:
				likenessOf(commonEnd(haystack.bare.slice(Math.max(0, place.start - contextLength), place.start), prefix), prefix) +
				likenessOf(commonStart(haystack.bare.slice(place.end, place.end + contextLength), suffix), suffix),
			distance: near === undefined ? 0 : Math.abs((haystack.offsets[place.start] ?? 0) - near),
		}))
		.sort((a, b) => a.errors - b.errors || b.likeness - a.likeness || a.distance - b.distance);
	const [best, ...others] = ranked;
	if (best === undefined) {
		return undefined;
	}
	// Similar places overlap, being one with an end a sign further; only another place makes it doubtful.
	const rival = others.find(({ start, end }) => end <= best.start || start >= best.end);
	if (rival?.errors === best.errors && rival.likeness === best.likeness && rival.distance === best.distance) {
		return undefined;
	}
	// What is similar, or a few words, in other surroundings is another sentence.
	const isDoubtful = match === 'similar' || exact.length < shortestSimilar;
	return isDoubtful && best.likeness < leastLikeness && (prefix !== '' || suffix !== '') ? undefined : anchored(haystack, best, match);
}

function anchored(
	{ offsets, lengths }: BareText,
	{ start, end }: Pick<Place, 'start' | 'end'>,
	match: AnchoredQuote['match'],
): AnchoredQuote {
	return { start: offsets[start] ?? 0, end: (offsets[end - 1] ?? 0) + (lengths[end - 1] ?? 1), match };
}

/** A quotation is looked for in pieces of so many signs where a sentence came into it or went, or a page ends in it. */
const pieceLength = 16;

/** How many pieces are looked for: a quotation of some pages. */
const mostPieces = 400;

/** How much of a quotation has to be there word for word, each piece once in the text. */
const leastOfPieces = 0.4;

/** How much longer or shorter the text between two pieces may be: by a sentence. */
const mostBetween = 160;

/** How much longer than the quotation its place may be. */
const longestStretch = 2;

/** How many pieces prove a place by themselves; fewer do where something of the surroundings is as it was. */
const provingPieces = 4;

/**
 * Where a good part of a quotation is left: pieces of it that the text has exactly once, in their order and near each other, and what is
 * the same on both sides of them but for a word here and there.
 */
function restOfQuote(haystack: BareText, exact: string, prefix: string, suffix: string): AnchoredQuote | undefined {
	const { bare } = haystack;
	const pieces: { readonly from: number; readonly at: number }[] = [];
	for (let from = 0; from + pieceLength <= Math.min(exact.length, mostPieces * pieceLength); from += pieceLength) {
		const piece = exact.slice(from, from + pieceLength);
		const at = bare.indexOf(piece);
		if (at >= 0 && bare.indexOf(piece, at + 1) < 0) {
			pieces.push({ from, at });
		}
	}
	/** For each piece the longest row of pieces that ends with it, and where that row begins. */
	const rows: { readonly count: number; readonly first: number }[] = [];
	for (const [index, { from, at }] of pieces.entries()) {
		let best = { count: 1, first: index };
		for (const [before, { count, first }] of rows.entries()) {
			const last = pieces[before];
			const isNext =
				last !== undefined &&
				last.at + pieceLength <= at &&
				Math.abs(at - last.at - (from - last.from)) <= mostBetween &&
				at + pieceLength - (pieces[first]?.at ?? 0) <= exact.length * longestStretch;
			if (isNext && count + 1 > best.count) {
				best = { count: count + 1, first };
			}
		}
		rows.push(best);
	}
	const most = Math.max(0, ...rows.map(({ count }) => count));
	const last = rows.findIndex(({ count }) => count === most);
	const [from, to] = [pieces[rows[last]?.first ?? -1], pieces[last]];
	if (from === undefined || to === undefined || most * pieceLength < exact.length * leastOfPieces) {
		return undefined;
	}
	const [fromEnd, toEnd] = [to.from + pieceLength, to.at + pieceLength];
	const end = toEnd + sameLength(exact.slice(fromEnd), bare.slice(toEnd, toEnd + (exact.length - fromEnd) * longestStretch));
	const start =
		from.at -
		sameLength(reversed(exact.slice(0, from.from)), reversed(bare.slice(Math.max(0, from.at - from.from * longestStretch), from.at)));
	const likeness =
		likenessOf(commonEnd(bare.slice(Math.max(0, start - contextLength), start), prefix), prefix) +
		likenessOf(commonStart(bare.slice(end, end + contextLength), suffix), suffix);
	return most >= provingPieces || likeness >= leastLikeness ? anchored(haystack, { start, end }, 'similar') : undefined;
}

interface Place {
	readonly start: number;
	readonly end: number;
	readonly errors: number;
}

/** How long another word may be, and how much has to be the same after it. */
const longestOtherWord = 20;
const sameAfterOtherWord = 8;

/** How much of the beginning of a text says what another text says, but for a word here and there. */
function sameLength(wanted: string, text: string): number {
	let [from, at] = [0, 0];
	for (;;) {
		const same = commonStart(wanted.slice(from), text.slice(at));
		[from, at] = [from + same, at + same];
		const next = afterOtherWord(wanted.slice(from), text.slice(at));
		if (next === undefined) {
			return at;
		}
		[from, at] = [from + next.from, at + next.at];
	}
}

/** Where two texts are the same again after a word that differs. */
function afterOtherWord(wanted: string, text: string): { readonly from: number; readonly at: number } | undefined {
	for (let sum = 1; sum <= 2 * longestOtherWord; sum += 1) {
		for (let from = Math.max(0, sum - longestOtherWord); from <= Math.min(sum, longestOtherWord); from += 1) {
			const next = wanted.slice(from, from + sameAfterOtherWord);
			if (next.length === sameAfterOtherWord && text.startsWith(next, sum - from)) {
				return { from, at: sum - from };
			}
		}
	}
	return undefined;
}

function reversed(text: string): string {
	let backwards = '';
	for (let at = text.length - 1; at >= 0; at -= 1) {
		backwards += text.charAt(at);
	}
	return backwards;
}

function exactPlaces(bare: string, exact: string): readonly Place[] {
	const places: Place[] = [];
	for (let at = bare.indexOf(exact); at >= 0; at = bare.indexOf(exact, at + 1)) {
		places.push({ start: at, end: at + exact.length, errors: 0 });
	}
	return places;
}

function similarPlaces(bare: string, exact: string): readonly Place[] {
	return exact.length < shortestSimilar ? [] : search(bare, exact, Math.floor(exact.length * mostErrors));
}

/** A text with nothing that setting it anew changes. */
export interface BareText {
	readonly bare: string;
	/** For each UTF-16 unit of `bare`, the offset in the text of the character it came from, and how many units that has. */
	readonly offsets: readonly number[];
	readonly lengths: readonly number[];
}

/**
 * The letters, digits and signs of a text in one form: without spaces and hyphens, since lines end elsewhere in another setting; `ﬁ` as
 * `fi` (Unicode's compatibility forms), quotation marks and dashes alike; without accents, which older fonts draw as signs of their own
 * before or behind their letter (`na¨ıve`).
 */
export function bareText(text: string): BareText {
	let bare = '';
	const offsets: number[] = [];
	const lengths: number[] = [];
	let at = 0;
	for (const character of text) {
		const plain = plainCharacter(character);
		for (let unit = 0; unit < plain.length; unit += 1) {
			offsets.push(at);
			lengths.push(character.length);
		}
		bare += plain;
		at += character.length;
	}
	return { bare, offsets, lengths };
}

function plainCharacter(character: string): string {
	const code = character.charCodeAt(0);
	if (code < 0x80) {
		return code <= 0x20 || character === '-' ? '' : character === '"' || character === '`' ? "'" : character;
	}
	if (ignored.test(character)) {
		return '';
	}
	return quotationMarks.test(character)
		? "'"
		: character.normalize('NFKC').normalize('NFD').replace(accents, '').normalize('NFC').replace('ı', 'i');
}

/** Spaces, hyphens and dashes, soft ones too, and signs without width. */
const ignored = /[\s\p{Pd}\p{Cf}\u2212\u02c6\u02c7]/u;
/** Those of Latin, Greek and Cyrillic letters, and the space that compatibility puts before one that stands alone. */
const accents = /[\s\u0300-\u036f]/g;
const quotationMarks = /[\p{Pi}\p{Pf}„‚′″]/u;

/** How much of what should stand at a place does, from 0 to 1; where nothing should, nothing speaks for the place. */
function likenessOf(shared: number, wanted: string): number {
	const length = Math.min(wanted.length, contextLength);
	return length === 0 ? 0 : shared / length;
}
