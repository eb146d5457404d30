import { Position, Uri } from 'vscode';
import type { TextDocument } from 'vscode';
import type { Papers } from '../../../core/library/papers';
import type { Range as TextRange } from '../../../core/text/edits';
import { hasHeading, isKeyOfPaper, noteOfLink } from '../../../core/notes/brokenLinks';
import { headingOfLink, lineOfBlock, namesBlock } from '../../../core/notes/headingLinks';
import type { IndexedNote } from '../../../core/notes/noteIndex';
import { decodePath, readDestination } from '../../../core/notes/notePaths';
import { scanDocument } from '../../documents/documentReading';
import type { WorkspaceNotes } from '../../documents/workspaceNotes';

/** A link and the note that it leads to. */
export interface LinkedNote {
	readonly link: TextRange;
	readonly note: IndexedNote;
	readonly heading: string | undefined;
	readonly kind: 'wikilink' | 'markdown';
}

/**
 * The link at a position and its note, where it is for us to say: what stands at a citation key is answered by the features of citations.
 */
export async function linkedNoteAt(
	document: TextDocument,
	position: Position,
	notes: WorkspaceNotes,
	papers: Papers,
): Promise<LinkedNote | undefined> {
	const offset = document.offsetAt(position);
	const { wikilinks, links } = scanDocument(document);
	const wikilink = wikilinks.find(({ start, end }) => start < offset && offset < end);
	if (wikilink !== undefined) {
		const note =
			isKeyOfPaper(wikilink, papers) && offset <= wikilink.targetEnd
				? undefined
				: noteOfLink(wikilink, document.uri.toString(), await notes.current(), papers);
		return note && { link: wikilink, note, heading: wikilink.heading, kind: 'wikilink' };
	}
	const link = links.find(({ image, start, end }) => !image && start < offset && offset < end);
	const destination = link && readDestination(link.destination);
	if (link === undefined || destination === undefined) {
		return undefined;
	}
	const index = await notes.current();
	const from = document.uri.toString();
	const note = destination.path === '' ? index.get(from) : index.resolvePath(destination.path, from);
	return note && { link, note, heading: destination.heading === undefined ? undefined : decodePath(destination.heading), kind: 'markdown' };
}

/** Where a heading of a note stands, by its text as links write it; the start of the note where none is called so. */
export function placeOfHeading(
	note: IndexedNote,
	heading: string | undefined,
): { readonly uri: Uri; readonly position: Position; readonly found: boolean } {
	const found = heading === undefined ? undefined : headingOfLink(note.headings, heading);
	return { uri: Uri.parse(note.path), position: new Position(found?.line ?? 0, 0), found: hasHeading(note, heading) };
}

/** {@link placeOfHeading}, having read the note for the name of a block. */
export async function placeInNote(
	note: IndexedNote,
	heading: string | undefined,
	notes: WorkspaceNotes,
): Promise<{ readonly uri: Uri; readonly position: Position }> {
	const place = placeOfHeading(note, heading);
	const text = heading !== undefined && namesBlock(heading) ? await notes.textOf(note.path) : undefined;
	const line = text === undefined || heading === undefined ? undefined : lineOfBlock(text, heading.trim());
	return line === undefined ? place : { uri: place.uri, position: new Position(line, 0) };
}
