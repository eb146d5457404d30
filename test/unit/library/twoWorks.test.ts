import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decode } from '../../../src/core/ingest/decode';
import { ingest } from '../../../src/core/ingest/ingest';
import { findDuplicates } from '../../../src/core/library/duplicates';
import { openLibrary } from '../../../src/core/library/library';
import { textOf } from '../../../src/core/data/json';
import { yearOf } from '../../../src/core/paper/dates';
import { shareIdentifier } from '../../../src/core/merge/identity';
import { separate } from '../../../src/core/library/separating';
import { contradictions } from '../../../src/core/merge/contradictions';
import type { IncomingPaper } from '../../../src/core/paper/paper';
import { Pace } from '../../../src/core/work/pace';
import { MemoryFileStore } from '../../fakes/memoryFileStore';
import { sharedFixtures, sharedText } from '../../fixtures/shared';

const fixture = (name: string) => readFileSync(fileURLToPath(new URL(`../../fixtures/two-works/${name}.bib`, import.meta.url)), 'utf8');

async function added(...files: readonly string[]) {
	const library = await openLibrary(new MemoryFileStore(), 'library');
	for (const text of files) {
		await library.add(ingest(text, { fileName: 'refs.bib' }).papers);
	}
	return library;
}

describe('two works', () => {
	for (const name of ['annual-reports', 'editions-volumes', 'shared-doi-crossref', 'shared-doi-chapters', 'sici-doi']) {
		it(`should stay two: ${name}`, async () => {
			const { papers } = ingest(fixture(name), { fileName: `${name}.bib` });
			const library = await added(fixture(name));
			assert.deepEqual(
				library
					.heads()
					.map(head => head.key)
					.sort(),
				papers.map(paper => paper['citation-key']).sort(),
			);
			assert.ok(papers.length > 1);
			// The same file again is no news.
			const again = await library.add(ingest(fixture(name), { fileName: 'refs.bib' }).papers);
			assert.deepEqual([again.added.length, again.merged.length], [0, 0]);
		});
	}

	it('should stay two under one key, which the first keeps', async () => {
		const library = await added(fixture('same-key-mine'));
		const mine = await library.paper('vale2018');
		await library.update(['vale2018'], paper => ({ ...paper, tags: ['mine'], status: 'read' }));
		const { added: come } = await library.add(ingest(fixture('same-key-coauthor'), { fileName: 'refs.bib' }).papers);
		assert.equal(come.length, 1);
		assert.equal((await library.paper('vale2018'))?.title, mine?.title);
		assert.notEqual(come[0]?.['citation-key'], 'vale2018');
		assert.deepEqual([come[0]?.tags, come[0]?.status], [undefined, 'unread']);
	});

	for (const [name, one, other] of [
		[
			'with keys',
			'@article{a, title={On Walks}, doi={10.5555/w}, year=2001}',
			'@article{b, title={On Walks}, doi={10.5555/w}, note={Mine}}',
		],
		[
			'without keys',
			'TY  - JOUR\nTI  - On Walks\nDO  - 10.5555/w\nPY  - 2001\nER  - \n',
			'TY  - JOUR\nTI  - On Walks\nDO  - 10.5555/w\nN1  - Mine\nER  - \n',
		],
	] as const) {
		it(`should be two again where the user says so, and stay two when the same comes in again: ${name}`, async () => {
			const library = await added(one);
			const [first] = library.heads();
			assert.ok(first !== undefined);
			const { taken } = await library.add(ingest(other, { fileName: 'refs.bib' }).papers);
			const { merge } = taken[0] ?? {};
			assert.ok(merge !== undefined && library.heads().length === 1);
			await library.update([first.id], paper => ({ ...paper, tags: ['mine'] }));
			const second = await separate(library, merge);
			const [kept, own] = [await library.paper(first.id), await library.paper(second?.id ?? '')];
			assert.deepEqual([kept?.['note'], kept?.tags, kept?.aliases, kept?.distinctFrom], [undefined, ['mine'], undefined, [own?.id]]);
			assert.deepEqual([own?.['note'], own?.distinctFrom, own?.issued], ['Mine', [first.id], undefined]);
			for (const text of [one, other, one]) {
				const again = await library.add(ingest(text, { fileName: 'refs.bib' }).papers);
				assert.deepEqual([again.added.length, again.merged.length, again.unchanged], [0, 0, 1]);
			}
			const duplicates = await findDuplicates(library.all(), { pace: new Pace(() => Promise.resolve()) });
			assert.deepEqual(duplicates, { certain: [], likely: [] });
		});
	}

	for (const [name, text] of [
		[
			'two letters of a year',
			'@article{a, title={On Walks}, author={Doe, J}, journal={Walks}, year={1999a}}\n@article{b, title={On Walks}, author={Doe, J}, journal={Walks}, year={1999b}}',
		],
		[
			'two journals of one year',
			'@article{a, title={On Walks}, author={Doe, J}, journal={Walks}, year=1999}\n@article{b, title={On Walks}, author={Doe, J}, journal={Strolls}, year=1999}',
		],
		[
			'two years',
			'@article{a, title={On Walks}, author={Doe, J}, journal={Walks}, year={(1999)}}\n@article{b, title={On Walks}, author={Doe, J}, journal={Walks}, year={August, 2005}}',
		],
	] as const) {
		it(`should stay two in one file: ${name}`, async () => {
			assert.equal((await added(text)).heads().length, 2);
		});
	}

	it('should stay two in every bibliography of others', async function () {
		const folder = join(sharedFixtures, 'bibtex');
		if (sharedText('SHAPES.md') === undefined || !existsSync(folder)) {
			this.skip();
		}
		this.timeout(120_000);
		let entries = 0;
		let merged = 0;
		const differing: string[] = [];
		for (const file of readdirSync(folder, { recursive: true })
			.map(String)
			.filter(name => /\.(?:bib|biblatex|bibtex)$/.test(name))
			.sort()) {
			const { papers } = ingest(decode(readFileSync(join(folder, file))).text, { fileName: file });
			const library = await openLibrary(new MemoryFileStore(), 'library');
			const { taken } = await library.add(papers);
			entries += papers.length;
			const firsts = new Map<string, IncomingPaper>();
			taken.forEach(({ key }, at) => {
				const paper = papers[at];
				const first = firsts.get(key);
				if (first === undefined || paper === undefined) {
					firsts.set(key, paper ?? first ?? { type: '', title: '' });
					return;
				}
				merged += 1;
				const names = `${file}: ${first['citation-key'] ?? ''} and ${paper['citation-key'] ?? ''}`;
				differing.push(...differences(first, paper).map(field => `${names} differ in ${field}`));
			});
		}
		assert.deepEqual(differing, []);
		assert.ok(merged > 0);
		assert.ok(entries > 3000, `${entries} entries`);
	});
});

/**
 * In what two records differ that keeps works apart, told by the fields as they stand. Type and title may be written otherwise of one work
 * that has an identifier: a preprint and its publication, a formula in two notations.
 */
function differences(a: IncomingPaper, b: IncomingPaper): readonly string[] {
	const letters = (paper: IncomingPaper, field: string) =>
		textOf(paper[field])
			?.toLowerCase()
			.replace(/[^\p{L}\p{N}]+/gu, '');
	const series = ['report', 'standard', 'software', 'dataset', 'webpage'];
	return [
		...['volume', 'number', 'version', 'page', 'edition', 'ISBN', ...(shareIdentifier(a, b) ? [] : ['type', 'title'])].filter(
			field => a[field] !== undefined && b[field] !== undefined && letters(a, field) !== letters(b, field),
		),
		...(series.includes(a.type) && yearOf(a.issued) !== yearOf(b.issued) ? ['year'] : []),
		...contradictions(a, b),
	];
}
