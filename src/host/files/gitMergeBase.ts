import { extensions } from 'vscode';
import type { Uri } from 'vscode';

/** What we use of the API of VS Code's own Git extension. https://github.com/microsoft/vscode/blob/main/extensions/git/src/api/git.d.ts */
interface GitExtension {
	readonly enabled: boolean;
	getAPI(version: 1): { getRepository(uri: Uri): { show(ref: string, path: string): Promise<string> } | null };
}

/**
 * What both sides of a file in conflict started from, as git's index has it (stage 1); `undefined` where VS Code's Git extension cannot
 * tell.
 */
export async function gitMergeBase(file: Uri): Promise<string | undefined> {
	try {
		const git = await extensions.getExtension<GitExtension>('vscode.git')?.activate();
		return git?.enabled === true ? await git.getAPI(1).getRepository(file)?.show(':1', file.fsPath) : undefined;
	} catch {
		// Both sides added the file, the conflict is no longer in the index, or git is not there.
		return undefined;
	}
}
