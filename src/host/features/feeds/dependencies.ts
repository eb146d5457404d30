import type { ExtensionContext } from 'vscode';
import type { Library } from '../../../core/library/library';
import type { Log } from '../../../core/ports';
import type { LibraryHistory } from '../../adapters/libraryHistory';
import type { Network } from '../../adapters/network';
import type { WorkspaceNotes } from '../../adapters/workspaceNotes';

export interface FeedsDependencies {
	readonly storage: ExtensionContext['globalStorageUri'];
	readonly library: Library;
	readonly log: Log;
	readonly history: LibraryHistory;
	readonly network: () => Promise<Network>;
	/** For all windows. */
	readonly memory: ExtensionContext['globalState'];
	/** For what is cited and noted. */
	readonly notes: WorkspaceNotes;
}
