import { ProgressLocation, Uri, commands, window } from 'vscode';
import type { CancellationToken, Progress } from 'vscode';
import { localize } from '../../../core/data/localize';
import { isArray, stringsOf } from '../../../core/data/json';
import { Neighbours } from '../../../core/bibtex/read/neighbours';
import { openParts } from '../../../core/ingest/ingest';
import type { Problem } from '../../../core/ingest/format';
import type { Addition } from '../../../core/library/library';
import type { Merge } from '../../../core/library/draft';
import type { Change } from '../../../core/library/volume';
import type { RecordedLibrary } from '../../../core/library/recordedLibrary';
import { separate } from '../../../core/library/separating';
import { Pace } from '../../../core/work/pace';
import { present } from '../../../core/paper/paper';
import type { IncomingPaper } from '../../../core/paper/paper';
import { expectedFailure } from '../../../core/files/fileFailure';
import type { Log } from '../../../core/files/ports';
import { tell } from '../../ui/commands';
import { decodeBytesInParts } from '../../files/decodeBytes';
import { PdfsNamedIn } from '../../pdf/namedPdfs';
import { pause } from '../../ui/pause';
import { clipboardName, hasDetails, importReport, mergesOf, summarySentence } from './report';
import type { ReportedFile, IngestSummary, LikelyPair } from './report';
import type { ReportPage } from './reportPage';
import { readBytes } from '../../files/bytesOf';
import { plainMessage } from '../../../core/text/printable';

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
	return { kind: 'opened', name: clipboardName, parts: [text], problems: [] };
}

/** A text in parts, and the name it came under. */
export interface Opened {
	readonly kind: 'opened';
	readonly name: string;
	readonly uri?: string;
	readonly parts: readonly string[];
	/** Of its bytes. */
	readonly problems: readonly Problem[];
	/** The bytes of a text that could as well be in another encoding. */
	readonly uncertain?: Uint8Array;
}

/** A file that could not be read. */
export interface Unreadable {
	readonly kind: 'unreadable';
	readonly name: string;
	/** Part of a sentence. */
	readonly reason: string;
}

export async function readFile(uri: Uri): Promise<Opened | Unreadable> {
	const name = uri.path.split('/').pop() ?? uri.path;
	try {
		return { uri: uri.toString(), ...(await openBytes({ name, bytes: await readBytes(uri) })) };
	} catch (error) {
		return { kind: 'unreadable', name, reason: expectedFailure(error).reason };
	}
}

export async function openBytes({ name, bytes }: DroppedFile): Promise<Opened> {
	const { parts, problems, isUncertain } = await decodeBytesInParts(bytes);
	return { kind: 'opened', name, parts, problems, ...present('uncertain', isUncertain ? bytes : undefined) };
}

/**
 * Imports texts with a progress notification, in place of an earlier import that is taken back; `undefined` where the user cancelled or
 * one of them could not be read, and then nothing was added.
 */
export async function importTexts(
	dependencies: ImportDependencies,
	texts: readonly Promise<Opened | Unreadable>[],
	replaced: readonly Change[] = [],
): Promise<IngestSummary | undefined> {
	const { library, log } = dependencies;
	const all = await Promise.all(texts);
	const unreadable = all.find(text => text.kind === 'unreadable');
	if (unreadable !== undefined) {
		tell(window.showErrorMessage, localize('Couldn’t read {0}: {1}. Nothing was imported.', unreadable.name, unreadable.reason));
		return undefined;
	}
	const opened = all.filter(text => text.kind === 'opened');
	const read = await window.withProgress(
		{ location: ProgressLocation.Notification, title: localize('Importing papers'), cancellable: true },
		(progress, token) => readAndAdd(library, opened, replaced, progress, token),
	);
	if (read === undefined) {
		tell(window.showInformationMessage, localize('Cancelled. Nothing was added.'));
		return undefined;
	}
	const { summary, changes } = read;
	lastMerges = mergesOf(summary).map(({ merge }) => merge);
	const choose = opened.some(({ uncertain }) => uncertain !== undefined) ? () => chooseEncoding(dependencies, opened, changes) : undefined;
	tellOf(summary, dependencies, choose).catch((error: unknown) => log.error('The import could not be told of', error));
	return summary;
}

/** Imports again what may be in another encoding than it was read in, in the one that the user picks, in place of what was imported. */
async function chooseEncoding(
	dependencies: ImportDependencies,
	opened: readonly Opened[],
	changes: readonly Change[],
): Promise<IngestSummary | undefined> {
	const { encodingChoices } = await import('../../../core/ingest/encodingChoices');
	const bytes = opened.find(({ uncertain }) => uncertain !== undefined)?.uncertain ?? new Uint8Array();
	const items = encodingChoices(bytes).map(({ encoding, label, sample }) => ({ label, detail: sample, encoding }));
	const picked = await window.showQuickPick(items, {
		title: localize('Choose the encoding of the imported file'),
		placeHolder: localize('The line below each encoding shows a line of the file read in it'),
		matchOnDetail: true,
	});
	return (
		picked &&
		importTexts(
			dependencies,
			opened.map(async ({ uncertain, ...text }) => ({
				...text,
				...(uncertain === undefined ? {} : await decodeBytesInParts(uncertain, { encoding: picked.encoding })),
			})),
			changes,
		)
	);
}

