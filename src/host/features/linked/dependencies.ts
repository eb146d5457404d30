import type { Library } from '../../../core/library/library';
import type { LinkedBibliographies } from '../../../core/library/linkedBibliographies';
import type { Papers } from '../../../core/library/papers';
import type { Log } from '../../../core/ports';
import type { LibraryHistory } from '../../adapters/libraryHistory';

export interface LinkedDependencies {
	readonly library: Library;
	readonly papers: Papers;
	readonly linked: LinkedBibliographies;
	readonly log: Log;
	readonly history: LibraryHistory;
}
