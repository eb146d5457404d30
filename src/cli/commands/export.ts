import { exportFormat, exportFormats } from '../../core/export/exportFormats';
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
	const { library, place, problems } = await openSession({ ...request, needsLibrary: true }, host);
	const unknown = unknownKeysOf(request.keys, place.papers, place.papers);
	if (unknown.length > 0) {
		throw new UsageError(`No paper in the library has the citation key ${listUnknown(unknown)}.`);
	}
	if (request.keys.length > 0) {
		return { text: format.write(await place.papers.papers(request.keys)), problems };
	}
	const papers: Paper[] = [];
	for await (const paper of library.all()) {
		papers.push(paper);
	}
	papers.sort((a, b) => (a['citation-key'] < b['citation-key'] ? -1 : 1));
	return { text: format.write(papers), problems };
}
