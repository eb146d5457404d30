import { exportFormat, exportFormats } from '../../core/export/exportFormats';
import { openLibrary } from '../../core/library/library';
import type { Paper } from '../../core/paper/paper';
import type { CommandHost, FileProblem } from '../host';
import { UsageError } from '../host';

export interface ExportRequest {
	/** The library's folder. */
	readonly library: string;
	/** The id of an export format: `bibtex`, `csl-json`. */
	readonly format: string;
}

export interface ExportResult {
	readonly text: string;
	/** Volumes that could not be read. */
	readonly problems: readonly FileProblem[];
}

/** All papers of a library in one text, in the order of their keys. */
export async function exportPapers({ library: folder, format: name }: ExportRequest, { files }: CommandHost): Promise<ExportResult> {
	const format = exportFormat(name);
	if (format === undefined) {
		throw new UsageError(`There is no export format “${name}”. Choose one of ${exportFormats.map(({ id }) => id).join(', ')}.`);
	}
	const library = await openLibrary(files, folder);
	const problems = library.problems().map(({ path, line, message }) => ({ file: path, line, message }));
	if (library.heads().length === 0 && problems.length === 0) {
		throw new UsageError(`There is no library in ${folder}. Name the folder that has volume-0001.json in it.`);
	}
	const papers: Paper[] = [];
	for await (const paper of library.all()) {
		papers.push(paper);
	}
	papers.sort((a, b) => (a['citation-key'] < b['citation-key'] ? -1 : 1));
	return { text: format.write(papers), problems };
}
