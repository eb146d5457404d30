import { Disposable, commands } from 'vscode';
import type { Papers } from '../../../core/library/papers';
import type { Log } from '../../../core/files/ports';
import { registerCommand } from '../../ui/commands';
import type { PdfWords } from '../../pdf/pdfWords';
import { onSettingChange, settings } from '../../settings/settings';
import { searchPapers } from '../../library/paperPicker';
import { SearchBox } from '../../library/searchBox';
import type { SearchHistory } from '../../library/searchHistory';

export interface SearchDependencies {
	readonly library: Papers;
	readonly log: Log;
	readonly pdfWords: () => Promise<PdfWords>;
	readonly history: SearchHistory;
	/** Shows a paper's row in the Library view. */
	readonly select: (key: string) => Promise<void>;
}

/** `Search Library…`: finds one paper and opens it. With a text as argument, the search begins with it; a box may be open already. */
export function registerSearch({ library, log, pdfWords: words, history, select }: SearchDependencies): Disposable {
	const searching = registerCommand(log, 'marginalia.searchLibrary', async argument => {
		const box = argument instanceof SearchBox ? argument : new SearchBox(typeof argument === 'string' ? argument : '');
		if (box.wasClosed) {
			box.pick.dispose();
			return;
		}
		const found = await searchPapers(library, {
			title: box.pick.title ?? '',
			placeholder: box.pick.placeholder ?? '',
			many: false,
			box: box.pick,
			history,
			...(settings.searchesPdfs() ? { pdfs: { words, log } } : {}),
		});
		const [key] = found?.keys ?? [];
		if (found !== undefined && key !== undefined) {
			await history.note(found.query);
			await commands.executeCommand('marginalia.openPaper', key, { search: found.query });
			await select(key);
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
