import type { Head } from '../../../core/paper/head';
import type { Group } from '../../../core/library/groups';
import type { VolumeProblem } from '../../../core/library/volumeText';

/** What stands in the Library tree. Commands of its menus receive these. */
export type LibraryNode = GroupNode | PaperNode | MoreNode | ProblemNode;

export interface GroupNode {
	readonly kind: 'group';
	readonly group: Group;
	/** How many of its papers are shown; more come page by page. */
	readonly shown: number;
	/** Whether the tree has no other group. */
	readonly isOnly: boolean;
}

export interface PaperNode {
	readonly kind: 'paper';
	readonly key: string;
	readonly head: Head;
	readonly group: string;
}

/** Stands behind the first papers of a large group, and behind the first groups of very many. */
export interface MoreNode {
	readonly kind: 'more';
	/** The group's id; empty at the top of the tree. */
	readonly group: string;
	readonly left: number;
	/** How many more it brings. */
	readonly page: number;
}

/** What is wrong with a file of the library, first in the tree until it is repaired. */
export interface ProblemNode {
	readonly kind: 'problem';
	readonly problem: VolumeProblem;
}

/** Rows that were dragged: the text that their drag hands out, and the collections among them where they are nothing else. */
export interface DraggedRows {
	readonly text: string;
	readonly collections: readonly string[];
}
