import { yearOf } from '../dates';
import { fullName, shortAuthors } from '../names';
import { withoutMarkup } from '../text/markup';
import type { Paper, Source, Status } from '../paper';

/** What lists, pickers and completion need of a paper. Cheap to hold for a whole library; the full record loads on demand. */
export interface Head {
	readonly id: string;
	readonly key: string;
	readonly aliases: readonly string[];
	/** Without markup. */
	readonly title: string;
	/** `Song et al.` */
	readonly authors: string | undefined;
	/** Every author's full name. */
	readonly names: readonly string[];
	readonly year: number | undefined;
	readonly status: Status;
	readonly tags: readonly string[];
	readonly sources: readonly Source[];
	/** ISO 8601 instants. */
	readonly added: string;
	readonly updated: string;
	/** Where a paper of a linked bibliography stands; papers of the library have none. */
	readonly linked?: LinkedPlace;
}

/** An entry of a file that is used in place. */
export interface LinkedPlace {
	/** The file as the host calls it: its URI. */
	readonly file: string;
	/** The file as people call it: `papers/references.bib`. */
	readonly label: string;
	/** One-based, as the file was last read. */
	readonly line: number;
}

export function headOf(paper: Paper): Head {
	return {
		id: paper.id,
		key: paper['citation-key'],
		aliases: paper.aliases ?? [],
		title: withoutMarkup(paper.title),
		authors: shortAuthors(paper),
		names: (paper.author ?? []).map(fullName),
		year: yearOf(paper.issued),
		status: paper.status,
		tags: paper.tags ?? [],
		sources: [...(paper.source ? [paper.source] : []), ...(paper.alsoFrom ?? [])],
		added: paper.added,
		updated: paper.updated,
	};
}
