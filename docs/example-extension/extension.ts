import * as vscode from 'vscode';
import type { MarginaliaApi } from '../../src/api';

/** Adds a paper, finds it, and gives the text that cites it, its note and how often the library changed. */
export async function activate(context: Pick<vscode.ExtensionContext, 'subscriptions'>) {
	const marginalia = await vscode.extensions.getExtension<MarginaliaApi>('marginalia.marginalia')?.activate();
	if (marginalia === undefined) {
		throw new Error('Marginalia is not installed.');
	}
	let changes = 0;
	context.subscriptions.push(marginalia.onDidChange(() => (changes += 1)));
	const { added } = await marginalia.ingest('@book{example2026, author = {Example, Eve}, title = {An example}, year = 2026}');
	const papers = await marginalia.papers('an example', 1);
	const keys = papers.map(paper => paper['citation-key']);
	return { added, citation: marginalia.cite(keys, 'markdown'), note: await marginalia.noteUri('example2026'), changes: () => changes };
}
