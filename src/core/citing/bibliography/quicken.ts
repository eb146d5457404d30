import type CSL from 'citeproc';

/** Where citeproc-js writes the same with less work. It looks these functions up each time, so that they can be put in its place. */
export function quicken(citeproc: typeof CSL): void {
	citeproc.Blob = Blob;
	rememberInitials(citeproc);
	rememberParticles(citeproc);
	leaveMissingNumbers(citeproc);
	rememberOrder(citeproc);
	rememberAuthors(citeproc);
	rememberTries(citeproc);
	changeCaseFast(citeproc);
	compareFast(citeproc);
	runTokensFast(citeproc);
	lookFast(citeproc);
}

/** The same for one engine. */
export function quickenEngine(engine: CSL.Engine): void {
	keepItems(engine);
	findTagsFast(engine);
	rememberPeople(engine);
	leaveLoneWorks(engine);
}

/**
 * A piece of what is written. citeproc copies all that a part of a style has into each of its pieces, so that they come in a hundred
 * shapes, and whatever reads them has to look up where the things stand; this has what pieces are asked for, always in the same order.
 */
class Blob {
	readonly strings: CSL.BlobStrings;
	readonly decorations: unknown[];
	readonly blobs: string | unknown[];
	alldecor: readonly unknown[];

	constructor(
		text?: unknown,
		token?: CSL.BlobToken | null,
		readonly levelname?: string,
	) {
		const { prefix = '', suffix = '', delimiter, 'text-case': textCase, first_blob: firstOf } = token?.strings ?? { delimiter: '' };
		this.strings = { prefix, suffix, delimiter, 'text-case': textCase, first_blob: firstOf };
		this.decorations = token?.decorations?.map(decoration => [...decoration]) ?? [];
		this.blobs = typeof text === 'string' ? text : text ? [text] : [];
		this.alldecor = [this.decorations];
	}

	push(blob: { alldecor: readonly unknown[] } | false): void {
		if (typeof this.blobs !== 'string' && blob !== false) {
			blob.alldecor = [...blob.alldecor, ...this.alldecor];
			this.blobs.push(blob);
		}
	}
}

/** citeproc makes the initials of each name again whenever it writes or compares it. */
function rememberInitials(citeproc: typeof CSL): void {
	const { initializeWith } = citeproc.Util.Names;
	const made = new WeakMap<CSL.Engine, Map<string, Map<string, string>>>();
	citeproc.Util.Names.initializeWith = (engine, name, terminator, normalizeOnly = false) => {
		const ofEngine = heldOf(made, engine, () => new Map<string, Map<string, string>>());
		const known = heldOf(ofEngine, normalizeOnly ? `only ${terminator}` : terminator, () => new Map<string, string>());
		return heldOf(known, name, () => initializeWith.call(citeproc.Util.Names, engine, name, terminator, normalizeOnly));
	};
}

/**
 * citeproc looks for `van` and the like in each name whenever it writes or compares it, by expressions of all particles there are: 2 % of a
 * thesis in APA.
 */
function rememberParticles(citeproc: typeof CSL): void {
	const { parseParticles } = citeproc;
	const known = new Map<string, Map<string, Partial<CSL.Name>>>();
	let size = 0;
	citeproc.parseParticles = name => {
		const { family = '', given = '' } = name;
		if (name.suffix !== undefined || name['dropping-particle'] !== undefined) {
			parseParticles(name);
			return;
		}
		const ofFamily = heldOf(known, family, () => new Map<string, Partial<CSL.Name>>());
		const parts = ofFamily.get(given);
		if (parts === undefined) {
			const before: CSL.Name = { ...name };
			parseParticles(name);
			const changed = Object.entries(name).filter(([part, value]) => value !== Reflect.get(before, part));
			ofFamily.set(given, changed.length === 0 ? unchanged : Object.fromEntries(changed));
			size += 1;
			if (size > manyNames) {
				known.clear();
				size = 0;
			}
		} else if (parts !== unchanged) {
			Object.assign(name, parts);
		}
	};
}

/** Of so many different names the parts are remembered. */
const manyNames = 20_000;

/** What most names are: there is nothing to take out of them. */
const unchanged: Partial<CSL.Name> = {};

/**
 * citeproc makes three expressions to take a number of a work apart, before it sees that the work has no such number, as most have not: 3 %
 * of a thesis in APA.
 */
