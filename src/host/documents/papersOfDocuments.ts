import type { TextDocument } from 'vscode';
import { Uri } from 'vscode';
import { localize } from '../../core/data/localize';
import { hasOwnReferences } from '../../core/citing/keyProblems';
import type { DocumentSources } from '../../core/library/documentPapers';
import { DocumentPapers, noSources } from '../../core/library/documentPapers';
import type { LinkedBibliographies } from '../../core/library/linkedBibliographies';
import type { LinkedEntry } from '../../core/library/linkedReading';
import type { Papers } from '../../core/library/papers';
import { namedBibliographies, placesOfPath } from './bibliographyPaths';
import type { WorkspaceBibliographies } from './workspaceBibliographies';

interface OwnSources {
	readonly version: number;
	readonly written: readonly LinkedEntry[];
	/** As written. */
	readonly paths: readonly string[];
}

/** What the keys of each document stand for: its own bibliographies count before all others. */
export class PapersOfDocuments {
	private readonly read = new WeakMap<TextDocument, OwnSources>();

	constructor(
		private readonly linked: LinkedBibliographies,
		private readonly papers: Papers,
		/** The documents that a document is part of, and what they name. */
		private readonly mainsOf: WorkspaceBibliographies['mainsOf'],
	) {}

	async of(document: TextDocument): Promise<DocumentPapers> {
		const text = document.getText();
		if (!hasOwnReferences(text)) {
			this.read.delete(document);
			return new DocumentPapers(this.sourcesInProject(document.uri), this.linked, this.papers);
		}
		return new DocumentPapers(this.sourcesOf(document.uri, await this.ownOf(document, text)), this.linked, this.papers);
	}

	/**
	 * {@link of}, by what was last read of the document: at once, for what answers each key press. Diagnostics read it behind every change.
	 */
	lastOf(document: TextDocument): DocumentPapers {
		const known = this.read.get(document);
		return new DocumentPapers(
			known === undefined ? this.sourcesInProject(document.uri) : this.sourcesOf(document.uri, known),
			this.linked,
			this.papers,
		);
	}

	/** For a document of which is known what bibliographies it names; `document` is its URI, or the name of a text that has none. */
	naming(paths: readonly string[], document: string): DocumentPapers {
		const uri = paths.length > 0 && /^[a-z][a-z0-9+.-]*:\//i.test(document) ? Uri.parse(document) : undefined;
		return new DocumentPapers(uri === undefined ? noSources : this.sourcesOf(uri, { written: [], paths }), this.linked, this.papers);
	}

	/** The keys of those bibliographies. */
	keysNaming(paths: readonly string[], document: string): readonly string[] {
		const { files } = this.naming(paths, document).sources;
		return this.linked
			.files()
			.filter(({ file }) => files.includes(file))
			.flatMap(({ heads }) => heads.map(({ key }) => key));
	}

	private async ownOf(document: TextDocument, text: string): Promise<OwnSources> {
		const known = this.read.get(document);
		if (known?.version === document.version) {
			return known;
		}
		const { version } = document;
		const { writtenReferences } = await import('../../core/citing/writtenReferences');
		const written = /^references[ \t]*:/m.test(text)
			? writtenReferences(text, { file: document.uri.toString(), label: localize('this document') })
			: [];
		const own = { version, written, paths: await namedBibliographies(text, document.languageId) };
		this.read.set(document, own);
		return own;
	}

	/** A document that brings nothing of its own has the bibliographies of its main documents. */
	private sourcesInProject(document: Uri): DocumentSources {
		const mains = this.mainsOf(document).filter(({ paths }) => paths.length > 0);
		const sources = mains.map(main => this.sourcesOf(main.document, { written: [], paths: main.paths }));
		return sources.length === 0
			? noSources
			: {
					written: [],
					files: [...new Set(sources.flatMap(({ files }) => files))],
					isComplete: sources.every(({ isComplete }) => isComplete),
				};
	}

	private sourcesOf(document: Uri, { written, paths }: Omit<OwnSources, 'version'>): DocumentSources {
		const files = paths.map(path =>
			placesOfPath(path, document)
				.map(place => place.toString())
				.find(place => this.linked.has(place)),
		);
		return {
			written,
			files: files.filter(file => file !== undefined),
			isComplete: written.length + paths.length > 0 && !files.includes(undefined),
		};
	}
}
