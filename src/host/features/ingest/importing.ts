import { ProgressLocation, commands, window, workspace } from 'vscode';
import type { CancellationToken, Progress, Uri } from 'vscode';
import { isArray, stringsOf } from '../../../core/data/json';
import { openParts } from '../../../core/ingest/ingest';
import type { Problem } from '../../../core/ingest/format';
import type { Addition } from '../../../core/library/library';
import type { Merge } from '../../../core/library/draft';
import type { RecordedLibrary } from '../../../core/library/recordedLibrary';
import { separate } from '../../../core/library/separating';
import { Pace } from '../../../core/work/pace';
import { present } from '../../../core/paper/paper';
import type { IncomingPaper } from '../../../core/paper/paper';
import type { Log } from '../../../core/files/ports';
import { tell } from '../../ui/commands';
import { decodeBytesInParts } from '../../files/decodeBytes';
import { pause } from '../../ui/pause';
import { clipboardName, hasDetails, importReport, mergesOf, summarySentence } from './report';
import type { ReportedFile, IngestSummary, LikelyPair } from './report';
import type { ReportPage } from './reportPage';

/** What was dropped, and the name it came under. */
export interface DroppedFile {
	readonly name: string;
	readonly bytes: Uint8Array;
}

export interface ImportDependencies {
	readonly library: RecordedLibrary;
	readonly log: Log;
	readonly page: ReportPage;
}

/** A text that was on the clipboard. */
export function openClipboard(text: string): Opened {
	return { name: clipboardName, parts: [text], problems: [] };
}

/** A text in parts, and the name it came under. */
export interface Opened {
	readonly name: string;
	readonly uri?: string;
	readonly parts: readonly string[];
	/** Of its bytes. */
	readonly problems: readonly Problem[];
}

export async function readFile(uri: Uri): Promise<Opened> {
	return {
		uri: uri.toString(),
		...(await openBytes({ name: uri.path.split('/').pop() ?? uri.path, bytes: await workspace.fs.readFile(uri) })),
	};
}

export async function openBytes({ name, bytes }: DroppedFile): Promise<Opened> {
	return { name, ...(await decodeBytesInParts(bytes)) };
}

/** Imports texts with a progress notification; `undefined` where the user cancelled, and then nothing was added. */
export async function importTexts(
	{ library, log, page }: ImportDependencies,
	texts: readonly Promise<Opened>[],
): Promise<IngestSummary | undefined> {
	const summary = await window.withProgress(
		{ location: ProgressLocation.Notification, title: 'Importing papers', cancellable: true },
		(progress, token) => readAndAdd(library, texts, progress, token),
	);
	if (summary === undefined) {
		tell(window.showInformationMessage, 'Cancelled. Nothing was added.');
		return undefined;
	}
	tellOf(summary, library, log, page).catch((error: unknown) => log.error('The import could not be told of', error));
	return summary;
}

/** One message for an import, with all that there is to do next; the report stays to be shown again. */
async function tellOf(summary: IngestSummary, library: RecordedLibrary, log: Log, page: ReportPage): Promise<void> {
	const { added, merged, keys } = summary;
	const likely = keys.length === 0 ? [] : await likelyPairs(keys, log);
	const sentence = summarySentence(summary, likely);
	log.info(sentence);
	await page.set(importReport(summary, likely));
	lastMerges = mergesOf(summary).flatMap(({ merge }) => merge ?? []);
	const nameless = keys.filter(key => library.head(key)?.authors === undefined);
	tell(window.showInformationMessage, sentence, {
		...(keys.length > 0 ? { Show: () => commands.executeCommand('marginalia.revealPapers', keys, true) } : {}),
		...(hasDetails(summary, likely) ? { 'Show Report': () => page.show() } : {}),
		...(likely.length > 0 ? { 'Compare Duplicates': () => commands.executeCommand('marginalia.showCheckedDuplicates') } : {}),
		...(nameless.length * 2 > keys.length
			? { 'Look Up Authors and Years': () => commands.executeCommand('marginalia.completePapers', nameless) }
			: {}),
		...(added + merged > 0 ? { Undo: () => commands.executeCommand('marginalia.undoLibraryChange') } : {}),
	});
	if (keys.length > 0) {
		await commands.executeCommand('marginalia.revealPapers', keys, false);
	}
}

/** Of the last import in this window. */
let lastMerges: readonly (Merge | undefined)[] = [];

/** Makes two papers of a merge of the last import, by its place in the report. */
export async function separateMerged({ library }: ImportDependencies, place: unknown): Promise<void> {
	const merge = typeof place === 'number' ? lastMerges[place] : undefined;
	if (merge === undefined) {
		tell(
			window.showInformationMessage,
			'This window no longer knows what that import merged. Import the file again after “Undo Library Change”.',
		);
		return;
	}
	lastMerges = lastMerges.map(one => (one === merge ? undefined : one));
	const paper = await library.step('Separation of Papers', editor => separate(editor, merge));
	if (paper !== undefined) {
		tell(window.showInformationMessage, `“${paper.title}” is @${paper['citation-key']} now, a paper of its own.`, {
			Undo: () => commands.executeCommand('marginalia.undoLibraryChange'),
		});
	}
}

/**
 * Which of the papers that came in may be one with others, by their keys. The user is offered to compare them; what they tell apart is
 * remembered.
 */
async function likelyPairs(keys: readonly string[], log: Log): Promise<readonly LikelyPair[]> {
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
	const pace = new Pace(pause);
	for (const { name, uri, parts, problems: damage } of await Promise.all(texts)) {
		const { label, format, readings } = openParts(parts, { fileName: name });
		const problems: Problem[] = [...damage];
		files.push({ name, ...present('uri', uri), format, label, problems });
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
