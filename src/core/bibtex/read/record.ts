import { tableOf } from '../../data/table';
import { findIdentifiers, parseArxivId, parsePmid } from '../../paper/identifiers';
import { writtenDoi } from '../../paper/doi';
import type { Json } from '../../data/json';
import { findLinks } from '../../paper/links';
import type { CslDate, Identifiers, IncomingPaper, Link, Source } from '../../paper/paper';
import { present } from '../../paper/paper';
import { unfold } from '../../text/fold';
import { readEdtf } from '../../paper/edtf';
import { readLooseDate } from '../../paper/looseDate';
import { isDay, isMonth, readYearMonthDay } from './bibtexDates';
import type { CslKind } from '../entryTypes';
import { collectionOfGroup, listedGroups } from '../jabrefNames';
import { bibString, isBibString } from '../syntax/bibStrings';
import { cslTypes, entryTypeOf, kindOfEntry } from '../entryTypes';
import type { BibtexFieldKind, FieldRow } from '../fields';
import { rowOfField } from '../fields';
import type { RawEntry } from './inheritance';
import { journalOfMacro } from './journalMacros';
import { languageTag } from '../languages';
import { conjunction, readNames, splitTop } from './nameList';
import { readTex, readVerbatim } from '../syntax/texReader';

/** The paper that an entry, with all it inherits, describes. */
export function paperOf(entry: RawEntry, source: Source): IncomingPaper {
	const draft = new Draft(entry);
	for (const [name, value] of entry.fields) {
		draft.take(name, value);
	}
	return draft.finish(source);
}

/** Fields that are read together with others, or that say nothing about the work. */
const handled = new Set(
	'title subtitle titleaddon maintitle mainsubtitle maintitleaddon booktitle booksubtitle booktitleaddon journaltitle journal journalsubtitle issuetitle issuesubtitle year month day date crossref xdata options entrysubtype eprint eprinttype archiveprefix howpublished fjournal'.split(
		' ',
	),
);

class Draft {
	private readonly values = new Map<string, Json>();
	/** The field that a variable was read from, and how good it is: 0 for the variable's own, more for its aliases. */
	private readonly readFrom = new Map<string, { readonly rank: number; readonly name: string; readonly raw: string }>();
	private readonly custom = new Map<string, string>();

	constructor(private readonly entry: RawEntry) {}

	take(name: string, raw: string): void {
		if (handled.has(name) || raw.trim() === '') {
			return;
		}
		const row = rowOfField(this.entry.type, name);
		if (row === undefined) {
			this.custom.set(name, raw);
			return;
		}
		const role = name === 'editor' ? editorRoles.get(this.field('editortype')?.trim().toLowerCase() ?? '') : undefined;
		if (role !== undefined) {
			this.values.set(role, readNames(raw));
			return;
		}
		const rank = name === row.field ? 0 : name === row.bibtex ? 1 : 2 + (row.aliases?.indexOf(name) ?? 0);
		const before = this.readFrom.get(row.variable);
		const value = before === undefined || rank < before.rank ? this.read(row, raw) : undefined;
		if (value === undefined) {
			this.custom.set(name, raw);
			return;
		}
		if (before !== undefined) {
			this.custom.set(before.name, before.raw);
		}
		this.readFrom.set(row.variable, { rank, name, raw });
		this.values.set(row.variable, value);
	}

	private read(row: FieldRow, raw: string): Json | undefined {
		if (row.variable === 'note' || row.variable === 'annote') {
			const isProse = row.kind === 'prose';
			return (
				splitTop(raw, lineBreak)
					.map(line => readTex(line, { markup: isProse, nocase: isProse, addresses: true }))
					.join('\n') || undefined
			);
		}
		if ((row.variable === 'genre' || row.variable === 'publisher-place') && raw.split(' and ').every(isBibString)) {
			return raw.split(' and ').map(bibString).join(' and ');
		}
		const value = row.kind === 'names' ? readNames(raw, { dropParticles: this.drops() }) : readers[row.kind](raw);
		return value === '' ? undefined : value;
	}

	private drops(): boolean {
		return /useprefix\s*=\s*false/.test(this.entry.fields.get('options') ?? '');
	}

