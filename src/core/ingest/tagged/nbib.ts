import { findLinks } from '../../paper/links';
import type { IncomingPaper, Name, Source } from '../../paper/paper';
import { present } from '../../paper/paper';
import { unfold } from '../../text/fold';
import { readApart } from '../segments';
import type { Format, Input, Reading } from '../format';
import { LineCounter } from '../../text/lineCounter';
import { readLooseDate } from '../../paper/looseDate';
import { dotInitials, invertedName } from '../../paper/personName';
import { filled, fullPages, identifiersIn, namesField } from '../../paper/recordParts';
import { writtenDoi } from '../../paper/doi';
import type { TagSyntax } from './taggedText';
import { taggedRecords, TagValues } from './taggedText';
import { unplacedFields } from './unplacedFields';

/** PubMed's MEDLINE format (`.nbib`). https://www.nlm.nih.gov/bsd/mms/medlineelements.html */
export const nbib: Format = {
	id: 'nbib',
	label: 'PubMed (NBIB)',
	recognise: ({ text, fileName }) => {
		const start = text.slice(0, 20_000);
		const tags = start.match(/^(?:PMID|OWN |STAT|FAU |AU  |TI  |DP  |TA  |JT  |PG  |AB  |LID |AID |PT  |LA  )- /gm)?.length ?? 0;
		return /^\s*PMID- ?\d/.test(start)
			? 0.97
			: tags >= 3
				? 0.85
				: tags > 0 && start.split(/\r?\n/).every(line => line.trim() === '' || /^(?:[A-Z]{2,4} {0,2}- | {6})/.test(line))
					? 0.5
					: tags > 0 && /\.(?:nbib|medline)$/i.test(fileName ?? '')
						? 0.5
						: 0;
	},
	read,
	readParts: readApart(read, /^PMID- ?\d/gm),
};

const syntax: TagSyntax = {
	field: /^([A-Z]{2,4}) {0,2}- ?([^]*)$/,
	begins: tag => tag === 'PMID',
	emptyLineEnds: true,
};

function* read({ text, fileName }: Input): Generator<Reading> {
	const source: Source = { kind: 'nbib', ...present('file', fileName) };
	const lines = new LineCounter(text);
	for (const record of taggedRecords(text, syntax)) {
		yield { kind: 'paper', paper: medlineRecord(new TagValues(record), source), line: lines.lineAt(record.start) };
	}
}

