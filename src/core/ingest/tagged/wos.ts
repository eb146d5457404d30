import { findLinks } from '../../paper/links';
import type { IncomingPaper, Source } from '../../paper/paper';
import { present } from '../../paper/paper';
import { unfold } from '../../text/fold';
import { readApart } from '../segments';
import type { Format, Input, Reading } from '../format';
import { LineCounter } from '../../text/lineCounter';
import { readLooseDate } from '../../paper/looseDate';
import { invertedName } from '../../paper/personName';
import { filled, identifiersIn, namesField, pageRange } from '../../paper/recordParts';
import { writtenDoi } from '../../paper/doi';
import type { TagSyntax } from './taggedText';
import { taggedRecords, TagValues } from './taggedText';
import { unplacedFields } from './unplacedFields';

/** Web of Science's field-tagged export (ISI). https://webofscience.help.clarivate.com/en-us/Content/export-records.htm */
export const wos: Format = {
	id: 'wos',
	label: 'Web of Science',
	recognise: ({ text }) => {
		const start = text.slice(0, 10_000);
		return /^\s*FN (?:Clarivate|ISI|Thomson)/.test(start)
			? 0.97
			: /^PT [A-Z]/m.test(start) && /^(?:AU|TI|SO|UT|PY) \S/m.test(start)
				? 0.8
				: 0;
	},
	read,
	readParts: readApart(read, /^PT /gm),
};

const syntax: TagSyntax = {
	field: /^([A-Z][A-Z\d])(?: ([^]*)|\s*)$/,
	begins: tag => tag === 'PT',
	ends: tag => tag === 'ER' || tag === 'EF',
};

function* read({ text, fileName }: Input): Generator<Reading> {
	const source: Source = { kind: 'wos', ...present('file', fileName) };
	const lines = new LineCounter(text);
	for (const record of taggedRecords(text, syntax)) {
		if (record.fields.some(field => field.tag !== 'FN' && field.tag !== 'VR')) {
			yield { kind: 'paper', paper: wosRecord(new TagValues(record), source), line: lines.lineAt(record.start) };
		}
	}
}

function wosRecord(values: TagValues, source: Source): IncomingPaper {
	const kind = values.first('PT') ?? 'J';
	const proceedings = /proceedings paper|meeting/i.test(values.first('DT') ?? '');
	// A series (S) of proceedings has a short name as journals have; papers of a meeting in a journal (J) are articles.
	const inProceedings = proceedings && (!kind.startsWith('J') || values.first('JI', 'J9') === undefined);
	const inBook = kind.startsWith('B') || /book chapter/i.test(values.first('DT') ?? '');
	const type = kind.startsWith('P')
		? 'patent'
		: inProceedings
			? 'paper-conference'
			: inBook
				? values.first('SO') === undefined
					? 'book'
					: 'chapter'
				: 'article-journal';
	const short = values.first('JI', 'J9');
	// Of a series, not of the volume that the paper is in.
	const isShortOfSeries = values.first('SE') !== undefined && type !== 'article-journal';
	const doi = writtenDoi(values.first('DI'));
	const authors = values.all('AF').length > 0 ? values.all('AF') : values.all('AU');
	const day = values.first('PD');
	const year = values.first('PY');
	const date = readLooseDate([year, day].filter(Boolean).join(' '));
	const abstract = values.first('AB');
	const paper = {
		type,
		title: unfold(values.first('TI') ?? ''),
		...namesField('author', [
			...names(authors),
			...values
				.all('CA')
				.flatMap(value => value.split('\n'))
				.flatMap(value => value.split(/;\s*/))
				.map(body => ({ literal: body })),
		]),
		...namesField('editor', names(values.all('ED', 'BE'))),
		...present('issued', date?.['date-parts'] === undefined && year !== undefined ? readLooseDate(year) : date),
		...present('container-title', values.first('SO')),
		...present('container-title-short', isShortOfSeries ? undefined : short),
		...present('collection-title', values.first('SE')),
		...present('volume', values.first('VL')),
		...present('issue', values.first('IS')),
		...present('page', pageRange(values.first('BP'), values.first('EP')) ?? values.first('AR')),
		...present('publisher', values.first('PU')),
		...present('publisher-place', values.first('PI')),
		...present('DOI', doi),
		...present('ISSN', filled([...new Set([...values.all('SN'), ...values.all('EI')])].join(' '))),
		...present('ISBN', values.first('BN')),
		...present('PMID', values.first('PM')),
		...present('event-title', values.first('CT')),
		...present('language', values.first('LA')),
		...present('abstract', abstract),
		...present(
			'tags',
			filled([
				...new Set(
					values
						.all('DE', 'ID')
						.flatMap(text => text.replace(/\n/g, ' ').split(';'))
						.map(tag => tag.trim())
						.filter(tag => tag !== ''),
				),
			]),
		),
		...present('identifiers', identifiersIn([doi], values.first('PM'))),
		...present('links', filled(findLinks(abstract ?? ''))),
		source,
	};
	const custom = {
		...(isShortOfSeries && short !== undefined ? { 'series-short': short } : {}),
		...unplacedFields(values, paper, tag => placed.has(tag)),
	};
	return { ...paper, ...present('custom', Object.keys(custom).length > 0 ? custom : undefined) };
}

/**
 * What has a place in a paper in another form, and what Web of Science counts and sorts by. Cited references (`CR`) are works of their own,
 * a hundred of them in a record.
 */
const placed = new Set(
	('PT TI AU AF CA ED BE PY PD SN EI BN DE ID BP EP DI PM SO J9 JI ' + 'FN VR ER EF CR NR TC Z9 U1 U2 GA DA OA HC HP WC SC WE PG').split(
		' ',
	),
);

/** One name a line, `Mouse, M` or `Mouse M`. */
function names(values: readonly string[]): readonly ReturnType<typeof invertedName>[] {
	return values
		.flatMap(value => value.split('\n'))
		.map(name => invertedName(/,/.test(name) ? name : name.replace(/ (?=[A-Z]{1,3}$)/, ', ')));
}
