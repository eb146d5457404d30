// One server and one browser for all clicked tests: started before the first, ended after the last.
import { join } from 'node:path';
import type { Context } from 'mocha';
import type { BrowserContext, Page } from 'playwright-core';
import { launchBrowserIn } from '../../launcher/browser.mjs';
import { startEditorServer, type EditorServer } from '../../launcher/editorServer.mjs';
import { stageExtension } from '../../launcher/stagedExtension.mjs';
import { temporaryFolder } from '../../launcher/temporaryFolder.mjs';
import { buildVsix } from '../../launcher/vsix.mjs';
import { takePicture } from './pictures';

/** A server that windows are opened on. */
interface Host {
	/** What the editor writes: settings, extensions, their storage. */
	readonly home: string;
	readonly server: EditorServer;
	/** What a window's address says beyond its folder. */
	readonly payload: [name: string, value: string][];
}

interface SharedEditor {
	/** Everything of this run is below this folder. */
	readonly folder: string;
	readonly node: Host;
	/** Started when first asked for. */
	readonly web: () => Promise<Host>;
	/** Those that were started. */
	readonly hosts: readonly Host[];
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
	const node: Host = { home, server: await startEditorServer({ home, vsix, args: serverArgs }), payload: [] };
	const hosts = [node];
	const browser = await launchBrowserIn(join(folder, 'browser'), { permissions: ['clipboard-read', 'clipboard-write'] });
	let web: Promise<Host> | undefined;
	const startedWeb = async () => {
		const host = await startWebHost(folder);
		hosts.push(host);
		return host;
	};
	const page = browser.pages()[0] ?? (await browser.newPage());
	// A window with unsaved text asks before it is left, where the editor had no time to back it up.
	page.on('dialog', dialog => void (dialog.type() === 'beforeunload' ? dialog.accept().catch(() => undefined) : undefined));
	shared = { folder, node, web: () => (web ??= startedWeb()), hosts, browser, page };
}

// The extension host of a closed window would linger for hours.
const serverArgs = ['--reconnection-grace-time', '5'];

/** A server on which the extension is not installed: its windows are told where its code is, and run it in their worker. */
async function startWebHost(folder: string): Promise<Host> {
	const home = join(folder, 'web-home');
	// Without the last flag a page ignores what it is told of extensions.
	const server = await startEditorServer({ home, args: [...serverArgs, '--enable-smoke-test-driver'] });
	const extension = await stageExtension(join(folder, 'web-extension'), 'web');
	return { home, server, payload: [['extensionDevelopmentPath', `vscode-remote://127.0.0.1:${server.port}${extension}`]] };
}

/** What mocha calls last. */
export async function mochaGlobalTeardown(): Promise<void> {
	await shared?.browser.close();
	await Promise.all(shared?.hosts.map(({ server }) => server.stop()) ?? []);
}

export const mochaHooks = {
	/** Leaves a picture of what was to be seen when a test failed; one that will be tried again has no state. */
	async afterEach(this: Context): Promise<void> {
		if (this.currentTest !== undefined && !['passed', 'pending'].includes(this.currentTest.state ?? '')) {
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
