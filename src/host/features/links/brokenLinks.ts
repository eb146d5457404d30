import { CodeAction, CodeActionKind, Diagnostic, DiagnosticSeverity, Disposable, Uri, languages, window, workspace } from 'vscode';
import type { CodeActionContext, TextDocument } from 'vscode';
import { localize } from '../../../core/data/localize';
import type { Papers } from '../../../core/library/papers';
import { brokenWikilinks as findBroken } from '../../../core/notes/brokenLinks';
import { safeFileName } from '../../../core/notes/fileNames';
import { noteName, withoutExtension } from '../../../core/notes/notePaths';
import type { Log } from '../../../core/files/ports';
import { scanDocument } from '../../documents/documentReading';
import { AfterPause } from '../../ui/afterPause';
import { tell } from '../../ui/commands';
import { presenceOf } from '../../files/filePresence';
import { problemOfCreating } from '../../files/newFile';
import { rangeOf } from '../../documents/rangeOf';
import { folderOf } from '../../settings/folderSetting';
import { settings } from '../../settings/settings';
import { registerWritingCommand } from '../../settings/trust';
import type { WorkspaceNotes } from '../../documents/workspaceNotes';
import { linkingLanguages } from '../../../core/citing/languages';
import { editorChecksLinks, noteFileOf } from './markdownLinks';

const delay = 400;
const source = 'Marginalia';
const code = 'broken-link';

/** Links of open documents that lead nowhere, each with a quick fix that makes the note. */
export function registerBrokenLinks(papers: Papers, notes: WorkspaceNotes, log: Log): Disposable {
	const collection = languages.createDiagnosticCollection('marginalia-links');
	const checkAll = async () => {
		const open = workspace.textDocuments.filter(
			document => linkingLanguages.includes(document.languageId) && document.uri.scheme !== 'git',
		);
		const broken = await Promise.all(
			open.map(async document => [...(await brokenWikilinks(document, notes, papers)), ...(await brokenMarkdownLinks(document))]),
		);
		collection.clear();
		open.forEach((document, at) => collection.set(document.uri, broken[at] ?? []));
	};
	const checking = new AfterPause(
		delay,
		() => void checkAll().catch((error: unknown) => log.error('The links could not be checked', error)),
	);
	checking.ask();
	return Disposable.from(
		collection,
		checking,
		workspace.onDidOpenTextDocument(checking.ask),
		workspace.onDidCloseTextDocument(checking.ask),
		workspace.onDidChangeTextDocument(checking.ask),
		workspace.onDidCreateFiles(checking.ask),
		workspace.onDidDeleteFiles(checking.ask),
		workspace.onDidRenameFiles(checking.ask),
		workspace.onDidChangeConfiguration(event => {
			if (event.affectsConfiguration('markdown.validate')) {
				checking.ask();
			}
		}),
		papers.onDidChange(checking.ask),
		notes.onDidChange(checking.ask),
		registerWritingCommand(log, createLinkedNote, (...args) => createNote(String(args[0]))),
		languages.registerCodeActionsProvider(
			linkingLanguages,
			{ provideCodeActions: (document, _, context) => fixes(document, context) },
			{ providedCodeActionKinds: [CodeActionKind.QuickFix] },
		),
	);
}

async function brokenWikilinks(document: TextDocument, notes: WorkspaceNotes, papers: Papers): Promise<readonly Diagnostic[]> {
	if (!document.getText().includes('[[')) {
		return [];
	}
	const index = await notes.current();
	const broken = findBroken(scanDocument(document).wikilinks, document.uri.toString(), index, papers);
	return broken.map(link => problem(document, link, link.message));
}

/** Asks the disk and not the index of notes, which nobody may need yet. */
async function brokenMarkdownLinks(document: TextDocument): Promise<readonly Diagnostic[]> {
	if (editorChecksLinks(document)) {
		return [];
	}
	const links = scanDocument(document).links.flatMap(link => {
		const file = noteFileOf(document, link);
		return file === undefined ? [] : [{ link, file }];
	});
	const present = await Promise.all(links.map(({ file }) => presenceOf(file)));
	return links
		.filter((_, at) => present[at] === 'missing')
		.map(({ link, file }) =>
			problem(
				document,
				{ start: link.destinationStart, end: link.destinationEnd },
				localize('Note “{0}” not found.', workspace.asRelativePath(file)),
			),
		);
}

function problem(document: TextDocument, range: { readonly start: number; readonly end: number }, message: string): Diagnostic {
	const diagnostic = new Diagnostic(rangeOf(document, range), message, DiagnosticSeverity.Information);
	diagnostic.source = source;
	diagnostic.code = code;
	return diagnostic;
}

/** What VS Code's markdown extension calls a link to a file that is not there. */
const missingFile = 'link.no-such-file';

function fixes(document: TextDocument, { diagnostics }: CodeActionContext): CodeAction[] {
	const broken = diagnostics.filter(
		diagnostic => (diagnostic.source === source && diagnostic.code === code) || diagnostic.code === missingFile,
	);
	return broken.flatMap(diagnostic => {
		const missing = workspace.isTrusted ? missingNote(document, document.offsetAt(diagnostic.range.start)) : undefined;
		if (missing === undefined) {
			return [];
		}
		const action = new CodeAction(localize('Create note “{0}”', missing.target), CodeActionKind.QuickFix);
		action.diagnostics = [diagnostic];
		action.isPreferred = true;
		action.command = { command: createLinkedNote, title: action.title, arguments: [missing.file.toString()] };
		return [action];
	});
}

const createLinkedNote = '_marginalia.createLinkedNote';

async function createNote(path: string): Promise<void> {
	const uri = Uri.parse(path);
	const problem = await problemOfCreating(uri, `# ${noteName(uri.path)}\n\n`);
	if (problem !== undefined) {
		tell(window.showWarningMessage, localize('{0} wasn’t created. {1}', workspace.asRelativePath(uri), problem));
	}
}

/** The note that a link whose target stands at an offset would lead to. */
function missingNote(document: TextDocument, offset: number): { readonly target: string; readonly file: Uri } | undefined {
	const { wikilinks, links } = scanDocument(document);
	const wikilink = wikilinks.find(({ targetStart }) => targetStart === offset);
	if (wikilink !== undefined) {
		const file = placeOfWikilink(document, wikilink.target);
		return file && { target: wikilink.target, file };
	}
	const link = links.find(({ destinationStart }) => destinationStart === offset);
	const file = link && noteFileOf(document, link);
	return file === undefined || workspace.getWorkspaceFolder(file) === undefined
		? undefined
		: { target: workspace.asRelativePath(file), file };
}

/** A link that names a folder means that one; others go where notes are made. */
function placeOfWikilink(document: TextDocument, target: string): Uri | undefined {
	const folder = workspace.getWorkspaceFolder(document.uri) ?? workspace.workspaceFolders?.[0];
	const parts = withoutExtension(target)
		.split('/')
		.map(safeFileName)
		.filter(part => part !== '');
	return folder === undefined || parts.length === 0
		? undefined
		: Uri.joinPath(
				parts.length > 1 ? folder.uri : folderOf(folder.uri, 'notes.folder', settings.notesFolder(folder.uri)),
				`${parts.join('/')}.md`,
			);
}
