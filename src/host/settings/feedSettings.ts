import { ConfigurationTarget, workspace } from 'vscode';
import type { Period } from '../../core/feeds/digest';
import type { FeedOrder } from '../../core/feeds/feedOrders';
import { feedOrders } from '../../core/feeds/feedOrders';
import type { Json } from '../../core/data/json';
import { isArray, stringsOf } from '../../core/data/json';

/** The user's settings of feeds, read at the moment they are needed. A workspace cannot change what is asked. */
export const feedSettings = {
	/** As it stands there: a list of subscriptions, or whatever the user wrote. */
	subscriptions: (): readonly Json[] => {
		const value: unknown = workspace.getConfiguration('marginalia').get('feeds.subscriptions');
		return isArray(value) ? value : [];
	},
	/** How often a message tells what the feeds brought. */
	news: (): Period | 'never' => {
		const value: unknown = workspace.getConfiguration('marginalia').get('feeds.tellMe');
		return value === 'day' || value === 'week' ? value : 'never';
	},
	pausesOnBattery: (): boolean => workspace.getConfiguration('marginalia').get('feeds.pauseOnBattery') !== false,
	/** Whether the reader wants suggestions. */
	forYou: (): boolean => workspace.getConfiguration('marginalia').get('feeds.forYou') === true,
	/** Words and phrases of papers that are not shown. */
	muted: (): readonly string[] => {
		const value: unknown = workspace.getConfiguration('marginalia').get('feeds.mute');
		return isArray(value) ? stringsOf(value) : [];
	},
	/** Whether pictures of papers may be asked of Hugging Face. */
	thumbnails: (): boolean => workspace.getConfiguration('marginalia').get('feeds.thumbnails') === true,
	order: (): FeedOrder => {
		const value: unknown = workspace.getConfiguration('marginalia').get('feeds.sortBy');
		return feedOrders.find(known => known === value) ?? 'trend';
	},
};

export async function setSubscriptions(subscriptions: readonly Json[]): Promise<void> {
	await workspace.getConfiguration('marginalia').update('feeds.subscriptions', subscriptions, ConfigurationTarget.Global);
}

export async function setMuted(words: readonly string[]): Promise<void> {
	await workspace.getConfiguration('marginalia').update('feeds.mute', words, ConfigurationTarget.Global);
}
