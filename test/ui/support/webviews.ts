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

/** Milliseconds after which a page that should be there is asked for again, as a user would. */
const patience = 15_000;

/**
 * The built-in markdown preview that shows a list of references, and what else is sought. VS Code shows a page once it has loaded, and
 * never does where another came while it loaded: then `refresh` asks for it again, and what the frames held is printed.
 */
export async function findPreviewWithReferences(page: Page, refresh: () => Promise<void>, selector = 'body'): Promise<Frame> {
	const start = Date.now();
	for (let refreshed = false; Date.now() < start + limitMs;) {
		for (const frame of page.frames()) {
			if ((await isShown(frame)) && (await holds(frame, '.marginalia-references')) && (await holds(frame, selector))) {
				return frame;
			}
		}
		if (!refreshed && Date.now() > start + patience) {
			refreshed = true;
			console.log(`The preview is refreshed by hand: ${(await Promise.all(page.frames().map(descriptionOf))).join('; ')}`);
			await refresh();
		}
		await page.waitForTimeout(50);
	}
	throw new Error(`No preview shows a list of references and ${selector}.`);
}

async function holds(frame: Frame, selector: string): Promise<boolean> {
	return (
		(await frame
			.locator(selector)
			.count()
			.catch(() => 0)) > 0
	);
}

async function descriptionOf(frame: Frame): Promise<string> {
	const id = await frame
		.frameElement()
		.then(element => element.getAttribute('id'))
		.catch(() => 'gone');
	return `${id ?? 'no id'} ${(await holds(frame, '.marginalia-references')) ? 'with' : 'without'} references`;
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
