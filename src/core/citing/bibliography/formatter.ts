import { addTo } from '../../data/lists';
import { localize } from '../../data/localize';
import type CSL from 'citeproc';
import type { JsonObject } from '../../data/json';
import { isObject, textOf } from '../../data/json';
import { Pace } from '../../work/pace';
import type { Pause } from '../../work/pace';
import { present } from '../../paper/paper';
import { Queue } from '../../work/queue';
import type { Citation, Cite } from '../syntax';
import type { LocatorTerms } from '../locators';
import { locatorTerms } from '../locatorTerms';
import { literalPattern } from '../../text/literalPattern';
import { adjustEngine, markedCites, withoutNeedlessSpaces } from './adjustments';
import { affixMarkup, withOwnSigns } from './affixMarkup';
import { leaveNoteNumbers, quickenEngine } from './quicken';
import { citationItem, citationItems, withoutItemSigns } from './citationItem';
import { citeOrder, sortedLike } from './citeOrder';
import { withCiteParts, withNumberParts } from './citeParts';
import { styleItem } from './styleItem';
import type { Formatted } from './formattedText';
import { textOfFormatted } from './formattedText';
import type { Citeproc } from './loadCiteproc';
import { checkStyle } from './checkStyle';
import type { LocalWords } from './localWords';
import { localWords } from './localWords';
import { loadCiteproc } from './loadCiteproc';
import { emptyCite, parseMarkedText, withEtAl, withoutOwnMarks, withoutSignsAroundNothing } from './markedText';
import { numbered, standInOf, standInsOf, standInStart } from './standIns';
import { StyleError } from './styleError';
import { styleLanguage } from './styles';

export interface FormatterOptions {
	/** The style's XML. */
	readonly style: string;
	/** A language tag such as `de-DE`; the style's own language, else `en-US`, without it. */
	readonly language?: string;
	/** The XML of the locale for a language tag, or of the nearest there is. */
	readonly localeOf: (language: string) => string;
	/** The paper cited by a key. A changed paper must be another object. */
	readonly itemOf: (key: string) => JsonObject | undefined;
	/** Gives way to other work; a long document calls it every few milliseconds. */
	readonly pause: Pause;
}

export interface FormattedCitation {
	/**
	 * What stands in the text: `(Doe 2020)`, `Doe (2020)`, `[1]`, and in note styles only what precedes the note's sign, or all of it where
	 * the citation is in a note already.
	 */
	readonly text: readonly Formatted[];
	/** In note styles: what stands in the note, and its number. */
	readonly note?: { readonly number: number; readonly text: readonly Formatted[] };
}

export interface Reference {
	readonly key: string;
	readonly text: readonly Formatted[];
}

export interface FormattedDocument {
	/** One for each citation given, in order; those that are `uncited` are empty. */
	readonly citations: readonly FormattedCitation[];
	/** The list of references in the style's order; empty where the style has none. */
	readonly references: readonly Reference[];
	readonly hangingIndent: boolean;
	/** Keys without a paper, in the order they first appear. */
	readonly unknown: readonly string[];
}

/**
 * Formats the citations of one document in one style, again and again as it changes: what did not change since the last time is not
 * formatted anew. Loads citeproc when first called. Rejects with a `StyleError` where the style cannot be read.
 */
export async function openFormatter(options: FormatterOptions): Promise<Formatter> {
	return new Formatter(await loadCiteproc(), options);
}

/** A citation of works that are known; `index` is its place among all that were given. */
interface Noted {
	readonly index: number;
	readonly citation: Citation;
	readonly noteIndex: number;
}

/** A citation as citeproc wrote it. */
interface Written {
	readonly marked: string;
	/** With what it says of each of several works marked and no brackets around it; `undefined` where that takes a second writing. */
	readonly parts: string | undefined;
}

/** What citeproc wrote of a citation whose works were in a state; with the numbers of `standInOf`, where it has any. */
interface Template extends Written {
	readonly state: string;
	readonly isNumbered: boolean;
	readonly items: readonly CSL.SortedItem[];
}

/** A citation that citeproc has to write, and its works in the order of the style. */
interface Due {
	readonly sorted: CSL.SortedItem[];
	readonly citation: CSL.Citation;
}

/** The keys of what is cited, in the order in which they first appear, and of what is only listed. */
interface Works {
	readonly cited: readonly string[];
	readonly uncited: readonly string[];
}

const noWorks: Works = { cited: [], uncited: [] };

interface Placed {
	readonly id: string;
	readonly signature: string;
	readonly noteIndex: number;
}

export class Formatter {
	private engine: CSL.Engine;
	private readonly terms: LocatorTerms;
	private readonly words: LocalWords;
	private readonly isNumeric: boolean;
	/** Whether it writes the numbers of works anywhere. */
	private readonly hasNumbers: boolean;
	private placed: readonly Placed[] = [];
	private works: Works = noWorks;
	private readonly texts = new Map<string, Written>();
	/** Of citations of several works, what was made of their texts. */
	private readonly clusters = new Map<string, { readonly state: string; readonly nodes: readonly Formatted[] }>();
	/** The cites of each text in the order of the style. */
	private readonly sorted = new Map<string, readonly CSL.SortedItem[]>();
	/** Where cites know no position: what was written of each citation, and what of its works it was written of. */
	private readonly templates = new Map<string, Template>();
	private items = new Map<string, JsonObject>();
	private references = new Map<string, Entry>();
	private readonly authors = new Map<string, readonly Formatted[]>();
	private nextId = 0;
	private readonly queue = new Queue();

