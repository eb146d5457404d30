import { Disposable } from 'vscode';
import type { Memento } from 'vscode';
import type { Papers } from '../../../core/library/papers';
import type { Log } from '../../../core/files/ports';
import type { CitationFormatting } from '../../documents/citationFormatting';
import { registerCommand } from '../../ui/commands';
import type { LastEditor } from '../../documents/lastEditor';
import { lazily } from '../../../core/work/lazily';

export interface BibliographyDependencies {
	readonly papers: Papers;
	readonly log: Log;
	readonly formatting: CitationFormatting;
	readonly lastEditor: LastEditor;
	/** Where the style and the format of the last copy are kept. */
	readonly memory: Memento;
}

/** Formatted references into documents and onto the clipboard. */
export function registerBibliography({ papers, log, formatting, lastEditor, memory }: BibliographyDependencies): Disposable {
	const copier = lazily(async () => new (await import('./copyReference')).ReferenceCopier(papers, formatting, memory));
	return Disposable.from(
		registerCommand(log, 'marginalia.insertBibliography', async () =>
			(await import('./insertBibliography')).insertBibliography(formatting, await lastEditor.get()),
		),
		registerCommand(log, 'marginalia.copyFormattedReference', async (...args) => (await copier()).copy(args, false)),
		registerCommand(log, 'marginalia.copyFormattedReferenceAs', async (...args) => (await copier()).copy(args, true)),
	);
}
