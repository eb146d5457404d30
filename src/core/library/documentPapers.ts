import type { Paper } from '../paper/paper';
import type { Head } from '../paper/head';
import type { LinkedBibliographies } from './linkedBibliographies';
import type { LinkedEntry } from './linkedReading';
import type { Papers } from './papers';

/** Where a document's own works stand. */
export interface DocumentSources {
	/** Works written out in the document itself. */
	readonly written: readonly LinkedEntry[];
	/** The bibliographies it names that are linked, as the host calls them, in its order. */
	readonly files: readonly string[];
	/** Whether that is all it names: else a key that nobody has may stand in what cannot be read. */
	readonly isComplete: boolean;
}

/** Of a document that brings nothing of its own. */
export const noSources: DocumentSources = { written: [], files: [], isComplete: true };

/**
 * What the keys of one document stand for: the works written out in it, then those of the bibliographies it names, then the library's and
 * those of all other linked bibliographies. So pandoc has it: of what else the library knows it never hears.
 * https://pandoc.org/MANUAL.html#specifying-bibliographic-data
 */
export class DocumentPapers {
	private readonly written: ReadonlyMap<string, LinkedEntry>;

	constructor(
		readonly sources: DocumentSources,
		private readonly linked: LinkedBibliographies,
		private readonly papers: Papers,
	) {
		// The last one of a key would stay in the map, but the first one counts.
		this.written = new Map([...sources.written].reverse().map(entry => [entry.head.key, entry]));
	}

	get isComplete(): boolean {
		return this.sources.isComplete;
	}

	/** The work that a key stands for. */
	head(key: string): Head | undefined {
		return this.own(key)[0] ?? this.papers.head(key);
	}

	async paper(key: string): Promise<Paper | undefined> {
		const written = this.written.get(key);
		const head = this.head(key);
		return written === undefined ? head && this.papers.paper(head.id) : written.paper;
	}

	/** Every work that may be meant by a key, the one that is cited first: what the document has itself leaves no doubt about all others. */
	holders(key: string): readonly Head[] {
		const own = this.own(key);
		const other = this.papers.head(key);
		return own.length > 0 ? own : [...new Set([...(other === undefined ? [] : [other]), ...this.linked.holders(key)])];
	}

	/**
	 * What a command finds the work of a head by: its key, or its id where the key alone stands for another work. `undefined` for what is
	 * written out in the document: no command knows that.
	 */
	nameOf({ id, key }: Head): string | undefined {
		return this.papers.head(key)?.id === id ? key : this.papers.head(id) && id;
	}

	/** Of two entries of a file whose keys differ in case only, the one that is written like the key first. */
	private own(key: string): readonly Head[] {
		const written = this.written.get(key);
		const named = this.sources.files.flatMap(file =>
			this.linked
				.holders(key)
				.filter(({ linked }) => linked?.file === file)
				.sort((a, b) => Number(b.key === key) - Number(a.key === key)),
		);
		return written === undefined ? named : [written.head, ...named];
	}
}
