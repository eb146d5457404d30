import { localize } from '../../data/localize';
import { findLinks, linksTo } from '../../paper/links';
import { isArray, isObject } from '../../data/json';
import type { Json, JsonObject } from '../../data/json';
import type { CslDate, IncomingPaper, Source } from '../../paper/paper';
import { present } from '../../paper/paper';
import { proseText, titleText } from '../../text/html';
import { readApart } from '../segments';
import type { Format, Input, Reading } from '../format';
import { LineCounter } from '../../text/lineCounter';
import { readLooseDate } from '../../paper/looseDate';
import { creatorNames } from '../../paper/personName';
import { filled, identifiersIn, namesField, numberKind, pageRange } from '../../paper/recordParts';
import { writtenDoi } from '../../paper/doi';
import { nameVariables, numberedTypes, tagsOfType } from './risTags';
import { risTypes } from './risTypes';
import type { TagSyntax } from './taggedText';
import { joinLines, taggedRecords, TagValues } from './taggedText';
import { unplacedFields } from './unplacedFields';

/** RIS, with what EndNote, Ovid, Embase, Scopus, Web of Science and RefWorks make of it. https://en.wikipedia.org/wiki/RIS_(file_format) */
export const ris: Format = {
	id: 'ris',
	label: 'RIS',
	recognise: ({ text, fileName }) => {
		if (/^\s*(?:\d+\.[ \t\r]*\n\s*)?TY {1,2}- {0,2}[A-Z]/.test(text.slice(0, 5000))) {
			return 0.97;
		}
		const tags = text.slice(0, 20_000).match(/^[ \t]{0,40}[A-Z][A-Z\d] {2}-(?: |\r?$)/gm)?.length ?? 0;
		return tags >= 3 ? (/^[ \t]{0,40}(?:TY|ER) {2}-/m.test(text) ? 0.85 : 0.5) : tags > 0 && /\.ris$/i.test(fileName ?? '') ? 0.5 : 0;
	},
	read,
	readParts: readApart(read, /^[ \t]{0,40}TY {1,2}-/gm),
};

const syntax: TagSyntax = {
	// Mail programs and people indent records.
	field: /^[ \t\u00a0]{0,40}([A-Z][A-Z\d]) {1,2}-(?: +|$)([^]*)$/,
	begins: tag => tag === 'TY',
	ends: tag => tag === 'ER',
};

function* read({ text, fileName }: Input): Generator<Reading> {
	const source: Source = { kind: 'ris', ...present('file', fileName) };
	const lines = new LineCounter(text);
	for (const record of taggedRecords(text, syntax)) {
		const line = lines.lineAt(record.start);
		const values = new TagValues(record);
		if (record.fields.every(field => field.value === '' || field.tag === 'TY' || field.tag === 'ID')) {
			yield { kind: 'problem', line, message: localize('This record has only a type.') };
			continue;
		}
		if (values.first('TY', 'TI', 'T1', 'AU', 'A1', 'DO', 'ID') === undefined) {
			// Ovid writes lines of its own behind the end of a record.
			continue;
		}
		if (values.first('TY') === undefined) {
			yield { kind: 'problem', line, message: localize('This record has no type (TY), so it was read as a document.') };
		}
		yield { kind: 'paper', paper: risRecord(values, source), line };
	}
}

const cslTypes: ReadonlyMap<string, string> = new Map([...risTypes].reverse().map(([ris, csl]) => [ris, csl]));

/** Types in which `T2` names the work that the title is part of; in others it names a series. */
const parts = new Set([
	'article-journal',
	'article-magazine',
	'article-newspaper',
	'chapter',
	'entry-dictionary',
	'entry-encyclopedia',
	'paper-conference',
	'webpage',
	'post-weblog',
	'bill',
	'legal_case',
	'legislation',
	'document',
]);
const inVolumes = new Set(['chapter', 'entry-dictionary', 'entry-encyclopedia', 'paper-conference']);

