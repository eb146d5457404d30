import assert from 'node:assert/strict';
import { pdfAddress, selectAddressOf } from '../../../src/core/reading/zoteroAddress';
import { betterBibtex, zotero } from '../../../src/core/sources/zotero';
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
			[zotero.items(local, own, { since: 5, start: 100 }), zotero.items(web, zotero.ownLibrary(web), { collection: 'COLL0001' }), zotero.search(local, { path: 'groups/99', name: 'G' }, 'fruit')].map(({ service, path }) => `${service} ${path}`),
			['zotero /api/users/0/items/top?limit=100&start=100&since=5&sort=dateAdded&direction=asc', 'zotero-web /users/7/collections/COLL0001/items/top?limit=100&sort=dateAdded&direction=asc', 'zotero /api/groups/99/items/top?q=fruit&limit=25'],
		);
	});

	it('should read libraries, collections and items, with their keys and the way back', () => {
		assert.deepEqual(zotero.parseGroups(answerTo(zotero.groups(local))), [{ path: 'groups/99', name: 'Fruit Group' }]);
		assert.deepEqual(zotero.parseCollections(answerTo(zotero.collections(local, own))), [{ key: 'COLL0001', name: 'Fruit' }]);
		const parsed = zotero.parseItems(answerTo(zotero.items(local, own)), own);
		assert.ok(parsed.kind === 'papers');
		const [paper] = parsed.papers;
		assert.deepEqual([parsed.papers.length, paper?.['citation-key'], paper?.tags, paper?.['collections'], paper?.source?.url], [4, 'peel2024bananas', ['fruit'], undefined, 'zotero://select/library/items/ITEM0001']);
		assert.equal(zotero.countItems(answerTo(zotero.items(local, own, { since: 6 }))), 1);
	});

	it('should search with Better BibTeX and read its mistakes', () => {
		const parsed = betterBibtex.parseSearch(answerTo(betterBibtex.search('bananas')));
		assert.deepEqual(parsed.kind === 'papers' && parsed.papers.map(paper => paper['citation-key']), ['peel2024bananas']);
		assert.equal(betterBibtex.parseSearch('{"jsonrpc":"2.0","error":{"code":-32601,"message":"Method not found"},"id":1}').kind, 'mistake');
		assert.match(answerTo(betterBibtex.pick('pandoc')), /^\[@peel2024bananas/);
	});

	it('should open only what looks like an item of Zotero', () => {
		const address = selectAddressOf({ source: { kind: 'bibtex' }, alsoFrom: [{ kind: 'zotero', url: 'zotero://select/groups/99/items/ABCD1234' }] });
		assert.equal(address, 'zotero://select/groups/99/items/ABCD1234');
		assert.equal(pdfAddress(address), 'zotero://open-pdf/groups/99/items/ABCD1234');
		assert.equal(selectAddressOf({ source: { kind: 'zotero', url: 'zotero://select/library/items/ABCD1234?x=javascript:1' } }), undefined);
	});
});
