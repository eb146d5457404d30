// npm run proof:anchoring -- --quick
/**
 * Selections in papers of several makers: each comes back exactly from the file of annotations, and is found again where a changed version
 * of the paper has its words. Each sentence holds a word that no other has, so that a wrong place is known. Selections are taken from the
 * text as pdf.js gives it, piece by piece, and not with a mouse.
 */
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { Annotation } from '../../src/core/annotations/annotation';
import type { BareText } from '../../src/core/annotations/anchoring';
import { bareText } from '../../src/core/annotations/anchoring';
import { printAnnotations, readAnnotations } from '../../src/core/annotations/annotationFile';
import type { ShownMark } from '../../src/protocol/pdf';
import { movedMarks } from '../../src/webview/pdf/movedMarks';
import type { Piece } from '../../src/core/pdf/readingOrder';
import { quadsOf, quoteUnder, textOfPieces, textPieces } from '../../src/webview/pdf/pageText';
import { contextLength, readable } from '../../src/webview/pdf/selection';
import { launchBrowser } from '../launcher/browser.mjs';
import type { Language } from './makers/language';
import type { Setting } from './makers/maker';
import { makersOfOurs, makersWith } from './makers/makers';
import { moveAreas } from './movedAreas';
import { proofOptions, report } from './proof';
import { randomFrom } from './random';
import { withPdf } from './withPdf';

const options = proofOptions();
const quickly = options.quick;

function seedOf(name: string): number {
	let sum = 0;
	for (let at = 0; at < name.length; at += 1) {
		sum = (Math.imul(sum, 31) + name.charCodeAt(at)) >>> 0;
	}
	return sum;
}

const seed = Number(process.env['SEED'] ?? 1);
let random = randomFrom(seed);
const below = (count: number) => Math.floor(random() * count);
const oneOf = <T>(list: readonly [T, ...T[]]): T => list[below(list.length)] ?? list[0];

/** A sentence by its words, and the one of them that no other sentence has. */
interface Sentence {
	readonly words: readonly string[];
	readonly marker: string;
}

let made = 0;
function sentence({ words, marker: { start, letters, end } }: Language): Sentence {
	made += 1;
	// Far from the one before, so that a letter that a scan has wrong makes no other's.
	const number = made * 7919;
	const marker = `${start}${[0, 1, 2, 3].map(place => letters[Math.floor(number / 20 ** place) % 20]).join('')}${end}`;
	const chosen = Array.from({ length: 8 + below(14) }, () => words[below(words.length)] ?? '');
	chosen.splice(below(chosen.length), 0, marker);
	return { words: chosen, marker };
}

