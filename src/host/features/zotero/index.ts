import { Disposable, window } from 'vscode';
import type { Memento } from 'vscode';
import { localize } from '../../../core/data/localize';
import { pdfAddressOf, selectAddressOf } from '../../../core/reading/zoteroAddress';
import type { Paper } from '../../../core/paper/paper';
import { serviceLabel } from '../../../core/sources/services';
import type { Papers } from '../../../core/library/papers';
import { keysOf } from '../../ui/commandArguments';
import { registerCommand, tell } from '../../ui/commands';
import { openAddress } from '../../network/openAddress';
import { pickPapers } from '../../library/paperPicker';
import { registerWritingCommand } from '../../settings/trust';
import type { ZoteroDependencies } from './importing';

export interface ZoteroFeature extends ZoteroDependencies {
	readonly papers: Papers;
	readonly memory: Memento;
}

/**
 * Papers from Zotero, citations picked in its window, and the ways back into it. Zotero closed is no error: what it last said still counts.
 */
export function registerZotero(dependencies: ZoteroFeature): Disposable {
	const { log, papers, network } = dependencies;
	const open = async (args: readonly unknown[], addressOf: (paper: Paper) => string | undefined, lacking: string) => {
		const keys =
			keysOf(args) ??
			(await pickPapers(papers, { title: localize('Open in Zotero'), placeholder: localize('Select a paper'), many: false }));
		const [paper] = keys === undefined ? [] : await papers.papers(keys);
		const address = paper && addressOf(paper);
		if (paper !== undefined && address === undefined) {
			tell(
				window.showInformationMessage,
				selectAddressOf(paper) === undefined
					? localize('@{0} isn’t linked to Zotero. Link it with “Marginalia: Add from Zotero…”.', paper['citation-key'])
					: lacking,
			);
		}
		return address === undefined ? false : openAddress(address);
	};
	return Disposable.from(
		registerWritingCommand(log, 'marginalia.addFromZotero', async argument =>
			(await import('./importing')).addFromZotero(dependencies, argument),
		),
		registerWritingCommand(log, 'marginalia.addAllFromZotero', async argument =>
			(await import('./importing')).addFromZotero(dependencies, argument, true),
		),
		registerCommand(log, 'marginalia.pickInZotero', async () => (await import('./picking')).pickInZotero((await network()).asking)),
		registerCommand(log, 'marginalia.openInZotero', (...args) => open(args, selectAddressOf, '')),
		registerCommand(log, 'marginalia.openPdfInZotero', (...args) =>
			open(args, pdfAddressOf, localize('Zotero had no PDF for this paper. Check again with “Marginalia: Add from Zotero…”.')),
		),
		registerCommand(log, 'marginalia.setServiceKey', async (named, given) => {
			const { keys, servicesWithKey } = await network();
			const service =
				servicesWithKey.find(id => id === named) ??
				(
					await window.showQuickPick(
						servicesWithKey.map(id => ({ label: serviceLabel(id), id })),
						{ title: localize('Set API Key'), placeHolder: localize('Keys are stored in VS Code’s secret storage') },
					)
				)?.id;
			const key =
				typeof given === 'string'
					? given
					: service &&
						(await window.showInputBox({
							title: localize('API key for {0}', serviceLabel(service)),
							password: true,
							ignoreFocusOut: true,
							prompt: localize('Leave empty to remove the key'),
						}));
			if (service !== undefined && key !== undefined) {
				await keys.write(service, key.trim());
				tell(
					window.showInformationMessage,
					key.trim() === ''
						? localize('Removed the API key for {0}.', serviceLabel(service))
						: localize('Saved the API key for {0}.', serviceLabel(service)),
				);
			}
		}),
	);
}
