import assert from 'node:assert/strict';
import { FullText } from '../../../src/core/pdf/fullText';
import type { FullTextWork } from '../../../src/core/pdf/fullText';
import { pdfLink } from '../../../src/core/pdf/pdfLinks';
import type { PdfPages } from '../../../src/core/pdf/pdfPages';
import { searchedText } from '../../../src/core/pdf/pdfPages';
import { snippetOf } from '../../../src/core/pdf/snippet';
import type { Paper } from '../../../src/core/paper/paper';
import { fullTextParts, parseQuery } from '../../../src/core/search/query';
import { MemoryCache } from '../../fakes/memoryCache';

const now = 1_800_000_000_000;

interface MadeUp {
	/** Pages of each file; `undefined` where it can't be read, `break` where it ends the thread. */
	readonly files: Readonly<Record<string, PdfPages | undefined | 'break'>>;
	/** The papers and the file of each. */
	readonly papers: Readonly<Record<string, string>>;
	readonly modified?: number;
}

function paper(id: string, file: string): Paper {
	return {
		id,
		'citation-key': id,
		type: 'article',
		title: id,
		status: 'unread',
		added: '2026-01-01T00:00:00Z',
		updated: '2026-01-01T00:00:00Z',
		links: [pdfLink(file)],
	};
}

function pages(...texts: readonly string[]): PdfPages {
	return { pages: texts, total: texts.length };
}

describe('the words of PDFs', () => {
	let cache: MemoryCache;
	let read: string[];
	let opened: number;

	beforeEach(() => {
		cache = new MemoryCache();
		read = [];
		opened = 0;
	});

	const pause = () => Promise.resolve();

	function work({ files, papers, modified = 1000 }: MadeUp, more: Partial<FullTextWork> = {}): FullTextWork {
		return {
			papers: Object.entries(papers).map(([id, file]) => paper(id, file)),
			locate: attached => {
				const file = attached.find(name => Object.hasOwn(files, name));
				const bytes = new TextEncoder().encode(file);
				const there = file === undefined ? undefined : { file, stamp: { modified, size: 10 }, read: () => Promise.resolve(bytes) };
				return Promise.resolve(there);
			},
			openReader: () => {
				opened += 1;
				return Promise.resolve({
					pages: bytes => {
						const file = new TextDecoder().decode(bytes);
						read.push(file);
						const found = files[file];
						return found === 'break' ? Promise.reject(new Error('broken')) : Promise.resolve(found);
					},
					dispose: () => undefined,
				});
			},
			now: () => now,
			...more,
		};
	}

	const found = async (fullText: FullText, query: string) =>
		(await fullText.search(query, 100)).map(({ papers, file, page }) => `${papers.join('+')} ${file} ${page}`);

	const two = {
		files: { 'a.pdf': pages('Boats float on water.', '', 'Gulls eat fish and chips.'), 'b.pdf': pages('Gulls nest on cliffs.') },
		papers: { one: 'a.pdf', two: 'b.pdf', three: 'gone.pdf', again: 'a.pdf' },
	};

	it('should be found by page, with all words on it, in quotation marks as they stand, and mistyped', async () => {
		const fullText = new FullText(cache, pause);
		const updated = fullText.update(work(two));
		assert.equal(fullText.gaps.looking, true);
		await updated;
		assert.deepEqual((await found(fullText, 'gulls ')).toSorted(), ['one+again a.pdf 3', 'two b.pdf 1']);
		assert.deepEqual(await found(fullText, 'gulls cliffs '), ['two b.pdf 1']);
		assert.deepEqual(await found(fullText, '"fish and chips"'), ['one+again a.pdf 3']);
		assert.deepEqual(await found(fullText, '"chips and fish"'), []);
		assert.deepEqual(await found(fullText, 'gulsl cliffs '), ['two b.pdf 1']);
		assert.deepEqual(await found(fullText, 'boats gulls '), []);
		assert.equal((await fullText.search('chips ', 5))[0]?.snippet, 'Gulls eat fish and chips.');
	});

	it('should be kept, read again only where a file changed, and forgotten with its paper', async () => {
		await new FullText(cache, pause).update(work(two));
		assert.deepEqual([read, opened], [['a.pdf', 'b.pdf'], 1]);
		const later = new FullText(cache, pause);
		assert.deepEqual(await found(later, 'cliffs '), ['two b.pdf 1']);
		await later.update(work(two));
		assert.deepEqual([read.length, opened], [2, 1]);
		const changed = { files: { 'a.pdf': pages('Ships.') }, papers: { one: 'a.pdf', two: 'b.pdf' }, modified: 2000 };
		await later.update(work(changed));
		assert.deepEqual(read, ['a.pdf', 'b.pdf', 'a.pdf']);
		for (const fullText of [later, new FullText(cache, pause)]) {
			assert.deepEqual(await found(fullText, 'gulls '), []);
			assert.deepEqual(await found(fullText, 'ships '), ['one a.pdf 1']);
		}
		for (const bytes of cache.files.values()) {
			assert.doesNotMatch(new TextDecoder('latin1').decode(bytes), /cliffs|chips/i);
		}
	});

	it('should name what is cut, what cannot be read and what is left, and go on after a file at which a thread breaks', async () => {
		const fullText = new FullText(cache, pause);
		const strange = {
			files: {
				'locked.pdf': undefined,
				'bomb.pdf': 'break' as const,
				'long.pdf': { pages: ['First.'], total: 900 },
				'z.pdf': pages('Last.'),
			},
			papers: { a: 'locked.pdf', b: 'bomb.pdf', c: 'long.pdf', d: 'z.pdf' },
		};
		let turns = 0;
		await fullText.update(
			work(strange, {
				turn: () => {
					turns += 1;
					return Promise.resolve();
				},
			}),
		);
		assert.deepEqual(fullText.gaps, { looking: false, left: 0, cut: ['long.pdf'], unreadable: ['locked.pdf', 'bomb.pdf'] });
		assert.deepEqual([opened, turns, await found(fullText, 'last ')], [2, 4, ['d z.pdf 1']]);
		await fullText.update(work(strange));
		assert.equal(read.length, 4);
	});

	it('should stop where it is told to, keep what was read, and read the rest later', async () => {
		const files = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`${at}.pdf`, pages(`Word${at} common.`)]));
		const many = { files, papers: Object.fromEntries(Object.keys(files).map(file => [`p${file}`, file])) };
		await new FullText(cache, pause).update(work(many, { cancelled: () => read.length === 20 }));
		const later = new FullText(cache, pause);
		assert.equal((await found(later, 'common ')).length, 19);
		await later.update(work(many));
		assert.equal((await found(later, 'common ')).length, 60);
		assert.equal(read.length, 61);
	});

	it('should show no words of another file, and survive a lost index', async () => {
		const fullText = new FullText(cache, pause);
		await fullText.update(work(two));
		const [one, other] = ['fulltext-1.text', 'fulltext-2.text'].map(name => cache.files.get(name) ?? new Uint8Array());
		cache.files.set('fulltext-1.text', other ?? new Uint8Array()).set('fulltext-2.text', one ?? new Uint8Array());
		assert.deepEqual(
			(await fullText.search('gulls ', 5)).map(({ snippet }) => snippet),
			['', ''],
		);
		cache.files.delete('fulltext.index');
		const later = new FullText(cache, pause);
		await later.update(work(two));
		assert.equal((await found(later, 'gulls ')).length, 2);
	});
});

