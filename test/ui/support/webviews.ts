import type { Frame, Page } from 'playwright-core';

const limitMs = 45_000;

/**
 * A webview is a document in a frame in a frame. VS Code draws all of them above the window, and keeps hidden ones; so the
 * one that is meant is found by its document's title and by being in sight.
 */
export async function findWebview(page: Page, title: string): Promise<Frame> {
	const deadline = Date.now() + limitMs;
	while (Date.now() < deadline) {
		for (const frame of page.frames()) {
			if (await isMeant(frame, title)) {
				return frame;
			}
		}
		await page.waitForTimeout(50);
	}
	throw new Error(`There is no webview with the title "${title}" in sight.`);
}

/** The built-in markdown preview that shows a list of references. */
export async function findPreviewWithReferences(page: Page): Promise<Frame> {
	const deadline = Date.now() + limitMs;
	while (Date.now() < deadline) {
		for (const frame of page.frames()) {
			if (
				(await isShown(frame)) &&
				(await frame
					.locator('.marginalia-references')
					.count()
					.catch(() => 0)) > 0
			) {
				return frame;
			}
		}
		await page.waitForTimeout(50);
	}
	throw new Error('No preview shows a list of references.');
}

async function isMeant(frame: Frame, title: string): Promise<boolean> {
	return (await isShown(frame)) && (await frame.title().catch(() => undefined)) === title;
}

/** While a document loads anew, the one that it replaces lies above it or below. */
async function isShown(frame: Frame): Promise<boolean> {
	try {
		const outer = await frame.parentFrame()?.frameElement();
		return outer !== undefined && (await (await frame.frameElement()).getAttribute('id')) === 'active-frame' && (await outer.isVisible());
	} catch {
		// It was replaced while we looked.
		return false;
	}
}
