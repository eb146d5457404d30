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
	return chromium.launch({
		executablePath: await ensureChromium(),
		args: quiet,
		chromiumSandbox: process.getuid?.() !== 0,
		handleSIGINT: false,
		handleSIGTERM: false,
		handleSIGHUP: false,
	});
}
