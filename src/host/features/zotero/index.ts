import { Disposable, Uri, env, window } from 'vscode';
import type { Memento } from 'vscode';
import { pdfAddress, selectAddressOf } from '../../../core/reading/zoteroAddress';
import { labelOf } from '../../../core/sources/services';
import type { Papers } from '../../../core/library/papers';
import { keysOf } from '../../adapters/commandArguments';
import { registerCommand, tell } from '../../adapters/commands';
import { pickPapers } from '../../adapters/paperPicker';
import { registerWritingCommand } from '../../adapters/trust';
import type { ZoteroDependencies } from './importing';

export interface ZoteroFeature extends ZoteroDependencies {
	readonly papers: Papers;
	readonly memory: Memento;
}

/** Papers from Zotero, citations picked in its window, and the ways back into it. Zotero closed is no error: what it last said still counts. */
export function registerZotero(dependencies: ZoteroFeature): Disposable {
	const { log, papers, network } = dependencies;
	const open = async (args: readonly unknown[], toAddress: (address: string) => string) => {
		const keys = keysOf(args) ?? (await pickPapers(papers, { title: 'Open in Zotero', placeholder: 'Pick a paper', many: false }));
		const [paper] = keys === undefined ? [] : await papers.papers(keys);
		const address = paper && selectAddressOf(paper);
		if (paper !== undefined && address === undefined) {
			tell(window.showInformationMessage, `@${paper['citation-key']} did not come from Zotero. “Marginalia: Add from Zotero…” joins the two.`);
		}
		return address === undefined ? false : env.openExternal(Uri.parse(toAddress(address)));
	};
	return Disposable.from(
		registerWritingCommand(log, 'marginalia.addFromZotero', async argument => (await import('./importing')).addFromZotero(dependencies, argument)),
		registerCommand(log, 'marginalia.pickInZotero', async () => (await import('./picking')).pickInZotero((await network()).asking)),
		registerCommand(log, 'marginalia.openInZotero', (...args) => open(args, address => address)),
		registerCommand(log, 'marginalia.openPdfInZotero', (...args) => open(args, pdfAddress)),
		registerCommand(log, 'marginalia.setServiceKey', async () => {
			const { keys, servicesWithKey } = await network();
			const picked = await window.showQuickPick(servicesWithKey.map(service => ({ label: labelOf(service), service })), { title: 'Set the key of a service', placeHolder: 'Keys are kept in VS Code’s secret storage' });
			const key = picked && (await window.showInputBox({ title: `Key for ${picked.label}`, password: true, ignoreFocusOut: true, prompt: 'Empty removes the key' }));
			if (picked !== undefined && key !== undefined) {
				await keys.write(picked.service, key.trim());
				tell(window.showInformationMessage, key.trim() === '' ? `The key for ${picked.label} was removed.` : `The key for ${picked.label} is kept.`);
			}
		}),
	);
}
