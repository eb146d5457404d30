import { findIdentifiers, parseArxivId, parsePmid } from '../../paper/identifiers';
import { isArray, isObject, numberOf, numberText, textOf } from '../../data/json';
import type { Json, JsonObject } from '../../data/json';
import type { CslDate, IncomingPaper, Name, Source } from '../../paper/paper';
import { present } from '../../paper/paper';
import { fieldNames, fieldOf } from '../../paper/fields';
import { unfold } from '../../text/fold';
import { decodeEntities, proseText, titleText } from '../../text/html';
import { readLooseDate } from '../../paper/looseDate';

/**
 * The paper of a CSL-JSON item, Better CSL JSON's and pandoc's additions included (`citation-key`, dates and names as texts). Unknown
 * fields are kept. https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables,
 * https://github.com/citation-style-language/schema
 */
export function cslRecord(item: JsonObject, source: Source): IncomingPaper {
	const { id, type, title, keyword, note, custom, ...variables } = item;
	const ownTitle = isArray(title) ? title.find(part => textOf(part) !== undefined) : title;
	const rest = Object.entries(variables).flatMap(([name, value]) => readVariable(capitals.get(name) ?? name, value));
	const fields: JsonObject = Object.fromEntries(rest.filter(([name]) => isRecords(name)));
	const aside = Object.fromEntries(rest.filter(([name]) => !isRecords(name)));
	const cheats = typeof note === 'string' ? readCheats(note, fields) : { note, fields: {} };
	const all: JsonObject = { ...fields, ...cheats.fields };
	const key = textOf(all['citation-key']) ?? textOf(item['citekey']) ?? keyOf(id);
	const tags = tagsOf(item['tags'] ?? keyword ?? item['keywords']);
	// What is none of its kind is judged with all other fields, and named where it is left out.
	const strange = {
		...(note === undefined || textOf(cheats.note) !== undefined ? {} : { note }),
		...(keyword === undefined || tags.length > 0 ? {} : { keyword }),
	};
	const kept = { ...(isObject(custom) ? custom : custom === undefined ? {} : { custom }), ...strange, ...aside };
	return {
		...all,
		...present('citation-key', key),
		type: textOf(type) ?? 'document',
		title: titleOf(textOf(ownTitle) ?? ''),
		...present('note', textOf(cheats.note)),
		...present('tags', tags.length > 0 ? tags : undefined),
		...present('identifiers', identifiersOf(all, item['identifiers'])),
		...present('custom', Object.keys(kept).length > 0 ? kept : undefined),
		source,
	};
}

/**
 * Whether a record may bring a field of this name. Other names a paper of ours uses for something else: what a record has under them is
 * kept in `custom`.
 */
function isRecords(name: string): boolean {
	return fieldOf(name).from === 'record';
}

// pandoc's markdown writer has these in small letters.
const capitals: ReadonlyMap<string, string> = new Map(
	['DOI', 'URL', 'ISBN', 'ISSN', 'PMID', 'PMCID'].map(name => [name.toLowerCase(), name]),
);

// What is read by itself.
const own = new Set(['citekey', 'keywords', 'tags', 'identifiers']);

const dates = fieldNames(({ kind }) => kind === 'date');
const names = fieldNames(({ kind }) => kind === 'names');

/** What cannot be read stays as it is: the gate leaves it out and names it. */
function readVariable(name: string, value: Json | undefined): readonly (readonly [string, Json])[] {
	if (value === undefined || value === null || value === '' || own.has(name)) {
		return [];
	}
	if (dates.has(name)) {
		return [[name, readCslDate(value) ?? value]];
	}
	if (names.has(name)) {
		const list = readCslNames(value);
		return [[name, list.length === 0 ? value : list]];
	}
	// Crossref answers with lists of titles; of numbers each is one of the work's, the one in print and the one on screen.
	const isList = isArray(value) && value.every(part => typeof part === 'string') && listed.has(name);
	const single = isList ? (name === 'ISBN' || name === 'ISSN' ? [...new Set(value)].join(' ') : textOf(value[0])) : value;
	const text = typeof single !== 'string' ? single : name === 'abstract' ? proseText(single) : titled.has(name) ? titleOf(single) : single;
	return text === undefined ? [] : [[name, typeof text === 'number' ? (numberText(text) ?? text) : text]];
}

