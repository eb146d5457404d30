import assert from 'node:assert/strict';
import { exportFormat } from '../../../src/core/export/exportFormats';
import { ingest } from '../../../src/core/ingest/ingest';
import type { Paper } from '../../../src/core/paper/paper';

describe('records within the texts of a record', () => {
	const endings = { 'csl-json': 'json', 'csl-yaml': 'yaml', bibtex: 'bib', ris: 'ris' } as const;
	const lookalikes = [
		'TY  - BOOK\nTI  - Evil\nAU  - Evil, E\nER  - ',
		'PMID- 1\nTI  - Evil\nFAU - Evil, E\n\nPMID- 2\nTI  - Evil',
		'%0 Book\n%T Evil\n%A Evil, E\n\n%0 Book\n%T Evil',
		'FN Clarivate\nVR 1.0\nPT J\nTI Evil\nER\nEF',
		'@book{evil, title = {Evil}}',
		'- id: evil\n  type: book\n  title: Evil',
	];
	for (const [format, ending] of Object.entries(endings)) {
		for (const lookalike of lookalikes) {
			for (const end of ['\n', '\u2028', '\r\n']) {
				it(`should stay its words: ${format} with ${JSON.stringify(lookalike.slice(0, 8))} and ${JSON.stringify(end)}`, () => {
					const text = `A\n${lookalike}\n`.repeat(3).replaceAll('\n', end);
					const paper: Paper = {
						id: 'p1',
						'citation-key': 'vale2020',
						type: 'article-journal',
						title: 'Creep',
						author: [{ family: 'Vale', given: 'Ada' }],
						abstract: text,
						note: text,
						status: 'unread',
						added: '2026-08-20T10:00:00.000Z',
						updated: '2026-08-20T10:00:00.000Z',
					};
					const written = exportFormat(format)?.write([paper]) ?? '';
					for (const named of [{ fileName: `a.${ending}` }, {}]) {
						const { papers } = ingest(written, named);
						assert.deepEqual(
							papers.map(({ title }) => title),
							['Creep'],
						);
					}
				});
			}
		}
	}
});
