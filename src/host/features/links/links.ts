import { Position, Uri } from 'vscode';
import type { TextDocument } from 'vscode';
import type { Papers } from '../../../core/library/papers';
import { scanMarkdown } from '../../../core/markdown/scan';
import type { MarkdownScan, Wikilink } from '../../../core/markdown/scan';
import type { IndexedNote, NoteIndex } from '../../../core/notes/noteIndex';

export const linkingLanguages = ['markdown', 'quarto', 'rmarkdown', 'rmd', 'mdx'];

const scans = new WeakMap<TextDocument, { readonly version: number; readonly scan: MarkdownScan }>();

/** The links of a document, read once for each of its versions. */
export function scanDocument(document: TextDocument): MarkdownScan {
	const known = scans.get(document);
	if (known?.version === document.version) {
		return known.scan;
	}
	const scan = scanMarkdown(document.getText());
	scans.set(document, { version: document.version, scan });
	return scan;
}

export function wikilinkAt(document: TextDocument, position: Position): Wikilink | undefined {
	const offset = document.offsetAt(position);
	return scanDocument(document).wikilinks.find(({ start, end }) => start < offset && offset < end);
}

/**
 * The note a wikilink leads to, where it is for us to say: what stands at a citation key is answered by the features of citations, but for the heading behind it.
 * A link without a target, `[[#Heading]]`, leads into its own file.
 */
export function noteOfLink({ target }: Wikilink, document: TextDocument, index: NoteIndex, papers: Papers): IndexedNote | undefined {
	const path = document.uri.toString();
	const head = papers.head(target);
	const own = head && index.notesOf({ 'citation-key': head.key, aliases: head.aliases })[0];
	return target === '' ? index.get(path) : (index.resolve(target, path) ?? (own && index.get(own.path)));
}

export function isKeyOfPaper({ target }: Wikilink, papers: Papers): boolean {
	return papers.head(target.slice(target.lastIndexOf('/') + 1)) !== undefined;
}

/** Where a heading of a note stands, by its text as links write it; the start of the note where none is called so. */
export function placeOfHeading(note: IndexedNote, heading: string | undefined): { readonly uri: Uri; readonly position: Position; readonly found: boolean } {
	const wanted = heading === undefined ? undefined : plainHeading(heading);
	const found = note.headings.find(({ text }) => plainHeading(text) === wanted);
	return { uri: Uri.parse(note.path), position: new Position(found?.line ?? 0, 0), found: heading === undefined || found !== undefined };
}

/** `#Main *result*` and `main-result` are one heading. */
function plainHeading(text: string): string {
	return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
}
