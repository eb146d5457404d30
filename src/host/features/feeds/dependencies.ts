import type { ExtensionContext } from 'vscode';
import type { RecordedLibrary } from '../../../core/library/recordedLibrary';
import type { Log } from '../../../core/ports';
import type { Network } from '../../adapters/network';
import type { WorkspaceNotes } from '../../adapters/workspaceNotes';

export interface FeedsDependencies {
	readonly storage: ExtensionContext['globalStorageUri'];
	readonly library: RecordedLibrary;
	readonly log: Log;
	readonly network: () => Promise<Network>;
	/** For all windows. */
	readonly memory: ExtensionContext['globalState'];
	/** For what is cited and noted. */
	readonly notes: WorkspaceNotes;
}
