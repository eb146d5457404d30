import { Uri, commands, window } from 'vscode';
import { localize } from '../../../core/data/localize';
import { openText } from '../../../core/ingest/ingest';
import type { RecordedLibrary } from '../../../core/library/recordedLibrary';
import { sampleLibrary } from '../../../core/library/sources';
import { tell } from '../../ui/commands';
import { readBytes } from '../../files/bytesOf';

/** Adds the papers of the sample library, as a group of their own; those that are there stay as they are. */
export async function importSample(extensionUri: Uri, library: RecordedLibrary): Promise<void> {
	const bytes = await readBytes(Uri.joinPath(extensionUri, 'media', 'sample.bib'));
	const { readings } = openText(new TextDecoder().decode(bytes), { fileName: sampleLibrary });
	const papers = [...readings].flatMap(reading => (reading.kind === 'paper' ? [reading.paper] : []));
	const { added } = await library.step(localize('Sample Library'), editor => editor.add(papers));
	const keys = added.map(paper => paper['citation-key']);
	await commands.executeCommand('marginalia.revealPapers', keys, true);
	tell(
		window.showInformationMessage,
		added.length === 0 ? localize('The sample library has already been added.') : localize('Added {0} sample papers.', added.length),
		{
			...(added.length === 0 ? {} : { [localize('Undo')]: () => commands.executeCommand('marginalia.undoLibraryChange') }),
		},
	);
}

/** Removes what the sample library added, whatever has become of it since; notes stay. */
export async function removeSample(library: RecordedLibrary): Promise<void> {
	const keys = library.heads().flatMap(({ key, sources }) => (sources.some(({ file }) => file === sampleLibrary) ? [key] : []));
	if (keys.length === 0) {
		tell(window.showInformationMessage, localize('The library has no sample papers.'));
		return;
	}
	await library.step(localize('Removal of Sample Library'), editor => editor.remove(keys));
	tell(window.showInformationMessage, localize('Removed {0} sample papers. Notes weren’t changed.', keys.length), {
		[localize('Undo')]: () => commands.executeCommand('marginalia.undoLibraryChange'),
	});
}
