import { entryProblems } from '../bibtex/edit/entryProblems';
import { citationProblems } from '../citing/citationProblems';
import { hasNearKey } from '../citing/keyProblems';
import { familyOf, isCitingFile, languageOfFile } from '../citing/languages';
import { mainFiles } from '../citing/projects';
import type { ProgramFiles } from '../files/disk';
import { excluding } from '../files/globMatching';
import type { Cache, Clock } from '../files/ports';
import { decode } from '../ingest/decode';
import { defaultKeyPattern } from '../keys/citekey';
import type { DocumentSources } from '../library/documentPapers';
import { DocumentPapers, noSources } from '../library/documentPapers';
import type { LibraryReader } from '../library/library';
import type { Papers } from '../library/papers';
import { brokenWikilinks } from '../notes/brokenLinks';
import type { NoteIndex } from '../notes/noteIndex';
import type { NoteSource } from '../notes/syncNotes';
import type { Head } from '../paper/head';
import type { Paper } from '../paper/paper';
import { lineStarts } from '../text/lines';
import { Pace } from '../work/pace';
import type { BibliographiesOnDisk } from './bibliographiesOnDisk';
import type { SourcesOnDisk } from './bibliographiesOnDisk';
import type { DocumentFacts, TextPlace } from './documentFacts';
import { bibliographiesIn, documentFacts, placeAt } from './documentFacts';
import { FactsMemory } from './factsMemory';
import { projectFilesAround } from './projectFiles';

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
	'unknown-key': 'An unknown citation key',
	'duplicate-key': 'A citation key of several works',
	retracted: 'A cited work that was retracted',
	superseded: 'A cited work with a newer version',
	'broken-link': 'A link to a missing note',
	'missing-bibliography': 'A missing bibliography',
	syntax: 'A broken entry of a bibliography',
	'missing-key': 'An entry without a key',
	'repeated-field': 'A field that appears twice in an entry',
	'unknown-string': 'An undefined @string',
	'unknown-parent': 'A missing cross-referenced entry',
	volume: 'A broken line or file of the library',
	unreadable: 'An unreadable file',
} as const;

export type CheckKind = keyof typeof checkKinds;

/** What only may be wrong. */
const warnings: ReadonlySet<CheckKind> = new Set<CheckKind>(['superseded', 'broken-link', 'repeated-field']);

export interface CheckOptions {
	readonly disk: ProgramFiles;
	/** The names in a folder; none where nobody may look. */
	readonly names: (folder: string) => Promise<readonly string[]>;
	readonly noteSource: NoteSource;
	/** The workspace: notes below it are what links may lead to. */
	readonly root: string;
	readonly library: LibraryReader;
	readonly bibliographies: BibliographiesOnDisk;
	/** The library and the bibliographies. */
	readonly papers: Papers;
	/** What all documents of the workspace say of each other. */
	readonly notes: () => Promise<NoteIndex>;
	readonly clock: Clock;
	/** For what was read of documents; a check of a few does without. */
	readonly cache?: Cache;
	/** Keys that are not named though no paper has them. */
	readonly ignoredKeys?: readonly string[];
	/** Folders and globs in which citations aren't checked, from the workspace. */
	readonly excluded?: readonly string[];
	/** Citations are checked unless this is `false`. */
	readonly checksCitations?: boolean;
	/** What the workspace's settings name and nobody may read or can. */
	readonly unlinked?: readonly Omit<CheckProblem, 'kind' | 'severity'>[];
	/** Called with how many of how many documents were read. */
	readonly onProgress?: (done: number, total: number) => void;
}

export interface CheckResult {
	/** By file and line. */
	readonly problems: readonly CheckProblem[];
	readonly documents: number;
	readonly bibliographies: number;
}

interface CheckedDocument {
	readonly path: string;
	readonly facts: DocumentFacts;
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
/** What is known of so many documents is kept for the next check. */
const leastRemembered = 64;
const factsName = 'checked.index';

class Check {
	documents = 0;
	bibliographies = 0;
	private readonly found: CheckProblem[] = [];
	private readonly linked: BibliographiesOnDisk;
	private readonly papers: Papers;
	private readonly ignored: ReadonlySet<string>;
	/** By key that no paper has: each is compared with every key of the library. */
	private readonly near = new Map<string, boolean>();
	/** By URI. */
	private readonly isFile = new Map<string, Promise<boolean>>();

	constructor(private readonly options: CheckOptions) {
		this.linked = options.bibliographies;
		this.papers = options.papers;
		this.ignored = new Set(options.ignoredKeys);
	}

	sorted(): readonly CheckProblem[] {
		return [...this.found].sort((a, b) =>
			a.file === b.file ? a.line - b.line || (a.column ?? 0) - (b.column ?? 0) : a.file < b.file ? -1 : 1,
		);
	}

