import { localize } from '../data/localize';
import { isArray, isObject, ownValue, textOf } from '../data/json';
import type { Json, JsonObject } from '../data/json';
import { tableOf } from '../data/table';
import { writtenDoi } from '../paper/doi';
import { readEdtf } from '../paper/edtf';
import { readLooseDate } from '../paper/looseDate';
import type { CslDate, IncomingPaper, Name, Source } from '../paper/paper';
import { present } from '../paper/paper';
import { isBody, invertedName } from '../paper/personName';
import { filled, identifiersIn, namesField } from '../paper/recordParts';
import { unfold } from '../text/fold';
import type { Format, Input, Reading } from './format';
import { unplacedValues } from './unplacedValues';
import { parseRecordsYaml } from './yamlText';

/**
 * Hayagriva's YAML, Typst's own bibliography files: works by key, each with what it is part of as its `parent`.
 * https://github.com/typst/hayagriva/blob/main/docs/file-format.md
 */
export const hayagriva: Format = {
	id: 'hayagriva',
	label: 'Hayagriva YAML',
	recognise: ({ text, fileName }) => {
		const start = text.slice(0, 20_000);
		const hasType = typeLine.test(start);
		const isNamed = /\.ya?ml$/i.test(fileName ?? '');
		return hasType && /^[^\s#:'"{[\]-][^\n:]{0,200}:[ \t]*\r?$/m.test(start) && !/^(?:references|cff-version):/m.test(start)
			? isNamed
				? 0.9
				: 0.7
			: 0;
	},
	read,
};

const typeNames =
	'article|chapter|entry|anthos|report|thesis|web|scene|artwork|patent|case|newspaper|legislation|manuscript|original|post|misc|performance|periodical|proceedings|book|blog|reference|conference|anthology|repository|thread|video|audio|exhibition';
const typeLine = new RegExp(`^[ \\t]{1,20}type:[ \\t]*["']?(?:${typeNames})["']?[ \\t]*\\r?$`, 'im');

function* read({ text, fileName }: Input): Generator<Reading> {
	const source: Source = { kind: 'hayagriva', ...present('file', fileName) };
	for (const { line, text: part } of hayagrivaEntries(text)) {
		const { value, mistake } = parseRecordsYaml(part);
		const entries = isObject(value) ? Object.entries(value) : [];
		if (mistake !== undefined) {
			yield { kind: 'problem', line: line + mistake.line - 1, message: mistake.message };
		}
		for (const [key, entry] of entries) {
			if (isObject(entry) && (mistake === undefined || entry['title'] !== undefined)) {
				yield { kind: 'paper', paper: hayagrivaRecord(key, entry, source), line };
			} else if (mistake === undefined) {
				yield { kind: 'problem', line, message: localize('{0}: This entry has no fields.', key) };
			}
		}
	}
}

interface HayagrivaEntry {
	/** One-based. */
	readonly line: number;
	/** UTF-16 offset in the whole text. */
	readonly start: number;
	readonly text: string;
}

/** The text of each entry, so that one that is broken costs no other. An entry begins at the start of a line. */
export function hayagrivaEntries(text: string): readonly HayagrivaEntry[] {
	const entries: { line: number; start: number; lines: string[] }[] = [];
	let start = 0;
	text.split('\n').forEach((content, at) => {
		const open = entries.at(-1);
		if (/^[^\s#]/.test(content) && !/^(?:---|\.\.\.|%|[\]}])/.test(content)) {
			entries.push({ line: at + 1, start, lines: [content] });
		} else if (open !== undefined && !/^(?:---|\.\.\.)/.test(content)) {
			open.lines.push(content);
		}
		start += content.length + 1;
	});
	return entries.map(({ lines, ...place }) => ({ ...place, text: lines.join('\n') }));
}

function hayagrivaRecord(key: string, entry: JsonObject, source: Source): IncomingPaper {
	const kind = kindOf(entry);
	const parents = parentsOf(entry);
	const container = parents.find(parent => !asideOnly.has(kindOf(parent)));
	const series = container === undefined ? undefined : parentsOf(container)[0];
	const type = typeOf(kind, container && kindOf(container));
	const isWhole = wholes.has(type);
	// A book within a book is a volume of a work or stands in a series.
	const within = isWhole ? undefined : container;
	const event = parents.find(parent => kindOf(parent) === 'conference');
	const look = (field: string): Json | undefined =>
		ownValue(entry, field) ?? (container && ownValue(container, field)) ?? (series && ownValue(series, field));
	const urls = [entry, ...parents].map(part => ownValue(part, 'url')).filter(url => url !== undefined);
	const url = addressOf(urls[0]);
	const serial = (name: string) => serialOf(entry, name) ?? (name === 'doi' ? undefined : container && serialOf(container, name));
	const doi = writtenDoi(serial('doi'));
	const publisher = publisherOf(look('publisher')) ?? publisherOf(look('organization'));
	const paper = {
		'citation-key': key,
		type,
		title: titleOf(entry['title']) ?? '',
		...present('title-short', shortTitleOf(entry['title'])),
		...namesField('author', namesOf(entry['author'])),
		...namesField('editor', namesOf(entry['editor'] ?? (within && within['editor']))),
		...namesField('container-author', namesOf(within && isBook(within) ? within['author'] : undefined)),
		...affiliatedOf(entry['affiliated']),
		...present('issued', dateOf(entry['date'] ?? (container && container['date']))),
		...present('container-title', titleOf(within?.['title'])),
		...present('container-title-short', shortTitleOf(within?.['title'])),
		...present('collection-title', titleOf((isWhole ? container : series)?.['title'])),
		...present('event-title', event === container && type === 'paper-conference' ? undefined : titleOf(event?.['title'])),
		...present('event-place', event === undefined ? undefined : plainOf(event['location'])),
		...present('volume', textOf(look('volume'))),
		...present('number-of-volumes', textOf(look('volume-total'))),
		...present('issue', textOf(look('issue'))),
		...present('edition', textOf(look('edition'))),
		...present('page', textOf(entry['page-range'])?.replace(/[–—]|--+/g, '-')),
		...present('number-of-pages', textOf(look('page-total'))),
		...present('chapter-number', textOf(entry['chapter'])),
		...present('publisher', publisher),
		...present('publisher-place', placeOf(look('publisher')) ?? plainOf(event === undefined ? look('location') : undefined)),
		...present('genre', plainOf(entry['genre'])),
		...present('dimensions', textOf(entry['runtime']) ?? textOf(entry['time-range'])),
		...present('DOI', doi),
		...present('URL', url),
		...present(
			'accessed',
			urls.map(visitOf).find(date => date !== undefined),
		),
		...present('ISBN', serial('isbn')),
		...present('ISSN', serial('issn')),
		...present('PMID', serial('pmid')),
		...present('PMCID', serial('pmcid')),
		...present('number', serial('serial')),
		...present('language', textOf(entry['language'])),
		...present('archive', plainOf(entry['archive'])),
		...present('archive_location', plainOf(entry['archive-location'])),
		...present('call-number', plainOf(entry['call-number'])),
		...present('note', plainOf(entry['note'])),
		...present('abstract', plainOf(entry['abstract'])),
		...present('annote', plainOf(entry['annote'])),
		...present('identifiers', identifiersIn([doi, url, arxivAddress(serial('arxiv'))], serial('pmid'))),
		source,
	};
	const isPlaced = (path: string, value: Json): boolean =>
		/(?:^|\.)type$|^author$|^editor$|^page-range$|(?:^|\.)verbatim$/.test(path) ||
		(path === 'affiliated' && isObject(value) && roles.has((textOf(value['role']) ?? '').toLowerCase())) ||
		(/^parent\.(?:author|editor)$/.test(path) && namesOf(value).every(name => name === undefined || isNamed(paper, name))) ||
		(/(?:^|\.)date$/.test(path) && [paper.issued, paper.accessed].some(date => date !== undefined && isSameDate(date, dateOf(value)))) ||
		(path === 'serial-number.doi' && doi !== undefined) ||
		(path === 'serial-number.arxiv' && paper.identifiers?.arxiv !== undefined);
	return {
		...paper,
		...present(
			'custom',
			unplacedValues(entry, paper, text => plainOf(text) ?? '', isPlaced),
		),
	};
}

function isSameDate(one: CslDate, other: CslDate | undefined): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}

function isNamed(paper: JsonObject, name: Name): boolean {
	return Object.values(paper).some(value => isArray(value) && value.some(one => JSON.stringify(one) === JSON.stringify(name)));
}

function kindOf(entry: JsonObject): string {
	return (textOf(entry['type']) ?? 'misc').trim().toLowerCase();
}

/** An entry's parents; their own type follows from the child's where they have none. */
function parentsOf(entry: JsonObject): readonly JsonObject[] {
	const { parent } = entry;
	const list = (isArray(parent) ? parent : [parent]).filter(isObject);
	return list.map(one => (one['type'] === undefined ? { ...one, type: defaultParents.get(kindOf(entry)) ?? 'misc' } : one));
}

const defaultParents = tableOf<string>({
	article: 'periodical',
	chapter: 'book',
	entry: 'reference',
	anthos: 'anthology',
	web: 'web',
	scene: 'video',
	post: 'thread',
});

/** What shows or holds the same work elsewhere, and is no container of it. */
const asideOnly = new Set(['video', 'audio', 'original', 'repository']);

function isBook(entry: JsonObject): boolean {
	return ['book', 'anthology'].includes(kindOf(entry));
}

const wholes = new Set(['book', 'report', 'thesis', 'software', 'patent', 'standard']);

function typeOf(kind: string, parent: string | undefined): string {
	switch (kind) {
		case 'article':
			return articles.get(parent ?? '') ?? 'article';
		case 'entry':
			return parent === undefined || parent === 'reference' ? 'entry-encyclopedia' : (articles.get(parent) ?? 'entry');
		case 'post':
			return parent === 'blog' ? 'post-weblog' : 'post';
		default:
			return types.get(kind) ?? 'document';
	}
}

const articles = tableOf<string>({
	periodical: 'article-journal',
	newspaper: 'article-newspaper',
	proceedings: 'paper-conference',
	conference: 'paper-conference',
	blog: 'post-weblog',
	web: 'webpage',
	book: 'chapter',
	anthology: 'chapter',
	reference: 'entry-encyclopedia',
});

const types = tableOf<string>({
	chapter: 'chapter',
	anthos: 'chapter',
	report: 'report',
	thesis: 'thesis',
	web: 'webpage',
	blog: 'webpage',
	thread: 'webpage',
	scene: 'motion_picture',
	video: 'motion_picture',
	audio: 'song',
	artwork: 'graphic',
	exhibition: 'event',
	patent: 'patent',
	case: 'legal_case',
	legislation: 'legislation',
	manuscript: 'manuscript',
	performance: 'performance',
	periodical: 'periodical',
	newspaper: 'periodical',
	proceedings: 'book',
	conference: 'event',
	book: 'book',
	anthology: 'book',
	reference: 'book',
	repository: 'software',
});

/** A text, or one with forms of its own: `{value: The ACM, short: ACM, verbatim: true}`. Braces keep the case of what they hold. */
function titleOf(value: Json | undefined): string | undefined {
	return plainOf(value);
}

function plainOf(value: Json | undefined): string | undefined {
	const text = textOf(isObject(value) ? (value['value'] ?? value['name']) : value);
	return filled(unfold((text ?? '').replace(/(?<!\\)[{}]/g, '').replace(/\\([{}$*_\\])/g, '$1')));
}

function shortTitleOf(value: Json | undefined): string | undefined {
	return isObject(value) ? plainOf(value['short']) : undefined;
}

function publisherOf(value: Json | undefined): string | undefined {
	return plainOf(isObject(value) && value['name'] !== undefined ? value['name'] : value);
}

function placeOf(value: Json | undefined): string | undefined {
	return isObject(value) ? plainOf(value['location']) : undefined;
}

function addressOf(value: Json | undefined): string | undefined {
	return textOf(isObject(value) ? value['value'] : value)?.trim();
}

function visitOf(value: Json | undefined): CslDate | undefined {
	return isObject(value) ? dateOf(value['date']) : undefined;
}

/** Years before 1000 and after 9999 have a sign; `~` before or after the year says that it's approximate. */
function dateOf(value: Json | undefined): CslDate | undefined {
	const text = textOf(value)?.trim();
	if (text === undefined || text === '') {
		return undefined;
	}
	const exact = text.replace(/^~|~$/g, '');
	const date = readEdtf(exact) ?? readLooseDate(exact);
	return date?.['date-parts'] !== undefined && exact !== text ? { ...date, circa: true } : date;
}

/** `serial-number: {doi: …, isbn: …}`, or a number by itself. */
function serialOf(entry: JsonObject, name: string): string | undefined {
	const serial = entry['serial-number'];
	return isObject(serial) ? textOf(ownValue(serial, name)) : name === 'serial' ? textOf(serial) : undefined;
}

function arxivAddress(id: string | undefined): string | undefined {
	return id === undefined ? undefined : `https://arxiv.org/abs/${id.replace(/^arxiv:/i, '')}`;
}

/** `Doe, Jane`, a list of such, or names by parts. */
function namesOf(value: Json | undefined): readonly (Name | undefined)[] {
	return (isArray(value) ? value : value === undefined ? [] : [value]).map(nameOf);
}

function nameOf(value: Json): Name | undefined {
	if (!isObject(value)) {
		const text = unfold(textOf(value) ?? '');
		return text === '' ? undefined : text.includes(',') && !isBody(text) ? withPrefix(invertedName(text)) : { literal: text };
	}
	const family = textOf(value['name']);
	const given = textOf(value['given-name']);
	return family !== undefined && given === undefined
		? { literal: family }
		: family === undefined
			? undefined
			: {
					family,
					...present('given', given),
					...present('non-dropping-particle', textOf(value['prefix'])),
					...present('suffix', textOf(value['suffix'])),
				};
}

/** `von der Leyen, Ursula`: small words at the start of a family name are its prefix, as in BibTeX. */
function withPrefix(name: Name | undefined): Name | undefined {
	const [, prefix, family] = /^((?:\p{Ll}[^\s]*\s+)+)(\S.*)$/u.exec(name?.family ?? '') ?? [];
	return prefix === undefined || family === undefined ? name : { ...name, 'non-dropping-particle': prefix.trim(), family };
}

/** `affiliated: [{role: translator, names: […]}]` */
function affiliatedOf(value: Json | undefined): Readonly<Record<string, readonly Name[]>> {
	const groups = (isArray(value) ? value : [value]).filter(isObject);
	return Object.fromEntries(
		groups.flatMap(group => {
			const role = roles.get((textOf(group['role']) ?? '').toLowerCase());
			return role === undefined ? [] : Object.entries(namesField(role, namesOf(group['names'])));
		}),
	);
}

const roles = tableOf<string>({
	translator: 'translator',
	afterword: 'contributor',
	foreword: 'contributor',
	introduction: 'contributor',
	annotator: 'contributor',
	commentator: 'contributor',
	holder: 'contributor',
	compiler: 'compiler',
	founder: 'contributor',
	collaborator: 'contributor',
	organizer: 'organizer',
	'cast-member': 'performer',
	composer: 'composer',
	producer: 'producer',
	'executive-producer': 'executive-producer',
	writer: 'script-writer',
	cinematography: 'contributor',
	director: 'director',
	illustrator: 'illustrator',
	narrator: 'narrator',
});
