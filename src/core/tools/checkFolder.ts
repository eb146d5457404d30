import { entryProblems } from '../bibtex/edit/entryProblems';
import { citationProblems } from '../citing/citationProblems';
import { hasNearKey } from '../citing/keyProblems';
import type { KeyOccurrence } from '../citing/keyOccurrences';
import { keyOccurrences } from '../citing/keyOccurrences';
import { isCitingFile, isLinkingFile, languageOfFile } from '../citing/languages';
import type { ProgramFiles } from '../files/disk';
import { decode } from '../ingest/decode';
import { defaultKeyPattern } from '../keys/citekey';
import { DocumentPapers } from '../library/documentPapers';
import { JoinedPapers } from '../library/joinedPapers';
import type { LibraryReader } from '../library/library';
import { scanMarkdown } from '../markdown/scan';
import { brokenWikilinks, notePathOf } from '../notes/brokenLinks';
import type { NoteIndex } from '../notes/noteIndex';
import type { NoteSource } from '../notes/syncNotes';
import type { Paper } from '../paper/paper';
import { lineAt, lineStarts } from '../text/lines';
import { Pace } from '../work/pace';
import { BibliographiesOnDisk } from './bibliographiesOnDisk';
import type { SourcesOnDisk } from './bibliographiesOnDisk';

/** Something wrong in a file. */
export interface CheckProblem {
	readonly kind: CheckKind;
	readonly severity: 'error' | 'warning';
	readonly file: string;
	/** One-based. */
	readonly line: number;
	/** One-based, where it is known; in UTF-16 units. */
	readonly column?: number;
	/** A plain sentence. */
	readonly message: string;
}

/** Every kind of problem, with what it means, for programs that show a list of rules. */
export const checkKinds = {
	'unknown-key': 'A citation key that no paper has',
	'duplicate-key': 'A citation key that several works have',
	retracted: 'A cited work that was retracted',
	superseded: 'A cited work that a newer version replaces',
	'broken-link': 'A link that leads to no note',
	'missing-bibliography': 'A bibliography that is not there',
	syntax: 'A broken entry of a bibliography',
	'missing-key': 'An entry without a key',
	'unknown-string': 'A @string that is not defined',
	'unknown-parent': 'A cross-referenced entry that is not there',
	volume: 'A broken line or file of the library',
	unreadable: 'A file that cannot be read',
} as const;

export type CheckKind = keyof typeof checkKinds;

/** What only may be wrong. */
const warnings: ReadonlySet<CheckKind> = new Set<CheckKind>(['superseded', 'broken-link']);

export interface CheckOptions {
	readonly disk: ProgramFiles;
	readonly noteSource: NoteSource;
	/** The workspace: notes below it are what links may lead to. */
	readonly root: string;
	readonly library: LibraryReader;
	/** What all documents of the workspace say of each other. */
	readonly notes: () => Promise<NoteIndex>;
	/** Keys that are not named though no paper has them. */
	readonly ignoredKeys?: readonly string[];
	/** Called with how many of how many documents were read. */
	readonly onProgress?: (done: number, total: number) => void;
}

export interface CheckResult {
	/** By file and line. */
	readonly problems: readonly CheckProblem[];
	readonly documents: number;
	readonly bibliographies: number;
}

interface FileText {
	readonly path: string;
	readonly text: string;
}

interface CheckedDocument extends FileText {
	readonly keys: readonly KeyOccurrence[];
	readonly own: SourcesOnDisk;
}

/**
 * Everything wrong with citations, links, bibliographies and the library, as the editor marks it.
 *
 * @param paths all files to look at, whatever they are
 */
export async function checkFiles(paths: readonly string[], options: CheckOptions): Promise<CheckResult> {
	const check = new Check(options);
	await check.run(paths);
	return { problems: check.sorted(), documents: check.documents, bibliographies: check.bibliographies };
}

/** A disk is asked for so many files at once. */
const readAtOnce = 64;

