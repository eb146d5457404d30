import { Uri, commands, window, workspace } from 'vscode';
import type { Memento } from 'vscode';
import { localize, localizeCount } from '../../../core/data/localize';
import { bestBibliography, literatureFolder } from '../../../core/library/recognition';
import type { FoundBibliography } from '../../../core/library/recognition';
import type { Papers } from '../../../core/library/papers';
import { tell } from '../../ui/commands';
import { decodeBytes } from '../../files/decodeBytes';
import { settings } from '../../settings/settings';
import { readBytes } from '../../files/bytesOf';

const wasAsked = 'marginalia.bibliographyOffered';

/** No more files of a workspace are looked at, and none that is larger (bytes): the offer is to be there at once. */
const mostFiles = 20;
const largestFile = 20_000_000;

/**
 * Offers once in a workspace, and only where it has no papers yet, to use the bibliography that lies in it: in place or imported. Where its
 * notes of papers lie together in a folder, the setting for new notes can follow them.
 */
export async function offerBibliography(papers: Papers, memory: Memento): Promise<void> {
	const root = workspace.workspaceFolders?.[0];
	if (
		root === undefined ||
		!workspace.isTrusted ||
		!settings.suggestsFiles() ||
		memory.get(wasAsked) === true ||
		papers.heads().length > 0
	) {
		return;
	}
	const best = bestBibliography(await bibliographiesOf());
	if (best === undefined || papers.heads().length > 0) {
		return;
	}
	const uri = Uri.parse(best.file);
	const remember = () => memory.update(wasAsked, true);
	tell(window.showInformationMessage, localizeCount(best.entries, 'Use {1} (1 entry)?', 'Use {1} ({0} entries)?', best.label), {
		[localize('Use in Place')]: async () => {
			await remember();
			await commands.executeCommand('marginalia.linkBibliography', uri);
			await followNotes();
		},
		[localize('Import')]: async () => {
			await remember();
			await commands.executeCommand('marginalia.importFile', uri);
			await followNotes();
		},
		[localize('Not Here')]: remember,
	});
}

/** What a workspace has of `.bib` files and of Zotero's JSON. */
async function bibliographiesOf(): Promise<readonly FoundBibliography[]> {
	const { openText } = await import('../../../core/ingest/ingest');
	const uris = await workspace.findFiles(
		'**/*.{bib,bibtex,json}',
		'**/{node_modules,.git,.marginalia,.obsidian,.vscode,dist,out}/**',
		mostFiles,
	);
	const found: FoundBibliography[] = [];
	for (const uri of uris) {
		const { size } = await workspace.fs.stat(uri);
		if (size > largestFile) {
			continue;
		}
		const text = (await decodeBytes(await readBytes(uri))).text;
		const { format, readings } = openText(text, { fileName: uri.path });
		if (format !== undefined && citing.has(format)) {
			let entries = 0;
			for (const reading of readings) {
				entries += reading.kind === 'paper' ? 1 : 0;
			}
			found.push({ file: uri.toString(), label: workspace.asRelativePath(uri), entries });
		}
	}
	return found;
}

/** The formats of bibliographies that people cite from. */
const citing = new Set(['bibtex', 'csl-json', 'zotero-json']);

/** Notes of papers (`@doe2020.md`) that lie in one folder, as plugins of Obsidian and Foam keep them: new notes go there, too. */
async function followNotes(): Promise<void> {
	const configuration = workspace.getConfiguration('marginalia', workspace.workspaceFolders?.[0]?.uri);
	const kept = configuration.inspect('notes.folder');
	if (kept?.globalValue !== undefined || kept?.workspaceValue !== undefined) {
		return;
	}
	const notes = await workspace.findFiles('**/@*.md', '**/{node_modules,.git}/**', 500);
	const folder = literatureFolder(notes.map(uri => workspace.asRelativePath(uri, false)));
	if (folder !== undefined) {
		tell(window.showInformationMessage, localize('Your notes on papers are in “{0}”. Create new ones there too?', folder), {
			[localize('Use This Folder')]: () => configuration.update('notes.folder', folder, false),
		});
	}
}
