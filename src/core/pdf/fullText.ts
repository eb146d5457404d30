import { readArrays, writeArrays } from '../data/binaryFile';
import { isArray, isObject, numberOf, parseJson, stringsOf, textOf } from '../data/json';
import { TextReader, TextWriter } from '../data/packedTexts';
import type { Cache } from '../files/ports';
import type { FileReadAt, FileStamp } from '../notes/noteIndex';
import { isSame } from '../notes/syncNotes';
import type { Paper } from '../paper/paper';
import { parseQuery } from '../search/query';
import type { SearchIndex } from '../search/searchIndex';
import { createSearchIndex, loadSearchIndex } from '../search/searchIndex';
import { soughtWords } from '../search/soughtWords';
import type { Pause } from '../work/pace';
import { Pace } from '../work/pace';
import { Queue } from '../work/queue';
import { attachedPdfs } from './pdfLinks';
import type { PageReader, PdfPages } from './pdfPages';
import { largestPdf, searchedText } from './pdfPages';
import { snippetOf } from './snippet';

/** A page of a PDF that has the words sought. */
export interface Passage {
	/** The ids of the papers to which the PDF is attached. */
	readonly papers: readonly string[];
	/** The PDF as the host calls it. */
	readonly file: string;
	/** One-based. */
	readonly page: number;
	/** The words around what was found. */
	readonly snippet: string;
}

/** Finds words in PDFs. */
export interface FullTextSearch {
	/** The pages that have all words of a query, best first. */
	search(query: string, limit: number): Promise<readonly Passage[]>;
	/** What may be missing from what a search finds. */
	readonly gaps: FullTextGaps;
}

export interface FullTextGaps {
	/** Whether it is still to be found out which PDFs there are. */
	readonly looking: boolean;
	/** PDFs that are still to be read. */
	readonly left: number;
	/** PDFs of which only the first pages are searched, or none for want of room. */
	readonly cut: readonly string[];
	/** PDFs that can't be read: locked, damaged, too large. */
	readonly unreadable: readonly string[];
}

/** A PDF that is there. */
export interface PdfThere {
	/** As the host calls it, the same each time. */
	readonly file: string;
	readonly stamp: FileStamp;
	readonly read: () => Promise<Uint8Array>;
}

/** What reading PDFs takes of the host. */
export interface FullTextWork {
	/** All papers of the library. */
	readonly papers: Iterable<Paper> | AsyncIterable<Paper>;
	/** The first of some attached PDFs that is there and may be read. */
	readonly locate: (attached: readonly string[]) => Promise<PdfThere | undefined>;
	readonly openReader: () => Promise<PageReader>;
	/** Milliseconds since 1970. */
	readonly now: () => number;
	/** Resolves when the next PDF may be read: while somebody types, none is. */
	readonly turn?: () => Promise<void>;
	readonly cancelled?: () => boolean;
	readonly onProgress?: (done: number, total: number) => void;
}

/** So many pages are searched in all; those of PDFs that come later are left out. */
const mostPages = 100_000;
/** The index is written again after so many PDFs, so that no more are read twice when the program ends. */
const savedEvery = 50;

const indexName = 'fulltext.index';
/** The words of a PDF, by its number. */
const textName = (number: number) => `fulltext-${number}.text`;
/** 'MFT1' when read as the machine reads numbers. */
const magic = 0x3154_464d;

interface KnownPdf {
	readonly number: number;
	readonly reading: Omit<FileReadAt, 'hash'>;
	/** How many pages are in the index, and how many there are; 0 of a file that can't be read. */
	readonly pages: number;
	readonly total: number;
	papers: readonly string[];
}

interface Opened {
	readonly index: SearchIndex;
	/** By file. */
	readonly known: Map<string, KnownPdf>;
}

/**
 * The words of the PDFs that are attached to papers. All of it lies in the cache: an index of the pages, whose note says of which files
 * and papers they are, and the text of each PDF, for the words around what is found. A file that changed is read again; one that no paper
 * has any more is forgotten with its words.
 */
export class FullText implements FullTextSearch {
	private opened: Promise<Opened> | undefined;
	private left = 0;
	/** Updates that do not know yet which PDFs there are. */
	private looking = 0;
	private known: ReadonlyMap<string, KnownPdf> = new Map();
	private readonly updates = new Queue();

	constructor(
		private readonly cache: Cache,
		private readonly pause: Pause,
	) {}

	get gaps(): FullTextGaps {
		const files = [...this.known];
		return {
			looking: this.looking > 0,
			left: this.left,
			cut: files.filter(([, { pages, total }]) => pages < total).map(([file]) => file),
			unreadable: files.filter(([, { total }]) => total === 0).map(([file]) => file),
		};
	}

