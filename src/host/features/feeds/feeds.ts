import { EventEmitter, RelativePattern, Uri, workspace } from 'vscode';
import type { ExtensionContext } from 'vscode';
import { localize } from '../../../core/data/localize';
import type { FeedContents, FeedEntry } from '../../../core/feeds/feedContents';
import { entryId, listDay, newestDay } from '../../../core/feeds/feedContents';
import { ofNewestDay, orderEntries } from '../../../core/feeds/feedOrder';
import { FeedStore } from '../../../core/feeds/feedStore';
import { Lease } from '../../../core/feeds/lease';
import { Polling, serviceOf } from '../../../core/feeds/polling';
import type { IncomingPaper } from '../../../core/paper/paper';
import { muting } from '../../../core/feeds/muting';
import { announcementOf } from '../../../core/feeds/pages';
import { ReadMarks } from '../../../core/feeds/readMarks';
import { idOf, intervals, readSubscriptions } from '../../../core/feeds/subscription';
import type { Subscription } from '../../../core/feeds/subscription';
import { knownAmong } from '../../../core/library/knownPapers';
import type { LibraryReader } from '../../../core/library/library';
import { Pace } from '../../../core/work/pace';
import type { Disposable, Log } from '../../../core/files/ports';
import type { Asking } from '../../../core/sources/asking';
import { dailyPapers } from '../../../core/sources/dailyPapers';
import { serviceLabel as serviceLabel } from '../../../core/sources/services';
import { wordsOf } from '../../../core/text/fold';
import { feedSettings } from '../../settings/feedSettings';
import { folderStore } from '../../files/folderStore';
import { shouldSave } from '../../network/frugality';
import { AfterPause } from '../../ui/afterPause';
import { pause } from '../../ui/pause';
import type { FeedNode, FeedsNode } from './nodes';

export interface FeedsOptions {
	readonly storage: ExtensionContext['globalStorageUri'];
	readonly library: LibraryReader;
	readonly log: Log;
	readonly asking: Asking;
}

/** What one day of Daily Papers brought, or the sentence why it brought nothing. */
type DayList = { readonly day: string } & (
	| { readonly kind: 'entries'; readonly entries: readonly FeedEntry[] }
	| { readonly kind: 'hint'; readonly sentence: string }
);

/** The feeds of this window: what is subscribed, what came, what was read of it. */
export class Feeds implements Disposable {
	readonly marks: ReadMarks;
	readonly polling: Polling;
	private readonly store: FeedStore;
	private readonly lease: Lease;
	private readonly changes = new EventEmitter<void>();
	readonly onDidChange = this.changes.event;
	/** Citation keys in the library by entry, as far as they were looked up. */
	private known = new Map<string, string | undefined>();
	private readonly days = new Map<string, DayList>();
	private readonly belongings: readonly Disposable[];
	private timer: ReturnType<typeof setTimeout> | undefined;
	private muted: { readonly name: string; readonly isMuted: (paper: IncomingPaper) => boolean } | undefined;

	constructor(private readonly options: FeedsOptions) {
		const folder = Uri.joinPath(options.storage, 'feeds');
		const { files, path } = folderStore(folder);
		const clock = { now: () => new Date() };
		this.store = new FeedStore(files, path, options.log);
		this.marks = new ReadMarks(files, `${path}/marks.json`, options.log);
		this.lease = new Lease(files, `${path}/lease.json`, Math.random().toString(36).slice(2), clock);
		this.polling = new Polling({
			asking: options.asking,
			store: this.store,
			lease: this.lease,
			clock,
			log: options.log,
			random: Math.random,
			shouldSave: async () => feedSettings.pausesOnBattery() && shouldSave(),
		});
		const later = () => this.changeSoon();
		// Other windows write marks and contents, and so does this one.
		const written = workspace.createFileSystemWatcher(new RelativePattern(folder, '*.json'), false, false, true);
		const reading = new AfterPause(
			100,
			() =>
				void this.read().catch((error: unknown) => options.log.error('What another window wrote of the feeds could not be read', error)),
		);
		this.belongings = [
			written,
			written.onDidChange(reading.ask),
			written.onDidCreate(reading.ask),
			reading,
			this.store.onDidChange(later),
			this.marks.onDidChange(later),
			this.polling.onDidChange(later),
			options.library.onDidChange(() => {
				this.known = new Map();
				later();
			}),
		];
	}

