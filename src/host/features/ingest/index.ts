import { Disposable, ProgressLocation, commands, env, window, workspace } from 'vscode';
import type { CancellationToken, Progress, Uri } from 'vscode';
import { isArray, isObject, stringsOf } from '../../../core/data/json';
import type { Problem } from '../../../core/ingest/format';
import type { Addition } from '../../../core/library/library';
import type { RecordedLibrary } from '../../../core/library/recordedLibrary';
import { Pace } from '../../../core/work/pace';
import type { IncomingPaper } from '../../../core/paper/paper';
import type { Log } from '../../../core/files/ports';
import { urisOf } from '../../ui/commandArguments';
import { tell } from '../../ui/commands';
import { decodeBytesInParts } from '../../files/decodeBytes';
import { pause } from '../../ui/pause';
import { registerWritingCommand } from '../../settings/trust';
import { hasDetails, reportText, summarySentence } from './report';
import type { ReportedFile, IngestSummary } from './report';

export interface IngestDependencies {
	readonly library: RecordedLibrary;
	readonly log: Log;
}

/** What was dropped, and the name it came under. */
interface DroppedFile {
	readonly name: string;
	readonly bytes: Uint8Array;
}

/** Brings papers in from files and the clipboard, with progress, cancel and a report. */
export function registerIngest(dependencies: IngestDependencies): Disposable {
	const { log } = dependencies;
	const ingestFiles = (uris: readonly Uri[]) => ingestTexts(dependencies, uris.map(readFile));
	return Disposable.from(
		registerWritingCommand(log, 'marginalia.ingestFile', async (...args) => {
			const uris =
				urisOf(args) ??
				(await window.showOpenDialog({ title: 'Ingest papers', openLabel: 'Ingest', canSelectMany: true, filters: fileFilters }));
			const pdfs = uris?.filter(uri => /\.pdf$/i.test(uri.path)) ?? [];
			const texts = uris?.filter(uri => !pdfs.includes(uri)) ?? [];
			const added: unknown = pdfs.length === 0 ? undefined : await commands.executeCommand('marginalia.addPdf', pdfs);
			return texts.length === 0 ? added : ingestFiles(texts);
		}),
		registerWritingCommand(log, 'marginalia.ingestClipboard', async () => {
			const text = await env.clipboard.readText();
			if (text.trim() === '') {
				tell(window.showInformationMessage, 'The clipboard is empty. Copy a list of papers, then ingest it.');
				return undefined;
			}
			return ingestTexts(dependencies, [Promise.resolve({ name: 'clipboard', parts: [text], problems: [] })]);
		}),
		// Not in the palette: what a drop hands over when the file lies outside what VS Code can open by URI.
		registerWritingCommand(log, 'marginalia.ingestDropped', file =>
			isDroppedFile(file) ? ingestTexts(dependencies, [openBytes(file)]) : undefined,
		),
	);
}

function isDroppedFile(value: unknown): value is DroppedFile {
	return isObject(value) && typeof value['name'] === 'string' && value['bytes'] instanceof Uint8Array;
}

const fileFilters = {
	Papers: ['txt', 'md', 'bib', 'bibtex', 'ris', 'nbib', 'json', 'jsonl', 'yaml', 'yml', 'xml', 'enw', 'ciw', 'cff', 'html', 'htm', 'pdf'],
	'All files': ['*'],
};

/** A text in parts, and the name it came under. */
interface Opened {
	readonly name: string;
	readonly parts: readonly string[];
	/** Of its bytes. */
	readonly problems: readonly Problem[];
}

async function readFile(uri: Uri): Promise<Opened> {
	return openBytes({ name: uri.path.split('/').pop() ?? uri.path, bytes: await workspace.fs.readFile(uri) });
}

async function openBytes({ name, bytes }: DroppedFile): Promise<Opened> {
	return { name, ...(await decodeBytesInParts(bytes)) };
}

