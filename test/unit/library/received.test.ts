import assert from 'node:assert/strict';
import { ingest } from '../../../src/core/ingest/ingest';
import type { Library } from '../../../src/core/library/library';
import { openLibrary } from '../../../src/core/library/library';
import type { Paper } from '../../../src/core/paper/paper';
import { MemoryFileStore } from '../../fakes/memoryFileStore';

const entry = (fields: string, key = 'song2021') => `@article{${key}, author = {Song, Yang}, doi = {10.1000/a}, ${fields}}\n`;
const first = entry('title = {On Noise}, year = 2020, journal = {arXiv}, keywords = {noise, signals}, abstract = {Old.}');
const newer = entry(
	'title = {On Noise, Revised}, year = 2021, journal = {Journal of Noise}, volume = 3, keywords = {noise, brains}, abstract = {New.}',
);

describe('a newer export of the same source', () => {
	let library: Library;

	beforeEach(async () => {
		library = await openLibrary(new MemoryFileStore(), 'library');
	});

	const take = (text: string, fileName = 'refs.bib') => library.add(ingest(text, { fileName }).papers);
	const change = (fields: Partial<Paper>) =>
		library.update(['song2021'], paper => {
			const changed: Paper = { ...paper, ...fields };
			Reflect.deleteProperty(changed, 'abstract');
			return changed;
		});
	const paper = async () => (await library.paper('song2021')) ?? assert.fail('no paper');

	it('should refresh what the source gave', async () => {
		await take(first);
		const { added, merged } = await take(newer);
		const { title, issued, volume, abstract, tags, 'container-title': journal } = await paper();
		assert.deepEqual([added.length, merged.length], [0, 1]);
		assert.deepEqual(
			[title, issued, volume, abstract, journal],
			['On Noise, Revised', { 'date-parts': [[2021]] }, '3', 'New.', 'Journal of Noise'],
		);
		assert.deepEqual(tags, ['noise', 'signals', 'brains']);
	});

	it('should never put damaged words in place of whole ones', async () => {
		const text = (name: string, key = 'k') =>
			`@article{${key}, title = {Caf${name} and M${name}chte}, author = {M${name}ller, J{\\'e}r${name}me}, journal = {Zeitschrift f${name}r Caf${name}s}, year = 2001, keywords = {M${name}he}}`;
		await take(text('ü'));
		const before = await library.paper('k');
		for (const damaged of ['\ufffd', '\ufffd\ufffd']) {
			const { added } = await take(text(damaged));
			assert.equal(added.length, 0);
			assert.deepEqual({ ...(await library.paper('k')), updated: '' }, { ...before, updated: '' });
		}
		// What the source gives whole is its own still.
		await take(text('ä'));
		assert.equal((await library.paper('k'))?.['container-title'], 'Zeitschrift für Cafüs');
	});

	it('should never change what the user changed, took away or gave', async () => {
		await take(first);
		await change({ title: 'My Title', tags: ['signals', 'mine'], status: 'read', rating: 5, collections: ['Thesis'] });
		await take(newer);
		const now = await paper();
		assert.deepEqual(
			[now.title, now.abstract, now.tags, now.status, now.rating, now.collections],
			['My Title', undefined, ['signals', 'mine', 'brains'], 'read', 5, ['Thesis']],
		);
		assert.deepEqual([now['container-title'], now.issued], ['Journal of Noise', { 'date-parts': [[2021]] }]);
	});

	it('should find its paper again though the user corrected where it was printed', async () => {
		const walks =
			'@article{walks, title = {Walks over Land}, author = {Vale}, journal = {J. Walks}, volume = 3, pages = {1--9}, year = 2020}';
		await take(walks);
		await library.update(['walks'], paper => ({ ...paper, volume: '30', page: '2-9' }));
		const { added } = await take(walks);
		assert.deepEqual([added.length, (await library.paper('walks'))?.['volume']], [0, '30']);
	});

	it('should remember what a source gave, also where a newer export leaves it out for once', async () => {
		await take(first);
		await change({});
		await take(entry('title = {On Noise}, year = 2021'));
		await take(first);
		assert.equal((await paper()).abstract, undefined);
	});

	it("should see what was changed in the library's file by hand", async () => {
		const files = new MemoryFileStore();
		library = await openLibrary(files, 'library');
		await take(first);
		files.put('library/volume-0001.json', files.text('library/volume-0001.json').replace('On Noise', 'By Hand'));
		await take(newer);
		const now = await paper();
		assert.deepEqual([now.title, now['volume']], ['By Hand', '3']);
	});

	it('should come again without changing anything', async () => {
		await take(first);
		await take(newer);
		const again = await take(newer);
		assert.deepEqual([again.merged.length, again.unchanged], [0, 1]);
	});

	it('should find its paper again though the source corrected its identifier', async () => {
		await take(first);
		const { added } = await take(first.replace('10.1000/a', '10.1000/b'));
		assert.deepEqual([added.length, (await paper()).DOI, (await paper()).identifiers?.doi], [0, '10.1000/b', '10.1000/b']);
	});

	it('should only fill gaps where it is another source', async () => {
		await take(first);
		await take(entry('title = {ON NOISE}, year = 1999, publisher = {Noise Press}', 'other'), 'other.bib');
		const now = await paper();
		assert.deepEqual([now.title, now['publisher'], now.aliases], ['On Noise', 'Noise Press', ['other']]);
		assert.equal(library.head('other')?.key, 'song2021');
	});

	it('should not quarrel with another entry of the same file for the same paper', async () => {
		const both = first + entry('title = {On Noise!}, year = 2020', 'song2021b');
		await take(both);
		const again = await take(both);
		assert.deepEqual([again.merged.length, (await paper()).title], [0, 'On Noise']);
	});

	it('should make a paper of a stub that is only its identifier, and no stub of a paper', async () => {
		const stub = { type: 'article', title: 'doi:10.1000/a', DOI: '10.1000/a', incomplete: true };
		await library.add([{ ...stub, 'citation-key': 'song2021' }]);
		await take(first);
		assert.deepEqual([(await paper()).title, 'incomplete' in (await paper())], ['On Noise', false]);
		await library.add([{ ...stub, links: [{ kind: 'other', url: 'a.pdf' }] }]);
		assert.deepEqual([(await paper()).title, 'incomplete' in (await paper()), (await paper()).links?.length], ['On Noise', false, 1]);
	});
});
