import { commands, l10n, window } from 'vscode';
import type { ExtensionContext } from 'vscode';
import { localize, translateWith } from './core/data/localize';
import { tableOf } from './core/data/table';
import { createApi } from './api';
import type { ApiDependencies, MarginaliaApi } from './api';
import { JoinedPapers } from './core/library/joinedPapers';
import type { Log } from './core/files/ports';
import { CitationFormatting } from './host/documents/citationFormatting';
import { CitingDocument } from './host/documents/citingDocument';
import { logButtonFailures, messageOf, tell } from './host/ui/commands';
import { commandsInWaiting } from './host/ui/commandsInWaiting';
import type { FormatReference } from './host/documents/formatReference';
import { LastEditor } from './host/documents/lastEditor';
import { lazily } from './core/work/lazily';
import { LibraryLabels } from './host/library/libraryLabels';
import { LastLook } from './host/library/lastLook';
import { outputLog } from './host/ui/log';
import { PapersOfDocuments } from './host/documents/papersOfDocuments';
import { notePapersUsed, rememberRecentPapers } from './host/library/recentPapers';
import { SearchBox } from './host/library/searchBox';
import { RecentKeys } from './host/library/recentKeys';
import { WorkspaceBibliographies } from './host/documents/workspaceBibliographies';
import type { OpenedLibrary } from './host/library/workspaceLibrary';
import { openWorkspaceLibrary } from './host/library/workspaceLibrary';
import { WorkspaceNotes } from './host/documents/workspaceNotes';
import { registerAdd } from './host/features/add';
import { registerAssistants } from './host/features/assistants';
import { registerBacklinks } from './host/features/backlinks';
import { registerBackups } from './host/features/backups';
import { registerBibliography } from './host/features/bibliography';
import { registerCiting } from './host/features/citing';
import { DailyLog } from './host/features/dailyLog';
import { registerDigest } from './host/features/digest';
import { registerComplete } from './host/features/complete';
import { registerDuplicates } from './host/features/duplicates';
import { registerEdit } from './host/features/edit';
import { registerExport } from './host/features/export';
import { registerFeeds } from './host/features/feeds';
import { registerGraph } from './host/features/graph';
import { registerIngest } from './host/features/ingest';
import { registerKeepReferences } from './host/features/keepReferences';
import { registerKeys } from './host/features/keys';
import { registerLanguage } from './host/features/language';
import { registerLibrary } from './host/features/library';
import { registerLinked } from './host/features/linked';
import { registerLinks } from './host/features/links';
import { registerMatrix } from './host/features/matrix';
import { registerNotes } from './host/features/notes';
import { registerOverview } from './host/features/overview';
import { registerPdf } from './host/features/pdf';
import type { Preview } from './host/features/preview';
import { registerPreview } from './host/features/preview';
import { registerQuoting } from './host/features/quoting';
import { registerReader } from './host/features/reader';
import { registerReferences } from './host/features/references';
import { registerTable } from './host/features/table';
import { registerUpdates } from './host/features/updates';
import { registerWelcome } from './host/features/welcome';
import { registerZotero } from './host/features/zotero';

/**
 * Begins to open the library. No feature is registered before it is open, so none ever takes it for empty; commands, the preview and other
 * extensions wait for it.
 */
export function activate(context: ExtensionContext): MarginaliaApi & Pick<Preview, 'extendMarkdownIt'> {
	translateWith((sentence, ...values) => l10n.t(sentence, ...values));
	const log = outputLog();
	logButtonFailures(log);
	const opened = openWorkspaceLibrary(context, log);
	const started = opened.then(library => {
		waiting.dispose();
		return start(context, log, library);
	});
	const search = (query: unknown) => {
		const box = new SearchBox(typeof query === 'string' ? query : '');
		started.catch(() => box.pick.dispose());
		return box;
	};
	const waiting = commandsInWaiting(context.extension, started, tableOf({ 'marginalia.searchLibrary': search }));
	started.catch((error: unknown) => {
		log.error('Marginalia could not start', error);
		void commands.executeCommand('setContext', 'marginalia.cannotOpen', true);
		tell(window.showErrorMessage, localize('Couldn’t open the library ({0}). Nothing in it was changed.', messageOf(error)), {
			[localize('Check Its Folder')]: () => commands.executeCommand('workbench.action.openSettings', 'marginalia.library.folder'),
		});
	});
	const preview = registerPreview({ log, formatting: async () => (await started).formatting, linked: () => started });
	context.subscriptions.push(log, waiting, preview.subscriptions);
	return { ...createApi(started), extendMarkdownIt: preview.extendMarkdownIt };
}

