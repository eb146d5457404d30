import { isLinkableName, pathIdentity } from './fileNames';
import { encodePath, relativePath } from './link';
import type { CallableNote } from './nearestNote';
import { nearestNote } from './nearestNote';
import type { IndexedNote, NoteIndex, Place } from './noteIndex';
import { decodePath, noteName, withoutExtension } from './notePaths';

/** What must be written in place of what names a file, before files are moved: the file is named by its path before the move. */
export interface LinkEdit {
	readonly place: Place;
	readonly text: string;
}

/**
 * The edits that keep every link when files get other names or folders: links of all files to those that move, links of those that move to
 * all others, and wikilinks that would find one that moved in place of theirs. A wikilink that finds its note by citation key or alias
 * stays as it is, for it goes on finding it. Links of a note that moves to images and other attachments lead on too.
 *
 * @param moves notes by their paths before and after
 * @param folders what was moved as it was named, files and folders: attachments in a folder move with it
 */
export function linksOfMovedNotes(
	index: NoteIndex,
	moves: ReadonlyMap<string, string>,
	folders: ReadonlyMap<string, string> = moves,
): readonly LinkEdit[] {
	const edits: LinkEdit[] = [];
	const after = new NotesAfter(index, moves, folders);
	for (const path of concerned(index, moves)) {
		for (const place of index.placesIn(path)) {
			const note = index.noteAt(place);
			const text = note === undefined ? after.rebased(place) : newTarget(index, after, place, note);
			if (text !== undefined && text !== place.target) {
				edits.push({ place, text });
			}
		}
	}
	return edits;
}

/** The files that may have such links. */
function concerned(index: NoteIndex, moves: ReadonlyMap<string, string>): ReadonlySet<string> {
	const names = [...moves].flatMap(([from, to]) => [
		noteName(decodePath(from)),
		noteName(decodePath(to)),
		index.get(from)?.citationKey ?? '',
		...(index.get(from)?.aliases ?? []),
	]);
	return new Set([...moves.keys(), ...index.filesNaming(names)]);
}

/** Where notes are when they have moved, and what wikilinks then lead to. */
class NotesAfter {
	/** Those that moved, by each folded name that links may call them. */
	private readonly moved = new Map<string, CallableNote[]>();

	constructor(
		private readonly index: NoteIndex,
		private readonly moves: ReadonlyMap<string, string>,
		private readonly folders: ReadonlyMap<string, string>,
	) {
		for (const [from, path] of moves) {
			const decoded = decodePath(path);
			const note = { path, name: noteName(decoded), citationKey: index.get(from)?.citationKey, identity: pathIdentity(decoded) };
			for (const name of new Set([note.name, note.citationKey ?? note.name, ...(index.get(from)?.aliases ?? [])].map(pathIdentity))) {
				this.moved.set(name, [...(this.moved.get(name) ?? []), note]);
			}
		}
	}

	pathOf(path: string): string {
		return this.moves.get(path) ?? path;
	}

	/** The target of a link of a note that moves to what is no note, an image or a folder; `undefined` where it leads on. */
	rebased({ kind, target, path }: Place): string | undefined {
		const from = this.pathOf(path);
		if (
			kind !== 'link' ||
			from === path ||
			target.startsWith('/') ||
			withoutExtension(target) !== target ||
			/^[a-z][a-z0-9+.-]*:/i.test(target)
		) {
			return undefined;
		}
		const before = absolutePath(path, target);
		const moved = [...this.folders].find(([folder]) => before === folder || before.startsWith(`${folder}/`));
		const to = moved === undefined ? before : moved[1] + before.slice(moved[0].length);
		return linkTarget(target, from, to, undefined);
	}

	/** Where a wikilink of a file leads then, both named by their paths then. */
	resolve(target: string, from: string): string | undefined {
		return nearestNote<CallableNote>(target, from, name => [
			...this.index.called(name).filter(({ path }) => !this.moves.has(path)),
			...(this.moved.get(name) ?? []),
		])?.path;
	}
}

/** The URI of what a relative link of a file names, whether it is there or not. */
function absolutePath(from: string, target: string): string {
	const parts = from.split('/').slice(0, -1);
	for (const part of decodePath(target)
		.replace(/\\(?=[!-/:-@[-`{-~])/g, '')
		.split('/')) {
		if (part === '..' && parts.length > 3) {
			parts.pop();
		} else if (part !== '.' && part !== '' && part !== '..') {
			parts.push(encodePath(part));
		}
	}
	return parts.join('/');
}

function newTarget(index: NoteIndex, after: NotesAfter, { kind, target, path }: Place, note: IndexedNote): string | undefined {
	const from = after.pathOf(path);
	const to = after.pathOf(note.path);
	switch (kind) {
		case 'link':
			return note.path === to && leadsOn(index, target, path, from) ? undefined : linkTarget(target, from, to, index.rootOf(from));
		case 'wikilink':
		case 'embed':
			return leadingTo(after, note.path === to ? target : linkableTarget(wikilinkTarget(target, note, to) ?? target, note), from, to);
		default:
			return undefined;
	}
}

/** The citation key in place of a name that no wikilink can hold. */
function linkableTarget(target: string, { citationKey }: IndexedNote): string {
	return isLinkableName(target) ? target : (citationKey ?? target);
}

/** A wikilink's target, with as much of the path in front of it as it takes to lead to a note and not to another that is called so. */
function leadingTo(after: NotesAfter, target: string, from: string, to: string): string | undefined {
	const parts = decodePath(withoutExtension(target) === target ? withoutExtension(to) : to).split('/');
	if (!isLinkableName(target)) {
		return undefined;
	}
	const longer = parts.slice(3).map((_, more) => parts.slice(-more - 1).join('/'));
	return [target, ...longer].find(candidate => after.resolve(candidate, from) === to) ?? target;
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
	const ended = target.endsWith('/') && !led.endsWith('/') ? `${led}/` : led;
	if (target.includes(' ')) {
		return ended;
	}
	// Letters outside ASCII stay as they were written.
	return target.includes('%') ? encodePath(ended) : ended.replace(/[\s()<>%?#\\^`{}|"]/g, encodeSign);
}

function encodeSign(sign: string): string {
	return sign === '(' ? '%28' : sign === ')' ? '%29' : encodeURIComponent(sign);
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
