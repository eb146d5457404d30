import { Disposable, commands, languages, workspace } from 'vscode';
import type { Uri } from 'vscode';
import type { RecordedLibrary } from '../../../core/library/recordedLibrary';
import { lazily } from '../../../core/work/lazily';
import type { LinkedBibliographies } from '../../../core/library/linkedBibliographies';
import type { Papers } from '../../../core/library/papers';
import type { Log } from '../../../core/files/ports';
import { citingLanguages, completionTriggers } from '../../../core/citing/languages';
import type { FormatReference } from '../../documents/formatReference';
import { KeyFiles, keyScheme } from '../../documents/keyFiles';
import type { PapersOfDocuments } from '../../documents/papersOfDocuments';
import type { RecentKeys } from '../../library/recentKeys';
import { registerWritingCommand } from '../../settings/trust';
import type { WorkspaceNotes } from '../../documents/workspaceNotes';
import { CitationCompletion, rememberCommand } from './completion';
import { PaperDefinition } from './definition';
import { registerDiagnostics } from './diagnostics';
import { CitationLinks } from './documentLinks';
import { CitationHover } from './hover';
import { registerInlayHints } from './inlayHints';
import { registerOutline } from './outline';
import { registerPaperDocuments } from './paperDocuments';
import { KeyReferences } from './references';
import { PaperSymbols } from './symbols';
import { registerUnusedEntries } from './unused';

export interface LanguageDependencies {
	/** Where a renamed key is recorded. */
	readonly library: RecordedLibrary;
	/** What keys may stand for. */
	readonly papers: Papers;
	/** What they stand for in one document. */
	readonly papersOf: PapersOfDocuments;
	readonly linked: LinkedBibliographies;
	readonly log: Log;
	readonly workspaceNotes: WorkspaceNotes;
	readonly recent: RecentKeys;
	/** For hovers. */
	readonly formatReference: FormatReference;
	/** The note of a paper, or where it would be made. */
	readonly noteUri: (key: string) => Promise<Uri | undefined>;
}

/**
 * What the editor knows of citation keys: completion, hover, definition, links, references, rename, hints, problems, and papers among the
 * symbols of the workspace.
 */
export function registerLanguage({
	library,
	papers,
	papersOf,
	linked,
	log,
	workspaceNotes,
	recent,
	formatReference,
	noteUri,
}: LanguageDependencies): Disposable {
	const references = new KeyReferences(papers, workspaceNotes);
	const completion = new CitationCompletion(papers, papersOf, recent);
	const keyFiles = new KeyFiles(library);
	const rename = lazily(async () => new (await import('./rename')).KeyRename(log, library, papers, linked, noteUri, workspaceNotes));
	return Disposable.from(
		keyFiles,
		workspace.registerFileSystemProvider(keyScheme, keyFiles, { isCaseSensitive: true }),
		registerPaperDocuments(papers, log),
		languages.registerCompletionItemProvider(citingLanguages, completion, ...completionTriggers),
		completion.readAhead(log),
		commands.registerCommand(rememberCommand, (key: string) => recent.add([key])),
		languages.registerHoverProvider(citingLanguages, new CitationHover(papersOf, formatReference)),
		languages.registerDefinitionProvider(citingLanguages, new PaperDefinition(papersOf, noteUri)),
		languages.registerDocumentLinkProvider(citingLanguages, new CitationLinks(papersOf)),
		registerOutline(papersOf),
		languages.registerReferenceProvider(citingLanguages, references),
		languages.registerDocumentHighlightProvider(citingLanguages, references),
		languages.registerRenameProvider(citingLanguages, {
			prepareRename: async (document, position) => (await rename()).prepareRename(document, position),
			provideRenameEdits: async (document, position, to, token) => (await rename()).provideRenameEdits(document, position, to, token),
		}),
		languages.registerWorkspaceSymbolProvider(new PaperSymbols(papers)),
		registerInlayHints(papers, papersOf),
		registerDiagnostics({ papers, papersOf, log }),
		registerUnusedEntries(linked, workspaceNotes, log),
		// Not in the palette: what makes keys anew asks for it.
		registerWritingCommand(log, 'marginalia.renameCitedKeys', async pairs =>
			(await import('./renameCitedKeys')).renameCitedKeys(workspaceNotes, pairs),
		),
	);
}
