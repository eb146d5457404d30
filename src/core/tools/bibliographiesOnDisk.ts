import { documentBibliographies } from '../citing/documentBibliographies';
import { languageOfFile } from '../citing/languages';
import { writtenReferences } from '../citing/writtenReferences';
import type { ProgramFiles } from '../files/disk';
import { isGlob } from '../files/globs';
import { decode } from '../ingest/decode';
import type { DocumentSources } from '../library/documentPapers';
import { LinkedBibliographies } from '../library/linkedBibliographies';
import { fileNamedBy, filesOfGlob } from './namedFiles';

/** Where a document's works are, and the bibliographies that it names and that cannot be read, as written. */
export interface SourcesOnDisk {
	readonly sources: DocumentSources;
	readonly missing: readonly string[];
}

/** The bibliographies that documents of a folder name, each read when it is first named and again when it changed. */
export class BibliographiesOnDisk {
	readonly papers = new LinkedBibliographies();
	/** By path: what the file was when it was read; `undefined` where it could not be. */
	private readonly read = new Map<string, string | undefined>();

	/** @param version says what a file is now; without it, files are read once */
	constructor(
		private readonly disk: ProgramFiles,
		private readonly root: string,
		private readonly version?: (path: string) => Promise<string | undefined>,
	) {}

	/** What a document brings of its own. `languageId` is `yaml` for the settings of a project. */
	sourcesOf(path: string, text: string, languageId = languageOfFile(path)): Promise<SourcesOnDisk> {
		const written = writtenReferences(text, { file: path, label: 'this document' });
		return this.sourcesNamed(path, documentBibliographies(text, languageId), written);
	}

	/** {@link sourcesOf} a document whose text was read before: the bibliographies that it names, and the works written out in it. */
	async sourcesNamed(path: string, names: readonly string[], written: DocumentSources['written']): Promise<SourcesOnDisk> {
		const files: string[] = [];
		const missing: string[] = [];
		for (const name of names) {
			const found = await this.find(name, path);
			files.push(...found);
			if (found.length === 0) {
				missing.push(name);
			}
		}
		return { sources: { written, files, isComplete: missing.length === 0 }, missing };
	}

	/** Reads a bibliography; says whether it could be read. */
	async link(file: string, label: string): Promise<boolean> {
		const version = await this.version?.(file);
		if (this.read.has(file) && this.read.get(file) === version) {
			return this.papers.has(file);
		}
		this.read.set(file, version);
		const reading = await this.disk.read(file);
		if (reading.kind === 'unreadable') {
			await this.papers.drop(file);
			return false;
		}
		const { text, problems } = decode(reading.bytes);
		await this.papers.take({ file, label }, text, problems);
		return true;
	}

	/**
	 * Links what the setting `bibliographies` names: paths and globs, from the workspace. None that leads out of it, as in a workspace that
	 * nobody trusts: the files of a repository are not to say what is read beside it.
	 *
	 * @returns the paths that lead to no file
	 */
	async linkSetting(patterns: readonly string[]): Promise<readonly string[]> {
		const missing: string[] = [];
		for (const pattern of patterns) {
			const files = isGlob(pattern) ? await filesOfGlob(pattern, this.root, this.disk) : [this.disk.resolve(this.root, pattern)];
			for (const file of files) {
				const isInside = (await this.disk.within(this.root, file)) !== undefined;
				if (!(isInside && (await this.link(file, this.disk.relative(this.root, file)))) && !isGlob(pattern)) {
					missing.push(pattern);
				}
			}
		}
		return missing;
	}

	/** What a document calls a bibliography: biblatex's `bib/*.bib` is all that fit. */
	private async find(name: string, document: string): Promise<readonly string[]> {
		if (name.includes('*')) {
			const files = await filesOfGlob(name, this.disk.folderOf(document), this.disk);
			const linked = await Promise.all(files.map(file => this.link(file, name)));
			return files.filter((_, index) => linked[index]);
		}
		const file = await fileNamedBy(document, name, { disk: this.disk, root: this.root, isThere: path => this.link(path, name) });
		return file === undefined ? [] : [file];
	}
}