	constructor(
		private readonly citeproc: Citeproc,
		private readonly options: FormatterOptions,
	) {
		const { language = styleLanguage(options.style) ?? 'en-US', localeOf } = options;
		this.terms = locatorTerms(language, localeOf(language), options.style);
		this.words = localWords(language, localeOf(language), capitalSubtitles.test(options.style));
		this.engine = this.newEngine();
		this.isNumeric = options.style.includes('citation-format="numeric"');
		this.hasNumbers = options.style.includes('citation-number');
	}

	/** Whether what a cite says depends on those before it. */
	private get knowsPositions(): boolean {
		return this.engine.opt.update_mode === this.citeproc.POSITION;
	}

	/** Whether citations are written with the numbers of their works. */
	private get printsNumbers(): boolean {
		return this.engine.opt.update_mode === this.citeproc.NUMERIC;
	}

	/** Whether citations stand in notes. */
	get inNotes(): boolean {
		return this.engine.opt.xclass === 'note';
	}

	/** Calls do not overlap: a second one waits for the first. */
	format(citations: readonly Citation[]): Promise<FormattedDocument> {
		return this.queue.add(() => this.formatOrRefuse(citations));
	}

	/** citeproc trusts styles: whatever it falls over is the style's fault, and nobody else's bug. */
	private async formatOrRefuse(citations: readonly Citation[]): Promise<FormattedDocument> {
		try {
			return await this.formatNow(citations);
		} catch (error) {
			this.startAgain();
			throw error instanceof StyleError
				? error
				: new StyleError(localize('The citation style failed on this document. Choose another one.'), { cause: error });
		}
	}

	private async formatNow(citations: readonly Citation[]): Promise<FormattedDocument> {
		const pace = new Pace(this.options.pause);
		const unknown = this.refreshItems(citations);
		const read = inReadingOrder(citations);
		const numbers = this.noteNumbers(citations, read);
		const inText = read.flatMap((index): readonly Noted[] => {
			const citation = citations[index];
			const cites = citation?.cites.filter(({ key }) => this.items.has(key)) ?? [];
			return citation === undefined || citation.form === 'uncited' || cites.length === 0
				? []
				: [{ index, citation: { ...citation, cites }, noteIndex: numbers.get(index) ?? 0 }];
		});
		const cited = new Set(inText.flatMap(({ citation: { cites } }) => cites.map(({ key }) => key)));
		const uncited = new Set(
			citations.flatMap(({ form, cites }) =>
				form === 'uncited' ? cites.map(({ key }) => key).filter(key => this.items.has(key) && !cited.has(key)) : [],
			),
		);
		const works = { cited: [...cited], uncited: [...uncited] };
		await (this.knowsPositions ? this.place(inText, works, pace) : this.placeEach(inText, works, pace));
		const placeOf = new Map(inText.map(({ index }, position) => [index, this.placed[position]]));
		const before = new Set<string>();
		const formatted = new Map<number, FormattedCitation>();
		for (const index of read) {
			const citation = citations[index];
			if (citation !== undefined) {
				formatted.set(index, this.formattedCitation(citation, placeOf.get(index), before, numbers.get(index) ?? 0));
				if (citation.form !== 'uncited') {
					citation.cites.forEach(({ key }) => before.add(key));
				}
				await pace.rest();
			}
		}
		return {
			citations: citations.map((_, index) => formatted.get(index) ?? { text: [] }),
			references: await this.formatReferences(pace),
			hangingIndent: this.engine.bibliography.opt['hangingindent'] !== undefined,
			unknown,
		};
	}

	/**
	 * The number of the note that each citation stands in: the style's notes and the text's own footnotes are one series. None where a style
	 * has no notes.
	 */
	private noteNumbers(citations: readonly Citation[], read: readonly number[]): ReadonlyMap<number, number> {
		const numbers = new Map<number, number>();
		let notes = 0;
		for (const index of this.inNotes ? read : []) {
			const { form = 'uncited', inNote = false, ownNotes = 0 } = citations[index] ?? {};
			if (form !== 'uncited') {
				notes += inNote ? 0 : 1;
				numbers.set(index, Math.max(notes + ownNotes, 1));
			}
		}
		return numbers;
	}

	/** Looks up every key cited; a paper that changed makes all it appears in stale. Answers with the keys nothing is known of. */
	private refreshItems(citations: readonly Citation[]): readonly string[] {
		const keys = new Set(citations.flatMap(citation => citation.cites.map(({ key }) => key)));
		const found = [...keys].map(key => [key, this.options.itemOf(key)] as const);
		const changed = found.some(([key, item]) => this.items.has(key) && this.items.get(key) !== item);
		if (changed) {
			this.startAgain();
		}
		this.items = new Map([...this.items, ...found.flatMap(([key, item]) => (item === undefined ? [] : [[key, item] as const]))]);
		return found.flatMap(([key, item]) => (item === undefined ? [key] : []));
	}

	private startAgain(): void {
		this.engine = this.newEngine();
		this.placed = [];
		this.texts.clear();
		this.clusters.clear();
		this.sorted.clear();
		this.templates.clear();
		this.works = noWorks;
		this.authors.clear();
		this.items = new Map();
		this.references.clear();
	}