	async run(paths: readonly string[]): Promise<void> {
		for (const { path, line, message } of this.options.library.problems()) {
			this.note('volume', path, { line, message });
		}
		for (const { file, line, message } of this.options.unlinked ?? []) {
			this.note('missing-bibliography', file, { line, message });
		}
		await this.checkBibliographies(paths.filter(path => /\.bib$/i.test(path)));
		for (const path of paths.filter(file => projectFile.test(file))) {
			const text = await this.read(path);
			if (text !== undefined) {
				this.noteMissing(path, bibliographiesIn(text, 'yaml'), await this.linked.sourcesOf(path, text, 'yaml'));
			}
		}
		const documents = await this.readDocuments(paths.filter(isCitingFile));
		this.documents = documents.length;
		if (this.options.checksCitations !== false) {
			await this.checkCitations(documents);
		}
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
		const { clock, cache, noteSource } = this.options;
		// A few are read faster than the memory of many.
		const remembered = paths.length < leastRemembered ? undefined : cache;
		const memory = new FactsMemory(noteSource, clock, await remembered?.read(factsName));
		const documents: CheckedDocument[] = [];
		for (let at = 0; at < paths.length; at += readAtOnce) {
			const some = paths.slice(at, at + readAtOnce);
			const read = await Promise.all(some.map(async path => (await memory.factsOf(path, this.uriOf(path))) ?? this.readSlowly(path)));
			for (const [index, path] of some.entries()) {
				const facts = read[index];
				if (facts !== undefined) {
					const names = facts.bibliographies.map(({ name }) => name);
					const own = await this.linked.sourcesNamed(path, names, facts.references);
					this.noteMissing(path, facts.bibliographies, own);
					documents.push({ path, facts, own });
				}
			}
			this.options.onProgress?.(at + some.length, paths.length);
		}
		if (memory.hasRead) {
			// Whoever can't write it reads the documents again the next time.
			await remembered?.write(factsName, memory.parts()).catch(() => undefined);
		}
		return documents;
	}

	/** All papers that are cited are read in one go: one by one, each would read its volume again. */
	private async checkCitations(documents: readonly CheckedDocument[]): Promise<void> {
		const cited = await this.citedPapers(documents);
		const common = this.knowledgeOf(noSources);
		const known = new Map<string, readonly Head[]>();
		const isExcluded = excluding(this.options.excluded ?? []);
		const ownOf = await this.sourcesInProjects(documents);
		for (const document of documents.filter(({ path }) => !isExcluded(this.fromRoot(path)))) {
			const { path, facts } = document;
			const own = ownOf(document);
			const { written, files } = own.sources;
			const hasOwn = written.length + files.length > 0;
			// With a bibliography that can't be read nobody knows which keys are unknown, and without any paper all are.
			const isComplete = own.missing.length + (this.options.unlinked ?? []).length === 0 && (hasOwn || this.papers.heads().length > 0);
			const knowledge = hasOwn ? this.knowledgeOf({ ...own.sources, isComplete }) : common;
			// What brings nothing of its own has the same works by the same keys.
			const holders = (key: string) => (hasOwn ? knowledge.holders(key) : heldOf(known, key, () => knowledge.holders(key)));
			const fromLibrary = (key: string) => {
				const head = hasOwn ? knowledge.head(key) : holders(key)[0];
				return (head && cited.get(head.id)) ?? knowledge.paper(key);
			};
			const problems = await citationProblems(
				facts.citations,
				{ isComplete, holders, paper: async key => fromLibrary(key) },
				key => this.ignored.has(key),
				key => this.isNear(key),
			);
			problems.forEach(({ kind, start, message }) => this.note(kind, path, { ...placeIn(facts, start), message }));
		}
	}

