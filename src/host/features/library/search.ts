import { Disposable, commands } from 'vscode';
import { localize } from '../../../core/data/localize';
import type { Papers } from '../../../core/library/papers';
import type { Log } from '../../../core/files/ports';
import { registerCommand } from '../../ui/commands';
import type { PdfWords } from '../../pdf/pdfWords';
import { onSettingChange, settings } from '../../settings/settings';
import { pickPapers } from '../../library/paperPicker';

/** `Search Library…`: finds one paper and opens it. With a text as argument, the search begins with it. */
export function registerSearch({
	library,
	log,
	pdfWords: words,
}: {
	readonly library: Papers;
	readonly log: Log;
	readonly pdfWords: () => Promise<PdfWords>;
}): Disposable {
	const searching = registerCommand(log, 'marginalia.searchLibrary', async query => {
		const keys = await pickPapers(library, {
			title: localize('Search the library'),
			placeholder: localize('Title, author, year, key or tag, in any order'),
			many: false,
			...(settings.searchesPdfs() ? { pdfs: { words, log } } : {}),
			...(typeof query === 'string' ? { query } : {}),
		});
		if (keys !== undefined) {
			await commands.executeCommand('marginalia.openPaper', keys);
		}
	});
	// Where nobody searched yet, what was kept is removed all the same.
	const forgetting = onSettingChange(['pdf.search'], () => {
		if (!settings.searchesPdfs()) {
			words().catch((error: unknown) => log.error('The text of PDFs could not be removed', error));
		}
	});
	return Disposable.from(searching, forgetting);
}