function leaveMissingNumbers(citeproc: typeof CSL): void {
	const { processNumber } = citeproc.Engine.prototype;
	citeproc.Engine.prototype.processNumber = function (node, cite, variable) {
		const { shadow_numbers: numbers } = this.tmp;
		const isMissing = !cite || (Reflect.get(cite, variable) === undefined && !Object.hasOwn(citeproc.LangPrefsMap, variable));
		if (!isMissing || (numbers[variable]?.values.length ?? 0) > 0) {
			processNumber.call(this, node, cite, variable);
		} else {
			numbers[variable] ??= { values: [] };
		}
	};
}

/**
 * citeproc writes what it sorts the works of a citation by again for each citation. It depends on the work, how it is told apart and its
 * number alone.
 */
function rememberOrder(citeproc: typeof CSL): void {
	const { getSortKeys } = citeproc;
	const keysOf = new WeakMap<CSL.Item, { readonly state: string; readonly keys: readonly unknown[] }>();
	citeproc.getSortKeys = function (item, kind) {
		if (kind !== 'citation_sort') {
			return getSortKeys.call(this, item, kind);
		}
		const state = stateOf(this, item);
		const known = keysOf.get(item);
		if (known?.state === state) {
			Object.assign(this.tmp, { disambig_request: false, suppress_decorations: false });
			return [...known.keys];
		}
		const keys = getSortKeys.call(this, item, kind);
		keysOf.set(item, { state, keys: [...keys] });
		return keys;
	};
}

/**
 * It also writes each work of a citation for the sake of its authors, by whom works come together. That notes how they were told apart, so
 * it is done again until nothing more is noted.
 */
function rememberAuthors(citeproc: typeof CSL): void {
	const { getAmbiguousCite } = citeproc;
	const writtenIn = new WeakMap<CSL.Item, string>();
	citeproc.getAmbiguousCite = function (item, disambig, visual, cite) {
		if (this.tmp.authorstring_request !== true) {
			return getAmbiguousCite.call(this, item, disambig, visual, cite);
		}
		const state = stateOf(this, item);
		if (writtenIn.get(item) === state) {
			this.tmp.disambig_request = false;
			return '';
		}
		const written = getAmbiguousCite.call(this, item, disambig, visual, cite);
		if (stateOf(this, item) === state) {
			writtenIn.set(item, state);
		}
		return written;
	};
}

/**
 * To tell works apart, citeproc writes all those that are cited alike, with one more name at a time, and all of that again when another is
 * added. What comes of it depends on the work, on how it is told apart and, where names are compared with those of other works, on these.
 */
function rememberTries(citeproc: typeof CSL): void {
	const { getAmbiguousCite } = citeproc;
	citeproc.getAmbiguousCite = function (item, disambig, isTry, cite) {
		// Where positions count, so do the numbers of notes.
		if (isTry !== true || disambig === undefined || disambig === null || this.opt.update_mode === citeproc.POSITION) {
			return getAmbiguousCite.call(this, item, disambig, isTry, cite);
		}
		const tries = heldOf(triesOf, this, () => new Map<string, Try>());
		const question = JSON.stringify([item.id, this.registry.registry[item.id]?.seq, disambig]);
		const known = tries.get(question);
		if (known !== undefined) {
			Object.assign(disambig, citeproc.cloneAmbigConfig(known.disambig));
			Object.assign(this.tmp, known.tmp, { area: 'citation', root: 'citation', disambig_settings: disambig, disambig_request: false });
			return known.text;
		}
		const text = getAmbiguousCite.call(this, item, disambig, isTry, cite);
		const { disambiguate_count, disambiguate_maxMax } = this.tmp;
		tries.set(question, { text, disambig: citeproc.cloneAmbigConfig(disambig), tmp: { disambiguate_count, disambiguate_maxMax } });
		return text;
	};
}

/** A cite that was written to see whether it is alike another, and what citeproc noted by the way. */
interface Try {
	readonly text: string;
	readonly disambig: CSL.AmbigConfig;
	readonly tmp: Pick<CSL.Engine['tmp'], 'disambiguate_count' | 'disambiguate_maxMax'>;
}

/** Of each engine, by all that they depend on but other works' names. */
const triesOf = new WeakMap<CSL.Engine, Map<string, Try>>();

function stateOf({ registry }: CSL.Engine, { id }: CSL.Item): string {
	const { disambig, seq } = registry.registry[id] ?? {};
	return disambig === undefined || disambig === false
		? String(seq)
		: JSON.stringify([seq, disambig.names, disambig.givens, disambig.year_suffix, disambig.disambiguate]);
}

