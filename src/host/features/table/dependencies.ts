import type { Memento, Uri } from 'vscode';
import type { Log } from '../../../core/files/ports';
import type { FilteredPapers, Papers } from '../../../core/library/papers';
import type { LibraryLabels } from '../../library/libraryLabels';

export interface TableDependencies {
	readonly extensionUri: Uri;
	/** The library and what is linked. */
	readonly papers: Papers;
	/** Both, each by itself. */
	readonly sources: readonly FilteredPapers[];
	/** The colours of tags. */
	readonly labels: Pick<LibraryLabels, 'now' | 'onDidChange'>;
	readonly notes: { onDidChange(listener: () => void): { dispose(): void } };
	/** What is remembered of this workspace. */
	readonly memory: Memento;
	readonly log: Log;
}