	private newEngine(): CSL.Engine {
		const { style, language, localeOf } = this.options;
		checkStyle(style);
		// citeproc copies all that it is given of a work, most of which is its abstract: 4 % of a thesis in IEEE.
		const unread = /\babstract\b/.test(style) ? {} : { abstract: undefined };
		try {
			const system = {
				retrieveLocale: localeOf,
				retrieveItem: (key: string) => ({ ...styleItem(this.items.get(key) ?? {}, key, this.words), ...unread, system_id: key }),
				wrapCitationEntry: (entry: string) => entry,
			};
			const engine = new this.citeproc.Engine(system, style, language ?? 'en-US', language !== undefined);
			quickenEngine(engine);
			leaveNoteNumbers(engine, this.citeproc, style);
			engine.opt.development_extensions['wrap_url_and_doi'] = true;
			engine.setOutputFormat('marked');
			adjustEngine(engine);
			return engine;
		} catch (error) {
			throw new StyleError(localize('Couldn’t read the citation style. Choose another one, or check that the file is a CSL style.'), {
				cause: error,
			});
		}
	}

	/** Brings citeproc's citations in line: only new ones are formatted, and what citeproc says depends on them. */
	private async place(citations: readonly Noted[], works: Works, pace: Pace): Promise<void> {
		const wanted = citations.map(({ citation, noteIndex }) => ({
			citation,
			noteIndex,
			signature: this.signatureOf(citation),
		}));
		// Where positions count, citeproc writes no citation again whose works have other numbers.
		const isRenumbered = this.hasNumbers && !this.lists(works);
		if (this.placed.length > 0 && (wanted.length === 0 || isRenumbered)) {
			this.startAgainKeepingItems();
		}
		const isRelisted = await this.list(works, pace);
		const old = new Map<string, string[]>();
		for (const { signature, id } of [...this.placed].reverse()) {
			addTo(old, signature, id);
		}
		const ids = wanted.map(({ signature }) => old.get(signature)?.pop());
		const moved = ids.some((id, index) => id !== undefined && this.placed[index]?.id !== id);
		const removed = this.placed.length > ids.filter(id => id !== undefined).length;
		const noted = ids.some((id, index) => this.placed[index]?.id === id && this.placed[index]?.noteIndex !== wanted[index]?.noteIndex);
		if ((removed || moved || noted || isRelisted) && !ids.includes(undefined)) {
			// Something has to be processed for citeproc to notice what is gone, elsewhere, in another note or listed beside it.
			ids[ids.length - 1] = undefined;
		}
		if (this.placed.length === 0) {
			const all = wanted.map(one => ({ ...one, id: `c${this.nextId++}` }));
			await this.placeAll(all, pace);
			this.placed = all.map(({ id, signature, noteIndex: note }) => ({ id, signature, noteIndex: note }));
			return;
		}
		const placed: Placed[] = [];
		for (const [index, { citation, noteIndex, signature }] of wanted.entries()) {
			const id = ids[index] ?? `c${this.nextId++}`;
			if (ids[index] === undefined) {
				const after = wanted.slice(index + 1).flatMap((later, offset): readonly CSL.Position[] => {
					const laterId = ids[index + 1 + offset];
					return laterId === undefined ? [] : [[laterId, later.noteIndex]];
				});
				await this.process(id, citation, noteIndex, placed.map(position), after, pace);
			}
			placed.push({ id, signature, noteIndex });
		}
		this.placed = placed;
		this.forgetBut(new Set(placed.map(({ id }) => id)));
	}

	/**
	 * Writes each citation by itself, where none says whether it comes before or after others: what it says depends on its works alone, how
	 * they are told apart and which numbers they have. So it is written once, and again when its works are told apart in another way. Other
	 * numbers, which all citations after a new one have, only take the place of those before.
	 */
	private async placeEach(citations: readonly Noted[], works: Works, pace: Pace): Promise<void> {
		await this.list(works, pace);
		const placed: Placed[] = [];
		const alive = new Set<string>();
		for (const { citation, noteIndex } of citations) {
			const signature = this.signatureOf(citation);
			placed.push({ id: signature, signature, noteIndex });
			if (!alive.has(signature)) {
				alive.add(signature);
				this.write(signature, citation);
				await pace.rest();
			}
		}
		this.placed = placed;
		this.forgetBut(alive);
	}

	/** Forgets the citations that are gone. */
	private forgetBut(alive: ReadonlySet<string>): void {
		for (const id of [...this.texts.keys()].filter(known => !alive.has(known))) {
			[this.texts, this.templates, this.clusters, this.sorted].forEach(known => known.delete(id));
		}
	}

	private write(signature: string, citation: Citation): void {
		const { registry } = this.engine.registry;
		const numbers = this.printsNumbers ? citation.cites.map(({ key }) => registry[key]?.seq ?? 0) : [];
		const standIns = signature.includes(standInStart) ? undefined : standInsOf(numbers);
		const known = this.templates.get(signature);
		const isCurrent = known?.state === this.stateOf(citation, known?.isNumbered === false ? numbers : (standIns ?? numbers));
		const template = isCurrent ? known : this.templateOf(citation, numbers, standIns);
		this.templates.set(signature, template);
		this.sorted.set(signature, template.items);
		this.texts.set(
			signature,
			template.isNumbered ? { ...template, marked: numbered(template.marked, numbers, standIns ?? []), parts: undefined } : template,
		);
	}

	private templateOf(citation: Citation, numbers: readonly number[], standIns: readonly number[] | undefined): Template {
		if (numbers.length > 0 && standIns !== undefined) {
			try {
				this.number(citation, standIns);
				const template = this.writtenAlone(citation);
				if (template.marked.includes(standInStart)) {
					return { ...template, isNumbered: true, state: this.stateOf(citation, standIns) };
				}
			} finally {
				this.number(citation, numbers);
			}
		}
		// Writing names notes how they were written, so that the state is that of after.
		return { ...this.writtenAlone(citation), isNumbered: false, state: this.stateOf(citation, numbers) };
	}