class Check {
	documents = 0;
	bibliographies = 0;
	private readonly found: CheckProblem[] = [];
	private readonly linked: BibliographiesOnDisk;
	private readonly papers: JoinedPapers;
	private readonly ignored: ReadonlySet<string>;

	constructor(private readonly options: CheckOptions) {
		this.linked = new BibliographiesOnDisk(options.disk, options.root);
		this.papers = new JoinedPapers(options.library, this.linked.papers);
		this.ignored = new Set(options.ignoredKeys);
	}

	sorted(): readonly CheckProblem[] {
		return this.found.toSorted((a, b) =>
			a.file === b.file ? a.line - b.line || (a.column ?? 0) - (b.column ?? 0) : a.file < b.file ? -1 : 1,
		);
	}

	async run(paths: readonly string[]): Promise<void> {
		for (const { path, line, message } of this.options.library.problems()) {
			this.note('volume', path, { line, message });
		}
		await this.checkBibliographies(paths.filter(path => /\.bib$/i.test(path)));
		for (const path of paths.filter(file => projectFile.test(file))) {
			const text = await this.read(path);
			if (text !== undefined) {
				this.noteMissing({ path, text }, await this.linked.sourcesOf(path, text, 'yaml'));
			}
		}
		const documents = await this.readDocuments(paths.filter(isCitingFile));
		this.documents = documents.length;
		await this.checkCitations(documents);
		await this.checkLinks(documents);
	}

	private async checkBibliographies(paths: readonly string[]): Promise<void> {
		const pace = new Pace(() => Promise.resolve());
		for (const path of paths) {
			const text = await this.read(path);
			if (text !== undefined) {
				this.bibliographies += 1;
				const starts = lineStarts(text);
				// Fields that are missing are a matter of taste.
				for (const { kind, start, message } of await entryProblems(text, { pace, keyPattern: defaultKeyPattern })) {
					if (kind !== 'missing-field') {
						this.note(kind, path, { ...placeAt(starts, start), message });
					}
				}
			}
		}
	}

	private async readDocuments(paths: readonly string[]): Promise<readonly CheckedDocument[]> {
		const documents: CheckedDocument[] = [];
		for (let at = 0; at < paths.length; at += readAtOnce) {
			const some = paths.slice(at, at + readAtOnce);
			const texts = await Promise.all(some.map(path => this.readDocument(path)));
			for (const [index, path] of some.entries()) {
				const text = texts[index];
				if (text !== undefined) {
					const own = await this.linked.sourcesOf(path, text);
					this.noteMissing({ path, text }, own);
					documents.push({ path, text, own, keys: keyOccurrences(text, languageOfFile(path)) });
				}
			}
			this.options.onProgress?.(at + some.length, paths.length);
		}
		return documents;
	}

	/** All papers that are cited are read in one go: one by one, each would read its volume again. */
	private async checkCitations(documents: readonly CheckedDocument[]): Promise<void> {
		const cited = await this.citedPapers(documents);
		for (const { path, text, keys, own } of documents) {
			const { written, files } = own.sources;
			// With a bibliography that can't be read nobody knows which keys are unknown, and without any paper all are.
			const isComplete = own.missing.length === 0 && written.length + files.length + this.papers.heads().length > 0;
			const knowledge = new DocumentPapers({ ...own.sources, isComplete }, this.linked.papers, this.papers);
			const fromLibrary = (key: string) => {
				const head = knowledge.head(key);
				return (head && cited.get(head.id)) ?? knowledge.paper(key);
			};
			const problems = await citationProblems(
				keys,
				{ isComplete, holders: key => knowledge.holders(key), paper: async key => fromLibrary(key) },
				key => this.ignored.has(key),
				key => hasNearKey(key, this.papers.heads()),
			);
			const starts = problems.length > 0 ? lineStarts(text) : [];
			problems.forEach(({ kind, start, message }) => this.note(kind, path, { ...placeAt(starts, start), message }));
		}
	}

