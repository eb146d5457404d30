import { tableOf } from '../data/table';
import type { FieldKind } from './kinds';

export interface Field {
	/**
	 * The variable of CSL where it has one (https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables), else ours.
	 */
	readonly name: string;
	readonly kind: FieldKind;
	/**
	 * Who decides what it holds. What is the `source`'s describes the work, and a newer export of the source may change it; what is the
	 * `user`'s is only added to by sources; the `library` keeps its own books.
	 */
	readonly owner: 'source' | 'user' | 'library';
	/**
	 * Who may bring it from outside: a stranger's `record` that has a field of this name, only a `reader` of ours that says something about
	 * what it read, or `nobody`.
	 */
	readonly from: 'record' | 'reader' | 'nobody';
	/** How two papers of the library become one in it: see merge/duplicates.ts. `apart` is what that file puts together by itself. */
	readonly merge: 'first' | 'publication' | 'unite' | 'join' | 'further' | 'together' | 'apart';
	/** Whether CSL has it, and so whether it leaves in exports and is seen by citation styles. */
	readonly csl: boolean;
	/** Whether every paper has it. */
	readonly isRequired?: true;
	/**
	 * Where the user sees and sets it: in the `form` of a paper, `apart` by something of its own (a status, stars, the queue, a key), or
	 * `never`.
	 */
	readonly shown: 'form' | 'apart' | 'never';
	/** What a search finds its words as: a field of the search index. */
	readonly searched?: SearchedAs;
}

export type SearchedAs = 'title' | 'author' | 'abstract' | 'tag' | 'key' | 'venue' | 'identifier' | 'collection' | 'year';

type Row = Omit<Field, 'name' | 'searched' | 'shown'> & Partial<Pick<Field, 'shown'>>;

/**
 * One row a field, which is shown in the form unless its row says where else. What has no row is a field that nobody here knows: see {@link
 * unknownField}.
 */
const rows: readonly (readonly [names: string, row: Row])[] = [
	// What every paper has.
	['id', { kind: 'word', owner: 'library', from: 'nobody', merge: 'apart', csl: false, shown: 'never', isRequired: true }],
	['citation-key', { kind: 'word', owner: 'library', from: 'record', merge: 'apart', csl: true, shown: 'apart', isRequired: true }],
	['type', { kind: 'word', owner: 'source', from: 'record', merge: 'publication', csl: true, isRequired: true }],
	['title', { kind: 'text', owner: 'source', from: 'record', merge: 'publication', csl: true, isRequired: true }],
	['status', { kind: 'status', owner: 'user', from: 'nobody', merge: 'further', csl: false, shown: 'apart', isRequired: true }],
	['added updated', { kind: 'text', owner: 'library', from: 'nobody', merge: 'apart', csl: false, shown: 'apart', isRequired: true }],

	// What describes the work. The first group is what a publication says better than its preprint.
	[
		'container-title container-title-short collection-title volume issue number page publisher publisher-place DOI URL genre event-title event-place edition',
		{ kind: 'text', owner: 'source', from: 'record', merge: 'publication', csl: true },
	],
	['issued', { kind: 'date', owner: 'source', from: 'record', merge: 'publication', csl: true }],
	[
		'abstract archive archive_collection archive_location archive-place authority call-number chapter-number citation-label citation-number collection-number dimensions division ISBN ISSN jurisdiction language ' +
			'medium number-of-pages number-of-volumes original-publisher original-publisher-place original-title page-first part-number part-title PMCID PMID printing-number reviewed-genre reviewed-title scale section ' +
			'supplement-number title-short version volume-title volume-title-short year-suffix',
		{ kind: 'text', owner: 'source', from: 'record', merge: 'first', csl: true },
	],
	[
		'author chair collection-editor compiler composer container-author contributor curator director editor editorial-director editor-translator executive-producer guest host illustrator interviewer narrator ' +
			'organizer original-author performer producer recipient reviewed-author script-writer series-creator translator',
		{ kind: 'names', owner: 'source', from: 'record', merge: 'first', csl: true },
	],
	[
		'accessed available-date container event-date original-date submitted',
		{ kind: 'date', owner: 'source', from: 'record', merge: 'first', csl: true },
	],
	['identifiers', { kind: 'identifiers', owner: 'source', from: 'record', merge: 'apart', csl: false, shown: 'apart' }],
	['custom', { kind: 'object', owner: 'source', from: 'record', merge: 'together', csl: false }],

	// What sources and user fill together.
	['links', { kind: 'links', owner: 'user', from: 'record', merge: 'unite', csl: false }],
	['tags', { kind: 'texts', owner: 'user', from: 'record', merge: 'unite', csl: false }],
	['note annote', { kind: 'text', owner: 'user', from: 'record', merge: 'join', csl: true }],

	// What the user alone gives; JabRef's groups and Zotero's collections come with their readers.
	['collections', { kind: 'texts', owner: 'user', from: 'reader', merge: 'unite', csl: false, shown: 'apart' }],
	['rating', { kind: 'number', owner: 'user', from: 'nobody', merge: 'first', csl: false, shown: 'apart' }],
	['pinned', { kind: 'flag', owner: 'user', from: 'nobody', merge: 'first', csl: false, shown: 'apart' }],
	['due', { kind: 'text', owner: 'user', from: 'nobody', merge: 'first', csl: false, shown: 'apart' }],

	// What our readers and the services say of what they read.
	['source', { kind: 'source', owner: 'library', from: 'reader', merge: 'apart', csl: false, shown: 'apart' }],
	['incomplete', { kind: 'value', owner: 'library', from: 'reader', merge: 'first', csl: false, shown: 'apart' }],
	['retracted concern published-version arxiv-version', { kind: 'value', owner: 'source', from: 'reader', merge: 'first', csl: false }],

	// The library's own books. `queued` is a place in library/readingQueue.ts, `statusDates` are days (see statusDates.ts); biblatex's `ids`
	// are further keys of an entry.
	['queued', { kind: 'text', owner: 'library', from: 'nobody', merge: 'first', csl: false, shown: 'apart' }],
	['statusDates', { kind: 'textsByName', owner: 'library', from: 'nobody', merge: 'together', csl: false, shown: 'apart' }],
	['aliases', { kind: 'texts', owner: 'library', from: 'reader', merge: 'apart', csl: false, shown: 'apart' }],
	['alsoFrom', { kind: 'sources', owner: 'library', from: 'nobody', merge: 'apart', csl: false, shown: 'apart' }],
	['distinctFrom', { kind: 'texts', owner: 'library', from: 'nobody', merge: 'unite', csl: false, shown: 'never' }],
	['received', { kind: 'textsByName', owner: 'library', from: 'nobody', merge: 'together', csl: false, shown: 'never' }],
	// Who gave what no source of the paper did: a service by its name, or the user by hand.
	['value-sources', { kind: 'textsByName', owner: 'library', from: 'nobody', merge: 'apart', csl: false, shown: 'apart' }],
	['conflicts superseded', { kind: 'value', owner: 'library', from: 'nobody', merge: 'first', csl: false, shown: 'apart' }],
];

