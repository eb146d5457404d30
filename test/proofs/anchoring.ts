// npm run proof:anchoring -- --quick
/**
 * Selections in papers of several makers: each comes back exactly from the file of annotations, and is found again where a changed version
 * of the paper has its words. Each sentence holds a word that no other has, so that a wrong place is known. Selections are taken from the
 * text as pdf.js gives it, piece by piece, and not with a mouse.
 */
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Annotation } from '../../src/core/annotations/annotation';
import { bareText } from '../../src/core/annotations/anchoring';
import { printAnnotations, readAnnotations } from '../../src/core/annotations/annotationFile';
import type { ShownMark } from '../../src/protocol/pdf';
import { movedMarks } from '../../src/webview/pdf/movedMarks';
import type { Piece } from '../../src/webview/pdf/pageText';
import { quadsOf, quoteUnder, textOfPieces, textPieces } from '../../src/webview/pdf/pageText';
import { contextLength, readable } from '../../src/webview/pdf/selection';
import { launchBrowser } from '../launcher/browser.mjs';
import type { Setting } from './papersOfMakers';
import { makersWith } from './papersOfMakers';
import { proofOptions, report } from './proof';

const options = proofOptions();
const quickly = options.quick;

/** Random numbers from 0 to 1 that are the same in each run. */
function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 32;
	};
}
const seed = Number(process.env['SEED'] ?? 1);
const random = randomFrom(seed);
const below = (count: number) => Math.floor(random() * count);
const oneOf = <T>(list: readonly [T, ...T[]]): T => list[below(list.length)] ?? list[0];

const words =
	`the a of in and to with for that which each every model data score noise process reverse time continuous efficient office first
difficult flow affine graph network training estimate distribution density function parameter likelihood posterior variational bound
sampling step descent gradient stochastic differential equation solution converges under mild conditions we show prove observe find report
state-of-the-art results on benchmark well-known datasets although however therefore moreover naïve Müller café while depends only perturbed
high fidelity images speech text attention layer transformer encoder decoder latent representation learned jointly end-to-end`.split(/\s+/);

/** A sentence, and the word in it that no other sentence has. */
interface Sentence {
	readonly text: string;
	readonly marker: string;
}

let made = 0;
function sentence(): Sentence {
	made += 1;
	// Letters only, no part of a word: `zqabcdx`.
	const marker = `zq${[0, 1, 2, 3].map(place => String.fromCharCode(97 + (Math.floor(made / 20 ** place) % 20))).join('')}x`;
	const chosen = Array.from({ length: 8 + below(14) }, () => words[below(words.length)] ?? 'the');
	chosen.splice(below(chosen.length), 0, marker);
	const text = `${chosen.join(' ')}.`;
	return { text: text.slice(0, 1).toUpperCase() + text.slice(1), marker: marker };
}

/** What a new version changes: some sentences go, some come, some are corrected, and two paragraphs stand before the first. */
function revised(paragraphs: readonly (readonly Sentence[])[]): readonly (readonly Sentence[])[] {
	const corrected = ({ text, marker }: Sentence): Sentence => {
		const parts = text.split(' ');
		const at = below(parts.length);
		return {
			marker,
			text: parts
				.map((part, index) => (index === at && !part.toLowerCase().includes(marker) ? (part.endsWith('.') ? 'revised.' : 'revised') : part))
				.join(' '),
		};
	};
	const changed = paragraphs.map(sentences =>
		sentences.flatMap(one => {
			const chance = random();
			return chance < 0.05 ? [] : chance < 0.2 ? [corrected(one)] : chance < 0.25 ? [one, sentence()] : [one];
		}),
	);
	return [[sentence(), sentence(), sentence()], [sentence(), sentence()], ...changed];
}

const markersIn = (text: string): ReadonlySet<string> =>
	new Set(
		readable(text)
			.toLowerCase()
			.match(/zq[a-t]{4}x/g) ?? [],
	);

interface Reading {
	readonly pdf: PDFDocumentProxy;
	readonly pages: readonly (readonly Piece[])[];
}

async function reading<T>(bytes: Uint8Array, use: (reading: Reading) => Promise<T>): Promise<T> {
	const task = getDocument({ data: new Uint8Array(bytes), isEvalSupported: false, verbosity: 0 });
	try {
		const pdf = await task.promise;
		const pages: (readonly Piece[])[] = [];
		for (let page = 1; page <= pdf.numPages; page += 1) {
			pages.push(await textPieces(pdf, page));
		}
		return await use({ pdf, pages });
	} finally {
		await task.destroy();
	}
}

interface Selected {
	readonly mark: ShownMark;
	readonly sentences: Overlaps;
}

/** The words that tell sentences apart, each with how many letters of its sentence are meant. */
type Overlaps = ReadonlyMap<string, number>;