	private writtenAlone({ form, cites }: Citation): Omit<Template, 'state' | 'isNumbered'> {
		const { opt } = this.engine;
		const items = this.itemsOf(form, cites);
		const inOrder = citeOrder(items, some => this.sortedAsTheStyle(some), form === 'narrative', this.sharedNames(items));
		const citation: CSL.Citation = {
			citationID: alone,
			citationItems: [...inOrder],
			properties: { noteIndex: 0, unsorted: true, ...present('mode', modes[form]) },
		};
		try {
			// citeproc writes what it would sort the works by even where it does not.
			opt.citation_number_sort = true;
			const [own] = this.due(citation, [], []).filter(one => one.citation.citationID === alone);
			return own === undefined ? { marked: '', parts: undefined, items: [] } : { ...this.writtenNow(own), items: own.sorted };
		} finally {
			opt.citation_number_sort = false;
		}
	}

	/**
	 * What citeproc does with the works of a citation, but for those alone that may change places: writing what they are sorted by takes as
	 * long as writing them. Nor are works of the same authors brought together, which citeproc writes each for once more: that is left to
	 * {@link citeOrder}.
	 */
	private sortedAsTheStyle(items: readonly CSL.CitationItem[]): readonly CSL.CitationItem[] {
		const { engine } = this;
		if (items.length < 2 || engine.citation_sort.tokens.length === 0) {
			return items;
		}
		// Where a style brings them together, the first key is for that.
		const first = Boolean(engine.opt.grouped_sort) ? [''] : [];
		const keysOf = (id: string): readonly unknown[] => {
			const item = engine.retrieveItem(id);
			return item === undefined ? [] : [...first, ...this.citeproc.getSortKeys.call(engine, item, 'citation_sort')];
		};
		return items
			.map(item => ({ item, sortkeys: keysOf(item.id) }))
			.sort((a, b) => engine.citation.srt.compareKeys(a, b))
			.map(({ item }) => item);
	}

	private number({ cites }: Citation, numbers: readonly number[]): void {
		for (const [index, { key }] of cites.entries()) {
			const work = this.engine.registry.registry[key];
			const number = numbers[index];
			if (work !== undefined && number !== undefined) {
				work.seq = number;
			}
		}
	}

	/** How the works of a citation are told apart from others, and their numbers. */
	private stateOf({ cites }: Citation, numbers: readonly number[]): string {
		return `${cites.map(({ key }) => this.toldApart(key)).join(' ')} ${numbers.join()}`;
	}

	private signatureOf({ form, inNote, cites }: Citation): string {
		return JSON.stringify([form, inNote, cites.map(cite => citationItem(cite, this.terms))]);
	}

	private startAgainKeepingItems(): void {
		const items = this.items;
		this.startAgain();
		this.items = items;
	}

	/**
	 * Makes the works known that are cited and, behind them, those that are only listed: they are told apart from what is cited, too. Answers
	 * with whether these are others than before.
	 */
	private async list(works: Works, pace: Pace): Promise<boolean> {
		if (this.lists(works)) {
			return false;
		}
		await this.register(works, pace);
		this.works = works;
		return true;
	}

	private lists(works: Works): boolean {
		const keys = [...works.cited, ...works.uncited];
		const known = [...this.works.cited, ...this.works.uncited];
		return keys.length === known.length && keys.every((key, index) => known[index] === key);
	}

	/**
	 * Makes all works of a document known, a few at a time: citation by citation, citeproc would sort and compare them all each time, and
	 * write citations again as works turn up that are cited alike. All at once, it would take more names than need be to tell them apart.
	 */
	private async register({ cited, uncited }: Works, pace: Pace): Promise<void> {
		const { registry } = this.engine.registry;
		const keys = [...cited, ...uncited];
		const known = keys.filter(key => registry[key] !== undefined);
		const added = keys.filter(key => registry[key] === undefined);
		const addedCited = cited.filter(key => registry[key] === undefined).length;
		let end = 0;
		do {
			// A whole library may be listed.
			end += end < addedCited ? fewWorks : Math.max(fewWorks, end);
			const some = new Set([...known, ...added.slice(0, end)]);
			await this.update(
				keys.filter(key => some.has(key)),
				pace,
			);
			if (this.placed.length === 0 || !this.knowsPositions) {
				// Nothing is written yet that would have to be written again; kept, they are all sorted anew each time.
				this.engine.tmp.taintedItemIDs = {};
			}
		} while (end < added.length);
	}

	/** The steps of citeproc's `updateItems`, with a rest after each work and each set of works that are told apart. */
	private async update(keys: string[], pace: Pace): Promise<void> {
		const { registry, disambiguate, tmp, bibliography_sort: order } = this.engine;
		const isUnsorted = order.tokens.length === 0;
		Object.assign(tmp, { area: 'citation', root: 'citation', extension: '', loadedItemIDs: {} });
		registry.init(keys);
		registry.dodeletes(registry.myhash);
		await pace.each(
			keys.filter(key => registry.registry[key] === undefined),
			key => registry.doinserts([key]),
			1,
		);
		registry.dorefreshes();
		registry.rebuildlist(isUnsorted);
		registry.setsortkeys();
		await pace.each(Object.keys(registry.ambigsTouched), cite => disambiguate.run(cite), 1);
		registry.ambigsTouched = {};
		registry.setdisambigs();
		registry.sorttokens(isUnsorted);
		registry.renumber();
	}

