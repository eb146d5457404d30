import { Disposable, commands } from 'vscode';
import type { Library } from '../../../core/library/library';
import type { LinkedBibliographies } from '../../../core/library/linkedBibliographies';
import type { Papers } from '../../../core/library/papers';
import type { Log } from '../../../core/ports';
import type { LibraryHistory } from '../../adapters/libraryHistory';
import { registerAdopting } from './adopting';
import { registerGoToEntry } from './goToEntry';
import { registerLinking } from './linking';

export interface LinkedDependencies {
	readonly library: Library;
	readonly papers: Papers;
	readonly linked: LinkedBibliographies;
	readonly log: Log;
	readonly history: LibraryHistory;
}

/** Bibliography files that are used in place: linking them, going to their entries, and copying their papers into the library. */
export function registerLinked(dependencies: LinkedDependencies): Disposable {
	const { linked } = dependencies;
	const show = () => void commands.executeCommand('setContext', 'marginalia.hasLinked', linked.files().length > 0);
	show();
	return Disposable.from(linked.onDidChange(show), registerLinking(dependencies), registerGoToEntry(dependencies), registerAdopting(dependencies));
}
