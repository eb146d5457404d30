// One server and one browser for all clicked tests: started before the first, ended after the last.
import { join } from 'node:path';
import type { Context } from 'mocha';
import type { BrowserContext, Page } from 'playwright-core';
import { launchBrowserIn } from '../../launcher/browser.mjs';
import { startEditorServer, type EditorServer } from '../../launcher/editorServer.mjs';
import { temporaryFolder } from '../../launcher/temporaryFolder.mjs';
import { buildVsix } from '../../launcher/vsix.mjs';
import { takePicture } from './pictures';

interface SharedEditor {
	/** Everything of this run is below this folder. */
	readonly folder: string;
	/** What the editor writes: settings, extensions, their storage. */
	readonly home: string;
	readonly server: EditorServer;
	readonly browser: BrowserContext;
	/** The one tab that windows are shown in, one after the other. */
	readonly page: Page;
}

let shared: SharedEditor | undefined;

/** What mocha calls first. */
export async function mochaGlobalSetup(): Promise<void> {
	const vsix = await buildVsix();
	const folder = await temporaryFolder();
	const home = join(folder, 'home');
	const server = await startEditorServer({
		home,
		vsix,
		// The extension host of a closed window would linger for hours.
		args: ['--reconnection-grace-time', '5'],
	});
	const browser = await launchBrowserIn(join(folder, 'browser'), { permissions: ['clipboard-read', 'clipboard-write'] });
	shared = { folder, home, server, browser, page: browser.pages()[0] ?? await browser.newPage() };
}

/** What mocha calls last. */
export async function mochaGlobalTeardown(): Promise<void> {
	await shared?.browser.close();
	await shared?.server.stop();
}

export const mochaHooks = {
	/** Leaves a picture of what was to be seen when a test failed. */
	async afterEach(this: Context): Promise<void> {
		if (this.currentTest?.state === 'failed') {
			const name = this.currentTest.fullTitle().replace(/\W+/g, '-');
			for (const page of shared?.browser.pages() ?? []) {
				await takePicture(page, `failed-${name}`);
			}
		}
	},
};

export function sharedEditor(): SharedEditor {
	if (!shared) {
		throw new Error('Clicked tests are run with "npm run test:ui".');
	}
	return shared;
}
