import { ProgressLocation, Uri, commands, window, workspace } from 'vscode';
import type { CancellationToken, Progress } from 'vscode';
import { localize, localizeCount } from '../../../core/data/localize';
import type { LibraryEditor } from '../../../core/library/library';
import type { DocumentTakeBack } from '../../../core/library/recordedLibrary';
import { pathIdentity } from '../../../core/notes/fileNames';
import { fileNameOf, mistakeInNamePattern } from '../../../core/notes/namePattern';
import type { Paper } from '../../../core/paper/paper';
import { attachedPdfs, withPdf } from '../../../core/pdf/pdfLinks';
import { getOpenPdf, openAccessServices } from '../../../core/sources/openAccess';
import type { FileAsker } from '../../../core/sources/openAccess';
import { givingUpOnce } from '../../../core/sources/sideBySide';
import { takeBackDownload } from '../../documents/takingBack';
import { bytesOf } from '../../files/bytesOf';
import { createFile } from '../../files/newFile';
import { inBrowser } from '../../network/hostKind';
import { lookAtAttached } from '../../pdf/attachedFile';
import { folderOf } from '../../settings/folderSetting';
import { offerServices } from '../../settings/networkSettings';
import { settings } from '../../settings/settings';
import { tell } from '../../ui/commands';
import { addressOf } from '../../pdf/attachedFile';
import type { PdfDependencies } from './adding';
import { plainMessage } from '../../../core/text/printable';

/** What became of papers whose PDFs were wanted, by their citation keys. */
export interface GetReport {
	/** The address of each new PDF, from the first folder of the workspace. */
	readonly attached: readonly { readonly key: string; readonly address: string }[];
	/** Papers that had one. */
	readonly there: readonly string[];
	readonly problems: readonly { readonly key: string; readonly message: string }[];
	readonly cancelled: boolean;
}

/**
 * Downloads open-access PDFs of papers and attaches them, one after the other; what fails for one holds up no other. `quiet` asks nothing.
 * `undefined` where none could be looked for, which the user was told.
 */
export async function getPdfs(
	dependencies: PdfDependencies,
	keys: readonly string[],
	{ quiet }: { readonly quiet: boolean },
): Promise<GetReport | undefined> {
	const { library, log, network } = dependencies;
	const root = workspace.workspaceFolders?.[0]?.uri;
	if (root === undefined) {
		tell(window.showInformationMessage, localize('Open a folder to save PDFs in.'), {
			[localize('Open Folder')]: () => commands.executeCommand('workbench.action.files.openFolder'),
		});
		return undefined;
	}
	const papers = await library.papers(keys);
	const missing = keys.flatMap(key => (library.head(key) === undefined ? [{ key, message: notInLibrary(key) }] : []));
	const [first] = papers;
	if (first === undefined) {
		tell(window.showInformationMessage, notInLibrary(keys[0] ?? ''));
		return undefined;
	}
	const mistake = mistakeInNamePattern(settings.pdfFileName(), first, 'pdf');
	if (mistake !== undefined) {
		tell(window.showErrorMessage, localize('The setting marginalia.pdf.fileName isn’t valid, so no PDF was downloaded. {0}', mistake));
		return undefined;
	}
	const { asking } = await network();
	if (
		!openAccessServices.some(service => asking.mayAsk(service)) &&
		!(await offerServices(localize('Getting PDFs'), openAccessServices, quiet))
	) {
		return undefined;
	}
	const asker: FileAsker = {
		...givingUpOnce(asking),
		fetchFile: (request, cancellation) => asking.fetchFile(request, cancellation),
	};
	const run = new Run(asker, folderOf(root, 'pdf.folder', settings.pdfFolder(root)));
	const name = papers.length === 1 ? localize('Get PDF of @{0}', first['citation-key']) : localize('Get {0} PDFs', papers.length);
	await library.step(
		name,
		editor =>
			window.withProgress(
				{
					location: ProgressLocation.Notification,
					title: papers.length === 1 ? plainMessage(localize('Getting the PDF of @{0}', first['citation-key'])) : localize('Getting PDFs'),
					cancellable: true,
				},
				(progress, token) => run.go(papers, editor, progress, token),
			),
		{ documents: run.takeBacks },
	);
	const found = run.report();
	const report: GetReport = { ...found, problems: [...found.problems, ...missing] };
	report.problems.forEach(({ message }) => log.warn(message));
	tellReport(report, papers.length + missing.length);
	return report;
}

/** An entry of a linked file has no place for a PDF. */
function notInLibrary(key: string): string {
	return localize('@{0} isn’t in the library. Import it with “Marginalia: Import into Library”, then get its PDF.', key);
}

class Run {
	/** How the files are taken back that were downloaded. */
	readonly takeBacks: DocumentTakeBack[] = [];
	private readonly attached: { readonly key: string; readonly address: string }[] = [];
	private readonly there: string[] = [];
	private readonly problems: { readonly key: string; readonly message: string }[] = [];
	private cancelled = false;

	constructor(
		private readonly asker: FileAsker,
		private readonly folder: Uri,
	) {}

	report(): GetReport {
		const { attached, there, problems, cancelled } = this;
		return { attached, there, problems, cancelled };
	}

