import assert from 'node:assert/strict';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { outlineLimits, outlineOf, sectionAt, sectionStart } from '../../../src/webview/pdf/outline';
import type { Outline, SectionStart } from '../../../src/webview/pdf/outline';
import { pdfOf } from '../../fakes/pdf';
import type { MadeUpPdf } from '../../fakes/pdf';

/** Object numbers of the two pages that {@link pdfOf} makes. */
const [firstPage, secondPage] = [5, 7];
const pages = [['One'], ['Two']];

async function reading<T>(outline: MadeUpPdf['outline'], read: (pdf: PDFDocumentProxy) => Promise<T>): Promise<T> {
	const task = getDocument({ data: pdfOf({ pages, ...(outline === undefined ? {} : { outline }) }), isEvalSupported: false, verbosity: 0 });
	try {
		return await read(await task.promise);
	} finally {
		await task.destroy();
	}
}

async function outlineIn(outline: MadeUpPdf['outline']): Promise<Outline> {
	const found = await reading(outline, async pdf => outlineOf(pdf));
	assert.ok(found);
	return found;
}

function shape({ entries }: Outline): readonly string[] {
	return entries.map(
		({ title, level, parent, hasChildren, isOpen }) =>
			`${level} ${title} ${parent ?? '-'}${hasChildren ? (isOpen ? ' open' : ' closed') : ''}`,
	);
}

describe('the outline of a PDF', () => {
	it('should be read in its order, with depth, what is open, and where each entry leads', async () => {
		const outline = (at: (entry: number) => number) => [
			`/Title (One) /Dest [${firstPage} 0 R /XYZ 72 720 0] /First ${at(1)} 0 R /Next ${at(2)} 0 R /Count 1`,
			`/Title (Its  first\npart) /Dest [${firstPage} 0 R /FitH 400]`,
			`/Title (Two) /A << /S /GoTo /D [${secondPage} 0 R /Fit] >> /First ${at(3)} 0 R /Next ${at(4)} 0 R /Count -1`,
			`/Title (Away) /A << /S /URI /URI (https://example.org/) >>`,
			`/Title (Nowhere) /Dest [99 0 R /Fit]`,
		];
		const [read, starts] = await reading(outline, async pdf => {
			const found = await outlineOf(pdf);
			assert.ok(found);
			return [found, await Promise.all(found.entries.map(async entry => sectionStart(pdf, entry)))] as const;
		});
		assert.deepEqual(shape(read), ['1 One - open', '2 Its first part 0', '1 Two - closed', '2 Away 2', '1 Nowhere -']);
		assert.deepEqual(starts, [{ page: 1, top: 720 }, { page: 1, top: 400 }, { page: 2, top: Infinity }, undefined, undefined]);
		assert.deepEqual(read.entries[3]?.target, { kind: 'address', url: 'https://example.org/' });
		assert.equal(read.isCut, false);
	});

	it('should have no entries where the PDF has no outline, or one that is none', async () => {
		assert.deepEqual(await outlineIn(undefined), { entries: [], isCut: false });
		assert.deepEqual((await outlineIn(() => ['/First 1'])).entries.length, 1);
	});

	it('should end where entries lead back to themselves', async () => {
		const outline = (at: (entry: number) => number) => [
			`/Title (A) /First ${at(1)} 0 R /Next ${at(0)} 0 R`,
			`/Title (B) /First ${at(0)} 0 R /Next ${at(1)} 0 R`,
		];
		assert.deepEqual(shape(await outlineIn(outline)), ['1 A - closed', '2 B 0']);
	});

	it('should be cut after some thousands of entries, and say so', async () => {
		const outline = (at: (entry: number) => number) =>
			Array.from(
				{ length: 20_000 },
				(_, entry) => `/Title (${'x'.repeat(entry === 0 ? 400 : 1)}) ${entry === 19_999 ? '' : `/Next ${at(entry + 1)} 0 R`}`,
			);
		const { entries, isCut } = await outlineIn(outline);
		assert.deepEqual([entries.length, isCut, entries[0]?.title.length], [outlineLimits.entries, true, outlineLimits.title]);
	});

	it('should lay what is nested too deep beside its parents', async () => {
		const nested = (depth: number) => (at: (entry: number) => number) =>
			Array.from({ length: depth }, (_, entry) => `/Title (${entry}) ${entry === depth - 1 ? '' : `/First ${at(entry + 1)} 0 R`}`);
		// Node copies some 1,100 levels from one thread to another where little stands on the stack, and fewer where more does.
		const { entries } = await outlineIn(nested(300));
		assert.equal(entries.length, 300);
		assert.equal(Math.max(...entries.map(({ level }) => level)), outlineLimits.depth);
		assert.deepEqual(new Set(entries.slice(outlineLimits.depth - 1).map(({ parent }) => parent)), new Set([outlineLimits.depth - 2]));
	});
});

describe('an outline that is never handed over', () => {
	it('should count as one that can’t be read, and so should one that fails', async () => {
		assert.equal(await outlineOf({ getOutline: () => new Promise(() => undefined) }, 5), undefined);
		assert.equal(await outlineOf({ getOutline: () => Promise.reject(new RangeError('too deep')) }), undefined);
	});
});

describe('the section that is read', () => {
	const starts: readonly (SectionStart | undefined)[] = [
		{ page: 1, top: 700 },
		{ page: 1, top: 400 },
		undefined,
		{ page: 3, top: Infinity },
		{ page: 3, top: 200 },
		// Out of order, as an appendix that is named first.
		{ page: 2, top: 500 },
	];
	const at = (page: number, top: number) => sectionAt(starts, { page, top });

	it('should be the last one that begins where the view does, or before', () => {
		assert.deepEqual(
			[at(1, 780), at(1, 700), at(1, 500), at(1, 405), at(2, 700), at(2, 300), at(3, 792), at(3, 100), at(9, 1)],
			[0, 0, 0, 1, 1, 5, 3, 4, 4],
		);
	});

	it('should be none on a page before all sections', () => {
		assert.equal(sectionAt(starts.slice(3), { page: 1, top: 700 }), undefined);
	});

	it('should be the deepest of several at one place', () => {
		assert.equal(
			sectionAt(
				[
					{ page: 1, top: 700 },
					{ page: 1, top: 700 },
				],
				{ page: 1, top: 700 },
			),
			1,
		);
	});
});
