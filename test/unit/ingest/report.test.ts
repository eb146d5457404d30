import assert from 'node:assert/strict';
import { summarySentence } from '../../../src/host/features/ingest/report';

describe('the sentence behind an ingest', () => {
	const counts = { added: 3, merged: 0, unchanged: 0, problems: 1, keys: [], refused: [] };

	it('should say what each file was taken for', () => {
		const file = (label: string) => ({ name: 'x', format: label, label, problems: [] });
		assert.equal(summarySentence({ ...counts, files: [file('BibTeX'), file('RIS'), file('BibTeX')] }), '3 added, 0 merged, 1 problem. Read as BibTeX, RIS.');
	});

	it('should say no more of what no format claims', () => {
		assert.equal(summarySentence({ ...counts, added: 0, files: [{ name: 'x', format: undefined, label: 'unknown format', problems: [] }] }), '0 added, 0 merged, 1 problem');
	});
});
