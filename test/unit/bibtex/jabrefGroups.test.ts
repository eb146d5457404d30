import assert from 'node:assert/strict';
import fc from 'fast-check';
import { exportAll, exportFormat } from '../../../src/core/export/exportFormats';
import { openText } from '../../../src/core/ingest/ingest';
import { collectionText } from '../../../src/core/paper/collections';
import type { IncomingPaper } from '../../../src/core/paper/paper';

function collectionsIn(text: string): Readonly<Record<string, unknown>> {
	const papers = [...openText(text, { fileName: 'jabref.bib' }).readings].flatMap(reading =>
		reading.kind === 'paper' ? [reading.paper] : [],
	);
	return Object.fromEntries(papers.map((paper): readonly [string, unknown] => [paper['citation-key'] ?? '', paper['collections']]));
}

const entry = (key: string, groups: string) => `@book{${key}, title = {The Book of ${key}}, author = {Doe, Jo}, groups = {${groups}}}\n`;

describe('groups of JabRef', () => {
	it('should be collections in each other, by the tree at the end of the file', () => {
		const text = [
			entry('a', 'Chapter 1, Talks'),
			entry('b', 'R&D; late, Thesis'),
			entry('c', 'Nowhere'),
			entry('d', 'Notes'),
			entry('e', 'R&D; late'),
			entry('f', 'Vision_x'),
			'@Comment{jabref-meta: databaseType:biblatex;}\n',
			'@Comment{jabref-meta: grouping:\n0 AllEntriesGroup:;\n',
			'1 StaticGroup:Thesis\\;2\\;1\\;0x8a8a8aff\\;\\;Mine\\;;\n',
			'2 StaticGroup:Chapter 1\\;0\\;0\\;\\;\\;\\;;\n',
			'3 StaticGroup:Notes\\;0\\;0\\;\\;\\;\\;;\n',
			'1 StaticGroup:R&D\\\\\\; late\\;0\\;1\\;\\;\\;\\;;\n',
			'1 KeywordGroup:AI\\;0\\;keywords\\;ai\\;0\\;0\\;1\\;\\;\\;\\;;\n',
			'2 StaticGroup:Vision_x\\;0\\;1\\;\\;\\;\\;;\n',
			'2 StaticGroup:Notes\\;0\\;1\\;\\;\\;\\;;\n',
			'}\n',
		].join('');
		assert.deepEqual(collectionsIn(text), {
			a: ['Thesis > Chapter 1', 'Talks'],
			b: ['R&D; late', 'Thesis'],
			c: ['Nowhere'],
			d: ['Thesis > Chapter 1 > Notes', 'AI > Notes'],
			e: ['R&D; late'],
			f: ['AI > Vision_x'],
		});
	});

	it('should be found where older versions list the keys of entries, with lines broken anywhere', () => {
		const text = `${entry('cumea14', '')}${entry('tay', '')}@comment{jabref-meta: groupsversion:3;}
@comment{jabref-meta: groupstree:
0 AllEntriesGroup:;
1 ExplicitGroup:Omit URL export #131\\;0\\;capea11\\;cu
mea14\\;;
2 ExplicitGroup:In
ner\\;0\\;tay\\;;
}
`;
		assert.deepEqual(collectionsIn(text), { cumea14: ['Omit URL export #131'], tay: ['Omit URL export #131 > Inner'] });
	});

	it('should be called by their place or by their name, each once, and end with their comment', () => {
		const text = [
			entry('a', 'Thesis > Notes, Notes'),
			entry('b', 'A > B'),
			entry('c', 'Thesis, Thesis'),
			entry('d', ' R, S '),
			entry('e', 'Fake'),
			entry('', ''),
			'@Comment{jabref-meta: grouping:\n0 AllEntriesGroup:;\n',
			'1 StaticGroup:Thesis\\;0\\;1\\;\\;\\;\\;;\n2 StaticGroup:Thesis > Notes\\;0\\;1\\;\\;\\;\\;;\n',
			'1 StaticGroup:Talks\\;0\\;1\\;\\;\\;\\;;\n2 StaticGroup:Notes\\;0\\;1\\;\\;\\;\\;;\n2 StaticGroup:A > B\\;0\\;1\\;\\;\\;\\;;\n',
			'1 StaticGroup:Talks\\;0\\;1\\;\\;\\;\\;;\n2 StaticGroup:Notes\\;0\\;1\\;\\;\\;\\;;\n',
			'1 StaticGroup:R, S\\;0\\;1\\;\\;\\;\\;;\n1 ExplicitGroup:Old\\;0\\;a\\;\\;a\\;;\n}\n',
			'@Comment{jabref-meta: saveActions:off;\n1 StaticGroup:Other\\;0\\;1\\;;\n2 StaticGroup:Fake\\;0\\;1\\;;\n}\n',
		].join('');
		assert.deepEqual(collectionsIn(text), {
			a: ['Thesis > Notes', 'Talks > Notes', 'Old'],
			b: ['Talks > A \\> B'],
			c: ['Thesis'],
			d: ['R, S'],
			e: ['Fake'],
			'': undefined,
		});
	});

	it('should come back from an export as they were, and show in JabRef by their names', () => {
		const papers: readonly IncomingPaper[] = [
			{ type: 'book', title: 'A', 'citation-key': 'a', collections: ['Thesis > Chapter 1', 'Talks'] },
			{ type: 'book', title: 'B', 'citation-key': 'b', collections: ['R&D, 100 %'] },
		];
		const format = exportFormat('biblatex');
		assert.ok(format);
		const text = exportAll(papers, format);
		assert.ok(text.includes('groups = {Chapter 1, Talks}'), text);
		assert.ok(
			text.endsWith(
				'\n@Comment{jabref-meta: grouping:\n0 AllEntriesGroup:;\n1 StaticGroup:R&D, 100 %\\;0\\;1\\;\\;\\;\\;;\n1 StaticGroup:Talks\\;0\\;1\\;\\;\\;\\;;\n' +
					'1 StaticGroup:Thesis\\;0\\;1\\;\\;\\;\\;;\n2 StaticGroup:Chapter 1\\;0\\;1\\;\\;\\;\\;;\n}\n',
			),
			text,
		);
		assert.deepEqual(collectionsIn(text), { a: ['Thesis > Chapter 1', 'Talks'], b: ['R&D, 100 %'] });
	});

	it('should be written without entries, too, where the library keeps them', () => {
		const paper = { type: 'book', title: 'A', 'citation-key': 'a', collections: ['Thesis'] };
		for (const id of ['bibtex', 'biblatex', 'ris']) {
			const format = exportFormat(id);
			assert.ok(format);
			const text = exportAll([paper], format, new Set(['Thesis > Notes', 'Talks > Notes', 'Thesis']));
			assert.deepEqual(
				[...text.matchAll(/^(\d) StaticGroup:([^\\]*)/gm)].map(([, level = '', name = '']) => `${level} ${name}`),
				id === 'ris' ? [] : ['1 Talks', '2 Talks > Notes', '1 Thesis', '2 Thesis > Notes'],
			);
		}
	});

	it('should come back whatever they are called, with and without their tree (property)', () => {
		const sign = fc.constantFrom(
			'a',
			'b',
			' ',
			',',
			';',
			'\\',
			'{',
			'}',
			'>',
			'"',
			"'",
			'&',
			'%',
			'$',
			'~',
			'^',
			'_',
			'#',
			'-',
			'@',
			'=',
			'🧪',
			'é',
			'__proto__',
		);
		const name = fc
			.string({ unit: sign, minLength: 1, maxLength: 8 })
			.map(text => text.replace(/\s+/g, ' ').trim())
			// What TeX cannot tell from a dollar that was escaped.
			.filter(text => text !== '' && !text.includes('\\$'));
		const path = fc.array(name, { minLength: 1, maxLength: 3 }).map(collectionText);
		for (const id of ['bibtex', 'biblatex']) {
			const format = exportFormat(id);
			assert.ok(format);
			fc.assert(
				fc.property(fc.array(fc.uniqueArray(path, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 }), lists => {
					const papers = lists.map((collections, at) => ({ type: 'book', title: `T${at}`, 'citation-key': `k${at}`, collections }));
					const expected = Object.fromEntries(papers.map(paper => [paper['citation-key'], [...paper.collections].sort()]));
					const sorted = (found: Readonly<Record<string, unknown>>) =>
						Object.fromEntries(Object.entries(found).map(([key, value]) => [key, Array.isArray(value) ? value.map(String).sort() : value]));
					assert.deepEqual(sorted(collectionsIn(exportAll(papers, format))), expected);
					assert.deepEqual(sorted(collectionsIn(format.write(papers))), expected);
				}),
				{ numRuns: 200 },
			);
		}
	});
});
