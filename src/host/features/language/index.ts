import { Disposable, commands, languages } from 'vscode';
import type { Uri } from 'vscode';
import type { Library } from '../../../core/library/library';
import type { Papers } from '../../../core/library/papers';
import type { Log } from '../../../core/ports';
import type { RecentKeys } from '../../adapters/recentKeys';
import { citingLanguages } from './citingDocuments';
import { CitationCompletion, completionTriggers, rememberCommand } from './completion';
import { NoteDefinition } from './definition';
import { registerDiagnostics } from './diagnostics';
import { CitationHover } from './hover';
import { registerPaperDocuments } from './paperDocuments';
import { KeyReferences } from './references';
import { KeyRename } from './rename';
import { PaperSymbols } from './symbols';

export interface LanguageDependencies {
	/** Where a renamed key is recorded. */
	readonly library: Library;
	/** What keys may stand for. */
	readonly papers: Papers;
	readonly log: Log;
	readonly recent: RecentKeys;
	/** The note of a paper, or where it would be made. */
	readonly noteUri: (key: string) => Promise<Uri | undefined>;
}

/** What the editor knows of citation keys: completion, hover, definition, references, rename, unknown keys, and papers among the symbols of the workspace. */
export function registerLanguage({ library, papers, log, recent, noteUri }: LanguageDependencies): Disposable {
	const references = new KeyReferences(papers);
	const rename = new KeyRename(library, log);
	return Disposable.from(
		rename,
		registerPaperDocuments(papers, log),
		languages.registerCompletionItemProvider(citingLanguages, new CitationCompletion(papers, recent), ...completionTriggers),
		commands.registerCommand(rememberCommand, (key: string) => recent.add([key])),
		languages.registerHoverProvider(citingLanguages, new CitationHover(papers)),
		languages.registerDefinitionProvider(citingLanguages, new NoteDefinition(papers, noteUri)),
		languages.registerReferenceProvider(citingLanguages, references),
		languages.registerDocumentHighlightProvider(citingLanguages, references),
		languages.registerRenameProvider(citingLanguages, rename),
		languages.registerWorkspaceSymbolProvider(new PaperSymbols(papers)),
		registerDiagnostics({ library: papers }),
	);
}
