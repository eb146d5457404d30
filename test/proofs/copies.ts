// npm run proof:copies -- --quick
/**
 * Annotations that `Save a Copy with Highlights` wrote, read back by pdf.js, pdf-lib, Poppler and MuPDF, from PDFs of every maker that this
 * machine has. Each must be where it was, on the same words, with its comment; qpdf must find no fault in the file. Readers that are not
 * installed are named (test/proofs/makers/README.md).
 */
import { spawnSync } from 'node:child_process';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFNumber, PDFString } from 'pdf-lib';
import { bareText } from '../../src/core/annotations/anchoring';
import type { Quad } from '../../src/core/annotations/annotation';
import { isArray, isObject, textOf } from '../../src/core/data/json';
import { tableOf } from '../../src/core/data/table';
import type { ShownMark } from '../../src/protocol/pdf';
import type { Piece } from '../../src/core/pdf/readingOrder';
import { quadsOf, quoteUnder, textOfPieces, textPieces } from '../../src/webview/pdf/pageText';
import { launchBrowser } from '../launcher/browser.mjs';
import { withLock } from '../launcher/lock.mjs';
import { openPdfView } from '../launcher/pdfView.mjs';
import { build } from '../launcher/vsix.mjs';
import type { Maker } from './makers/makers';
import { makersOfOurs, makersWith } from './makers/makers';
import { debianPython, inFolder, missingOf, packagesOfMakers, run } from './makers/maker';
import { proofOptions, report } from './proof';
import { withPdf } from './withPdf';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const options = proofOptions();

/** Left, lower, right and upper edge in points of PDF. */
type Box = readonly [number, number, number, number];

/** An annotation as a program reads it. */
interface ReadMark {
	readonly kind: string;
	readonly page: number;
	/** pdf.js tells none. */
	readonly id?: string | undefined;
	readonly comment: string;
	/** A part of the text each; none where the program tells none of this kind. */
	readonly boxes: readonly Box[];
	/** The words in each, where the program has words of its own. */
	readonly words?: readonly string[];
}

interface Reader {
	readonly name: string;
	readonly missing: string | undefined;
	readonly read: (bytes: Uint8Array, maker: Maker) => Promise<readonly ReadMark[] | undefined>;
}

const kinds = tableOf({ Highlight: 'highlight', Underline: 'underline', StrikeOut: 'strikeout', Square: 'area' });

const readers: readonly Reader[] = [
	{ name: 'pdf.js', missing: undefined, read: bytes => withPdf(bytes, byPdfJs) },
	{ name: 'pdf-lib', missing: undefined, read: byPdfLib },
	{
		name: 'Poppler',
		missing: missingOf({ python: 'gi', files: ['/usr/lib/x86_64-linux-gnu/girepository-1.0/Poppler-0.18.typelib'] }),
		read: bytes => Promise.resolve(marksOf(run(debianPython, [join('test', 'proofs', 'readers', 'poppler.py')], { stdin: bytes }))),
	},
	{
		name: 'MuPDF',
		missing: missingOf({ npm: 'mupdf' }),
		read: bytes =>
			Promise.resolve(marksOf(run('node', [join('test', 'proofs', 'readers', 'mupdf.mjs'), packagesOfMakers], { stdin: bytes }))),
	},
];
const withoutQpdf = missingOf({ programs: ['qpdf'] });

const counts = new Map(readers.map(({ name }) => [name, { tried: 0, failed: 0 }]));
const words = { tried: 0, failed: 0 };
const files = { tried: 0, failed: 0 };

async function prove(): Promise<void> {
	await withLock('build', () => build());
	const browser = await launchBrowser();
	const { makers } = options.quick ? makersOfOurs() : makersWith(browser);
	const absent = [...readers, { name: 'qpdf', missing: withoutQpdf }].filter(({ missing }) => missing !== undefined);
	if (absent.length > 0) {
		console.error(`Not on this machine: ${absent.map(({ name, missing }) => `${name} (${missing})`).join(', ')}`);
	}
	try {
		for (const maker of options.quick ? makers.slice(0, 2) : makers.filter(({ name }) => name.includes(process.env['ONLY'] ?? ''))) {
			const view = await openPdfView(browser, { width: 1000, height: 800 });
			try {
				const original = await maker.make(paragraphsOf(maker), { columns: 2, fontSize: 10, font: 'serif' });
				const marks = await withPdf(original, pdf => marksOn(pdf));
				await view.open(original, marks);
				await compare(maker, marks, await view.copy());
			} catch (error) {
				files.tried += 1;
				files.failed += 1;
				console.error(`${maker.name}: ${error instanceof Error ? error.message : String(error)}`);
			} finally {
				await view.page.context().close();
			}
		}
	} finally {
		await browser.close();
	}
	for (const [name, count] of counts) {
		if (count.tried > 0) {
			report({ promise: `An annotation in a saved copy is read by ${name} at its place and with its comment`, ...count }, options);
		}
	}
	report({ promise: 'An annotation in a saved copy lies on the words it was made on', ...words }, options);
	report({ promise: 'A saved copy is a sound PDF, whichever of the programs that make PDFs made the original', ...files }, options);
}

