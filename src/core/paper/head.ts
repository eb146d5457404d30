import { yearOf } from './dates';
import { fullName, shortAuthors } from './names';
import { withoutMarkup } from '../text/markup';
import { pdfRole } from './paper';
import type { Name, Paper, Source, Status } from './paper';
import { statusDateOf } from './statusDates';
import { printable } from '../text/printable';

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
	/** As CSL calls it: `article-journal`. */
	readonly type: string;
	/** The journal, proceedings or book that it is in, without markup. */
	readonly venue: string | undefined;
	readonly status: Status;
	/** The day on which it got that status, `2026-11-30`, where it's known. */
	readonly statusDate?: string | undefined;
	readonly tags: readonly string[];
	/** As the paper has them: see paper/collections.ts. */
	readonly collections: readonly string[];
	readonly rating: number | undefined;
	readonly pinned: boolean;
	/** Its place in the reading queue; papers outside have none. */
	readonly queued?: string | undefined;
	/** `2026-12-01` */
	readonly due?: string | undefined;
	/** Whether a file of its own is attached; whether that is there is not known. */
	readonly hasPdf: boolean;
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

/** The head of a paper, and where that stands if it is an entry of a file used in place. */
export function headOf(paper: Paper, linked?: LinkedPlace): Head {
	return linked === undefined ? new PaperHead(paper) : new LinkedHead(paper, linked);
}

/** Each name as it can be shown: then none has a control character in it, and {@link between} parts them. */
function printedNames(names: readonly Name[]): string {
	return names.map(name => printable(fullName(name))).join(between);
}

/** Between names; no name has it. */
const between = '\0';

/**
 * Takes from a paper no more than it needs, and shares what is the same: each object of its own is moved twice while a library is opened.
 * Names are one text until they are asked for: as texts of their own they were a tenth of what opening a library costs.
 */
class PaperHead implements Head {
	readonly id: string;
	readonly key: string;
	readonly aliases: readonly string[];
	readonly title: string;
	readonly authors: string | undefined;
	readonly year: number | undefined;
	readonly type: string;
	readonly venue: string | undefined;
	readonly status: Status;
	readonly tags: readonly string[];
	readonly collections: readonly string[];
	readonly rating: number | undefined;
	readonly pinned: boolean;
	readonly queued: string | undefined;
	readonly due: string | undefined;
	readonly statusDate: string | undefined;
	readonly hasPdf: boolean;
	readonly sources: readonly Source[];
	readonly added: string;
	readonly updated: string;
	private readonly allNames: string;

	constructor(paper: Paper) {
		this.id = paper.id;
		this.key = paper['citation-key'];
		this.aliases = heldOf(paper.aliases);
		this.title = withoutMarkup(paper.title);
		this.authors = shortAuthors(paper);
		this.year = yearOf(paper.issued);
		this.type = paper.type;
		const venue = paper['container-title'];
		this.venue = venue === undefined ? undefined : withoutMarkup(venue) || undefined;
		this.status = paper.status;
		this.tags = heldOf(paper.tags);
		this.collections = heldOf(paper.collections);
		this.rating = paper.rating;
		this.pinned = paper.pinned === true;
		this.queued = paper.queued;
		this.due = paper.due;
		this.statusDate = statusDateOf(paper);
		this.hasPdf = paper.links?.some(link => link['role'] === pdfRole) ?? false;
		this.sources = sourcesOf(paper);
		this.added = paper.added;
		this.updated = paper.updated === paper.added ? paper.added : paper.updated;
		this.allNames = paper.author === undefined ? '' : printedNames(paper.author);
	}

	get names(): readonly string[] {
		return this.allNames === '' ? none : this.allNames.split(between);
	}
}

class LinkedHead extends PaperHead {
	constructor(
		paper: Paper,
		readonly linked: LinkedPlace,
	) {
		super(paper);
	}
}

const none: readonly never[] = [];

function heldOf<T>(list: readonly T[] | undefined): readonly T[] {
	return list === undefined || list.length === 0 ? none : list;
}

function sourcesOf({ source, alsoFrom }: Paper): readonly Source[] {
	return source === undefined ? heldOf(alsoFrom) : alsoFrom === undefined ? [source] : [source, ...alsoFrom];
}
