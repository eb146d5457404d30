import { pathIdentity } from './fileNames';
import { encodePath, relativePath } from './link';
import type { IndexedNote, NoteIndex, Place } from './noteIndex';
import { decodePath, noteName, withoutExtension } from './notePaths';

/** What must be written in place of what names a file, before files are moved: the file is named by its path before the move. */
export interface LinkEdit {
	readonly place: Place;
	readonly text: string;
}

/**
 * The edits that keep every link when files get other names or folders: links of all files to those that move, and links of those that move to all others.
 * A wikilink that finds its note by citation key or alias stays as it is, for it goes on finding it.
 */
export function linksOfMovedNotes(index: NoteIndex, moves: ReadonlyMap<string, string>): readonly LinkEdit[] {
	const edits: LinkEdit[] = [];
	const goes = (path: string) => moves.get(path) ?? path;
	for (const path of concerned(index, moves)) {
		for (const place of index.placesIn(path)) {
			const note = index.noteAt(place);
			const text = note && (moves.has(note.path) || moves.has(path)) ? newTarget(index, place, note, goes(path), goes(note.path)) : undefined;
			if (text !== undefined && text !== place.target) {
				edits.push({ place, text });
			}
		}
	}
	return edits;
}

/** The files that may have such links. */
function concerned(index: NoteIndex, moves: ReadonlyMap<string, string>): ReadonlySet<string> {
	const names = [...moves.keys()].flatMap(path => [noteName(decodePath(path)), index.get(path)?.citationKey ?? '', ...(index.get(path)?.aliases ?? [])]);
	return new Set([...moves.keys(), ...index.filesNaming(names)]);
}

function newTarget(index: NoteIndex, { kind, target, path: before }: Place, note: IndexedNote, from: string, to: string): string | undefined {
	switch (kind) {
		case 'link':
			return note.path === to && leadsOn(index, target, before, from) ? undefined : linkTarget(target, from, to, index.rootOf(from));
		case 'wikilink':
		case 'embed':
			return note.path === to ? undefined : wikilinkTarget(target, note, to);
		default:
			return undefined;
	}
}

/** Whether a link that moves with its file leads where it led: what is written from the root of a folder does, in that folder. */
function leadsOn(index: NoteIndex, target: string, before: string, after: string): boolean {
	return before === after || (target.startsWith('/') && index.rootOf(before) === index.rootOf(after));
}

/** As the link was written: encoded or not, with an ending or without, from the root or not; but no path from a root leads into another. */
function linkTarget(target: string, from: string, to: string, root: string | undefined): string {
	const isFromRoot = target.startsWith('/') && root !== undefined && to.startsWith(`${root}/`);
	const way = isFromRoot ? decodePath(to.slice(root.length)) : relativePath(decodePath(from), decodePath(to));
	const written = withoutExtension(target) === target ? withoutExtension(way) : way;
	const led = /^\.\//.test(target) && !written.startsWith('.') ? `./${written}` : written;
	return target.includes(' ') ? led : encodePath(led);
}

/** `[[name]]` gets the new name, `[[folder/name]]` as much of the new path as it had of the old one. */
function wikilinkTarget(target: string, note: IndexedNote, to: string): string | undefined {
	const written = target.split('/');
	if (pathIdentity(noteName(target)) !== pathIdentity(note.name)) {
		return undefined;
	}
	const parts = decodePath(to).split('/').slice(-written.length);
	const path = parts.join('/');
	return withoutExtension(target) === target ? withoutExtension(path) : path;
}
