import { Uri, window, workspace } from 'vscode';
import { localize } from '../../core/data/localize';
import { tell } from '../ui/commands';

/** The settings that name a folder to write to, and where that is if they may not be followed. */
const folders = { 'notes.folder': 'notes', 'log.folder': 'log', 'digest.folder': 'digests', 'pdf.folder': 'papers' } as const;

const told = new Set<string>();

/**
 * The folder that a setting names, from a folder of the workspace. Users may point anywhere in their own settings; what a workspace says of
 * itself stays within it, lest a repository that was cloned and trusted write into other folders. Otherwise the usual folder stands in, and
 * a message says so once.
 */
export function folderOf(root: Uri, setting: keyof typeof folders, configured: string): Uri {
	const folder = Uri.joinPath(root, configured);
	const { workspaceValue, workspaceFolderValue } = workspace.getConfiguration('marginalia', root).inspect(setting) ?? {};
	if (workspace.getWorkspaceFolder(folder) !== undefined || (workspaceValue === undefined && workspaceFolderValue === undefined)) {
		return folder;
	}
	const usual = folders[setting];
	if (!told.has(setting + configured)) {
		told.add(setting + configured);
		tell(
			window.showWarningMessage,
			localize(
				'This workspace sets marginalia.{0} to “{1}”, which is outside it. Using “{2}” instead. To use a folder elsewhere, set it in your user settings.',
				setting,
				configured,
				usual,
			),
			{},
		);
	}
	return Uri.joinPath(root, usual);
}