function risRecord(record: TagValues, source: Source): IncomingPaper {
	const type = typeOf(record);
	const special = tagsOfType.get((record.first('TY') ?? '').trim().toUpperCase()) ?? {};
	const values = record.without(Object.keys(special));
	const doi = writtenDoi(
		values.first('DO') ?? values.all('M3', 'N1', 'L2', 'L1', 'UR').find(text => /^(?:doi:\s*)?10\.\d{4,9}\/\S+$|doi\.org\//i.test(text)),
	);
	const { urls, words } = addressesOf(values.all('UR', 'LK'));
	const abstract = values.all('AB', 'N2')[0];
	const tags = values
		.all('KW')
		.flatMap(text => text.split(/\n|;\s*/))
		.map(tag => tag.trim())
		.filter(tag => tag !== '');
	const issued = dateOf(values);
	const accessed = values.first('Y2');
	const links = [...linksTo(urls.slice(1)), ...findLinks(abstract ?? '')];
	const creators = creatorsOf(values, type);
	const paper = {
		...present('citation-key', keyOf(values.first('ID', 'LB'))),
		type,
		title: titleText(
			values.first('TI', 'T1', 'CT') ?? (type === 'book' ? values.first('BT', 'T2') : values.first('BT')) ?? values.first('ST') ?? '',
		),
		...creators,
		...present('issued', issued),
		...containersOf(values, type),
		...present('volume', values.first('VL')),
		...present('issue', values.first('IS', 'CP') ?? (type.startsWith('article') ? values.first('M1') : undefined)),
		...pagesOf(values, type),
		...present('publisher', values.first('PB')),
		...present('publisher-place', values.first('CY', 'PP')),
		...present('edition', values.first('ET')),
		...numberOf(values, type),
		...present('genre', values.first('M3')?.replace(/^(?:doi:\s*)?10\.\d{4,9}\/\S+$/i, '') || undefined),
		...present('DOI', doi),
		...present('URL', urls[0]),
		...serialOf(values, type),
		...present('PMID', pmidOf(values)),
		...present(
			'PMCID',
			values
				.all('C2', 'U2', 'AN')
				.map(text => /^(PMC\d+)(?:\[pmcid\])?$/i.exec(text)?.[1])
				.find(id => id !== undefined),
		),
		...present('title-short', values.first('ST')),
		...present('language', values.first('LA')),
		...present('call-number', values.first('CN')),
		...present('number-of-volumes', values.first('NV')),
		...present('archive', values.first('DB')),
		...present('accessed', accessed === undefined ? undefined : readLooseDate(accessed)),
		...present('abstract', abstract === undefined ? undefined : proseText(joinLines(abstract))),
		...present('note', filled([...values.all('N1', 'RN').map(joinLines), ...words].join('\n'))),
		...present('tags', filled([...new Set(tags)])),
		...present('identifiers', identifiersIn([doi, ...urls], pmidOf(values))),
		...present('links', filled(links)),
		...specialFields(record, special, creators),
		source,
	};
	return {
		...paper,
		...present(
			'custom',
			unplacedFields(record, paper, (tag, text) => (tag === 'DO' ? writtenDoi(text) !== undefined : placed.has(tag))),
		),
	};
}

/**
 * The addresses of some values, several in one and broken over lines among them. A line below one that cannot go on with it is words of
 * their own.
 */
function addressesOf(values: readonly string[]): { readonly urls: readonly string[]; readonly words: readonly string[] } {
	const urls: string[] = [];
	const words: string[] = [];
	for (const text of values) {
		const [first = '', ...further] = text.split('\n');
		let open = first;
		for (const line of further) {
			if (/\s/.test(line)) {
				words.push(line);
			} else {
				open += /^https?:/i.test(line) ? ` ${line}` : line;
			}
		}
		urls.push(...open.split(/(?<![;\s])[;\s]+(?=https?:)/i).map(url => url.replace(/\s+/g, '')));
	}
	return { urls, words };
}

/** Tags whose values always have a place in a paper, if in another form. */
const placed = new Set([
	'TY',
	'ER',
	'ID',
	'TI',
	'AU',
	'A1',
	'ED',
	'PY',
	'Y1',
	'DA',
	'Y2',
	'SP',
	'EP',
	'UR',
	'LK',
	'AB',
	'KW',
	'SN',
	'N1',
	'RN',
]);

/** What tags hold that mean something else in this type of reference. */
function specialFields(record: TagValues, special: Readonly<Record<string, string>>, creators: JsonObject): Readonly<Record<string, Json>> {
	const fields: Record<string, Json> = {};
	for (const variable of new Set(Object.values(special))) {
		const tags = Object.keys(special).filter(tag => special[tag] === variable);
		const text = record.first(...tags);
		if (text !== undefined) {
			fields[variable] = nameVariables.has(variable)
				? together(
						creatorNames(record.all(...tags))
							.filter(name => name !== undefined)
							.map(name => ({ ...name })),
						creators[variable],
					)
				: variable === 'available-date'
					? { ...readLooseDate(text) }
					: text;
		}
	}
	return fields;
}

/** The people of the tags of a type, and behind them those of the usual tags, each once. */
function together(names: readonly JsonObject[], usual: Json | undefined): readonly JsonObject[] {
	const all = [...names, ...(isArray(usual) ? usual.filter(isObject) : [])];
	return [...new Map(all.map(name => [JSON.stringify(name), name])).values()];
}

function typeOf(values: TagValues): string {
	const type = cslTypes.get((values.first('TY') ?? 'GEN').trim().toUpperCase()) ?? 'document';
	return type === 'document' && values.first('JF', 'JO', 'JA') !== undefined ? 'article-journal' : type;
}

function creatorsOf(values: TagValues, type: string): Partial<IncomingPaper> {
	const inVolume = inVolumes.has(type);
	const whole = type === 'book';
	return {
		...namesField('author', creatorNames(values.all('AU', 'A1'))),
		...namesField(
			'editor',
			creatorNames([...values.all(...(whole ? ['A3'] : inVolume || type.startsWith('article') ? ['A2'] : [])), ...values.all('ED')]),
		),
		...namesField('collection-editor', creatorNames(values.all(...(whole ? ['A2'] : inVolume ? ['A3'] : [])))),
		...namesField('translator', creatorNames(values.all('A4'))),
	};
}

function containersOf(values: TagValues, type: string): Partial<IncomingPaper> {
	const proceedings = type === 'paper-conference' ? values.first('C3') : undefined;
	const event = proceedings === undefined ? undefined : values.first('T2');
	const second = proceedings ?? values.first('T2');
	const isPart = parts.has(type);
	const full = isPart ? (values.first('JF') ?? second ?? values.first('BT', 'JO', 'JA', 'J1', 'J2')) : values.first('JF', 'JO');
	const short = values.first('JA', 'J2', 'J1', 'JO');
	const series = isPart ? values.first('T3') : (second ?? values.first('T3'));
	return {
		...present('container-title', full && titleText(full)),
		...present('container-title-short', short === full ? undefined : short),
		...present('collection-title', series),
		...present('event-title', event),
	};
}

function pagesOf(values: TagValues, type: string): Partial<IncomingPaper> {
	const start = values.first('SP');
	const end = values.first('EP');
	if (type === 'book' && end === undefined) {
		return present('number-of-pages', start);
	}
	return present('page', pageRange(start, end) ?? values.first('C7', 'AR'));
}

function numberOf(values: TagValues, type: string): Partial<IncomingPaper> {
	const serial = values.first('SN');
	const number =
		(numberedTypes.has(type) && serial !== undefined && numberKind(serial) === undefined ? serial : undefined) ??
		(type.startsWith('article') ? undefined : values.first('M1'));
	const field = type === 'book' || inVolumes.has(type) ? 'collection-number' : 'number';
	return present(field, inVolumes.has(type) ? values.first('SV') : (number ?? values.first('C6')));
}

/** `SN` holds ISSNs and ISBNs, with words behind them and several on a line; a journal has one of paper and one of screens. */
function serialOf(values: TagValues, type: string): Partial<IncomingPaper> {
	const found: Record<string, string> = {};
	for (const text of values.all('SN').flatMap(value => value.split(/[\n;,]| (?=\d{4}-)/))) {
		const number = text.replace(/\([^()]*\)/g, '').trim();
		const kind = numberKind(number) ?? (numberedTypes.has(type) ? undefined : type.startsWith('article') ? 'ISSN' : 'ISBN');
		if (number !== '' && kind !== undefined) {
			found[kind] =
				kind === 'ISSN' && found[kind] !== undefined && found[kind] !== number ? `${found[kind]} ${number}` : (found[kind] ?? number);
		}
	}
	return found;
}

function pmidOf(values: TagValues): string | undefined {
	const accession = values.first('AN');
	const isMedline = /medline|pubmed|nlm/i.test(values.first('DB', 'DP') ?? '');
	const labelled = values
		.all('N1', 'AN', 'U1', 'U2', 'C2')
		.map(text => /^(?:PMID|pmid|MEDLINE):?\s*(\d{1,9})\b/.exec(text)?.[1] ?? /^(\d{1,9})\[pmid\]/i.exec(text)?.[1])
		.find(id => id !== undefined);
	return labelled ?? (isMedline && accession !== undefined && /^\d{1,9}$/.test(accession) ? accession : undefined);
}

/**
 * `DA` is the day, `PY` and `Y1` are the year, in whatever forms. The first that names a year decides on it
 * (https://github.com/zotero/translators/pull/2125), and of those that agree the one that says most counts.
 */
function dateOf(values: TagValues): CslDate | undefined {
	const dates = ['DA', 'PY', 'Y1'].map(tag => readLooseDate(values.first(tag) ?? '')).filter(date => date !== undefined);
	const year = dates.find(date => yearOf(date) !== undefined) ?? dates[0];
	const wanted = yearOf(year);
	const agreeing = dates.filter(date => yearOf(date) !== undefined && yearOf(date) === wanted);
	if (
		wanted !== undefined &&
		values.first('DA') !== undefined &&
		agreeing.every(date => partsOf(date) === 1 && date['season'] === undefined)
	) {
		// `PY 2014` with `DA May 6`.
		const withYear = readLooseDate(`${values.first('DA') ?? ''} ${wanted}`);
		if (withYear?.['date-parts'] !== undefined && yearOf(withYear) === wanted) {
			return withYear;
		}
	}
	return agreeing.reduce((best, date) => (saysAsMuch(date, best) ? date : best), year);
}

function yearOf(date: CslDate | undefined): number | string | undefined {
	return date?.['date-parts']?.[0]?.[0];
}

function partsOf(date: CslDate | undefined): number {
	return date?.['date-parts']?.[0]?.length ?? 0;
}

function saysAsMuch(date: CslDate, other: CslDate | undefined): boolean {
	return (
		partsOf(date) > partsOf(other) ||
		(partsOf(date) === partsOf(other) && (date['season'] !== undefined || other?.['season'] === undefined))
	);
}

/** Running numbers are no keys. */
function keyOf(id: string | undefined): string | undefined {
	return id === undefined || /^\d+$|[\s,{}"#%~\\]/.test(id) ? undefined : id;
}
