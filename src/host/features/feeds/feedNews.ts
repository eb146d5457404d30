import { commands, window } from 'vscode';
import type { ExtensionContext } from 'vscode';
import { localize, localizeCount } from '../../../core/data/localize';
import type { Period } from '../../../core/feeds/digest';
import { isOfSpan, spanOf } from '../../../core/feeds/digest';
import type { FeedEntry } from '../../../core/feeds/feedContents';
import { dayFrom } from '../../../core/feeds/feedOrder';
import { present } from '../../../core/paper/paper';
import { tell } from '../../ui/commands';
import { feedSettings } from '../../settings/feedSettings';
import { today } from './calendar';

const toldName = 'feeds.told';

/** Tells once a day, or once a week, what the feeds brought, where the user wants it. Only the window that polls may ask for it. */
export class FeedNews {
	constructor(private readonly memory: ExtensionContext['globalState']) {}

	/** Of the running day; of the week before as soon as a new one has begun. */
	async tellOnce(unsaved: () => Promise<readonly FeedEntry[]>): Promise<void> {
		const period = feedSettings.news();
		if (period === 'never') {
			return;
		}
		const now = new Date();
		const day = period === 'day' ? today() : dayFrom(spanOf('week', now).from, -1);
		const span = spanOf(period, new Date(`${day}T12:00:00`));
		if (this.memory.get(toldName) === span.name) {
			return;
		}
		const count = (await unsaved()).filter(({ paper: { source }, seen }) =>
			isOfSpan({ ...present('source', source), added: seen }, span, now),
		).length;
		if (count > 0) {
			await this.memory.update(toldName, span.name);
			tell(window.showInformationMessage, sentence(period, count), {
				[localize('Create Digest')]: () => commands.executeCommand('marginalia.writeDigest', period, day),
				[localize('Show Feeds')]: () => commands.executeCommand('marginalia.feeds.focus'),
			});
		}
	}
}

function sentence(period: Period, count: number): string {
	return period === 'day'
		? localizeCount(count, '1 new paper in your feeds today.', '{0} new papers in your feeds today.')
		: localizeCount(count, '1 new paper in your feeds last week.', '{0} new papers in your feeds last week.');
}
