import { Disposable, RelativePattern, Uri, commands, window, workspace } from 'vscode';
import type { ExtensionContext } from 'vscode';
import { localize, localizeCount } from '../../core/data/localize';
import type { FieldConflict } from '../../core/merge/threeWay';
import type { Library } from '../../core/library/library';
import { openLibrary } from '../../core/library/library';
import { RecordedLibrary } from '../../core/library/recordedLibrary';
import { nameOf } from '../../core/library/volumeText';
import type { Cache, FileStore, Log } from '../../core/files/ports';
import { AfterPause } from '../ui/afterPause';
import { tell } from '../ui/commands';
import { folderCache } from '../files/folderCache';
import { folderStore, uriOfPath } from '../files/folderStore';
import { gitMergeBase } from '../files/gitMergeBase';
import { LibraryBackups } from './libraryBackups';
import { pause } from '../ui/pause';
import { onSettingChange, settings } from '../settings/settings';

export interface OpenedLibrary {
	readonly library: RecordedLibrary;
	readonly backups: LibraryBackups;
	readonly folder: Uri;
	/** For what is known of it. */
	readonly cache: Cache;
}

/** The library of this window, kept in step with its files until `disposables` go. */
export async function openWorkspaceLibrary(context: ExtensionContext, log: Log): Promise<OpenedLibrary> {
	const folder = libraryFolder(context);
	const { files, path } = folderStore(folder);
	const backups = new LibraryBackups(context, folder, log);
	context.subscriptions.push(backups);
	const cache = cacheOf(context, folder);
	const library = await openLibrary(files, path, {
		pause,
		keyPattern: settings.keyPattern,
		cache,
		mergeBase: file => gitMergeBase(uriOfPath(file)),
		beforeChange: backups.beforeChange,
	});
	log.info(`Opened the library in ${folder.toString()}: ${library.heads().length} papers.`);
	context.subscriptions.push(
		watchVolumes(folder, library, log),
		onSettingChange(['library.folder'], () =>
			tell(window.showInformationMessage, localize('The library folder changed. Reload the window to open it.'), {
				[localize('Reload Window')]: () => commands.executeCommand('workbench.action.reloadWindow'),
			}),
		),
	);
	const report = () => {
		reportProblems(library);
		settleConflicts(library, log);
	};
	report();
	context.subscriptions.push(
		library.onDidChange(report),
		keepCache(library, log),
		library.onDidWrite(
			once(() => {
				if (workspace.getWorkspaceFolder(folder) !== undefined) {
					ignoreTemporaryFiles(files, path).catch((error: unknown) => log.error('.gitignore could not be written', error));
				}
			}),
		),
	);
	return { library: new RecordedLibrary(library), backups, folder, cache };
}

/**
 * The setting's folder in the first workspace folder (or wherever an absolute path points), or the extension's own storage where no folder
 * is open.
 */
function libraryFolder(context: ExtensionContext): Uri {
	const configured = settings.libraryFolder();
	if (/^(?:\/|[A-Za-z]:[\\/])/.test(configured)) {
		return Uri.file(configured);
	}
	const root = workspace.workspaceFolders?.[0]?.uri;
	return root === undefined ? Uri.joinPath(context.globalStorageUri, 'library') : Uri.joinPath(root, configured);
}

/** One folder for each library, since one workspace may have had several. */
function cacheOf(context: ExtensionContext, folder: Uri): Cache {
	const name = folder
		.toString()
		.replace(/[^\p{L}\p{N}]+/gu, '-')
		.slice(-80);
	return folderCache(Uri.joinPath(context.storageUri ?? context.globalStorageUri, 'cache', name));
}

/** Keeps the cache in step: a while after the library was opened, and whenever it has not changed for a while. */
function keepCache(library: Library, log: Log): Disposable {
	const saving = new AfterPause(5000, () => {
		library.saveCache().catch((error: unknown) => log.error('The cache could not be written', error));
	});
	saving.ask();
	return Disposable.from(library.onDidChange(saving.ask), saving);
}