	/** A file that names no bibliography has those of its main files, which need not be among those to check. */
	private async sourcesInProjects(documents: readonly CheckedDocument[]): Promise<(document: CheckedDocument) => SourcesOnDisk> {
		const byPath = new Map(documents.map(document => [this.wholePath(document.path), document]));
		const given = new Map([...byPath].map(([path, { facts }]) => [path, facts.project]));
		const inside = mainFiles(given);
		const isAtHome = (path: string) => (inside.get(path) ?? []).some(main => hasSources(byPath.get(main)?.own ?? none));
		const alone = [...byPath].filter(
			([path, { facts, own }]) =>
				['latex', 'typst'].includes(familyOf(languageOfFile(path))) && facts.citations.length > 0 && !hasSources(own) && !isAtHome(path),
		);
		const facts = new Map<string, DocumentFacts>();
		const others = await projectFilesAround(
			alone.map(([path]) => path),
			given,
			{
				partOf: async path => {
					const reading = isCitingFile(path) ? await this.options.disk.read(path) : undefined;
					if (reading?.kind !== 'bytes') {
						return undefined;
					}
					const found = documentFacts(path, decode(reading.bytes).text);
					facts.set(path, found);
					return found.project;
				},
				names: this.options.names,
			},
		);
		const mains = others.size === 0 ? inside : mainFiles(new Map([...given, ...others]));
		for (const path of new Set(alone.flatMap(([part]) => mains.get(part) ?? []))) {
			const found = facts.get(path);
			if (found !== undefined && !byPath.has(path)) {
				const names = found.bibliographies.map(({ name }) => name);
				const own = await this.linked.sourcesNamed(path, names, found.references);
				this.noteMissing(path, found.bibliographies, own);
				byPath.set(path, { path, facts: found, own });
			}
		}
		return document => {
			const { sources } = document.own;
			const found = (mains.get(this.wholePath(document.path)) ?? []).flatMap(path => byPath.get(path)?.own ?? []);
			return found.length === 0 || hasSources(document.own)
				? document.own
				: {
						sources: { ...sources, files: [...new Set(found.flatMap(main => main.sources.files))] },
						missing: found.flatMap(main => main.missing),
					};
		};
	}

	private wholePath(path: string): string {
		return this.options.disk.resolve('.', path).replaceAll('\\', '/');
	}

	private fromRoot(path: string): string {
		const { disk, root } = this.options;
		return disk.relative(root, disk.resolve('.', path));
	}

	private knowledgeOf(sources: DocumentSources): DocumentPapers {
		return new DocumentPapers(sources, this.linked.papers, this.papers);
	}

	private isNear(key: string): boolean {
		return heldOf(this.near, key, () => hasNearKey(key, this.papers.heads()));
	}

	private async citedPapers(documents: readonly CheckedDocument[]): Promise<ReadonlyMap<string, Paper>> {
		const keys = new Set(documents.flatMap(({ facts }) => facts.citations.map(({ key }) => key)));
		const ids = new Set([...keys].flatMap(key => this.options.library.head(key)?.id ?? []));
		return new Map((await this.options.library.papers([...ids])).map(paper => [paper.id, paper]));
	}

	private async checkLinks(documents: readonly CheckedDocument[]): Promise<void> {
		const linking = documents.filter(({ facts }) => facts.wikilinks.length + facts.links.length > 0);
		if (linking.length === 0) {
			return;
		}
		const index = await this.options.notes();
		for (const { path, facts } of linking) {
			for (const { start, message } of brokenWikilinks(facts.wikilinks, this.uriOf(path), index, this.papers)) {
				this.note('broken-link', path, { ...placeIn(facts, start), message });
			}
			for (const link of facts.links) {
				if (!(await this.isThere(link.path, path, index))) {
					this.note('broken-link', path, { ...placeIn(facts, link.start), message: `There is no note “${link.path}”.` });
				}
			}
		}
	}

	/** What the index doesn't have may lie in a hidden folder or outside the workspace. */
	private async isThere(target: string, document: string, index: NoteIndex): Promise<boolean> {
		const { disk, noteSource, root } = this.options;
		const place = target.startsWith('/') ? disk.resolve(root, `.${target}`) : disk.resolve(disk.folderOf(document), target);
		const uri = this.uriOf(place);
		return index.get(uri) !== undefined || heldOf(this.isFile, uri, async () => (await noteSource.stamp(uri)) !== undefined);
	}

	private uriOf(path: string): string {
		const { disk } = this.options;
		return disk.uriOf(disk.resolve('.', path));
	}

	private noteMissing(path: string, named: DocumentFacts['bibliographies'], { missing }: SourcesOnDisk): void {
		for (const { name, line } of named.filter(one => missing.includes(one.name))) {
			this.note('missing-bibliography', path, { line, message: `Couldn't read the bibliography ${name}, which this document names.` });
		}
	}

	/** What is not UTF-8 or very long. */
	private async readSlowly(path: string): Promise<DocumentFacts | undefined> {
		const text = await this.read(path);
		return text === undefined ? undefined : documentFacts(path, text);
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

const none: SourcesOnDisk = { sources: noSources, missing: [] };

function hasSources({ sources, missing }: SourcesOnDisk): boolean {
	return sources.written.length + sources.files.length + missing.length > 0;
}

/** What is known by a name, found out the first time. */
function heldOf<T>(known: Map<string, T>, name: string, find: () => T): T {
	const held = known.get(name) ?? find();
	known.set(name, held);
	return held;
}

/** Quarto and bookdown projects, and pandoc's defaults. */
const projectFile = /(?:^|[/\\])(?:_quarto|_bookdown|_metadata|myst|pandoc|(?:[^/\\]*[.-])?defaults)\.ya?ml$/i;

function placeIn({ places }: DocumentFacts, offset: number): TextPlace {
	return places.get(offset) ?? { line: 1, column: 1 };
}