	finish(source: Source): IncomingPaper {
		this.readTitles();
		this.readSeries();
		this.placeConference();
		this.readHowPublished();
		this.keepSubtype();
		if (!/^\s*useprefix\s*=\s*\w+\s*$/.test(this.field('options') ?? '')) {
			this.keep('options');
		}
		const eprint = this.readEprint();
		const kind = this.kind(eprint);
		const url = this.values.get('URL');
		const doi = this.values.get('DOI');
		this.setIfMissing('URL', eprint.url);
		this.setIfMissing('genre', kind.genre);
		this.setIfMissing('PMID', eprint.pmid);
		if (typeof doi === 'string') {
			this.values.set('DOI', bareDoi(doi));
		}
		this.set('issued', this.issued());
		this.set(
			'identifiers',
			this.identifiers(
				eprint,
				[doi, url].filter(text => typeof text === 'string'),
			),
		);
		const links = this.links();
		this.set('links', links.length > 0 ? links : undefined);
		this.set('custom', this.custom.size > 0 ? Object.fromEntries(this.custom) : undefined);
		this.set('aliases', this.furtherKeys());
		const title = this.values.get('title');
		const head = { type: kind.type, title: typeof title === 'string' ? title : '' };
		this.values.delete('title');
		const fields = Object.fromEntries(this.values);
		return this.entry.key === '' ? { ...head, ...fields, source } : { 'citation-key': this.entry.key, ...head, ...fields, source };
	}

	private setIfMissing(variable: string, value: string | undefined): void {
		if (value !== undefined && !this.values.has(variable)) {
			this.values.set(variable, value);
		}
	}

	private field(name: string): string | undefined {
		const value = this.entry.fields.get(name);
		return value === undefined || value.trim() === '' ? undefined : value;
	}

	/** Keeps a field as it is written. */
	private keep(name: string): void {
		const raw = this.field(name);
		if (raw !== undefined) {
			this.custom.set(name, raw);
		}
	}

	private prose(name: string): string | undefined {
		const raw = this.field(name);
		return raw === undefined ? undefined : (journalOfMacro(raw) ?? readTitle(raw)) || undefined;
	}

	/** `Title: subtitle. Addition`. */
	private titleOf(title: string, subtitle: string, addition: string): string | undefined {
		const main = this.prose(title);
		const sub = this.prose(subtitle);
		const added = this.prose(addition);
		if (main === undefined && sub === undefined) {
			return added;
		}
		const whole = main !== undefined && sub !== undefined ? `${main}${/[?!:.]$/.test(main) ? '' : ':'} ${sub}` : (main ?? sub);
		return whole !== undefined && added !== undefined ? `${whole}${/[?!.]$/.test(whole) ? '' : '.'} ${added}` : whole;
	}

	/** A volume of a larger work: the work's title is the title, and the volume's own one the `volume-title`, as pandoc has it. */
	private readTitles(): void {
		const title = this.titleOf('title', 'subtitle', 'titleaddon');
		const main = this.titleOf('maintitle', 'mainsubtitle', 'maintitleaddon');
		const book = this.titleOf('booktitle', 'booksubtitle', 'booktitleaddon');
		const named = this.titleOf(
			this.field('journaltitle') === undefined ? 'journal' : 'journaltitle',
			'journalsubtitle',
			'journaltitleaddon',
		);
		if (this.field('journaltitle') !== undefined && this.prose('journal') !== this.prose('journaltitle')) {
			this.keep('journal');
		}
		// MathSciNet writes the journal in short and beside it in full.
		const journal = this.prose('fjournal') ?? named;
		if (named !== undefined && named !== journal) {
			this.setIfMissing('container-title-short', named);
		}
		const issue = this.titleOf('issuetitle', 'issuesubtitle', 'issuetitleaddon');
		if (this.entry.type === 'periodical' && issue !== undefined) {
			this.set('title', journal === undefined ? issue : title);
			this.set('container-title', journal ?? title);
			this.set('volume-title', journal === undefined ? undefined : issue);
		} else if (wholeBook.has(this.entry.type) && title === undefined && main !== undefined && book !== undefined) {
			this.set('title', book);
			this.set('container-title', main);
		} else if (partOfBook.has(this.entry.type)) {
			this.set('title', title);
			this.set('container-title', main ?? book ?? journal);
			this.set('volume-title', main === undefined ? undefined : book);
		} else if (wholeBook.has(this.entry.type)) {
			this.set('title', main ?? title ?? book);
			this.set('container-title', journal);
			this.set('volume-title', main === undefined ? undefined : title);
		} else {
			this.set('title', title ?? main ?? book);
			this.set('container-title', journal ?? (title === undefined ? undefined : (main ?? book)));
		}
		this.keepUnplaced([main, ['maintitle', 'mainsubtitle', 'maintitleaddon']]);
		this.keepUnplaced([book, ['booktitle', 'booksubtitle', 'booktitleaddon']]);
		this.keepUnplaced([named, ['journaltitle', 'journal', 'journalsubtitle', 'journaltitleaddon']]);
		this.keepUnplaced([issue, ['issuetitle', 'issuesubtitle', 'issuetitleaddon']]);
	}

