import assert from 'node:assert/strict';
import { pdfAddressOf, selectAddressOf } from '../../../src/core/reading/zoteroAddress';
import { betterBibtex, zotero } from '../../../src/core/sources/zotero';
import { nothingImported, readProgress, versionReached, withImport } from '../../../src/core/sources/zoteroProgress';
import { openLibrary } from '../../../src/core/library/library';
import { everyPage } from '../../../src/core/sources/zoteroPages';
import { askingFor } from '../../fakes/askingFor';
import { MemoryFileStore } from '../../fakes/memoryFileStore';
import { SteppedClock } from '../../fakes/steppedClock';
import { zoteroAnswer } from '../../fakes/services/zotero.mjs';

const local = { kind: 'local' } as const;
const own = zotero.ownLibrary(local);

function answerTo({ path, body }: { readonly path: string; readonly body?: string }): string {
	const answer = zoteroAnswer('zotero', new URL(path, 'http://services.test'), body ?? '', {});
	assert.ok(answer, `nobody answers ${path}`);
	return answer.body;
}

describe('zotero', () => {
	it('should ask the program and zotero.org in the same words, at their own places', () => {
		const web = { kind: 'web', user: '7' } as const;
		assert.deepEqual(
			[
				zotero.items(local, own, { since: 5, start: 100 }),
				zotero.items(web, zotero.ownLibrary(web), { collection: 'COLL0001' }),
				zotero.search(local, { path: 'groups/99', name: 'G' }, 'fruit'),
			].map(({ service, path }) => `${service} ${path}`),
			[
				'zotero /api/users/0/items/top?limit=100&start=100&since=5&sort=dateAdded&direction=asc',
				'zotero-web /users/7/collections/COLL0001/items/top?limit=100&sort=dateAdded&direction=asc',
				'zotero /api/groups/99/items/top?q=fruit&limit=25',
			],
		);
	});

	it('should read libraries, collections and items, with their keys and the way back', () => {
		assert.deepEqual(zotero.parseGroups(answerTo(zotero.groups(local))), [{ path: 'groups/99', name: 'Fruit Group' }]);
		assert.deepEqual(zotero.parseCollections(answerTo(zotero.collections(local, own))), [{ key: 'COLL0001', name: 'Fruit' }]);
		const parsed = zotero.parseItems(answerTo(zotero.items(local, own)), own, new Map([['COLL0001', 'Food > Fruit']]));
		assert.ok(parsed.kind === 'papers');
		const [paper] = parsed.papers;
		const unnamed = zotero.parseItems(answerTo(zotero.items(local, own)), own);
		assert.equal(unnamed.kind === 'papers' && 'collections' in (unnamed.papers[0] ?? {}), false);
		assert.deepEqual(
			[parsed.papers.length, paper?.['citation-key'], paper?.tags, paper?.['collections'], paper?.source?.url],
			[4, 'peel2024bananas', ['fruit'], ['Food > Fruit'], 'zotero://select/library/items/ITEM0001'],
		);
		assert.deepEqual(zotero.parseKeys(answerTo(zotero.items(local, own, { since: 6 }))), ['ITEM0004']);
	});

	it('should search with Better BibTeX and read its mistakes', () => {
		const parsed = betterBibtex.parseSearch(answerTo(betterBibtex.search('bananas')));
		assert.deepEqual(parsed.kind === 'papers' && parsed.papers.map(paper => paper['citation-key']), ['peel2024bananas']);
		assert.equal(betterBibtex.parseSearch('{"jsonrpc":"2.0","error":{"code":-32601,"message":"Method not found"},"id":1}').kind, 'mistake');
		assert.match(answerTo(betterBibtex.pick('pandoc')), /^\[@peel2024bananas/);
	});

	it('should open only what looks like an item of Zotero', () => {
		const paper = {
			source: { kind: 'bibtex' },
			alsoFrom: [{ kind: 'zotero', url: 'zotero://select/groups/99/items/ABCD1234', attachment: 'FILE0001' }],
		};
		assert.equal(selectAddressOf(paper), 'zotero://select/groups/99/items/ABCD1234');
		assert.equal(pdfAddressOf(paper), 'zotero://open-pdf/groups/99/items/FILE0001');
		assert.equal(pdfAddressOf({ source: { kind: 'zotero', url: 'zotero://select/library/items/ABCD1234' } }), undefined);
		assert.equal(selectAddressOf({ source: { kind: 'zotero', url: 'zotero://select/library/items/ABCD1234?x=javascript:1' } }), undefined);
	});

	it('should go on behind a page that the server cut shorter than it was asked for', async () => {
		const keys = Array.from({ length: 250 }, (_, at) => ({ key: `KEY${at}`, data: { key: `KEY${at}`, name: `Collection ${at}` } }));
		const { asking, http } = askingFor(({ url }) => {
			const start = Number(/[?&]start=(\d+)/.exec(url)?.[1] ?? 0);
			return {
				headers: { 'content-type': 'application/json', 'total-results': '250' },
				body: JSON.stringify(keys.slice(start, start + 50)),
			};
		});
		const { pages } = await everyPage(asking, start => zotero.collections(local, own, start));
		assert.deepEqual([pages.flatMap(({ body }) => zotero.parseCollections(body)).length, http.requests.length], [250, 5]);
	});

	it('should ask for page after page, and keep what came when one does not', async () => {
		const keys = (count: number, from = 0) =>
			JSON.stringify(
				Array.from({ length: count }, (_, index) => ({
					key: `KEY${from + index}`,
					data: { key: `KEY${from + index}`, name: `Collection ${from + index}` },
				})),
			);
		const startOf = (url: string) => Number(/[?&]start=(\d+)/.exec(url)?.[1] ?? 0);
		const ask = async (respond: (start: number) => { readonly status?: number; readonly body: string }) => {
			const { asking, http } = askingFor(({ url }) => ({ headers: { 'content-type': 'application/json' }, ...respond(startOf(url)) }));
			const { pages, trouble } = await everyPage(asking, start => zotero.collections(local, own, start));
			return [pages.flatMap(({ body }) => zotero.parseCollections(body)).length, http.requests.length, trouble?.kind];
		};
		assert.deepEqual(await ask(start => ({ body: keys(start === 200 ? 30 : 100, start) })), [230, 3, undefined]);
		assert.deepEqual(await ask(start => (start === 100 ? { status: 400, body: '' } : { body: keys(100, start) })), [100, 2, 'failed']);
		assert.deepEqual(await ask(() => ({ body: keys(100) })), [100, 2, undefined], 'a server that knows no pages is not asked for ever');
		assert.deepEqual(await ask(() => ({ body: keys(250) })), [250, 1, undefined]);
	});

	describe('what was imported', () => {
		const first = 'ITEM0001';
		const at = (version: number) => ({ first, version });
		/** A library of this many papers, and one import of all of them. */
		const imported = async (count: number) => {
			const library = await openLibrary(new MemoryFileStore(), 'library', { clock: new SteppedClock() });
			const papers = Array.from({ length: count }, (_, index) => ({ type: 'article', title: `Walk ${index} of many along the river` }));
			const { changes, added } = await library.add(papers);
			const touched = added.map(({ id, updated }) => ({ id, updated }));
			const progress = withImport(nothingImported, 0, { ...at(12), touched });
			return { library, changes, progress, updatedOf: (id: string) => library.head(id)?.updated };
		};

		it('should be asked for since the version reached, as long as it is here', async () => {
			const { progress, updatedOf, library } = await imported(100);
			assert.equal(versionReached(progress, at(12), updatedOf), 12);
			await library.remove(
				library
					.heads()
					.slice(0, 60)
					.map(({ id }) => id),
			);
			assert.equal(versionReached(progress, at(12), updatedOf), 12, 'what the user removed does not come back');
			assert.equal(versionReached(readProgress(JSON.parse(JSON.stringify(progress))), at(15), updatedOf), 12, 'as it is kept');
		});

		it('should come again after undo, in another or an emptied library, from another profile, and from a copy that was reset', async () => {
			const { progress, updatedOf, library, changes } = await imported(3);
			const other = await openLibrary(new MemoryFileStore(), 'library', { clock: new SteppedClock() });
			assert.equal(
				versionReached(progress, at(12), id => other.head(id)?.updated),
				0,
			);
			assert.equal(versionReached(progress, { first: 'OTHER001', version: 40 }, updatedOf), 0);
			assert.equal(versionReached(progress, at(3), updatedOf), 0);
			await library.undo(changes);
			assert.equal(versionReached(progress, at(12), updatedOf), 0);
			assert.equal(versionReached(readProgress(12), at(12), updatedOf), 0, 'a number of an older Marginalia proves nothing');
			assert.equal(versionReached(readProgress({ imports: [{ version: 'x' }, 7] }), at(12), updatedOf), 0);
		});

		it('should go back to the import before where only the last was undone', async () => {
			const { progress, library } = await imported(3);
			const later = await library.add([{ type: 'article', title: 'A later walk along another river' }]);
			const touched = later.added.map(({ id, updated }) => ({ id, updated }));
			const two = withImport(progress, 12, { ...at(20), touched });
			const nothing = withImport(two, 20, { ...at(25), touched: [] });
			assert.deepEqual(
				[versionReached(two, at(25), id => library.head(id)?.updated), versionReached(nothing, at(25), id => library.head(id)?.updated)],
				[20, 25],
			);
			await library.undo(later.changes);
			assert.equal(
				versionReached(nothing, at(25), id => library.head(id)?.updated),
				12,
			);
		});

		it('should come again where what it added to papers was taken back', async () => {
			const clock = new SteppedClock();
			const library = await openLibrary(new MemoryFileStore(), 'library', { clock });
			const walk = { type: 'article', title: 'A walk along the river', DOI: '10.1000/a' };
			await library.add([walk]);
			clock.step(60_000);
			const { merged, changes } = await library.add([{ ...walk, abstract: 'We walk.' }]);
			const progress = withImport(nothingImported, 0, { ...at(12), touched: merged.map(({ id, updated }) => ({ id, updated })) });
			const updatedOf = (id: string) => library.head(id)?.updated;
			assert.equal(versionReached(progress, at(12), updatedOf), 12);
			clock.step(60_000);
			await library.undo(changes);
			assert.equal(versionReached(progress, at(12), updatedOf), 0);
		});

		it('should stay small, however often it is imported', async () => {
			const { library, progress } = await imported(3);
			let many = progress;
			for (let version = 13; version < 200; version += 1) {
				const { added } = await library.add([{ type: 'article', title: `Walk number ${version} along the river` }]);
				many = withImport(many, version - 1, { ...at(version), touched: added.map(({ id, updated }) => ({ id, updated })) });
			}
			assert.ok(many.imports.length <= 30);
			assert.equal(
				versionReached(many, at(200), id => library.head(id)?.updated),
				199,
			);
		});
	});
});
