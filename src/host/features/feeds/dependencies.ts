import type { ExtensionContext } from 'vscode';
import type { Library } from '../../../core/library/library';
import type { Log } from '../../../core/ports';
import type { LibraryHistory } from '../../adapters/libraryHistory';
import type { Network } from '../../adapters/network';

export interface FeedsDependencies {
	readonly storage: ExtensionContext['globalStorageUri'];
	readonly library: Library;
	readonly log: Log;
	readonly history: LibraryHistory;
	readonly network: () => Promise<Network>;
}