function textOfSentence({ words }: Sentence, { space, stop }: Language): string {
	const text = words.join(space);
	return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${stop}`;
}

type Paragraphs = readonly (readonly Sentence[])[];

/** What a new version changes: some sentences go, some come, some are corrected, and two paragraphs stand before the first. */
function revised(paragraphs: Paragraphs, language: Language): Paragraphs {
	const corrected = ({ words, marker }: Sentence): Sentence => {
		const at = below(words.length);
		const other = language.code === 'en' ? 'revised' : (language.words[below(language.words.length)] ?? '');
		return { marker, words: words.map((word, index) => (index === at && word !== marker ? other : word)) };
	};
	const changed = paragraphs.map(sentences =>
		sentences.flatMap(one => {
			const chance = random();
			return chance < 0.05 ? [] : chance < 0.2 ? [corrected(one)] : chance < 0.25 ? [one, sentence(language)] : [one];
		}),
	);
	const fresh = (count: number) => Array.from({ length: count }, () => sentence(language));
	return [fresh(3), fresh(2), ...changed];
}

function markersOf({ marker: { start, letters, end } }: Language): RegExp {
	return new RegExp(`${start}[${letters}]{4}${end}`, 'g');
}

interface Reading {
	readonly pdf: PDFDocumentProxy;
	readonly pages: readonly (readonly Piece[])[];
	readonly text: WholeText;
}

/** A PDF's text from end to end, as {@link bareText} leaves it and in small letters, and where in it its sentences end. */
interface WholeText extends BareText {
	readonly stops: readonly number[];
	/** Where in it each word stands that tells sentences apart. */
	readonly markers: readonly { readonly marker: string; readonly at: number }[];
}

function wholeText(pages: readonly (readonly Piece[])[], language: Language): WholeText {
	const text = bareText(pages.map(textOfPieces).join(''));
	const bare = text.bare.toLowerCase();
	return {
		...text,
		bare,
		stops: [...bare.matchAll(/[.。]/g)].map(({ index }) => index + 1),
		markers: [...bare.matchAll(markersOf(language))].map(match => ({ marker: match[0], at: match.index })),
	};
}

function reading<T>(bytes: Uint8Array, language: Language, use: (reading: Reading) => Promise<T>): Promise<T> {
	return withPdf(bytes, async pdf => {
		const pages: (readonly Piece[])[] = [];
		for (let page = 1; page <= pdf.numPages; page += 1) {
			pages.push(await textPieces(pdf, page));
		}
		return use({ pdf, pages, text: wholeText(pages, language) });
	});
}

interface Selected {
	readonly mark: ShownMark;
	readonly sentences: Overlaps;
}

/** The words that tell sentences apart, each with how many letters of its sentence are meant. */
type Overlaps = ReadonlyMap<string, number>;

/** A selection of a page, with at least one of the words that tell sentences apart. */
function selectionIn({ pages, text: whole }: Reading, id: number): Selected | undefined {
	const page = below(pages.length);
	const pieces = pages[page] ?? [];
	const text = textOfPieces(pieces);
	const before = pages.slice(0, page).map(textOfPieces).join('').length;
	const places = whole.markers
		.map(({ at, marker }) => ({ from: (whole.offsets[at] ?? 0) - before, to: (whole.offsets[at + marker.length - 1] ?? 0) + 1 - before }))
		.filter(({ from, to }) => from >= 0 && to <= text.length);
	const place = places[below(places.length)];
	if (place === undefined) {
		return undefined;
	}
	const start = Math.max(0, place.from - below(150));
	const end = Math.min(text.length, place.to + below(250));
	const mark: ShownMark = {
		id: `urn:test:${id}`,
		kind: 'highlight',
		colour: 'yellow',
		page: page + 1,
		quads: quadsOf(pieces, start, end),
		quote: {
			exact: readable(text.slice(start, end)),
			prefix: readable(text.slice(0, start)).slice(-contextLength),
			suffix: readable(text.slice(end)).slice(0, contextLength),
		},
		fingerprint: 'of the version before',
		tags: [],
		created: '2026-01-01T00:00:00.000Z',
		modified: '2026-01-01T00:00:00.000Z',
	};
	const [from, to] = [start, end].map(offset => {
		const at = whole.offsets.findIndex(one => one >= before + offset);
		return at < 0 ? whole.bare.length : at;
	});
	return { mark, sentences: sentencesUnder(whole, from ?? 0, to ?? 0) };
}

/** The sentences of which a stretch of a text has more than a few letters. */
function sentencesUnder({ stops, markers }: WholeText, start: number, end: number): Overlaps {
	return new Map(
		markers.flatMap(({ marker, at }, index): readonly [string, number][] => {
			const next = stops.findIndex(stop => stop > at);
			const before = stops[next - 1] ?? (next < 0 ? (stops.at(-1) ?? 0) : 0);
			// A program may have lost a full stop.
			const from = Math.max(before, (markers[index - 1]?.at ?? -marker.length) + marker.length);
			const to = Math.min(stops[next] ?? Infinity, markers[index + 1]?.at ?? Infinity);
			const overlap = Math.min(end, to) - Math.max(start, from);
			return overlap >= Math.min(12, (end - start) / 2) ? [[marker, overlap]] : [];
		}),
	);
}

/** As {@link sentencesUnder}, of words that stand in a text once. */
function sentencesAround(text: WholeText, words: string): Overlaps {
	const quote = bareText(words).bare.toLowerCase();
	const at = text.bare.indexOf(quote);
	return at < 0 || quote === '' ? new Map() : sentencesUnder(text, at, at + quote.length);
}

function lettersOf(overlaps: Iterable<readonly [string, number]>): number {
	return [...overlaps].reduce((sum, [, letters]) => sum + letters, 0);
}

/** The words of a selection but for its ends, where quads may reach a letter less or more. */
function innerWords(quote: string, { space }: Language): string {
	return bareText(space === '' ? quote.slice(4, -4) : quote.split(' ').slice(1, -1).join('')).bare;
}

/** So many letters in a row are of one sentence: a few words. */
const ownLetters = 20;

/**
 * Whether two texts have a few words in a row. Decides where the words that tell sentences apart can't be relied on: they may lie on
 * another page, or a scan may have them wrong.
 */
function sharesWords(quote = '', place = ''): boolean {
	const [wanted, found] = [bareText(quote).bare, bareText(place).bare];
	const length = Math.min(ownLetters, wanted.length, found.length);
	return (
		length > 0 && Array.from({ length: found.length - length + 1 }, (_, at) => at).some(at => wanted.includes(found.slice(at, at + length)))
	);
}

const kept = { tried: 0, failed: 0 };
const right = { tried: 0, failed: 0 };
const found = { tried: 0, failed: 0 };
const perMaker = new Map<string, { documents: number; selections: number; missed: number; wrong: number; wide: number }>();

function complain(what: string, detail: unknown): void {
	if (process.env['VERBOSE'] !== undefined) {
		console.error(what, JSON.stringify(detail));
	}
}

/** Both PDFs; `undefined` where a program made none, which is said. */
async function bothVersions(
	before: () => Promise<Uint8Array>,
	after: () => Promise<Uint8Array>,
): Promise<readonly [Uint8Array, Uint8Array] | undefined> {
	try {
		return [await before(), await after()];
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		return undefined;
	}
}

async function prove(): Promise<void> {
	// Starting a browser takes a while.
	const browser = quickly ? undefined : await launchBrowser();
	try {
		const { makers, skipped } = quickly ? makersOfOurs() : makersWith(browser);
		if (skipped.length > 0) {
			console.error(`Not on this machine: ${skipped.join(', ')}`);
		}
		const settings: readonly [Setting, ...Setting[]] = [
			{ columns: 1, fontSize: 11, font: 'serif' },
			{ columns: 2, fontSize: 9, font: 'serif' },
			{ columns: 1, fontSize: 12, font: 'sans' },
			{ columns: 2, fontSize: 10, font: 'sans' },
		];
		const rounds = quickly ? 1 : 2;
		const each = quickly ? 10 : Math.ceil(5200 / rounds / makers.length);
		for (let round = 0; round < rounds; round += 1) {
			for (const maker of makers) {
				const { language } = maker;
				// What others make is the same on a machine that has fewer.
				random = randomFrom(seed + round * 7 + seedOf(maker.name));
				made = 0;
				const paragraphs = Array.from({ length: quickly ? 12 : 30 }, () => Array.from({ length: 2 + below(6) }, () => sentence(language)));
				const newer = revised(paragraphs, language);
				const former = new Set(paragraphs.flat().map(({ marker }) => marker));
				const texts = (all: Paragraphs) => all.map(sentences => sentences.map(one => textOfSentence(one, language)).join(language.space));
				const setting = settings[round % settings.length] ?? settings[0];
				// A preprint is set again by its publisher: by this program in another way, or by another one.
				const others = makers.filter(other => other.language === language);
				const publisher = round % 2 === 0 ? maker : (others[below(others.length)] ?? maker);
				const versions = await bothVersions(
					() => maker.make(texts(paragraphs), setting),
					() => publisher.make(texts(newer), oneOf(settings)),
				);
				if (versions === undefined) {
					continue;
				}
				const [before, after] = versions;
				const selected = await reading(before, language, old => {
					const chosen = Array.from({ length: each }, (_, id) => selectionIn(old, id)).flatMap(one => (one === undefined ? [] : [one]));
					// Closed and opened again.
					const written = chosen.map(({ mark }): Annotation => {
						const {
							quote,
							pageLabel: _label,
							comment: _comment,
							author: _author,
							inPdf: _inPdf,
							landmarks: _landmarks,
							fingerprint,
							...rest
						} = mark;
						return { ...rest, ...(quote && { quote }), ...(fingerprint !== undefined && { fingerprint }), rest: {} };
					});
					const again = new Map(
						readAnnotations(printAnnotations({ annotations: written, problems: [] })).annotations.map(one => [one.id, one]),
					);
					for (const mark of written) {
						kept.tried += 1;
						const under = quoteUnder(old.pages[mark.page - 1] ?? [], mark.quads);
						if (
							!isDeepStrictEqual(again.get(mark.id), mark) ||
							!bareText(under?.exact ?? '').bare.includes(innerWords(mark.quote?.exact ?? '', language))
						) {
							kept.failed += 1;
							complain(`${maker.name}: not as it was`, { mark: mark.quote?.exact, under });
						}
					}
					return Promise.resolve(chosen);
				});
				const figures = perMaker.get(maker.name) ?? { documents: 0, selections: 0, missed: 0, wrong: 0, wide: 0 };
				perMaker.set(maker.name, figures);
				figures.documents += 2;
				await reading(after, language, async ({ pdf, pages, text }) => {
					const sentences = new Map(selected.map(one => [one.mark.id, one.sentences]));
					// A program may leave out what does not fit.
					const still = new Set(text.markers.map(({ marker }) => marker));
					for await (const { mark, change } of movedMarks(
						pdf,
						selected.map(one => one.mark),
					)) {
						const had = sentences.get(mark.id) ?? new Map<string, number>();
						const under = change && quoteUnder(pages[(change.page ?? 1) - 1] ?? [], change.quads ?? []);
						// Sentences that are new may stand between.
						const has = [...sentencesAround(text, under?.exact ?? '')].filter(([marker]) => former.has(marker));
						const others = has.filter(([marker]) => !had.has(marker));
						figures.selections += 1;
						right.tried += 1;
						const isOther =
							maker.isRead || has.length === 0 ? !sharesWords(mark.quote?.exact, under?.exact) : lettersOf(others) * 2 >= lettersOf(has);
						if (change !== undefined && isOther) {
							right.failed += 1;
							figures.wrong += 1;
							complain(`${maker.name} to ${publisher.name}: wrong place`, { quote: mark.quote, under, had: [...had], has });
						}
						const left = [...had].filter(([marker]) => still.has(marker));
						figures.wide += change !== undefined && others.length > 0 ? 1 : 0;
						// Of others less than half is there.
						if (lettersOf(left) * 2 >= lettersOf([...had])) {
							found.tried += 1;
							if (change === undefined) {
								found.failed += 1;
								figures.missed += 1;
								complain(`${maker.name} to ${publisher.name}: not found`, {
									quote: mark.quote,
									now: [...had.keys()].map(
										marker =>
											newer
												.flat()
												.find(one => one.marker === marker)
												?.words.join(' ') ?? 'gone',
									),
								});
							}
						}
					}
				});
			}
		}
		for (const [name, { documents, selections, missed, wrong, wide }] of perMaker) {
			console.error(
				`${name}: ${documents} PDFs, ${selections} selections, ${missed} not found again, ${wrong} at a wrong place, ${wide} reaching into the next sentence`,
			);
		}
		console.error(
			`Found again: ${found.tried - found.failed} of ${found.tried} (${((1 - found.failed / found.tried) * 100).toFixed(2)} %)`,
		);
	} finally {
		await browser?.close();
	}
	assert.ok(found.tried > 0);
	report({ promise: 'An annotation of a PDF comes back with its words and its place', ...kept }, options);
	report({ promise: 'In a changed version of a PDF no annotation lands on other words', ...right }, options);
	report(
		{
			promise: 'At least 95 of 100 annotations are found again in a changed version of a PDF',
			tried: found.tried,
			failed: found.failed <= found.tried * 0.05 ? 0 : found.failed,
		},
		options,
	);
	const areas = await moveAreas(quickly ? 36 : 5_000, seed);
	areas.wrong.forEach(wrong => {
		complain('An area at a wrong place', wrong);
	});
	console.error(`Areas found again in the same layout: ${areas.found.tried - areas.found.failed} of ${areas.found.tried}`);
	report({ promise: 'In a changed version of a PDF an area is where its figure is now, or is listed as lost', ...areas.right }, options);
	report(
		{
			promise: 'At least 95 of 100 areas are found again in a changed version of a PDF with the same layout',
			tried: areas.found.tried,
			failed: areas.found.failed <= areas.found.tried * 0.05 ? 0 : areas.found.failed,
		},
		options,
	);
}

void prove();