/** What is known of something, found out the first time. */
function heldOf<Key, Value>(
	known: { get(key: Key): Value | undefined; set(key: Key, value: Value): unknown },
	key: Key,
	find: () => Value,
): Value {
	const held = known.get(key);
	if (held !== undefined) {
		return held;
	}
	const found = find();
	known.set(key, found);
	return found;
}

/**
 * citeproc notes all names of a work each time it writes it, and looks up again how much of each has to be shown to tell people apart.
 * Both stay the same until it notes another name of that family, or forgets one. What is noted says which people have the same family
 * name: nobody asks for it in a style that adds no given names, or of the names behind the first where a style adds those of the first
 * alone. https://docs.citationstyles.org/en/stable/specification.html#disambiguation
 */
function rememberPeople(engine: CSL.Engine): void {
	const { namereg } = engine.registry;
	const addName = namereg.addname.bind(namereg);
	const deleteItems = namereg.delitems.bind(namereg);
	const valueOf = namereg.evalname.bind(namereg);
	const rule = (): string | undefined => engine.citation.opt['givenname-disambiguation-rule'];
	const isByCite = (): boolean => rule() === 'by-cite';
	let people = new WeakMap<object, Person>();
	const lastChanges = new Map<string, number>();
	let changes = 0;
	const changeOf = (family: string | undefined): number => (family === undefined ? changes : (lastChanges.get(family) ?? 0));
	const newPerson = (item: string, position: number, family: string | undefined): Person => ({
		item,
		position,
		family,
		change: changeOf(family),
		values: new Map(),
	});
	namereg.addname = (item, name, position) => {
		const known = people.get(name);
		if (!addsGivenNames(engine) || (known?.item === item && known.position === position)) {
			return;
		}
		const families = namereg.nameindpkeys[item];
		if (families !== undefined) {
			namereg.nameindpkeys[item] = {};
		}
		addName(item, name, position);
		const added = namereg.nameindpkeys[item] ?? {};
		const [family] = Object.keys(added);
		if (families !== undefined) {
			namereg.nameindpkeys[item] = Object.assign(families, added);
		}
		if (family !== undefined) {
			changes += 1;
			lastChanges.set(family, changes);
			if (!isByCite()) {
				triesOf.delete(engine);
			}
		}
		people.set(name, newPerson(item, position, family));
	};
	namereg.delitems = ids => {
		people = new WeakMap();
		triesOf.delete(engine);
		return deleteItems(ids);
	};
	namereg.evalname = (item, name, position, least, form, initials) => {
		const hasInitials = typeof initials === 'string';
		if (!addsGivenNames(engine) || (position > 0 && rule()?.startsWith('primary-name') === true)) {
			return form === 'short' ? 0 : hasInitials ? 1 : 2;
		}
		const person = people.get(name);
		if (person?.item !== item) {
			return valueOf(item, name, position, least, form, initials);
		}
		const change = changeOf(person.family);
		if (person.change !== change) {
			person.change = change;
			person.values.clear();
		}
		const isRegistered = engine.registry.registry[item] !== undefined;
		const asked = (isByCite() ? (least ?? 3) : 0) * 4 + ['long', 'short', 'count'].indexOf(form) + 1;
		const question = asked * 4 + (hasInitials ? 2 : 0) + (isRegistered ? 1 : 0);
		return heldOf(person.values, question, () => valueOf(item, name, position, least, form, initials));
	};
}

/** A name of a work as it was noted. */
interface Person {
	readonly item: string;
	readonly position: number;
	/** What it is noted under, together with others of the family. */
	readonly family: string | undefined;
	/** When a name of the family was last noted, as `values` were found out. */
	change: number;
	readonly values: Map<number, unknown>;
}

/** citeproc looks for markup and quotation marks in each word it writes, by three long expressions. */
function findTagsFast(engine: CSL.Engine): void {
	const { flipflopper } = engine.fun;
	const processTags = flipflopper.processTags.bind(flipflopper);
	const marks = ['open-quote', 'close-quote', 'open-inner-quote', 'close-inner-quote'].map(name => engine.getTerm(name)).join('');
	const mayHave = new RegExp(`[<"'\u2019${marks.replace(/[\s\]\\^-]/g, '')}]`);
	flipflopper.processTags = blob => {
		if (mayHave.test(blob.blobs)) {
			processTags(blob);
		}
	};
}

