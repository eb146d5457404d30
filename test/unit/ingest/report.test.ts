import assert from 'node:assert/strict';
import { hasDetails, reportText, summarySentence } from '../../../src/host/features/ingest/report';

describe('the sentence behind an ingest', () => {
	const counts = { added: 3, merged: 0, unchanged: 0, problems: 1, keys: [], taken: [], refused: [] };

	it('should say what each file was taken for', () => {
		const file = (label: string) => ({ name: 'x', format: label, label, problems: [] });
		assert.equal(
			summarySentence({ ...counts, files: [file('BibTeX'), file('RIS'), file('BibTeX')] }),
			'Added 3 papers (BibTeX, RIS). 1 problem.',
		);
	});

	it('should say no more of what no format claims', () => {
		assert.equal(
			summarySentence({ ...counts, added: 0, files: [{ name: 'x', format: undefined, label: 'unknown format', problems: [] }] }),
			'No new papers. 1 problem.',
		);
	});

	it('should name, paper by paper, what was merged and what got another key, and the pairs that may be one, as text', () => {
		const summary = {
			...counts,
			added: 1,
			merged: 1,
			unchanged: 8,
			problems: 0,
			files: [{ name: 'a.bib', format: 'bibtex', label: 'BibTeX', problems: [] }],
			taken: [
				{ kind: 'merged', key: 'doe2020', title: 'Quiet [harbours](command:x)' },
				{ kind: 'added', key: 'smith2020a', title: 'Loud mountains', wished: 'smith2020' },
				{ kind: 'unchanged', key: 'old', title: 'Old' },
			] as const,
		};
		assert.equal(
			summarySentence(summary),
			'Added 1 paper, merged 1 paper into one you have (BibTeX). 1 got another key: its own belongs to other papers. 8 were already in the library.',
		);
		assert.ok(hasDetails(summary));
		assert.ok(!hasDetails({ ...summary, merged: 0, taken: [] }));
		const report = reportText(summary, [['smith2020a', 'smyth']]);
		assert.ok(report.includes('merged into `doe2020`') && report.includes('\\[harbours\\](command:x)'), report);
		assert.ok(report.includes('- “Loud mountains” is `smith2020a`: `smith2020` belongs to another paper.'), report);
		assert.ok(report.includes('## Possible duplicates\n\n- `smith2020a` and `smyth`'), report);
	});
});
