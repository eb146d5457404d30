import assert from 'node:assert/strict';
import { entryKeys, renameEntryKey } from '../../../../src/core/bibtex/edit/entryKeys';
import { applyEdits } from '../../../../src/core/text/edits';

const file = `% a comment about doe2020
@Article{doe2020,
  title = {On doe2020},
  crossref = {proc},
}
@string{proc = {Proceedings}}
@inproceedings( roe , crossref={doe2020}, related = {a, doe2020 , b}, note = proc )
@proceedings{proc, xdata = "doe2020,proc"}
@misc{lost, title = {never closed, note = {x}
@misc{last, title = {doe2020}}
`;

describe('keys of a BibTeX file', () => {
	it('should be found where entries are given them and where others name them', () => {
		const keys = entryKeys(file);
		assert.ok(keys.every(({ key, start, end }) => file.slice(start, end) === key));
		assert.deepEqual(
			keys.map(({ kind, key }) => `${kind} ${key}`),
			[
				'entry doe2020',
				'reference proc',
				'entry roe',
				'reference doe2020',
				'reference a',
				'reference doe2020',
				'reference b',
				'entry proc',
				'reference doe2020',
				'reference proc',
				'entry lost',
				'entry last',
			],
		);
	});

	it('should be renamed together, and nothing else', () => {
		const renamed = applyEdits(file, renameEntryKey(file, 'doe2020', 'NEW'));
		assert.equal(
			renamed,
			file
				.replace('Article{doe2020', 'Article{NEW')
				.replace('crossref={doe2020}', 'crossref={NEW}')
				.replace('a, doe2020 , b', 'a, NEW , b')
				.replace('"doe2020,proc"', '"NEW,proc"'),
		);
		assert.equal(applyEdits(file, renameEntryKey(file, 'lost', 'found')), file.replace('{lost', '{found'));
		assert.deepEqual(renameEntryKey(file, 'nobody', 'x'), []);
	});

	it('should not be looked for in strings, values of several parts, and fields that name none', () => {
		const text =
			'@misc{a, note = {b}, xref = b, xref = {b} # {c}, title = {xdata=b-title} # {}, ids = {}, author = {xdata = b-author-2 and xdata=c-author}}';
		assert.deepEqual(
			entryKeys(text).map(({ kind, key, start }) => [kind, key, start]),
			[
				['entry', 'a', 6],
				['reference', 'b', text.indexOf('b-author')],
				['reference', 'c', text.indexOf('c-author')],
			],
		);
	});

	it('should be renamed beside comments that say the same words', () => {
		for (const [text, renamed] of [
			['@misc{ % about a {a}\n a, title={T}}', '@misc{ % about a {a}\n NEW, title={T}}'],
			['@ % a\na % {a}\n(a, title={T})', '@ % a\na % {a}\n(NEW, title={T})'],
			['@misc{a, note = % a\n {a}, xref = % a\n {b, a}}', '@misc{NEW, note = % a\n {a}, xref = % a\n {b, NEW}}'],
		] as const) {
			assert.ok(entryKeys(text).every(({ key, start, end, entryStart }) => entryStart === 0 && text.slice(start, end) === key));
			assert.equal(applyEdits(text, renameEntryKey(text, 'a', 'NEW')), renamed);
		}
	});

	it('should be renamed in JabRef’s groups and where single values are taken from', () => {
		const jabref =
			'@misc{doe, title={A}}\n@misc{roe, author={xdata=doe-author-1 and X, Y}, publisher={xdata = doe-publisher}}\n\n@comment{jabref-meta: groupstree:\n0 AllEntriesGroup:;\n1 ExplicitGroup:doe\\;0\\;doe\\;roe\\;;\n2 ExplicitGroup:W\\;2\\;roe\\;d\noe\\;;\n}\n';
		assert.equal(
			applyEdits(jabref, renameEntryKey(jabref, 'doe', 'NEW')),
			jabref
				.replace('{doe,', '{NEW,')
				.replace('xdata=doe-author', 'xdata=NEW-author')
				.replace('xdata = doe-', 'xdata = NEW-')
				.replace('0\\;doe\\;', '0\\;NEW\\;')
				.replace('d\noe\\;', 'NEW\\;'),
		);
	});

	it('should be found in groups whose lines break anywhere, and not where a group is called like one', () => {
		const jabref =
			'@misc{doe, title={A}, groups={doe}}\r\n@comment{jabref-meta: grouping:\r\n0 AllEntriesGroup:;\r\n1 Expl\r\nicitGroup:doe\\;0\\\r\n;roe\\;doe\r\n\\;;\r\n1 StaticGroup:doe\\;0\\;1\\;\\;\\;\\;;\r\n}\r\n';
		assert.equal(
			applyEdits(jabref, renameEntryKey(jabref, 'doe', 'NEW')),
			jabref.replace('{doe,', '{NEW,').replace('roe\\;doe', 'roe\\;NEW'),
		);
	});

	it('should be renamed in other letters only where none is written so', () => {
		const two = '@misc{Doe, title={A}}\n@misc{doe, title={B}}\n@misc{x, crossref={DOE}}\n';
		assert.equal(applyEdits(two, renameEntryKey(two, 'doe', 'roe')), two.replace('{doe,', '{roe,'));
		assert.equal(
			applyEdits(two, renameEntryKey(two, 'dOe', 'roe')),
			'@misc{roe, title={A}}\n@misc{roe, title={B}}\n@misc{x, crossref={roe}}\n',
		);
	});
});