	async search(query: string, limit: number): Promise<readonly Passage[]> {
		const { index, known } = await this.open();
		const byNumber = new Map([...known].map(([file, pdf]) => [pdf.number, { file, pdf }]));
		const read = parseQuery(query);
		const words = soughtWords(read).flatMap(({ text, writings }) => [text, ...writings]);
		const texts = new Map<number, readonly string[] | undefined>();
		const passages: Passage[] = [];
		for (const { id, score } of index.search(read, { limit, everyWord: true })) {
			const [number = 0, page = 0] = id.split('#').map(Number);
			const found = score > 1 ? byNumber.get(number) : undefined;
			if (found !== undefined) {
				const pages = texts.has(number) ? texts.get(number) : await this.textOf(found.file, found.pdf);
				texts.set(number, pages);
				const snippet = snippetOf(pages?.[page - 1] ?? '', words);
				passages.push({ papers: found.pdf.papers, file: found.file, page, snippet });
			}
		}
		return passages;
	}

	/** Brings what is known up to date with papers and files. One update at a time. */
	update(work: FullTextWork): Promise<void> {
		this.looking += 1;
		return this.updates.add(() => this.run(work));
	}

	private async run(work: FullTextWork): Promise<void> {
		const { index, known } = await this.open();
		const wanted = await this.wanted(work).finally(() => {
			this.looking -= 1;
		});
		if (wanted === undefined) {
			return;
		}
		let unsaved = 0;
		for (const [file, pdf] of [...known]) {
			if (!wanted.has(file)) {
				await this.forget(index, pdf);
				known.delete(file);
				unsaved += 1;
			}
		}
		const unread = [...wanted.values()].filter(({ there, papers }) => {
			const pdf = known.get(there.file);
			const isKnown = pdf !== undefined && isSame(pdf.reading, there.stamp);
			if (isKnown && pdf.papers.join() !== papers.join()) {
				pdf.papers = papers;
				unsaved += 1;
			}
			return !isKnown;
		});
		this.left = unread.length;
		const reading = new PdfReading(work);
		try {
			let next = reading.begin(unread[0]);
			for (const [at, { there, papers }] of unread.entries()) {
				const read = await next;
				if (read === 'over') {
					break;
				}
				// The thread reads the next one while the words of this one are taken in.
				next = reading.begin(unread[at + 1]);
				await this.take(there, read === 'failed' ? undefined : read, { index, known, papers, at: work.now() });
				this.left -= 1;
				unsaved += 1;
				work.onProgress?.(unread.length - this.left, unread.length);
				if (unsaved >= savedEvery) {
					await this.save(index, known);
					unsaved = 0;
				}
			}
		} finally {
			reading.dispose();
			if (unsaved > 0) {
				await this.save(index, known);
			}
		}
	}

	/** By file; `undefined` where it was cancelled. */
	private async wanted({
		papers,
		locate,
		cancelled = () => false,
	}: FullTextWork): Promise<ReadonlyMap<string, { readonly there: PdfThere; readonly papers: readonly string[] }> | undefined> {
		const pace = new Pace(this.pause);
		const wanted = new Map<string, { readonly there: PdfThere; readonly papers: string[] }>();
		for await (const paper of papers) {
			const attached = attachedPdfs(paper);
			const there = attached.length === 0 ? undefined : await locate(attached);
			if (there !== undefined) {
				const papersOfFile = wanted.get(there.file)?.papers ?? [];
				papersOfFile.push(paper.id);
				wanted.set(there.file, { there, papers: papersOfFile });
			}
			await pace.rest();
			if (cancelled()) {
				return undefined;
			}
		}
		return wanted;
	}

	/** @param read `undefined` where it can't be read: it is known as such, until the file changes */
	private async take(
		{ file, stamp }: PdfThere,
		read: PdfPages | undefined,
		{ index, known, papers, at }: { readonly at: number; readonly papers: readonly string[] } & Opened,
	): Promise<void> {
		const before = known.get(file);
		if (before !== undefined) {
			await this.forget(index, before);
		}
		const { pages, total } = read ?? { pages: [], total: 0 };
		const room = mostPages - [...known.values()].reduce((sum, pdf) => sum + pdf.pages, 0) + (before?.pages ?? 0);
		const pace = new Pace(this.pause);
		const texts: string[] = [];
		for (const page of pages.slice(0, Math.max(0, room))) {
			texts.push(searchedText(page));
			await pace.rest();
		}
		const taken = new Set([...known.values()].map(pdf => pdf.number));
		const number = before?.number ?? firstFree(taken);
		const writer = new TextWriter();
		[nameOf(file, stamp), ...texts].forEach(text => writer.add(text));
		await this.cache.write(textName(number), writeArrays(magic, [...writer.arrays(), Uint32Array.of(texts.length)]));
		for (const [order, page] of texts.entries()) {
			if (page !== '') {
				index.add({ id: `${number}#${order + 1}`, texts: { abstract: [page] } });
			}
			await pace.rest();
		}
		await index.tidy(pace);
		known.set(file, { number, reading: { stamp, at }, pages: texts.length, total, papers });
	}

