import { tableOf } from '../../data/table';
import { findLinks, linksTo } from '../../paper/links';
import type { IncomingPaper, Name, Source } from '../../paper/paper';
import { present } from '../../paper/paper';
import { proseText, titleText } from '../../text/html';
import { inOnePart } from '../format';
import type { Format, PartedInput, Reading } from '../format';
import { readLooseDate } from '../../paper/looseDate';
import { creatorNames, dotInitials } from '../../paper/personName';
import { filled, identifiersIn, namesField, numberKind } from '../../paper/recordParts';
import { writtenDoi } from '../../paper/doi';
import { endnoteType } from '../tagged/refer';
import type { Node } from './xmlRecords';
import { readXmlRecords } from './xmlRecords';

/** EndNote's XML export: every text may stand in `<style>` elements. */
export const endnoteXml: Format = {
	id: 'endnote-xml',
	label: 'EndNote XML',
	recognise: ({ text }) =>
		/<records>\s*(?:<record>|<\/records>)/.test(text.slice(0, 5000)) &&
		/<(?:ref-type|contributors|titles|database)[\s>]/.test(text.slice(0, 20_000))
			? 0.95
			: 0,
	read: inOnePart(readParts),
	readParts,
};

function readParts({ parts, fileName }: PartedInput): Iterable<Reading> {
	const source: Source = { kind: 'endnote-xml', ...present('file', fileName) };
	return readXmlRecords(parts, ['record'], (record, line) => [{ kind: 'paper', paper: endnoteRecord(record, source), line }]);
}

const markup = tableOf<string>({});

