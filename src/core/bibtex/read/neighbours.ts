import type { BibtexEntry, Piece } from '../syntax/scanner';
import { BibtexScanner } from '../syntax/scanner';

/**
 * The other bibliographies that stand beside one: `\bibliography{IEEEabrv,thesis}` has its strings in the first file. They are scanned when
 * something is first sought in them.
 */
export class Neighbours {
	private found: Definitions | undefined;
	private readonly names = new Set<string>();

	constructor(private readonly texts: Iterable<string>) {}

	/** Names of strings and keys of entries in lower case that were sought here, found or not. */
	get sought(): ReadonlySet<string> {
		return this.names;
	}

	/** By its key in any case, as BibTeX looks for parents. */
	entry(key: string): BibtexEntry | undefined {
		return this.definitions(key).entries.get(key.toLowerCase());
	}

	string(name: string): readonly Piece[] | undefined {
		return this.definitions(name).strings.get(name.toLowerCase());
	}

	private definitions(sought: string): Definitions {
		this.names.add(sought.toLowerCase());
		return (this.found ??= definitionsIn(this.texts));
	}
}

interface Definitions {
	readonly entries: ReadonlyMap<string, BibtexEntry>;
	readonly strings: ReadonlyMap<string, readonly Piece[]>;
}

/** By name in lower case; the first of a name counts. */
function definitionsIn(texts: Iterable<string>): Definitions {
	const entries = new Map<string, BibtexEntry>();
	const strings = new Map<string, readonly Piece[]>();
	for (const text of texts) {
		const scanner = new BibtexScanner(text);
		for (let item = scanner.next(); item !== undefined; item = scanner.next()) {
			if (item.kind === 'string') {
				strings.set(item.name.toLowerCase(), strings.get(item.name.toLowerCase()) ?? item.pieces);
			} else if (item.kind === 'entry' && item.key !== '') {
				entries.set(item.key.toLowerCase(), entries.get(item.key.toLowerCase()) ?? item);
			}
		}
	}
	return { entries, strings };
}