	/** Its words leave the cache, too. */
	private async forget(index: SearchIndex, { number, pages }: KnownPdf): Promise<void> {
		for (let page = 1; page <= pages; page += 1) {
			index.remove(`${number}#${page}`);
		}
		await this.cache.write(textName(number), []);
	}

	private async save(index: SearchIndex, known: ReadonlyMap<string, KnownPdf>): Promise<void> {
		await index.compact(new Pace(this.pause));
		const note = [...known].map(([file, { number, reading, pages, total, papers }]) => ({
			file,
			number,
			...reading.stamp,
			at: reading.at,
			pages,
			total,
			papers,
		}));
		await this.cache.write(indexName, index.save(JSON.stringify(note)));
	}

	private open(): Promise<Opened> {
		return (this.opened ??= this.load());
	}

	private async load(): Promise<Opened> {
		const bytes = await this.cache.read(indexName);
		const saved = bytes && loadSearchIndex(bytes);
		const known = saved === undefined ? new Map<string, KnownPdf>() : knownIn(saved.note);
		this.known = known;
		return { index: saved?.index ?? createSearchIndex(), known };
	}

	/** Nothing where the cache lost it, or holds that of another file. */
	private async textOf(file: string, { number, reading }: KnownPdf): Promise<readonly string[] | undefined> {
		const bytes = await this.cache.read(textName(number));
		const reader = bytes && readArrays(magic, bytes);
		if (reader?.count !== 4) {
			return undefined;
		}
		const texts = new TextReader(reader);
		const [count = 0] = reader.words();
		return texts.at(0) === nameOf(file, reading.stamp) ? Array.from({ length: count }, (_, index) => texts.at(index + 1)) : undefined;
	}
}

/** A file as it was when it was read. */
function nameOf(file: string, { modified, size }: FileStamp): string {
	return `${modified} ${size} ${file}`;
}

/** Reads one PDF after the other, in a new thread where one broke. */
class PdfReading {
	private reader: PageReader | undefined;
	private isOver = false;

	constructor(private readonly work: FullTextWork) {}

	/** `failed` where a thread broke at the file, `over` where there is none or it was cancelled. */
	begin(next: { readonly there: PdfThere } | undefined): Promise<PdfPages | undefined | 'failed' | 'over'> {
		const pages = next === undefined ? Promise.resolve('over' as const) : this.read(next.there);
		// Whoever awaits it later hears of it; nobody does where all ends before.
		pages.catch(() => undefined);
		return pages;
	}

	dispose(): void {
		this.isOver = true;
		this.close();
	}

	private close(): void {
		this.reader?.dispose();
		this.reader = undefined;
	}

	private async read({ stamp, read }: PdfThere): Promise<PdfPages | undefined | 'failed' | 'over'> {
		const { cancelled = () => false, openReader, turn } = this.work;
		await turn?.();
		if (cancelled()) {
			return 'over';
		}
		const bytes = stamp.size > largestPdf ? undefined : await read().catch(() => undefined);
		const reader = (this.reader ??= await openReader());
		if (this.isOver) {
			// All ended while the thread was being started.
			this.close();
			return 'over';
		}
		const pages = bytes && (await reader.pages(bytes).catch(() => 'failed' as const));
		if (pages === 'failed') {
			// The next one does not suffer for it.
			this.close();
		}
		return cancelled() ? 'over' : pages;
	}
}

function firstFree(taken: ReadonlySet<number>): number {
	let number = 1;
	while (taken.has(number)) {
		number += 1;
	}
	return number;
}

function knownIn(note: string): Map<string, KnownPdf> {
	const known = new Map<string, KnownPdf>();
	const value = parseJson(note);
	for (const pdf of isArray(value) ? value.filter(isObject) : []) {
		const { number, modified, size, at, pages, total } = pdf;
		known.set(textOf(pdf['file']) ?? '', {
			number: numberOf(number),
			reading: { stamp: { modified: numberOf(modified), size: numberOf(size) }, at: numberOf(at) },
			pages: numberOf(pages),
			total: numberOf(total),
			papers: stringsOf(pdf['papers']),
		});
	}
	return known;
}
