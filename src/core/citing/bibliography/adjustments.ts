import type CSL from 'citeproc';
import { tableOf } from '../../data/table';
import { unnamedPlace } from '../locators';
import { emptyCite, markedCite, othersSign, withoutOwnMarks } from './markedText';

/**
 * Where citeproc-js does otherwise than the CSL specification or the style guides, as pandoc's citeproc has it. It looks these functions up
 * each time, so that they can be put in its place. https://docs.citationstyles.org/en/stable/specification.html
 */
export function adjust(citeproc: typeof CSL): void {
	citeproc.SKIP_WORDS = [...stopWords];
	groupCites(citeproc);
	countNames(citeproc);
	joinBodies(citeproc);
	leaveOthersOut(citeproc);
	markEarlyYears(citeproc);
	countPlaces(citeproc);
	// Behind a prefix of several words that ends in a full stop, `see e.g.`, citeproc-js would begin a cite with the delimiter of a group.
	citeproc.checkIgnorePredecessor = () => false;
}

/** Several places are several, `secs. 1.2–1.4`: citeproc counts whole numbers only. */
function countPlaces(citeproc: typeof CSL): void {
	const { processNumber } = citeproc.Engine.prototype;
	citeproc.Engine.prototype.processNumber = function (node, cite, variable) {
		processNumber.call(this, node, cite, variable);
		const places = variable === 'locator' ? this.tmp.shadow_numbers[variable] : undefined;
		const [first, ...others] = places?.values ?? [];
		if (
			places !== undefined &&
			first !== undefined &&
			others.length > 0 &&
			places.values.every(({ value }) => /^\d+(?:[.:]\d+)+$/.test(value))
		) {
			first.plural = 1;
			places.plural = 1;
		}
	};
}

/**
 * Terms as an engine is to have them: `44 BC` with a space, and Chinese and Japanese words marked by {@link joiner}, so that citeproc
 * leaves the spaces around them that names in Latin letters want (`Alder 和 Birch`); {@link withoutNeedlessSpaces} takes them away between
 * others. The sign that a language writes between pages stands between no other places: `s. 3-4`, but `böl. 3–4` in Turkish.
 */
export function adjustEngine(engine: CSL.Engine): void {
	// The end of the first range of years would stand in the affixes of the last date of the style, as in `(2010–(2012))`.
	engine.dateput.string(engine, engine.dateput.queue);
	engine.dateput.openLevel(engine.tmp.date_token);
	const processNumber = engine.processNumber.bind(engine);
	let arePages = true;
	engine.processNumber = (node, cite, variable) => {
		arePages = variable === 'locator' ? (cite?.label ?? 'page') === 'page' : node === false || node.name !== 'number';
		try {
			processNumber(node, cite, variable);
		} finally {
			arePages = true;
		}
	};
	const getTerm = engine.getTerm.bind(engine);
	engine.getTerm = (name, ...form) => {
		if (name === unnamedPlace) {
			return '';
		}
		if (name === 'page-range-delimiter' && !arePages) {
			return '–';
		}
		const term: unknown = getTerm(name, ...form);
		if (typeof term !== 'string') {
			return getTerm(name, ...form);
		}
		if (name.startsWith('season-') && cjk.test(term)) {
			return term + wholeSeason;
		}
		if ((name === 'bc' || name === 'ad') && /^\S/.test(term) && !cjk.test(term)) {
			return `\u00a0${term}`;
		}
		if (name.startsWith('month-') && form[0] === 'long' && engine.tmp.date_object?.day !== undefined) {
			return genitiveMonths.get(engine.opt.lang?.slice(0, 2) ?? '')?.[Number(name.slice(6)) - 1] ?? term;
		}
		return (name === 'and' || name === 'et-al') && cjk.test(term) ? joiner + term : term;
	};
}

/** Beside a day months are in the genitive, `5 kwietnia`, where the locale has but the nominative. */
const genitiveMonths = tableOf<readonly string[]>({
	cs: 'ledna února března dubna května června července srpna září října listopadu prosince'.split(' '),
	el: 'Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου Δεκεμβρίου'.split(' '),
	hr: 'siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca'.split(' '),
	pl: 'stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia'.split(' '),
	ru: 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split(' '),
	sk: 'januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra'.split(' '),
	uk: 'січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня'.split(' '),
});

/** To citeproc a letter, to everybody else nothing. */
const joiner = '\u200c';

/** Behind a season: a locale's word for a month, which `2020年3月` has behind its number, has no place there. */
const wholeSeason = '\uE007';

