import type { Paper } from '../paper/paper';
import type { Disposable } from '../files/ports';
import type { Alike } from '../search/alike';
import type { Head } from '../paper/head';
import type { FindOptions } from './paperFinder';

/** Papers to read, find and cite, wherever they are kept: the library, linked bibliographies, or both. What only reads takes this. */
export interface Papers {
	/** Every paper's head, in no particular order; the same array until something changes. */
	heads(): readonly Head[];
	/** By citation key, alias or id. Keys do not tell cases apart. */
	head(key: string): Head | undefined;
	paper(key: string): Promise<Paper | undefined>;
	/** The papers of some keys, in their order, unknown keys left out. */
	papers(keys: readonly string[]): Promise<readonly Paper[]>;
	/**
	 * Papers by words of title, authors, abstract, year, tags and key, best first, as far as can be told at once. The empty query finds all.
	 */
	find(query: string, options: FindOptions): readonly Head[];
	/** {@link find}, but waiting until all papers can be found by all their words. */
	search(query: string, options: FindOptions): Promise<readonly Head[]>;
	onDidChange(listener: () => void): Disposable;
}

/** Papers of which a list can show those that fit. */
export interface FilteredPapers extends Papers {
	/**
	 * The ids of all papers that {@link Papers.find} would find if there were room, giving way to the host meanwhile; `undefined` where it
	 * was cancelled.
	 */
	matching(query: string, cancelled?: () => boolean): Promise<ReadonlySet<string> | undefined>;
	/** The papers most like one by rare words and authors, best first and without itself, once all can be found by all their words. */
	alike(paper: Paper, limit: number): Promise<readonly Alike[]>;
}
