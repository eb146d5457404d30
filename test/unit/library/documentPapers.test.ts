import assert from 'node:assert/strict';
import { writtenReferences } from '../../../src/core/citing/writtenReferences';
import { DocumentPapers, noSources } from '../../../src/core/library/documentPapers';
import type { DocumentSources } from '../../../src/core/library/documentPapers';
import { LinkedBibliographies } from '../../../src/core/library/linkedBibliographies';

const elsewhere = { file: 'file:///w/elsewhere.bib', label: 'elsewhere.bib' };
const own = { file: 'file:///w/own.bib', label: 'own.bib' };
const text = `---
references:
- id: written2001
  title: Written Here
  type: book
- title: Written With the Key Behind
  id: 'doe2020'
---
Text with @written2001.
`;

describe('DocumentPapers', () => {
	let linked: LinkedBibliographies;
	const papersWith = (sources: Partial<DocumentSources> = {}) => new DocumentPapers({ ...noSources, ...sources }, linked, linked);

	beforeEach(async () => {
		linked = new LinkedBibliographies();
		await linked.take(elsewhere, '@book{doe2020, title={On Rays}}\n@book{roe1999, title={A Book of Waves}}\n');
		await linked.take(own, '@book{Doe2020, title={In Capitals}}\n@book{doe2020, title={On Our Rays}}\n');
	});

	it('should take what the document names before all others, and others where that has no such key', async () => {
		const papers = papersWith({ files: [own.file] });
		assert.deepEqual(
			[papers.head('doe2020')?.title, (await papers.paper('doe2020'))?.title, papers.head('roe1999')?.title],
			['On Our Rays', 'On Our Rays', 'A Book of Waves'],
		);
		assert.deepEqual([papersWith().head('doe2020')?.title, (await papersWith().paper('doe2020'))?.title], ['On Rays', 'On Rays']);
	});

	it('should know one holder of a key that the document settles, else all', () => {
		assert.deepEqual(
			papersWith({ files: [own.file] })
				.holders('roe1999')
				.map(({ title }) => title),
			['A Book of Waves'],
		);
		assert.deepEqual(
			papersWith({ files: [elsewhere.file] })
				.holders('doe2020')
				.map(({ title }) => title),
			['On Rays'],
		);
		assert.deepEqual(
			papersWith()
				.holders('doe2020')
				.map(({ title }) => title),
			['On Rays', 'In Capitals', 'On Our Rays'],
		);
	});

	it('should take what is written out in the document before its bibliographies', async () => {
		const papers = papersWith({ files: [own.file], written: writtenReferences(text, { file: 'file:///w/a.md', label: 'this document' }) });
		assert.deepEqual(
			[(await papers.paper('doe2020'))?.title, (await papers.paper('written2001'))?.title],
			['Written With the Key Behind', 'Written Here'],
		);
		assert.deepEqual(
			['doe2020', 'written2001'].map(key => papers.head(key)?.linked?.line),
			[7, 3],
		);
	});

	it('should take the first of two works that are written out under one key', async () => {
		const [one, two] = ['First', 'Second'].map(title =>
			writtenReferences(`---\nreferences:\n- id: a\n  title: ${title}\n---\n`, { file: 'file:///w/a.md', label: 'this document' }),
		);
		const papers = papersWith({ written: [...(one ?? []), ...(two ?? [])] });
		assert.deepEqual([papers.head('a')?.title, (await papers.paper('a'))?.title], ['First', 'First']);
	});

	it('should name each work so that commands find this one', () => {
		const papers = papersWith({ files: [own.file], written: writtenReferences(text, { file: 'file:///w/a.md', label: 'this document' }) });
		const name = (key: string) => {
			const head = papers.head(key);
			return head && papers.nameOf(head);
		};
		assert.equal(name('roe1999'), 'roe1999');
		assert.equal(name('Doe2020'), 'Doe2020');
		assert.equal(name('doe2020'), undefined);
		assert.equal(name('written2001'), undefined);
		const [ours] = papersWith({ files: [own.file] }).holders('doe2020');
		assert.equal(ours && papers.nameOf(ours), 'file:///w/own.bib#doe2020');
	});
});
