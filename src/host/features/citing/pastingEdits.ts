import { DocumentDropEdit, WorkspaceEdit, workspace } from 'vscode';
import type { CancellationToken, DataTransfer, Position, Range, TextDocument, Uri } from 'vscode';
import { localize } from '../../../core/data/localize';
import { insertCitation } from '../../../core/citing/insertion';
import type { Log } from '../../../core/files/ports';
import type { Papers } from '../../../core/library/papers';
import type { RecordedLibrary } from '../../../core/library/recordedLibrary';
import type { FormatReference } from '../../documents/formatReference';
import { citingLanguages } from '../../../core/citing/languages';
import { draggedKeys, libraryDrag } from '../../../core/library/libraryDrag';
import { kindOf } from '../../documents/pasteApi';
import type { ChosenDropEdit, DropProvider, PasteApi, PasteEdit, PasteProvider } from '../../documents/pasteApi';
import { rangeOf } from '../../documents/rangeOf';
import { settings } from '../../settings/settings';
import type { Pasted } from './pasted';
import { foreseenKeys, ingestPasted, pastedIn } from './pasted';

export interface PastingDependencies {
	readonly library: RecordedLibrary;
	readonly papers: Papers;
	readonly log: Log;
	readonly formatReference: FormatReference;
	readonly noteUri: (key: string) => Promise<Uri | undefined>;
}

/** The menu behind a drop is there for some seconds. In milliseconds. */
const timeToChoose = 60_000;

type Kind = ReturnType<typeof kindOf>;

/** What a paste or drop writes by itself comes before our offer. */
function others(api: PasteApi): readonly Kind[] {
	return [api.DocumentDropOrPasteEditKind.Text, api.DocumentDropOrPasteEditKind.Empty.append('uri')];
}

/** What an edit will cite once it was chosen. */
interface Pending {
	readonly document: TextDocument;
	readonly position: Position;
	readonly read: () => Promise<Pasted>;
}

export class CitationPaste implements PasteProvider {
	private readonly pending = new WeakMap<PasteEdit, Pending>();

	constructor(
		private readonly library: RecordedLibrary,
		private readonly api: PasteApi,
	) {}

	async provideDocumentPasteEdits(
		document: TextDocument,
		[range]: readonly Range[],
		transfer: DataTransfer,
	): Promise<PasteEdit[] | undefined> {
		const read = await pastedIn(transfer);
		if (read === undefined || range === undefined) {
			return undefined;
		}
		const edit = new this.api.DocumentPasteEdit('', localize('Paste as citation'), kindOf(this.api, 'citation'));
		edit.yieldTo = others(this.api);
		this.pending.set(edit, { document, position: range.start, read });
		return [edit];
	}

	async resolveDocumentPasteEdit(edit: PasteEdit): Promise<PasteEdit> {
		const pending = this.pending.get(edit);
		if (pending === undefined) {
			return edit;
		}
		return Object.assign(edit, citationAt(pending.document, pending.position, await ingestPasted(this.library, await pending.read())).edit);
	}
}

export class CitationDrop implements DropProvider {
	constructor(
		private readonly dependencies: PastingDependencies,
		private readonly api: PasteApi,
	) {}

	async provideDocumentDropEdits(
		document: TextDocument,
		position: Position,
		transfer: DataTransfer,
		token: CancellationToken,
	): Promise<ChosenDropEdit[] | undefined> {
		const citation = await dropOfPapers(document, position, transfer, token);
		if (citation === undefined) {
			return transfer.get(libraryDrag) === undefined ? this.fileDrop(document, position, transfer) : undefined;
		}
		const keys = await keysIn(transfer);
		const edits = [
			this.titled(citation, localize('Insert citation'), 'citation'),
			await this.noteLinks(document, keys),
			await this.references(document, keys),
		];
		return edits.filter(edit => edit !== undefined);
	}

	/**
	 * The editor does not ask for a drop to be completed once it was chosen, so it is complete at once, and its papers are ingested when it
	 * is seen in the document. An identifier that the library does not have stands for its work until a service has told of it.
	 */
	private async fileDrop(document: TextDocument, position: Position, transfer: DataTransfer): Promise<ChosenDropEdit[] | undefined> {
		const read = citingLanguages.includes(document.languageId) ? await pastedIn(transfer) : undefined;
		const pasted = await read?.();
		const keys = pasted && (await foreseenKeys(this.dependencies.library, pasted));
		if (pasted === undefined || keys === undefined) {
			return undefined;
		}
		const written = citationAt(document, position, keys);
		const edit = this.titled(dropEdit(written), localize('Insert as citation'), 'citation');
		edit.yieldTo = others(this.api);
		this.onceWritten(document, written.inserted, async () => {
			const [key] = await ingestPasted(this.dependencies.library, pasted);
			const [foreseen] = keys;
			if (keys.length === 1 && key !== undefined && foreseen !== undefined && key !== foreseen) {
				await workspace.applyEdit(await renaming(document, foreseen, key));
			}
		});
		return [edit];
	}

