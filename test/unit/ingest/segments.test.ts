import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decode, decodeInParts } from '../../../src/core/ingest/decode';
import { openParts, openText } from '../../../src/core/ingest/ingest';
import { Pace } from '../../../src/core/pace';

const bibtex = [
	'% Mine\n@string{jnl = "Journal"}\n',
	...Array.from({ length: 12 }, (_, index) => `@inproceedings{k${index},\n  title = {T${index}, mail @me},\n  crossref = {p${index % 3}}\n}\n\n`),
	'@article{broken,\n  title = {Open,\n  journal = jnl\n',
	'@article{k3,\n  title = {Twice},\n  journal = jnl # { of Things}\n}\r\n',
	...Array.from({ length: 3 }, (_, index) => `@proceedings{p${index},\n  title = {P${index}},\n  year = 200${index}\n}\n`),
	'@comment{jabref-meta: grouping:\n0 AllEntriesGroup:;\n1 ExplicitGroup:Mine\\;0\\;k1\\;k2\\;;\n}\n',
].join('');
const ris = Array.from({ length: 9 }, (_, index) => `TY  - JOUR\nTI  - Title ${index}\nAU  - Doe, J\nN1  - TY  - no\nER  - \n\n`).join('');
const nbib = Array.from({ length: 9 }, (_, index) => `PMID- ${index}1\nTI  - Title ${index}\nDP  - 2001\n\n`).join('');

describe('a text in parts', () => {
	for (const [name, text] of Object.entries({ bibtex, ris, nbib })) {
		it(`should read ${name} as the text in one, wherever it is cut (property)`, () => {
			const whole = [...openText(text).readings];
			assert.ok(whole.length > 8);
			fc.assert(
				fc.property(fc.uniqueArray(fc.integer({ min: Math.min(300, text.length - 1), max: text.length - 1 }), { minLength: 1, maxLength: 5 }), cuts => {
					const places = [0, ...cuts.sort((a, b) => a - b), text.length];
					const parts = places.slice(1).map((place, index) => text.slice(places[index], place));
					assert.deepEqual([...openParts(parts).readings], whole);
				}),
				{ numRuns: 200 },
			);
		});
	}

	it('should be cut without tearing letters, and be the text that is decoded whole', async () => {
		const text = 'é€😀 words '.repeat(600_000);
		const bytes = new TextEncoder().encode(text);
		const { parts, encoding } = await decodeInParts(bytes, new Pace(() => Promise.resolve()));
		assert.equal(encoding, 'utf-8');
		assert.ok(parts.length > 1);
		assert.ok(parts.join('') === text && decode(bytes).text === text);
	});
});
