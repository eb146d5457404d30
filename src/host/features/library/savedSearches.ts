import { Disposable, EventEmitter, workspace } from 'vscode';
import type { Log } from '../../../core/files/ports';
import type { Group } from '../../../core/library/groups';
import type { LibraryReader } from '../../../core/library/library';
import type { SavedSearch, SmartGroups } from '../../../core/library/smartGroups';
import { asksOfNotes } from '../../../core/search/facts';
import { lazily } from '../../../core/work/lazily';
import { onSettingChange, settings } from '../../settings/settings';
import type { BacklinkCounts } from './backlinkCounts';

/** How often it is looked whether papers are too old by now for a search. In milliseconds. */
const hour = 3_600_000;

/** The saved searches of this workspace with their papers, which follow the library, its notes and the clock. */
export class SavedSearches implements Disposable {
	private readonly changes = new EventEmitter<void>();
	/** Comes when {@link groups} are others. */
	readonly onDidChange = this.changes.event;
	private latest: readonly Group[] = [];
	private readonly smart = lazily(
		async (): Promise<SmartGroups> => new (await import('../../../core/library/smartGroups')).SmartGroups(this.library),
	);
	private readonly clock = setInterval(() => this.updateSoon(asksOfTime), hour);
	private readonly subscriptions: Disposable;

	constructor(
		private readonly library: LibraryReader,
		private readonly backlinks: BacklinkCounts,
		private readonly log: Log,
	) {
		this.subscriptions = Disposable.from(
			this.changes,
			library.onDidChange(() => this.updateSoon()),
			backlinks.onDidChange(() => this.updateSoon(asksOfNotes)),
			onSettingChange(['library.savedSearches'], () => this.updateSoon()),
		);
		this.updateSoon();
	}

	/** As they were found last. */
	groups(): readonly Group[] {
		return this.latest;
	}

	dispose(): void {
		clearInterval(this.clock);
		this.subscriptions.dispose();
	}

	/** Looks again for queries that are stale, and takes in what changed for all others. */
	private updateSoon(isStale?: (query: string) => boolean): void {
		this.update(isStale).catch((error: unknown) => this.log.error('Saved searches could not be brought up to date', error));
	}

	private async update(isStale?: (query: string) => boolean): Promise<void> {
		const searches = settings.savedSearches();
		if ((searches.length === 0 && this.latest.length === 0) || (isStale !== undefined && !searches.some(({ query }) => isStale(query)))) {
			return;
		}
		if (searches.some(({ query }) => asksOfNotes(query))) {
			await this.backlinks.ready();
		}
		const smart = await this.smart();
		if (isStale !== undefined) {
			smart.forget(isStale);
		}
		this.latest = await smart.of(searches);
		this.changes.fire();
	}
}

/** `added:<7d`. */
function asksOfTime(query: string): boolean {
	return /(?:(?:added|updated|due|read):[<>=]*\d+[dwmy]|due:overdue|(?:due|read):today)/i.test(query);
}

/** Keeps searches where git can merge them: in the settings of the workspace, or the user's where no workspace is open. */
export async function keepSearches(searches: readonly SavedSearch[]): Promise<void> {
	await workspace
		.getConfiguration('marginalia')
		.update(
			'library.savedSearches',
			searches.length === 0 ? undefined : Object.fromEntries(searches.map(({ name, query }) => [name, query])),
			workspace.workspaceFolders === undefined,
		);
}
