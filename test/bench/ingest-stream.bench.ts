import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeInParts } from '../../src/core/ingest/decode';
import { openParts } from '../../src/core/ingest/ingest';
import { Pace } from '../../src/core/work/pace';
import { exportFormat } from '../../src/core/export/exportFormats';
import type { Bench, Row } from './bench';
import { megabytesInUse, row } from './bench';
import { generateBibliography } from './generateBibliography';
import { generatePapers } from './generatePapers';
import { longestBlocks } from './longestBlocks';

/** Papers in the form of a file's name, about 200 MB of a hundred thousand. */
const files: Readonly<Record<string, (count: number) => string>> = {
	'large.bib': generateBibliography,
	'large.json': count => exported('csl-json', count),
	'large.ris': count => exported('ris', count),
	'large.yaml': count => exported('csl-yaml', count),
	'large.xml': pubmed,
};

/**
 * A long file, read and taken paper by paper as the extension does it, while something else wants the event loop. The rows without a form
 * are those of the `.bib`.
 */
export const bench: Bench = {
	sizes: [100_000],
	async rows(size) {
		const rows: Row[] = [];
		for (const [name, make] of Object.entries(files)) {
			const form = name === 'large.bib' ? '' : `-${name.slice('large.'.length)}`;
			rows.push(...(await rowsOf(name, make(size), form)));
		}
		return rows;
	},
};

async function rowsOf(name: string, text: string, form: string): Promise<readonly Row[]> {
	const folder = await mkdtemp(join(tmpdir(), 'marginalia-bench-'));
	try {
		const file = join(folder, name);
		await writeFile(file, text);
		const bytes = await readFile(file);
		const before = megabytesInUse();
		let papers = 0;
		const started = performance.now();
		const blocks = await longestBlocks(async pause => {
			const pace = new Pace(pause);
			const { parts } = await decodeInParts(bytes, pace);
			for (const reading of openParts(parts, { fileName: name }).readings) {
				papers += reading.kind === 'paper' ? 1 : 0;
				await pace.rest();
			}
		});
		const seconds = (performance.now() - started) / 1000;
		const megabytes = bytes.length / 1e6;
		return [
			row(`ingest-stream-blocked${form}`, papers, 'ms', blocks, undefined, { most: 50 }),
			row(`ingest-stream-speed${form}`, papers, 'MB/s', [megabytes / seconds]),
			row(`ingest-stream-memory${form}`, papers, 'x input', [(megabytesInUse() - before) / megabytes], undefined, { most: 3 }),
		];
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

function exported(format: string, count: number): string {
	const { write, join: joined } = exportFormat(format) ?? assert.fail(format);
	return joined(generatePapers(count).map(paper => write([paper])));
}

function pubmed(count: number): string {
	const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
	const articles = generatePapers(count).map(
		({ title, abstract, author = [] }, index) =>
			`<PubmedArticle><MedlineCitation><PMID Version="1">${100_000 + index}</PMID><Article><ArticleTitle>${escaped(title)}</ArticleTitle><Abstract><AbstractText>${escaped(abstract ?? '')}</AbstractText></Abstract><AuthorList>${author.map(({ family = '', given = '' }) => `<Author><LastName>${family}</LastName><ForeName>${given}</ForeName></Author>`).join('')}</AuthorList></Article></MedlineCitation></PubmedArticle>\n`,
	);
	return `<?xml version="1.0"?>\n<PubmedArticleSet>\n${articles.join('')}</PubmedArticleSet>`;
}
