import { localize } from '../data/localize';
import type { Papers } from '../library/papers';
import type { MarkdownLink, Wikilink } from '../markdown/scan';
import { isLinkingFile } from '../citing/languages';
import type { Range } from '../text/edits';
import { headingOfLink, namesBlock } from './headingLinks';
import type { IndexedNote, NoteIndex } from './noteIndex';
import { decodePath, readDestination } from './notePaths';

/** A link that leads nowhere, and what to say of it in a sentence. */
export interface BrokenLink extends Range {
	readonly message: string;
}

/** Those of a document's wikilinks that lead to no note, no heading, no paper and no attachment. `path` is the document's URI. */
export function brokenWikilinks(
	wikilinks: readonly Pick<Wikilink, 'target' | 'heading' | 'start' | 'end' | 'targetStart' | 'targetEnd'>[],
	path: string,
	index: NoteIndex,
	papers: Pick<Papers, 'head'>,
): readonly BrokenLink[] {
	return wikilinks.flatMap(link => {
		const { target, heading } = link;
		const note = noteOfLink(link, path, index, papers);
		if (note === undefined) {
			const leadsElsewhere = target === '' || attachment.test(target) || isKeyOfPaper(link, papers);
			return leadsElsewhere ? [] : [{ start: link.targetStart, end: link.targetEnd, message: localize('Note “{0}” not found.', target) }];
		}
		return hasHeading(note, heading)
			? []
			: [{ start: link.start, end: link.end, message: localize('“{0}” has no heading “{1}”.', note.name, heading ?? '') }];
	});
}

/** The note a wikilink leads to. Without a target, `[[#Heading]]`, that is its own file. `path` is that one's URI. */
export function noteOfLink(
	{ target }: Pick<Wikilink, 'target'>,
	path: string,
	index: NoteIndex,
	papers: Pick<Papers, 'head'>,
): IndexedNote | undefined {
	const found = target === '' ? index.get(path) : index.resolve(target, path);
	// Only for a link that no note answers is the library asked.
	const head = found === undefined && target !== '' ? papers.head(target) : undefined;
	const own = head && index.notesOf({ 'citation-key': head.key, aliases: head.aliases })[0];
	return found ?? (own && index.get(own.path));
}

export function isKeyOfPaper({ target }: Pick<Wikilink, 'target'>, papers: Pick<Papers, 'head'>): boolean {
	return papers.head(target.slice(target.lastIndexOf('/') + 1)) !== undefined;
}

/** Whether a note has a heading, by its text as links write it. Names of blocks are not in the index: those lead to the note. */
export function hasHeading({ headings }: IndexedNote, heading: string | undefined): boolean {
	return heading === undefined || headingOfLink(headings, heading) !== undefined || namesBlock(heading);
}

/**
 * The path of the note that a link names, from the folder of its document, or from the root of the workspace where it begins with `/`;
 * `undefined` for pictures, addresses and files that are no notes.
 */
export function notePathOf({ image, destination }: MarkdownLink): string | undefined {
	const path = decodePath(readDestination(destination)?.path ?? '');
	return image || !isLinkingFile(path) ? undefined : path;
}

/** What Obsidian shows in place of `![[image.png]]`, wherever in the workspace it is. https://help.obsidian.md/file-formats */
const attachment =
	/\.(?:png|jpe?g|gif|svg|webp|avif|bmp|pdf|mp[34]|webm|wav|ogg|ogv|m4a|flac|3gp|mov|mkv|canvas|base|csv|html?|docx?|xlsx?|pptx?|zip)$/i;
