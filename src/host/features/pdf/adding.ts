import { ProgressLocation, commands, window } from 'vscode';
import type { CancellationToken, Progress, Uri } from 'vscode';
import { localize } from '../../../core/data/localize';
import { identifiedAmong } from '../../../core/library/knownPapers';
import type { RecordedLibrary } from '../../../core/library/recordedLibrary';
import { Pace } from '../../../core/work/pace';
import type { IncomingPaper } from '../../../core/paper/paper';
import { pdfLink } from '../../../core/pdf/pdfLinks';
import { largestPdf } from '../../../core/pdf/pdfPages';
import { identifyPdf, pdfStub } from '../../../core/pdf/pdfPaper';
import type { PdfIdentity } from '../../../core/pdf/pdfPaper';
import type { Log } from '../../../core/files/ports';
import { lookUp } from '../../../core/sources/lookup';
import { matchTitle } from '../../../core/sources/titleMatch';
import type { WantedWork } from '../../../core/sources/wanted';
import { messageOf, tell } from '../../ui/commands';
import type { Network } from '../../network/network';
import { pause } from '../../ui/pause';
import { addressOf } from '../../pdf/attachedFile';
import { openPdfReader } from '../../pdf/openPdfReader';
import type { PdfReader } from '../../pdf/pdfReading';
import { readBytes } from '../../files/bytesOf';
import { plainMessage } from '../../../core/text/printable';

export interface PdfDependencies {
	readonly extensionUri: Uri;
	readonly library: RecordedLibrary;
	readonly log: Log;
	readonly network: () => Promise<Network>;
}

/** A PDF to take in. One that was dropped from outside may have its contents only. */
export interface PdfFile {
	readonly name: string;
	readonly uri?: Uri;
	readonly read: () => Promise<Uint8Array>;
}

/** What became of some PDFs. */
export interface PdfReport {
	/** Citation keys of papers that are new. */
	readonly added: readonly string[];
	/** Citation keys of papers that were here and have their PDF now. */
	readonly attached: readonly string[];
	readonly problems: readonly { readonly file: string; readonly message: string }[];
}

export function fileAt(uri: Uri): PdfFile {
	return { name: uri.path.split('/').at(-1) ?? '', uri, read: async () => readBytes(uri) };
}

/** Takes PDFs in: each is recognised, joined to its paper or added with what services or the PDF itself say, and linked where it lies. */
export async function addPdfs(dependencies: PdfDependencies, files: readonly PdfFile[]): Promise<PdfReport | undefined> {
	const run = new Run(dependencies);
	const title = files.length === 1 ? plainMessage(localize('Reading {0}', files[0]?.name ?? '')) : localize('Reading PDFs');
	const done = await window.withProgress({ location: ProgressLocation.Notification, title, cancellable: true }, async (progress, token) => {
		const reader = await openPdfReader(dependencies.extensionUri);
		// Also in the midst of a file.
		const stopping = token.onCancellationRequested(() => reader.dispose());
		try {
			return await run.go(files, reader, progress, token);
		} finally {
			stopping.dispose();
			reader.dispose();
		}
	});
	if (!done) {
		tell(window.showInformationMessage, localize('Cancelled. Nothing was added.'));
		return undefined;
	}
	return run.finish();
}

class Run {
	private readonly incoming: { readonly file: PdfFile; readonly identity: PdfIdentity; readonly stub: IncomingPaper }[] = [];
	private readonly papers: IncomingPaper[] = [];
	private readonly problems: { readonly file: string; readonly message: string }[] = [];

	constructor(private readonly dependencies: PdfDependencies) {}

	/** Says whether it came to an end. */
	async go(
		files: readonly PdfFile[],
		reader: PdfReader,
		progress: Progress<{ message: string; increment: number }>,
		token: CancellationToken,
	): Promise<boolean> {
		for (const file of files) {
			progress.report({ message: plainMessage(file.name), increment: 100 / files.length });
			await this.recognise(file, reader);
			if (token.isCancellationRequested) {
				return false;
			}
		}
		const known = await identifiedAmong(
			this.dependencies.library,
			this.incoming.map(({ stub }) => stub),
			new Pace(pause),
		);
		for (const { file, identity, stub } of this.incoming) {
			const found = known.has(stub) ? undefined : await this.lookUp(identity, token);
			if (token.isCancellationRequested) {
				return false;
			}
			const paper = found ?? stub;
			this.papers.push(file.uri === undefined ? paper : { ...paper, links: [...(paper.links ?? []), pdfLink(addressOf(file.uri))] });
		}
		return true;
	}

