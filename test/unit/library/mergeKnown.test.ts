import assert from 'node:assert/strict';
import { openLibrary } from '../../../src/core/library/library';
import { mergeKnown } from '../../../src/core/merge/duplicates';
import type { Paper } from '../../../src/core/paper/paper';
import { MemoryFileStore } from '../../fakes/memoryFileStore';

const paper = (key: string, fields: Partial<Paper> = {}): Paper => ({
	id: `id-${key}`,
	'citation-key': key,
	type: 'article',
	title: 'On Noise',
	status: 'unread',
	added: '2026-01-02',
	updated: '2026-01-02',
	...fields,
});

describe('merging two papers of the library', () => {
	it('should keep everything the user gave to either', () => {
		const merged = mergeKnown(
			paper('a', { tags: ['x', 'y'], status: 'reading', collections: ['One'], annote: 'My thought.', aliases: ['old'] }),
			paper('b', {
				tags: ['y', 'z'],
				status: 'read',
				collections: ['Two'],
				annote: 'Another.',
				rating: 4,
				aliases: ['older', 'a'],
				added: '2026-01-01',
			}),
		);
		assert.deepEqual(
			[merged.tags, merged.status, merged.collections, merged['annote'], merged.rating],
			[['x', 'y', 'z'], 'read', ['One', 'Two'], 'My thought.\n\nAnother.', 4],
		);
		assert.deepEqual([merged.id, merged['citation-key'], merged.aliases, merged.added], ['id-a', 'a', ['old', 'b', 'older'], '2026-01-01']);
	});

	it("should take the publication's word for what it says better than its preprint, and keep both identifiers", () => {
		const preprint = paper('a', {
			title: 'on noise (draft)',
			URL: 'https://arxiv.org/abs/2101.00001',
			issued: { 'date-parts': [[2020]] },
			abstract: 'Ours.',
		});
		const published = paper('b', {
			type: 'article-journal',
			DOI: '10.1000/a',
			'container-title': 'Noise',
			issued: { 'date-parts': [[2021]] },
			abstract: 'Theirs.',
		});
		for (const merged of [mergeKnown(preprint, published), mergeKnown(published, preprint)]) {
			assert.deepEqual(
				[merged.type, merged.title, merged['container-title'], merged.issued, merged.DOI],
				['article-journal', 'On Noise', 'Noise', { 'date-parts': [[2021]] }, '10.1000/a'],
			);
			assert.deepEqual(merged.identifiers, { doi: '10.1000/a', arxiv: '2101.00001' });
		}
		assert.equal(mergeKnown(preprint, published).abstract, 'Ours.');
	});

	it('should remember every place they were found in, once', () => {
		const [here, there] = [
			{ kind: 'bibtex', file: 'a.bib' },
			{ kind: 'ris', file: 'b.ris' },
		];
		const merged = mergeKnown(paper('a', { source: here, alsoFrom: [there] }), paper('b', { source: there }));
		assert.deepEqual([merged.source, merged.alsoFrom], [here, [there]]);
	});

	it('should leave one paper in the library that both keys and both identifiers find, until it is undone', async () => {
		const files = new MemoryFileStore();
		const library = await openLibrary(files, 'library');
		await library.add([
			{ 'citation-key': 'pre', type: 'article', title: 'Noise Undone', identifiers: { arxiv: '2101.00001' } },
			{ 'citation-key': 'pub', type: 'article-journal', title: 'Undoing Noise', DOI: '10.1000/a', tags: ['mine'] },
		]);
		const before = files.text('library/volume-0001.json');
		const { changes } = await library.merge([['pre', 'pub']]);
		const reopened = await openLibrary(files, 'library');
		for (const one of [library, reopened]) {
			assert.deepEqual([one.heads().length, one.head('pub')?.key, (await one.paper('pre'))?.tags], [1, 'pre', ['mine']]);
			for (const query of ['2101.00001', '10.1000/a']) {
				assert.deepEqual(
					(await one.search(query, { limit: 5 })).map(head => head.key),
					['pre'],
				);
			}
		}
		await library.undo(changes);
		assert.deepEqual([library.head('pre')?.title, library.head('pub')?.title], ['Noise Undone', 'Undoing Noise']);
		assert.equal(files.text('library/volume-0001.json'), before);
	});
});