	/** Has citeproc take a citation into account, and writes what is due then, with a rest after each. */
	private async process(
		id: string,
		citation: Citation,
		noteIndex: number,
		before: readonly CSL.Position[],
		after: readonly CSL.Position[],
		pace: Pace,
	): Promise<void> {
		for (const due of this.settle(id, citation, noteIndex, before, after)) {
			this.texts.set(due.citation.citationID, this.writtenNow(due));
			await pace.rest();
		}
	}

	/**
	 * Places all citations of a new document at once, as citation by citation, citeproc would look at all of them for each; then writes them.
	 */
	private async placeAll(
		wanted: readonly { readonly id: string; readonly citation: Citation; readonly noteIndex: number }[],
		pace: Pace,
	): Promise<void> {
		const { opt, registry } = this.engine;
		const { update_mode: mode } = opt;
		const citations: CSL.Citation[] = [];
		for (const { id, citation, noteIndex } of wanted) {
			try {
				// Their works are only put in order here.
				delete opt.update_mode;
				citations.push(...this.settle(id, citation, noteIndex, [], []).map(due => due.citation));
			} finally {
				opt.update_mode = mode;
			}
			await pace.rest();
		}
		const last = citations.at(-1);
		if (last === undefined) {
			return;
		}
		registry.citationreg.citationById = Object.fromEntries(citations.slice(0, -1).map(one => [one.citationID, one]));
		const alike = new Set<string>();
		this.due(
			last,
			citations.slice(0, -1).map(({ citationID, properties }) => [citationID, properties.noteIndex]),
			[],
			cite => alike.add(cite),
		);
		await pace.each(alike, cite => this.engine.disambiguate.run(cite), 1);
		await pace.each(
			citations,
			citation => {
				this.texts.set(citation.citationID, this.writtenNow({ citation, sorted: citation.sortedItems ?? [] }));
			},
			1,
		);
	}

	/** Has citeproc take a citation into account, its works in the order of {@link citeOrder}; answers with what has to be written then. */
	private settle(
		id: string,
		{ form, cites }: Citation,
		noteIndex: number,
		before: readonly CSL.Position[],
		after: readonly CSL.Position[],
	): readonly Due[] {
		const items = this.itemsOf(form, cites);
		const citation: CSL.Citation = { citationID: id, citationItems: items, properties: { noteIndex, ...present('mode', modes[form]) } };
		const due = this.due(citation, before, after);
		if (items.length < 2) {
			return due;
		}
		const sorted = citation.sortedItems ?? [];
		const sort = sortedLike(
			items,
			sorted.map(([, item]) => item.id),
		);
		const order = citeOrder(items, sort, form === 'narrative', this.sharedNames(items));
		if (order.every((item, index) => item.id === sorted[index]?.[1].id)) {
			return due;
		}
		const reordered = { ...citation, citationItems: [...order], properties: { ...citation.properties, unsorted: true } };
		const dueThen = this.due(reordered, before, after);
		const again = new Set(dueThen.map(one => one.citation.citationID));
		return [...due.filter(one => !again.has(one.citation.citationID)), ...dueThen];
	}

	/**
	 * What citeproc has to write once it takes a citation into account: those before and after it that say something else then, and itself.
	 * @param tellApart is given what cites are alike in that have to be told apart anew, which is done here without it
	 */
	private due(
		citation: CSL.Citation,
		before: readonly CSL.Position[],
		after: readonly CSL.Position[],
		tellApart?: (cite: string) => void,
	): readonly Due[] {
		const { engine } = this;
		const { disambiguate, process_CitationCluster: write } = engine;
		const { run } = disambiguate;
		const due: Due[] = [];
		try {
			engine.process_CitationCluster = (sorted, one) => {
				due.push(...(one === undefined ? [] : [{ sorted, citation: one }]));
				return '';
			};
			if (tellApart !== undefined) {
				disambiguate.run = tellApart;
			}
			engine.processCitationCluster(citation, [...before], [...after], this.citeproc.ASSUME_ALL_ITEMS_REGISTERED);
			return due;
		} finally {
			engine.process_CitationCluster = write;
			if (tellApart !== undefined) {
				disambiguate.run = run;
			}
		}
	}

	private writtenNow({ sorted, citation }: Due): Written {
		const { engine } = this;
		const marked = this.writtenCitation(engine.process_CitationCluster(sorted, citation));
		const parts =
			sorted.length < 2 || this.isNumeric
				? undefined
				: markedCites(
						engine,
						sorted.map(([, { id }]) => id),
					);
		return { marked, parts: parts && this.writtenCitation(parts) };
	}

	private itemsOf(form: Citation['form'], cites: readonly Cite[]): CSL.CitationItem[] {
		const items = citationItems(cites, this.terms);
		if (form === 'narrative' && items[0] !== undefined) {
			items[0]['suppress-author'] = true;
		}
		return items;
	}

	/**
	 * The names that cites show, by their works, where the style brings cites of the same names together: none of those that begin with a
	 * family name that no other begins with, as it takes a writing to know them.
	 */
	private sharedNames(items: readonly CSL.CitationItem[]): ((key: string) => string) | undefined {
		if (items.length < 3 || !this.groupsCites) {
			return undefined;
		}
		const keys = new Map<string, string[]>();
		for (const { id } of items) {
			const [{ family, literal } = {}] = peopleOf(this.items.get(id));
			addTo(keys, textOf(family) ?? textOf(literal) ?? '', id);
		}
		const shared = new Set([...keys.values()].filter(some => some.length > 1).flat());
		return shared.size === 0 ? undefined : key => (shared.has(key) ? this.namesOf(key) : '');
	}