/** CSL's own mark of what keeps its case stays: https://docs.citationstyles.org/en/stable/specification.html#text-case */
function titleOf(text: string): string {
	return text.includes('nocase') ? unfold(text) : titleText(text);
}

/** Titles, in which exporters leave entities and the markup of publishers. */
const titled = new Set(['container-title', 'container-title-short', 'collection-title', 'title-short', 'event-title', 'publisher']);

const listed = new Set(['container-title', 'container-title-short', 'title-short', 'ISBN', 'ISSN']);

/** A CSL date, or one written as text (`2019-05`, `c. 1999`) as CSL-YAML and some exporters have it. */
export function readCslDate(value: Json): CslDate | undefined {
	if (isArray(value)) {
		// Old pandoc: a list of `{year, month, day}`, or with a season, which CSL counts as the months from 21 on.
		const parts = value
			.filter(isObject)
			.map(part =>
				[part['year'], part['month'] ?? seasonMonth(part['season']), part['day']]
					.map(numberOf)
					.filter(number => Number.isInteger(number) && number > 0),
			);
		return parts.length === 0 || parts[0]?.length === 0 ? undefined : { 'date-parts': parts };
	}
	if (!isObject(value)) {
		const text = textOf(value);
		return text === undefined ? undefined : readLooseDate(text);
	}
	const written = value['date-parts'];
	const parts = isArray(written) ? written.filter(isArray).map(readParts) : [];
	const rest = Object.fromEntries(
		Object.entries(value)
			.filter(([name]) => name !== 'date-parts' && name !== 'raw' && name !== 'literal')
			// YAML's readers here give texts: `circa: true`, `season: 2`.
			.map(([name, part]) => [name, part === 'true' ? true : name === 'season' && /^\d$/.test(textOf(part) ?? '') ? Number(part) : part]),
	);
	if (parts.length > 0 && (parts[0]?.length ?? 0) > 0) {
		return { ...rest, 'date-parts': parts };
	}
	const text = textOf(value['raw']) ?? textOf(value['literal']);
	const year = textOf(value['year']);
	if (text === undefined) {
		return year === undefined ? undefined : readCslDate([value]);
	}
	const read = readLooseDate(text);
	return read === undefined ? undefined : { ...rest, ...read };
}

function seasonMonth(season: Json | undefined): number {
	return 20 + numberOf(season);
}

/** Up to what is no number: of `["", 5]` the 5 is no year. */
function readParts(end: readonly Json[]): readonly number[] {
	const numbers = end.map(numberOf);
	const last = numbers.findIndex(number => !Number.isSafeInteger(number));
	return last < 0 ? numbers : numbers.slice(0, last);
}

function readCslNames(value: Json): readonly Name[] {
	const list = isArray(value) ? value : [value];
	return list.flatMap(name => {
		if (typeof name === 'string') {
			return name.trim() === '' ? [] : [{ literal: name.trim() }];
		}
		return isObject(name) ? readName(name) : [];
	});
}

function readName(name: JsonObject): readonly Name[] {
	const parts: JsonObject = Object.fromEntries(
		Object.entries(name).flatMap(([field, value]) =>
			value === '' || value === null || field === 'parse-names' || field === 'multi' ? [] : [[field, joinedTexts(value)]],
		),
	);
	const literal = textOf(parts['literal']) ?? textOf(parts['name']);
	if (literal !== undefined) {
		return [{ ...parts, literal }];
	}
	return parts['family'] === undefined && parts['given'] === undefined ? [] : [parts];
}

/** Older YAML of pandoc lists given names one by one. */
function joinedTexts(value: Json | undefined): Json | undefined {
	const texts = isArray(value) ? value.map(textOf) : [];
	return texts.length > 0 && !texts.includes(undefined) ? texts.join(' ') : value;
}