/** A selection of a page, with at least one of the words that tell sentences apart. */
function selectionIn({ pages }: Reading, id: number): Selected | undefined {
	const page = below(pages.length);
	const pieces = pages[page] ?? [];
	const text = textOfPieces(pieces);
	const places = [...text.matchAll(/zq[a-t]{4}x/gi)];
	const place = places[below(places.length)];
	if (place === undefined) {
		return undefined;
	}
	const start = Math.max(0, place.index - below(150));
	const end = Math.min(text.length, place.index + place[0].length + below(250));
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
	const before = pages.slice(0, page).map(textOfPieces).join('').length;
	return { mark, sentences: sentencesUnder(pages.map(textOfPieces).join(''), before + start, before + end) };
}

/** The sentences of which a stretch of a text has more than a few letters. */
function sentencesUnder(text: string, start: number, end: number): Overlaps {
	return new Map(
		[...text.matchAll(/[^.]+(?:\.|$)/g)].flatMap(match => {
			const overlap = Math.min(end, match.index + match[0].length) - Math.max(start, match.index);
			return overlap >= Math.min(12, (end - start) / 2)
				? [...markersIn(match[0])].map((marker): [string, number] => [marker, overlap])
				: [];
		}),
	);
}

/** As {@link sentencesUnder}, of words that stand in a text once. */
function sentencesAround(text: string, words: string): Overlaps {
	const { bare, offsets } = bareText(text);
	const quote = bareText(words).bare;
	const at = bare.indexOf(quote);
	return at < 0 || quote === '' ? new Map() : sentencesUnder(text, offsets[at] ?? 0, (offsets[at + quote.length - 1] ?? 0) + 1);
}

function lettersOf(overlaps: Iterable<readonly [string, number]>): number {
	return [...overlaps].reduce((sum, [, letters]) => sum + letters, 0);
}

const bareWords = (text: string) => text.normalize('NFKC').replace(/[\s\p{Pd}\u00ad]/gu, '');

const kept = { tried: 0, failed: 0 };
const right = { tried: 0, failed: 0 };
const found = { tried: 0, failed: 0 };
const perMaker = new Map<string, { documents: number; selections: number; missed: number; wrong: number; wide: number }>();

function complain(what: string, detail: unknown): void {
	if (process.env['VERBOSE'] !== undefined) {
		console.error(what, JSON.stringify(detail));
	}
}

async function prove(): Promise<void> {
	// Starting a browser takes a while.
	const browser = quickly ? undefined : await launchBrowser();
	try {
		const makers = makersWith(browser);
		const settings: readonly [Setting, ...Setting[]] = [
			{ columns: 1, fontSize: 11, font: 'serif' },
			{ columns: 2, fontSize: 9, font: 'serif' },
			{ columns: 1, fontSize: 12, font: 'sans' },
			{ columns: 2, fontSize: 10, font: 'sans' },
		];
		const rounds = quickly ? 1 : 8;
		const each = quickly ? 10 : 160;
		for (let round = 0; round < rounds; round += 1) {
			for (const maker of makers) {
				const paragraphs = Array.from({ length: quickly ? 12 : 30 }, () => Array.from({ length: 2 + below(6) }, sentence));
				const newer = revised(paragraphs);
				const former = new Set(paragraphs.flat().map(({ marker }) => marker));
				const texts = (all: readonly (readonly Sentence[])[]) => all.map(sentences => sentences.map(({ text }) => text).join(' '));
				const setting = settings[round % settings.length] ?? settings[0];
				const before = await maker.make(texts(paragraphs), setting);
				// A preprint is set again by its publisher: by another program, or by this one in another way.
				const publisher = round % 2 === 0 ? maker : (makers[below(makers.length)] ?? maker);
				const after = await publisher.make(texts(newer), oneOf(settings));
				const selected = await reading(before, old => {
					const chosen = Array.from({ length: each }, (_, id) => selectionIn(old, id)).flatMap(one => (one === undefined ? [] : [one]));
					// Closed and opened again.
					const written = chosen.map(({ mark }): Annotation => {
						const { quote, pageLabel: _label, comment: _comment, author: _author, inPdf: _inPdf, fingerprint, ...rest } = mark;
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
							(maker.name !== 'groff' &&
								!bareWords(under?.exact ?? '').includes(bareWords(mark.quote?.exact.split(' ').slice(1, -1).join('') ?? '')))
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
				await reading(after, async ({ pdf, pages }) => {
					const sentences = new Map(selected.map(one => [one.mark.id, one.sentences]));
					const text = pages.map(textOfPieces).join('');
					// A program may leave out what does not fit.
					const still = markersIn(text);
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
						if (change !== undefined && lettersOf(others) * 2 >= lettersOf(has)) {
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
									now: [...had.keys()].map(marker => newer.flat().find(one => one.marker === marker)?.text ?? 'gone'),
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
}

void prove();
