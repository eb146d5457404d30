import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openText } from '../../../src/core/ingest/ingest';
import { bestBibliography, literatureFolder } from '../../../src/core/library/recognition';

describe('a workspace that has papers', () => {
	const bibliography = (label: string, entries: number) => ({ file: `file:///w/${label}`, label, entries });

	it('should be offered its largest bibliography, of equals the one nearest to the top', () => {
		const found = [
			bibliography('old/a/refs.bib', 212),
			bibliography('refs.bib', 212),
			bibliography('small.bib', 3),
			bibliography('empty.bib', 0),
		];
		assert.equal(bestBibliography(found)?.label, 'refs.bib');
		assert.equal(bestBibliography([bibliography('package.json', 0)]), undefined);
		assert.equal(bestBibliography([]), undefined);
		for (const pair of [
			['a.bib', 'b.bib'],
			['b.bib', 'a.bib'],
		]) {
			assert.equal(bestBibliography(pair.map(label => bibliography(label, 5)))?.label, 'a.bib');
		}
	});

	it('should keep its notes of papers together, where they lie together', () => {
		const together = ['Literature/@doe2020.md', 'Literature/@hu2022.md', 'Literature/@ho2020.md'];
		assert.equal(literatureFolder([...together, 'inbox/@x.md']), 'Literature');
		assert.equal(literatureFolder(['inbox/@x.md', 'inbox/@y.md', ...together]), 'Literature');
		assert.equal(literatureFolder(together.map(path => `work/${path}`)), 'work/Literature');
		assert.equal(literatureFolder([]), undefined);
		assert.equal(literatureFolder(together.slice(0, 2)), undefined);
		assert.equal(literatureFolder(['@a.md', '@b.md', '@c.md']), undefined);
		assert.equal(literatureFolder([...together, ...['a', 'b', 'c'].map(name => `x/${name}/@n.md`)]), undefined);
	});
});

describe('the sample library', () => {
	it('should have authors, years, venues and abstracts, and nothing to be said of it', () => {
		const text = readFileSync(join(__dirname, '../../../media/sample.bib'), 'utf8');
		const readings = [...openText(text, { fileName: 'sample.bib' }).readings];
		assert.equal(readings.length, 12);
		for (const reading of readings) {
			assert.equal(reading.kind, 'paper');
			const { author, issued, abstract, tags, identifiers } = reading.paper;
			assert.ok((author?.length ?? 0) > 0 && issued !== undefined && (tags?.length ?? 0) > 0, reading.paper.title);
			assert.ok((abstract?.length ?? 0) > 200, reading.paper.title);
			assert.ok(reading.paper['container-title'] !== undefined, reading.paper.title);
			assert.ok(reading.paper.DOI !== undefined || identifiers !== undefined, reading.paper.title);
		}
	});
});
