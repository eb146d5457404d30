import type { ExtensionContext } from 'vscode';
import type { RecordedLibrary } from '../../../core/library/recordedLibrary';
import type { Log } from '../../../core/files/ports';
import type { Network } from '../../network/network';
import type { WorkspaceNotes } from '../../documents/workspaceNotes';

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