	get subscriptions(): readonly Subscription[] {
		return readSubscriptions(feedSettings.subscriptions()).subscriptions;
	}

	/** Reads what the disk has of every feed. */
	async read(): Promise<void> {
		await Promise.all([this.marks.refresh(), ...this.subscriptions.map(({ topic }) => this.store.read(idOf(topic)))]);
	}

	/** Asks for what is due, where the workspace may. Resolves to whether this is the window that asks. */
	async pollDue(): Promise<boolean> {
		await this.marks.refresh();
		return workspace.isTrusted && this.polling.pollDue(this.subscriptions);
	}

	/**
	 * What all feeds brought and is to be saved or dismissed yet, each paper once, though one feed may know it by its arXiv id and another by
	 * its DOI.
	 */
	async unsaved(): Promise<readonly FeedEntry[]> {
		const brought = this.subscriptions.flatMap(({ topic }) => this.store.current(idOf(topic)).entries);
		const entries = [...new Map(brought.map(entry => [wordsOf(entry.paper.title).join(' ') || entry.id, entry])).values()];
		await this.learnKnown(entries);
		const isMuted = this.muting();
		return entries.filter(entry => this.isUnsaved(entry) && !isMuted(entry.paper));
	}

	/** As far as is known without looking it up. */
	isUnsaved(entry: FeedEntry): boolean {
		return this.marks.of(entry.paper) !== 'dismissed' && this.keyOf(entry) === undefined;
	}

	contents(feed: FeedNode): FeedContents {
		return this.store.current(feed.id);
	}

	/** The day of Daily Papers that is shown in place of the newest; `undefined` for that. */
	dayOf(feed: FeedNode): string | undefined {
		return this.days.get(feed.id)?.day;
	}

	/** What a feed shows: no dismissed papers, in the user's order. */
	entries(feed: FeedNode): readonly FeedEntry[] {
		return orderEntries(
			this.shown(feed).filter(({ paper }) => this.marks.of(paper) !== 'dismissed'),
			feedSettings.order(),
			new Date(),
		);
	}

	/** In no order: they are counted and marked, at every change of anything. */
	unread(feed: FeedNode): readonly FeedEntry[] {
		return this.shown(feed).filter(({ paper }) => this.marks.of(paper) === undefined);
	}

	/** Whether an entry came since the visit before this one. */
	isNew({ paper, seen }: FeedEntry): boolean {
		const isUnread = this.marks.of(paper) === undefined;
		// Another version of a known paper is no news of its day.
		return isUnread && this.marks.lastVisit !== undefined && seen > this.marks.lastVisit && announcementOf(paper) !== 'replaced';
	}

	/** The day of an unread paper that is left from a list before the newest. */
	earlierDay(feed: FeedNode, { paper }: FeedEntry): string | undefined {
		const day = listDay(paper);
		return this.dayOf(feed) !== undefined || day === newestDay(this.contents(feed).entries) ? undefined : day;
	}

	keyOf({ id }: FeedEntry): string | undefined {
		return this.known.get(id);
	}

	/** {@link learnKnown} while the view goes on; it is drawn again when something was found. */
	learnKnownSoon(entries: readonly FeedEntry[]): void {
		this.learnKnown(entries).catch((error: unknown) =>
			this.options.log.error('The papers of feeds could not be looked up in the library', error),
		);
	}

	/** Looks up which entries the library has. */
	async learnKnown(entries: readonly FeedEntry[]): Promise<void> {
		const { known } = this;
		const asked = entries.filter(({ id }) => !known.has(id));
		if (asked.length > 0) {
			const found = await knownAmong(
				this.options.library,
				asked.map(({ paper }) => paper),
				new Pace(pause),
			);
			asked.forEach(({ id, paper }) => known.set(id, found.get(paper)));
			if (found.size > 0) {
				this.changeSoon();
			}
		}
	}

