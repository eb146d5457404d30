import { Uri, window, workspace } from 'vscode';
import { readOpml, writeOpml } from '../../../core/feeds/opml';
import { idOf, readSubscriptions, writeSubscription } from '../../../core/feeds/subscription';
import { feedSettings, setSubscriptions } from '../../settings/feedSettings';
import { decodeBytes } from '../../files/decodeBytes';
import { folderStore } from '../../files/folderStore';
import { tell } from '../../ui/commands';

const filters = { OPML: ['opml', 'xml'] };

/** Subscribes to the feeds of an OPML file, asked for or given by its address, and resolves to how many are new. */
export async function importOpml(given: unknown): Promise<number | undefined> {
	const uri =
		given instanceof Uri
			? given
			: (await window.showOpenDialog({ title: 'Import Subscriptions', openLabel: 'Import', filters, canSelectMany: false }))?.[0];
	if (uri === undefined) {
		return undefined;
	}
	const read = readOpml((await decodeBytes(await workspace.fs.readFile(uri))).text);
	if (read === undefined) {
		tell(window.showWarningMessage, 'This file isn’t an OPML file. Export one from your feed reader, then import it here.');
		return undefined;
	}
	const known = new Set(readSubscriptions(feedSettings.subscriptions()).subscriptions.map(({ topic }) => idOf(topic)));
	const fresh = read.subscriptions.filter(({ topic }) => !known.has(idOf(topic)));
	if (fresh.length > 0) {
		await setSubscriptions([...feedSettings.subscriptions(), ...fresh.map(writeSubscription)]);
	}
	const skipped =
		read.skipped === 0 ? '' : ` Skipped ${read.skipped === 1 ? '1 entry' : `${read.skipped} entries`} that can’t be followed.`;
	tell(window.showInformationMessage, `Added ${fresh.length === 1 ? '1 subscription' : `${fresh.length} subscriptions`}.${skipped}`);
	return fresh.length;
}

/** Writes all subscriptions into an OPML file, and resolves to its address. */
export async function exportOpml(given: unknown): Promise<string | undefined> {
	const uri =
		given instanceof Uri
			? given
			: await window.showSaveDialog({
					title: 'Export Subscriptions',
					saveLabel: 'Export',
					filters,
					...(workspace.workspaceFolders?.[0] === undefined
						? {}
						: { defaultUri: Uri.joinPath(workspace.workspaceFolders[0].uri, 'subscriptions.opml') }),
				});
	if (uri === undefined) {
		return undefined;
	}
	const { files, path } = folderStore(Uri.joinPath(uri, '..'));
	const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
	await files.write(`${path}/${name}`, writeOpml(readSubscriptions(feedSettings.subscriptions()).subscriptions, new Date()));
	tell(window.showInformationMessage, `Exported the subscriptions to ${workspace.asRelativePath(uri)}.`);
	return uri.toString();
}
