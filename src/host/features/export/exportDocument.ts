import { ProgressLocation, Uri, commands, extensions, window, workspace } from 'vscode';
import type { CancellationToken, TextDocument } from 'vscode';
import { localize } from '../../../core/data/localize';
import { isObject, textOf } from '../../../core/data/json';
import { familyOf } from '../../../core/citing/languages';
import { documentMetadata } from '../../../core/citing/documentMetadata';
import { documentPage, firstHeading, pictureAddresses } from '../../../core/citing/documentPage';
import type { PandocRun } from '../../../core/citing/pandocRun';
import { pandocText } from '../../../core/citing/pandocText';
import { missingCharacters, pandocFailure, pandocRun, pdfEngines } from '../../../core/citing/pandocRun';
import type { Log } from '../../../core/files/ports';
import type { IncomingPaper } from '../../../core/paper/paper';
import type { CitationFormatting, CitedDocument } from '../../documents/citationFormatting';
import type { PapersOfDocuments } from '../../documents/papersOfDocuments';
import { base64 } from '../../files/base64';
import { bytesOf, readBytes } from '../../files/bytesOf';
import { writeText } from '../../files/writeText';
import { inTemporaryFolder, runProgram } from '../../files/programs';
import type { ProgramEnd } from '../../files/programs';
import { mayReach, mayWrite } from '../../settings/trust';
import { tell } from '../../ui/commands';
import { plainMessage } from '../../../core/text/printable';

export interface ExportDocumentDependencies {
	readonly extensionUri: Uri;
	readonly formatting: CitationFormatting;
	readonly papersOf: PapersOfDocuments;
	readonly log: Log;
}

const formats = ['html', 'docx', 'pdf'] as const;
type Format = (typeof formats)[number];

/**
 * What `Export Document…` does: the open Markdown document, or the one whose address is passed, with its citations and the list of
 * references as the preview shows them. A caller that passes `{ format, to }` is asked nothing. Resolves to what was written, if anything
 * was.
 */
export async function exportDocument(dependencies: ExportDocumentDependencies, args: readonly unknown[]): Promise<Uri | undefined> {
	const named = args.find(argument => argument instanceof Uri);
	const document = named === undefined ? window.activeTextEditor?.document : await workspace.openTextDocument(named);
	if (document === undefined || familyOf(document.languageId) !== 'markdown') {
		tell(window.showInformationMessage, localize('Open a Markdown document to export it.'));
		return undefined;
	}
	// It writes files, and runs a program on what strangers wrote.
	if (!mayWrite()) {
		return undefined;
	}
	const wish = args.find(argument => isObject(argument) && !(argument instanceof Uri));
	const wanted = isObject(wish) ? wish : {};
	const format = formats.find(known => known === wanted['format']) ?? (await chooseFormat());
	const to: unknown = wanted['to'];
	const target = format && (to instanceof Uri ? to : await askTarget(document, format));
	if (format === undefined || target === undefined) {
		return undefined;
	}
	const isWritten = await window.withProgress(
		{
			location: ProgressLocation.Notification,
			title: plainMessage(localize('Exporting {0}', nameOf(target))),
			cancellable: format !== 'html',
		},
		async (_, token) => {
			const cited = await dependencies.formatting.ofDocument(document);
			return format === 'html'
				? writePage(dependencies, document, cited, target)
				: writeByPandoc(dependencies, document, cited, target, format, token);
		},
	);
	if (isWritten) {
		tell(window.showInformationMessage, localize('Exported to {0}.', workspace.asRelativePath(target)), {
			[localize('Open File')]: () => commands.executeCommand('vscode.open', target),
		});
	}
	return isWritten ? target : undefined;
}

async function chooseFormat(): Promise<Format | undefined> {
	const items = [
		{
			label: localize('Web page'),
			description: '.html',
			detail: localize('One file with its pictures, as the preview shows it'),
			format: 'html' as const,
		},
		{ label: localize('Word document'), description: '.docx', detail: localize('By pandoc or Quarto'), format: 'docx' as const },
		{ label: localize('PDF'), description: '.pdf', detail: localize('By pandoc or Quarto, and LaTeX or Typst'), format: 'pdf' as const },
	];
	return (await window.showQuickPick(items, { title: localize('Export document'), placeHolder: localize('Format') }))?.format;
}