const cjk = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** What citeproc wrote with the terms of {@link adjustEngine}: no space between two words of Chinese or Japanese. */
export function withoutNeedlessSpaces(written: string): string {
	const letter = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]`;
	const marked = written.includes(wholeSeason) ? written.replace(/\uE007(\uE002*)[月월]?/g, '$1') : written;
	const opening = '(?:\uE000[^\uE001]*\uE001[^\uE001]*\uE001)*';
	return marked.includes(joiner)
		? marked
				.replace(new RegExp(`(${letter}\uE002*) (?=${opening}${joiner})`, 'gu'), '$1')
				.replace(new RegExp(`(${joiner}${letter}+\uE002*) (?=${opening}${letter})`, 'gu'), '$1')
				.replaceAll(joiner, '')
		: marked;
}

/**
 * A dash stands for the same authors, not for a part of them: `Alder, Birch, et al.` are more than Alder and Birch, whom citeproc-js takes
 * for the same.
 */
function countNames(citeproc: typeof CSL): void {
	const { setRenderedName } = citeproc.NameOutput.prototype;
	citeproc.NameOutput.prototype.setRenderedName = function (name) {
		setRenderedName.call(this, name);
		const { rendered_name: rendered, value } = this.state.tmp;
		const rule = this.state.bibliography.opt['subsequent-author-substitute-rule'];
		if (rendered?.length === 1 && !(typeof rule === 'string' && rule.startsWith('partial'))) {
			rendered[0] = `${rendered[0] ?? ''} ${value?.length ?? 0}`;
		}
	};
}

/**
 * A body among the authors is joined to them as a person is, `Doe, J., & World Health Organization`: citeproc-js has a rule of its own for
 * it, which knows nothing of `delimiter-precedes-last`.
 */
function joinBodies(citeproc: typeof CSL): void {
	const { _getAndJoin: joinOf } = citeproc.NameOutput.prototype;
	citeproc.NameOutput.prototype._getAndJoin = function (names, delimiter) {
		const last = names.at(-1);
		if (last?.isInstitution !== true) {
			return joinOf.call(this, names, delimiter);
		}
		last.isInstitution = false;
		const join = joinOf.call(this, names, delimiter);
		last.isInstitution = true;
		return join;
	};
}

/**
 * Others of a work (`Doe and others`) are left out after the names were counted: citeproc-js then writes et al. as the style wants it there
 * (`delimiter-precedes-et-al`), sorts the work by the names there are, and tells works apart by them.
 */
function leaveOthersOut(citeproc: typeof CSL): void {
	const { _truncateNameList: truncate, _setEtAlParameter: setEtAl } = citeproc.NameOutput.prototype;
	citeproc.NameOutput.prototype._truncateNameList = function (container, variable, index) {
		const names = truncate.call(this, container, variable, index);
		return names.length > 1 && endInOthers(names) ? names.slice(0, -1) : names;
	};
	// Where a style writes the last name behind an ellipsis, it does so of names it leaves out itself.
	citeproc.NameOutput.prototype._setEtAlParameter = function (kind, variable, index) {
		const { etal_use_last: usesLast } = this;
		this.etal_use_last = usesLast === true && !endInOthers(this.Item[variable]);
		setEtAl.call(this, kind, variable, index);
		this.etal_use_last = usesLast;
	};
	// Works are told apart by as many names as the one with the fewest has: others are one, so that `Doe and others` is not `Doe, Roe, et
	// al.`
	const { _imposeNameConstraints: constrain } = citeproc.NameOutput.prototype;
	citeproc.NameOutput.prototype._imposeNameConstraints = function (lists, counts, key, position) {
		const { disambig_request: request } = this.state.tmp;
		const asked = request === undefined || request === false ? 0 : (request.names[position] ?? 0);
		constrain.call(this, lists, counts, key, position);
		const left = lists[key]?.length ?? 0;
		if (asked === left + 1 && counts[key] === asked && this.state.tmp.disambig_settings !== undefined) {
			this.state.tmp.disambig_settings.names[position] = asked;
		}
	};
	const { getCiteData } = citeproc.Disambiguation.prototype;
	citeproc.Disambiguation.prototype.getCiteData = function (item, base) {
		const isNew = this.maxNamesByItemId[item.id] === undefined;
		getCiteData.call(this, item, base);
		const most = this.maxNamesByItemId[item.id];
		if (
			isNew &&
			most?.[0] !== undefined &&
			[item.author, item.editor, item.translator].some(names => endInOthers(names) && names.length === (most[0] ?? 0) + 1)
		) {
			most[0] += 1;
		}
	};
}

function endInOthers(names: unknown): names is readonly unknown[] {
	const last: unknown = Array.isArray(names) ? names.at(-1) : undefined;
	return typeof last === 'object' && last !== null && 'family' in last && last.family === othersSign;
}