/** Words in an order that says nothing, of each language. */
function paragraphsOf({ language: { words: known, space, stop } }: Maker): readonly string[] {
	return Array.from(
		{ length: 12 },
		(_, paragraph) => Array.from({ length: 45 }, (_word, at) => known[(at * 7 + paragraph * 13) % known.length]).join(space) + stop,
	);
}

const written = ['highlight', 'underline', 'strikeout', 'area'] as const;
const comments = ['', 'Why?', 'Grüße, 数据 — “so” (a\\b)\nsecond line', 'שלום'];

/** Marks all over a PDF, over one line and several. */
async function marksOn(pdf: PDFDocumentProxy): Promise<readonly ShownMark[]> {
	const marks: ShownMark[] = [];
	for (let page = 1; page <= Math.min(pdf.numPages, 3); page += 1) {
		const pieces = await textPieces(pdf, page);
		const { length } = textOfPieces(pieces);
		for (let start = 5; start < length; start += Math.max(60, Math.floor(length / 8))) {
			const kind = written[marks.length % written.length] ?? 'highlight';
			const quads = quadsOf(pieces, start, Math.min(start + 20 + ((start * 7) % 180), length)).map(toHundredths);
			const comment = comments[marks.length % comments.length] ?? '';
			if (quads.length > 0) {
				marks.push({
					id: `urn:uuid:${page}-${start}`,
					kind,
					colour: 'green',
					page,
					quads: kind === 'area' ? quads.slice(0, 1) : quads,
					...(comment === '' ? {} : { comment }),
					tags: [],
					created: '2026-01-01T00:00:00.000Z',
					modified: '2026-01-02T00:00:00.000Z',
					fingerprint: pdf.fingerprints[0] ?? undefined,
				});
			}
		}
	}
	return marks;
}

function toHundredths([a, b, c, d, e, f, g, h]: Quad): Quad {
	const round = (value: number) => Math.round(value * 100) / 100;
	return [round(a), round(b), round(c), round(d), round(e), round(f), round(g), round(h)];
}

async function compare(maker: Maker, marks: readonly ShownMark[], copy: Uint8Array): Promise<void> {
	if (withoutQpdf === undefined) {
		files.tried += 1;
		const said = inFolder(folder => {
			writeFileSync(join(folder, 'copy.pdf'), copy);
			const { status, stdout, stderr } = spawnSync('qpdf', ['--check', join(folder, 'copy.pdf')], { encoding: 'utf8' });
			return status === 0 ? undefined : `${stdout} ${stderr}`;
		});
		files.failed += said === undefined ? 0 : 1;
		complain(said !== undefined, `${maker.name}: qpdf finds ${said}`);
	}
	const pages = await withPdf(copy, async pdf => {
		const pieces: (readonly Piece[])[] = [];
		for (let page = 1; page <= pdf.numPages; page += 1) {
			pieces.push(await textPieces(pdf, page));
		}
		return pieces;
	});
	for (const { name, missing, read } of readers) {
		const found = missing === undefined ? await read(copy, maker) : undefined;
		const count = counts.get(name);
		for (const mark of found === undefined ? [] : marks) {
			const boxes = mark.quads.map(boxOf);
			const same = found?.find(
				one =>
					one.page === mark.page && one.kind === mark.kind && (one.boxes.length === 0 ? one.id === mark.id : areAlike(one.boxes, boxes)),
			);
			const isRight = same !== undefined && same.comment === (mark.comment ?? '') && (same.id ?? mark.id) === mark.id;
			if (count !== undefined) {
				count.tried += 1;
				count.failed += isRight ? 0 : 1;
			}
			complain(
				!isRight,
				`${maker.name}: ${name} reads ${JSON.stringify(same ?? found?.slice(0, 2))}, not ${JSON.stringify({ ...mark, boxes })}`,
			);
			if (same?.words !== undefined && mark.kind !== 'area') {
				compareWords(maker, name, mark, same.words, pages[mark.page - 1] ?? []);
			}
		}
	}
}

/** A program's words of each part of a mark beside pdf.js's; letters at the ends of a part may lie half in it, and some are as
 * wide as two. Poppler gives letters of right-to-left lines no boxes now and then, and those of turned lines others. */
