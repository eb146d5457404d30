import * as vscode from 'vscode';
import type {
	CancellationToken,
	DataTransfer,
	Disposable,
	DocumentDropEdit,
	DocumentSelector,
	Position,
	Range,
	TextDocument,
	WorkspaceEdit,
} from 'vscode';

/**
 * What VS Code 1.97 added for pasting, and for choices when dropping. The oldest editor we run in has none of it.
 * https://code.visualstudio.com/updates/v1_97#_paste-as-api
 */
export interface PasteApi {
	readonly DocumentDropOrPasteEditKind: { readonly Empty: EditKind; readonly Text: EditKind };
	readonly DocumentPasteEdit: new (insertText: string, title: string, kind: EditKind) => PasteEdit;
	readonly languages: {
		registerDocumentPasteEditProvider(
			selector: DocumentSelector,
			provider: PasteProvider,
			metadata: { readonly providedPasteEditKinds: readonly EditKind[]; readonly pasteMimeTypes: readonly string[] },
		): Disposable;
		registerDocumentDropEditProvider(
			selector: DocumentSelector,
			provider: DropProvider,
			metadata: { readonly providedDropEditKinds: readonly EditKind[]; readonly dropMimeTypes: readonly string[] },
		): Disposable;
	};
}

export interface EditKind {
	append(...parts: readonly string[]): EditKind;
}

export interface PasteEdit {
	insertText: string;
	additionalEdit?: WorkspaceEdit;
	yieldTo?: readonly EditKind[];
}

export interface PasteProvider {
	provideDocumentPasteEdits(document: TextDocument, ranges: readonly Range[], transfer: DataTransfer): Promise<PasteEdit[] | undefined>;
	resolveDocumentPasteEdit(edit: PasteEdit): Promise<PasteEdit>;
}

export interface ChosenDropEdit extends DocumentDropEdit {
	title?: string;
	kind?: EditKind;
	yieldTo?: readonly EditKind[];
}

export interface DropProvider {
	provideDocumentDropEdits(
		document: TextDocument,
		position: Position,
		transfer: DataTransfer,
		token: CancellationToken,
	): Promise<ChosenDropEdit[] | undefined>;
}

/** `undefined` in an editor before 1.97. */
export function pasteApi(): PasteApi | undefined {
	const editor: object = vscode;
	return offersPasting(editor) ? editor : undefined;
}

function offersPasting(editor: object): editor is PasteApi {
	return 'DocumentPasteEdit' in editor && 'DocumentDropOrPasteEditKind' in editor;
}

/** Ours among the kinds of edits that the editor offers. */
export function kindOf(api: PasteApi, name: string): EditKind {
	return api.DocumentDropOrPasteEditKind.Empty.append('marginalia', name);
}
