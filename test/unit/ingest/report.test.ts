import assert from 'node:assert/strict';
import { hasDetails, importReport, summarySentence } from '../../../src/host/features/ingest/report';

describe('what an import says', () => {
	const counts = { added: 3, merged: 0, unchanged: 0, problems: 1, keys: [], taken: [], refused: [] };
	const file = (label: string) => ({ name: 'x', format: label, label, problems: [] });

	it('should say what was added, from where, and what each file was taken for', () => {
		assert.equal(
			summarySentence({ ...counts, files: [file('BibTeX'), file('RIS'), file('BibTeX')] }),
			'Added 3 papers from 3 files (BibTeX, RIS) · 1 note',
		);
		assert.equal(
			summarySentence({ ...counts, added: 967, problems: 12, files: [{ ...file('BibTeX'), name: 'big.bib' }] }),
			'Added 967 papers from big.bib (BibTeX) · 12 notes',
		);
		assert.equal(
			summarySentence({ ...counts, added: 0, merged: 2, problems: 0, files: [{ ...file('RIS'), name: 'clipboard' }] }),
			'Updated 2 papers from the clipboard (RIS)',
		);
	});

	it('should say no more of what no format claims', () => {
		assert.equal(
			summarySentence({ ...counts, added: 0, files: [{ name: 'x', format: undefined, label: 'unknown format', problems: [] }] }),
			'No new papers in x · 1 note',
		);
	});

	const summary = {
		...counts,
		added: 1,
		merged: 1,
		unchanged: 8,
		files: [
			{
				name: 'a.bib',
				uri: 'file:///w/a.bib',
				format: 'bibtex',
				label: 'BibTeX',
				problems: [{ line: 54, message: 'There is no @string “AIJ”.' }],
			},
		],
		taken: [
			{ kind: 'merged', key: 'doe2020', title: 'Quiet [harbours](command:x)\n===' },
			{ kind: 'added', key: 'smith2020a', title: 'Loud mountains', wished: 'smith2020' },
			{ kind: 'unchanged', key: 'old', title: 'Old' },
		] as const,
	};
	const likely = [['smith2020a', 'smyth']] as const;

	it('should count what was merged, renamed, known and may be a duplicate', () => {
		assert.equal(
			summarySentence(summary, likely),
			'Added 1 paper from a.bib (BibTeX) · 1 merged with papers you have · 1 with a new key · 8 already in your library · 1 possible duplicate · 1 note',
		);
		assert.ok(hasDetails(summary));
		assert.ok(!hasDetails({ ...summary, merged: 0, problems: 0, taken: [] }));
		assert.ok(hasDetails({ ...summary, merged: 0, problems: 0, taken: [] }, likely));
	});

	it('should name each of them in the report, on a line of its own, with links to lines and papers', () => {
		const { text, links } = importReport(summary, likely);
		const lines = text.split('\n');
		assert.ok(lines.includes('  “Quiet [harbours](command:x) ===” → doe2020 · Keep Separate'), text);
		assert.ok(lines.includes('  “Loud mountains” → smith2020a (not smith2020)'), text);
		assert.ok(lines.includes('  smith2020a and smyth · Keep Separate'), text);
		assert.ok(lines.includes('  Line 54: There is no @string “AIJ”.'), text);
		assert.deepEqual(
			links.map(({ start, end, target }) => [text.slice(start, end), target]),
			[
				['doe2020', { kind: 'paper', key: 'doe2020' }],
				['Keep Separate', { kind: 'separate', place: 0 }],
				['smith2020a', { kind: 'paper', key: 'smith2020a' }],
				['smith2020', { kind: 'paper', key: 'smith2020' }],
				['smith2020a', { kind: 'paper', key: 'smith2020a' }],
				['smyth', { kind: 'paper', key: 'smyth' }],
				['Keep Separate', { kind: 'apart', keys: ['smith2020a', 'smyth'] }],
				['Line 54', { kind: 'line', uri: 'file:///w/a.bib', line: 54 }],
			],
		);
	});
});