	/** Why a feed shows nothing. */
	hint(feed: FeedNode): Extract<FeedsNode, { kind: 'hint' }> {
		const { asking } = this.options;
		const service = serviceOf(feed.subscription);
		const day = this.days.get(feed.id);
		const contents = this.contents(feed);
		const hint = (text: string, switchesOn = false) => ({ kind: 'hint' as const, feed, text, switchesOn });
		if (day?.kind === 'hint') {
			return hint(day.sentence, !asking.mayAsk(service));
		}
		if (!asking.mayAsk(service)) {
			return workspace.isTrusted
				? hint(localize('{0} is off. Turn it on', serviceLabel(service)), true)
				: hint(localize('This workspace isn’t trusted, so no service is contacted.'));
		}
		return hint(
			this.polling.isRunning(feed.subscription)
				? localize('Refreshing…')
				: this.polling.pauses && contents.at === undefined
					? localize('Paused to save battery or data. Refresh to check now.')
					: (contents.trouble ??
						(contents.at === undefined
							? localize('Not refreshed yet.')
							: contents.entries.length === 0
								? localize('No papers yet.')
								: localize('All dismissed.'))),
		);
	}

	/** Shows a day of Daily Papers, or the newest again. */
	async showDay(feed: FeedNode, day: string | undefined): Promise<void> {
		if (day === undefined) {
			this.days.delete(feed.id);
		} else {
			const list = { kind: 'day', date: day } as const;
			const isPast = Date.now() - Date.parse(day) > 2 * intervals.day;
			const request = dailyPapers.list(list, 0, 100);
			const answer = await this.options.asking.papers(isPast ? { ...request, keep: intervals.week } : request, body =>
				dailyPapers.parse(body, list),
			);
			this.days.set(
				feed.id,
				answer.kind === 'papers' && answer.papers.length > 0
					? { day, kind: 'entries', entries: answer.papers.map(paper => ({ id: entryId(paper), paper, seen: `${day}T00:00:00.000Z` })) }
					: {
							day,
							kind: 'hint',
							sentence: answer.kind === 'papers' || answer.kind === 'missing' ? localize('No papers on this day.') : answer.sentence,
						},
			);
		}
		this.changes.fire();
	}

	async forget(): Promise<void> {
		await this.store.keepOnly(this.subscriptions.map(({ topic }) => idOf(topic)));
	}

	dispose(): void {
		clearTimeout(this.timer);
		this.belongings.forEach(belonging => belonging.dispose());
		this.changes.dispose();
		this.lease.release().catch((error: unknown) => this.options.log.error('The feeds could not be left to another window', error));
	}

	private shown(feed: FeedNode): readonly FeedEntry[] {
		const day = this.days.get(feed.id);
		if (day !== undefined) {
			return day.kind === 'entries' ? day.entries : [];
		}
		const contents = this.contents(feed);
		const isMuted = this.muting();
		const shown =
			feed.id === 'daily-papers:day' ? ofNewestDay(contents, ({ paper }) => this.marks.of(paper) === undefined) : contents.entries;
		return shown.filter(({ paper }) => !isMuted(paper));
	}

	/** How many papers of a feed are not shown for the words they have. */
	mutedIn(feed: FeedNode): number {
		const isMuted = this.muting();
		return this.contents(feed).entries.filter(({ paper }) => isMuted(paper)).length;
	}

	private muting(): (paper: IncomingPaper) => boolean {
		const words = feedSettings.muted();
		const name = JSON.stringify(words);
		if (this.muted?.name !== name) {
			this.muted = { name, isMuted: muting(words) };
		}
		return this.muted.isMuted;
	}

	/** Many things change at once. */
	private changeSoon(): void {
		this.timer ??= setTimeout(() => {
			this.timer = undefined;
			this.changes.fire();
		}, 50);
	}
}