	/** Whether cites of the same authors come together. https://docs.citationstyles.org/en/stable/specification.html#cite-grouping */
	private get groupsCites(): boolean {
		const { collapse, cite_group_delimiter: delimiter } = this.engine.citation.opt;
		return delimiter !== undefined || (typeof collapse === 'string' && collapse.startsWith('year'));
	}

	/**
	 * The names a narrative citation puts into the text; none in numeric styles. Where a style gives names in full at first, `later` takes
	 * the short form.
	 */
	private authorsOf(key: string, later = false): readonly Formatted[] {
		const signature = JSON.stringify([key, later, this.toldApart(key)]);
		const known = this.authors.get(signature);
		if (known !== undefined) {
			return known;
		}
		const marked = this.engine.makeCitationCluster([{ id: key, 'author-only': true, ...(later ? { position: 1 } : {}) }]);
		const authors = parseMarkedText(this.written(marked));
		this.authors.set(signature, authors);
		return authors;
	}

	/** By how many names and which of them a work is told apart from others, and by which letter after the year. */
	private toldApart(key: string): string {
		const { disambig } = this.engine.registry.registry[key] ?? {};
		return disambig === undefined || disambig === false
			? ''
			: JSON.stringify([disambig.names, disambig.givens, disambig.year_suffix, disambig.disambiguate]);
	}

	/** The names that a cite shows, as those of the people: two called Finch are two, even where a style prints no more of them. */
	private namesOf(key: string): string {
		const names = peopleOf(this.items.get(key));
		const shown = textOfFormatted(this.authorsOf(key));
		const people = names.filter(({ family, literal }) => shown.includes(textOf(family) ?? textOf(literal) ?? '\n'));
		return shown === ''
			? ''
			: people.length === 0
				? shown
				: JSON.stringify([names.length > people.length, ...people.map(({ family, literal, given }) => [family, literal, given])]);
	}

	/** `before` has the keys that were cited already. */
	private formattedCitation(
		citation: Citation,
		placed: Placed | undefined,
		before: ReadonlySet<string>,
		noteIndex: number,
	): FormattedCitation {
		if (citation.form === 'uncited') {
			return { text: [] };
		}
		const first = citation.cites.find(({ key }) => this.items.has(key));
		const known = placed === undefined ? [] : withoutLostComma(this.clusterOf(placed.id));
		const cluster = this.withUnknown(citation, known);
		const authors =
			citation.form === 'narrative' && first !== undefined ? this.authorsOf(first.key, this.inNotes && before.has(first.key)) : [];
		if (this.inNotes) {
			return citation.inNote === true
				? { text: withinNote(authors, cluster, citation) }
				: { text: authors, note: { number: noteIndex, text: withCapital(cluster) } };
		}
		return { text: authors.length === 0 ? cluster : cluster.length === 0 ? authors : [...authors, text(' '), ...cluster] };
	}

	/** A citation with the works that nothing is known of, which stand at their place where the style does not sort, else last. */
	private withUnknown({ cites }: Citation, known: readonly Formatted[]): readonly Formatted[] {
		const isKnown = cites.map(({ key }) => this.items.has(key));
		if (!isKnown.includes(false)) {
			return known;
		}
		const { layout_delimiter: delimiter, layout_prefix: prefix, layout_suffix: suffix } = this.engine.citation.opt;
		const nodesOf = (some: readonly Cite[]): readonly Formatted[] =>
			some.flatMap((cite, index) => (index === 0 ? unknownNodes(cite) : [text(delimiter), ...unknownNodes(cite)]));
		const [open, shut] = this.inNotes ? ['', ''] : [prefix, suffix];
		if (known.length === 0) {
			return [...plain(open), ...nodesOf(cites.filter((_, index) => isKnown[index] === false)), ...plain(shut)];
		}
		const isSorted =
			this.engine.opt.sort_citations === true && !cites.some(({ prefix, suffix }) => prefix !== undefined || suffix !== undefined);
		const firstKnown = isSorted ? 0 : isKnown.indexOf(true);
		const before = cites.slice(0, firstKnown);
		const placeOf = (index: number): number =>
			isSorted ? -1 : known.findIndex(node => node.kind === 'cite' && node.key === cites[isKnown.lastIndexOf(true, index)]?.key);
		const between = cites.flatMap((cite, index) =>
			index >= firstKnown && isKnown[index] === false ? [{ cite, place: isKnown.includes(true, index) ? placeOf(index) : -1 }] : [],
		);
		const after = between.filter(({ place }) => place < 0).map(({ cite }) => cite);
		const withAmid = known.flatMap((node, place) => [
			node,
			...between.filter(one => one.place === place).flatMap(({ cite }) => [text(delimiter), ...unknownNodes(cite)]),
		]);
		const closing = suffix === '.' ? '.' : shut;
		const opened =
			before.length === 0
				? withAmid
				: [
						...plain(open),
						...nodesOf(before),
						text(delimiter),
						...mapFirstText(withAmid, words => (words.startsWith(open) ? words.slice(open.length) : words)),
					];
		const body = mapLastText(opened, words => (words.endsWith(closing) ? words.slice(0, words.length - closing.length) : words));
		return after.length === 0 ? opened : [...body, text(delimiter), ...nodesOf(after), ...plain(closing === '.' ? '' : closing)];
	}

