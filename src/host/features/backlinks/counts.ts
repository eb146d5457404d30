import { Disposable, EventEmitter, FileDecoration, window } from 'vscode';
import type { Uri } from 'vscode';
import type { Papers } from '../../../core/library/papers';
import type { Log } from '../../../core/ports';
import { paperScheme } from '../../adapters/paperScheme';
import type { WorkspaceNotes } from '../../adapters/workspaceNotes';

/** How often each paper of the Library view is cited and mentioned, behind its title. */
export function registerCounts(papers: Papers, notes: WorkspaceNotes, log: Log): Disposable {
	const changes = new EventEmitter<undefined>();
	const countOf = (uri: Uri) => {
		const index = notes.ready;
		const head = uri.scheme === paperScheme ? papers.head(uri.path.slice(1)) : undefined;
		if (index === undefined || head === undefined) {
			return 0;
		}
		const own = index.notesOf({ 'citation-key': head.key, aliases: head.aliases }).map(({ path }) => path);
		return index.countOf({ keys: [head.key, ...head.aliases], notes: own });
	};
	return Disposable.from(
		changes,
		notes.onDidChange(() => changes.fire(undefined)),
		window.registerFileDecorationProvider({
			onDidChangeFileDecorations: changes.event,
			provideFileDecoration: uri => {
				if (uri.scheme === paperScheme && notes.ready === undefined) {
					// The first paper that is seen has the notes read; the event brings the counts.
					notes.current().catch((error: unknown) => log.error('The notes could not be read', error));
				}
				const count = countOf(uri);
				return count === 0 ? undefined : new FileDecoration(count > 99 ? '++' : String(count), `cited or linked ${count} ${count === 1 ? 'time' : 'times'}`);
			},
		}),
	);
}
