import { Uri, window, workspace } from 'vscode';
import { localize, localizeCount } from '../../../core/data/localize';
import { readOpml, writeOpml } from '../../../core/feeds/opml';
import { idOf, readSubscriptions, writeSubscription } from '../../../core/feeds/subscription';
import { feedSettings, setSubscriptions } from '../../settings/feedSettings';
import { decodeBytes } from '../../files/decodeBytes';
import { writeText } from '../../files/writeText';
import { tell } from '../../ui/commands';
import { readBytes } from '../../files/bytesOf';

const filters = { OPML: ['opml', 'xml'] };

/** Subscribes to the feeds of an OPML file, asked for or given by its address, and resolves to how many are new. */
export async function importOpml(given: unknown): Promise<number | undefined> {
	const uri =
		given instanceof Uri
			? given
			: (
					await window.showOpenDialog({
						title: localize('Import Subscriptions'),
						openLabel: localize('Import'),
						filters,
						canSelectMany: false,
					})
				)?.[0];
	if (uri === undefined) {
		return undefined;
	}
	const read = readOpml((await decodeBytes(await readBytes(uri))).text);
	if (read === undefined) {
		tell(window.showWarningMessage, localize('This file isn’t an OPML file. Export one from your feed reader, then import it here.'));
		return undefined;
	}
	const known = new Set(readSubscriptions(feedSettings.subscriptions()).subscriptions.map(({ topic }) => idOf(topic)));
	const fresh = read.subscriptions.filter(({ topic }) => !known.has(idOf(topic)));
	if (fresh.length > 0) {
		await setSubscriptions([...feedSettings.subscriptions(), ...fresh.map(writeSubscription)]);
	}
	const skipped = localizeCount(read.skipped, 'Skipped 1 unsupported entry.', 'Skipped {0} unsupported entries.');
	const added = localizeCount(fresh.length, 'Added 1 subscription.', 'Added {0} subscriptions.');
	tell(window.showInformationMessage, read.skipped === 0 ? added : `${added} ${skipped}`);
	return fresh.length;
}

/** Writes all subscriptions into an OPML file, and resolves to its address. */
export async function exportOpml(given: unknown): Promise<string | undefined> {
	const uri =
		given instanceof Uri
			? given
			: await window.showSaveDialog({
					title: localize('Export Subscriptions'),
					saveLabel: localize('Export'),
					filters,
					...(workspace.workspaceFolders?.[0] === undefined
						? {}
						: { defaultUri: Uri.joinPath(workspace.workspaceFolders[0].uri, 'subscriptions.opml') }),
				});
	if (uri === undefined) {
		return undefined;
	}
	await writeText(uri, writeOpml(readSubscriptions(feedSettings.subscriptions()).subscriptions, new Date()));
	tell(window.showInformationMessage, localize('Exported the subscriptions to {0}.', workspace.asRelativePath(uri)));
	return uri.toString();
}