/** Makes what features need and registers the features. */
function start(
	context: ExtensionContext,
	log: Log,
	{ library, backups, folder, cache }: OpenedLibrary,
): ApiDependencies & { readonly formatting: CitationFormatting; readonly papers: JoinedPapers; readonly workspaceNotes: WorkspaceNotes } {
	rememberRecentPapers(context.workspaceState);
	const lastEditor = new LastEditor();
	const recent = new RecentKeys(context.workspaceState);
	const bibliographies = new WorkspaceBibliographies(log);
	const papers = new JoinedPapers(library, bibliographies.papers);
	const workspaceNotes = new WorkspaceNotes(context.storageUri, log);
	const network = lazily(async () => (await import('./host/network/network')).openNetwork(context, log));
	const pdfWords = lazily(async () => {
		const { PdfWords } = await import('./host/pdf/pdfWords');
		const words = new PdfWords({ extensionUri: context.extensionUri, library, cache, log });
		context.subscriptions.push(words);
		return words;
	});
	const labels = new LibraryLabels(folder, log);
	const notes = registerNotes({ library: papers, folder, log, lastEditor, workspaceNotes });
	const papersOf = new PapersOfDocuments(bibliographies.papers, papers, document => bibliographies.mainsOf(document));
	const formatting = new CitationFormatting({
		papers,
		papersOf,
		log,
		extensionUri: context.extensionUri,
	});
	const formatReference: FormatReference = (document, key) => formatting.reference(document, key);
	const citing = new CitingDocument(context.workspaceState, log);
	const dailyLog = new DailyLog(library, log);
	const graph = registerGraph({ extensionUri: context.extensionUri, papers, notes: workspaceNotes, log });
	context.subscriptions.push(
		lastEditor,
		bibliographies,
		papers,
		formatting,
		citing,
		workspaceNotes,
		labels,
		registerLibrary({
			library,
			papers,
			linked: bibliographies.papers,
			log,
			notes: workspaceNotes,
			memory: context.workspaceState,
			pdfWords,
			labels,
		}),
		registerIngest({ library, log, memory: context.workspaceState }),
		registerLinked({ library, papers, linked: bibliographies.papers, log }),
		registerAdd({ library, papers, log, network, memory: context.workspaceState }),
		registerPdf({ extensionUri: context.extensionUri, library, papers, log, network, folder }),
		registerExport({ extensionUri: context.extensionUri, library, papers, labels, papersOf, formatting, log }),
		registerComplete({ library, log, network, memory: context.workspaceState }),
		registerUpdates({ library, log, network }),
		registerKeepReferences({ papers, log }),
		registerBackups({ library, backups, log }),
		registerDuplicates({ extensionUri: context.extensionUri, library, log }),
		registerEdit({ extensionUri: context.extensionUri, library, papers, log }),
		registerKeys({ library, log }),
		registerTable({
			extensionUri: context.extensionUri,
			papers,
			sources: [library, bibliographies.papers],
			labels,
			notes: workspaceNotes,
			memory: context.workspaceState,
			log,
		}),
		registerMatrix({
			extensionUri: context.extensionUri,
			library,
			papers,
			notes: workspaceNotes,
			noteUri: key => notes.noteUri(key),
			ensureNote: paper => notes.ensureNote(paper),
			log,
		}),
		dailyLog,
		graph.subscriptions,
		registerOverview({ extensionUri: context.extensionUri, papers, notes: workspaceNotes, log }),
		registerFeeds({ storage: context.globalStorageUri, library, log, network, notes: workspaceNotes, memory: context.globalState }),
		registerDigest({ library, log }),
		registerReader({
			extensionUri: context.extensionUri,
			library: papers,
			labels,
			log,
			network,
			memory: context.globalState,
			noteUri: key => notes.noteUri(key),
			onShow: paper => {
				if (paper !== undefined) {
					notePapersUsed([paper['citation-key']]).catch((error: unknown) => log.error('The paper could not be remembered', error));
				}
				dailyLog.watch(paper);
				graph.follow();
			},
		}),
		registerQuoting({ papers, log, ensureNote: paper => notes.ensureNote(paper), onWrite: (deed, paper) => dailyLog.add(deed, [paper]) }),
		registerCiting({
			library,
			papers,
			log,
			lastEditor,
			recent,
			look: new LastLook(context.workspaceState),
			formatReference,
			formatDraft: (...draft) => formatting.draft(...draft),
			noteUri: key => notes.noteUri(key),
			network,
		}),
		registerBibliography({ papers, log, formatting, lastEditor, memory: context.globalState }),
		registerReferences({ papers, log, formatting, citing }),
		registerLanguage({
			library,
			papers,
			papersOf,
			linked: bibliographies.papers,
			log,
			workspaceNotes,
			recent,
			formatReference,
			noteUri: key => notes.noteUri(key),
		}),
		registerWelcome({ context, library, papers, log }),
		registerZotero({ library, folder, papers, log, network, memory: context.workspaceState }),
		registerAssistants({
			context,
			library,
			papers,
			papersOf,
			workspaceNotes,
			ensureNote: paper => notes.ensureNote(paper),
			network,
			log,
			pdfWords,
		}),
		notes.commands,
		registerBacklinks({ papers, log, notes: workspaceNotes }),
		registerLinks({ papers, log, notes: workspaceNotes }),
	);
	// Until then no view says that it has nothing to show.
	void commands.executeCommand('setContext', 'marginalia.open', true);
	return { library, papers, noteUri: key => notes.noteUri(key), formatting, workspaceNotes };
}