function endnoteRecord(record: Node, source: Source): IncomingPaper {
	const type = typeOf(record);
	const doi = writtenDoi(record.text('electronic-resource-num'));
	const urls = record.texts('urls/related-urls/url').concat(record.texts('urls/web-urls/url'));
	// `internal-pdf://0123/paper.pdf` and addresses of files.
	const files = [...record.texts('urls/pdf-urls/url'), ...urls.filter(url => /^internal-pdf:/i.test(url))];
	const addresses = urls.filter(url => !/^internal-pdf:/i.test(url));
	const abstract = record
		.first('abstract')
		?.raw()
		.replace(/[\r\n]+/g, '\n')
		.trim();
	const [serial, ...otherSerials] = (record.first('isbn')?.raw() ?? '')
		.split(/[\r\n;]/)
		.map(text => text.replace(/\([^()]*\)/g, '').trim())
		.filter(text => text !== '');
	const kind =
		serial === undefined || type === 'patent' ? undefined : (numberKind(serial) ?? (type.startsWith('article') ? 'ISSN' : 'ISBN'));
	const inVolume = ['chapter', 'paper-conference', 'entry-dictionary', 'entry-encyclopedia'].includes(type);
	const second = styled(record, 'titles/secondary-title');
	const journal = styled(record, 'periodical/full-title') ?? styled(record, 'titles/alt-title');
	const isPart = inVolume || type.startsWith('article') || type === 'webpage' || type === 'document';
	const pages = record.text('pages')?.replace(/(?<!\s)\s*[–-]+\s*/g, '-');
	return {
		...present('citation-key', /^[^\s,{}"#%~\\\d][^\s,{}"#%~\\]*$/.exec(record.text('label') ?? '')?.[0]),
		type,
		title: styled(record, 'titles/title') ?? '',
		...namesField('author', namesOf(record, 'authors')),
		...namesField(
			'editor',
			type === 'book'
				? namesOf(record, 'tertiary-authors')
				: inVolume || type.startsWith('article')
					? namesOf(record, 'secondary-authors')
					: [],
		),
		...namesField(
			'collection-editor',
			type === 'book' ? namesOf(record, 'secondary-authors') : inVolume ? namesOf(record, 'tertiary-authors') : [],
		),
		...namesField('translator', [...namesOf(record, 'subsidiary-authors'), ...namesOf(record, 'translated-authors')]),
		...present('issued', dateOf(record)),
		...present('container-title', isPart ? (second ?? journal) : undefined),
		...present('container-title-short', styled(record, 'periodical/abbr-1')),
		...present('collection-title', isPart ? styled(record, 'titles/tertiary-title') : second),
		...present('title-short', styled(record, 'titles/short-title')),
		...present('volume', record.text('volume')),
		...present('issue', type === 'book' || inVolume || type === 'report' ? undefined : record.text('number')),
		...present('number', type === 'report' ? record.text('number') : type === 'patent' ? (serial ?? record.text('number')) : undefined),
		// `32` pages of a book are its length, `162-168` a place in it.
		...present(type === 'book' && !(pages ?? '').includes('-') ? 'number-of-pages' : 'page', pages),
		...present('number-of-volumes', record.text('num-vols')),
		...present('edition', record.text('edition')),
		...present('publisher', record.text('publisher')),
		...present('publisher-place', record.text('pub-location')),
		...present('genre', record.text('work-type')),
		...present('DOI', doi),
		...present('URL', addresses[0]),
		...(kind === undefined || serial === undefined ? {} : { [kind]: kind === 'ISSN' ? [serial, ...otherSerials].join(' ') : serial }),
		...present('PMCID', /^PMC\d+$/.exec(record.text('custom2') ?? '')?.[0]),
		...present(
			'PMID',
			/nlm|pubmed|medline/i.test(record.text('remote-database-provider') ?? '') ? record.text('accession-num') : undefined,
		),
		...present('language', record.text('language')),
		...present('call-number', record.text('call-num')),
		...present('abstract', filled(proseText(abstract ?? ''))),
		...present('note', filled([...record.texts('notes'), ...record.texts('research-notes')].join('\n'))),
		...present(
			'tags',
			filled([
				...new Set(
					record
						.all('keywords/keyword')
						.flatMap(word => word.raw().split(/[\r\n;]+/))
						.map(tag => tag.trim())
						.filter(tag => tag !== ''),
				),
			]),
		),
		...present('identifiers', identifiersIn([doi, ...addresses])),
		...present('links', filled([...linksTo(addresses.slice(1)), ...findLinks(abstract ?? '')])),
		...present('custom', files.length === 0 ? undefined : { file: files.join(';') }),
		source,
	};
}

/** A text whose `<style>` faces mean something: `<style face="italic">E. coli</style>`. */
function styled(record: Node, path: string): string | undefined {
	const node = record.first(path);
	if (node === undefined) {
		return undefined;
	}
	const pieces = node.children('style');
	const text = pieces.length === 0 ? node.raw() : pieces.map(piece => faced(piece)).join('');
	return filled(titleText(text));
}

function faced(piece: Node): string {
	const tag = faces.get((piece.attribute('face') ?? '').split(' ')[0] ?? '');
	const text = piece.marked(markup);
	return tag === undefined ? text : `<${tag}>${text}</${tag}>`;
}

const faces = tableOf<string>({ italic: 'i', bold: 'b', superscript: 'sup', subscript: 'sub' });

function namesOf(record: Node, group: string): readonly (Name | undefined)[] {
	const texts = record.all(`contributors/${group}/author`).flatMap(author => author.raw().split(/[\r\n]+/));
	return creatorNames(texts).map(name => (name === undefined ? undefined : dotInitials(name)));
}

function dateOf(record: Node): IncomingPaper['issued'] {
	const year = record.text('dates/year');
	const day = record.text('dates/pub-dates/date');
	const exact = day === undefined ? undefined : readLooseDate(/\d{4}/.test(day) ? day : `${day} ${year ?? ''}`);
	const plain = year === undefined ? undefined : readLooseDate(year);
	const agrees = exact?.['date-parts']?.[0]?.[0] === plain?.['date-parts']?.[0]?.[0] || plain === undefined;
	return exact?.['date-parts'] !== undefined && agrees ? exact : plain;
}

function typeOf(record: Node): string {
	const node = record.first('ref-type');
	const byName = endnoteType(node?.attribute('name') ?? '');
	return byName ?? numbered.get(node?.content() ?? '') ?? 'document';
}

// The numbers of EndNote's standard types, for exports that name none.
const numbered = tableOf<string>({
	'17': 'article-journal',
	'6': 'book',
	'5': 'chapter',
	'10': 'paper-conference',
	'47': 'paper-conference',
	'32': 'thesis',
	'27': 'report',
	'12': 'webpage',
	'13': 'document',
	'25': 'patent',
	'9': 'software',
	'28': 'book',
	'23': 'article-newspaper',
	'19': 'article-magazine',
	'36': 'manuscript',
	'34': 'manuscript',
	'59': 'dataset',
	'56': 'post-weblog',
	'1': 'book',
});
