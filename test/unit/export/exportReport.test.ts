import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportFormat } from '../../../src/core/export/exportFormats';
import { exportFormat, exportFormats } from '../../../src/core/export/exportFormats';
import { exportReport, exportReportText } from '../../../src/core/export/exportReport';
import type { PaperLoss } from '../../../src/core/export/exportReport';
import { decode } from '../../../src/core/ingest/decode';
import { ingest } from '../../../src/core/ingest/ingest';
import type { IncomingPaper } from '../../../src/core/paper/paper';
import { sharedFixtures } from '../../fixtures/shared';

const pause = () => Promise.resolve();

function formatOf(id: string): ExportFormat {
	const format = exportFormat(id);
	assert.ok(format !== undefined);
	return format;
}

async function reported(id: string, ...papers: readonly IncomingPaper[]): Promise<readonly PaperLoss[]> {
	return exportReport(papers, formatOf(id), pause);
}

describe('what an export leaves out', () => {
	const plain: IncomingPaper = {
		'citation-key': 'doe2020',
		type: 'article-journal',
		title: 'On Walks',
		author: [{ family: 'Doe', given: 'Jane' }],
		issued: { 'date-parts': [[2020, 5]] },
		'container-title': 'Walks',
		note: 'One line.\nAnother line.',
	};

	for (const { id } of exportFormats.filter(format => format.id !== 'markdown')) {
		it(`should be nothing of a plain article in ${id}`, async () => {
			assert.deepEqual(await reported(id, plain), []);
		});
	}

	it('should be keys that cannot be written, and fields that the format has no place for', async () => {
		const [loss, ...others] = await reported('bibtex', {
			...plain,
			'citation-key': 'a b%c',
			rating: 4,
			author: [{ family: 'Doe', 'dropping-particle': 'de' }],
		});
		assert.deepEqual(others, []);
		assert.deepEqual(
			[loss?.key, loss?.writtenKey, loss?.left, loss?.changed.map(({ field }) => field)],
			['a b%c', 'abc', ['rating'], ['author']],
		);
		const text = exportReportText(loss === undefined ? [] : [loss], 1, formatOf('bibtex'));
		assert.match(text, /`a b%c` is written as `abc`/);
		assert.match(text, /^0 of 1 papers read back from BibTeX/m);
	});

	it('should be fields of BibTeX’s own in RIS, and none of RIS’s own', async () => {
		const custom = { C1: 'Somewhere', U1: 'x' };
		assert.deepEqual(await reported('ris', { ...plain, custom, source: { kind: 'ris' } }), []);
		assert.deepEqual((await reported('ris', { ...plain, custom: { timestamp: '2020' } }))[0]?.left, ['custom.timestamp']);
	});

	it('should keep types that have no entry type, seasons and the day of access', async () => {
		assert.deepEqual(
			await reported('bibtex', { ...plain, type: 'motion_picture' }, { ...plain, type: 'interview' }, { ...plain, type: 'review' }),
			[],
		);
		assert.deepEqual(
			await reported('ris', {
				...plain,
				issued: { 'date-parts': [[2020]], season: 2 },
				accessed: { 'date-parts': [[2021, 3, 4]] },
				ISBN: '9783161484100',
				ISSN: '1234-5679',
			}),
			[],
		);
	});

	/** How many of the fixtures' papers may come back otherwise; each is named in the report. */
	const most: Readonly<Record<string, number>> = { bibtex: 0.07, biblatex: 0.03, ris: 0.42, 'csl-json': 0.05, 'csl-yaml': 0.05 };
	for (const [id, share] of Object.entries(most)) {
		it(`should be named for all real papers that do not come back whole: ${id}`, async function () {
			const folder = join(sharedFixtures, 'bibtex');
			if (!existsSync(folder)) {
				this.skip();
			}
			this.timeout(120_000);
			const papers = readdirSync(folder, { recursive: true })
				.map(String)
				.filter(name => name.endsWith('.bib'))
				.flatMap(name => ingest(decode(readFileSync(join(folder, name))).text, { fileName: name }).papers);
			assert.ok(papers.length > 2400, `${papers.length} papers`);
			const losses = await exportReport(papers, formatOf(id), pause);
			assert.ok(losses.length <= share * papers.length, `${losses.length} of ${papers.length}`);
			// What every format can hold comes back of nearly all.
			const held = new Set(['title', 'volume', 'issue', 'publisher', 'tags', 'URL']);
			const hurt = losses.filter(({ left, changed }) => [...left, ...changed.map(({ field }) => field)].some(field => held.has(field)));
			assert.ok(
				hurt.length <= 0.01 * papers.length,
				hurt.map(({ key, left, changed }) => `${key}: ${left.join()} ${JSON.stringify(changed)}`).join('\n'),
			);
		});
	}
});
