import { chromium } from 'playwright-core';
import { ensureChromium } from './chromium.mjs';

const quiet = [
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-gpu',
	'--disable-quic',
	'--disable-sync',
	'--no-first-run',
];

/** Starts a browser without a window. It ends with this process at the latest; what a signal does is up to this process. */
export async function launchBrowser() {
	return chromium.launch(await launchOptions());
}

/**
 * Like {@link launchBrowser}, but keeps what it fetched and compiled in a folder: a page that is opened again is there in half the time.
 * @param {string} folder
 * @param {Pick<import('playwright-core').BrowserContextOptions, 'permissions'>} options
 */
export async function launchBrowserIn(folder, options) {
	return chromium.launchPersistentContext(folder, { ...(await launchOptions()), ...options });
}

async function launchOptions() {
	return {
		executablePath: await ensureChromium(),
		args: quiet,
		chromiumSandbox: process.getuid?.() !== 0,
		handleSIGINT: false,
		handleSIGTERM: false,
		handleSIGHUP: false,
	};
}