/** `Better BibTeX` keys stand in the id; so do running numbers and Zotero's item addresses, which are no keys. */
function keyOf(id: Json | undefined): string | undefined {
	const text = textOf(id);
	return text === undefined || /^\d+(?:\/[A-Z\d]{8})?$|^https?:|[\s,{}"#%~\\]/.test(text) ? undefined : text;
}

function tagsOf(value: Json | undefined): readonly string[] {
	if (isArray(value)) {
		return value.flatMap(tag => textOf(isObject(tag) ? tag['tag'] : tag) ?? []);
	}
	const text = decodeEntities(textOf(value) ?? '');
	return text === ''
		? []
		: text
				.split(text.includes(';') ? ';' : ',')
				.map(tag => tag.trim())
				.filter(tag => tag !== '');
}

function identifiersOf(item: JsonObject, given: Json | undefined): IncomingPaper['identifiers'] {
	const archive = textOf(item['archive']) ?? '';
	const number = textOf(item['number']) ?? textOf(item['archive_location']) ?? '';
	const arxiv = parseArxivId(number.replace(/^arXiv:\s*/i, ''));
	const pmid = textOf(item['PMID']);
	const found = {
		...findIdentifiers([textOf(item['DOI']), textOf(item['URL']), textOf(item['arXiv']), /^\s*arxiv:/i.test(number) ? number : undefined]),
		...present('arxiv', /arxiv/i.test(`${archive} ${textOf(item['publisher']) ?? ''}`) ? arxiv : undefined),
		...present('pmid', pmid === undefined ? undefined : parsePmid(pmid)),
		...(isObject(given) ? given : {}),
	};
	const all = { ...findIdentifiers([textOf(item['DOI']), textOf(item['URL'])]), ...found };
	return Object.keys(all).length === 0 ? undefined : all;
}

interface Cheats {
	readonly note: Json | undefined;
	readonly fields: JsonObject;
}

/**
 * Zotero and citeproc-js let people put variables into the note, one a line: `original-date: 1906`, `PMID: 123`, `Citation Key: x`,
 * `{:container-author: A || B}`. https://www.zotero.org/support/kb/item_types_and_fields#citing_fields_from_extra
 */
export function readCheats(note: string, known: JsonObject = {}): Cheats {
	const fields: Record<string, Json> = {};
	const left: string[] = [];
	for (const line of note.split('\n')) {
		const match = /^\{?:?([A-Za-z][A-Za-z _-]{1,40}?)\s*[:=]\s*(\S[^\n]*)$/.exec(line.trim().replace(/\}$/, '').trimEnd());
		const name = match === null ? undefined : variableOf(match[1] ?? '');
		const value = match?.[2] ?? '';
		if (name === undefined || (known[name] !== undefined && name !== 'type')) {
			left.push(line);
		} else if (names.has(name)) {
			const before = fields[name];
			fields[name] = [...(isArray(before) ? before : []), cheatName(value)];
		} else {
			const read = dates.has(name) ? readCslDate(value) : value;
			if (read !== undefined) {
				fields[name] = read;
			}
		}
	}
	const rest = left.join('\n').trim();
	return { note: rest === '' ? undefined : rest, fields };
}

function cheatName(text: string): Name {
	const [family = '', given] = text.split('||').map(part => part.trim());
	return given === undefined ? { literal: family } : { family, given };
}

function variableOf(label: string): string | undefined {
	const name = label.trim().toLowerCase().replace(/[ _]+/g, '-');
	return cheatVariables.get(name) ?? (names.has(name) || dates.has(name) ? name : undefined);
}

const cheatVariables: ReadonlyMap<string, string> = new Map([
	...['DOI', 'PMID', 'PMCID', 'ISBN', 'ISSN', 'URL'].map(name => [name.toLowerCase(), name] as const),
	...[
		'citation-key',
		'archive',
		'archive-place',
		'authority',
		'call-number',
		'chapter-number',
		'collection-number',
		'collection-title',
		'container-title',
		'container-title-short',
		'edition',
		'event-place',
		'event-title',
		'genre',
		'issue',
		'jurisdiction',
		'language',
		'medium',
		'number',
		'number-of-pages',
		'number-of-volumes',
		'original-publisher',
		'original-publisher-place',
		'original-title',
		'part-number',
		'part-title',
		'publisher',
		'publisher-place',
		'reviewed-title',
		'reviewed-genre',
		'scale',
		'section',
		'title-short',
		'version',
		'volume',
		'volume-title',
		'volume-title-short',
	].map(name => [name, name] as const),
	['citekey', 'citation-key'],
	['original-year', 'original-date'],
	['event', 'event-title'],
	['place', 'publisher-place'],
	['publication-title', 'container-title'],
	['short-title', 'title-short'],
	['series', 'collection-title'],
	['arxiv', 'arXiv'],
	['available', 'available-date'],
	['date', 'issued'],
	['archive-location', 'archive_location'],
]);
