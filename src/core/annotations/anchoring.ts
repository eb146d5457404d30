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

/** How many signs of what stands before and behind are compared. */
const contextLength = 48;

/**
 * Finds a quotation in a text that may have been set anew: spaces, line breaks, hyphens at line ends, ligatures and quotation marks do
 * not count. Of several places the one whose surroundings are most alike is taken, then the nearest to `near`, a UTF-16 offset of the
 * text. `undefined` where the quotation is not there, or two places are as good and nothing tells them apart: no place is better than a
 * wrong one.
 */
export function anchorQuote(text: string, quote: AnnotationQuote, near?: number): AnchoredQuote | undefined {
	const haystack = bareText(text);
	const exact = bareText(quote.exact).bare;
	if (exact === '') {
		return undefined;
	}
	const [prefix, suffix] = [bareText(quote.prefix).bare, bareText(quote.suffix).bare];
	const places = exactPlaces(haystack.bare, exact);
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
	// A similar place that lies elsewhere altogether is another sentence.
	if (match === 'similar' && best.likeness === 0 && (prefix !== '' || suffix !== '')) {
		return undefined;
	}
	const last = haystack.offsets[best.end - 1] ?? 0;
	return { start: haystack.offsets[best.start] ?? 0, end: last + (haystack.lengths[best.end - 1] ?? 1), match };
}

interface Place {
	readonly start: number;
	readonly end: number;
	readonly errors: number;
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
 * `fi` (Unicode's compatibility forms), quotation marks and dashes alike.
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
	return quotationMarks.test(character) ? "'" : character.normalize('NFKC').replace(/\s/g, '');
}

/** Spaces, hyphens and dashes, soft ones too, and signs without width. */
const ignored = /[\s\p{Pd}\p{Cf}\u2212]/u;
const quotationMarks = /[\p{Pi}\p{Pf}„‚′″]/u;

/** How much of what should stand at a place does, from 0 to 1; where nothing should, nothing speaks for the place. */
function likenessOf(shared: number, wanted: string): number {
	const length = Math.min(wanted.length, contextLength);
	return length === 0 ? 0 : shared / length;
}
