import { exportAll, exportFormat, exportFormats } from '../../core/export/exportFormats';
import { exportReport, exportReportText } from '../../core/export/exportReport';
import type { Paper } from '../../core/paper/paper';
import { listUnknown, unknownKeysOf } from '../../core/tools/unknownKeys';
import type { CommandHost, FileProblem } from '../host';
import { UsageError } from '../host';
import type { SessionRequest } from '../session';
import { openSession } from '../session';

export interface ExportRequest extends Omit<SessionRequest, 'needsLibrary'> {
	/** The id of an export format: `bibtex`, `csl-json`. */
	readonly format: string;
	/** Citation keys; all papers without any. */
	readonly keys: readonly string[];
	/** Whether to say what the format leaves out or changes. */
	readonly isReported?: boolean;
}

export interface ExportResult {
	readonly text: string;
	/** Volumes that could not be read. */
	readonly problems: readonly FileProblem[];
}

/** Papers of a library in one text, in the order of their keys, or as they are named. */
export async function exportPapers(request: ExportRequest, host: CommandHost): Promise<ExportResult> {
	const format = exportFormat(request.format);
	if (format === undefined) {
		throw new UsageError(`There is no export format “${request.format}”. Choose one of ${exportFormats.map(({ id }) => id).join(', ')}.`);
	}
	const { library, labels, place, problems } = await openSession({ ...request, needsLibrary: true }, host);
	const written = async (papers: readonly Paper[], collections: Iterable<string> = []): Promise<ExportResult> => {
		if (request.isReported === true) {
			host.report(exportReportText(await exportReport(papers, format, () => Promise.resolve()), papers.length, format));
		}
		return { text: exportAll(papers, format, collections), problems };
	};
	const unknown = unknownKeysOf(request.keys, place.papers, place.papers);
	if (unknown.length > 0) {
		throw new UsageError(`No paper in the library has the citation key ${listUnknown(unknown)}.`);
	}
	if (request.keys.length > 0) {
		return written(await place.papers.papers(request.keys));
	}
	const papers: Paper[] = [];
	for await (const paper of library.all()) {
		papers.push(paper);
	}
	papers.sort((a, b) => (a['citation-key'] < b['citation-key'] ? -1 : 1));
	return written(papers, (await labels()).collections.keys());
}