	private onceWritten(document: TextDocument, text: string, ingest: () => Promise<unknown>): void {
		const stop = () => {
			clearTimeout(timer);
			listener.dispose();
		};
		const timer = setTimeout(stop, timeToChoose);
		const listener = workspace.onDidChangeTextDocument(change => {
			if (change.document === document && change.contentChanges.some(part => part.text === text)) {
				stop();
				ingest().catch((error: unknown) => this.dependencies.log.error('What was dropped could not be ingested', error));
			}
		});
	}

	private async noteLinks(document: TextDocument, keys: readonly string[]): Promise<ChosenDropEdit> {
		const { noteLink } = await import('../../../core/notes/noteLink');
		const links = await Promise.all(
			keys.map(async key => {
				const head = this.dependencies.papers.head(key);
				const note = await this.dependencies.noteUri(key);
				return noteLink(settings.noteLinkStyle(), {
					languageId: document.languageId,
					key: head?.key ?? key,
					title: head?.title ?? key,
					from: document.uri.path,
					to: note?.path,
				});
			}),
		);
		return this.titled(
			new DocumentDropEdit(links.join(', ')),
			links.length === 1 ? localize('Insert note link') : localize('Insert note links'),
			'noteLink',
		);
	}

	private async references(document: TextDocument, keys: readonly string[]): Promise<ChosenDropEdit | undefined> {
		const references = await Promise.all(keys.map(key => this.dependencies.formatReference(document, key)));
		const { formattedMarkdown } = await import('../../../core/citing/bibliography/formattedMarkdown');
		const texts = references.filter(reference => reference !== undefined).map(formattedMarkdown);
		return texts.length === 0
			? undefined
			: this.titled(
					new DocumentDropEdit(texts.join('\n\n')),
					texts.length === 1 ? localize('Insert formatted reference') : localize('Insert formatted references'),
					'reference',
				);
	}

	private titled(edit: DocumentDropEdit, title: string, kind: string): ChosenDropEdit {
		return Object.assign(edit, { title, kind: kindOf(this.api, kind) });
	}
}

/** Papers dragged from the Library tree as a citation where they are dropped. */
export async function dropOfPapers(
	document: TextDocument,
	position: Position,
	transfer: DataTransfer,
	token: CancellationToken,
): Promise<DocumentDropEdit | undefined> {
	const keys = await keysIn(transfer);
	if (keys.length === 0 || token.isCancellationRequested) {
		return undefined;
	}
	return dropEdit(citationAt(document, position, keys));
}

async function keysIn(transfer: DataTransfer): Promise<readonly string[]> {
	const item = transfer.get(libraryDrag);
	return item === undefined ? [] : draggedKeys(await item.asString());
}

/** What an edit will write. */
interface Written {
	readonly edit: { readonly insertText: string; readonly additionalEdit?: WorkspaceEdit };
	/** What the document then has more, by either of them. */
	readonly inserted: string;
}

function dropEdit({ edit }: Written): DocumentDropEdit {
	return Object.assign(new DocumentDropEdit(edit.insertText), edit);
}

/** A key that stood for its work until its paper came into the library, as the paper has it. */
async function renaming(document: TextDocument, from: string, to: string): Promise<WorkspaceEdit> {
	const { renameKeyIn } = await import('../../../core/notes/renameKey');
	const edit = new WorkspaceEdit();
	for (const { start, end, text } of renameKeyIn(document.getText(), document.uri.path, from, to, { languageId: document.languageId })) {
		edit.replace(document.uri, rangeOf(document, { start, end }), text);
	}
	return edit;
}

/** The citation at a place; within one that is there the change lies elsewhere. */
function citationAt(document: TextDocument, position: Position, keys: readonly string[]): Written {
	const at = document.offsetAt(position);
	const insertion = insertCitation(document.getText(), at, keys, document.languageId);
	if (insertion.start === at && insertion.end === at) {
		return { edit: { insertText: insertion.text }, inserted: insertion.text };
	}
	const additionalEdit = new WorkspaceEdit();
	additionalEdit.replace(document.uri, rangeOf(document, insertion), insertion.text);
	return { edit: { insertText: '', additionalEdit }, inserted: insertion.text };
}
