import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decode } from '../../../src/core/ingest/decode';
import { ingest } from '../../../src/core/ingest/ingest';
import { formats } from '../../../src/core/ingest/formats';

/** What the formats are made of, and what breaks them. */
const pieces = [
	'@article{a,',
	'@string{x = "',
	'@comment{',
	'@preamble{',
	'title = {',
	'author = "',
	'crossref = {a}',
	'}',
	'{',
	'"',
	'#',
	',',
	'\\',
	'\\"{o}',
	'$',
	'%',
	'@',
	'\n',
	'\r\n',
	'\r',
	' ',
	'\t',
	'TY  - JOUR\n',
	'ER  - \n',
	'AU  - X, Y\n',
	'PMID- 1\n',
	'%0 Book\n',
	'%T ',
	'PT J\n',
	'      ',
	'<xml>',
	'<record>',
	'<style>',
	'</',
	'&amp;',
	'&#x1F600;',
	'<![CDATA[',
	'<!--',
	'<feed>',
	'<entry>',
	'<PubmedArticle>',
	'[',
	']',
	'{"id":',
	'"type":"book"',
	'null',
	':',
	'- ',
	'title: ',
	'---\n',
	'|\n',
	'cff-version: 1\n',
	'Daily Papers\n',
	'Aug 20\n',
	'10.1000/x',
	'arXiv:2101.00001',
	'https://',
	'[a](https://arxiv.org/abs/2101.00001)',
	'| a | b |\n',
	'ü',
	'\u{1F600}',
	'\uFEFF',
	'\0',
	'\uD800',
	'A Title of Something\n',
];
const text = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 8 })), { maxLength: 60 }).map(parts => parts.join(''));

describe('readers', () => {
	it('should never throw, whatever the text, and name lines that are there (property)', () => {
		fc.assert(
			fc.property(text, fc.constantFrom(undefined, 'a.bib', 'a.ris', 'a.json', 'a.yaml', 'a.xml', 'a.txt', 'a.md'), (content, fileName) => {
				const { problems } = ingest(content, fileName === undefined ? {} : { fileName });
				const lines = content.split(/\r\n|\r|\n/).length;
				assert.ok(problems.every(({ line, message }) => line >= 1 && line <= lines && message !== ''));
			}),
			{ numRuns: 300 },
		);
	});

	for (const format of formats) {
		it(`should never throw in ${format.label}, even for what it does not recognise (property)`, () => {
			fc.assert(
				fc.property(text, content => {
					assert.ok(format.recognise({ text: content }) <= 1);
					assert.ok([...format.read({ text: content })].length <= content.length + 2);
				}),
				{ numRuns: 60 },
			);
		});
	}

	it('should make a text of any bytes (property)', () => {
		fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), bytes => typeof decode(bytes).text === 'string'));
	});
});
