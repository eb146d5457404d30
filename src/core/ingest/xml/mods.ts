import { addTo } from '../../data/lists';
import { tableOf } from '../../data/table';
import { writtenDoi } from '../../paper/doi';
import { readLooseDate } from '../../paper/looseDate';
import type { CslDate, IncomingPaper, Name, Source } from '../../paper/paper';
import { present } from '../../paper/paper';
import { invertedName } from '../../paper/personName';
import { filled, identifiersIn, namesField, pageRange } from '../../paper/recordParts';
import { proseText, titleText } from '../../text/html';
import { inOnePart } from '../format';
import type { Format, PartedInput, Reading } from '../format';
import type { Node } from './xmlRecords';
import { readXmlRecords } from './xmlRecords';

/** MODS, as libraries, Zotero, bibutils and repositories write it. https://www.loc.gov/standards/mods/userguide/ */
export const mods: Format = {
	id: 'mods',
	label: 'MODS XML',
	recognise: ({ text }) => {
		const start = text.slice(0, 20_000);
		return /<(?:[\w-]+:)?mods[\s>]/.test(start) && (start.includes('www.loc.gov/mods/') || /<(?:[\w-]+:)?titleInfo[\s>]/.test(start))
			? 0.95
			: 0;
	},
	read: inOnePart(readParts),
	readParts,
};

function readParts({ parts, fileName }: PartedInput): Iterable<Reading> {
	const source: Source = { kind: 'mods', ...present('file', fileName) };
	return readXmlRecords(parts, ['mods'], (record, line) => [{ kind: 'paper', paper: modsRecord(record, source), line }]);
}

function modsRecord(record: Node, source: Source): IncomingPaper {
	const host = record.children('relatedItem').find(item => item.attribute('type') === 'host');
	const series = [record, ...(host === undefined ? [] : [host])]
		.flatMap(item => item.children('relatedItem'))
		.find(item => item.attribute('type') === 'series');
	const part = host?.first('part') ?? record.first('part');
	const detail = (type: string) =>
		part
			?.children('detail')
			.find(one => one.attribute('type') === type)
			?.text('number');
	const extent = part?.children('extent').find(one => /^pages?$/.test(one.attribute('unit') ?? ''));
	const own = identifiersOf(record);
	const hosts = host === undefined ? new Map<string, string>() : identifiersOf(host);
	const number = (kind: string) => own.get(kind) ?? hosts.get(kind);
	const doi = writtenDoi(own.get('doi'));
	const urls = record.texts('location/url');
	const abstract = filled(proseText(record.first('abstract')?.markup() ?? ''));
	const type = typeOf(record, host);
	const people = creatorsOf(record);
	const inHost = host === undefined ? new Map<string, Name[]>() : creatorsOf(host);
	const originOf = (path: string) => record.text(`originInfo/${path}`) ?? host?.text(`originInfo/${path}`);
	return {
		...present('citation-key', keyOf(record)),
		type,
		title: titleOf(record) ?? '',
		...present('title-short', titleOf(record, 'abbreviated')),
		...Object.fromEntries([...people].flatMap(([role, names]) => Object.entries(namesField(role, names)))),
		...namesField('editor', people.get('editor') ?? inHost.get('editor') ?? []),
		...namesField('container-author', inHost.get('author') ?? []),
		...present('issued', dateOf(record, host, part)),
		...present('accessed', accessOf(record)),
		...present('container-title', host && titleOf(host)),
		...present('container-title-short', host && titleOf(host, 'abbreviated')),
		...present('collection-title', series && titleOf(series)),
		...present('volume', detail('volume')),
		...present('issue', detail('issue') ?? detail('number')),
		...present('chapter-number', detail('chapter')),
		...present('page', pageRange(extent?.text('start'), extent?.text('end')) ?? extent?.text('list') ?? detail('page')),
		...present('number-of-pages', /^(\d+) ?p/.exec(record.text('physicalDescription/extent') ?? '')?.[1]),
		...present('edition', originOf('edition')),
		...present('publisher', originOf('publisher')),
		...present('publisher-place', placeOf(record) ?? (host && placeOf(host))),
		...present('DOI', doi),
		...present('URL', urls[0] ?? own.get('uri')),
		...present('ISBN', filled((number('isbn') ?? '').replace(/\([^()]*\)?|(?<![^\dX])[^\dX]+$/gi, '').trim())),
		...present('ISSN', number('issn')),
		...present('PMID', own.get('pmid') ?? own.get('pubmed')),
		...present('number', own.get('report number') ?? own.get('patent number')),
		...present('language', record.text('language/languageTerm')),
		...present('call-number', record.text('classification') ?? record.text('location/shelfLocator')),
		...present('abstract', abstract),
		...present('note', filled(record.texts('note').join('\n'))),
		...present('tags', filled([...new Set(['topic', 'geographic', 'temporal'].flatMap(kind => record.texts(`subject/${kind}`)))])),
		...present('identifiers', identifiersIn([doi, ...urls, own.get('uri'), own.get('arxiv')], own.get('pmid') ?? own.get('pubmed'))),
		source,
	};
}