	/** What citeproc wrote for a citation; with several works, each one's part is marked. */
	private clusterOf(id: string): readonly Formatted[] {
		const { marked = '', parts } = this.texts.get(id) ?? {};
		const items = this.sorted.get(id) ?? this.engine.registry.citationreg.citationById[id]?.sortedItems ?? [];
		if (items.length < 2) {
			return parseMarkedText(marked);
		}
		// `[1], [2]` may be of the same works the other way round. Where works are cited without numbers, all have others once one is added.
		const numbers = this.isNumeric ? items.map(([, { id }]) => this.engine.registry.registry[id]?.seq ?? 0) : [];
		const state = `${marked} ${items.map(([, { id }]) => id).join()} ${numbers.join()}`;
		const known = this.clusters.get(id);
		const nodes = known?.state === state ? known.nodes : this.withParts(parseMarkedText(marked), items, parts);
		this.clusters.set(id, { state, nodes });
		return nodes;
	}

	private withParts(cluster: readonly Formatted[], items: readonly CSL.SortedItem[], known: string | undefined): readonly Formatted[] {
		if (this.isNumeric) {
			const isBare = items.every(
				([, { locator, prefix, suffix }]) => locator === undefined && prefix === undefined && suffix === undefined,
			);
			return isBare
				? withNumberParts(
						cluster,
						items.map(([, { id }]) => ({ key: id, number: this.engine.registry.registry[id]?.seq ?? 0 })),
					)
				: cluster;
		}
		if (known !== undefined) {
			return withCiteParts(cluster, parseMarkedText(known));
		}
		this.engine.opt.development_extensions['apply_citation_wrapper'] = true;
		const parts = this.writtenCitation(this.citeproc.getCitationCluster.call(this.engine, [...items]));
		this.engine.opt.development_extensions['apply_citation_wrapper'] = false;
		return withCiteParts(cluster, parseMarkedText(parts));
	}

	/**
	 * An entry is formatted again when its item, letter behind the year or, where a style puts a dash for the same author, its predecessor
	 * changed. Another number takes the place of the one before, where that stands in the entry once.
	 */
	private async formatReferences(pace: Pace): Promise<readonly Reference[]> {
		if (this.engine.bibliography.tokens.length === 0) {
			return [];
		}
		const keys = this.engine.registry.getSortedIds();
		const substitutes = this.engine.bibliography.opt['subsequent-author-substitute'] !== undefined;
		const kept = new Map<string, Entry>();
		const references: Reference[] = [];
		let namesBefore: unknown = false;
		for (const [index, key] of keys.entries()) {
			const { seq = 0 } = this.engine.registry.registry[key] ?? {};
			const signature = JSON.stringify([key, this.toldApart(key), substitutes ? keys[index - 1] : undefined]);
			const known = this.references.get(signature);
			const entry = known !== undefined && (known.isNumbered || known.number === seq) ? known : this.writeEntry(key, namesBefore);
			const reference = entry.number === seq && entry.reference !== undefined ? entry.reference : referenceOf(key, entry, seq);
			kept.set(signature, { ...entry, number: seq, reference });
			references.push(reference);
			namesBefore = substitutes ? entry.names : false;
			await pace.rest();
		}
		this.references = kept;
		return references.filter(({ text }) => text.length > 0);
	}

	private writeEntry(key: string, namesBefore: unknown): Entry {
		const work = this.engine.registry.registry[key];
		const number = work?.seq ?? 0;
		if (work === undefined || !this.hasNumbers) {
			return { ...this.entryText(key, namesBefore), isNumbered: true, number };
		}
		try {
			work.seq = standInOf(0);
			const written = this.entryText(key, namesBefore);
			if (written.marked.split(standInStart).length === 2) {
				return { ...written, isNumbered: true, number };
			}
		} finally {
			work.seq = number;
		}
		return { ...this.entryText(key, namesBefore), isNumbered: false, number };
	}

	/** `namesBefore` are those of the entry before: a style may put a dash for the same again. */
	private entryText(key: string, namesBefore: unknown): Pick<Entry, 'marked' | 'names'> {
		const { registry, tmp } = this.engine;
		// citeproc would walk along the whole list to each entry.
		const sortedIds = registry.getSortedIds.bind(registry);
		// Equal to them, but nothing else is the same: what citeproc leaves there is new, or the entry has no names.
		const before: unknown = Array.isArray(namesBefore)
			? Array.from<unknown>(namesBefore)
			: typeof namesBefore === 'string'
				? Object(namesBefore)
				: false;
		try {
			registry.getSortedIds = () => {
				tmp.last_rendered_name = before;
				return [key];
			};
			const made = this.engine.makeBibliography({ page_start: true, page_length: 1 });
			const marked = made === false ? '' : (made[1].at(-1) ?? '');
			return {
				marked: emptyEntry.test(marked) ? '' : this.written(marked).trim(),
				names: tmp.last_rendered_name === before ? false : tmp.last_rendered_name,
			};
		} finally {
			registry.getSortedIds = sortedIds;
		}
	}

	/** Nothing, where of none of its works anything is printed: `()`. */
	private writtenCitation(marked: string): string {
		const written = withoutSignsAroundNothing(this.written(marked.replaceAll(emptyCite, '')));
		return /[\p{L}\p{N}]/u.test(withoutOwnMarks(written)) ? written : '';
	}

	/** A text of citeproc's without what only it means. */
	private written(marked: string): string {
		const plain = withoutNeedlessSpaces(withEtAl(withOwnSigns(withoutItemSigns(marked.replaceAll(nothingPrinted, ''))), this.engine));
		// citeproc moves what the style writes into quotation marks, but not a suffix.
		return this.engine.getOpt('punctuation-in-quote') === true ? plain.replace(/(?<![,.!?])(”\uE002*)([,.])/g, '$2$1') : plain;
	}
}

