import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decode, decodeInParts } from '../../../src/core/ingest/decode';
import { openParts, openText } from '../../../src/core/ingest/ingest';
import { Pace } from '../../../src/core/work/pace';

const bibtex = [
	'% Mine\n@string{jnl = "Journal"}\n',
	...Array.from(
		{ length: 12 },
		(_, index) => `@inproceedings{k${index},\n  title = {T${index}, mail @me},\n  crossref = {p${index % 3}}\n}\n\n`,
	),
	'@article{broken,\n  title = {Open,\n  journal = jnl\n',
	`@comment{ out\n${Array.from({ length: 5 }, (_, index) => `@article{out${index},\n  title = {Out ${index}}\n}\n`).join('')}}\n`,
	'@article{k3,\n  title = {Twice},\n  journal = jnl # { of Things}\n}\r\n',
	...Array.from({ length: 3 }, (_, index) => `@proceedings{p${index},\n  title = {P${index}},\n  year = 200${index}\n}\n`),
	'@comment{jabref-meta: grouping:\n0 AllEntriesGroup:;\n1 ExplicitGroup:Mine\\;0\\;k1\\;k2\\;;\n}\n',
].join('');
const ris = Array.from({ length: 9 }, (_, index) => `TY  - JOUR\nTI  - Title ${index}\nAU  - Doe, J\nN1  - TY  - no\nER  - \n\n`).join('');
const nbib = Array.from({ length: 9 }, (_, index) => `PMID- ${index}1\nTI  - Title ${index}\nDP  - 2001\n\n`).join('');
const cslItems = Array.from(
	{ length: 9 },
	(_, index) => `  {\n "id": "k${index}", "type": "book", "title": "A \\"]}, {\\\\ ${index}", "author": [{"family": "Doe"}]\n}`,
);
const cslJson = `[\n${[...cslItems.slice(0, 4), '{"id": "torn", "type": "book" "title"}', '12', ...cslItems.slice(4)].join(' ,\n')}\n]\n`;
const zoteroJson = `{"config": {"id": "x[]"},\n"items": [${Array.from({ length: 9 }, (_, index) => `\n{"itemType": "book", "title": "T${index}", "creators": []}`).join(',')}],\n"collections": {"a": [1]}}`;
const jsonLines = Array.from(
	{ length: 12 },
	(_, index) =>
		`{"paper": {"id": "2403.0000${index}", "title": "T ${index}", "summary": "S [", "authors": []}, "publishedAt": "2024-03-0${1 + (index % 3)}T00:00:00.000Z"}\n`,
).join('');
const pubmed = `<?xml version="1.0"?>\n<PubmedArticleSet>\n${Array.from({ length: 9 }, (_, index) => `<PubmedArticle><MedlineCitation><PMID>1${index}</PMID><Article><ArticleTitle>T &lt;PubmedArticle ${index}</ArticleTitle></Article></MedlineCitation></PubmedArticle>\n`).join('')}<PubmedArticle><PMID>2<b></PMID></PubmedArticle>\n</PubmedArticleSet>`;
const endnote = `<?xml version="1.0"?><xml><records>${Array.from({ length: 9 }, (_, index) => `<record>\n<ref-type name="Book">6</ref-type><titles><title>T ${index}</title></titles></record>`).join('')}<record><titles>never closed`;
const oai = `<OAI-PMH xmlns:x="http://arxiv.org/OAI/arXiv/"><ListRecords>\n${Array.from({ length: 9 }, (_, index) => `<record>\n<x:arXiv><id>2403.0000${index}</id><title>T ${index}</title></x:arXiv></record>\n`).join('')}</ListRecords></OAI-PMH>`;
const cslYaml = `---\nreferences:\n${Array.from({ length: 9 }, (_, index) => `  - id: k${index}\n    type: book\n    title: >-\n      T - ${index}\n    author:\n    - family: Doe\n      given: J\n`).join('')}  - id: [broken\n---\n\n- no item\n`;

describe('a text in parts', () => {
	for (const [name, text] of Object.entries({ bibtex, ris, nbib, cslJson, zoteroJson, jsonLines, pubmed, endnote, oai, cslYaml })) {
		it(`should read ${name} as the text in one, wherever it is cut (property)`, () => {
			const whole = [...openText(text).readings];
			assert.ok(whole.length > 8);
			fc.assert(
				fc.property(
					fc.uniqueArray(fc.integer({ min: Math.min(300, text.length - 1), max: text.length - 1 }), { minLength: 1, maxLength: 5 }),
					cuts => {
						const places = [0, ...cuts.sort((a, b) => a - b), text.length];
						const parts = places.slice(1).map((place, index) => text.slice(places[index], place));
						assert.deepEqual([...openParts(parts).readings], whole);
					},
				),
				{ numRuns: 200 },
			);
		});
	}

	for (const [name, text] of Object.entries({
		cslJson,
		zoteroJson,
		jsonLines,
		pubmed,
		endnote,
		oai,
		cslYaml,
		openJson: `[${cslJson.slice(4, -3)}, {"id": "open", "title": "[${'x'.repeat(300)}`,
	})) {
		it(`should read ${name} as the text in one where a record spans many parts`, () => {
			const parts = [text.slice(0, 300), ...(text.slice(300).match(/[^]{1,7}/g) ?? [])];
			assert.deepEqual([...openParts(parts).readings], [...openText(text).readings]);
		});
	}

	it('should read as the text in one where entries stand in a comment that spans many parts, or is never closed', () => {
		const hidden = Array.from({ length: 200 }, (_, index) => `@article{out${index},\n  title = {Out ${index}}\n}\n`).join('');
		for (const text of [
			`@article{a, title = {A}}\n@comment{\n${hidden}}\n@article{b, title = {B}}\n`,
			`@article{a, title = {A}}\n@comment{\n${hidden}\n@article{b, title = {B}}\n`,
		]) {
			const whole = [...openText(text).readings];
			assert.equal(whole.length, text.includes('}}\n@article{b') || text.includes('}\n}\n@article{b') ? 2 : 202);
			assert.deepEqual([...openParts([text.slice(0, 300), ...(text.slice(300).match(/[^]{1,97}/g) ?? [])]).readings], whole);
		}
	});

	it('should be cut without tearing letters, and be the text that is decoded whole', async () => {
		const text = 'é€😀 words '.repeat(600_000);
		const bytes = new TextEncoder().encode(text);
		const { parts, encoding } = await decodeInParts(bytes, new Pace(() => Promise.resolve()));
		assert.equal(encoding, 'utf-8');
		assert.ok(parts.length > 1);
		assert.ok(parts.join('') === text && decode(bytes).text === text);
	});
});
