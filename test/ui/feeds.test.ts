import assert from 'node:assert/strict';
import { startServices } from '../fakes/services/server.mjs';
import type { EditorPage } from './support/editorPage';
import { forgetServices, useServices } from './support/machineSettings';
import { openEditor } from './support/openEditor';

const fruit = ['Peeling Fruit by Hand', 'A Robot That Peels Fruit', 'Fruit, Peeled and Labelled']
	.map((title, at) => `@article{fruit${at}, title={${title}}, author={Doe, Jane}, abstract={How one peels fruit.}}`)
	.join('\n');

describe('the Feeds view', () => {
	let editor: EditorPage;
	let services: Awaited<ReturnType<typeof startServices>>;
	before(async () => {
		services = await startServices();
		await useServices(services.url, ['daily-papers', 'web-feeds']);
		editor = await openEditor({
			workspace: { 'draft.md': 'Nothing yet.\n', 'fruit.bib': fruit },
			settings: {
				'marginalia.network.services': { 'daily-papers': true, 'web-feeds': true },
				'marginalia.feeds.forYou': true,
				'marginalia.feeds.tellMe': 'day',
			},
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
		assert.match(await feeds().welcome(), /Follow new papers[^]*Subscribe…/);
		await editor.screenshot('feeds-empty');
		await editor.runCommand('Marginalia: Subscribe…');
		await editor.quickInput.whenAsked('Select what to subscribe to');
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
		await (await editor.webview('Marginalia')).getByRole('heading', { level: 1, name: peeling }).waitFor();
		await editor.press('x');
		await feeds().row(peeling).waitFor({ state: 'hidden' });
		await editor.screenshot('feeds-saved');
		await feeds().click(bananas);
		await editor.press('Control+Z');
		await feeds().row(peeling).waitFor();
	});

	it('should suggest what is like the papers that were saved, and say why', async () => {
		await feeds().expand('For You');
		await feeds().row('Save at least 3 papers. Suggestions learn from what you save, cite, annotate and dismiss.').waitFor();
		await editor.openView('Explorer');
		await editor.tree('Files Explorer').chooseFromMenu('fruit.bib', 'Import Papers');
		await editor.notifications.waitFor('Added 3 papers');
		await editor.openView('Marginalia');
		const suggested = editor.page.locator('[role="treeitem"][aria-label*="suggested for"]');
		await suggested.waitFor();
		assert.match(
			(await suggested.getAttribute('aria-label')) ?? '',
			/^Learning to Peel without Supervision, suggested for .*(?:peels|fruit)/,
		);
		await editor.screenshot('feeds-for-you');
	});

	it('should tell once what came today, and write it into a digest that leads to each paper', async () => {
		await editor.runCommand('Marginalia: Subscribe…');
		await editor.quickInput.whenAsked('Select what to subscribe to');
		await editor.quickInput.pick('RSS or Atom Feed…');
		await editor.quickInput.answer('https://example.org/rss');
		await editor.quickInput.pick('Every hour');
		await editor.notifications.press(/new papers? in your feeds today\./, 'Create Digest');
		await editor.untilTextMatches(/\[Open\]\(code-oss:\/\/marginalia\.marginalia\/add\?/);
		await editor.screenshot('feeds-digest');
		// Has the feeds looked at again.
		await editor.runCommand('Marginalia: Sort Feeds by Date');
		await editor.page.waitForTimeout(1000);
		assert.deepEqual(
			(await editor.notifications.texts()).filter(text => text.includes('in your feeds')),
			[],
		);
	});

	it('should go back in Daily Papers by month and day', async () => {
		await editor.runCommand('Marginalia: Subscribe…');
		await editor.quickInput.whenAsked('Select what to subscribe to');
		await editor.quickInput.pick('Daily Papers');
		await editor.quickInput.pick('Every day');
		await feeds().pressTitleButton('Collapse All');
		await feeds().row('Daily Papers').waitFor();
		await editor.runCommand('Marginalia: Go to Day of Daily Papers…');
		await editor.quickInput.whenAsked('Select a day');
		await editor.screenshot('feeds-calendar');
		const yesterday = new Date(Date.now() - 86_400_000);
		const monthBefore = new Date(yesterday.getFullYear(), yesterday.getMonth(), 0);
		await editor.quickInput.pick(monthBefore.toLocaleDateString('en', { month: 'long', year: 'numeric' }));
		await editor.quickInput
			.row(monthBefore.toLocaleDateString('en', { weekday: 'long', day: 'numeric', month: 'long' }))
			.first()
			.click();
		const day = `${monthBefore.getFullYear()}-${String(monthBefore.getMonth() + 1).padStart(2, '0')}-${String(monthBefore.getDate()).padStart(2, '0')}`;
		await feeds().row('Daily Papers').locator('.label-description').filter({ hasText: day }).waitFor();
		await feeds().row('No papers on this day.').waitFor();
	});
});
