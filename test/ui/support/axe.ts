import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Frame, Page } from 'playwright-core';

export interface Scope {
	/** What to look at, as a selector; else the whole page. */
	readonly within?: string;
	/** Rules to leave out. */
	readonly except?: readonly string[];
}

/** What axe finds wrong in a webview, or in a part of the window. https://github.com/dequelabs/axe-core/blob/develop/doc/rule-descriptions.md */
export async function violations(page: Frame | Page, { within, except = [] }: Scope = {}): Promise<unknown[]> {
	await page.evaluate(await readFile(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8'));
	const scope = JSON.stringify(within ?? 'html');
	const rules = JSON.stringify({ rules: Object.fromEntries(except.map(rule => [rule, { enabled: false }])) });
	// A text, since this file is compiled for Node and axe is a global of the page.
	const results = await page.evaluate<AxeResults>(`axe.run(${scope}, ${rules})`);
	return results.violations.map(({ id, nodes }) => ({
		id,
		where: nodes.map(node => node.html),
		why: [...new Set(nodes.flatMap(node => [...node.any, ...node.all].map(({ message }) => message)))],
	}));
}
