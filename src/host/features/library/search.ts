import { commands } from 'vscode';
import type { Disposable } from 'vscode';
import { localize } from '../../../core/data/localize';
import type { Papers } from '../../../core/library/papers';
import type { Log } from '../../../core/files/ports';
import { registerCommand } from '../../ui/commands';
import { pickPapers } from '../../library/paperPicker';

/** `Search Library…`: finds one paper and opens it. With a text as argument, the search begins with it. */
export function registerSearch({ library, log }: { readonly library: Papers; readonly log: Log }): Disposable {
	return registerCommand(log, 'marginalia.searchLibrary', async query => {
		const keys = await pickPapers(library, {
			title: localize('Search the library'),
			placeholder: localize('Title, author, year, key or tag, in any order'),
			many: false,
			...(typeof query === 'string' ? { query } : {}),
		});
		if (keys !== undefined) {
			await commands.executeCommand('marginalia.openPaper', keys);
		}
	});
}