/** Ingests texts with a progress notification; `undefined` where the user cancelled, and then nothing was added. */
async function ingestTexts({ library, log }: IngestDependencies, texts: readonly Promise<Opened>[]): Promise<IngestSummary | undefined> {
	const summary = await window.withProgress(
		{ location: ProgressLocation.Notification, title: 'Ingesting papers', cancellable: true },
		(progress, token) => readAndAdd(library, texts, progress, token),
	);
	if (summary === undefined) {
		tell(window.showInformationMessage, 'Cancelled. Nothing was added.');
		return undefined;
	}
	const sentence = summarySentence(summary);
	log.info(`${summary.files.map(file => file.name).join(', ')}: ${sentence}`);
	const likely = summary.keys.length === 0 ? Promise.resolve([]) : likelyPairs(summary.keys, log);
	tell(summary.problems > 0 ? window.showWarningMessage : window.showInformationMessage, sentence, {
		...(hasDetails(summary)
			? { 'Show Report': async () => showReport(summary, await likely) }
			: { 'Show Library': () => commands.executeCommand('marginalia.library.focus') }),
		...(summary.added + summary.merged > 0 ? { Undo: () => commands.executeCommand('marginalia.undoLibraryChange') } : {}),
	});
	return summary;
}

/**
 * Which of the papers that came in may be one with others, by their keys. The user is offered to compare them; what they tell apart is
 * remembered.
 */
async function likelyPairs(keys: readonly string[], log: Log): Promise<readonly (readonly [string, string])[]> {
	try {
		const pairs: unknown = await commands.executeCommand('marginalia.checkForDuplicates', keys);
		return (isArray(pairs) ? pairs : []).flatMap(pair => {
			const [one, other] = stringsOf(pair);
			return one === undefined || other === undefined ? [] : [[one, other] as const];
		});
	} catch (error) {
		log.error('The imported papers could not be checked for duplicates', error);
		return [];
	}
}

async function readAndAdd(
	library: RecordedLibrary,
	texts: readonly Promise<Opened>[],
	progress: Progress<{ message: string }>,
	token: CancellationToken,
): Promise<IngestSummary | undefined> {
	const files: ReportedFile[] = [];
	const cancelled = () => token.isCancellationRequested;
	const papers = readPapers(texts, files, message => progress.report({ message }), cancelled);
	const addition = await library.step(texts.length === 1 ? 'Import' : `Import of ${texts.length} Files`, editor =>
		editor.add(papers, { cancelled }),
	);
	return addition.cancelled ? undefined : summarise(files, addition);
}

/**
 * The papers of texts one by one, as far as they are asked for; what could not be taken goes into `files`. Gives way to the host between
 * them.
 */
async function* readPapers(
	texts: readonly Promise<Opened>[],
	files: ReportedFile[],
	report: (message: string) => void,
	cancelled: () => boolean,
): AsyncGenerator<IncomingPaper> {
	const { openParts } = await import('../../../core/ingest/ingest');
	const pace = new Pace(pause);
	for (const { name, parts, problems: damage } of await Promise.all(texts)) {
		const { label, format, readings } = openParts(parts, { fileName: name });
		const problems: Problem[] = [...damage];
		files.push({ name, format, label, problems });
		let count = 0;
		for (const reading of readings) {
			if (reading.kind === 'paper') {
				count += 1;
				yield reading.paper;
			} else {
				problems.push(reading);
			}
			if (count % 100 === 0) {
				report(`${count} papers read from ${name} (${label})`);
			}
			await pace.rest();
			if (cancelled()) {
				return;
			}
		}
	}
}

function summarise(files: readonly ReportedFile[], addition: Addition): IngestSummary {
	return {
		added: addition.added.length,
		merged: addition.merged.length,
		unchanged: addition.unchanged,
		problems: files.reduce((sum, file) => sum + file.problems.length, addition.refused.length),
		keys: addition.added.map(paper => paper['citation-key']),
		taken: addition.taken,
		files,
		refused: addition.refused,
	};
}

async function showReport(summary: IngestSummary, likely: readonly (readonly [string, string])[]): Promise<void> {
	const document = await workspace.openTextDocument({ language: 'markdown', content: reportText(summary, likely) });
	await window.showTextDocument(document);
}
