import assert from 'node:assert/strict';
import { startServices } from '../fakes/services/server.mjs';
import type { EditorPage } from './support/editorPage';
import { openEditor } from './support/openEditor';

describe('the Feeds view', () => {
	let editor: EditorPage;
	let services: Awaited<ReturnType<typeof startServices>>;
	before(async () => {
		services = await startServices();
		editor = await openEditor({
			workspace: { 'readme.md': 'Nothing yet.\n' },
			settings: {
				'workbench.colorTheme': 'Dark Modern',
				'marginalia.network.services': { 'daily-papers': true },
				'marginalia.network.addresses': { 'daily-papers': `${services.url}/ok/daily-papers` },
				'marginalia.feeds.subscriptions': [{ kind: 'daily-papers', list: 'trending', every: 'hour' }, { kind: 'daily-papers', list: 'day', every: 'hour' }, { kind: 'arxiv', categories: ['cs.CL'], every: 'day' }],
			},
		});
	});
	after(async () => {
		await editor.close();
		await services.stop();
	});

	it('should show papers one after the other by key, save one and dismiss one', async () => {
		await editor.openView('Marginalia');
		const tree = editor.tree('Feeds');
		await tree.row('Trending Papers').waitFor();
		await editor.runCommand('Marginalia: Refresh Feeds');
		await tree.expand('Trending Papers');
		await tree.row('Bananas in Space: A Survey').waitFor();
		await tree.click('Learning to Peel without Supervision');
		await editor.tab('Learning to Peel without…').or(editor.tab('Learning to Peel without Supervision')).first().waitFor();
		await editor.page.waitForTimeout(1000);
		await editor.screenshot('feeds');
		await editor.press('ArrowUp');
		await editor.tab('Bananas in Space').or(editor.tab('Bananas in Space: A Survey')).first().waitFor();
		await editor.press('s');
		await editor.tree('Library').row('Bananas in Space: A Survey').waitFor();
		await tree.click('Learning to Peel without Supervision');
		await editor.press('x');
		await tree.row('Learning to Peel without Supervision').waitFor({ state: 'hidden' });
		assert.ok((await tree.labels()).includes('Bananas in Space: A Survey'));
		await editor.page.waitForTimeout(500);
		await editor.screenshot('feeds-saved');
	});
});