describe('fullTextParts', () => {
	it('should part what is asked of papers from what is asked of PDFs', () => {
		const parts: Readonly<Record<string, readonly [string, string]>> = {
			'song score': ['song score', ''],
			'fulltext:gull': ['', 'gull'],
			'fulltext:gull ': ['', 'gull '],
			'author:song fulltext:"fish and chips" year:2020': ['author:song year:2020', '"fish and chips" '],
			'FULLTEXT:a fulltext:b boats': ['boats', 'a b '],
			'-fulltext:gull x': ['x', '-gull '],
			'fulltext: gull': ['fulltext: gull', ''],
		};
		for (const [text, [papers, pages]] of Object.entries(parts)) {
			assert.deepEqual(fullTextParts(text), { papers, pages }, text);
		}
		assert.equal(parseQuery('fulltext:gull').mistakes.length, 1);
		assert.match(parseQuery('fultext:gull ').mistakes[0]?.message ?? '', /Did you mean fulltext:gull/);
	});
});

describe('searchedText', () => {
	it('should make divided words whole', () => {
		assert.equal(searchedText('Boats in infor-\nmation,  e-mail\nand X-\nRay\u00a0\n'), 'Boats in information, e-mail and X- Ray');
	});
});

describe('snippetOf', () => {
	it('should show the part with most of the words, whatever stands there', () => {
		const filler = 'one two three four five six seven eight nine ten '.repeat(8);
		const page = `boats ${filler}Früher aßen Gulls and boats ${filler}end`;
		assert.match(snippetOf(page, ['gulls', 'boats']), /^…[^…]*Früher aßen Gulls and boats one[^…]*…$/);
		assert.match(snippetOf(page, ['fruher', 'gull']), /Früher aßen Gulls/);
		assert.match(snippetOf(page, ['nowhere']), /^boats one/);
		assert.equal(snippetOf('', ['x']), '');
		assert.ok(snippetOf('x'.repeat(10_000), ['x']).length < 300);
	});
});