/** The people whose names a cite shows. */
function peopleOf({ author, editor, translator }: JsonObject = {}): readonly JsonObject[] {
	return [author ?? editor ?? translator].flat().filter(isObject);
}

/** So many works are made known at once. */
const fewWorks = 8;

/** What citeproc calls the citation that it writes, where it need not know of others. */
const alone = 'alone';

/** An entry of the list of references as citeproc wrote it. */
interface Entry {
	readonly marked: string;
	/** Whether another number can take the place of the one that stands in it, or none stands in it. */
	readonly isNumbered: boolean;
	readonly number: number;
	/** What citeproc remembers of its names, for the dash that stands for the same in the next one; `false` where it has none. */
	readonly names: unknown;
	readonly reference?: Reference;
}

function referenceOf(key: string, { marked, isNumbered }: Entry, number: number): Reference {
	return { key, text: parseMarkedText(isNumbered ? numbered(marked, [number], [standInOf(0)]) : marked) };
}

// Styles that want a capital after the colon of a title, as in Zotero; IEEE's Editorial Style Manual has it too.
const capitalSubtitles = /<id>[^<]*\/(?:apa|academy-of-management|freshwater-science|ieee)\b[^<]*<\/id>/;

// What citeproc writes where a style has nothing to say of an item.
const nothingPrinted = '[NO_PRINTED_FORM]';

// The same in the list of a numeric style.
const emptyEntry = new RegExp(`^\\d+\\. ${literalPattern(emptyCite)}$`);

/** By {@link Citation.order}; where the text has no footnotes, as given. */
function inReadingOrder(citations: readonly Citation[]): readonly number[] {
	const indices = citations.map((_, index) => index);
	return citations.some(({ order }) => order !== undefined)
		? indices.sort((a, b) => (citations[a]?.order ?? a) - (citations[b]?.order ?? b) || a - b)
		: indices;
}

function unknownNodes({ key, prefix }: Cite): readonly Formatted[] {
	return [...plain(prefix === undefined ? '' : `${withOwnSigns(affixMarkup(prefix).replace(/<[^<>]*>/g, ''))} `), { kind: 'unknown', key }];
}

function plain(words: string): readonly Formatted[] {
	return words === '' ? [] : [text(words)];
}

/**
 * A note within a note: `(see Doe, Book, 3)`, or behind names `Doe, Book, 3`, or without parentheses where it opens the footnote. Without
 * them it keeps its full stop where a sentence ends with it.
 */
function withinNote(
	authors: readonly Formatted[],
	cluster: readonly Formatted[],
	{ form, cites, opensNote, endsNote }: Citation,
): readonly Formatted[] {
	const sentence = endsNote === true ? cluster : undefined;
	const inside = mapLastText(cluster, words => words.replace(/\.(”?)$/, '$1'));
	if (authors.length > 0) {
		return textOfFormatted(inside) === '' ? authors : [...authors, text(', '), ...(sentence ?? inside)];
	}
	if (form === 'narrative') {
		// A work without authors, `See Book, 3.`
		return sentence ?? inside;
	}
	// A prefix stands as it is written.
	const opening = cites[0]?.prefix === undefined ? withCapital(sentence ?? inside) : (sentence ?? inside);
	return opensNote === true ? opening : [text('('), ...inside, text(')')];
}

/** A suffix such as `, epilogue` behind nothing, where a style has no more to say: `(epilogue)`. */
function withoutLostComma(cluster: readonly Formatted[]): readonly Formatted[] {
	return mapFirstText(cluster, words => words.replace(/^([([]?)\s*[,;:]\s*/, '$1'));
}

/** A note begins like a sentence: `Ibid.` */
function withCapital(nodes: readonly Formatted[]): readonly Formatted[] {
	const [first, ...others] = nodes;
	if (first === undefined || first.kind === 'unknown' || first.kind === 'link') {
		return nodes;
	}
	const capital =
		first.kind === 'text'
			? { ...first, text: first.text.replace(/^[^\p{L}\p{N}]*\p{Ll}/u, letter => letter.toLocaleUpperCase()) }
			: { ...first, children: withCapital(first.children) };
	return [capital, ...others];
}

function mapFirstText(nodes: readonly Formatted[], change: (words: string) => string): readonly Formatted[] {
	const [first, ...others] = nodes;
	if (first === undefined || first.kind === 'unknown') {
		return nodes;
	}
	return [
		first.kind === 'text' ? { ...first, text: change(first.text) } : { ...first, children: mapFirstText(first.children, change) },
		...others,
	];
}

function mapLastText(nodes: readonly Formatted[], change: (words: string) => string): readonly Formatted[] {
	const last = nodes.at(-1);
	if (last === undefined || last.kind === 'unknown') {
		return nodes;
	}
	const changed = last.kind === 'text' ? { ...last, text: change(last.text) } : { ...last, children: mapLastText(last.children, change) };
	return [...nodes.slice(0, -1), changed];
}

function position({ id, noteIndex }: Placed): CSL.Position {
	return [id, noteIndex];
}

function text(words: string): Formatted {
	return { kind: 'text', text: words };
}

const modes: Readonly<Record<Citation['form'], CSL.Citation['properties']['mode']>> = {
	parenthetical: undefined,
	narrative: undefined,
	note: undefined,
	author: 'author-only',
	year: 'suppress-author',
	title: undefined,
	full: undefined,
	uncited: undefined,
};
