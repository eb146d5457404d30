import { pathIdentity, safeFileName } from './fileNames';
import type { NoteIdentity } from './frontmatter';
import { decodePath, noteName, withoutExtension } from './notePaths';

/** A note and what it says of itself. */
export interface KnownNote extends NoteIdentity {
	/** However the host names files; its last part after a `/` is the file's name, maybe percent-encoded. */
	readonly path: string;
}

/** A paper's key and the keys it had before. */
export interface SoughtPaper {
	readonly 'citation-key': string;
	readonly aliases?: readonly string[];
}

/** What ties a note to a paper, strongest first. */
export const ties = ['front matter', 'earlier key', 'file name', 'alias'] as const;
export type Tie = (typeof ties)[number];

export interface LocatedNote {
	readonly path: string;
	readonly by: Tie;
	/**
	 * Whether it lies beside another note of the paper and has its name and something more, as copies have: `key 2.md`, `key (copy).md`.
	 * Nothing is to be written to it unasked.
	 */
	readonly copy: boolean;
}

/**
 * The notes of a paper, the one to open first: by its key in the front matter, by a key it had before, by file name, by alias; copies last.
 * A note whose front matter names another paper is never taken for this one's, nor is a file that {@link isSetAside} tells of. More than
 * one with the same tie are two notes for one paper.
 *
 * @param root the folder that notes are looked for in: what it is called itself says nothing of them
 */
export function locateNotes(
	paper: SoughtPaper,
	notes: Iterable<KnownNote>,
	root?: (path: string) => string | undefined,
): readonly LocatedNote[] {
	const found: { readonly path: string; readonly by: Tie; readonly place: string }[] = [];
	for (const note of notes) {
		const by = tieOf(paper, note);
		if (by !== undefined && !isSetAside(note.path, root?.(note.path))) {
			found.push({ path: note.path, by, place: withoutExtension(decodePath(note.path)) });
		}
	}
	return found
		.map(({ path, by, place }) => ({ path, by, copy: found.some(other => isCopy(place, other.place)), place }))
		.sort(
			(a, b) =>
				Number(a.copy) - Number(b.copy) ||
				ties.indexOf(a.by) - ties.indexOf(b.by) ||
				Number(isNamedBy(paper, b.place)) - Number(isNamedBy(paper, a.place)) ||
				(a.place < b.place ? -1 : 1),
		)
		.map(({ path, by, copy }) => ({ path, by, copy }));
}

function tieOf(paper: SoughtPaper, note: KnownNote): Tie | undefined {
	const key = paper['citation-key'];
	if (note.citationKey !== undefined) {
		return note.citationKey === key ? 'front matter' : paper.aliases?.includes(note.citationKey) ? 'earlier key' : undefined;
	}
	// `@key.md` is how Obsidian's Citations plugin names notes.
	const name = pathIdentity(noteName(decodePath(note.path)).replace(/^@/, ''));
	if (name === pathIdentity(safeFileName(key)) || name === pathIdentity(key)) {
		return 'file name';
	}
	return note.aliases.some(alias => alias === key || alias === `@${key}`) ? 'alias' : undefined;
}

/**
 * Whether a file is no note but what was put aside: in a folder that begins with a dot (`.trash`, `.history`, `.stversions`) or holds
 * backups or templates, or what a sync tool kept of a conflict.
 */
export function isSetAside(path: string, root = ''): boolean {
	const parts = decodePath(path.startsWith(root) ? path.slice(root.length) : path).split('/');
	const name = parts.pop() ?? '';
	const bracketed = name.slice(name.indexOf('('), name.lastIndexOf(')') + 1);
	return (
		conflictName.test(name) ||
		(bracketed.startsWith('(') && /\bconflict\b/i.test(bracketed)) ||
		parts.some(folder => hiddenFolder.test(folder) || asideFolder.test(folder))
	);
}

const hiddenFolder = /^\.[^.]/;
const asideFolder = /^_?(?:backups?|templates?)$/i;
/** Dropbox, OneDrive and Nextcloud; Syncthing; editors. https://docs.syncthing.net/users/syncing.html#conflicting-changes */
const conflictName = /conflicted copy|\.sync-conflict-\d|~(?:\.[^.]*)?$|\.(?:bak|orig|backup)(?:\.[^.]*)?$/i;

function isNamedBy({ 'citation-key': key }: SoughtPaper, place: string): boolean {
	return [key, safeFileName(key)].map(pathIdentity).includes(pathIdentity(noteName(place)));
}

/** What file managers put before the name of a copy, in their languages. */
const copyName = /^(?:copy(?: \(\d+\))? of|kopie(?: \(\d+\))? v[ao]n|copie de|copia (?:de|di)|cópia de|kopia|копия|のコピー) ?-? ?/i;

/** `notes/key 2` and `notes/Copy of key` beside `notes/key`. */
function isCopy(place: string, other: string): boolean {
	const folder = place.slice(0, place.lastIndexOf('/') + 1);
	if (place !== other && folder + place.slice(folder.length).replace(copyName, '') === other) {
		return true;
	}
	return place.length > other.length && place.startsWith(other) && /^(?![\p{L}\p{N}/])/u.test(place.slice(other.length));
}
