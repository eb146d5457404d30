import { localize } from '../data/localize';
import { tableOf } from '../data/table';
import { isArray, isObject, textOf } from '../data/json';
import type { Json, JsonObject } from '../data/json';
import { linkKind } from '../paper/links';
import type { IncomingPaper, Link, Name, Source } from '../paper/paper';
import { present } from '../paper/paper';
import type { Format, Input, Reading } from './format';
import { readLooseDate } from '../paper/looseDate';
import { filled, identifiersIn, namesField } from '../paper/recordParts';
import { writtenDoi } from '../paper/doi';
import { unplacedValues } from './unplacedValues';
import { parseRecordsYaml } from './yamlText';

/**
 * `CITATION.cff`: the software or data itself, the work it asks to be cited by, and the works it refers to.
 * https://github.com/citation-file-format/citation-file-format/blob/main/schema-guide.md
 */
export const cff: Format = {
	id: 'cff',
	label: 'CITATION.cff',
	recognise: ({ text, fileName }) =>
		/^cff-version:/m.test(text.slice(0, 20_000)) ? 0.97 : /(?:^|[\\/])citation\.cff$|\.cff$/i.test(fileName ?? '') ? 0.5 : 0,
	read,
};

function* read({ text, fileName }: Input): Generator<Reading> {
	const source: Source = { kind: 'cff', ...present('file', fileName) };
	const { value: root, mistake } = parseRecordsYaml(text);
	if (!isObject(root)) {
		yield {
			kind: 'problem',
			line: mistake?.line ?? 1,
			message: localize('Not a citation file: fields such as title and authors are missing.'),
		};
		return;
	}
	if (mistake !== undefined) {
		yield { kind: 'problem', ...mistake };
	}
	const preferred = root['preferred-citation'];
	const references = isArray(root['references']) ? root['references'] : [];
	for (const [index, work] of [root, preferred, ...references].entries()) {
		if (isObject(work) && (index > 0 || work['title'] !== undefined)) {
			yield { kind: 'paper', paper: cffRecord(work, source, index === 0), line: 1 };
		}
	}
}

function cffRecord(work: JsonObject, source: Source, isWhole: boolean): IncomingPaper {
	const type = textOf(work['type']) ?? (isWhole ? 'software' : 'generic');
	const identifiers = isArray(work['identifiers']) ? work['identifiers'].filter(isObject) : [];
	const doi = writtenDoi(textOf(work['doi']) ?? textOf(identifiers.find(id => id['type'] === 'doi')?.['value']));
	const url = textOf(work['url']) ?? textOf(work['repository-code']) ?? textOf(work['repository']);
	const links = ['repository-code', 'repository', 'repository-artifact'].flatMap(field => linkOf(textOf(work[field])));
	const date =
		textOf(work['date-released']) ?? textOf(work['date-published']) ?? [work['year'], work['month']].map(textOf).filter(Boolean).join('-');
	const publisher = isObject(work['publisher']) ? work['publisher'] : isObject(work['institution']) ? work['institution'] : undefined;
	const conference = isObject(work['conference']) ? work['conference'] : undefined;
	const accessed = textOf(work['date-accessed']);
	const start = textOf(work['start']) ?? textOf(work['pages']);
	const end = textOf(work['end']);
	const paper = {
		type: types.get(type) ?? 'document',
		title: textOf(work['title']) ?? '',
		...namesField('author', namesOf(work['authors'])),
		...namesField('editor', namesOf(work['editors'])),
		...present('issued', date === '' ? undefined : readLooseDate(date)),
		...present('accessed', accessed === undefined ? undefined : readLooseDate(accessed)),
		...present('container-title', textOf(work['journal']) ?? textOf(work['collection-title'])),
		...present('volume', textOf(work['volume'])),
		...present('issue', textOf(work['issue'])),
		...present('page', start !== undefined && end !== undefined ? `${start}-${end}` : start),
		...present('publisher', textOf(publisher?.['name'])),
		...present('publisher-place', textOf(publisher?.['city'])),
		...present('event-title', textOf(conference?.['name'])),
		...present('version', textOf(work['version'])),
		...present('DOI', doi),
		...present('URL', url),
		...present('ISBN', textOf(work['isbn'])),
		...present('ISSN', textOf(work['issn'])),
		...present('abstract', textOf(work['abstract'])),
		...present('license', isArray(work['license']) ? work['license'].map(textOf).join(', ') : textOf(work['license'])),
		...present('tags', filled(isArray(work['keywords']) ? work['keywords'].flatMap(word => textOf(word) ?? []) : [])),
		...present('identifiers', identifiersIn([doi, url, ...identifiers.map(id => textOf(id['value']))])),
		...present('links', filled(links)),
		source,
	};
	return {
		...paper,
		...present(
			'custom',
			unplacedValues(
				work,
				paper,
				text => text,
				path => ofTheFile.has(path) || readInAnotherForm.has(path),
			),
		),
	};
}

/** What a citation file says of itself, or has as works of their own. */
const ofTheFile = new Set(['cff-version', 'message', 'references', 'preferred-citation']);

/** Dates, pages and names, which are taken apart or put together, and identifiers. */
const readInAnotherForm = new Set(
	'type date-released date-published date-accessed year month start end pages doi identifiers license authors editors'.split(' '),
);

function linkOf(url: string | undefined): readonly Link[] {
	return url === undefined || !/^https?:\/\//i.test(url) ? [] : [{ kind: linkKind(url) === 'other' ? 'code' : linkKind(url), url }];
}

function namesOf(people: Json | undefined): readonly (Name | undefined)[] {
	return isArray(people) ? people.filter(isObject).map(nameOf) : [];
}

function nameOf(person: JsonObject): Name | undefined {
	const body =
		textOf(person['name']) ??
		(person['family-names'] === undefined && person['given-names'] === undefined ? textOf(person['alias']) : undefined);
	if (body !== undefined) {
		return { literal: body };
	}
	const name = {
		...present('family', textOf(person['family-names'])),
		...present('given', textOf(person['given-names'])),
		...present('non-dropping-particle', textOf(person['name-particle'])),
		...present('suffix', textOf(person['name-suffix'])),
	};
	return Object.keys(name).length === 0 ? undefined : name;
}

const types = tableOf<string>({
	software: 'software',
	'software-code': 'software',
	'software-container': 'software',
	'software-executable': 'software',
	'software-virtual-machine': 'software',
	dataset: 'dataset',
	data: 'dataset',
	database: 'dataset',
	article: 'article-journal',
	'magazine-article': 'article-magazine',
	'newspaper-article': 'article-newspaper',
	book: 'book',
	conference: 'paper-conference',
	'conference-paper': 'paper-conference',
	proceedings: 'book',
	thesis: 'thesis',
	report: 'report',
	manual: 'book',
	pamphlet: 'pamphlet',
	unpublished: 'manuscript',
	website: 'webpage',
	blog: 'post-weblog',
	patent: 'patent',
	standard: 'standard',
	map: 'map',
	video: 'motion_picture',
	'film-broadcast': 'motion_picture',
	'sound-recording': 'song',
	music: 'song',
	art: 'graphic',
	presentation: 'speech',
	statute: 'legislation',
	bill: 'bill',
	hearing: 'hearing',
	'legal-case': 'legal_case',
	encyclopedia: 'entry-encyclopedia',
	dictionary: 'entry-dictionary',
	'edited-work': 'book',
	preprint: 'article',
});
