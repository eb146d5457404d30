import { ConfigurationTarget, Disposable, Uri, window, workspace } from 'vscode';
import { localize } from '../../../core/data/localize';
import type { LinkedBibliographies } from '../../../core/library/linkedBibliographies';
import type { Log } from '../../../core/files/ports';
import { urisOf } from '../../ui/commandArguments';
import { registerCommand, tell } from '../../ui/commands';
import { settings } from '../../settings/settings';
import { linkedFileOf } from './linkedFileOf';

/** `Link Bibliography` and `Unlink Bibliography` write the setting `marginalia.bibliographies`; the files themselves are never touched. */
export function registerLinking({ linked, log }: { readonly linked: LinkedBibliographies; readonly log: Log }): Disposable {
	return Disposable.from(
		registerCommand(log, 'marginalia.linkBibliography', async (...args) => {
			const uris =
				urisOf(args) ??
				(await window.showOpenDialog({
					title: localize('Link bibliography'),
					openLabel: localize('Link'),
					canSelectMany: true,
					filters: { Bibliographies: ['bib', 'bibtex', 'json', 'yaml', 'yml'] },
				}));
			for (const uri of uris ?? []) {
				await changePatterns(uri, patterns => [...new Set([...patterns, patternOf(uri)])]);
			}
		}),
		registerCommand(log, 'marginalia.unlinkBibliography', async argument => {
			const file = linkedFileOf(argument) ?? (await askFile(linked));
			if (file !== undefined) {
				await unlink(Uri.parse(file));
			}
		}),
	);
}

async function askFile(linked: LinkedBibliographies): Promise<string | undefined> {
	const items = linked.files().map(({ file, label, heads }) => ({ label, description: `${heads.length}`, file }));
	return (await window.showQuickPick(items, { title: localize('Unlink bibliography') }))?.file;
}

async function unlink(uri: Uri): Promise<void> {
	const pattern = patternOf(uri);
	if (settings.bibliographies(uri).includes(pattern)) {
		await changePatterns(uri, patterns => patterns.filter(other => other !== pattern));
		return;
	}
	tell(
		window.showInformationMessage,
		localize(
			'{0} is linked by a document or by a pattern in the setting “marginalia.bibliographies”. Change it there.',
			workspace.asRelativePath(uri),
		),
	);
}

async function changePatterns(uri: Uri, change: (patterns: readonly string[]) => readonly string[]): Promise<void> {
	const folder = workspace.getWorkspaceFolder(uri) ?? workspace.workspaceFolders?.[0];
	const many = (workspace.workspaceFolders?.length ?? 0) > 1;
	const target =
		folder === undefined ? ConfigurationTarget.Global : many ? ConfigurationTarget.WorkspaceFolder : ConfigurationTarget.Workspace;
	await workspace
		.getConfiguration('marginalia', folder?.uri)
		.update('bibliographies', change(settings.bibliographies(folder?.uri)), target);
}

/** The path within the workspace folder, with `/`, or the whole path of a file outside. */
function patternOf(uri: Uri): string {
	return workspace.getWorkspaceFolder(uri) === undefined ? uri.fsPath : workspace.asRelativePath(uri, false);
}
