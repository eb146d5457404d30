import { Range, Uri, window, workspace } from 'vscode';
import type { TextDocument } from 'vscode';
import { localize, localizeCount } from '../../../core/data/localize';
import type { Papers } from '../../../core/library/papers';
import { citedPapers } from '../../../core/references/citedPapers';
import type { EntriesToKeep } from '../../../core/references/entriesToKeep';
import { entriesToKeep } from '../../../core/references/entriesToKeep';
import { updateReferences } from '../../../core/references/referencesFile';
import { differenceOf } from '../../../core/text/edits';
import { tell } from '../../ui/commands';
import { editExactly, refusalSentence } from '../../documents/exactEditing';
import { isThere } from '../../files/filePresence';
import { folderStore } from '../../files/folderStore';
import { citingFilesOf, everythingCited, keysCitedIn, referencesFileOf } from './citingFiles';
import type { CitingFile } from './citingFiles';

/** What became of one references file. */
export type KeptFile =
	| {
			readonly kind: 'kept';
			readonly file: Uri;
			readonly added: number;
			readonly changed: number;
			readonly removed: number;
			readonly unknown: readonly string[];
			readonly unread: readonly Uri[];
	  }
	| { readonly kind: 'left'; readonly file: Uri; readonly line?: number; readonly message: string };

/** Keeps the references of documents and folders; `undefined` where there is nothing saved to keep them of. */
export async function keepReferences(papers: Papers, uris: readonly Uri[] | undefined): Promise<readonly KeptFile[] | undefined> {
	if (uris === undefined || uris.some(uri => uri.scheme === 'untitled')) {
		tell(window.showInformationMessage, localize('Open a saved document with citations, or select a folder in the Explorer.'));
		return undefined;
	}
	const chosen = await Promise.all(uris.map(citingFilesOf));
	const targets = await byTarget(
		chosen.flatMap(({ files }) => files),
		uris,
	);
	const [unread] = chosen.flatMap(found => found.unread);
	if (targets.length === 0) {
		tell(
			window.showInformationMessage,
			unread === undefined
				? localize('No citations found, so there are no references to sync.')
				: localize('Couldn’t read {0}, so its references weren’t synced.', workspace.asRelativePath(unread)),
		);
		return [];
	}
	const kept = await keepAll(papers, targets);
	kept.forEach(report);
	return kept;
}

/** Writes what a saved document cites and its references file lacks; removes nothing. */
export async function keepOnSave(papers: Papers, document: TextDocument): Promise<void> {
	const file = { uri: document.uri, text: document.getText(), languageId: document.languageId };
	const target = await referencesFileOf(file);
	if (target !== undefined) {
		// Others may cite what this one does not.
		const kept = await keep(papers, { target, isNamed: true }, entriesToKeep(target.toString(), keysCitedIn(file), [], false), []);
		if (kept.kind === 'left' || kept.added + kept.changed > 0) {
			report(kept);
		}
	}
}

interface Target {
	readonly target: Uri;
	/** Whether a document says that its references are there. */
	readonly isNamed: boolean;
	/** The keys that the file should have. */
	readonly wanted: ReadonlySet<string>;
}

/**
 * Documents by the file that they name. Those that name none share `references.bib` in the folder that was chosen, or beside the document.
 */
async function byTarget(files: readonly CitingFile[], chosen: readonly Uri[]): Promise<readonly Target[]> {
	const targets = new Map<string, Target & { readonly wanted: Set<string> }>();
	for (const file of files.filter(({ uri, text }) => !uri.path.includes('/.') && text !== '')) {
		const folder = chosen.find(uri => file.uri.path.startsWith(`${uri.path}/`)) ?? Uri.joinPath(file.uri, '..');
		const named = await referencesFileOf(file);
		if (named !== undefined || keysCitedIn(file).length > 0) {
			const target = named ?? Uri.joinPath(folder, 'references.bib');
			const group = targets.get(target.toString()) ?? { target, isNamed: named !== undefined, wanted: new Set<string>() };
			keysCitedIn(file).forEach(key => group.wanted.add(key));
			targets.set(target.toString(), group);
		}
	}
	return [...targets.values()];
}