	private async citedPapers(documents: readonly CheckedDocument[]): Promise<ReadonlyMap<string, Paper>> {
		const ids = new Set<string>();
		for (const { keys } of documents) {
			for (const { key, kind } of keys) {
				const head = kind === 'citation' ? this.options.library.head(key) : undefined;
				if (head !== undefined) {
					ids.add(head.id);
				}
			}
		}
		return new Map((await this.options.library.papers([...ids])).map(paper => [paper.id, paper]));
	}

	private async checkLinks(documents: readonly CheckedDocument[]): Promise<void> {
		const linking = documents.filter(({ path, text }) => isLinkingFile(path) && /\[\[|\]\(/.test(text));
		const index = linking.length === 0 ? undefined : await this.options.notes();
		for (const { path, text } of index === undefined ? [] : linking) {
			const { wikilinks, links } = scanMarkdown(text);
			const broken = index === undefined ? [] : brokenWikilinks(wikilinks, this.uriOf(path), index, this.papers);
			const starts = lineStarts(text);
			broken.forEach(({ start, message }) => this.note('broken-link', path, { ...placeAt(starts, start), message }));
			const named = links.flatMap(link => {
				const target = notePathOf(link);
				return target === undefined || index === undefined ? [] : [{ link, target, there: this.isThere(target, path, index) }];
			});
			for (const { link, target, there } of named) {
				if (!(await there)) {
					const message = `There is no note “${target}”.`;
					this.note('broken-link', path, { ...placeAt(starts, link.destinationStart), message });
				}
			}
		}
	}

	/** What the index doesn't have may lie in a hidden folder or outside the workspace. */
	private async isThere(target: string, document: string, index: NoteIndex): Promise<boolean> {
		const { disk, root } = this.options;
		const place = target.startsWith('/') ? disk.resolve(root, `.${target}`) : disk.resolve(disk.folderOf(document), target);
		return index.get(this.uriOf(place)) !== undefined || (await disk.read(place)).kind === 'bytes';
	}

	private uriOf(path: string): string {
		const { disk } = this.options;
		return disk.uriOf(disk.resolve('.', path));
	}

	private noteMissing({ path, text }: FileText, { missing }: SourcesOnDisk): void {
		for (const name of missing) {
			const line = text.slice(0, Math.max(0, text.indexOf(name))).split('\n').length;
			this.note('missing-bibliography', path, { line, message: `Couldn't read the bibliography ${name}, which this document names.` });
		}
	}

	/** In the way that is fast for thousands; what is not UTF-8 or very long, in the other. */
	private async readDocument(path: string): Promise<string | undefined> {
		const { text } = (await this.options.noteSource.read(this.uriOf(path))) ?? {};
		return text === undefined || text.includes('\uFFFD') ? this.read(path) : text;
	}

	private async read(path: string): Promise<string | undefined> {
		const reading = await this.options.disk.read(path);
		if (reading.kind === 'bytes') {
			return decode(reading.bytes).text;
		}
		this.note('unreadable', path, { line: 1, message: `Couldn't read ${path}.` });
		return undefined;
	}

	private note(kind: CheckKind | 'duplicate-key', file: string, place: Pick<CheckProblem, 'line' | 'column' | 'message'>): void {
		this.found.push({ kind, severity: warnings.has(kind) ? 'warning' : 'error', file, ...place });
	}
}

/** Quarto and bookdown projects, and pandoc's defaults. */
const projectFile = /(?:^|[/\\])(?:_quarto|_bookdown|_metadata|myst|pandoc|(?:.*[.-])?defaults)\.ya?ml$/i;

function placeAt(starts: readonly number[], offset: number): { readonly line: number; readonly column: number } {
	const line = lineAt(starts, offset);
	return { line, column: offset - (starts[line - 1] ?? 0) + 1 };
}