	/** A title of something that the type of the work has no place for, such as an article's `issuetitle`, stays as it is written. */
	private keepUnplaced([title, fields]: readonly [title: string | undefined, fields: readonly string[]]): void {
		const places = ['title', 'container-title', 'container-title-short', 'volume-title'];
		if (title !== undefined && !places.some(place => this.values.get(place) === title)) {
			fields.forEach(name => this.keep(name));
		}
	}

	/** A journal's `series` may be a number or the name of a string: `3` is the 3rd series. Its `issue` stands beside its number. */
	private readSeries(): void {
		const series = this.values.get('collection-title');
		if (typeof series === 'string' && kindOfEntry(this.entry.type).type === 'article-journal') {
			this.values.set(
				'collection-title',
				seriesStrings.get(series) ?? (/^\d+$/.test(series) ? `${ordinal(Number(series))} series` : series),
			);
		}
		const number = this.field('number');
		const issue = this.field('issue');
		if (
			number !== undefined &&
			issue !== undefined &&
			this.values.has('issue') &&
			(this.custom.delete('issue') || this.custom.delete('number'))
		) {
			this.values.set('issue', `${readTex(number)}, ${readTex(issue)}`);
		}
	}

	private set(variable: string, value: Json | undefined): void {
		if (value !== undefined) {
			this.values.set(variable, value);
		}
	}

	/** In a paper of a conference that has both, `location` is where people met and `address` where the publisher sits. */
	private placeConference(): void {
		const location = this.field('location');
		const address = this.field('address');
		if (location !== undefined && address !== undefined && kindOfEntry(this.entry.type).type === 'paper-conference') {
			this.set('event-place', readTex(location));
			this.set('publisher-place', readTex(address));
			this.custom.delete('address');
		}
	}

	private readHowPublished(): void {
		const raw = this.field('howpublished');
		if (raw === undefined) {
			return;
		}
		const verbatim = readVerbatim(raw);
		const address = /https?:\/\/[^\s{}]+/.exec(verbatim)?.[0];
		if (address !== undefined && hasOtherWords(verbatim, address)) {
			this.custom.set('howpublished', raw);
		}
		if (address !== undefined && !this.values.has('URL')) {
			this.values.set('URL', address);
		} else if (!this.values.has('publisher') && address === undefined) {
			this.values.set('publisher', readTex(raw));
		} else {
			this.custom.set('howpublished', raw);
		}
	}

	/** A kind of article that has a type of its own needs no word; any other is kept. */
	private keepSubtype(): void {
		const subtype = this.field('entrysubtype');
		if (
			subtype !== undefined &&
			!this.isTyped(subtype) &&
			(kindOfEntry(this.entry.type).type !== 'article-journal' ||
				!(subtypes.has(subtype.trim().toLowerCase()) || writtenAsArticles.has(subtype.trim().toLowerCase())))
		) {
			this.custom.set('entrysubtype', subtype);
		}
	}

	/** Whether a subtype is the CSL type of a work that its entry type alone doesn't tell, as our writer has it. */
	private isTyped(subtype: string): boolean {
		const type = subtype.trim();
		const { type: entry } = this.entry;
		return cslTypes.has(type) && (entryTypeOf(type, undefined, 'bibtex') === entry || entryTypeOf(type, undefined, 'biblatex') === entry);
	}