/** A title with what goes before and after it; of several the one without a type. */
function titleOf(item: Node, type?: string): string | undefined {
	const info = item.children('titleInfo').find(one => one.attribute('type') === type);
	const [main, before, sub, part, name] = ['title', 'nonSort', 'subTitle', 'partNumber', 'partName'].map(path =>
		info?.first(path)?.markup().trim(),
	);
	if (main === undefined) {
		return undefined;
	}
	const whole = [
		`${before === undefined ? '' : `${before} `}${main.replace(/(?<!\s)\s*[:/]$/, '')}`,
		...(sub === undefined ? [] : [sub]),
	].join(': ');
	return filled(titleText([whole, part, name].filter(text => text !== undefined && text !== '').join('. ')));
}

/** bibutils, and so JabRef and others, write the key as the record's ID. */
function keyOf(record: Node): string | undefined {
	const id =
		record.attribute('ID') ?? record.texts('identifier').find((_, at) => record.all('identifier')[at]?.attribute('type') === 'citekey');
	return id === undefined || /^\d|[\s,{}"#%~\\]/.test(id) ? undefined : id;
}

/** The first of each kind, in lower case. */
function identifiersOf(item: Node): Map<string, string> {
	const found = new Map<string, string>();
	for (const node of item.children('identifier')) {
		const kind = (node.attribute('type') ?? '').toLowerCase();
		const text = node.content();
		if (text !== undefined && node.attribute('invalid') !== 'yes' && !found.has(kind)) {
			found.set(kind, text);
		}
	}
	return found;
}

/** Names by their role; one without a role is an author. */
function creatorsOf(item: Node): Map<string, Name[]> {
	const people = new Map<string, Name[]>();
	for (const node of item.children('name')) {
		const name = nameOf(node);
		const role = roles.get((node.text('role/roleTerm') ?? 'author').toLowerCase().replace(/\.$/, '')) ?? 'contributor';
		if (name !== undefined) {
			addTo(people, role, name);
		}
	}
	return people;
}

function nameOf(node: Node): Name | undefined {
	const parts = node.children('namePart');
	const of = (type: string | undefined) =>
		filled(
			parts
				.filter(part => part.attribute('type') === type)
				.flatMap(part => part.content() ?? [])
				.join(' '),
		);
	const whole = of(undefined) ?? node.text('displayForm');
	if (node.attribute('type') === 'corporate' || node.attribute('type') === 'conference') {
		return whole === undefined ? undefined : { literal: whole };
	}
	const [family, given, suffix] = [of('family'), of('given'), of('termsOfAddress')];
	return family === undefined && given === undefined
		? whole === undefined
			? undefined
			: whole.includes(',')
				? invertedName(whole)
				: { literal: whole }
		: { ...present('family', family), ...present('given', given), ...present('suffix', suffix) };
}

const roles = tableOf<string>({
	author: 'author',
	aut: 'author',
	creator: 'author',
	cre: 'author',
	inventor: 'author',
	artist: 'author',
	art: 'author',
	photographer: 'author',
	pht: 'author',
	cartographer: 'author',
	ctg: 'author',
	programmer: 'author',
	prg: 'author',
	editor: 'editor',
	edt: 'editor',
	translator: 'translator',
	trl: 'translator',
	illustrator: 'illustrator',
	ill: 'illustrator',
	composer: 'composer',
	cmp: 'composer',
	director: 'director',
	drt: 'director',
	'film director': 'director',
	interviewer: 'interviewer',
	ivr: 'interviewer',
	recipient: 'recipient',
	rcp: 'recipient',
	performer: 'performer',
	prf: 'performer',
	producer: 'producer',
	pro: 'producer',
	compiler: 'compiler',
	com: 'compiler',
});

/** The date of issue: the record's, its part's, then its host's; the key date of several. */
function dateOf(record: Node, host: Node | undefined, part: Node | undefined): CslDate | undefined {
	const items = [record, ...(host === undefined ? [] : [host])];
	const dates = items.flatMap(item => ['dateIssued', 'copyrightDate', 'dateCreated'].flatMap(name => item.all(`originInfo/${name}`)));
	const keyed = dates.find(date => date.attribute('keyDate') === 'yes');
	const [start, end] = ['start', 'end'].map(point => dates.find(date => date.attribute('point') === point)?.content());
	const range = start !== undefined && end !== undefined && end !== '9999' ? `${start}/${end}` : undefined;
	const text = range ?? keyed?.content() ?? part?.text('date') ?? dates[0]?.content();
	// Catalogues write `c1999` for the year of copyright, and brackets for what does not stand in the book.
	const year = text?.replace(/^[\s[©c]{1,3}(?=\d{4})/, '').replace(/(?<![\].])[\].]+$/, '');
	return year === undefined ? undefined : readLooseDate(year);
}

