import { isObject } from '../../../core/json';
import type { FeedEntry } from '../../../core/feeds/feedContents';
import type { Subscription } from '../../../core/feeds/subscription';

/** What stands in the Feeds tree. Commands of its menus receive these. */
export type FeedsNode = FeedNode | EntryNode | HintNode;

export interface FeedNode {
	readonly kind: 'feed';
	readonly id: string;
	readonly subscription: Subscription;
}

export interface EntryNode {
	readonly kind: 'entry';
	readonly feed: FeedNode;
	readonly entry: FeedEntry;
}

/** Stands in place of papers and says why there are none. */
export interface HintNode {
	readonly kind: 'hint';
	readonly feed: FeedNode;
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
	return isObject(value) && (value['kind'] === 'feed' || ((value['kind'] === 'entry' || value['kind'] === 'hint') && isObject(value['feed'])));
}