const searched = tableOf<SearchedAs>({
	title: 'title',
	author: 'author',
	abstract: 'abstract',
	tags: 'tag',
	'citation-key': 'key',
	aliases: 'key',
	'container-title': 'venue',
	DOI: 'identifier',
	identifiers: 'identifier',
	collections: 'collection',
	issued: 'year',
});

/** Every field that is known, in the order of the table. */
export const fields: readonly Field[] = rows.flatMap(([names, row]) =>
	names.split(' ').map(name => {
		const found = searched.get(name);
		return { name, shown: 'form', ...row, ...(found && { searched: found }) };
	}),
);

const byName: ReadonlyMap<string, Field> = new Map(fields.map(field => [field.name, field]));

/** The row of a field; of one that has none, what holds for all of these. */
export function fieldOf(name: string): Field {
	return byName.get(name) ?? unknownField;
}

/** A field that nobody here knows: it is its source's, kept as it is and written out again. */
export const unknownField: Field = { name: '', kind: 'value', owner: 'source', from: 'record', merge: 'first', csl: true, shown: 'form' };

/** Lists that sources and user fill together: they only grow by what comes in. */
export const sharedLists: ReadonlySet<string> = new Set(
	fields.filter(({ merge, from }) => merge === 'unite' && from !== 'nobody').map(({ name }) => name),
);

/** Whether a newer record of a source may fill or change the field by itself; identifiers and sources are put together in their own way. */
export function isSourceField(name: string): boolean {
	const { owner, from, kind } = fieldOf(name);
	return owner !== 'library' && from !== 'nobody' && kind !== 'identifiers';
}

/** Whether a service may fill the field where a paper lacks it. What the user writes is never filled in. */
export function isGap(name: string): boolean {
	const { owner, merge } = fieldOf(name);
	return owner === 'source' && merge !== 'apart' && merge !== 'together';
}

/** The names of the fields that a test holds for. */
export function fieldNames(holds: (field: Field) => boolean): ReadonlySet<string> {
	return new Set(fields.filter(holds).map(field => field.name));
}
