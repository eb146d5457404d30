import { Range, Uri, window, workspace } from 'vscode';
import type { Disposable } from 'vscode';
import { localize } from '../../../core/data/localize';
import { isBibtexFile } from '../../../core/bibtex/bibtexFile';
import type { LinkedPlace } from '../../../core/paper/head';
import type { Papers } from '../../../core/library/papers';
import type { Log } from '../../../core/files/ports';
import { keysOf } from '../../ui/commandArguments';
import { registerCommand, tell } from '../../ui/commands';
import { pickPapers } from '../../library/paperPicker';
import { linkedFileOf } from './linkedFileOf';

/** `Go to Entry` shows where a linked paper stands in its file, or the file of a group. It takes a key, a paper or a group of the tree. */
export function registerGoToEntry({ papers, log }: { readonly papers: Papers; readonly log: Log }): Disposable {
	return registerCommand(log, 'marginalia.goToEntry', async (...args) => {
		const file = linkedFileOf(args[0]);
		if (file !== undefined) {
			await window.showTextDocument(Uri.parse(file));
			return;
		}
		const keys =
			keysOf(args) ??
			(await pickPapers(papers, { title: localize('Go to entry'), placeholder: localize('Title, author, year, key or tag'), many: false }));
		const head = keys?.[0] === undefined ? undefined : papers.head(keys[0]);
		if (head?.linked !== undefined) {
			await showEntry(head.key, head.linked);
		} else if (keys !== undefined) {
			tell(
				window.showInformationMessage,
				head === undefined
					? localize('“{0}” isn’t in a linked bibliography.', keys[0] ?? '')
					: localize('“{0}” isn’t in a linked bibliography but in the library.', head.key),
			);
		}
	});
}

/** The line that the file was last read with may have moved in an editor since. */
async function showEntry(key: string, { file, line }: LinkedPlace): Promise<void> {
	const document = await workspace.openTextDocument(Uri.parse(file));
	const { entryKeys } = await import('../../../core/bibtex/edit/entryKeys');
	const known = isBibtexFile(document.fileName)
		? entryKeys(document.getText()).find(entry => entry.kind === 'entry' && entry.key === key)
		: undefined;
	const start =
		known === undefined ? document.lineAt(Math.min(line, document.lineCount) - 1).range.start : document.positionAt(known.start);
	const end = known === undefined ? start : document.positionAt(known.end);
	await window.showTextDocument(document, { selection: new Range(start, end) });
}
