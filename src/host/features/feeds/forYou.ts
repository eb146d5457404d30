import { localize } from '../../../core/data/localize';
import type { Suggestion } from '../../../core/feeds/forYou';
import { suggestionsFor, tellingKeys } from '../../../core/feeds/forYou';
import { fewestLiked } from '../../../core/feeds/taste';
import type { LibraryReader } from '../../../core/library/library';
import { Pace } from '../../../core/work/pace';
import type { Disposable, Log } from '../../../core/files/ports';
import { AfterPause } from '../../ui/afterPause';
import { feedSettings } from '../../settings/feedSettings';
import { pause } from '../../ui/pause';
import type { WorkspaceNotes } from '../../documents/workspaceNotes';
import type { Feeds } from './feeds';

export interface ForYouOptions {
	readonly feeds: Feeds;
	readonly library: LibraryReader;
	readonly notes: WorkspaceNotes;
	readonly log: Log;
	/** Called when there are other suggestions. */
	readonly onLearned: () => void;
}

/** Behind the last change, in milliseconds: whoever dismisses ten papers is learned from once. */
const rest = 2000;

/**
 * What the feeds brought that the reader should like: learned on this machine, where the user wants it, from what was saved, cited, noted
 * and dismissed.
 */
export class ForYou implements Disposable {
	private learned: readonly Suggestion[] | 'not yet' | 'too little' = 'not yet';
	private readonly learning = new AfterPause(rest, () => {
		this.learn().catch((error: unknown) => this.options.log.error('Suggestions could not be learned', error));
	});

	constructor(private readonly options: ForYouOptions) {}

	/** Something changed that is learned from. */
	readonly ask = (): void => {
		if (feedSettings.forYou()) {
			this.learning.ask();
		}
	};

	/** Best first, without what was saved or dismissed since. */
	get suggestions(): readonly Suggestion[] {
		return typeof this.learned === 'string' ? [] : this.learned.filter(({ entry }) => this.options.feeds.isUnsaved(entry));
	}

	/** Why there are none. */
	get hint(): string {
		switch (this.learned) {
			case 'not yet':
				return localize('Learning…');
			case 'too little':
				return localize('Save at least {0} papers. Suggestions learn from what you save, cite, annotate and dismiss.', fewestLiked);
			default:
				return localize('Nothing in your feeds matches your interests yet.');
		}
	}

	dispose(): void {
		this.learning.dispose();
	}

	private async learn(): Promise<void> {
		const { feeds, library } = this.options;
		const pace = new Pace(pause);
		const seen = await feeds.unsaved();
		const used = await this.usedKeys(pace);
		const kept = await library.papers(await tellingKeys(library.heads(), key => used.has(key.toLowerCase()), pace));
		this.learned = (await suggestionsFor({ kept, dismissed: [...feeds.marks.dismissed].reverse(), seen }, pace)) ?? 'too little';
		this.options.onLearned();
	}

	/** The keys, in small letters, that the workspace cites or has notes of. */
	private async usedKeys(pace: Pace): Promise<ReadonlySet<string>> {
		const index = await this.options.notes.current();
		const used = new Set<string>();
		for (const { citationKey } of index.notes()) {
			used.add(citationKey?.toLowerCase() ?? '');
			await pace.rest();
		}
		for (const { kind, target } of index.edges()) {
			if (kind === 'citation') {
				used.add(target.toLowerCase());
			}
			await pace.rest();
		}
		return used;
	}
}
