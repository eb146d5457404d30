import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { file, marginalia, read, tidy, until } from './workspace';

const run = <T = unknown>(command: string, ...args: unknown[]) => vscode.commands.executeCommand<T>(`marginalia.${command}`, ...args);
const setting = (name: string, value: unknown) =>
	vscode.workspace.getConfiguration('marginalia').update(name, value, vscode.ConfigurationTarget.Global);
const names = ['daily-papers', 'web-feeds'];
const entry = (id: string, paper: object) => ({
	kind: 'entry',
	feed: { kind: 'feed', id: 'daily-papers:trending' },
	entry: { id, paper, seen: '2026-01-01T00:00:00.000Z' },
});
const bananas = {
	type: 'article',
	title: 'Bananas in Space: A Survey',
	abstract: 'We survey bananas in space.',
	identifiers: { arxiv: '2403.00001' },
};

describe('feeds', () => {
	before(async () => {
		await tidy();
		const { url } = JSON.parse(await read(file('.services.json'))) as { readonly url: string };
		await setting(
			'network.addresses',
			Object.fromEntries(names.map(name => [name, `${url}/ok/${name}${name === 'web-feeds' ? '/address-' : ''}`])),
		);
		await setting('network.services', Object.fromEntries(names.map(name => [name, true])));
	});
	after(async () => {
		await run('feeds.unsubscribe', 'daily-papers:trending');
		for (const name of ['network.addresses', 'network.services', 'feeds.subscriptions']) {
			await setting(name, undefined);
		}
		await tidy();
	});

	it('should bring what is subscribed, count it, save and dismiss it, and bring it back', async function () {
		// Services are asked politely, with a pause between two questions.
		this.timeout(90_000);
		assert.equal(await run('feeds.subscribe', { kind: 'daily-papers', list: 'trending', every: 'hour' }), 'daily-papers:trending');
		assert.equal(await run('feeds.refresh'), 2);
		await run('feeds.subscribe', { kind: 'web-feed', url: 'https://example.org/rss' });
		// One of the three in the other feed is in Daily Papers too, where it has its arXiv id only.
		assert.equal(await run('feeds.refresh'), 5);
		assert.deepEqual(await run('feeds.save', entry('arxiv:2403.00001', bananas)), [
			(await (await marginalia()).papers())[0]?.['citation-key'],
		]);
		assert.equal(await run('feeds.refresh'), 4);
		await run(
			'feeds.dismiss',
			entry('arxiv:2503.00002', { type: 'article', title: 'Learning to Peel without Supervision', identifiers: { arxiv: '2503.00002' } }),
		);
		assert.equal(await run('feeds.refresh'), 3);
		await run('feeds.undoDismiss');
		await run('feeds.unsubscribe', 'web-feed:https://example.org/rss');
		assert.equal(await run('feeds.refresh'), 0);
		await run('undoLibraryChange');
		assert.equal((await (await marginalia()).papers()).length, 0);
	});

	it('should show a paper that the library does not have, and the library’s once it is saved', async () => {
		const titles = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
		await run('feeds.open', entry('arxiv:2403.00001', bananas));
		await until(() => titles().includes('Bananas in Space: A Survey'), 'the paper is shown');
		assert.equal((await (await marginalia()).papers()).length, 0);
	});
});
