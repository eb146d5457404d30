import { EventEmitter, FileDecoration } from 'vscode';
import type { Disposable, FileDecorationProvider, Uri } from 'vscode';
import { localizeCount } from '../../../core/data/localize';
import type { MentionCount, NoteIndex, PaperKeys } from '../../../core/notes/noteIndex';
import { tagColors } from '../../../core/library/labels';
import type { TagColor } from '../../../core/library/labels';
import type { Log } from '../../../core/files/ports';
import { paperScheme, paperUri } from '../../library/paperScheme';
import { themeColorOf } from '../../ui/tagColors';
import type { WorkspaceNotes } from '../../documents/workspaceNotes';

const none: MentionCount = { places: 0, files: 0 };

/**
 * How often the workspace cites and links papers. Its notes are read when the first paper is asked for, and nobody waits for that: until
 * then each has none.
 */
export class BacklinkCounts implements Disposable {
	private index: NoteIndex | undefined;
	private asked = false;
	private readonly changes = new EventEmitter<void>();
	/** Comes when counts may be others than those that were given. */
	readonly onDidChange = this.changes.event;
	private readonly subscription: Disposable;

	constructor(
		private readonly notes: WorkspaceNotes,
		private readonly log: Log,
	) {
		this.subscription = notes.onDidChange(() => {
			if (this.index !== undefined) {
				this.changes.fire();
			}
		});
	}

	of(paper: PaperKeys): MentionCount {
		this.ask();
		return this.index?.countOf(this.index.subjectOf(paper)) ?? none;
	}

	hasNote({ key, aliases }: PaperKeys): boolean {
		this.ask();
		return (this.index?.notesOf({ 'citation-key': key, aliases }).length ?? 0) > 0;
	}

	/** Resolves when the workspace's notes are read. */
	async ready(): Promise<void> {
		this.ask();
		await this.notes.current();
	}

	dispose(): void {
		this.subscription.dispose();
		this.changes.dispose();
	}

	private ask(): void {
		if (!this.asked) {
			this.asked = true;
			this.start().catch((error: unknown) => this.log.error('The backlinks could not be counted', error));
		}
	}

	private async start(): Promise<void> {
		this.index = await this.notes.current();
		this.changes.fire();
	}
}

/** `3 backlinks`; empty where there are none. */
export function backlinksText({ places }: Pick<MentionCount, 'places'>): string {
	return places === 0 ? '' : localizeCount(places, '1 backlink', '{0} backlinks');
}

/**
 * The paper's address with the count, which stands at the end of its row: a row's own text ends where the sidebar does. With the colour of
 * its tag, which the row takes.
 */
export function badgedUri(key: string, { places }: MentionCount, color?: TagColor): Uri {
	return paperUri(key).with({ query: color ?? '', fragment: places === 0 ? '' : String(places) });
}

/** Badges have room for two signs. */
export const backlinkBadges: FileDecorationProvider = {
	provideFileDecoration({ scheme, fragment, query }: Uri): FileDecoration | undefined {
		const color = tagColors.find(name => name === query);
		if (scheme !== paperScheme || (fragment === '' && color === undefined)) {
			return undefined;
		}
		const badge = fragment.length > 2 ? '++' : fragment === '' ? undefined : fragment;
		return new FileDecoration(badge, badge && backlinksText({ places: Number(fragment) }), color && themeColorOf(color));
	},
};
