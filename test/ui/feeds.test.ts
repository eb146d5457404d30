import assert from 'node:assert/strict';
import { startServices } from '../fakes/services/server.mjs';
import type { EditorPage } from './support/editorPage';
import { forgetServices, useServices } from './support/machineSettings';
import { openEditor } from './support/openEditor';

describe('the Feeds view', () => {
	let editor: EditorPage;
	let services: Awaited<ReturnType<typeof startServices>>;
	before(async () => {
		services = await startServices();
		await useServices(services.url, ['daily-papers']);
		editor = await openEditor({
			workspace: { 'draft.md': 'Nothing yet.\n' },
			settings: { 'marginalia.network.services': { 'daily-papers': true } },
		});
	});
	after(async () => {
		await editor.close();
		await forgetServices();
		await services.stop();
	});

	const feeds = () => editor.tree('Feeds');
	const untilDescribed = (as: RegExp) => feeds().row('Trending Papers').locator('.label-description').filter({ hasText: as }).waitFor();
	const bananas = 'Bananas in Space: A Survey';
	const peeling = 'Learning to Peel without Supervision';

	it('should say what it is for, and follow what one subscribes to', async () => {
		await editor.openView('Marginalia');
		await editor.page.locator('.pane-header[aria-label^="Feeds"]').click();
		assert.match(await feeds().welcome(), /New papers come here by themselves[^]*Subscribe…/);
		await editor.screenshot('feeds-empty');
		await editor.runCommand('Marginalia: Subscribe…');
		await editor.quickInput.whenAsked('What to?');
		await editor.quickInput.pick('Trending Papers');
		await editor.quickInput.pick('Every hour');
		await feeds().row('Trending Papers').waitFor();
		await feeds().expand('Trending Papers');
		await feeds().row(bananas).waitFor();
		await untilDescribed(/^2 unread/);
		await editor.screenshot('feeds');
	});

	it('should show a paper on a click, and mark it as read', async () => {
		await feeds().click(bananas);
		const reader = await editor.webview('Marginalia');
		await reader.getByRole('heading', { level: 1, name: bananas }).waitFor();
		await untilDescribed(/^1 unread$/);
		await editor.screenshot('feeds-reader');
	});

	it('should save by a key, dismiss by a key, and bring back what was dismissed', async () => {
		await editor.press('s');
		await editor.tree('Library').row(bananas).waitFor();
		await editor.page.locator(`[role="treeitem"][aria-label^="${bananas}"][aria-label$="in the library"]`).waitFor();
		await feeds().click(peeling);
		await editor.press('x');
		await feeds().row(peeling).waitFor({ state: 'hidden' });
		await editor.screenshot('feeds-saved');
		await feeds().click(bananas);
		await editor.press('Control+Z');
		await feeds().row(peeling).waitFor();
	});
});
