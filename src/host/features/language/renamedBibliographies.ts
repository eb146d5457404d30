import { Uri, workspace } from 'vscode';
import { renameRecordKey } from '../../../core/ingest/recordKeys';
import type { LinkedBibliographies } from '../../../core/library/linkedBibliographies';
import type { TextEdit } from '../../../core/text/edits';
import { textOnDisk } from '../../documents/exactEditing';

/** A file of the workspace or one that documents name, and what gives a work another key in it. */
export interface RenamedFile {
	readonly uri: Uri;
	/** As its editor has it, else as it is on the disk. */
	readonly text: string;
	readonly edits: readonly TextEdit[];
}

export interface RenamedBibliographies {
	readonly files: readonly RenamedFile[];
	/** What people call a file that has the key and in which it cannot be changed. */
	readonly unchanged: string | undefined;
}

/** What of a workspace may have works, linked or not. */
const bibliographies = '**/{*.bib,*.bibtex,_quarto*.yml,_quarto*.yaml,_metadata.yml,_metadata.yaml}';

/** What gives a work another key in the bibliographies that have it: those that documents or settings name, and those of the workspace. */
export async function renamedBibliographies(linked: LinkedBibliographies, from: string, to: string): Promise<RenamedBibliographies> {
	const holding = new Map(linked.holders(from).flatMap(({ linked: place }) => (place === undefined ? [] : [[place.file, place.label]])));
	const uris = [...linked.files().map(({ file }) => Uri.parse(file)), ...(await workspace.findFiles(bibliographies, '**/node_modules/**'))];
	const files: RenamedFile[] = [];
	for (const [name, uri] of new Map(uris.map(found => [found.toString(), found]))) {
		const open = workspace.textDocuments.find(document => document.isDirty && document.uri.toString() === name);
		const text = open?.getText() ?? (await textOnDisk(uri)) ?? '';
		const edits = holding.has(name) || text.toLowerCase().includes(from.toLowerCase()) ? renameRecordKey(text, uri.path, from, to) : [];
		if (edits.length > 0) {
			files.push({ uri, text, edits });
			holding.delete(name);
		}
	}
	return { files, unchanged: [...holding.values()][0] };
}
