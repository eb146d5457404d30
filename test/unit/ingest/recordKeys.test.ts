import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ingest } from '../../../src/core/ingest/ingest';
import { renameRecordKey } from '../../../src/core/ingest/recordKeys';
import { applyEdits } from '../../../src/core/text/edits';

function renamed(text: string, fileName: string, from: string, to: string): string {
	return applyEdits(text, renameRecordKey(text, fileName, from, to));
}

/** Files with `KEY` where the key is written that is renamed, and `doe2020` in places that stay. */
const files: readonly (readonly [what: string, fileName: string, text: string])[] = [
	[
		'CSL JSON, laid out by hand',
		'a.json',
		'[\n  {"title": "On doe2020",\t"id":"KEY", "type": "book", "issued": {"date-parts": [[2020]]} },\r\n\n {"id": "doe2020a", "type": "book", "title": "\\u00e9 \\" doe2020"}]',
	],
	[
		'Better CSL JSON, whose key stands twice',
		'a.json',
		'[{"id": "KEY", "citation-key": "KEY", "type": "article-journal", "title": "A", "note": "doe2020", "custom": {"id": "doe2020"}}]\n',
	],
	[
		'a list under a name',
		'a.json',
		'{"items": [{"type": "book", "id": "roe", "title": "x"}, {"type": "book", "id": "KEY", "title": "x"}]}',
	],
	[
		'CSL YAML with comments, anchors and both quotation marks',
		'a.yaml',
		'---\n# doe2020 is here\nreferences:\n- type: book   # a book\n  id: KEY # doe2020\n  title: doe2020\n- id: "KEY"\n  type: book\n  title: b\n- {id: \'KEY\', type: book, title: x, note: doe2020}\n- id: &a KEY\n  type: book\n  title: c\n...\n',
	],
	[
		'CSL YAML without a heading',
		'a.yml',
		'- id: roe\r\n  type: book\r\n  title: é\u2028x\r\n- title: doe2020\r\n  type: book\r\n  id: KEY\r\n',
	],
	['CSL YAML in brackets', 'a.yaml', 'references: [{id: KEY, title: doe2020, type: book},\n  {id: roe, type: book, title: x}]\n'],
	[
		'Hayagriva',
		'a.yml',
		'# doe2020\nroe:\n  type: article\n  title: doe2020\n"KEY":\n  type: book\n  title: é\n  parent:\n    title: doe2020\n',
	],
	[
		'BibTeX with all that names a key',
		'a.bib',
		'@book{KEY, title={doe2020}, ids={a, KEY}}\n@inbook{b, crossref={KEY}, xref="KEY", xdata={x,KEY}, related = {KEY}, groups={doe2020}, keywords={doe2020}}\n@set{s, entryset={b,KEY}}\n',
	],
	[
		'JabRef’s groups',
		'a.bib',
		'@book{KEY, title={x}, groups={doe2020, other}}\n\n@Comment{jabref-meta: grouping:\n0 AllEntriesGroup:;\n1 StaticGroup:doe2020\\;0\\;1\\;\\;\\;\\;;\n1 ExplicitGroup:doe2020\\;0\\;roe\\;KEY\\;;\n2 KeywordGroup:k\\;0\\;keywords\\;doe2020\\;0\\;0\\;;\n}\n',
	],
];

describe('renaming the key of a work in a bibliography file', () => {
	for (const [what, fileName, form] of files) {
		it(`should change the key alone, and back to the same bytes: ${what}`, () => {
			const text = form.replaceAll('KEY', 'doe2020');
			const there = renamed(text, fileName, 'doe2020', 'Müller:2021/a');
			assert.equal(there, form.replaceAll('KEY', 'Müller:2021/a'));
			assert.equal(renamed(there, fileName, 'Müller:2021/a', 'doe2020'), text);
			assert.ok(ingest(there, { fileName }).papers.some(paper => paper['citation-key'] === 'Müller:2021/a'));
		});
	}

	it('should come back to the same bytes for any keys, in all kinds', () => {
		const key = fc
			.stringMatching(/^[A-Za-z][A-Za-z0-9_:.+/-]{0,20}[A-Za-z0-9]$/)
			.filter(text => !/^(?:on|off|no|yes|true|false|null|ids)$/i.test(text));
		fc.assert(
			fc.property(fc.constantFrom(...files), key, key, ([, fileName, form], first, second) => {
				const text = form.replaceAll('KEY', first);
				fc.pre(
					![first, second].some(one => form.toLowerCase().includes(one.toLowerCase())) && first.toLowerCase() !== second.toLowerCase(),
				);
				const there = renamed(text, fileName, first, second);
				assert.equal(there, form.replaceAll('KEY', second));
				assert.equal(renamed(there, fileName, second, first), text);
			}),
		);
	});

	it('should write a key in quotation marks where YAML would take it for something else', () => {
		const text = '- id: doe2020\n  type: book\n  title: x\n';
		assert.equal(renamed(text, 'a.yml', 'doe2020', '2020-01'), text.replace('doe2020', "'2020-01'"));
		assert.equal(renamed(text, 'a.yml', 'doe2020', 'no'), text.replace('doe2020', "'no'"));
		assert.equal(renamed(text, 'a.yml', 'doe2020', '2020x'), text.replace('doe2020', '2020x'));
	});

	it('should find a key that is written with escapes', () => {
		const json = '[{"id": "m\\u00fcller", "type": "book", "title": "x"}]';
		assert.equal(renamed(json, 'a.json', 'müller', 'roe'), json.replace('m\\u00fcller', 'roe'));
		const yaml = '- id: "m\\xfcller"\n  type: book\n  title: x\n';
		assert.equal(renamed(yaml, 'a.yml', 'müller', 'roe'), yaml.replace('m\\xfcller', 'roe'));
	});

	it('should change a key in other letters only where none is written so', () => {
		const text = '[{"id": "Doe", "type": "book", "title": "x"}, {"id": "doe", "type": "book", "title": "x"}]';
		assert.equal(renamed(text, 'a.json', 'doe', 'roe'), text.replace('"doe"', '"roe"'));
		assert.equal(renamed(text, 'a.json', 'DOE', 'roe'), text.replace('Doe', 'roe').replace('doe', 'roe'));
	});

	it('should change nothing where the key cannot be changed alone', () => {
		const ris = 'TY  - BOOK\nID  - doe2020\nTI  - x\nER  -\n';
		const cheating = '[{"id": "doe2020", "type": "book", "title": "x", "note": "Citation Key: doe2020"}]';
		assert.deepEqual(renameRecordKey(ris, 'a.ris', 'doe2020', 'roe'), []);
		assert.deepEqual(renameRecordKey(cheating, 'a.json', 'doe2020', 'roe'), []);
		assert.deepEqual(renameRecordKey('- id: >-\n    doe2020\n  type: book\n  title: x\n', 'a.yml', 'doe2020', 'roe'), []);
		assert.deepEqual(renameRecordKey('[{"id": "doe2020", "type": ', 'a.json', 'doe2020', 'roe'), []);
	});
});
