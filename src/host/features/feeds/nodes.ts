import { isObject } from '../../../core/data/json';
import type { FeedEntry } from '../../../core/feeds/feedContents';
import type { Subscription } from '../../../core/feeds/subscription';

/** What stands in the Feeds tree. Commands of its menus receive these. */
export type FeedsNode = FeedNode | ForYouNode | EntryNode | HintNode;

export interface FeedNode {
	readonly kind: 'feed';
	readonly id: string;
	readonly subscription: Subscription;
}

/** What all feeds brought that the reader should like. */
export interface ForYouNode {
	readonly kind: 'forYou';
	readonly id: 'for-you';
}

export interface EntryNode {
	readonly kind: 'entry';
	/** Where it stands. */
	readonly feed: FeedNode | ForYouNode;
	readonly entry: FeedEntry;
	/** The words for which it was suggested. */
	readonly because?: readonly string[];
}

/** Stands in place of papers and says why there are none. */
export interface HintNode {
	readonly kind: 'hint';
	readonly feed: FeedNode | ForYouNode;
	readonly text: string;
	/** Switches the feed's service on. */
	readonly switchesOn: boolean;
}

/** The nodes among a command's arguments: the menu passes the clicked one and then the whole selection. */
export function nodesOf(args: readonly unknown[]): readonly FeedsNode[] {
	const [first, second] = args;
	return (Array.isArray(second) && second.length > 0 ? second : [first]).filter(isNode);
}

function isNode(value: unknown): value is FeedsNode {
	return (
		isObject(value) &&
		(value['kind'] === 'feed' ||
			value['kind'] === 'forYou' ||
			((value['kind'] === 'entry' || value['kind'] === 'hint') && isObject(value['feed'])))
	);
}
