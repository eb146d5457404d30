import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LinkedBibliographies } from '../../../src/core/library/linkedBibliographies';

const refs = { file: 'file:///w/refs.bib', label: 'refs.bib' };
const more = { file: 'file:///w/more.json', label: 'more.json' };

const doe = '@article{doe2020, title = {On Rays}, author = {Doe, Jane}, year = 2020, abstract = {Zymurgy of light.}}\n';
const roe = '@book{roe1999,\n  title = {A Book of Waves},\n  year = 1999\n}\n';

describe('linked bibliographies', () => {
	let linked: LinkedBibliographies;
	const keys = () => linked.heads().map(head => head.key);

	beforeEach(() => {
		linked = new LinkedBibliographies();
	});

	it('should have the papers of a file, each with its file and line', async () => {
		await linked.take(refs, doe + roe);
		assert.deepEqual(
			linked.heads().map(({ key, linked: place }) => [key, place]),
			[
				['doe2020', { ...refs, line: 1 }],
				['roe1999', { ...refs, line: 2 }],
			],
		);
		assert.equal((await linked.paper('ROE1999'))?.title, 'A Book of Waves');
		assert.deepEqual(
			(await linked.papers(['roe1999', 'nobody', 'doe2020'])).map(paper => paper['citation-key']),
			['roe1999', 'doe2020'],
		);
	});

	it('should name what is wrong with the bytes of a file', async () => {
		await linked.take(refs, doe, [{ line: 1, message: 'A byte.' }]);
		assert.deepEqual(linked.files()[0]?.problems, [{ line: 1, message: 'A byte.' }]);
		await linked.take(refs, doe);
		assert.deepEqual(linked.files()[0]?.problems, []);
	});

	it('should find an entry by its ids, unless another has that key', async () => {
		await linked.take(refs, `${doe}@book{new, title = {Renamed}, ids = {Old1, doe2020}}\n`);
		assert.deepEqual(
			[linked.head('old1')?.key, linked.head('doe2020')?.key, linked.holders('OLD1').map(({ key }) => key)],
			['new', 'doe2020', ['new']],
		);
	});

	it('should take strings and parents from the files beside, in whatever order they come', async () => {
		// `\bibliography{IEEEabrv,refs}`, as IEEE's own template has it.
		const own =
			'@article{doe2020, title = {On Rays}, journal = IEEE_J_AC, year = 2020}\n@inproceedings{roe2021, title = {Waves}, crossref = {Meeting}}\n';
		const journal = async () => (await linked.paper('doe2020'))?.['container-title'];
		await linked.take(refs, own);
		assert.deepEqual(
			linked.files()[0]?.problems.map(({ line }) => line),
			[1, 2],
		);
		await linked.take({ file: 'file:///w/IEEEabrv.bib', label: 'IEEEabrv.bib' }, '@string{IEEE_J_AC = ieee # " Control"}\n');
		await linked.take({ file: 'file:///w/far/all.bib', label: 'far/all.bib' }, '@string{ieee = "{IEEE}"}\n@string{IEEE_J_AC = "Far"}\n');
		await linked.take(
			{ file: 'file:///w/meetings.bib', label: 'meetings.bib' },
			'@proceedings{meeting, title = {Meeting on Rays}, year = 2021}\n',
		);
		assert.equal(await journal(), 'IEEE Control');
		assert.equal((await linked.paper('roe2021'))?.['container-title'], 'Meeting on Rays');
		assert.deepEqual(linked.files()[0]?.problems, []);

		await linked.take({ file: 'file:///w/IEEEabrv.bib', label: 'IEEEabrv.bib' }, '@string{IEEE_J_AC = "Control"}\n');
		assert.equal(await journal(), 'Control');
		await linked.take(refs, `${own}\n${roe}`);
		await linked.drop('file:///w/IEEEabrv.bib');
		assert.equal(await journal(), 'Far');
		await linked.drop('file:///w/far/all.bib');
		assert.deepEqual(
			linked.files()[0]?.problems.map(({ line }) => line),
			[1],
		);
	});

	it('should know which files are linked, everybody who has a key, and what is like a paper', async () => {
		let changes = 0;
		linked.onDidChange(() => (changes += 1));
		await linked.drop(refs.file);
		assert.deepEqual([linked.has(refs.file), changes], [false, 0]);
		await linked.take(refs, doe + roe);
		await linked.take(more, JSON.stringify([{ id: 'DOE2020', type: 'book', title: 'More on Rays', abstract: 'Zymurgy of light.' }]));
		assert.deepEqual([linked.has(refs.file), linked.has('file:///w/other.bib')], [true, false]);
		assert.deepEqual(
			linked.holders('Doe2020').map(({ title }) => title),
			['On Rays', 'More on Rays'],
		);
		assert.deepEqual(linked.holders('nobody'), []);
		assert.equal(linked.head(`${more.file}#DOE2020`)?.title, 'More on Rays');
		assert.deepEqual(await linked.matching('rays'), new Set(linked.holders('doe2020').map(({ id }) => id)));
		assert.equal(await linked.matching('rays', () => true), undefined);
		const paper = (await linked.paper('doe2020')) ?? assert.fail();
		assert.deepEqual(
			(await linked.alike(paper, 5)).map(({ id }) => linked.head(id)?.title),
			['More on Rays'],
		);
		assert.deepEqual(
			linked.find('waves', { limit: 5 }).map(({ key }) => key),
			['roe1999'],
		);
		await linked.drop(refs.file);
		assert.deepEqual([linked.has(refs.file), linked.files().length, await linked.matching('waves')], [false, 1, new Set()]);
	});

	it('should find papers by words of the abstract', async () => {
		await linked.take(refs, doe + roe);
		assert.deepEqual(
			(await linked.search('zymurgy', { limit: 9 })).map(head => head.key),
			['doe2020'],
		);
	});

	it('should keep the very papers that did not change, and search what did', async () => {
		await linked.take(refs, doe + roe);
		await linked.search('rays', { limit: 9 });
		const before = await linked.papers(['doe2020', 'roe1999']);
		await linked.take(refs, `\n${doe}${roe.replace('Waves', 'Oenology')}`);
		const after = await linked.papers(['doe2020', 'roe1999']);
		assert.deepEqual([after[0] === before[0], after[1] === before[1]], [true, false]);
		assert.deepEqual(
			(await linked.search('oenology', { limit: 9 })).map(head => [head.key, head.linked?.line]),
			[['roe1999', 3]],
		);
		assert.deepEqual(await linked.search('waves', { limit: 9 }), []);
	});

	it('should have several files at once, the first answering for a key that both have', async () => {
		await linked.take(refs, doe);
		await linked.take(
			more,
			JSON.stringify([
				{ id: 'doe2020', type: 'book', title: 'Another' },
				{ id: 'poe', type: 'book', title: 'Poems' },
			]),
		);
		assert.equal((await linked.paper('doe2020'))?.title, 'On Rays');
		assert.deepEqual(
			linked.files().map(({ label, heads }) => [label, heads.map(head => head.key)]),
			[
				['refs.bib', ['doe2020']],
				['more.json', ['doe2020', 'poe']],
			],
		);
		await linked.drop(refs.file);
		assert.equal((await linked.paper('doe2020'))?.title, 'Another');
	});

	it('should keep the last good state of an entry that is broken, name its line, and read all others', async () => {
		await linked.take(refs, doe + roe);
		await linked.take(refs, `${doe.replace('}}', '')}${roe}@misc{new1, title = {New}}\n`);
		assert.deepEqual(keys().sort(), ['doe2020', 'new1', 'roe1999']);
		assert.deepEqual(
			linked.files()[0]?.problems.map(({ line }) => line),
			[1],
		);
		await linked.take(refs, roe);
		assert.deepEqual(keys(), ['roe1999']);
	});

	it('should keep the last good state of a JSON file that is cut short', async () => {
		const items = [
			{ id: 'a1', type: 'book', title: 'A' },
			{ id: 'b2', type: 'book', title: 'B' },
		];
		await linked.take(more, JSON.stringify(items));
		await linked.take(more, JSON.stringify(items).slice(0, -3));
		assert.deepEqual(keys(), ['a1', 'b2']);
		assert.equal(linked.files()[0]?.problems.length, 1);
	});

	it('should leave out what has no key and name the second of two entries with one key', async () => {
		await linked.take(refs, `@misc{, title = {No key}}\n${doe}${doe}`);
		assert.deepEqual(keys(), ['doe2020']);
		assert.deepEqual(
			linked.files()[0]?.problems.map(({ line }) => line),
			[1, 3],
		);
		await linked.take(
			more,
			'[{"type":"book","title":"No id"},\n{"id":"x","type":"book","title":"X"},\n{"id":"x","type":"book","title":"Y"}]',
		);
		assert.deepEqual(
			linked.files()[1]?.problems.map(({ line }) => line),
			[1, 3],
		);
	});

	it('should tell keys apart that differ in case, and find either by any case', async () => {
		await linked.take(refs, `${doe}@misc{Doe2020, title = {Other}}\n`);
		assert.deepEqual(await Promise.all(['doe2020', 'Doe2020', 'DOE2020'].map(async key => (await linked.paper(key))?.title)), [
			'On Rays',
			'Other',
			'On Rays',
		]);
	});

	it('should read an entry again where a string that it names moves behind it', async () => {
		const [defined, entry] = ['@string{s = {T}}\n', '@misc{b,\n  title = {X} # s\n}\n'];
		const followed = new LinkedBibliographies();
		await followed.take(refs, defined + entry);
		assert.deepEqual(followed.files()[0]?.problems, []);
		await followed.take(refs, entry + defined);
		assert.match(followed.files()[0]?.problems[0]?.message ?? '', /Undefined @string “s”/);
	});

	it('should hold after any edits what a first reading would', async () => {
		const chunk = fc.oneof(
			fc
				.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('One', 'Two', '{X} # s'))
				.map(([key, title]) => `@misc{${key},\n  title = ${title.startsWith('{') ? title : `{${title}}`}\n}\n`),
			fc.constantFrom(
				'@string{s = {S}}\n',
				'@string{s = {T}}\n',
				'\n\n',
				'% words\n',
				'@misc{, title={No key}}\n',
				'@misc{e, title = {open\n',
				'@misc{f, title = {F}, crossref = {a}}\n',
				'@misc{g, title={G} year=2000} @misc{h, title={H}}\n',
			),
		);
		await fc.assert(
			fc.asyncProperty(fc.array(fc.array(chunk, { maxLength: 7 }), { minLength: 2, maxLength: 4 }), async versions => {
				const followed = new LinkedBibliographies();
				for (const version of versions) {
					await followed.take(refs, version.join(''));
				}
				const fresh = new LinkedBibliographies();
				await fresh.take(refs, versions.at(-1)?.join('') ?? '');
				const [mine] = followed.files();
				const [other] = fresh.files();
				assert.deepEqual(mine?.problems, other?.problems);
				// Broken entries keep their last good state: nothing else may be more than in a first reading.
				const known = new Set(other?.heads.map(head => head.id));
				assert.deepEqual(
					mine?.heads.filter(head => known.has(head.id)),
					other?.heads,
				);
				assert.deepEqual(await followed.papers([...known]), await fresh.papers([...known]));
			}),
			{ numRuns: 60 },
		);
	}).timeout(60_000);

	it('should take texts in the order they came, and tell of each change', async () => {
		let changes = 0;
		linked.onDidChange(() => (changes += 1));
		await Promise.all([linked.take(refs, doe), linked.take(refs, roe)]);
		assert.deepEqual([keys(), changes], [['roe1999'], 2]);
	});
});
