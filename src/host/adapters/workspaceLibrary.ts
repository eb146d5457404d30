import { Disposable, RelativePattern, Uri, commands, window, workspace } from 'vscode';
import type { ExtensionContext } from 'vscode';
import type { Library } from '../../core/library/library';
import { openLibrary } from '../../core/library/library';
import type { Log } from '../../core/ports';
import { tell } from './commands';
import { folderStore } from './folderStore';
import { pause } from './pause';
import { onSettingChange, settings } from './settings';

/** The library of this window, kept in step with its files until `disposables` go. */
export async function openWorkspaceLibrary(context: ExtensionContext, log: Log): Promise<Library> {
	const folder = libraryFolder(context);
	const { files, path } = folderStore(folder);
	const library = await openLibrary(files, path, { pause, keyPattern: settings.keyPattern });
	log.info(`Opened the library in ${folder.toString()}: ${library.heads().length} papers.`);
	context.subscriptions.push(
		watchVolumes(folder, library, log),
		onSettingChange(['library.folder'], () =>
			tell(window.showInformationMessage, 'The library folder changed. Reload the window to open it.', {
				'Reload Window': () => commands.executeCommand('workbench.action.reloadWindow'),
			}),
		),
	);
	reportProblems(library);
	context.subscriptions.push(library.onDidChange(() => reportProblems(library)));
	return library;
}

/** The setting's folder in the first workspace folder (or wherever an absolute path points), or the extension's own storage where no folder is open. */
function libraryFolder(context: ExtensionContext): Uri {
	const configured = settings.libraryFolder();
	if (/^(?:\/|[A-Za-z]:[\\/])/.test(configured)) {
		return Uri.file(configured);
	}
	const root = workspace.workspaceFolders?.[0]?.uri;
	return root === undefined ? Uri.joinPath(context.globalStorageUri, 'library') : Uri.joinPath(root, configured);
}

function watchVolumes(folder: Uri, library: Library, log: Log): Disposable {
	const watcher = workspace.createFileSystemWatcher(new RelativePattern(folder, 'volume-*.json'));
	let timer: ReturnType<typeof setTimeout> | undefined;
	// A git pull changes many volumes at once: they are read in one go.
	const refresh = () => {
		clearTimeout(timer);
		timer = setTimeout(() => {
			library.refresh().catch((error: unknown) => log.error('The library could not be read again', error));
		}, 150);
	};
	return Disposable.from(watcher, watcher.onDidChange(refresh), watcher.onDidCreate(refresh), watcher.onDidDelete(refresh), { dispose: () => clearTimeout(timer) });
}

const reported = new Set<string>();

/** Names each broken volume once, with a button that opens it at the line. */
function reportProblems(library: Library): void {
	for (const { path, line, message } of library.problems()) {
		const name = path.split(/[/\\]/).pop() ?? path;
		if (!reported.has(`${path}:${message}`)) {
			reported.add(`${path}:${message}`);
			const uri = /^[a-z][a-z0-9+.-]+:\/\//i.test(path) ? Uri.parse(path) : Uri.file(path);
			tell(window.showWarningMessage, `${name} of the library cannot be read and was left as it is. ${message}`, {
				'Open File': () => commands.executeCommand('vscode.open', uri.with({ fragment: `L${line}` })),
			});
		}
	}
}
