import { Disposable, Uri, window } from 'vscode';
import type { Papers } from '../../../core/library/papers';
import { pdfLink } from '../../../core/pdf/pdfLinks';
import { keysOf, urisOf } from '../../ui/commandArguments';
import { registerCommand } from '../../ui/commands';
import { pickPapers } from '../../library/paperPicker';
import { registerWritingCommand } from '../../settings/trust';
import type { PdfDependencies, PdfFile } from './adding';

/** PDFs: recognised and linked to their papers, and opened. */
export function registerPdf(dependencies: PdfDependencies & { readonly papers: Papers }): Disposable {
	const { library, papers, log } = dependencies;
	const askForFiles = (title: string, many: boolean) =>
		window.showOpenDialog({ title, openLabel: 'Choose', canSelectMany: many, filters: { PDF: ['pdf'] } });
	const askForPaper = async (title: string) => pickPapers(papers, { title, placeholder: 'Pick a paper', many: false });
	return Disposable.from(
		registerWritingCommand(log, 'marginalia.addPdf', async (...args) => {
			const { addPdfs, fileAt } = await import('./adding');
			const [first] = args;
			const files = isDropped(first)
				? [{ name: first.name, read: () => Promise.resolve(first.bytes) } satisfies PdfFile]
				: (urisOf(args) ?? (await askForFiles('Add PDFs', true)))?.map(fileAt);
			return files === undefined || files.length === 0 ? undefined : addPdfs(dependencies, files);
		}),
		registerWritingCommand(log, 'marginalia.attachPdf', async (argument, place) => {
			const { addressOf } = await import('./adding');
			const [key] = keysOf([argument]) ?? (await askForPaper('Attach a PDF')) ?? [];
			const uri = key === undefined ? undefined : place instanceof Uri ? place : (await askForFiles('Attach a PDF', false))?.[0];
			if (key !== undefined && uri !== undefined) {
				const address = addressOf(uri);
				await library.step('Attach PDF', editor =>
					editor.update([key], paper => ({
						...paper,
						links: [...(paper.links ?? []).filter(({ url }) => url !== address), pdfLink(address)],
					})),
				);
			}
		}),
		registerCommand(log, 'marginalia.openPdf', async (...args) => {
			const [key] = keysOf(args) ?? (await askForPaper('Open a PDF')) ?? [];
			const paper = key === undefined ? undefined : await papers.paper(key);
			return paper && (await import('./opening')).openPdf(paper);
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
