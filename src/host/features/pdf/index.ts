import { Disposable, Uri, languages, window } from 'vscode';
import { localize } from '../../../core/data/localize';
import { markdownLanguages } from '../../../core/citing/languages';
import type { Papers } from '../../../core/library/papers';
import { withPdf } from '../../../core/pdf/pdfLinks';
import { currentPaperKey } from '../../library/currentPaper';
import { keysOf, urisOf } from '../../ui/commandArguments';
import { registerCommand } from '../../ui/commands';
import { pickPapers } from '../../library/paperPicker';
import { registerWritingCommand } from '../../settings/trust';
import { pdfAsText } from './pdfAsText';
import type { PdfDependencies, PdfFile } from './adding';
import { PdfEditorInWaiting } from './pdfEditorInWaiting';
import { PdfLinks } from './pdfLinks';
import { pdfViewType } from './pdfViewType';

/** PDFs: recognised and linked to their papers, opened, and marked. `folder` is the library's. */
export function registerPdf(dependencies: PdfDependencies & { readonly papers: Papers; readonly folder: Uri }): Disposable {
	const { library, papers, log, folder } = dependencies;
	const editor = new PdfEditorInWaiting({ ...dependencies, folder });
	const askForFiles = (title: string, many: boolean) =>
		window.showOpenDialog({ title, openLabel: localize('Choose'), canSelectMany: many, filters: { PDF: ['pdf'] } });
	const askForPaper = async (title: string) => pickPapers(papers, { title, placeholder: localize('Select a paper'), many: false });
	return Disposable.from(
		editor,
		window.registerCustomEditorProvider(pdfViewType, editor, { supportsMultipleEditorsPerDocument: true }),
		registerWritingCommand(log, 'marginalia.addPdf', async (...args) => {
			const { addPdfs, fileAt } = await import('./adding');
			const [first] = args;
			const files = isDropped(first)
				? [{ name: first.name, read: () => Promise.resolve(first.bytes) } satisfies PdfFile]
				: (urisOf(args) ?? (await askForFiles(localize('Add PDFs'), true)))?.map(fileAt);
			return files === undefined || files.length === 0 ? undefined : addPdfs(dependencies, files);
		}),
		registerWritingCommand(log, 'marginalia.attachPdf', async (argument, place) => {
			const { addressOf } = await import('../../pdf/attachedFile');
			const key =
				keysOf([argument])?.[0] ??
				(place instanceof Uri ? undefined : await currentPaperKey(papers)) ??
				(await askForPaper(localize('Attach a PDF')))?.[0];
			const uri = key === undefined ? undefined : place instanceof Uri ? place : (await askForFiles(localize('Attach a PDF'), false))?.[0];
			if (key !== undefined && uri !== undefined) {
				const address = addressOf(uri);
				await library.step(localize('Attach PDF'), editor => editor.update([key], paper => withPdf(paper, address)));
			}
		}),
		registerWritingCommand(log, 'marginalia.getPdf', async (...args) => {
			const here = keysOf(args) ?? [await currentPaperKey(papers)].filter(key => key !== undefined);
			const keys =
				here.length > 0
					? here
					: await pickPapers(papers, { title: localize('Get PDFs'), placeholder: localize('Select papers'), many: true });
			return keys === undefined || keys.length === 0
				? undefined
				: (await import('./getting')).getPdfs(dependencies, keys, {
						// A list of keys is a program's; one key is the reader's, whose user can answer.
						quiet: Array.isArray(args[0]),
					});
		}),
		registerCommand(log, 'marginalia.openPdfFile', async (address, key) => {
			const uri = typeof address === 'string' ? Uri.parse(address, true) : address instanceof Uri ? address : undefined;
			return uri && editor.open(uri, typeof key === 'string' ? key : undefined);
		}),
		registerCommand(log, 'marginalia.saveHighlightedCopy', () => editor.saveCopy()),
		window.tabGroups.onDidChangeTabs(async event => {
			if (event.opened.some(tab => pdfAsText(tab) !== undefined)) {
				await (await import('./takingOver')).takeOver(event, papers, editor, log);
			}
		}),
		languages.registerDocumentLinkProvider([...markdownLanguages], new PdfLinks()),
		registerCommand(log, 'marginalia.openPdf', async (...args) => {
			const key = keysOf(args)?.[0] ?? (await currentPaperKey(papers)) ?? (await askForPaper(localize('Open a PDF')))?.[0];
			const paper = key === undefined ? undefined : await papers.paper(key);
			const linked = papers.head(paper?.id ?? '')?.linked;
			return paper && (await import('./opening')).openPdf(paper, linked && Uri.parse(linked.file, true));
		}),
	);
}

/** What a drop hands over when the file lies outside what VS Code can open by URI. */
function isDropped(value: unknown): value is { readonly name: string; readonly bytes: Uint8Array } {
	return (
		typeof value === 'object' &&
		value !== null &&
		'name' in value &&
		typeof value.name === 'string' &&
		'bytes' in value &&
		value.bytes instanceof Uint8Array
	);
}