function medlineRecord(values: TagValues, source: Source): IncomingPaper {
	const types = values.all('PT').map(type => type.toLowerCase());
	const whole = values.first('BTI');
	const isBook = whole !== undefined || types.includes('book');
	const journal = values.first('JT', 'TA');
	const ids = values.all('LID', 'AID', 'BDOI');
	const doi = ids
		.map(id => /^(\S+) ?\[doi\]$/.exec(id)?.[1] ?? (/^doi:|doi\.org\//i.test(id) ? id : undefined))
		.find(id => id !== undefined);
	// ERIC, which writes the same tags, numbers reports ED... and articles EJ...
	const isEric = /^E[DJ]\d/.test(values.first('OID') ?? '');
	const isThesis = isEric && types.some(type => type.startsWith('dissertations/theses'));
	const isWhole = isBook || (isEric && !isThesis && types.includes('books') && !types.includes('journal articles'));
	const isReport =
		!isThesis && !isWhole && (/^ED\d/.test(values.first('OID') ?? '') || (types.includes('technical report') && journal === undefined));
	const isIssued = isThesis || (isWhole && isEric) || isReport;
	// `Ph.D. Dissertation, Example University`
	const [, degree, university] = (isThesis ? /^([^,]*(?:dissertation|thesis)[^,]*),\s*(.+)$/i.exec(values.first('SO') ?? '') : null) ?? [];
	const pmid = values.first('PMID');
	const abstract = values.first('AB');
	const own = filled(values.all('TI').join(' ')) ?? values.first('CTI');
	const title = own ?? values.first('BTI', 'TT') ?? '';
	const tags = [...values.all('MH'), ...values.all('OT')].map(tag => tag.replace(/(?<!\s)\s*\n\s*/g, ' ').replace(/(^|\/)\*/g, '$1'));
	const paper = {
		type: isThesis
			? 'thesis'
			: isWhole
				? own === undefined || whole === undefined
					? 'book'
					: 'chapter'
				: isReport
					? 'report'
					: types.includes('preprint')
						? 'article'
						: 'article-journal',
		title: unfold(title.replace(/^\[(.*)\]\.?$/, '$1')),
		...namesField('author', authorsOf(values)),
		...namesField(
			'editor',
			values.all('FED').map(name => invertedName(name)),
		),
		...present('issued', readLooseDate((values.first('DP', 'DEP') ?? '').replace(/^(\d{4}) (\p{L}+)-(\p{L}+)$/u, '$1 $2 $3'))),
		...present('container-title', isWhole ? (own === undefined ? undefined : whole) : isIssued ? undefined : journal),
		...present('container-title-short', values.first('JT') === undefined ? undefined : values.first('TA')),
		...present('volume', values.first('VI')),
		...present('issue', values.first('IP')),
		...present('page', fullPages(values.first('PG')) ?? ids.map(id => /^(\S+) ?\[pii\]$/.exec(id)?.[1]).find(id => id !== undefined)),
		...present('publisher', university ?? values.first('PB') ?? (isIssued ? values.first('JT') : undefined)),
		...present('genre', degree),
		...present('publisher-place', isBook ? values.first('PL') : undefined),
		...present('edition', values.first('EN')),
		...present('DOI', writtenDoi(doi)),
		...present('URL', values.first('URL', '4099', 'LINK') ?? ids.find(id => /^https?:/.test(id) && !id.includes('doi.org/'))),
		...present('PMID', pmid),
		...present('PMCID', values.first('PMC')),
		...present(
			'ISSN',
			filled(
				[
					...new Set(
						values.all('IS', 'ISSN').map(text =>
							text
								.split('(')[0]
								?.trimEnd()
								.replace(/^E?ISSN-/, ''),
						),
					),
				].join(' '),
			),
		),
		...present(
			'ISBN',
			values
				.first('ISBN')
				?.split('(')[0]
				?.trimEnd()
				.replace(/^E?ISBN-/, ''),
		),
		...present('language', values.first('LA')),
		...present('abstract', abstract),
		...present('tags', filled([...new Set(tags)])),
		...present('identifiers', identifiersIn([doi], pmid)),
		...present('links', filled(findLinks(abstract ?? ''))),
		source,
	};
	return {
		...paper,
		...present(
			'custom',
			unplacedFields(values, paper, tag => placed.has(tag)),
		),
	};
}

/** What has a place in a paper in another form, and what PubMed notes of its own work on the record. */
const placed = new Set(
	(
		'PMID TI AU FAU CN FED DP DEP LID AID BDOI MH OT PG LA PT IS ISBN SO URL LINK ' +
		'OWN STAT DCOM LR DA MHDA EDAT CRDT PHST PST SB JID DRDT PMCR'
	).split(' '),
);

/** `FAU` has the full name and is followed by `AU`, which has initials; `CN` is a body. Old records have `AU` alone. */
function authorsOf(values: TagValues): readonly (Name | undefined)[] {
	const full = values.record.fields.some(field => field.tag === 'FAU');
	return values.record.fields.flatMap(({ tag, value }) => {
		if (tag === 'CN') {
			return [{ literal: value.replace(/\.$/, '') }];
		}
		if (tag === 'FAU') {
			const [, whole = value, suffix] = withSuffix.exec(value.trim()) ?? [];
			const name = invertedName(whole);
			return name === undefined ? [] : [dotInitials({ ...name, ...present('suffix', suffix) })];
		}
		return tag === 'AU' && !full ? [shortName(value)] : [];
	});
}

/** `Mouse, Mickey M Jr`, `Mouse MM 3rd`. https://www.nlm.nih.gov/bsd/mms/medlineelements.html#fau */
const withSuffix = /^(\S.*\S) (Jr|Sr|\dnd|\drd|\dth|II|III|IV)\.?$/;

/** `Mouse M`, `van der Berg AB Jr`. */
function shortName(text: string): Name | undefined {
	const [, whole = text.trim(), suffix] = withSuffix.exec(text.trim()) ?? [];
	const match = /^(.+?) ([A-Z]{1,3})$/.exec(whole);
	if (match === null) {
		return invertedName(text);
	}
	return { family: match[1] ?? '', given: (match[2] ?? '').split('').join('. ') + '.', ...present('suffix', suffix) };
}
