import { documentBibliographies } from '../citing/documentBibliographies';
import { languageOfFile } from '../citing/languages';
import { writtenReferences } from '../citing/writtenReferences';
import type { ProgramFiles } from '../files/disk';
import { decode } from '../ingest/decode';
import type { DocumentSources } from '../library/documentPapers';
import { LinkedBibliographies } from '../library/linkedBibliographies';

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
			const file = await this.find(name, path);
			if (file === undefined) {
				missing.push(name);
			} else {
				files.push(file);
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

	/** Beside the document, else from the root of the workspace. */
	private async find(name: string, document: string): Promise<string | undefined> {
		for (const folder of [this.disk.folderOf(document), this.root]) {
			const file = this.disk.resolve(folder, name);
			if (await this.link(file, name)) {
				return file;
			}
		}
		return undefined;
	}
}
