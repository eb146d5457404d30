import { tableOf } from '../../data/table';
import type { Expansion } from './expansion';
import { conjunction, splitTop } from './nameList';

/** An entry with its macros replaced: raw TeX by field name in lower case. */
export interface RawEntry {
	readonly type: string;
	readonly key: string;
	readonly fields: ReadonlyMap<string, string>;
}

/** The keys an entry takes fields from: `xdata` ones first, then its `crossref`. */
export function parentKeys(fields: ReadonlyMap<string, string>): readonly string[] {
	const crossref = fields.get('crossref')?.trim();
	const xdata =
		fields
			.get('xdata')
			?.split(',')
			.map(key => key.trim())
			.filter(key => key !== '') ?? [];
	return crossref === undefined || crossref === '' ? xdata : [...xdata, crossref];
}

/** A value or an item of a list that stands for a field of another entry: `xdata=people-author-2`. biblatex manual 3.20, 3.13.6. */
interface Granule {
	readonly key: string;
	readonly field: string;
	/** One-based place in a list; without one, the whole value is meant. */
	readonly index: number | undefined;
}

const granule = /^(?:\{\s*)?xdata\s*=([^{}=,]+?)-([a-z]+)(?:-(\d{1,4}))?(?:\s*\})?$/i;

function granuleOf(item: string): Granule | undefined {
	const match = item.length > 1000 ? null : granule.exec(item.trim());
	return match === null
		? undefined
		: {
				key: match[1]?.trim() ?? '',
				field: (match[2] ?? '').toLowerCase(),
				index: match[3] === undefined ? undefined : Number(match[3]),
			};
}

/** The entries of which single values are taken. */
export function granularKeys(fields: ReadonlyMap<string, string>): readonly string[] {
	const keys = new Set<string>();
	for (const value of fields.values()) {
		if (mayBeGranular(value)) {
			splitTop(value, conjunction).forEach(item => {
				const key = granuleOf(item)?.key;
				if (key !== undefined) {
					keys.add(key);
				}
			});
		}
	}
	return [...keys];
}

function mayBeGranular(value: string): boolean {
	return /xdata\s{0,9}=/i.test(value);
}

/** Crossed references end, and so do rings of them. */
const deepest = 5;

/**
 * What the entries of one file take from their parents. Each answer is found once, so that entries which all name one another cost no more
 * than they are long.
 */
export class Inheritance {
	/** Entries with all they inherit through so many generations. */
	private readonly wholes = new Map<string, RawEntry>();
	/** By key, through how many generations no parent is missing. */
	private readonly complete = new Map<string, number>();
	/** By key, an ancestor so many generations up that was missing when it was last looked for. */
	private readonly missing = new Map<string, { readonly key: string; readonly generations: number }>();

	/** `find` gives an entry by its key; `undefined` while, or because, there is none. */
	constructor(
		private readonly find: (key: string) => RawEntry | undefined,
		private readonly expansion: Expansion,
	) {}

	/** The entry with all it inherits, from its parents and theirs. Call it only when those are found, or will never be. */
	whole(entry: RawEntry): RawEntry {
		const whole = this.wholeOf(entry, deepest + 1);
		const granular = [...whole.fields].filter(([, value]) => mayBeGranular(value));
		if (granular.length === 0) {
			return whole;
		}
		const fields = new Map(whole.fields);
		for (const [name, value] of granular) {
			fields.set(name, this.withGranules(value, deepest));
		}
		return { ...whole, fields };
	}

	/** What cannot be found stays as it is written. */
	private withGranules(value: string, generations: number): string {
		return splitTop(value, conjunction)
			.map(item => {
				const wanted = granuleOf(item);
				const given = wanted === undefined || generations === 0 ? undefined : this.find(wanted.key)?.fields.get(wanted.field);
				if (wanted === undefined || given === undefined || !this.expansion.take(fieldCost + given.length)) {
					return item;
				}
				const found = wanted.index === undefined ? given : splitTop(given, conjunction)[wanted.index - 1];
				return found === undefined ? item : mayBeGranular(found) ? this.withGranules(found, generations - 1) : found.trim();
			})
			.join(' and ');
	}

