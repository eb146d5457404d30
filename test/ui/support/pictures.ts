import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { outFolder } from '../../launcher/paths.mjs';

const folder = join(outFolder, 'pictures');

/** Takes a picture of a window into out/pictures/ and resolves to its path. */
export async function takePicture(page: Page, name: string): Promise<string> {
	const path = join(folder, `${name}.png`);
	await mkdir(folder, { recursive: true });
	await page.screenshot({ path });
	return path;
}