function accessOf(record: Node): CslDate | undefined {
	const text = record.first('location/url')?.attribute('dateLastAccessed') ?? record.text('originInfo/dateCaptured');
	return text === undefined ? undefined : readLooseDate(text);
}

/** A place in words; codes of countries say less. */
function placeOf(item: Node): string | undefined {
	const terms = item.all('originInfo/place/placeTerm');
	return (terms.find(term => term.attribute('type') !== 'code') ?? terms[0])?.content();
}

function typeOf(record: Node, host: Node | undefined): string {
	const genres = record.texts('genre').map(text => text.toLowerCase().trim());
	const named = genres.map(genre => types.get(genre)).find(type => type !== undefined);
	if (named !== undefined) {
		return named === 'book' && host !== undefined ? 'chapter' : named;
	}
	const resource = resources.get(record.text('typeOfResource') ?? '');
	if (resource !== undefined) {
		return resource;
	}
	if (host !== undefined) {
		const hostGenres = host.texts('genre');
		const isSerial =
			/continuing|serial/.test(host.text('originInfo/issuance') ?? '') ||
			hostGenres.some(genre => /periodical|journal|academic|newspaper|magazine/i.test(genre)) ||
			identifiersOf(host).has('issn');
		return hostGenres.some(genre => /conference|proceeding/i.test(genre)) ? 'paper-conference' : isSerial ? 'article-journal' : 'chapter';
	}
	return /monographic/.test(record.text('originInfo/issuance') ?? '') ? 'book' : 'document';
}

/** Genres of MARC (https://www.loc.gov/standards/valuelist/marcgt.html), and those of bibutils, Zotero and repositories. */
const types = tableOf<string>({
	'journal article': 'article-journal',
	journalarticle: 'article-journal',
	article: 'article-journal',
	'academic journal': 'article-journal',
	'newspaper article': 'article-newspaper',
	newspaperarticle: 'article-newspaper',
	'magazine article': 'article-magazine',
	magazinearticle: 'article-magazine',
	book: 'book',
	'collected work': 'book',
	'book chapter': 'chapter',
	booksection: 'chapter',
	'book section': 'chapter',
	'conference paper': 'paper-conference',
	conferencepaper: 'paper-conference',
	'conference publication': 'paper-conference',
	thesis: 'thesis',
	theses: 'thesis',
	'ph.d. thesis': 'thesis',
	dissertation: 'thesis',
	'masters thesis': 'thesis',
	report: 'report',
	'technical report': 'report',
	'web site': 'webpage',
	webpage: 'webpage',
	'web page': 'webpage',
	'weblog post': 'post-weblog',
	blogpost: 'post-weblog',
	patent: 'patent',
	manuscript: 'manuscript',
	letter: 'personal_communication',
	interview: 'interview',
	map: 'map',
	'computer program': 'software',
	computerprogram: 'software',
	dataset: 'dataset',
	'motion picture': 'motion_picture',
	film: 'motion_picture',
	videorecording: 'motion_picture',
	presentation: 'speech',
	encyclopedia: 'entry-encyclopedia',
	encyclopediaarticle: 'entry-encyclopedia',
	'dictionary entry': 'entry-dictionary',
	dictionaryentry: 'entry-dictionary',
	statute: 'legislation',
	legislation: 'legislation',
	bill: 'bill',
	'legal case and case notes': 'legal_case',
	case: 'legal_case',
	'art original': 'graphic',
	artwork: 'graphic',
	picture: 'graphic',
	preprint: 'article',
});

const resources = tableOf<string>({
	'software, multimedia': 'software',
	'moving image': 'motion_picture',
	cartographic: 'map',
	'still image': 'graphic',
	'sound recording': 'song',
	'sound recording-musical': 'song',
	'sound recording-nonmusical': 'song',
	'notated music': 'musical_score',
});
