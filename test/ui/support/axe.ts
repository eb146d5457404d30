import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Frame } from 'playwright-core';

/** What axe finds wrong in a webview. https://github.com/dequelabs/axe-core/blob/develop/doc/rule-descriptions.md */
export async function violations(frame: Frame): Promise<unknown[]> {
	await frame.evaluate(await readFile(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8'));
	// A text, since this file is compiled for Node and axe is a global of the page.
	const results = await frame.evaluate<AxeResults>('axe.run()');
	return results.violations.map(({ id, nodes }) => ({ id, where: nodes.map(node => node.html) }));
}