/**
 * Years of less than four digits have an AD; citeproc-js stops at 499.
 * https://docs.citationstyles.org/en/stable/specification.html#ad-and-bc
 */
function markEarlyYears(citeproc: typeof CSL): void {
	const { year } = citeproc.Util.Dates;
	const { long } = year;
	year.long = (engine, number) => {
		const written = long(engine, number);
		return Number(number) >= 500 && Number(number) < 1000 && engine.tmp.suppress_decorations !== true
			? written + engine.getTerm('ad')
			: written;
	};
}

/**
 * What title case leaves in small letters: the specification's stop words, and the few that other processors have besides. citeproc-js
 * leaves every preposition small (`Harbours before the Storm`). https://docs.citationstyles.org/en/stable/specification.html#title-case
 */
const stopWords =
	"a an and as at but by down for from in into nor of on onto or over so the till to up via with yet about v v. c de d' von van".split(' ');

/**
 * Cites of the same names share them (`Doe 2018, 2020`), but for those that say something of their own before or after (`Doe 2018; see also
 * Doe 2020`). They are divided by the style's `cite-group-delimiter`, by default a comma, and where one has a locator as all cites are:
 * `Doe 2018, 3; 2020`, else `3, 2020` reads as two pages. https://docs.citationstyles.org/en/stable/specification.html#cite-grouping,
 * Chicago Manual of Style 15.30
 */
function groupCites(citeproc: typeof CSL): void {
	const { getCite, getCitationCluster, getSpliceDelimiter } = citeproc;
	let cluster: readonly CSL.SortedItem[] = [];
	citeproc.getCitationCluster = function (items, citation) {
		cluster = items;
		const around: CSL.BlobStrings[] = [];
		const { output } = this;
		const { string } = output;
		output.string = (engine, blobs, parent) => {
			const index = around.length;
			const [item, cite] = items[index] ?? [];
			if (parent === undefined && cite?.['author-only'] === true && item !== undefined && nameParts(item).length === 0) {
				// A title in place of names is a title still: “What the Storm Left Behind” (2011).
				engine.tmp.suppress_decorations = false;
			}
			if (parent !== undefined || engine.tmp.just_looking === true) {
				return string.call(output, engine, blobs, parent);
			}
			const [blob] = blobs;
			around.push({ prefix: '', suffix: '', ...(typeof blob === 'object' ? blob.strings : undefined) });
			const written = string.call(output, engine, blobs, parent);
			return items.length < 2 || typeof written === 'string' ? written : withEnds(written);
		};
		try {
			const marked = getCitationCluster.call(this, items, citation);
			writtenCites.set(this, { marked, around });
			const whole = marked.replaceAll(citeStart, '').replaceAll(citeEnd, '');
			if (items[0]?.[1]['author-only'] === true && whole.includes(emptyCite)) {
				return '';
			}
			return withoutEmptyCites(whole, items, this.citation.opt);
		} finally {
			output.string = string;
		}
	};
	citeproc.getCite = function (item, cite, previous, keepNumbers) {
		const [before, here] = [cluster[(this.tmp.cite_index ?? 0) - 1], cluster[this.tmp.cite_index ?? 0]];
		if (
			cite !== null &&
			cite !== undefined &&
			here?.[1] === cite &&
			before !== undefined &&
			(standsAlone(here, before) || areNamesakes(here[0], before[0]))
		) {
			this.tmp.last_primary_names_string = false;
		}
		return getCite.call(this, item, cite, previous, keepNumbers);
	};
	citeproc.getSpliceDelimiter = function (lastLocator, lastCollapsed, position) {
		const { collapse, cite_group_delimiter: delimiter, layout_delimiter: between } = this.citation.opt;
		const byYear = typeof collapse === 'string' && collapse.startsWith('year');
		if (!byYear || collapse !== 'year') {
			return getSpliceDelimiter.call(this, lastLocator, lastCollapsed, position);
		}
		if (this.tmp.have_collapsed !== true) {
			this.tmp.splice_delimiter = lastCollapsed ? (this.citation.opt['after-collapse-delimiter'] ?? between) : between;
		} else {
			this.tmp.splice_delimiter = groupAround(cluster, position).some(([, { locator }]) => locator !== undefined)
				? between
				: (delimiter ?? ', ');
		}
		return this.tmp.splice_delimiter;
	};
}

/** Around what is said of one of several works, until {@link markedCites} was asked for. */
const citeStart = '\uE00C';
const citeEnd = '\uE00D';