function compareWords(maker: Maker, name: string, mark: ShownMark, theirs: readonly string[], pieces: readonly Piece[]): void {
	for (const [at, quad] of mark.quads.entries()) {
		const [left, bottom, right, top] = boxOf(quad);
		if (maker.language.direction === 'rtl' || right - left < top - bottom) {
			continue;
		}
		const ours = innerLetters(quoteUnder(pieces, [quad])?.exact ?? '');
		words.tried += 1;
		const isThere = bareText(theirs[at] ?? '').bare.includes(ours);
		words.failed += isThere ? 0 : 1;
		complain(!isThere, `${maker.name}: ${name} has ${JSON.stringify(theirs[at])} where pdf.js has ${JSON.stringify(ours)}`);
	}
}

function innerLetters(words: string): string {
	const { bare } = bareText(words);
	const edge = Math.max(4, Math.ceil(bare.length / 5));
	return bare.slice(edge, -edge);
}

function boxOf(quad: Quad): Box {
	const [xs, ys] = [
		[quad[0], quad[2], quad[4], quad[6]],
		[quad[1], quad[3], quad[5], quad[7]],
	];
	return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function areAlike(theirs: readonly Box[], ours: readonly Box[]): boolean {
	return (
		theirs.length === ours.length && theirs.every((box, at) => box.every((edge, side) => Math.abs(edge - (ours[at]?.[side] ?? 0)) < 0.05))
	);
}

async function byPdfJs(pdf: PDFDocumentProxy): Promise<readonly ReadMark[]> {
	const found: ReadMark[] = [];
	for (let page = 1; page <= pdf.numPages; page += 1) {
		const annotations: readonly unknown[] = await (await pdf.getPage(page)).getAnnotations({ intent: 'display' });
		for (const annotation of annotations) {
			const raw = isObject(annotation) ? annotation : {};
			const kind = kinds.get(textOf(raw['subtype']) ?? '');
			const points: unknown = raw['quadPoints'];
			const contents = raw['contentsObj'];
			if (kind !== undefined) {
				found.push({
					kind,
					page,
					comment: (isObject(contents) ? textOf(contents['str']) : undefined) ?? '',
					boxes: points instanceof Float32Array ? boxesOf([...points]) : [rectOf(raw['rect'])],
				});
			}
		}
	}
	return found;
}

/** Of a square pdf.js tells no quads. */
function rectOf(rect: unknown): Box {
	const [left = 0, bottom = 0, right = 0, top = 0] = isArray(rect) ? rect.map(Number) : [];
	return [left, bottom, right, top];
}

/** What it can't decrypt it does not read. */
async function byPdfLib(bytes: Uint8Array): Promise<readonly ReadMark[] | undefined> {
	const pdf = await PDFDocument.load(bytes, { ignoreEncryption: true, updateMetadata: false });
	return pdf.isEncrypted
		? undefined
		: pdf.getPages().flatMap(({ node }, index) => {
				const annotations = node.Annots();
				return Array.from({ length: annotations?.size() ?? 0 }, (_, at) => annotations?.lookup(at)).flatMap((one): readonly ReadMark[] => {
					const subtype = one instanceof PDFDict ? one.lookup(PDFName.of('Subtype')) : undefined;
					const kind = subtype instanceof PDFName ? kinds.get(subtype.decodeText()) : undefined;
					const points = one instanceof PDFDict ? one.lookup(PDFName.of('QuadPoints')) : undefined;
					return kind === undefined || !(one instanceof PDFDict)
						? []
						: [
								{
									kind,
									page: index + 1,
									id: textIn(one, 'NM'),
									comment: textIn(one, 'Contents') ?? '',
									boxes: boxesOf(
										points instanceof PDFArray ? points.asArray().map(point => (point instanceof PDFNumber ? point.asNumber() : 0)) : [],
									),
								},
							];
				});
			});
}

function textIn(dictionary: PDFDict, name: string): string | undefined {
	const value = dictionary.lookup(PDFName.of(name));
	return value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : undefined;
}

function boxesOf(points: readonly number[]): readonly Box[] {
	return Array.from({ length: Math.floor(points.length / 8) }, (_, at) => {
		const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = points.slice(at * 8, at * 8 + 8);
		return boxOf([a, b, c, d, e, f, g, h]);
	});
}

/** What a script of readers/ printed. */
function marksOf(printed: Uint8Array): readonly ReadMark[] {
	const value: unknown = JSON.parse(new TextDecoder().decode(printed));
	return (isArray(value) ? value : []).filter(isObject).map(one => ({
		kind: textOf(one['kind']) ?? '',
		page: Number(one['page']),
		id: textOf(one['id']),
		comment: textOf(one['comment']) ?? '',
		boxes: (isArray(one['boxes']) ? one['boxes'] : []).map((box): Box => {
			const [a = 0, b = 0, c = 0, d = 0] = isArray(box) ? box.map(Number) : [];
			return [a, b, c, d];
		}),
		...(isArray(one['words']) ? { words: one['words'].map(String) } : {}),
	}));
}

function complain(isWrong: boolean, sentence: string): void {
	if (isWrong && process.env['VERBOSE'] !== undefined) {
		console.error(sentence);
	}
}

void prove();
