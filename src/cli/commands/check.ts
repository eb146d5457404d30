import { defaultKeyPattern } from '../../core/keys/citekey';
import { entryProblems } from '../../core/bibtex/edit/entryProblems';
import { citationProblems } from '../../core/citing/citationProblems';
import { documentBibliographies } from '../../core/citing/documentBibliographies';
import { keyOccurrences } from '../../core/citing/keyOccurrences';
import { isCitingFile, languageOfFile } from '../../core/citing/languages';
import { writtenReferences } from '../../core/citing/writtenReferences';
import { decode } from '../../core/ingest/decode';
import { DocumentPapers } from '../../core/library/documentPapers';
import { JoinedPapers } from '../../core/library/joinedPapers';
import { openLibrary } from '../../core/library/library';
import { LinkedBibliographies } from '../../core/library/linkedBibliographies';
import { Pace } from '../../core/work/pace';
import { lineAt, lineStarts } from '../../core/text/lines';
import type { CommandHost, FileProblem } from '../host';
import { UsageError } from '../host';

export interface CheckRequest {
	readonly folder: string;
	/** The library's folder; `.marginalia` within the folder without it. */
	readonly library?: string;
}

export interface CheckResult {
	readonly problems: readonly CheckProblem[];
	/** How many documents and bibliographies were looked through. */
	readonly documents: number;
	readonly bibliographies: number;
}

export interface CheckProblem extends FileProblem {
	/** `unknown-key`, `duplicate-key`, `retracted`, `syntax`, ... */
	readonly kind: string;
}

/** Everything wrong with citations, bibliographies and the library of a folder, as the editor marks it. */
export async function checkFolder(request: CheckRequest, host: CommandHost): Promise<CheckResult> {
	const { folder } = request;
	const paths = await host.disk.filesBelow(folder);
	if (paths === undefined) {
		throw new UsageError(`There is no folder ${folder}.`);
	}
	const library = await openLibrary(host.files, request.library ?? host.disk.resolve(folder, '.marginalia'));
	const problems: CheckProblem[] = library.problems().map(({ path, line, message }) => ({ kind: 'volume', file: path, line, message }));
	const documents = await textsOf(paths.filter(isCitingFile), host, problems);
	const projects = await textsOf(
		paths.filter(path => projectFile.test(path)),
		host,
		problems,
	);
	const bibliographies = await textsOf(
		paths.filter(path => /\.bib$/i.test(path)),
		host,
		problems,
	);
	for (const { path, text } of bibliographies) {
		problems.push(...(await bibliographyProblems(path, text)));
	}
	const linked = new LinkedBibliographies();
	const named = new Map<string, NamedFiles>();
	for (const { path, text } of [...projects, ...documents]) {
		named.set(path, await link(path, text, linked, host));
	}
	const papers = new JoinedPapers(library, linked);
	for (const { path, text } of documents) {
		const { files = [], missing = [] } = named.get(path) ?? {};
		problems.push(
			...missing.map(name => ({
				kind: 'missing-bibliography',
				file: path,
				line: lineOf(text, name),
				message: `Couldn't read the bibliography ${name}, which this document names.`,
			})),
		);
		const written = writtenReferences(text, { file: path, label: 'this document' });
		// With a bibliography that cannot be read nobody knows which keys are unknown, and without any paper all are.
		const isComplete = missing.length === 0 && written.length + papers.heads().length > 0;
		const knowledge = new DocumentPapers({ written, files, isComplete }, linked, papers);
		problems.push(...placed(path, text, await citationProblems(keyOccurrences(text, languageOfFile(path)), knowledge, () => false)));
	}
	return { problems, documents: documents.length, bibliographies: bibliographies.length };
}

/** Quarto and bookdown projects, and pandoc's defaults. */
const projectFile = /(?:^|[/\\])(?:_quarto|_bookdown|_metadata|myst|pandoc|(?:.*[.-])?defaults)\.ya?ml$/i;

interface FileText {
	readonly path: string;
	readonly text: string;
}

async function textsOf(paths: readonly string[], { disk }: CommandHost, problems: CheckProblem[]): Promise<readonly FileText[]> {
	const texts: FileText[] = [];
	for (const path of paths) {
		const reading = await disk.read(path);
		if (reading.kind === 'bytes') {
			texts.push({ path, text: decode(reading.bytes).text });
		} else {
			problems.push({ kind: 'unreadable', file: path, line: 1, message: `Couldn't read ${path}.` });
		}
	}
	return texts;
}

/** Fields that are missing are a matter of taste. */
async function bibliographyProblems(path: string, text: string): Promise<readonly CheckProblem[]> {
	const found = await entryProblems(text, { pace: new Pace(() => Promise.resolve()), keyPattern: defaultKeyPattern });
	return placed(
		path,
		text,
		found.filter(({ kind }) => kind !== 'missing-field'),
	);
}

/** The bibliographies that a document names: those that are linked now, and those that cannot be read, as written. */
interface NamedFiles {
	readonly files: readonly string[];
	readonly missing: readonly string[];
}

async function link(path: string, text: string, linked: LinkedBibliographies, { disk }: CommandHost): Promise<NamedFiles> {
	const files: string[] = [];
	const missing: string[] = [];
	for (const name of documentBibliographies(text, /\.ya?ml$/i.test(path) ? 'yaml' : languageOfFile(path))) {
		const file = disk.resolve(disk.folderOf(path), name);
		const reading = linked.has(file) ? undefined : await disk.read(file);
		if (reading?.kind === 'unreadable') {
			missing.push(name);
		} else {
			files.push(file);
			await (reading && linked.take({ file, label: name }, decode(reading.bytes).text));
		}
	}
	return { files, missing };
}

function placed(
	file: string,
	text: string,
	found: readonly { readonly kind: string; readonly start: number; readonly message: string }[],
): readonly CheckProblem[] {
	const starts = lineStarts(text);
	return found.map(({ kind, start, message }) => {
		const line = lineAt(starts, start);
		return { kind, file, line, column: start - (starts[line - 1] ?? 0) + 1, message };
	});
}

function lineOf(text: string, words: string): number {
	return text.slice(0, Math.max(0, text.indexOf(words))).split('\n').length;
}
