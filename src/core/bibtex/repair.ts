import type { TextEdit } from '../citing/syntax';

/** A change that would mend it. */
export interface Repair {
	readonly title: string;
	readonly edits: readonly TextEdit[];
}
