import { plugins } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import { parse } from '@retorquere/bibtex-parser';
import { BibLatexParser, CSLExporter } from 'biblatex-csl-converter';
import { ingest } from '../../src/core/ingest/ingest';
import type { Bench, Limits, Row } from './bench';
import { megabytesInUse, repeat, row, timed } from './bench';
import { generateBibliography } from './generateBibliography';

/** The entries that the peers read: at their speed all of them would take minutes. */
const fewEntries = 500;

/** A `.bib` to finished records, abstracts and all. */
export const bench: Bench = {
	sizes: [1000, 10_000, 50_000],
	async rows(size) {
		const text = generateBibliography(size);
		const budgets: Limits = size === 10_000 ? { least: 15 } : {};
		const before = megabytesInUse();
		const held = ingest(text).papers;
		const memory = (megabytesInUse() - before) / (text.length / 1e6);
		const speeds = await repeat(() => speedOf(text, () => ingest(text)), size > 10_000 ? 3 : 5);
		return [
			row('ingest-bibtex-speed', size, 'MB/s', speeds, undefined, budgets),
			row('ingest-bibtex-memory', held.length, 'x input', [memory], undefined, { most: 3 }),
			...(size === 10_000 ? await besidePeers(speeds) : []),
			...(size === 50_000 ? [await growth(speeds)] : []),
		];
	},
};

async function besidePeers(speeds: readonly number[]): Promise<readonly Row[]> {
	const text = generateBibliography(fewEntries);
	const peers: readonly (readonly [id: string, name: string, read: () => unknown, limits: Limits])[] = [
		['retorquere', '@retorquere/bibtex-parser', () => parse(text), { leastRatio: 30 }],
		[
			'csl-converter',
			'biblatex-csl-converter',
			() => new CSLExporter(new BibLatexParser(text, { processUnexpected: true, processUnknown: true }).parse().entries).parse(),
			{ leastRatio: 30 },
		],
		['citation-js', '@citation-js/plugin-bibtex', () => plugins.input.chain(text, { generateGraph: false }), { leastRatio: 1 }],
	];
	const rows: Row[] = [];
	for (const [id, name, read, limits] of peers) {
		const values = await repeat(() => speedOf(text, read), 3);
		rows.push(row(`ingest-bibtex-${id}`, fewEntries, 'MB/s', speeds, { name, values }, limits));
	}
	return rows;
}

/** The speed at 50,000 entries as part of that at 1,000: 1 where time is linear. */
async function growth(speeds: readonly number[]): Promise<Row> {
	const few = generateBibliography(1000);
	ingest(few);
	return row(
		'ingest-bibtex-linear',
		50_000,
		'MB/s',
		speeds,
		{ name: 'the same at 1,000 entries', values: await repeat(() => speedOf(few, () => ingest(few)), 5) },
		{ leastRatio: 0.7 },
	);
}

/** Megabytes a second. */
async function speedOf(text: string, read: () => unknown): Promise<number> {
	globalThis.gc?.();
	return text.length / 1000 / (await timed(read));
}