/**
 * Only these languages have letters of their own for small and capital ones (https://www.unicode.org/Public/UCD/latest/ucd/SpecialCasing.txt
 * and, for capitals without accents, Greek; Armenian writes a ligature as two), and asking for those of a list of languages takes ten times
 * as long: 2 % of a thesis in APA.
 */
function changeCaseFast(citeproc: typeof CSL): void {
	const { toLocaleLowerCase, toLocaleUpperCase } = citeproc;
	citeproc.toLocaleLowerCase = function (text) {
		return this.tmp.lang_array?.some(language => /^(?:tr|az|lt)\b/i.test(language)) === true
			? toLocaleLowerCase.call(this, text)
			: text.toLowerCase();
	};
	citeproc.toLocaleUpperCase = function (text) {
		return this.tmp.lang_array?.some(language => /^(?:tr|az|lt|el|hy)\b/i.test(language)) === true
			? toLocaleUpperCase.call(this, text)
			: text.toUpperCase();
	};
}

/** citeproc compares two texts by rules that are looked up for each pair: https://tc39.es/ecma402/#sup-String.prototype.localeCompare */
function compareFast(citeproc: typeof CSL): void {
	const { getSortCompare } = citeproc;
	citeproc.getSortCompare = function (language) {
		const compare = getSortCompare.call(this, language);
		if (compare('[x', 'x') !== 0) {
			// This one takes signs away that others ignore.
			return compare;
		}
		const collator = new Intl.Collator(language ?? 'en-US', { sensitivity: 'base', ignorePunctuation: true, numeric: true });
		return (a, b) => collator.compare(citeproc.toLocaleLowerCase.call(this, a), citeproc.toLocaleLowerCase.call(this, b));
	};
}

/** citeproc makes a function for each part of a style that it comes by, some hundred for each cite. */
function runTokensFast(citeproc: typeof CSL): void {
	citeproc.tokenExec = function (token, item, cite) {
		let { next } = token;
		if (token.test) {
			const holds = token.test(item, cite);
			this.tmp.jump.replace(holds ? 'succeed' : 'fail');
			next = holds ? token.succeed : token.fail;
		}
		const { execs } = token;
		for (let index = 0; index < execs.length; index += 1) {
			const other = execs[index]?.call(token, this, item, cite);
			if (other) {
				next = other;
			}
		}
		return next;
	};
}

/** citeproc copies a stack to see what is on top of it. */
function lookFast(citeproc: typeof CSL): void {
	citeproc.Stack.prototype.value = function () {
		return this.mystack.at(-1);
	};
}

/**
 * Lets an engine read each item once: what is cited stays the same for as long as the engine is there, and citeproc would copy and compare
 * it at each step.
 */
function keepItems(engine: CSL.Engine): void {
	const retrieve = engine.retrieveItem.bind(engine);
	engine.retrieveItem = id => {
		const known = engine.registry.refhash[id];
		if (known === undefined) {
			// It asks again for what was there before and went.
			engine.tmp.loadedItemIDs[id] = false;
		}
		return known ?? retrieve(id);
	};
}

/**
 * citeproc writes a work again to tell it apart from others where no other is cited alike. That only looks up how much of its names has to
 * be shown, which is always the same in a style that adds no given names.
 */
function leaveLoneWorks(engine: CSL.Engine): void {
	const { disambiguate, registry } = engine;
	if (!addsGivenNames(engine)) {
		const run = disambiguate.run.bind(disambiguate);
		disambiguate.run = cite => {
			if (registry.ambigcites[cite]?.length !== 1) {
				run(cite);
			}
		};
	}
}

/**
 * A new note moves the numbers of all notes behind it, and with them the number of the note where each work was cited first: citeproc
 * writes all later cites of a work again for it, even where a style (its XML) never prints it. Without that, a new note at the start of a
 * thesis in the full notes of the Chicago Manual takes 120 ms in place of 1,050.
 */
export function leaveNoteNumbers(engine: CSL.Engine, citeproc: typeof CSL, style: string): void {
	if (/first-(?:container-)?reference-note-number/.test(style)) {
		return;
	}
	const process = engine.processCitationCluster.bind(engine);
	engine.processCitationCluster = (...asked) => {
		const all = citeproc.POSITION_TEST_VARS;
		try {
			citeproc.POSITION_TEST_VARS = all.filter(name => name !== 'first-reference-note-number');
			return process(...asked);
		} finally {
			citeproc.POSITION_TEST_VARS = all;
		}
	};
}

function addsGivenNames({ opt }: CSL.Engine): boolean {
	return opt['disambiguate-add-givenname'] === true;
}
