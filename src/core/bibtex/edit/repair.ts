import type { TextEdit } from '../../text/edits';

/** A change that would mend it. */
export interface Repair {
	readonly title: string;
	readonly edits: readonly TextEdit[];
}
