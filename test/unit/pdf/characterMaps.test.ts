import assert from 'node:assert/strict';
import { isObject } from '../../../src/core/data/json';
import { nodeCharacterMaps } from '../../../src/host/pdf/nodeCharacterMaps';
import { PdfReader } from '../../../src/host/pdf/pdfReading';
import type { ToPdfReading } from '../../../src/host/pdf/pdfText';
import { readPages, serve } from '../../../src/host/pdf/pdfText';
import { pdfOf, unembeddedFonts } from '../../fakes/pdf';

const maps = nodeCharacterMaps('node_modules/pdfjs-dist/cmaps');

function isMessage(value: unknown): value is ToPdfReading {
	return isObject(value);
}

/** Both ends without a thread between them. */
function reader(asked: string[] = [], mapOf = maps): PdfReader {
	let answered: (answer: unknown) => void = () => undefined;
	const said = serve(answer => answered(structuredClone(answer)));
	return new PdfReader(
		{
			post: message => {
				const copy: unknown = structuredClone(message);
				if (isMessage(copy)) {
					said(copy);
				}
			},
			listen: listener => (answered = listener),
			stop: () => undefined,
		},
		name => {
			asked.push(name);
			return mapOf(name);
		},
	);
}

describe('PDFs that only name their fonts', () => {
	for (const font of unembeddedFonts) {
		it(`should be read in ${font.encoding}`, async () => {
			const pages = await reader().pages(pdfOf({ pages: [[font.line]], font }));
			assert.deepEqual(pages?.pages, [font.line]);
		});
	}

	it('should ask for each map once, however many PDFs need it', async () => {
		const asked: string[] = [];
		const [font] = unembeddedFonts;
		assert.ok(font !== undefined);
		const one = reader(asked);
		await one.pages(pdfOf({ pages: [[font.line]], font }));
		await one.pages(pdfOf({ pages: [[font.line]], font }));
		assert.deepEqual([...new Set(asked)].sort(), [...asked].sort());
		assert.ok(asked.includes('UniGB-UCS2-H'));
	});

	it('should cost their words and nothing else where maps are missing', async () => {
		const [font] = unembeddedFonts;
		assert.ok(font !== undefined);
		const bytes = pdfOf({ pages: [[font.line]], font });
		const { total, pages } = (await readPages(bytes)) ?? {};
		assert.equal(total, 1);
		assert.notDeepEqual(pages, [font.line]);
		assert.equal((await reader([], () => Promise.reject(new Error('unreadable'))).pages(bytes))?.total, 1);
	});
});
