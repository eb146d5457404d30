import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { FullText } from '../../src/core/pdf/fullText';
import { pdfLink } from '../../src/core/pdf/pdfLinks';
import { nodeThread } from '../../src/host/files/nodeThread';
import { nodeCharacterMaps } from '../../src/host/pdf/nodeCharacterMaps';
import { PdfReader } from '../../src/host/pdf/pdfReading';
import { readPages } from '../../src/host/pdf/pdfText';
import { MemoryCache } from '../fakes/memoryCache';
import { pdfOf } from '../fakes/pdf';
import type { Bench } from './bench';
import { repeat, row, timed } from './bench';
import { generatePapers } from './generatePapers';

/** Pages of one PDF: an article has ten to thirty. */
const pagesEach = 20;
const linesEach = 45;

/** PDFs with so many pages in all: read in a thread, indexed and kept, beside reading them with pdf.js and doing nothing with it. */
export const bench: Bench = {
	sizes: [200, 1000],
	async rows(size) {
		const folder = resolve('.cache/bench/pdf');
		if (spawnSync(process.execPath, ['esbuild.mjs', '--production', '--only', 'pdf', folder], { stdio: 'inherit' }).status !== 0) {
			throw new Error('dist/pdf.js could not be made');
		}
		const pdfs = makePdfs(Math.ceil(size / pagesEach));
		const ours = () =>
			timed(() =>
				readAll(pdfs, () => new PdfReader(nodeThread(join(folder, 'pdf.js')), nodeCharacterMaps('node_modules/pdfjs-dist/cmaps'))),
			);
		const bare = () =>
			timed(async () => {
				for (const pdf of pdfs) {
					await readPages(pdf);
				}
			});
		// In turns, so that a machine that is busy for a while is busy for both.
		const rounds = await repeat(async () => ({ bare: await bare(), ours: await ours() }));
		const peer = { name: 'bare pdf.js', values: rounds.map(round => round.bare) };
		const values = rounds.map(round => round.ours);
		return [row('fulltext-read', size, 'ms', values, peer, { mostRatio: 1.3 })];
	},
};

async function readAll(pdfs: readonly Uint8Array[], open: () => PdfReader): Promise<void> {
	const [sample] = generatePapers(1);
	if (sample === undefined) {
		throw new Error('There is no paper');
	}
	const fullText = new FullText(new MemoryCache(), () => Promise.resolve());
	await fullText.update({
		papers: pdfs.map((_, at) => ({ ...sample, id: String(at), links: [pdfLink(`${at}.pdf`)] })),
		locate: ([name = '']) => {
			const bytes = pdfs[Number.parseInt(name, 10)] ?? new Uint8Array();
			return Promise.resolve({ file: name, stamp: { modified: 0, size: bytes.length }, read: () => Promise.resolve(bytes) });
		},
		openReader: () => Promise.resolve(open()),
		now: () => 0,
	});
	if ((await fullText.search('the ', 10)).length === 0) {
		throw new Error('Nothing was read');
	}
}

function makePdfs(count: number): readonly Uint8Array[] {
	const words = [...generatePapers(count * 4)].map(({ abstract = '' }) => abstract.replace(/[^\x20-\x7e]/g, ' ')).join(' ');
	const lines = words.match(/.{1,90}(?: |$)/g) ?? [];
	const line = (at: number) => lines[at % lines.length] ?? '';
	const pageAt = (at: number) => Array.from({ length: linesEach }, (_, order) => line(at * linesEach + order));
	return Array.from({ length: count }, (_, pdf) =>
		pdfOf({ pages: Array.from({ length: pagesEach }, (_, page) => pageAt(pdf * pagesEach + page)) }),
	);
}