async function askTarget({ uri }: TextDocument, format: Format): Promise<Uri | undefined> {
	const name = `${nameOf(uri).replace(/\.[^.]*$/, '')}.${format}`;
	const root = workspace.workspaceFolders?.[0]?.uri;
	const place = uri.scheme === 'untitled' ? root && Uri.joinPath(root, name) : Uri.joinPath(uri, '..', name);
	return window.showSaveDialog({
		title: localize('Export document'),
		filters: { [format]: [format] },
		...(place ? { defaultUri: place } : {}),
	});
}

function nameOf({ path }: Uri): string {
	return path.split('/').at(-1) ?? '';
}

async function writePage(
	{ extensionUri, formatting }: ExportDocumentDependencies,
	document: TextDocument,
	cited: CitedDocument,
	target: Uri,
): Promise<boolean> {
	const body = await renderedBody(formatting, document, cited);
	if (body === undefined) {
		tell(
			window.showWarningMessage,
			localize('Exporting a web page needs VS Code’s built-in Markdown extension. Enable it, then export again.'),
		);
		return false;
	}
	const style = new TextDecoder().decode(await readBytes(Uri.joinPath(extensionUri, 'media', 'preview.css')));
	const title = textOf(documentMetadata(document.getText()).fields['title']) ?? firstHeading(body) ?? nameOf(document.uri);
	const pictures = await picturesOf(body, document);
	await writeText(target, documentPage({ title, language: cited.settings.lang ?? 'en', body, pictures, style }));
	return true;
}

/** So often it is looked whether what draws citations has been read, which begins with the first citation in sight. */
const triesToRender = 100;

/** What the editor's own preview renders, with all citations written; `undefined` where that is switched off. */
async function renderedBody(formatting: CitationFormatting, document: TextDocument, cited: CitedDocument): Promise<string | undefined> {
	const isThere = extensions.getExtension('vscode.markdown-language-features') !== undefined;
	const hasCitations = cited.found.some(({ form, isUnseen }) => form !== 'uncited' && isUnseen !== true);
	return isThere
		? formatting.showing(document.getText(), cited, async () => {
				for (let attempt = 0; ; attempt += 1) {
					const body = await commands.executeCommand<string>('markdown.api.render', document);
					if (!hasCitations || body.includes('marginalia-citation') || attempt === triesToRender) {
						return body;
					}
					await new Promise(resolve => setTimeout(resolve, 50));
				}
			})
		: undefined;
}

const mediaTypes = new Map([
	['png', 'image/png'],
	['jpg', 'image/jpeg'],
	['jpeg', 'image/jpeg'],
	['gif', 'image/gif'],
	['svg', 'image/svg+xml'],
	['webp', 'image/webp'],
	['avif', 'image/avif'],
	['bmp', 'image/bmp'],
]);

/** Those that are files, as `data:` addresses. What cannot be read stays as it is. */
async function picturesOf(body: string, { uri }: TextDocument): Promise<ReadonlyMap<string, string>> {
	const pictures = new Map<string, string>();
	for (const address of pictureAddresses(body)) {
		const path = decodedPath(address);
		const type = mediaTypes.get(path?.split('.').at(-1)?.toLowerCase() ?? '');
		const root = workspace.getWorkspaceFolder(uri)?.uri;
		const place = path?.startsWith('/') === true ? root && Uri.joinPath(root, path) : path && Uri.joinPath(uri, '..', path);
		if (type !== undefined && place && (await mayReach(place))) {
			const bytes = await bytesOf(place);
			if (bytes !== undefined) {
				pictures.set(address, `data:${type};base64,${base64(bytes)}`);
			}
		}
	}
	return pictures;
}