	private readEprint(): Eprint {
		const raw = this.field('eprint');
		const id = raw === undefined ? undefined : readVerbatim(raw);
		const archive = readVerbatim(this.field('eprinttype') ?? this.field('archiveprefix') ?? '').toLowerCase();
		if (id === undefined) {
			return archive === '' ? {} : this.keepEprint(archive);
		}
		const arxiv = parseArxivId(id);
		if (arxiv !== undefined && (archive === '' || archive === 'arxiv')) {
			return { arxiv, url: `https://arxiv.org/abs/${arxivWithVersion.exec(id)?.[0] ?? arxiv}` };
		}
		const pmid = archive === 'pubmed' || archive === 'pmid' ? parsePmid(id) : undefined;
		const base = archives.get(archive);
		return { ...this.keepEprint(archive, id), ...present('pmid', pmid), ...present('url', base === undefined ? undefined : base + id) };
	}

	private keepEprint(archive: string, id?: string): Eprint {
		if (id !== undefined && archive !== 'pubmed') {
			this.custom.set('eprint', id);
		}
		if (archive !== '' && archive !== 'pubmed') {
			this.custom.set('eprinttype', archive);
		}
		return {};
	}

	private kind({ arxiv }: Eprint): CslKind {
		const kind = kindOfEntry(this.entry.type);
		const subtype = this.field('entrysubtype')?.trim().toLowerCase();
		if (kind.type === 'article-journal' && subtype !== undefined) {
			return { type: subtypes.get(subtype) ?? (writtenAsArticles.has(subtype) ? subtype : kind.type) };
		}
		if (subtype !== undefined && this.isTyped(subtype)) {
			return { ...kind, type: subtype };
		}
		if (kind.type === 'motion_picture' && /^tv/.test(subtype ?? '')) {
			return { type: 'broadcast' };
		}
		if (kind.type === 'manuscript' && ['eventtitle', 'eventdate', 'venue'].some(name => this.field(name) !== undefined)) {
			return { type: 'speech' };
		}
		const preprint = arxiv !== undefined && (kind.type === 'document' || kind.type === 'webpage') && !this.values.has('container-title');
		return preprint ? { type: 'article' } : kind;
	}

	private identifiers({ arxiv, pmid }: Eprint, addresses: readonly string[]): Identifiers | undefined {
		const journal = this.values.get('container-title');
		const texts = [...addresses, ...(typeof journal === 'string' && /arxiv/i.test(journal) ? [journal] : [])];
		const found = findIdentifiers(texts);
		const ownPmid = this.values.get('PMID');
		const known = {
			...found,
			...present('arxiv', arxiv ?? found?.arxiv),
			...present('pmid', pmid ?? (typeof ownPmid === 'string' ? parsePmid(ownPmid) : undefined)),
		};
		return Object.keys(known).length > 0 ? known : undefined;
	}

	/** biblatex's `ids = {old1, old2}`: keys that cite the same entry. They are kept as they stand too, for writing them out again. */
	private furtherKeys(): readonly string[] | undefined {
		const keys = (this.field('ids') ?? '')
			.split(',')
			.map(key => key.trim())
			.filter(key => key !== '' && key !== this.entry.key);
		return keys.length === 0 ? undefined : [...new Set(keys)];
	}

	private links(): readonly Link[] {
		return ['abstract', 'note', 'annote'].flatMap(variable => {
			const text = this.values.get(variable);
			return typeof text === 'string' && text.includes('://') ? findLinks(text) : [];
		});
	}

	private issued(): CslDate | undefined {
		const date = this.field('date');
		const year = this.field('year');
		const read = date === undefined ? undefined : readDate(date);
		// `date = {2015}, year = {2015}, month = jun`: BibDesk writes both.
		const isYearAlone = date !== undefined && date.trim() === year?.trim() && this.field('month') !== undefined;
		if (read !== undefined && !isYearAlone && (read.literal === undefined || year === undefined)) {
			return read;
		}
		if (year === undefined) {
			this.keep('month');
			this.keep('day');
			return undefined;
		}
		if (read !== undefined && !isYearAlone) {
			this.keep('date');
		}
		const [month, day] = [this.plainField('month'), this.plainField('day')];
		if (month !== undefined && !isMonth(month)) {
			this.keep('month');
		}
		if (day !== undefined && (month === undefined || !isDay(day))) {
			this.keep('day');
		}
		const text = readEdtf(year) === undefined ? readTex(year, { literal: true }) : year;
		// `1995. -- 576 p.`; the letter of `1999a` tells two works of a year apart.
		const [, alone] = /^(\d{4})(?:\.\s|[a-z]$)/.exec(text) ?? [];
		if (alone !== undefined) {
			this.custom.set('year', year);
		}
		return readYearMonthDay(alone ?? text, month, day);
	}

