import { localize } from '../data/localize';
import { Pace } from '../work/pace';
import type { Pause } from '../work/pace';
import type { Paper } from '../paper/paper';
import type { Backup, Backups } from './backups';
import { foldKey } from './foldKey';
import type { Change, LibraryEditor, LibraryReader, Outcome, Refusal } from './library';

/** A paper as a list shows it. */
export interface PaperLine {
	readonly id: string;
	readonly key: string;
	readonly title: string;
}

export interface ChangedPaper extends PaperLine {
	readonly fields: readonly string[];
}

/** What a backup has otherwise than the library. */
export interface BackupDifference {
	/** Papers of the backup that the library lacks. */
	readonly missing: readonly PaperLine[];
	/** Papers that both have, and the fields in which they differ. */
	readonly changed: readonly ChangedPaper[];
	/** Papers of the library that the backup lacks. None where part of the backup cannot be read, since they may stand there. */
	readonly added: readonly PaperLine[];
	/** How many papers of the backup, at least, cannot be read. */
	readonly unreadable: number;
}

export interface RestoreOptions {
	readonly pause?: Pause;
	readonly cancelled?: () => boolean;
	/** Of all papers to look at, those that were. */
	readonly progress?: (done: number, all: number) => void;
}

/** `missing` brings back papers that are gone; `exact` also takes back what changed and removes what was added since. */
export type RestoreMode = 'missing' | 'exact';

/** `undefined` where it was cancelled. */
export async function compareWithBackup(
	library: LibraryReader,
	backups: Backups,
	backup: Backup,
	options: RestoreOptions = {},
): Promise<BackupDifference | undefined> {
	const { pause = () => Promise.resolve(), cancelled = () => false, progress } = options;
	const pace = new Pace(pause);
	const missing: PaperLine[] = [];
	const changed: ChangedPaper[] = [];
	const known = new Set<string>();
	let unreadable = 0;
	for await (const volume of backups.volumesOf(backup)) {
		unreadable += volume.unreadable;
		const current = await currentOf(library, volume.papers);
		for (const paper of volume.papers) {
			const now = current.get(paper.id);
			known.add(paper.id);
			if (now === undefined) {
				missing.push(lineOf(paper));
			} else if (JSON.stringify(now) !== JSON.stringify(paper)) {
				changed.push({ ...lineOf(paper), fields: differingFields(now, paper) });
			}
			await pace.rest();
		}
		if (cancelled()) {
			return undefined;
		}
		progress?.(known.size, backup.papers);
	}
	const added = library
		.heads()
		.filter(({ id }) => unreadable === 0 && !known.has(id))
		.map(({ id, key, title }) => ({ id, key, title }));
	return { missing, changed, added, unreadable };
}

/**
 * Restores papers as ordinary changes of the library, volume by volume, so that what another window changes meanwhile is merged and all can
 * be undone. Where it is cancelled, what was done until then stays. A paper whose key another one has by now comes back under the next free
 * key.
 */
export async function restoreBackup(
	library: LibraryReader,
	editor: LibraryEditor,
	backups: Backups,
	backup: Backup,
	mode: RestoreMode,
	options: RestoreOptions = {},
): Promise<Outcome> {
	const { cancelled = () => false, progress } = options;
	const changes: Change[] = [];
	const refused: Refusal[] = [];
	const known = new Set<string>();
	const make = async (part: readonly Change[]) => {
		if (part.length > 0) {
			const outcome = await editor.undo(part);
			changes.push(...outcome.changes);
			refused.push(...outcome.refused);
		}
	};
	if (mode === 'exact') {
		// Before anything comes back: what is removed may have the keys of what comes back.
		let unreadable = 0;
		for await (const volume of backups.volumesOf(backup)) {
			volume.papers.forEach(({ id }) => known.add(id));
			unreadable += volume.unreadable;
		}
		const added = library.heads().flatMap(({ id }) => (unreadable > 0 || known.has(id) ? [] : [id]));
		for (let at = 0; at < added.length && !cancelled(); at += atOnce) {
			await make((await library.papers(added.slice(at, at + atOnce))).map(now => ({ before: undefined, after: now })));
		}
	}
	let done = 0;
	for await (const volume of backups.volumesOf(backup)) {
		if (cancelled()) {
			break;
		}
		const current = await currentOf(library, volume.papers);
		const taken = new Set<string>();
		await make(
			volume.papers.flatMap((paper): readonly Change[] => {
				const now = current.get(paper.id);
				if (now === undefined) {
					return [{ before: withFreeKey(library, paper, taken), after: undefined }];
				}
				return mode === 'exact' && JSON.stringify(now) !== JSON.stringify(paper) ? [{ before: paper, after: now }] : [];
			}),
		);
		done += volume.papers.length;
		progress?.(done, backup.papers);
	}
	return { changes, refused };
}

/** So many papers are removed in one change. */
const atOnce = 1000;

async function currentOf(library: LibraryReader, papers: readonly Paper[]): Promise<ReadonlyMap<string, Paper>> {
	const current = await library.papers(papers.map(({ id }) => id));
	return new Map(current.map(paper => [paper.id, paper]));
}

function withFreeKey(library: LibraryReader, paper: Paper, taken: Set<string>): Paper {
	const isTaken = (key: string) => taken.has(foldKey(key)) || library.head(key) !== undefined;
	let key = paper['citation-key'];
	for (let number = 2; isTaken(key); number += 1) {
		key = `${paper['citation-key']}-${number}`;
	}
	taken.add(foldKey(key));
	return key === paper['citation-key'] ? paper : { ...paper, 'citation-key': key };
}

function lineOf(paper: Paper): PaperLine {
	return { id: paper.id, key: paper['citation-key'], title: paper.title };
}

/** The time of the last change says nothing by itself. */
function differingFields(one: Paper, other: Paper): readonly string[] {
	const fields = [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
		field => JSON.stringify(one[field]) !== JSON.stringify(other[field]),
	);
	return fields.length > 1 ? fields.filter(field => field !== 'updated') : fields;
}

/** A difference as plain text, for people to read before they restore. */
export function listDifference({ missing, changed, added, unreadable }: BackupDifference): string {
	const parts = [
		listOf(localize('Would be restored'), missing, () => ''),
		listOf(localize('Would be reverted (only by Restore Exactly)'), changed, ({ fields }) => ` (${fields.join(', ')})`),
		listOf(localize('Added since; would be removed (only by Restore Exactly)'), added, () => ''),
		...(unreadable > 0
			? [
					`${localize('Part of this backup is damaged: at least {0} of its papers can’t be read. Papers added since aren’t removed.', unreadable)}\n`,
				]
			: []),
	];
	return parts.filter(part => part !== '').join('\n');
}

function listOf<P extends PaperLine>(heading: string, papers: readonly P[], note: (paper: P) => string): string {
	return papers.length === 0
		? ''
		: `${heading}: ${papers.length}\n${papers.map(paper => `    ${paper.key}    ${paper.title.replace(/\s+/g, ' ')}${note(paper)}\n`).join('')}`;
}
