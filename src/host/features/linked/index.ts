import { Disposable, commands } from 'vscode';
import { registerAdopting } from './adopting';
import type { LinkedDependencies } from './dependencies';
import { registerBibDiagnostics } from './diagnostics';
import { registerGoToEntry } from './goToEntry';
import { registerLinking } from './linking';

/**
 * Bibliography files that are used in place: linking them, going to their entries, what is wrong with them, and copying their papers into
 * the library.
 */
export function registerLinked(dependencies: LinkedDependencies): Disposable {
	const { linked } = dependencies;
	const show = () => void commands.executeCommand('setContext', 'marginalia.hasLinked', linked.files().length > 0);
	show();
	return Disposable.from(
		linked.onDidChange(show),
		registerLinking(dependencies),
		registerGoToEntry(dependencies),
		registerAdopting(dependencies),
		registerBibDiagnostics(dependencies),
	);
}
