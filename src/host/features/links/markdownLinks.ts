import { CompletionItem, CompletionItemKind, CompletionList, Range, Uri, workspace } from 'vscode';
import type { CompletionItemProvider, Position, TextDocument } from 'vscode';
import { notePathOf } from '../../../core/notes/brokenLinks';
import type { MarkdownLink } from '../../../core/markdown/scan';
import { encodePath, relativePath } from '../../../core/notes/link';
import { findNotes, pathPlaceAt } from '../../../core/notes/linkCompletion';
import { decodePath } from '../../../core/notes/notePaths';
import { fold } from '../../../core/text/fold';
import type { WorkspaceNotes } from '../../documents/workspaceNotes';

/**
 * VS Code's own markdown extension completes paths and headings of `[text](path#heading)`, and knows their definitions, references and new
 * names; it can check them, which is off by default. It answers for markdown alone, not for Quarto and its like. Its settings tell that it
 * is there, whatever host it runs in.
 */
export function editorKnowsLinks(document: TextDocument): boolean {
	return (
		document.languageId === 'markdown' && workspace.getConfiguration('markdown').inspect('validate.enabled')?.defaultValue !== undefined
	);
}

/** Whether that extension marks links to files that are not there. */
export function editorChecksLinks(document: TextDocument): boolean {
	return editorKnowsLinks(document) && workspace.getConfiguration('markdown', document).get('validate.enabled') === true;
}

/**
 * The file that a link to a note names, whether there is one or not; `undefined` for addresses, and where the document is no file of the
 * workspace.
 */
export function noteFileOf(document: TextDocument, link: MarkdownLink): Uri | undefined {
	const folder = workspace.getWorkspaceFolder(document.uri);
	const path = notePathOf(link);
	if (folder === undefined || path === undefined) {
		return undefined;
	}
	return path.startsWith('/') ? Uri.joinPath(folder.uri, path) : Uri.joinPath(document.uri, '..', path);
}

/** More words narrow it down; the list says that it is not complete. */
const limit = 50;

/** Notes by the words of their name, title and aliases behind `](`, wherever they lie. */
export class PathCompletion implements CompletionItemProvider {
	constructor(private readonly notes: WorkspaceNotes) {}

	async provideCompletionItems(document: TextDocument, position: Position): Promise<CompletionList | undefined> {
		const place = pathPlaceAt(document.lineAt(position.line).text, position.character);
		if (place === undefined || workspace.getWorkspaceFolder(document.uri) === undefined) {
			return undefined;
		}
		const from = document.uri.toString();
		const found = findNotes(await this.notes.current(), place.query, limit).filter(({ path }) => path !== from);
		const items = found
			.map(note => ({ note, way: relativePath(decodePath(from), decodePath(note.path)) }))
			.filter(({ way }) => !(offersPaths(document) && isOfferedFor(place.query, way)));
		return new CompletionList(
			items.map(({ note, way }, rank) => {
				const item = new CompletionItem(
					{
						label: note.name,
						detail: note.title === undefined ? '' : ` ${note.title}`,
						description: workspace.asRelativePath(Uri.parse(note.path)),
					},
					CompletionItemKind.File,
				);
				item.insertText = encodePath(way);
				item.filterText = `${place.query} ${note.name} ${note.title ?? ''}`;
				item.sortText = String(rank).padStart(3, '0');
				item.range = new Range(position.with(undefined, place.start), position);
				return item;
			}),
			true,
		);
	}
}

function offersPaths(document: TextDocument): boolean {
	return editorKnowsLinks(document) && workspace.getConfiguration('markdown', document).get('suggest.paths.enabled') !== false;
}

/** The editor offers the files beside the document by their names. */
function isOfferedFor(query: string, way: string): boolean {
	return !way.includes('/') && fold(way).includes(fold(query));
}
