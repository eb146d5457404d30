import assert from 'node:assert/strict';
import { pdfAddressOf, selectAddressOf } from '../../../src/core/reading/zoteroAddress';
import { betterBibtex, zotero } from '../../../src/core/sources/zotero';
import { everyPage } from '../../../src/core/sources/zoteroPages';
import { askingFor } from '../../fakes/askingFor';
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
		const parsed = zotero.parseItems(answerTo(zotero.items(local, own)), own);
		assert.ok(parsed.kind === 'papers');
		const [paper] = parsed.papers;
		assert.deepEqual(
			[parsed.papers.length, paper?.['citation-key'], paper?.tags, paper?.['collections'], paper?.source?.url],
			[4, 'peel2024bananas', ['fruit'], undefined, 'zotero://select/library/items/ITEM0001'],
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
});