/** One message for an import, with all that there is to do next; the report stays to be shown again. */
async function tellOf(
	summary: IngestSummary,
	{ library, log, page }: ImportDependencies,
	chooseAnother: (() => Promise<unknown>) | undefined,
): Promise<void> {
	const { added, merged, keys } = summary;
	const likely = keys.length === 0 ? [] : await likelyPairs(keys, log);
	const sentence = summarySentence(summary, likely);
	log.info(sentence);
	await page.set(importReport(summary, likely));
	const nameless = keys.filter(key => library.head(key)?.authors === undefined);
	tell(window.showInformationMessage, sentence, {
		...(keys.length > 0 ? { [localize('Show')]: () => commands.executeCommand('marginalia.revealPapers', keys, true) } : {}),
		...(hasDetails(summary, likely) ? { [localize('Show Report')]: () => page.show() } : {}),
		...(likely.length > 0 ? { [localize('Compare Duplicates')]: () => commands.executeCommand('marginalia.showCheckedDuplicates') } : {}),
		...(chooseAnother === undefined ? {} : { [localize('Choose Encoding…')]: chooseAnother }),
		...(nameless.length * 2 > keys.length
			? { [localize('Look Up Authors and Years')]: () => commands.executeCommand('marginalia.completePapers', nameless) }
			: {}),
		...(added + merged > 0 ? { [localize('Undo')]: () => commands.executeCommand('marginalia.undoLibraryChange') } : {}),
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
			localize('This window no longer has the details of that import. Run “Undo Library Change”, then import the file again.'),
		);
		return;
	}
	lastMerges = lastMerges.map(one => (one === merge ? undefined : one));
	const paper = await library.step(localize('Separation of Papers'), editor => separate(editor, merge));
	if (paper !== undefined) {
		tell(window.showInformationMessage, localize('“{0}” is now a separate paper, @{1}.', paper.title, paper['citation-key']), {
			[localize('Undo')]: () => commands.executeCommand('marginalia.undoLibraryChange'),
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
	texts: readonly Opened[],
	replaced: readonly Change[],
	progress: Progress<{ message: string }>,
	token: CancellationToken,
): Promise<{ readonly summary: IngestSummary; readonly changes: readonly Change[] } | undefined> {
	const files: ReportedFile[] = [];
	const cancelled = () => token.isCancellationRequested;
	const papers = readPapers(texts, files, message => progress.report({ message: plainMessage(message) }), cancelled);
	const addition = await library.step(
		texts.length === 1 ? localize('Import') : localize('Import of {0} Files', texts.length),
		async editor => {
			const { changes: takenBack } = replaced.length > 0 ? await editor.undo(replaced) : { changes: [] };
			const added = await editor.add(papers, { cancelled });
			if (added.cancelled && takenBack.length > 0) {
				await editor.undo(takenBack);
			}
			return added;
		},
	);
	return addition.cancelled ? undefined : { summary: summarise(files, addition), changes: addition.changes };
}

/**
 * The papers of texts one by one, as far as they are asked for; what could not be taken goes into `files`. Gives way to the host between
 * them.
 */
async function* readPapers(
	texts: readonly Opened[],
	files: ReportedFile[],
	report: (message: string) => void,
	cancelled: () => boolean,
): AsyncGenerator<IncomingPaper> {
	const pace = new Pace(pause);
	for (const text of texts) {
		const { name, uri, parts, problems: damage } = text;
		const { label, format, readings } = openParts(parts, { fileName: name, neighbours: new Neighbours(neighboursOf(text, texts)) });
		const problems: Problem[] = [...damage];
		files.push({ name, ...present('uri', uri), format, label, problems });
		const pdfs = uri === undefined ? undefined : new PdfsNamedIn(Uri.parse(uri, true));
		let count = 0;
		for (const reading of readings) {
			if (reading.kind === 'paper') {
				count += 1;
				yield pdfs === undefined ? reading.paper : await pdfs.attach(reading.paper);
			} else {
				problems.push(reading);
			}
			if (count % 100 === 0) {
				report(localize('{0} papers read from {1} ({2})', count, name, label));
			}
			await pace.rest();
			if (cancelled()) {
				return;
			}
		}
	}
}

/** The other bibliographies that are imported together with one; very long ones are not looked through. */
function neighboursOf(text: Opened, texts: readonly Opened[]): readonly string[] {
	const others = texts.filter(other => other !== text && /^[ \t]*@[A-Za-z]{1,99}\s{0,9}[{(]/m.test(other.parts[0] ?? ''));
	return others.filter(({ parts }) => parts.length < 100).map(({ parts }) => parts.join(''));
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
