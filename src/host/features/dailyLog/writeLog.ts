import { Uri, workspace } from 'vscode';
import type { Activity } from '../../../core/log/dailyLog';
import { appendToLog, newLog } from '../../../core/log/dailyLog';
import { folderOf } from '../../settings/folderSetting';
import { editExactly, refusalSentence, textOnDisk } from '../../documents/exactEditing';
import { problemOfCreating } from '../../files/newFile';
import { settings } from '../../settings/settings';

/** Resolves to `undefined` when done, else to why the file is as it was. */
export async function writeLog(name: string, activities: readonly Activity[]): Promise<string | undefined> {
	const [first] = activities;
	const root = workspace.workspaceFolders?.[0]?.uri;
	if (first === undefined || root === undefined) {
		return undefined;
	}
	const uri = Uri.joinPath(folderOf(root, 'log.folder', settings.logFolder(root)), name);
	if ((await textOnDisk(uri)) === undefined) {
		return problemOfCreating(uri, newLog(activities, first.at));
	}
	const refused = await editExactly(uri, text => ({ kind: 'edits', edits: appendToLog(text, activities) }));
	return refused && refusalSentence(refused);
}
