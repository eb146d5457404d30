import type { IncomingPaper } from '../paper/paper';

/** What a references file should have. */
export interface Wanted {
	/** Every key that is cited, whether or not anybody knows its paper. */
	readonly cited: ReadonlySet<string>;
	/** The papers of those that are known, each under the key by which it is cited. */
	readonly papers: readonly IncomingPaper[];
	/** Whether entries of ours that nobody cites any more go. */
	readonly remove: boolean;
}

export type ReferencesUpdate =
	| {
			readonly kind: 'updated';
			readonly text: string;
			readonly added: number;
			readonly changed: number;
			readonly removed: number;
	  }
	/** The file is not what it should be, so that nobody can tell where its entries end. One-based line. */
	| { readonly kind: 'unreadable'; readonly line: number; readonly message: string };