	async finish(): Promise<PdfReport> {
		const { library, log } = this.dependencies;
		const addition = await library.step(
			this.papers.length === 1 ? localize('Add PDF') : localize('Add {0} PDFs', this.papers.length),
			editor => editor.add(this.papers),
		);
		const report = {
			added: addition.added.map(paper => paper['citation-key']),
			attached: addition.merged.map(paper => paper['citation-key']),
			problems: this.problems,
		};
		const sentence = summary(report, addition.unchanged);
		log.info(sentence);
		const keys = [...report.added, ...report.attached];
		const [key] = keys.length === 1 ? keys : [];
		tell(this.problems.length > 0 ? window.showWarningMessage : window.showInformationMessage, sentence, {
			...(key === undefined ? {} : { [localize('Open Paper')]: () => commands.executeCommand('marginalia.openPaper', key) }),
			...(addition.added.some(paper => paper['incomplete'] === true)
				? { [localize('Fill In Missing Details')]: () => commands.executeCommand('marginalia.completePapers', report.added) }
				: {}),
		});
		return report;
	}

	private async recognise(file: PdfFile, reader: PdfReader): Promise<void> {
		const text = await this.read(file, reader);
		if (typeof text === 'string') {
			this.problems.push({ file: file.name, message: text });
			return;
		}
		const identity = identifyPdf(text, file.name);
		const stub = pdfStub(identity, file.name);
		if (stub === undefined) {
			this.problems.push({
				file: file.name,
				message: localize(
					'No DOI, arXiv ID or title found. Add the paper with “Marginalia: Add Paper…”, then attach the PDF with “Marginalia: Attach PDF…”.',
				),
			});
		} else {
			this.incoming.push({ file, identity, stub });
		}
	}

	/** The PDF's text, or a sentence why there is none. */
	private async read(file: PdfFile, reader: PdfReader): Promise<Parameters<typeof identifyPdf>[0] | string> {
		try {
			const bytes = await file.read();
			const text = bytes.length > largestPdf ? undefined : await reader.read(bytes);
			return text ?? localize('It’s damaged, password-protected or not a PDF.');
		} catch (error) {
			this.dependencies.log.error(`${file.name} could not be read`, error);
			return localize('Couldn’t read it ({0}).', messageOf(error));
		}
	}

	/** What services that are switched on say. A title counts only where it leaves no doubt. */
	private async lookUp({ identifiers: { arxiv, doi }, title }: PdfIdentity, token: CancellationToken): Promise<IncomingPaper | undefined> {
		const wanted: WantedWork | undefined =
			arxiv !== undefined
				? { kind: 'arxiv', id: arxiv }
				: doi !== undefined
					? { kind: 'doi', id: doi }
					: title === undefined
						? undefined
						: { kind: 'title', words: title };
		const { asking } = await this.dependencies.network();
		const [lookup] = wanted === undefined ? [] : await lookUp(asking, [wanted], token);
		return lookup?.papers.find(
			paper => wanted?.kind !== 'title' || matchTitle({ type: 'document', title: wanted.words }, paper).kind === 'certain',
		);
	}
}

function summary({ added, attached, problems }: PdfReport, unchanged: number): string {
	const parts = [
		added.length === 1 ? `Added @${added[0] ?? ''}` : added.length > 0 ? localize('Added {0} papers', added.length) : undefined,
		attached.length === 1
			? localize('Attached the PDF to @{0}', attached[0] ?? '')
			: attached.length > 0
				? localize('Attached PDFs to {0} papers', attached.length)
				: undefined,
		unchanged > 0 ? localize('{0} already attached', unchanged) : undefined,
	].filter(part => part !== undefined);
	return [
		parts.length > 0 ? `${parts.join(', ')}.` : localize('Nothing was added.'),
		...problems.slice(0, 3).map(({ file, message }) => `${file}: ${message}`),
		...(problems.length > 3 ? [localize('{0} more failed.', problems.length - 3)] : []),
	].join(' ');
}
