import { CompletionItem, CompletionItemKind, CompletionList, Hover, MarkdownString, Range, Uri, workspace } from 'vscode';
import type { CompletionItemProvider, DefinitionProvider, HoverProvider, LocationLink, Position, TextDocument } from 'vscode';
import { localize } from '../../../core/data/localize';
import type { Papers } from '../../../core/library/papers';
import { encodePath, relativePath } from '../../../core/notes/link';
import { decodePath } from '../../../core/notes/notePaths';
import { markdownLabel } from '../../../core/text/markdownProse';
import { findNotes, linkPlaceAt, linkTargetOf } from '../../../core/notes/linkCompletion';
import { lineOfBlock, namesBlock } from '../../../core/notes/headingLinks';
import type { IndexedNote, NoteIndex } from '../../../core/notes/noteIndex';
import { frontMatterSpan } from '../../../core/markdown/frontMatter';
import { rangeOf } from '../../documents/rangeOf';
import type { WorkspaceNotes } from '../../documents/workspaceNotes';
import { linkedNoteAt, placeInNote, placeOfHeading } from './links';
import { editorKnowsLinks } from './markdownLinks';
import { withoutPictures } from '../../../core/text/markdownText';

/** More words narrow it down; the list says that it is not complete. */
const limit = 50;

interface OfferedLink {
	readonly item: CompletionItem;
	/** Whether it takes the place of the brackets too, because no wikilink can name the note. */
	readonly isLink: boolean;
}

/** Notes, papers without notes and headings behind `[[`. */
export class LinkCompletion implements CompletionItemProvider {
	constructor(
		private readonly papers: Papers,
		private readonly notes: WorkspaceNotes,
	) {}

	async provideCompletionItems(document: TextDocument, position: Position): Promise<CompletionList | undefined> {
		const place = linkPlaceAt(document.lineAt(position.line).text, position.character);
		if (place === undefined) {
			return undefined;
		}
		const index = await this.notes.current();
		const range = new Range(position.with(undefined, place.start), position);
		const items = place.kind === 'heading' ? this.headings(document, index, place.target) : this.targets(document, index, place.query);
		const brackets = new Range(position.with(undefined, place.start - 2), position.translate(0, place.closed ? 2 : 0));
		items.forEach(({ item, isLink }, rank) => {
			item.range = isLink ? brackets : range;
			item.sortText = String(rank).padStart(3, '0');
			item.insertText = `${typeof item.insertText === 'string' ? item.insertText : ''}${place.closed || isLink ? '' : ']]'}`;
		});
		return new CompletionList(
			items.map(({ item }) => item),
			place.kind === 'target',
		);
	}

	private headings(document: TextDocument, index: NoteIndex, target: string): OfferedLink[] {
		const note = target === '' ? index.get(document.uri.toString()) : index.resolve(target, document.uri.toString());
		return (note?.headings ?? []).map(({ text, level }) => {
			const item = new CompletionItem({ label: text, description: '#'.repeat(level) }, CompletionItemKind.Reference);
			item.insertText = text.replace(/[[\]|#]/g, ' ').trim();
			return { item, isLink: false };
		});
	}

	private targets(document: TextDocument, index: NoteIndex, query: string): OfferedLink[] {
		const from = document.uri.toString();
		const notes = findNotes(index, query, limit).filter(({ path }) => path !== from);
		const papers = this.papers
			.find(query, { limit })
			.filter(({ key, aliases }) => index.notesOf({ 'citation-key': key, aliases }).length === 0);
		const noteItems = notes.map(note => {
			const item = new CompletionItem(
				{
					label: note.name,
					detail: note.title === undefined ? '' : ` ${note.title}`,
					description: workspace.asRelativePath(Uri.parse(note.path)),
				},
				CompletionItemKind.File,
			);
			const target = linkTargetOf(index, note, from);
			item.insertText = target ?? `[${markdownLabel(note.name)}](${encodePath(relativePath(decodePath(from), decodePath(note.path)))})`;
			item.filterText = `${target === undefined ? '[[' : ''}${query} ${note.name} ${note.title ?? ''}`;
			return { item, isLink: target === undefined };
		});
		const paperItems = papers.map(({ key, title }) => {
			const item = new CompletionItem(
				{ label: key, detail: ` ${title}`, description: localize('paper without a note') },
				CompletionItemKind.Reference,
			);
			item.insertText = key;
			item.filterText = `${query} ${key} ${title}`;
			return { item, isLink: false };
		});
		return [...noteItems, ...paperItems].slice(0, limit);
	}
}

const longestPreview = 1500;

/** The beginning of the note, or of its part, behind a link. */
export class LinkHover implements HoverProvider {
	constructor(
		private readonly papers: Papers,
		private readonly notes: WorkspaceNotes,
	) {}

	async provideHover(document: TextDocument, position: Position): Promise<Hover | undefined> {
		const linked = await linkedNoteAt(document, position, this.notes, this.papers);
		const text = linked && (await this.notes.textOf(linked.note.path));
		return linked && text !== undefined
			? new Hover(new MarkdownString(previewOf(linked.note, text, linked.heading)), rangeOf(document, linked.link))
			: undefined;
	}
}

function previewOf(note: IndexedNote, text: string, heading: string | undefined): string {
	const { position, found } = placeOfHeading(note, heading);
	const block = heading !== undefined && namesBlock(heading) ? lineOfBlock(text, heading.trim()) : undefined;
	const body =
		found && heading !== undefined
			? text
					.split(/\r\n|[\n\r]/)
					.slice(block ?? position.line)
					.join('\n')
			: text.slice(frontMatterSpan(text)?.next ?? 0);
	const shown = withoutPictures(body.trim().replace(/<!--[^]{0,2000}?-->/g, '')).slice(0, longestPreview);
	return `*${workspace.asRelativePath(Uri.parse(note.path))}*\n\n---\n\n${shown === '' ? '*empty*' : shown}${body.trim().length > longestPreview ? ' …' : ''}`;
}

/** The note or heading behind a link. */
export class LinkDefinition implements DefinitionProvider {
	constructor(
		private readonly papers: Papers,
		private readonly notes: WorkspaceNotes,
	) {}

	async provideDefinition(document: TextDocument, position: Position): Promise<LocationLink[] | undefined> {
		const linked = await linkedNoteAt(document, position, this.notes, this.papers);
		if (linked === undefined || (linked.kind === 'markdown' && editorKnowsLinks(document))) {
			return undefined;
		}
		const { uri, position: place } = await placeInNote(linked.note, linked.heading, this.notes);
		return [{ originSelectionRange: rangeOf(document, linked.link), targetUri: uri, targetRange: new Range(place, place) }];
	}
}
