import { localize } from '../../data/localize';
import { tableOf } from '../../data/table';
import type { IncomingPaper, Source } from '../../paper/paper';
import { present } from '../../paper/paper';
import { unfold } from '../../text/fold';
import { readApart } from '../segments';
import type { Format, Input, Reading } from '../format';
import { LineCounter } from '../../text/lineCounter';
import { readLooseDate } from '../../paper/looseDate';
import { creatorNames } from '../../paper/personName';
import { filled, identifiersIn, namesField, numberKind } from '../../paper/recordParts';
import { writtenDoi } from '../../paper/doi';
import type { TagSyntax } from './taggedText';
import { taggedRecords, TagValues } from './taggedText';
import { unplacedFields } from './unplacedFields';

/** Refer and BibIX, and EndNote's tagged export (`.enw`). https://en.wikipedia.org/wiki/Refer_(software)#Syntax */
export const refer: Format = {
	id: 'refer',
	label: 'Refer (EndNote)',
	recognise: ({ text, fileName }) => {
		const start = text.slice(0, 20_000);
		const tags = start.match(/^%[A-Z0-9@!&()*+~>^$] \S/gm)?.length ?? 0;
		return /^\s*%0 \w/.test(start)
			? 0.96
			: tags >= 3 && /^\s*%[A-Z] /.test(start)
				? 0.85
				: tags > 0 && /\.(?:enw|ref|refer)$/i.test(fileName ?? '')
					? 0.6
					: 0;
	},
	read,
	readParts: readApart(read, /^%0 /gm),
};

const syntax: TagSyntax = {
	field: /^%([A-Z0-9@!&()*+~>^$?#=<])(?:\s+|$)([^]*)$/,
	begins: tag => tag === '0',
	emptyLineEnds: true,
};

function* read({ text, fileName }: Input): Generator<Reading> {
	const source: Source = { kind: 'refer', ...present('file', fileName) };
	const lines = new LineCounter(text);
	for (const record of taggedRecords(text, syntax)) {
		const line = lines.lineAt(record.start);
		if (record.fields.every(field => field.value === '' || field.tag === '0')) {
			yield { kind: 'problem', line, message: localize('This record has only a type.') };
		} else {
			yield { kind: 'paper', paper: referRecord(new TagValues(record), source), line };
		}
	}
}

function referRecord(values: TagValues, source: Source): IncomingPaper {
	const type = typeOf(values);
	const inVolume = type === 'chapter' || type === 'paper-conference';
	const doi = writtenDoi(values.first('R', 'M'));
	const url = values.first('U');
	const serial = values.first('@');
	const kind = serial === undefined ? undefined : (numberKind(serial) ?? (type.startsWith('article') ? 'ISSN' : 'ISBN'));
	const date = values.first('8');
	const year = values.first('D');
	const journals = values.all('J');
	const written = year === undefined ? undefined : readLooseDate(year);
	const exact = date === undefined ? undefined : readLooseDate(/\d{4}/.test(date) ? date : `${date} ${year ?? ''}`);
	const paper = {
		...present('citation-key', /^[^\s,{}"#%~\\\d][^\s,{}"#%~\\]*$/.exec(values.first('F') ?? '')?.[0]),
		type,
		title: unfold(values.first('T') ?? values.first('B') ?? ''),
		...namesField('author', creatorNames(values.all('A').flatMap(splitNames))),
		...namesField('editor', creatorNames(values.all('E').flatMap(splitNames))),
		...namesField('collection-editor', creatorNames(values.all('Y'))),
		...namesField('translator', creatorNames(values.all('?'))),
		...present('issued', exact?.['date-parts'] === undefined ? written : exact),
		...present('container-title', journals.at(-1) ?? (inVolume ? values.first('B') : undefined)),
		...present('collection-title', values.first('S')),
		...present('volume', values.first('V')),
		...present('issue', values.first('N')?.replace(/^0+(?=\d)/, '')),
		...present('page', values.first('P')?.replace(/(?<!\s)\s*[–-]+\s*/g, '-')),
		...present('number-of-volumes', values.first('6')),
		...present('publisher', values.first('I')),
		...present('publisher-place', values.first('C')),
		...present('edition', values.first('7')),
		...present('genre', values.first('9')),
		...present('DOI', doi),
		...present('URL', url),
		...(kind === undefined || serial === undefined ? {} : { [kind]: serial }),
		...present('title-short', values.first('!')),
		...present('language', values.first('G')),
		...present('call-number', values.first('L')),
		...present('abstract', values.first('X')),
		...present('note', filled(values.all('Z', 'O').join('\n'))),
		...present(
			'tags',
			filled([
				...new Set(
					values
						.all('K')
						.flatMap(text => text.split(/[\n;]/))
						.map(tag => tag.trim())
						.filter(tag => tag !== ''),
				),
			]),
		),
		...present('identifiers', identifiersIn([doi, url])),
		source,
	};
	return {
		...paper,
		...present(
			'custom',
			unplacedFields(values, paper, tag => '0AEY?DKXZOT@PN'.includes(tag)),
		),
	};
}

/** A line with several names has them in natural order, parted by `and` or `&`. */
function splitNames(text: string): readonly string[] {
	return text.split(/(?<!\s)\s+(?:and|&)\s+|(?<!\s)\s*;\s*/).filter(name => name !== '');
}

/** Refer proper has no types: they show in which tags are there. https://man.freebsd.org/cgi/man.cgi?query=refer */
function typeOf(values: TagValues): string {
	const named = types.get((values.first('0') ?? '').trim().toLowerCase());
	if (named !== undefined) {
		return named;
	}
	return values.first('J') !== undefined
		? 'article-journal'
		: values.first('B') !== undefined
			? 'chapter'
			: values.first('R') !== undefined && values.first('I') === undefined
				? 'report'
				: values.first('I') !== undefined
					? 'book'
					: 'document';
}

// EndNote's reference types.
const types = tableOf<string>({
	'journal article': 'article-journal',
	'electronic article': 'article-journal',
	'magazine article': 'article-magazine',
	'newspaper article': 'article-newspaper',
	book: 'book',
	'edited book': 'book',
	'electronic book': 'book',
	'classical work': 'book',
	'book section': 'chapter',
	'electronic book section': 'chapter',
	'conference paper': 'paper-conference',
	'conference proceedings': 'paper-conference',
	thesis: 'thesis',
	report: 'report',
	'government document': 'report',
	manuscript: 'manuscript',
	'unpublished work': 'manuscript',
	pamphlet: 'pamphlet',
	'web page': 'webpage',
	'electronic source': 'webpage',
	'online database': 'dataset',
	'online multimedia': 'webpage',
	blog: 'post-weblog',
	dataset: 'dataset',
	'computer program': 'software',
	patent: 'patent',
	map: 'map',
	'film or broadcast': 'motion_picture',
	'audiovisual material': 'motion_picture',
	music: 'song',
	artwork: 'graphic',
	'chart or table': 'graphic',
	figure: 'graphic',
	bill: 'bill',
	case: 'legal_case',
	statute: 'legislation',
	hearing: 'hearing',
	'legal rule or regulation': 'regulation',
	'personal communication': 'personal_communication',
	standard: 'standard',
	dictionary: 'entry-dictionary',
	encyclopedia: 'entry-encyclopedia',
	generic: 'document',
	'aggregated database': 'document',
	'ancient text': 'document',
	equation: 'document',
	grant: 'report',
	preprint: 'article',
});

/** The CSL type of one of EndNote's reference types by its name; `undefined` where it has none. */
export function endnoteType(name: string): string | undefined {
	return types.get(name.trim().toLowerCase());
}