/** What is said of a work between signs for its start and end; its first and last words may be numbers that are yet to become words. */
function withEnds(written: readonly CSL.Written[]): readonly CSL.Written[] {
	return written.map((piece, index) => {
		const start = index === 0 ? citeStart : '';
		const end = index === written.length - 1 ? citeEnd : '';
		if (typeof piece === 'string') {
			return start + piece + end;
		}
		piece.strings.prefix = start + piece.strings.prefix;
		piece.strings.suffix += end;
		return piece;
	});
}

/** What each engine wrote last: a citation with those signs, and what stood around each of its works once punctuation had come together. */
const writtenCites = new WeakMap<CSL.Engine, { readonly marked: string; readonly around: readonly CSL.BlobStrings[] }>();

/**
 * The citation that an engine has just written with what it says of each work marked, and without the brackets or the full stop around it;
 * `undefined` where these came together with what it says of a work, as with `ed.`, or where works are not told one after the other.
 */
export function markedCites(engine: CSL.Engine, keys: readonly string[]): string | undefined {
	const { layout_prefix: prefix, layout_suffix: suffix } = engine.citation.opt;
	const { marked = '', around = [] } = writtenCites.get(engine) ?? {};
	const [before, ...cites] = marked.split(citeStart);
	if (before !== '' || cites.length !== keys.length || around[0]?.prefix !== prefix || around.at(-1)?.suffix !== suffix) {
		return undefined;
	}
	let whole = '';
	for (const [index, cite] of cites.entries()) {
		const [words = '', between, ...others] = cite.split(citeEnd);
		const isLast = index === cites.length - 1;
		const opening = index === 0 ? prefix : '';
		const closing = isLast ? suffix : '';
		if (
			between === undefined ||
			others.length > 0 ||
			(isLast && between !== '') ||
			!words.startsWith(opening) ||
			!words.endsWith(closing)
		) {
			return undefined;
		}
		whole += markedCite(keys[index] ?? '', words.slice(opening.length, words.length - closing.length)) + between;
	}
	return whole;
}

/**
 * A cite without its names may have nothing left to print, as in MLA. citeproc-js writes an error for it where it is the first, and loses a
 * bracket.
 */
function withoutEmptyCites(
	marked: string,
	items: readonly CSL.SortedItem[],
	{ layout_delimiter: delimiter, layout_prefix: prefix, layout_suffix: suffix }: CSL.CitationOptions,
): string {
	if (!items.some(([, cite]) => cite['suppress-author'] === true) || items.length < 2) {
		return marked;
	}
	const rest = marked.replace(emptyCite + delimiter, '').replace(emptyCite, '');
	const bare = withoutOwnMarks(rest);
	if (!/^[([]$/.test(prefix) || !/^[)\]]$/.test(suffix) || bare === '') {
		return rest;
	}
	return `${bare.startsWith(prefix) ? '' : prefix}${rest.startsWith(delimiter) ? rest.slice(delimiter.length) : rest}${bare.endsWith(suffix) ? '' : suffix}`;
}

function standsAlone([, { prefix, suffix }]: CSL.SortedItem, [, before]: CSL.SortedItem): boolean {
	return prefix !== undefined || suffix !== undefined || before.suffix !== undefined;
}

/** The cites that share names with the one at a position. */
function groupAround(cluster: readonly CSL.SortedItem[], position: number): readonly CSL.SortedItem[] {
	const starts = (index: number) => {
		const [here, before] = [cluster[index], cluster[index - 1]];
		return here === undefined || before === undefined || standsAlone(here, before) || namesOf(here) !== namesOf(before);
	};
	let start = position;
	while (!starts(start)) {
		start -= 1;
	}
	let end = position + 1;
	while (!starts(end)) {
		end += 1;
	}
	return cluster.slice(start, end);
}

/** Whether a name of one work has the family name of another person at its place in the other work: Fred and Flora Finch. */
function areNamesakes(item: CSL.Item, other: CSL.Item): boolean {
	const others = nameParts(other);
	return nameParts(item).some(([family, given], index) => others[index]?.[0] === family && others[index]?.[1] !== given);
}

function nameParts({ author, editor, translator }: CSL.Item): readonly (readonly [family: unknown, given: unknown])[] {
	const names: unknown = author ?? editor ?? translator;
	return Array.isArray(names)
		? names.map((name: unknown) =>
				typeof name === 'object' && name !== null
					? [Reflect.get(name, 'family') ?? Reflect.get(name, 'literal'), Reflect.get(name, 'given')]
					: [undefined, undefined],
			)
		: [];
}

function namesOf([item]: CSL.SortedItem): string {
	return JSON.stringify(item.author ?? item.editor ?? item.translator ?? item.title);
}