async function keepAll(papers: Papers, targets: readonly Target[]): Promise<readonly KeptFile[]> {
	const folders = new Map(targets.map(({ target }) => Uri.joinPath(target, '..')).map(folder => [folder.toString(), folder]));
	const { documents, unread } = await everythingCited([...folders.values()]);
	const kept: KeptFile[] = [];
	for (const target of targets) {
		kept.push(await keep(papers, target, entriesToKeep(target.target.toString(), target.wanted, documents, unread.length === 0), unread));
	}
	return kept;
}

async function keep(
	papers: Papers,
	{ target: file, isNamed }: Pick<Target, 'target' | 'isNamed'>,
	{ wanted: keys, cited, remove }: EntriesToKeep,
	unread: readonly Uri[],
): Promise<KeptFile> {
	const { found, unknown } = await citedPapers(papers, file.toString(), keys);
	const wanted = { cited, papers: found, remove };
	let result = untouched(file, unknown, unread);
	const plan = (text: string) => {
		const update = updateReferences(text, file.path, wanted);
		if (update.kind === 'unreadable') {
			result = { kind: 'left', file, line: update.line, message: update.message };
			return { kind: 'problem' as const, message: update.message };
		}
		result = { kind: 'kept', file, added: update.added, changed: update.changed, removed: update.removed, unknown, unread };
		return { kind: 'edits' as const, edits: update.text === text ? [] : [differenceOf(text, update.text)], text: update.text };
	};
	if (!(await isThere(file))) {
		const planned = plan('');
		const { files, path } = folderStore(Uri.joinPath(file, '..'));
		if (planned.kind === 'edits' && planned.text !== '') {
			const name = file.path.split('/').pop() ?? '';
			await files.write(`${path}/${name}`, planned.text);
			tell(
				window.showInformationMessage,
				isNamed
					? localize('Created {0}.', workspace.asRelativePath(file))
					: localize(
							'Created {0}. To use it, add “bibliography: {1}” to the front matter of your documents.',
							workspace.asRelativePath(file),
							name,
						),
				{ [localize('Open File')]: () => window.showTextDocument(file) },
			);
		}
		return result;
	}
	const refused = await editExactly(file, plan);
	return refused === undefined || result.kind === 'left' ? result : { kind: 'left', file, message: refusalSentence(refused) };
}

function untouched(file: Uri, unknown: readonly string[], unread: readonly Uri[]): KeptFile {
	return { kind: 'kept', file, added: 0, changed: 0, removed: 0, unknown, unread };
}

function report(kept: KeptFile): void {
	const name = workspace.asRelativePath(kept.file);
	if (kept.kind === 'left') {
		const { line } = kept;
		tell(
			window.showWarningMessage,
			localize('{0} wasn’t changed. {1}', name, line === undefined ? kept.message : localize('Line {0}: {1}', line, kept.message)),
			{
				[localize('Open File')]: () =>
					window.showTextDocument(kept.file, line === undefined ? {} : { selection: new Range(line - 1, 0, line - 1, 0) }),
			},
		);
		return;
	}
	const counts = localize('{0} added, {1} updated, {2} removed', kept.added, kept.changed, kept.removed);
	const strangers =
		kept.unknown.length === 0
			? ''
			: ` ${localizeCount(kept.unknown.length, 'No paper has the citation key {1}.', 'No papers have the citation keys {1}.', kept.unknown.slice(0, 5).join(', ') + (kept.unknown.length > 5 ? ', …' : ''))}`;
	window.setStatusBarMessage(`$(references) ${name}: ${counts}`, 5000);
	const [unread] = kept.unread;
	if (unread !== undefined) {
		tell(
			window.showWarningMessage,
			localizeCount(
				kept.unread.length,
				'{1}: {2}. Kept all entries because Marginalia couldn’t read {3}.',
				'{1}: {2}. Kept all entries because Marginalia couldn’t read {0} files, such as {3}.',
				name,
				counts,
				workspace.asRelativePath(unread),
			) + strangers,
		);
	} else if (strangers !== '') {
		tell(window.showInformationMessage, `${name}: ${counts}.${strangers}`);
	}
}