	private plainField(name: string): string | undefined {
		const raw = this.field(name);
		return raw === undefined ? undefined : readTex(raw, { literal: true });
	}
}

interface Eprint {
	readonly arxiv?: string;
	readonly pmid?: string;
	readonly url?: string;
}

/** `\\\\` at the end of a line: the lines of a value are joined otherwise. */
const lineBreak = /\\\\[ \t]*\r?\n/g;

const arxivWithVersion = /(?:\d{4}\.\d{4,5}|[a-z-]{2,20}(?:\.[A-Z]{2})?\/\d{7})(?:v\d{1,3})?/;

/** Whether a text says more than where something is. */
function hasOtherWords(text: string, address: string): boolean {
	return /[\p{L}\p{N}]/u.test(
		text.replace(address, '').replace(/\\(?:url|href|path)|available (?:at|from|online)|retrieved from|online|url|www/gi, ''),
	);
}

const partOfBook = new Set('inbook incollection inproceedings conference bookinbook suppbook suppcollection inreference'.split(' '));
const wholeBook = new Set('book mvbook collection mvcollection proceedings mvproceedings reference mvreference'.split(' '));

const seriesStrings = tableOf<string>({ newseries: 'New series', oldseries: 'Old series' });

function ordinal(number: number): string {
	const ending = number % 100 > 10 && number % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th');
	return `${number}${ending}`;
}

const subtypes = tableOf<string>({ magazine: 'article-magazine', newspaper: 'article-newspaper' });

/** Types that are written as articles. */
const writtenAsArticles = new Set(['review', 'review-book']);

/** biblatex's `editor` is whoever `editortype` says. */
const editorRoles = tableOf<string>({
	director: 'director',
	producer: 'producer',
	performer: 'performer',
	reader: 'narrator',
	compiler: 'compiler',
	organizer: 'organizer',
	conductor: 'performer',
	scriptwriter: 'script-writer',
	writer: 'script-writer',
});

// As pandoc and biblatex link them.
const archives = tableOf<string>({
	jstor: 'https://www.jstor.org/stable/',
	pubmed: 'https://www.ncbi.nlm.nih.gov/pubmed/',
	googlebooks: 'https://books.google.com?id=',
	hdl: 'https://hdl.handle.net/',
});

const readers: Readonly<Record<Exclude<BibtexFieldKind, 'names'>, (raw: string) => Json>> = {
	prose: raw => readTitle(raw),
	plain: raw => readTex(raw),
	verbatim: readVerbatim,
	list: raw =>
		splitTop(raw, conjunction)
			.map(item => readTex(item.trim()))
			.join(' and '),
	date: readDate,
	pages: raw =>
		unfold(readTex(raw, { literal: true }))
			.replace(/(?<!\s)\s*(?:-{1,3}|[–—])\s*/g, '-')
			.replace(/(?<!\s)\s*,\s*/g, ', '),
	language: raw => languageTag(raw.trim()) ?? readTex(raw),
	tags: readTags,
	groups: raw => listedGroups(raw).map(collectionOfGroup),
};

function readTitle(raw: string): string {
	return readTex(raw, { markup: true, nocase: true });
}

function readDate(raw: string): CslDate {
	// `~` is doubt in a date and a space in TeX.
	const written = readEdtf(raw.trim());
	const text = written === undefined ? readTex(raw, { literal: true }) : '';
	return written ?? readLooseDate(text) ?? { literal: text };
}

function readTags(raw: string): readonly string[] {
	const parts = [/(?<!&#?\w{1,9});/g, /,/g, /\n/g].map(separator => splitTop(raw, separator)).find(found => found.length > 1) ?? [raw];
	return [...new Set(parts.map(part => readTex(part)).filter(tag => tag !== ''))];
}

/** A DOI without the resolver in front of it, as it is written otherwise. */
function bareDoi(text: string): string {
	return writtenDoi(text) ?? text;
}