	/** The key itself, or that of an entry that its entry takes something from, that is not found (yet); `undefined` where all are. */
	missingFrom(key: string, generations = deepest): string | undefined {
		if ((this.complete.get(key) ?? -1) >= generations) {
			return undefined;
		}
		const before = this.missing.get(key);
		if (before !== undefined && before.generations <= generations && this.find(before.key) === undefined) {
			return before.key;
		}
		const entry = this.find(key);
		if (entry === undefined) {
			return key;
		}
		for (const parent of generations === 0 ? [] : [...parentKeys(entry.fields), ...granularKeys(entry.fields)]) {
			const missing = this.missingFrom(parent, generations - 1);
			if (missing !== undefined) {
				this.missing.set(key, { key: missing, generations });
				return missing;
			}
		}
		this.complete.set(key, generations);
		return undefined;
	}

	private wholeOf(entry: RawEntry, generations: number): RawEntry {
		const keys = generations === 0 ? [] : parentKeys(entry.fields);
		if (keys.length === 0) {
			return entry;
		}
		const fields = new Map(entry.fields);
		for (const key of keys) {
			const parent = key === entry.key ? undefined : this.find(key);
			if (parent !== undefined) {
				inherit({ ...entry, fields }, this.parentWhole(key, parent, generations - 1), this.expansion);
			}
		}
		return { ...entry, fields };
	}

	private parentWhole(key: string, parent: RawEntry, generations: number): RawEntry {
		const place = `${generations} ${key}`;
		const whole = this.wholes.get(place) ?? this.wholeOf(parent, generations);
		this.wholes.set(place, whole);
		return whole;
	}
}

/**
 * Adds to a child what it inherits; its own fields always win. biblatex manual 3.20, appendix B: a parent's title becomes `booktitle`,
 * `maintitle` or `journaltitle` by the types of both.
 */
function inherit(
	{ type, fields }: { readonly type: string; readonly fields: Map<string, string> },
	parent: RawEntry,
	expansion: Expansion,
): void {
	const rename = parent.type === 'xdata' ? none : renamings(parent.type, type);
	for (const [name, value] of parent.fields) {
		if (expansion.isSpent) {
			return;
		}
		if (parent.type !== 'xdata' && notInherited.has(name)) {
			continue;
		}
		for (const target of rename.get(name) ?? [name]) {
			// Looking costs as well: a hundred entries that all name one another are a million looks.
			if (expansion.take(1) && !fields.has(target) && expansion.take(fieldCost + target.length + value.length)) {
				fields.set(target, value);
			}
		}
	}
}

/** What a field takes besides its characters. */
const fieldCost = 40;

type Renamings = ReadonlyMap<string, readonly string[]>;

const none: Renamings = new Map();

function renamings(parent: string, child: string): Renamings {
	const { titles, author } = rules.find(rule => rule.parents.has(parent) && rule.children.has(child)) ?? {
		titles: undefined,
		author: undefined,
	};
	if (titles === undefined) {
		return none;
	}
	return tableOf({
		title: [titles === 'journal' ? 'journaltitle' : `${titles}title`],
		subtitle: [`${titles}subtitle`],
		titleaddon: [`${titles}titleaddon`],
		shorttitle: [],
		...(author === true ? { author: ['author', 'bookauthor'] } : {}),
	});
}

interface Rule {
	readonly parents: ReadonlySet<string>;
	readonly children: ReadonlySet<string>;
	readonly titles: 'main' | 'book' | 'journal';
	readonly author?: boolean;
}

function types(names: string): ReadonlySet<string> {
	return new Set(names.split(' '));
}

const rules: readonly Rule[] = [
	{ parents: types('mvbook'), children: types('inbook bookinbook suppbook'), titles: 'main', author: true },
	{ parents: types('mvbook'), children: types('book'), titles: 'main' },
	{
		parents: types('mvcollection mvreference'),
		children: types('collection reference incollection inreference suppcollection'),
		titles: 'main',
	},
	{ parents: types('mvproceedings'), children: types('proceedings inproceedings conference'), titles: 'main' },
	{ parents: types('book'), children: types('inbook bookinbook suppbook'), titles: 'book', author: true },
	{
		parents: types('book collection reference proceedings'),
		children: types('incollection inreference suppcollection inproceedings conference'),
		titles: 'book',
	},
	{ parents: types('periodical'), children: types('article suppperiodical review'), titles: 'journal' },
];

// A parent's identifiers name the parent: of four papers in one volume of proceedings they would make one.
const notInherited = types(
	'ids crossref xref xdata entryset entrysubtype execute label options presort related relatedoptions relatedstring relatedtype shorthand shorthandintro sortkey sorttitle indextitle indexsorttitle keywords groups abstract annotation annote file timestamp owner doi eprint eprinttype eprintclass archiveprefix primaryclass pmid pmcid',
);
