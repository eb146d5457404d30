import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Library } from '../../../src/core/library/library';
import { ingest } from '../../../src/core/ingest/ingest';
import { openLibrary } from '../../../src/core/library/library';
import { volumeCapacity } from '../../../src/core/library/volumeFolder';
import type { IncomingPaper, Paper } from '../../../src/core/paper/paper';
import { whileTimeFlies } from '../../fakes/flyingTime';
import { MemoryCache } from '../../fakes/memoryCache';
import { MemoryFileStore } from '../../fakes/memoryFileStore';

const folder = 'library';
const first = 'library/volume-0001.json';

function paper(title: string, fields: Partial<IncomingPaper> = {}): IncomingPaper {
	return { type: 'article', title, ...fields };
}

function keysOf(library: Library): readonly string[] {
	return library
		.heads()
		.map(head => head.key)
		.sort();
}

async function allOf(library: Library): Promise<readonly Paper[]> {
	const papers: Paper[] = [];
	for await (const paper of library.all()) {
		papers.push(paper);
	}
	return papers;
}

describe('library', () => {
	let files: MemoryFileStore;
	let library: Library;

	beforeEach(async () => {
		files = new MemoryFileStore();
		library = await openLibrary(files, folder);
	});

	it('should write nothing before the first paper comes in', async () => {
		await library.refresh();
		await library.add([]);
		assert.deepEqual(files.paths, []);
	});

	it('should keep papers across a reopening, with every field, known or not', async () => {
		const song = paper('Score-Based Generative Modeling', {
			author: [{ family: 'Song', given: 'Yang' }],
			issued: { 'date-parts': [[2021]] },
			abstract: 'a',
			'x-odd': { deep: [1, null] },
		});
		await library.add([song]);
		const reopened = await openLibrary(files, folder);
		const kept = await reopened.paper('song2021scorebased');
		assert.equal(kept?.['citation-key'], 'song2021scorebased');
		assert.deepEqual({ ...kept }, { ...kept, ...song });
		assert.equal(kept.status, 'unread');
	});

	it('should add nothing when the same papers come again', async () => {
		const papers = [paper('One Fine Paper Indeed'), paper('Another Fine Paper Indeed')];
		const once = await library.add(papers);
		const before = files.text(first);
		const twice = await library.add(papers);
		assert.deepEqual([once.added.length, once.merged.length, once.unchanged], [2, 0, 0]);
		assert.deepEqual([twice.added.length, twice.merged.length, twice.unchanged], [0, 0, 2]);
		assert.equal(files.text(first), before);
	});

	it('should foresee the keys that an addition gives, and add nothing for that (property)', async () => {
		const incoming = fc
			.record({
				title: fc.constantFrom('One Fine Paper', 'Another Fine Paper', 'A Third'),
				'citation-key': fc.constantFrom(undefined, 'mine', 'Mine', 'onefine'),
				year: fc.constantFrom(2020, 2021),
			})
			.map(({ title, year, ...key }) =>
				paper(title, {
					issued: { 'date-parts': [[year]] },
					...(key['citation-key'] === undefined ? {} : { 'citation-key': key['citation-key'] }),
				}),
			);
		await fc.assert(
			fc.asyncProperty(fc.array(incoming, { maxLength: 3 }), fc.array(incoming, { maxLength: 4 }), async (there, coming) => {
				const one = await openLibrary(new MemoryFileStore(), folder);
				await one.add(there);
				const before = keysOf(one);
				const foreseen = await one.keysFor(coming);
				assert.deepEqual(keysOf(one), before);
				await one.add(coming);
				assert.ok(foreseen.every(key => one.head(key)?.key === key));
				assert.equal(foreseen.length, coming.length);
			}),
			{ numRuns: 60 },
		);
	});

	it('should give way to the host between the volumes it reads papers of', async () => {
		await library.add([paper('One Fine Paper')]);
		for (const [index, title] of ['another', 'third'].entries()) {
			files.put(`library/volume-000${index + 2}.json`, files.text(first).replaceAll(/"(id|citation-key)":"[^"]*"/g, `"$1":"${title}"`));
		}
		let pauses = 0;
		const reading = await openLibrary(files, folder, { pause: () => Promise.resolve(void (pauses += 1)) });
		const pausesOf = (papers: () => Promise<readonly unknown[]>) =>
			whileTimeFlies(async () => {
				pauses = 0;
				return [(await papers()).length, pauses >= 3];
			});
		assert.deepEqual(await pausesOf(() => allOf(reading)), [3, true]);
		assert.deepEqual(await pausesOf(() => reading.papers(keysOf(reading))), [3, true]);
	});

	it('should move the newest papers out of a volume that a merge made too large', async () => {
		const line = (at: number) =>
			JSON.stringify({
				id: `p${at}`,
				'citation-key': `k${at}`,
				type: 'article',
				title: `T ${at}`,
				status: 'unread',
				added: new Date(Date.UTC(2026, 0, 1, 0, at)).toISOString(),
				updated: '2026-01-01T00:00:00.000Z',
			});
		const numbers = Array.from({ length: volumeCapacity + 2 }, (_, at) => at).sort((a, b) => (`k${a}` < `k${b}` ? -1 : 1));
		files.put(first, `{"version":1,"papers":[\n${numbers.map(line).join(',\n')}\n]}\n`);
		const large = await openLibrary(files, folder);
		await large.update(['k5'], known => ({ ...known, status: 'read' }));
		const keysIn = (path: string) => [...files.text(path).matchAll(/"citation-key":"([^"]*)"/g)].map(match => match[1]);
		assert.deepEqual(keysIn('library/volume-0002.json'), [`k${volumeCapacity}`, `k${volumeCapacity + 1}`]);
		assert.equal(keysIn(first).length, volumeCapacity);
	});

	it('should find duplicates within one addition', async () => {
		const { added } = await library.add([
			paper('A Paper of Two', { DOI: '10.1234/ABC' }),
			paper('A paper of two (extended)', { identifiers: { doi: '10.1234/abc' } }),
		]);
		assert.equal(added.length, 1);
	});

	it('should merge what a second record knows more, and keep what the user set', async () => {
		await library.add([paper('Scaling Laws for Everything', { source: { kind: 'daily-papers', date: '--08-20', rank: 3 } })]);
		const [key = ''] = keysOf(library);
		await library.update([key], known => ({ ...known, status: 'read', tags: ['mine'] }));
		const { merged } = await library.add([
			paper('Scaling laws for everything', { author: [{ family: 'Li' }], tags: ['theirs'], source: { kind: 'bibtex', file: 'a.bib' } }),
		]);
		assert.equal(merged.length, 1);
		const kept = await library.paper(key);
		assert.equal(kept?.status, 'read');
		assert.equal(kept.title, 'Scaling Laws for Everything');
		assert.deepEqual(kept.tags, ['mine', 'theirs']);
		assert.deepEqual(kept.author, [{ family: 'Li' }]);
		assert.deepEqual([kept.source?.rank, kept.alsoFrom], [3, [{ kind: 'bibtex', file: 'a.bib' }]]);
	});

	it('should put one paper on a line, sorted by key', async () => {
		await library.add([paper('Zebras at Dawn'), paper('Apples at Noon')]);
		const lines = files.text(first).trimEnd().split('\n');
		assert.equal(lines.length, 4);
		assert.match(lines[1] ?? '', /"applesNoon"/);
		assert.match(lines[2] ?? '', /"zebrasDawn"/);
		assert.doesNotThrow(() => {
			JSON.parse(files.text(first));
		});
	});

	it('should change one line of one file for one change', async () => {
		await library.add(Array.from({ length: 1500 }, (_, index) => paper(`Paper number ${index} of many`)));
		assert.deepEqual(files.paths, [first, 'library/volume-0002.json']);
		const before = files.paths.map(path => files.text(path).split('\n'));
		await library.update([keysOf(library)[700] ?? ''], known => ({ ...known, status: 'read' }));
		const changed = files.paths.flatMap((path, volume) =>
			files
				.text(path)
				.split('\n')
				.filter((line, index) => line !== before[volume]?.[index]),
		);
		assert.equal(changed.length, 1);
	});

	const layouts: readonly (readonly [string, (text: string) => string])[] = [
		['without a comma', text => text.replace(',\n{', '\n{')],
		['with a comma too many', text => text.replace('\n]}', ',\n]}')],
		['without a line feed at its end', text => text.trimEnd()],
		['with empty lines', text => text.replaceAll('\n', '\n\n')],
		['with lines as Windows ends them', text => text.replaceAll('\n', '\r\n')],
		['in one line', text => text.replaceAll('\n', '')],
	];
	for (const [how, changed] of layouts) {
		it(`should write a volume as it should be that somebody left ${how}`, async () => {
			await library.add([paper('Apples at Noon'), paper('Mice at Dusk'), paper('Zebras at Dawn')]);
			const good = files.text(first);
			files.put(first, changed(good));
			const cache = new MemoryCache();
			await (await openLibrary(files, folder, { cache })).saveCache();
			const reopened = await openLibrary(files, folder, { cache });
			assert.deepEqual(reopened.problems(), []);
			await reopened.update(['miceDusk'], known => ({ ...known, rating: 5 }));
			assert.equal(
				files
					.text(first)
					.replace(',"rating":5', '')
					.replaceAll(/"updated":"[^"]*"/g, ''),
				good.replaceAll(/"updated":"[^"]*"/g, ''),
			);
		});
	}

	it('should put its commas right when the last paper goes, and when another becomes the last', async () => {
		await library.add([paper('Apples at Noon'), paper('Mice at Dusk'), paper('Zebras at Dawn')]);
		for (const change of [
			() => library.remove(['zebrasDawn']),
			() => library.add([paper('Owls at Night')]),
			() => library.remove(['applesNoon']),
			() => library.remove(['miceDusk']),
			() => library.remove(['owlsNight']),
		]) {
			library = await openLibrary(files, folder);
			await change();
			assert.doesNotThrow(() => {
				JSON.parse(files.text(first));
			});
			assert.equal(files.text(first).split('\n').length - 3, library.heads().length);
			assert.deepEqual(keysOf(await openLibrary(files, folder)), keysOf(library));
		}
	});

	it('should never hold more papers in a volume than it may', async () => {
		await library.add(Array.from({ length: 2 * volumeCapacity + 1 }, (_, index) => paper(`Paper number ${index} of many`)));
		const counts = files.paths.map(path => files.text(path).split('\n').length - 3);
		assert.deepEqual(counts, [volumeCapacity, volumeCapacity, 1]);
	});

	it('should find an entry by its further keys, but for those that are of others', async () => {
		const library = await openLibrary(new MemoryFileStore(), 'library');
		const { papers } = ingest(
			'@book{other, title={Another Work}}\n@book{new, title={T}, ids={old1, OLD2, other}}\n@book{third, title={Third}, ids={old1}}',
		);
		await library.add(papers);
		assert.deepEqual(
			['old1', 'old2', 'other', 'third'].map(key => library.head(key)?.key),
			['new', 'new', 'other', 'third'],
		);
		const again = await library.add(ingest('@book{new, title={T}, ids={old1, old3}}').papers);
		assert.equal(library.head('old3')?.key, 'new');
		assert.equal(again.merged.length, 1);
	});

	it('should find a paper by key in any case, by alias and by id', async () => {
		await library.add([paper('Mamba: Linear-Time Sequences')]);
		await library.update(['mamba'], known => ({ ...known, 'citation-key': 'gu2023mamba', aliases: ['mamba'] }));
		const id = library.head('GU2023MAMBA')?.id;
		assert.ok(id);
		assert.equal(library.head('Mamba')?.id, id);
		assert.equal(library.head(id)?.key, 'gu2023mamba');
	});

	it('should give keys that differ in more than case', async () => {
		await library.add([paper('First of the Twins', { 'citation-key': 'Twin' }), paper('Second of the Twins', { 'citation-key': 'twin' })]);
		assert.deepEqual(keysOf(library), ['Twin', 'twina']);
	});

	it('should not take over an id that came with a paper', async () => {
		const { added } = await library.add([paper('With a Foreign Id', { id: 'http://zotero.org/1' })]);
		assert.notEqual(added[0]?.id, 'http://zotero.org/1');
	});

	it('should take back a removal and a change, keeping what was changed since', async () => {
		await library.add([paper('The Paper in Question')]);
		const [key = ''] = keysOf(library);
		const tagged = await library.update([key], known => ({ ...known, tags: ['a'] }));
		await library.update([key], known => ({ ...known, status: 'read' }));
		await library.undo(tagged.changes);
		const kept = await library.paper(key);
		assert.deepEqual([kept?.tags, kept?.status], [undefined, 'read']);
		const removed = await library.remove([key]);
		assert.equal(library.head(key), undefined);
		await library.undo(removed.changes);
		assert.deepEqual(await library.paper(key), kept);
	});

	it('should tell listeners after each change, and not when nothing changed', async () => {
		let calls = 0;
		library.onDidChange(() => (calls += 1));
		await library.add([paper('Something to Hear About')]);
		await library.add([paper('Something to Hear About')]);
		await library.refresh();
		assert.equal(calls, 1);
	});

	it('should add nothing at all when it is cancelled', async () => {
		let seen = 0;
		const { cancelled } = await library.add([paper('One of Several Papers'), paper('Two of Several Papers')], {
			cancelled: () => (seen += 1) > 1,
		});
		assert.equal(cancelled, true);
		assert.deepEqual([files.paths, library.heads()], [[], []]);
		assert.equal((await library.add([paper('One of Several Papers')])).added.length, 1);
	});

	it('should reject and keep what it had when a write fails', async () => {
		await library.add([paper('The Good Old Paper')]);
		const before = files.text(first);
		files.failure = new Error('no space left');
		await assert.rejects(library.add([paper('The New One Too Many')]), /no space left/);
		assert.equal(files.text(first), before);
		assert.deepEqual(keysOf(library), ['goodOldPaper']);
		assert.equal((await library.add([paper('The New One Too Many')])).added.length, 1);
	});
});

describe('library shared by two windows', () => {
	it('should keep the changes of both, paper by paper and field by field', async () => {
		const files = new MemoryFileStore();
		const mine = await openLibrary(files, folder);
		await mine.add([paper('A Shared Paper Here'), paper('A Doomed Paper Here')]);
		const theirs = await openLibrary(files, folder);
		await Promise.all([
			mine.update(['sharedPaperHere'], known => ({ ...known, tags: ['mine'] })),
			theirs.update(['sharedPaperHere'], known => ({ ...known, status: 'reading' })),
			theirs.add([paper('Brought by the Other')]),
			mine.remove(['doomedPaperHere']),
		]);
		await Promise.all([mine.refresh(), theirs.refresh()]);
		for (const library of [mine, theirs]) {
			assert.deepEqual(keysOf(library), ['broughtOther', 'sharedPaperHere']);
			const shared = await library.paper('sharedPaperHere');
			assert.deepEqual([shared?.tags, shared?.status], [['mine'], 'reading']);
		}
	});

	it('should lose nothing, whatever two windows do in any order (property)', async () => {
		const step = fc.record({ window: fc.nat(1), kind: fc.constantFrom('add', 'tag', 'refresh'), number: fc.nat(20) });
		await fc.assert(
			fc.asyncProperty(fc.array(step, { maxLength: 25 }), async steps => {
				const files = new MemoryFileStore();
				const windows = [await openLibrary(files, folder), await openLibrary(files, folder)];
				const added = new Set<string>();
				const tags = new Map<string, Set<string>>();
				await Promise.all(
					steps.map(async ({ window, kind, number }, index) => {
						const library = windows[window]!;
						if (kind === 'add') {
							await library.add([paper(`Paper ${index} of window ${window}`)]);
							added.add(`Paper ${index} of window ${window}`);
						} else if (kind === 'tag') {
							const key = keysOf(library)[number];
							const outcome =
								key === undefined
									? undefined
									: await library.update([key], known => ({ ...known, tags: [...(known.tags ?? []), `tag${index}`] }));
							for (const { after } of outcome?.changes ?? []) {
								tags.set(after!.id, (tags.get(after!.id) ?? new Set()).add(`tag${index}`));
							}
						} else {
							await library.refresh();
						}
					}),
				);
				const final = await openLibrary(files, folder);
				const papers = await allOf(final);
				assert.deepEqual(new Set(papers.map(item => item.title)), added);
				for (const [id, expected] of tags) {
					const kept = papers.find(item => item.id === id)?.tags ?? [];
					assert.deepEqual(
						[...expected].filter(tag => !kept.includes(tag)),
						[],
					);
				}
			}),
			{ numRuns: 60 },
		);
	});

	it('should split a volume that a merge made too large', async () => {
		const files = new MemoryFileStore();
		const mine = await openLibrary(files, folder);
		await mine.add(Array.from({ length: 990 }, (_, index) => paper(`Paper number ${index} of many`)));
		const theirs = await openLibrary(files, folder);
		await theirs.add(Array.from({ length: 10 }, (_, index) => paper(`Their paper ${index} of ten`)));
		await mine.add(Array.from({ length: 10 }, (_, index) => paper(`My paper ${index} of ten`)));
		const counts = files.paths.map(path => files.text(path).split('\n').length - 3);
		assert.ok(
			counts.every(count => count <= volumeCapacity),
			String(counts),
		);
		assert.equal((await openLibrary(files, folder)).heads().length, 1010);
	});
});

describe('library with a broken volume', () => {
	let files: MemoryFileStore;
	const broken = 'library/volume-0002.json';

	beforeEach(async () => {
		files = new MemoryFileStore();
		const library = await openLibrary(files, folder);
		await library.add([paper('The Healthy Paper Here'), paper('A Second Healthy One')]);
	});

	it('should leave the file as it is, name file and line, and work with every other volume', async () => {
		const text = '{"version":1,"papers":[\n{"id":"x",\n]}\n';
		files.put(broken, text);
		const library = await openLibrary(files, folder);
		assert.deepEqual(
			library.problems().map(({ path, line }) => [path, line]),
			[[broken, 2]],
		);
		assert.equal(library.heads().length, 2);
		await library.add([paper('Comes in All the Same')]);
		assert.equal(files.text(broken), text);
		assert.equal((await openLibrary(files, folder)).heads().length, 3);
	});

	it('should say that git left a conflict', async () => {
		files.put(first, files.text(first).replace('\n]}', ',\n<<<<<<< HEAD\n]}'));
		const library = await openLibrary(files, folder);
		assert.match(library.problems()[0]?.message ?? '', /^Line 4 has an unresolved git merge conflict/);
	});

	it('should name the line of a paper that lacks what a paper needs', async () => {
		files.put(
			broken,
			'{"version":1,"papers":[\n{"id":"x","citation-key":"x","type":"article","title":"T","status":"unread","added":"","updated":""},\n{"id":"y"}\n]}\n',
		);
		const library = await openLibrary(files, folder);
		assert.deepEqual(
			library.problems().map(({ line, message }) => [line, message]),
			[[3, 'The paper has no “citation-key”.']],
		);
	});

	it('should keep the last good papers when a file breaks while it is open, refuse to write it, and go on once it is mended', async () => {
		const library = await openLibrary(files, folder);
		const good = files.text(first);
		files.put(first, '{ nonsense');
		await library.refresh();
		assert.equal(library.heads().length, 2);
		const { changes, refused } = await library.update(['healthyPaperHere'], known => ({ ...known, status: 'read' }));
		assert.deepEqual([changes.length, refused[0]?.path], [0, first]);
		assert.equal(files.text(first), '{ nonsense');
		assert.equal(library.head('healthyPaperHere')?.status, 'unread');
		files.put(first, good);
		await library.refresh();
		assert.deepEqual(library.problems(), []);
		assert.equal((await library.update(['healthyPaperHere'], known => ({ ...known, status: 'read' }))).changes.length, 1);
	});
});
