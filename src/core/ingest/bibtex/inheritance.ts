/** An entry with its macros replaced: raw TeX by field name in lower case. */
export interface RawEntry {
	readonly type: string;
	readonly key: string;
	readonly fields: ReadonlyMap<string, string>;
}

/** The keys an entry takes fields from: `xdata` ones first, then its `crossref`. */
export function parentKeys(fields: ReadonlyMap<string, string>): readonly string[] {
	const crossref = fields.get('crossref')?.trim();
	const xdata = fields.get('xdata')?.split(',').map(key => key.trim()).filter(key => key !== '') ?? [];
	return crossref === undefined || crossref === '' ? xdata : [...xdata, crossref];
}

/**
 * The entry with what it inherits; its own fields always win. biblatex manual 3.20, appendix B: a parent's title becomes `booktitle`, `maintitle` or `journaltitle`
 * by the types of both.
 */
export function inherit(child: RawEntry, parent: RawEntry): RawEntry {
	const fields = new Map(child.fields);
	const rename = parent.type === 'xdata' ? {} : renamings(parent.type, child.type);
	for (const [name, value] of parent.fields) {
		if (parent.type !== 'xdata' && notInherited.has(name)) {
			continue;
		}
		for (const target of rename[name] ?? [name]) {
			if (!fields.has(target)) {
				fields.set(target, value);
			}
		}
	}
	return { ...child, fields };
}

type Renamings = Readonly<Record<string, readonly string[]>>;

function renamings(parent: string, child: string): Renamings {
	const { titles, author } = rules.find(rule => rule.parents.has(parent) && rule.children.has(child)) ?? { titles: undefined, author: undefined };
	if (titles === undefined) {
		return {};
	}
	return {
		title: [titles === 'journal' ? 'journaltitle' : `${titles}title`],
		subtitle: [`${titles}subtitle`],
		titleaddon: [`${titles}titleaddon`],
		shorttitle: [],
		...(author === true ? { author: ['author', 'bookauthor'] } : {}),
	};
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
	{ parents: types('mvcollection mvreference'), children: types('collection reference incollection inreference suppcollection'), titles: 'main' },
	{ parents: types('mvproceedings'), children: types('proceedings inproceedings conference'), titles: 'main' },
	{ parents: types('book'), children: types('inbook bookinbook suppbook'), titles: 'book', author: true },
	{ parents: types('book collection reference proceedings'), children: types('incollection inreference suppcollection inproceedings conference'), titles: 'book' },
	{ parents: types('periodical'), children: types('article suppperiodical review'), titles: 'journal' },
];

const notInherited = types('ids crossref xref xdata entryset entrysubtype execute label options presort related relatedoptions relatedstring relatedtype shorthand shorthandintro sortkey sorttitle indextitle indexsorttitle keywords groups abstract annotation annote file timestamp owner');