	async go(
		papers: readonly Paper[],
		editor: LibraryEditor,
		progress: Progress<{ message: string; increment: number }>,
		token: CancellationToken,
	): Promise<void> {
		for (const [index, paper] of papers.entries()) {
			const place = papers.length === 1 ? '' : `${localize('{0} of {1}', index + 1, papers.length)} · @${paper['citation-key']}`;
			progress.report({ message: plainMessage(place), increment: index === 0 ? 0 : 100 / papers.length });
			await this.getOne(paper, editor, token, message =>
				progress.report({ message: plainMessage(`${place} ${message}`.trim()), increment: 0 }),
			);
			if (this.cancelled || token.isCancellationRequested) {
				this.cancelled = true;
				return;
			}
		}
	}

	private async getOne(paper: Paper, editor: LibraryEditor, token: CancellationToken, say: (message: string) => void): Promise<void> {
		const key = paper['citation-key'];
		const before = attachedPdfs(paper);
		if (before.length > 0 && (await lookAtAttached(before)) instanceof Uri) {
			this.there.push(key);
			return;
		}
		const found = await getOpenPdf(this.asker, paper, { inBrowser, onProgress: megabytes(say) }, token);
		if (found.kind === 'cancelled' || token.isCancellationRequested) {
			this.cancelled = true;
			return;
		}
		if (found.kind !== 'pdf') {
			this.problems.push({ key, message: found.sentence });
			return;
		}
		const saved = await savePdf(this.folder, paper, found.bytes);
		if (saved.kind === 'failed') {
			this.problems.push({ key, message: localize('Couldn’t save the PDF of @{0}: {1}', key, saved.message) });
			return;
		}
		const address = addressOf(saved.uri);
		if (saved.kind === 'created') {
			this.takeBacks.push(takeBackDownload(saved.uri, found.bytes));
		}
		const { refused } = await editor.update([paper.id], now => withPdf(now, address));
		const [refusal] = refused;
		if (refusal === undefined) {
			this.attached.push({ key, address });
		} else {
			this.problems.push({ key, message: localize('The PDF of @{0} is in {1} but couldn’t be attached.', key, address) });
		}
	}
}

type SavedPdf = { readonly kind: 'created' | 'there'; readonly uri: Uri } | { readonly kind: 'failed'; readonly message: string };

/** Writes a PDF under the name that the setting gives, with a number where another file has it; the same file is not written twice. */
async function savePdf(folder: Uri, paper: Paper, bytes: Uint8Array): Promise<SavedPdf> {
	const taken = new Set<string>();
	for (;;) {
		const path = fileNameOf(paper, settings.pdfFileName(), {
			extension: 'pdf',
			otherwise: 'paper',
			now: new Date(),
			taken: candidate => taken.has(pathIdentity(candidate)),
		});
		const uri = Uri.joinPath(folder, path);
		const created = await createFile(uri, bytes);
		if (created.kind !== 'exists') {
			return created.kind === 'created' ? { kind: 'created', uri } : created;
		}
		if (isSame(await bytesOf(uri), bytes)) {
			return { kind: 'there', uri };
		}
		taken.add(pathIdentity(path));
	}
}

function isSame(a: Uint8Array | undefined, b: Uint8Array): boolean {
	return a?.length === b.length && a.every((byte, at) => byte === b[at]);
}

/** Says how much is here, not more often than it changes. */
function megabytes(say: (message: string) => void): (bytes: number) => void {
	let said = '';
	return bytes => {
		const message = localize('{0} MB', (bytes / 1e6).toFixed(1));
		if (message !== said) {
			said = message;
			say(message);
		}
	};
}

function tellReport({ attached, there, problems, cancelled }: GetReport, wanted: number): void {
	const [only] = attached;
	const [problem] = problems;
	const sentences = [
		...(attached.length === 1 && only !== undefined
			? [localize('Attached {0} to @{1}.', only.address, only.key)]
			: attached.length > 0
				? [localize('Attached PDFs to {0} papers.', attached.length)]
				: []),
		...(there.length > 0
			? [
					wanted === 1
						? localize('@{0} already has a PDF.', there[0] ?? '')
						: localizeCount(there.length, '1 paper already has a PDF.', '{0} papers already have a PDF.'),
				]
			: []),
		...(problem === undefined ? [] : [problem.message]),
		...(problems.length > 1 ? [localizeCount(problems.length - 1, '1 more failed.', '{0} more failed.')] : []),
		...(cancelled ? [localize('Cancelled.')] : []),
	];
	const key = wanted === 1 ? (only?.key ?? there[0]) : undefined;
	tell(problems.length > 0 ? window.showWarningMessage : window.showInformationMessage, sentences.join(' '), {
		...(key === undefined ? {} : { [localize('Open PDF')]: () => commands.executeCommand('marginalia.openPdf', key) }),
		...(problem !== undefined && wanted === 1
			? { [localize('Attach PDF…')]: () => commands.executeCommand('marginalia.attachPdf', problem.key) }
			: {}),
		...(problems.length > 1 ? { [localize('Show Details')]: () => tellProblems(problems) } : {}),
	});
}

/** So many sentences fit a dialog; the log has all. */
const mostShown = 20;

function tellProblems(problems: GetReport['problems']): void {
	const shown = problems.slice(0, mostShown).map(({ message }) => message);
	void window.showWarningMessage(localizeCount(problems.length, 'Couldn’t get 1 PDF', 'Couldn’t get {0} PDFs'), {
		modal: true,
		detail: shown.join('\n\n'),
	});
}