function watchVolumes(folder: Uri, library: Library, log: Log): Disposable {
	const watcher = workspace.createFileSystemWatcher(new RelativePattern(folder, 'volume-*.json'));
	// A git pull changes many volumes at once: they are read in one go.
	const reading = new AfterPause(150, () => {
		library.refresh().catch((error: unknown) => log.error('The library could not be read again', error));
	});
	return Disposable.from(
		watcher,
		watcher.onDidChange(reading.ask),
		watcher.onDidCreate(reading.ask),
		watcher.onDidDelete(reading.ask),
		reading,
	);
}

function once(work: () => void): () => void {
	let isDone = false;
	return () => {
		if (!isDone) {
			isDone = true;
			work();
		}
	};
}

/**
 * A lock, or a file that is being written, is there for a moment: nobody wants to see it among the changes of a repository, or commit it.
 */
async function ignoreTemporaryFiles(files: FileStore, folder: string): Promise<void> {
	if (!(await files.names(folder)).includes('.gitignore')) {
		await files.write(`${folder}/.gitignore`, '*.tmp\n*.lock\n*.lock.*\n');
	}
}

const reported = new Set<string>();

/** Names each problem once, with what can be done about it; the Library view shows it until it is solved. */
function reportProblems(library: Library): void {
	for (const problem of library.problems()) {
		const { code, path, line, message } = problem;
		if (!reported.has(`${path}:${message}`)) {
			reported.add(`${path}:${message}`);
			const openFile = {
				[localize('Open File')]: () => commands.executeCommand('vscode.open', uriOfPath(path).with({ fragment: `L${line}` })),
			};
			tell(
				window.showWarningMessage,
				code === 'bad-line' ? localize('Line {0} of {1} can’t be read: {2}', line, nameOf(path), message) : message,
				{
					...(code === 'missing' ? {} : openFile),
					...(code === 'bad-line' ? { [localize('Set Aside')]: () => commands.executeCommand('marginalia.setAsideLine', problem) } : {}),
					[localize('Restore from Backup…')]: () => commands.executeCommand('marginalia.restoreLibrary'),
				},
			);
		}
	}
}

/** What git could not merge is merged here. Where two people had changed one field of one paper, both values are shown. */
function settleConflicts(library: Library, log: Log): void {
	if (workspace.isTrusted) {
		library.repair().catch((error: unknown) => log.error('A merged volume could not be written', error));
	}
	const news = library.conflicts().filter(({ key, field, other }) => !reported.has(`${key} ${field} ${JSON.stringify(other)}`));
	if (news.length > 0) {
		news.forEach(({ key, field, other }) => reported.add(`${key} ${field} ${JSON.stringify(other)}`));
		const message = localizeCount(
			news.length,
			'The field {1} of “{2}” changed on both sides of a git merge. The library kept both values.',
			'{0} fields changed on both sides of a git merge. The library kept both values.',
			news[0]?.field ?? '',
			news[0]?.key ?? '',
		);
		tell(window.showWarningMessage, message, {
			[localize('Show Both')]: () => showConflicts(news),
		});
	}
}

async function showConflicts(conflicts: readonly FieldConflict[]): Promise<void> {
	const shown = (value: unknown) =>
		value === undefined ? localize('(nothing)') : typeof value === 'string' ? value : JSON.stringify(value);
	const rows = conflicts.map(
		({ key, title, field, kept, other }) =>
			`${key}: ${title}\n\t${localize('{0}, current value: {1}', field, shown(kept))}\n\t${localize('{0}, other value: {1}', field, shown(other))}\n`,
	);
	const content = `${localize('Both sides of a git merge changed these fields. The other value is in the paper’s field “conflicts”.')}\n\n${rows.join('\n')}`;
	await window.showTextDocument(await workspace.openTextDocument({ language: 'plaintext', content }));
}
