import { Disposable, commands, env, window } from 'vscode';
import type { Memento } from 'vscode';
import { localize } from '../../../core/data/localize';
import { isObject } from '../../../core/data/json';
import type { RecordedLibrary } from '../../../core/library/recordedLibrary';
import type { Log } from '../../../core/files/ports';
import { urisOf } from '../../ui/commandArguments';
import { registerCommand, tell } from '../../ui/commands';
import { registerWritingCommand } from '../../settings/trust';
import type * as importingModule from './importing';
import type { DroppedFile, Opened, Unreadable } from './importing';
import { ReportPage } from './reportPage';

export interface IngestDependencies {
	readonly library: RecordedLibrary;
	readonly log: Log;
	/** What is remembered of this workspace. */
	readonly memory: Memento;
}

type Importing = typeof importingModule;

/** Brings papers in from files and the clipboard, with progress, cancel and a report. */
export function registerIngest({ library, log, memory }: IngestDependencies): Disposable {
	const page = new ReportPage(memory);
	const run = async (open: (from: Importing) => readonly Promise<Opened | Unreadable>[]) => {
		const importing = await import('./importing');
		return importing.importTexts({ library, log, page }, open(importing));
	};
	return Disposable.from(
		page.register(),
		registerCommand(log, 'marginalia.showImportReport', () => page.show()),
		...withAliases(log, ['marginalia.importFile', 'marginalia.importResource', 'marginalia.ingestFile'], async (...args) => {
			const uris =
				urisOf(args) ??
				(await window.showOpenDialog({
					title: localize('Import papers'),
					openLabel: localize('Import'),
					canSelectMany: true,
					filters: fileFilters(),
				}));
			const pdfs = uris?.filter(uri => /\.pdf$/i.test(uri.path)) ?? [];
			const texts = uris?.filter(uri => !pdfs.includes(uri)) ?? [];
			const added: unknown = pdfs.length === 0 ? undefined : await commands.executeCommand('marginalia.addPdf', pdfs);
			return texts.length === 0 ? added : run(({ readFile }) => texts.map(readFile));
		}),
		...withAliases(log, ['marginalia.importClipboard', 'marginalia.ingestClipboard'], async () => {
			const text = await env.clipboard.readText();
			if (text.trim() === '') {
				tell(window.showInformationMessage, localize('The clipboard is empty. Copy some papers, then try again.'));
				return undefined;
			}
			return run(({ openClipboard }) => [Promise.resolve(openClipboard(text))]);
		}),
		// Not in the palette: what a link of the report asks for.
		registerWritingCommand(log, 'marginalia.separateMerged', async place => {
			await (await import('./importing')).separateMerged({ library, log, page }, place);
		}),
		// Not in the palette: what a drop hands over when the file lies outside what VS Code can open by URI.
		registerWritingCommand(log, 'marginalia.ingestDropped', file =>
			isDroppedFile(file) ? run(({ openBytes }) => [openBytes(file)]) : undefined,
		),
	);
}

/** One command under several ids: the first is what the manifest shows, the last what it was called before. */
function withAliases(log: Log, ids: readonly string[], run: (...args: unknown[]) => unknown): readonly Disposable[] {
	return ids.map(id => registerWritingCommand(log, id, run));
}

function isDroppedFile(value: unknown): value is DroppedFile {
	return isObject(value) && typeof value['name'] === 'string' && value['bytes'] instanceof Uint8Array;
}

function fileFilters() {
	return {
		[localize('Papers')]: [
			'txt',
			'md',
			'bib',
			'bibtex',
			'ris',
			'nbib',
			'json',
			'jsonl',
			'yaml',
			'yml',
			'xml',
			'enw',
			'ciw',
			'cff',
			'html',
			'htm',
			'pdf',
		],
		[localize('All files')]: ['*'],
	};
}
