import { Disposable } from 'vscode';
import type { ExtensionContext } from 'vscode';
import type { EditorWorkplaceParts } from './editorWorkplace';
import { registerTools } from './languageModelTools';
import { offerProgram } from './program';

/** Registers all that assistants can use. */
export function offer(context: ExtensionContext, parts: EditorWorkplaceParts): Disposable {
	return Disposable.from(offerProgram(context, parts.library.folder), registerTools(parts));
}