/** The path of a relative address. */
function decodedPath(address: string): string | undefined {
	if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(address)) {
		return undefined;
	}
	try {
		return decodeURIComponent(address.replace(/[?#].*$/s, ''));
	} catch (error) {
		if (error instanceof URIError) {
			return undefined;
		}
		throw error;
	}
}

async function writeByPandoc(
	{ formatting, papersOf, log }: ExportDocumentDependencies,
	document: TextDocument,
	cited: CitedDocument,
	target: Uri,
	format: Format,
	token: CancellationToken,
): Promise<boolean> {
	const folder =
		document.uri.scheme === 'file' ? Uri.joinPath(document.uri, '..') : (workspace.workspaceFolders?.[0]?.uri ?? Uri.parse('file:///'));
	const style = await formatting.style(document, cited.settings);
	const run = pandocRun(
		{ settings: cited.settings, papers: await papersOfDocument(papersOf, document, cited), style },
		format,
		folder.fsPath,
	);
	const { text, embedded } = pandocText(document.getText());
	return inTemporaryFolder(async temporary => {
		const end = await runPandoc(run, text, temporary, folder.fsPath, token, format === 'pdf' ? pdfEngines : [undefined]);
		if (token.isCancellationRequested) {
			return false;
		}
		if (end === undefined) {
			tell(
				window.showWarningMessage,
				localize(
					'Exporting {0} needs pandoc or Quarto, and neither was found. Install one of them and restart VS Code, or export a web page.',
					`.${format}`,
				),
				{ [localize('Get pandoc')]: () => commands.executeCommand('vscode.open', Uri.parse('https://pandoc.org/installing.html')) },
			);
			return false;
		}
		if (end.code !== 0) {
			log.error('pandoc failed', new Error(end.complaint));
			tell(window.showErrorMessage, localize('pandoc couldn’t write the document: {0}', pandocFailure(end.complaint)));
			return false;
		}
		await workspace.fs.copy(Uri.joinPath(temporary, run.output), target, { overwrite: true });
		if (embedded.length > 0) {
			tell(
				window.showInformationMessage,
				localize(
					'Embedded notes stand in the file by their names only: {0}. Export a web page to have their text.',
					embedded.slice(0, 10).join(', '),
				),
			);
		}
		const missing = missingCharacters(end.complaint);
		if (missing.length > 0) {
			tell(
				window.showWarningMessage,
				localize(
					'The PDF lacks characters that its font doesn’t have: {0}. Install Typst or WeasyPrint, then export again.',
					missing.slice(0, 10).join(' '),
				),
			);
		}
		return true;
	});
}

/**
 * Tries pandoc, then the one that comes with Quarto; `undefined` where neither is there. Of several that may make the file the first is
 * taken that leaves nothing out, else the last that made one.
 */
async function runPandoc(
	run: PandocRun,
	input: string,
	temporary: Uri,
	folder: string,
	token: CancellationToken,
	engines: readonly (string | undefined)[],
) {
	for (const [name, text] of run.files) {
		await writeText(Uri.joinPath(temporary, name), text);
	}
	for (const program of [['pandoc'], ['quarto', 'pandoc']]) {
		let made: ProgramEnd | undefined;
		let failed: ProgramEnd | undefined;
		for (const engine of engines) {
			const words = run.words(name => Uri.joinPath(temporary, name).fsPath, engine);
			const end = await runProgram([...program, ...words], { input, folder, token });
			if (end.kind === 'absent') {
				break;
			}
			if (token.isCancellationRequested || (end.code === 0 && missingCharacters(end.complaint).length === 0)) {
				return end;
			}
			made = end.code === 0 ? end : made;
			failed ??= end;
		}
		const last = made ?? failed;
		if (last?.kind === 'ended') {
			return last;
		}
	}
	return undefined;
}

async function papersOfDocument(
	papersOf: PapersOfDocuments,
	{ uri }: TextDocument,
	{ found, formatted, settings }: CitedDocument,
): Promise<ReadonlyMap<string, IncomingPaper>> {
	const papers = papersOf.naming(settings.bibliography, uri.toString());
	const keys = new Set([...found.flatMap(({ cites }) => cites.map(({ key }) => key)), ...formatted.references.map(({ key }) => key)]);
	const chosen = new Map<string, IncomingPaper>();
	for (const key of keys) {
		const paper = formatted.unknown.includes(key) ? undefined : await papers.paper(key);
		if (paper !== undefined) {
			chosen.set(key, paper);
		}
	}
	return chosen;
}
