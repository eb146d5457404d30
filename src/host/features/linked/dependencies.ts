import type { RecordedLibrary } from '../../../core/library/recordedLibrary';
import type { LinkedBibliographies } from '../../../core/library/linkedBibliographies';
import type { Papers } from '../../../core/library/papers';
import type { Log } from '../../../core/files/ports';

export interface LinkedDependencies {
	readonly library: RecordedLibrary;
	readonly papers: Papers;
	readonly linked: LinkedBibliographies;
	readonly log: Log;
}
