import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { entryKeys, renameEntryKey } from '../../src/core/bibtex/edit/entryKeys';
import { entryProblems } from '../../src/core/bibtex/edit/entryProblems';
import { citationKey, parseKeyPattern } from '../../src/core/keys/citekey';
import { openFormatter } from '../../src/core/citing/bibliography/formatter';
import { htmlText, textOfFormatted as plainTextOf } from '../../src/core/citing/bibliography/formattedText';
import { parseMarkedText } from '../../src/core/citing/bibliography/markedText';
import { StyleError } from '../../src/core/citing/bibliography/styleError';
import { parentStyle, styleTitle } from '../../src/core/citing/bibliography/styles';
import { citableKind } from '../../src/core/citing/citable';
import { completionAt, couldComplete } from '../../src/core/citing/completion';
import { convertCitations } from '../../src/core/citing/conversion';
import { documentBibliographies } from '../../src/core/citing/documentBibliographies';
import { documentSettings } from '../../src/core/citing/documentSettings';
import { withFootnotes } from '../../src/core/citing/footnotes';
import { findPandocCitations } from '../../src/core/citing/pandoc';
import { keyOccurrences } from '../../src/core/citing/keyOccurrences';
import { hasOwnReferences, nearestKeys, problemOfKey } from '../../src/core/citing/keyProblems';
import { splitLocator } from '../../src/core/citing/locators';
import { identifierOfKey, keyOfIdentifier } from '../../src/core/citing/manubot';
import { citationsPlugin } from '../../src/core/citing/markdownItPlugin';
import type { LinkInlineState, LinkToken } from '../../src/core/notes/wikilinkDrawing';
import { partOfNote, WikilinkDrawing } from '../../src/core/notes/wikilinkDrawing';
import { renameKeyIn } from '../../src/core/notes/renameKey';
import { syntaxes, syntaxOf } from '../../src/core/citing/languages';
import { unusedEntries } from '../../src/core/citing/unusedEntries';
import { writtenReferences } from '../../src/core/citing/writtenReferences';
import { exportFormats } from '../../src/core/export/exportFormats';
import { textToTex } from '../../src/core/bibtex/write/texWriter';
import { firstSentences } from '../../src/core/feeds/firstSentences';
import { feedLinksIn } from '../../src/core/feeds/feedDiscovery';
import { muting } from '../../src/core/feeds/muting';
import { readOpml } from '../../src/core/feeds/opml';
import { readPaperFeed } from '../../src/core/feeds/paperFeed';
import { renderDigest } from '../../src/core/feeds/digest';
import { readSubscriptions } from '../../src/core/feeds/subscription';
import { findIdentifiers, parseArxivId, parsePmid } from '../../src/core/paper/identifiers';
import { readEdtf } from '../../src/core/paper/edtf';
import { readNames } from '../../src/core/bibtex/read/nameList';
import { readTex, readVerbatim } from '../../src/core/bibtex/syntax/texReader';
import { readCheats } from '../../src/core/ingest/csl/cslRecord';
import { pythonToJson } from '../../src/core/ingest/daily/pythonLiteral';
import { decodeEntities } from '../../src/core/text/html';
import { decode } from '../../src/core/ingest/decode';
import { formats } from '../../src/core/ingest/formats';
import { ingest, openParts } from '../../src/core/ingest/ingest';
import { readLooseDate } from '../../src/core/paper/looseDate';
import { creatorNames, invertedName, naturalName } from '../../src/core/paper/personName';
import { fullPages, numberKind, pageRange } from '../../src/core/paper/recordParts';
import type { Json } from '../../src/core/data/json';
import { parseJson } from '../../src/core/data/json';
import { headOf } from '../../src/core/paper/head';
import { contradictions } from '../../src/core/merge/contradictions';
import { identityKeys } from '../../src/core/merge/identity';
import { folderOf } from '../../src/core/text/paths';
import { likeness, Profile } from '../../src/core/merge/likeness';
import { mergeKnown } from '../../src/core/merge/duplicates';
import { mergeFromSource } from '../../src/core/merge/fromSource';
import { readVolume } from '../../src/core/library/volumeReading';
import { lineOf } from '../../src/core/library/volumeText';
import { findLinks, linkKind } from '../../src/core/paper/links';
import { isWebAddress, locateLinks } from '../../src/core/text/addresses';
import { appendToLog } from '../../src/core/log/dailyLog';
import { maskedRanges, scanMarkdown } from '../../src/core/markdown/scan';
import { editFrontMatter } from '../../src/core/notes/frontMatterEdits';
import { readNoteHead } from '../../src/core/notes/frontmatter';
import { noteKeyPlace } from '../../src/core/markdown/frontMatterLines';
import { safeFileName } from '../../src/core/notes/fileNames';
import { linkPlaceAt, pathPlaceAt } from '../../src/core/notes/linkCompletion';
import { findManagedBlocks, sealBlocks } from '../../src/core/notes/managedBlocks';
import { linkMentions, unlinkedMentions } from '../../src/core/notes/mentions';
import { sentenceAround } from '../../src/core/notes/sentences';
import { formatMoment, momentOf, momentOfIso } from '../../src/core/notes/moment';
import { mistakeInNamePattern, noteFileName } from '../../src/core/notes/namePattern';
import { readNoteContents } from '../../src/core/notes/noteContents';
import { noteName, readDestination, withoutExtension } from '../../src/core/notes/notePaths';
import { quoteBlock } from '../../src/core/notes/quotation';
import { refreshNote } from '../../src/core/notes/refresh';
import { appendToSection } from '../../src/core/notes/sections';
import { cellsOf, editCell } from '../../src/core/matrix/cells';
import { tablesIn } from '../../src/core/matrix/matrixTable';
import { fromTableCell, toTableCell } from '../../src/core/matrix/tableCells';
import { printLabels, readLabels } from '../../src/core/library/labels';
import { renderNote } from '../../src/core/notes/template';
import { builtInTemplate } from '../../src/core/notes/builtInTemplate';
import { thoughtItem } from '../../src/core/notes/thought';
import { yamlText } from '../../src/core/notes/yamlText';
import { Pace } from '../../src/core/work/pace';
import type { Paper } from '../../src/core/paper/paper';
import { doiAddress, doiOfPage, parseDoi, writtenDoi } from '../../src/core/paper/doi';
import type { Lines } from '../../src/core/files/ports';
import { identifyPdf } from '../../src/core/pdf/pdfPaper';
import { paperPage } from '../../src/core/reading/paperPage';
import { comparePapers } from '../../src/core/reading/comparison';
import { shortTitle } from '../../src/core/reading/shortTitle';
import { updateReferences } from '../../src/core/references/referencesFile';
import { documentOf } from '../../src/core/search/document';
import { parseQuery } from '../../src/core/search/query';
import { createSearchIndex } from '../../src/core/search/searchIndex';
import { arxiv } from '../../src/core/sources/arxiv';
import { contentNegotiation } from '../../src/core/sources/contentNegotiation';
import { crossref } from '../../src/core/sources/crossref';
import { dailyPapers } from '../../src/core/sources/dailyPapers';
import { datacite } from '../../src/core/sources/datacite';
import { editEntry } from '../../src/core/editing/entryEdits';
import { editsOfDraft } from '../../src/core/editing/form';
import { editsOfText } from '../../src/core/editing/paperEdits';
import { remarksOn } from '../../src/core/editing/remarks';
import { parseIsbn, parseIssn } from '../../src/core/paper/isbn';
import { readLinkRequest, readOpenRequest } from '../../src/core/sources/linkRequest';
import { titleQuestions } from '../../src/core/sources/lookup';
import { openAlex } from '../../src/core/sources/openAlex';
import { openLibraryOrg } from '../../src/core/sources/openLibrary';
import { pubmed } from '../../src/core/sources/pubmed';
import { semanticScholar } from '../../src/core/sources/semanticScholar';
import { matchTitle } from '../../src/core/sources/titleMatch';
import { readWanted } from '../../src/core/sources/wanted';
import { kindOfDownload } from '../../src/core/pdf/pdfDownload';
import { zoteroAnnotation } from '../../src/core/annotations/zoteroAnnotation';
import { unpaywall } from '../../src/core/sources/unpaywall';
import { zotero } from '../../src/core/sources/zotero';
import { wordsOf, fold, unfold } from '../../src/core/text/fold';
import { formulaText, withFormulaeAsText } from '../../src/core/text/formulaText';
import { markdownProse } from '../../src/core/text/markdownProse';
import { withoutMarkup } from '../../src/core/text/markup';
import { splitMath } from '../../src/core/text/math';
import { paragraphs, richText } from '../../src/core/text/richText';
import { texToText } from '../../src/core/text/tex';
import { parseFromDuplicates, parseToDuplicates } from '../../src/protocol/duplicates';
import { parseFromGraph, parseGraphState, parseToGraph } from '../../src/protocol/graph';
import { parseFromReader, parseReaderState, parseToReader } from '../../src/protocol/reader';

/**
 * Something that reads strangers' text: a reader, scanner, pattern, template, style or parser of messages, or one of these with the text in
 * one place of a well-formed whole.
 */
export interface Subject {
	/** `bibtex title`: what it is and where in it the text stands. */
	readonly name: string;
	run(text: string): unknown;
}

const pace = new Pace(() => Promise.resolve());
const moment = new Date(2026, 7, 21, 9, 5, 7);

function paperWith(changes: Partial<Paper>): Paper {
	return {
		id: 'p1',
		'citation-key': 'vale2020',
		type: 'article-journal',
		title: 'Creep of pine',
		author: [{ family: 'Vale', given: 'Ada' }],
		issued: { 'date-parts': [[2020]] },
		status: 'unread',
		added: '2026-08-20T10:00:00.000Z',
		updated: '2026-08-20T10:00:00.000Z',
		...changes,
	};
}

/** A whole text of each format, with `§` where the stranger's text goes. */
const wholes: Readonly<
	Record<string, readonly [fileName: string, before: string, after: string, places: Readonly<Record<string, string>>]>
> = {
	bibtex: [
		'a.bib',
		'',
		'\n@book{b, title = {After}}',
		{
			key: '@article{§, title = {T}}',
			type: '@§{k, title = {T}}',
			'field name': '@article{k, § = {T}}',
			'bare value': '@article{k, title = §}',
			quoted: '@article{k, title = "§"}',
			string: '@string{s = {§}}\n@article{k, title = s # s}',
			comment: '@comment{§}',
			preamble: '@preamble{§}',
			groups: '@comment{jabref-meta: grouping:\n§;}',
			entries: '@article{k, title = {T}}§',
			...Object.fromEntries(
				[
					'title',
					'author',
					'editor',
					'abstract',
					'doi',
					'url',
					'date',
					'year',
					'month',
					'keywords',
					'note',
					'howpublished',
					'file',
					'pages',
					'crossref',
					'xdata',
					'eprint',
					'journal',
					'series',
					'number',
					'edition',
					'langid',
					'annotation',
					'groups',
					'entrysubtype',
					'ids',
				].map(field => [field, `@article{k, eprinttype = {arxiv}, ${field} = {§}}`]),
			),
		},
	],
	ris: [
		'a.ris',
		'TY  - JOUR\n',
		'\nER  - \n',
		{
			raw: '§',
			...Object.fromEntries(['TI', 'AU', 'AB', 'DO', 'UR', 'PY', 'DA', 'SP', 'KW', 'N1', 'TY', 'M1'].map(tag => [tag, `${tag}  - §`])),
		},
	],
	nbib: [
		'a.nbib',
		'PMID- 1\n',
		'\n',
		{
			raw: '§',
			...Object.fromEntries(['TI  ', 'FAU ', 'AU  ', 'AB  ', 'LID ', 'DP  ', 'PG  ', 'OT  ', 'AID '].map(tag => [tag.trim(), `${tag}- §`])),
		},
	],
	refer: ['a.enw', '%0 Book\n', '\n', { raw: '§', ...Object.fromEntries(Array.from('TAXUDPKZ8').map(tag => [tag, `%${tag} §`])) }],
	wos: [
		'a.ciw',
		'FN Clarivate\nVR 1.0\nPT J\n',
		'\nER\nEF\n',
		{ raw: '§', ...Object.fromEntries(['TI', 'AU', 'AF', 'AB', 'DI', 'PY', 'PD', 'DE'].map(tag => [tag, `${tag} §`])) },
	],
	'csl-yaml': [
		'a.yaml',
		'references:\n',
		'\n',
		{
			raw: '§',
			item: '- id: a\n  title: §',
			quoted: '- id: a\n  title: "§"\n  type: book',
			literal: '- id: a\n  type: book\n  title: |\n    §',
			flow: '- {id: a, type: book, title: §}',
		},
	],
	'csl-yaml list': ['a.yaml', 'references: [', ']\n', { raw: '§' }],
	cff: [
		'CITATION.cff',
		'cff-version: 1.2.0\nmessage: x\n',
		'\n',
		{ raw: '§', title: 'title: §', authors: 'authors: §', quoted: 'title: "§"' },
	],
	atom: [
		'a.xml',
		'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"><entry><id>http://arxiv.org/abs/2101.00001v1</id>',
		'</entry></feed>',
		{
			raw: '§',
			...Object.fromEntries(
				['title', 'summary', 'arxiv:comment', 'published', 'arxiv:doi', 'id'].map(name => [name, `<${name}>§</${name}>`]),
			),
			author: '<author><name>§</name></author>',
			attribute: '<link href="§"/>',
		},
	],
	rss: [
		'a.xml',
		'<rss xmlns:arxiv="http://arxiv.org/schemas/atom"><item><link>https://arxiv.org/abs/2101.00001</link>',
		'</item></rss>',
		{
			description: '<title>T</title><description>§</description>',
			authors: '<title>T</title><description>Authors: §</description>',
			creator: '<title>T</title><dc:creator>§</dc:creator>',
		},
	],
	oai: [
		'a.xml',
		'<OAI-PMH><record><metadata><arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>2101.00001</id>',
		'</arXiv></metadata></record></OAI-PMH>',
		{ authors: '<authors>§</authors>', keyname: '<authors><author><keyname>§</keyname><forenames>§</forenames></author></authors>' },
	],
	endnote: [
		'a.xml',
		'<xml><records><record>',
		'</record></records></xml>',
		{
			raw: '§',
			title: '<titles><title>§</title></titles>',
			author: '<contributors><authors><author>§</author></authors></contributors>',
			url: '<urls><related-urls><url>§</url></related-urls></urls>',
			type: '<ref-type name="§">17</ref-type>',
		},
	],
	pubmed: [
		'a.xml',
		'<PubmedArticleSet><PubmedArticle><MedlineCitation>',
		'</MedlineCitation></PubmedArticle></PubmedArticleSet>',
		{
			raw: '§',
			title: '<Article><ArticleTitle>§</ArticleTitle></Article>',
			abstract: '<Article><Abstract><AbstractText>§</AbstractText></Abstract></Article>',
			date: '<Article><Journal><JournalIssue><PubDate><MedlineDate>§</MedlineDate></PubDate></JournalIssue></Journal></Article>',
		},
	],
	daily: ['list.txt', 'Daily Papers\n', '\n', { raw: '§', title: 'Aug 20\n\nA Title of Something\n§\nBy Ada Vale\n' }],
	digest: [
		'a.md',
		'# Papers\n\n',
		'\n',
		{
			raw: '§',
			item: '- [§](https://arxiv.org/abs/2101.00001) by §',
			table: '| Title | Link |\n|---|---|\n| § | https://arxiv.org/abs/2101.00001 |',
		},
	],
	identifiers: ['a.txt', '10.1000/x\n', '\n10.1000/y', { raw: '§', line: '10.1000/§' }],
};

/** Fields of a JSON record that are read in a way of their own. */
const jsonPlaces: Readonly<Record<string, readonly [before: object, field: string, valueOf: (text: string) => unknown][]>> = {
	'csl-json': [
		...['title', 'abstract', 'note', 'DOI', 'URL', 'page', 'type', 'language', 'keyword', 'ISBN', 'id'].map(
			field => [{ id: 'a', type: 'book', title: 'T' }, field, (text: string) => text] as [object, string, (text: string) => unknown],
		),
		[{ id: 'a', type: 'book', title: 'T' }, 'author', text => [{ family: text, given: text }, { literal: text }]],
		[{ id: 'a', type: 'book', title: 'T' }, 'issued', text => ({ raw: text })],
	],
	zotero: [
		...['title', 'extra', 'date', 'DOI', 'url', 'pages', 'itemType', 'abstractNote'].map(
			field =>
				[{ key: 'AAAA1111', itemType: 'book', title: 'T' }, field, (text: string) => text] as [object, string, (text: string) => unknown],
		),
		[{ key: 'AAAA1111', itemType: 'book', title: 'T' }, 'creators', text => [{ creatorType: 'author', name: text }]],
	],
	'daily-json': [
		...['title', 'summary', 'id', 'publishedAt'].map(
			field =>
				[{ id: '2101.00001', title: 'T', authors: [] }, field, (text: string) => text] as [object, string, (text: string) => unknown],
		),
	],
};

function* readers(): Generator<Subject> {
	for (const [format, [fileName, before, after, places]] of Object.entries(wholes)) {
		for (const [place, whole] of Object.entries(places)) {
			yield { name: `${format} ${place}`, run: text => ingest(before + whole.replaceAll('§', () => text) + after, { fileName }) };
		}
	}
	for (const [format, places] of Object.entries(jsonPlaces)) {
		for (const [before, field, valueOf] of places) {
			yield {
				name: `${format} ${field}`,
				run: text => {
					const item = { ...before, [field]: valueOf(text) };
					return ingest(JSON.stringify(format === 'daily-json' ? [{ paper: item }] : [item]), { fileName: 'a.json' });
				},
			};
		}
	}
	for (const format of formats) {
		yield { name: `read ${format.id}`, run: text => [format.recognise({ text }), [...format.read({ text })].length] };
	}
	yield { name: 'ingest', run: text => ingest(text) };
	yield {
		name: 'ingest in parts',
		run: text =>
			[...openParts(partsOf(text), { fileName: 'a.bib' }).readings].length +
			[...openParts(partsOf(text), { fileName: 'a.json' }).readings].length,
	};
	yield { name: 'decode', run: text => decode(Buffer.from(text, 'latin1')).text.length + decode(Buffer.from(text)).text.length };
}

function partsOf(text: string): readonly string[] {
	const size = Math.max(1, Math.ceil(text.length / 7));
	return Array.from({ length: 7 }, (_, at) => text.slice(at * size, (at + 1) * size));
}

const linkedFile = { file: 'file:///a.md', label: 'a.md' };
const languages = ['markdown', 'latex', 'typst', 'plaintext', 'quarto', 'dokuwiki'];

const style = (body: string): string =>
	`<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>T</title><id>t</id></info>${body}</style>`;
const media = join(process.cwd(), 'media', 'csl');
const locale = readFileSync(join(media, 'locales', 'locales-en-US.xml'), 'utf8');
const apa = readFileSync(join(media, 'styles', 'apa.csl'), 'utf8');

/** Formats one citation in a style; a style that cannot be read is refused as such. */
async function formatted(csl: string, paper: Paper = paperWith({})): Promise<unknown> {
	try {
		const formatter = await openFormatter({
			style: csl,
			localeOf: () => locale,
			itemOf: key => (key === 'vale2020' ? paper : undefined),
			pause: () => Promise.resolve(),
		});
		const { citations, references } = await formatter.format([
			{ form: 'parenthetical', cites: [{ key: 'vale2020' }] },
			{ form: 'narrative', cites: [{ key: 'vale2020', prefix: 'see', suffix: 'and' }] },
		]);
		return [...citations, ...references].map(({ text }) => [plainTextOf(text), htmlText(text)]);
	} catch (error) {
		if (error instanceof StyleError) {
			return error.message;
		}
		throw error;
	}
}

const index = createSearchIndex();
index.add(documentOf(paperWith({})));

function* functions(): Generator<Subject> {
	const plain: Readonly<Record<string, (text: string) => unknown>> = {
		readTex,
		'readTex markup': text => readTex(text, { markup: true }),
		readVerbatim,
		texToText,
		splitMath,
		richText,
		paragraphs,
		fold,
		unfold,
		wordsOf,
		formulaText,
		withFormulaeAsText,
		markdownProse,
		withoutMarkup,
		textToTex,
		'textToTex markup': text => textToTex(text, { protect: true, markup: true }),
		findLinks,
		locateLinks,
		isWebAddress,
		linkKind,
		parseDoi,
		parseArxivId,
		parsePmid,
		parseIsbn,
		parseIssn,
		editsOfText: text => editsOfText({ type: 'book', title: text }, text),
		editsOfDraft: text =>
			editsOfDraft({ type: text, title: text }, { issued: text, DOI: text, tags: text, author: [{ parts: { family: text } }] }),
		remarksOn: text =>
			remarksOn({ type: text, title: '', ISBN: text, ISSN: text, URL: text, author: [{ family: text }] }, new Set(['author'])),
		writtenDoi,
		doiOfPage,
		doiAddress,
		fullPages,
		numberKind,
		pageRange: text => pageRange(text, text),
		findIdentifiers: text => findIdentifiers([text]),
		readWanted,
		readLooseDate,
		readEdtf,
		readNames,
		naturalName,
		invertedName,
		creatorNames: text => creatorNames(text.split(';')),
		readCheats,
		pythonToJson,
		decodeEntities,
		entryKeys,
		editEntry: text => editEntry(`@misc{a, title = {T}}\n${text}`, 'a', [{ field: 'title', value: text }]),
		renameEntryKey: text => renameEntryKey(text, 'a', 'b'),
		entryProblems: text => entryProblems(text, { pace, keyPattern: 'auth + year' }),
		parseKeyPattern,
		safeFileName,
		noteName,
		withoutExtension,
		readDestination,
		thoughtItem: text => thoughtItem(text, moment),
		yamlText,
		momentOfIso,
		formatMoment: text => formatMoment(momentOf(moment), text),
		findManagedBlocks,
		sealBlocks,
		readNoteHead,
		noteKeyPlace,
		scanMarkdown,
		maskedRanges,
		withFootnotes: text => withFootnotes(text, findPandocCitations(text)),
		documentSettings,
		writtenReferences: text => writtenReferences(text, linkedFile),
		problemOfKey,
		hasOwnReferences,
		nearestKeys: text => nearestKeys(text, [{ key: 'vale2020' }, { key: text.slice(1) }]),
		splitLocator: text => [splitLocator(text), splitLocator(text, { bare: true }), splitLocator(text, { postnote: true })],
		identifierOfKey,
		keyOfIdentifier,
		citableKind,
		parseMarkedText,
		parentStyle,
		styleTitle,
		firstSentences,
		readOpml: text => readOpml(`<opml><body>${text}`),
		feedLinksIn: text => feedLinksIn(text, 'https://example.org/'),
		muting: text => [muting([text])({ type: 'article', title: 'A' }), muting(['a'])({ type: 'article', title: text })],
		readPaperFeed: text => [...readPaperFeed(text, { kind: 'web-feed' })],
		'readPaperFeed description': text => [
			...readPaperFeed(
				`<rss><channel><title>J</title><item><title>${text}</title><description>${text}</description></item></channel></rss>`,
				{ kind: 'web-feed' },
			),
		],
		readSubscriptions: text => readSubscriptions(parseJson(text)),
		shortTitle,
		parseQuery,
		search: text => [index.search(text, { limit: 10 }), [...index.matches(text)]],
		'index a text': text =>
			createSearchIndex().add(documentOf(paperWith({ title: text, abstract: text, tags: [text], author: [{ literal: text }] }))),
		titleQuestions,
		readLinkRequest: text => readLinkRequest('/add', `bibtex=${encodeURIComponent(text.replace(/[\ud800-\udfff]/g, ''))}`),
		'readLinkRequest raw': text => [readLinkRequest('/add', text), readOpenRequest('/open', text)],
		matchTitle: text => matchTitle(paperWith({ title: text }), paperWith({ title: `${text} again` })),
		identifyPdf: text =>
			identifyPdf({ information: { Title: text, Subject: text }, metadata: `<x:xmpmeta>${text}</x:xmpmeta>`, pages: [text, text] }, text),
		quoteBlock: text => quoteBlock({ key: 'vale2020', text, place: text }),
		likeness: text => likeness(new Profile(paperWith({ title: text })), new Profile(paperWith({ title: `${text}x` }))),
		linkPlaceAt: text => linkPlaceAt(text, text.length),
		pathPlaceAt: text => pathPlaceAt(text, text.length),
		sentenceAround: text => sentenceAround(text, { start: text.length >> 1, end: (text.length >> 1) + 1 }),
		unlinkedMentions: text => unlinkedMentions(text, ['creep of pine', 'x', 'a b']),
		'unlinkedMentions names': text => unlinkedMentions('creep of pine', [text]),
		linkMentions: text => linkMentions(text, [{ start: 0, end: text.length }], text),
		appendToSection: text => appendToSection(text, { heading: 'Notes', block: 'x' }),
		'appendToSection block': text => appendToSection('# Notes\n\nx\n', { heading: text.slice(0, 999), block: text }),
		cellsOf: text => cellsOf(text, ['Method', 'Finding']),
		editCell: text => editCell(text, 'Method', 'x', ['Method', 'Finding']),
		'editCell value': text => editCell('# T\n\n## Method\n\nx\n\n## Finding\n', 'Method', text, ['Method', 'Finding']),
		tablesIn: text => tablesIn(`| Paper | Method |\n|-|-|\n| @vale2020 ${text.replace(/[\r\n]/g, ' ')} | ${text} |\n`),
		fromTableCell: text => fromTableCell(toTableCell(text)),
		readLabels: text => printLabels(readLabels(text)),
		editFrontMatter: text =>
			editFrontMatter(
				text,
				new Map<string, Json>([
					['title', 'T'],
					['tags', ['a']],
				]),
			),
		'editFrontMatter yaml': text =>
			editFrontMatter(
				`---\n${text}\n---\n`,
				new Map<string, Json>([
					['title', 'T'],
					['tags', ['a']],
				]),
				{ growing: new Set(['tags']) },
			),
		'editFrontMatter values': text =>
			editFrontMatter(
				'---\ntitle: x\ntags: [b]\n---\n',
				new Map<string, Json>([
					['title', text],
					['tags', [text]],
				]),
				{ growing: new Set(['tags']) },
			),
		'documentSettings yaml': text => documentSettings(`---\n${text}\n---\n`),
		'documentSettings nocite': text =>
			documentSettings(`---\nnocite: ${JSON.stringify(text)}\nreferences:\n- id: a\n  title: ${JSON.stringify(text)}\n---\n`),
		'readNoteHead yaml': text => readNoteHead(`---\n${text}\n---\n`),
		'writtenReferences yaml': text => writtenReferences(`---\nreferences:\n${text}\n---\n`, linkedFile),
		appendToLog: text => appendToLog(text, []),
		'note index of yaml': text => readNoteContents(`---\n${text}\n---\n`, 'markdown'),
		'volume line': text => readVolume(linesOf(['{"version":1,"papers":[', text, ']}', '']), 'v'),
		'volume paper': text => {
			const { text: row } = lineOf(paperWith({ title: text }));
			return readVolume(linesOf(['{"version":1,"papers":[', row, ']}', '']), 'v');
		},
		volume: text => readVolume(linesOf(text.split('\n')), 'v'),
		'references .bib': text =>
			updateReferences(text, 'r.bib', {
				cited: new Set(['vale2020', text.slice(0, 99)]),
				papers: [paperWith({ title: text })],
				remove: true,
			}),
		'references .json': text =>
			updateReferences(text, 'r.json', { cited: new Set(['vale2020']), papers: [paperWith({ title: text })], remove: true }),
		unusedEntries: text => unusedEntries(text, () => false),
		renderDigest: text => renderDigest(text, [], { name: 'x', from: '2026-01-01', to: '2026-01-07' }),
	};
	for (const [name, run] of Object.entries(plain)) {
		yield { name, run };
	}
	for (const syntax of syntaxes) {
		yield { name: `find ${syntax.id}`, run: text => syntax.find(text) };
		yield {
			name: `extend and convert ${syntax.id}`,
			run: text => [
				convertCitations(text, syntax, syntaxOf(syntax.id === 'latex' ? 'markdown' : 'latex')).edits.length,
				syntax
					.find(text)
					.slice(0, 5)
					.map(found => syntax.extend(text, found, [{ key: 'vale2020' }])),
			],
		};
		yield {
			name: `print ${syntax.id}`,
			run: text =>
				syntax.print({
					form: 'parenthetical',
					cites: [{ key: text, prefix: text, suffix: text, locator: { label: 'page', value: text } }],
				}),
		};
	}
	for (const language of languages) {
		yield { name: `occurrences ${language}`, run: text => [keyOccurrences(text, language), documentBibliographies(text, language)] };
		yield { name: `contents ${language}`, run: text => readNoteContents(text, language) };
		yield {
			name: `completion ${language}`,
			run: text => [
				couldComplete(text, language),
				completionAt(text, text.length, language),
				completionAt(text, text.length, language, { isKey: () => true }),
				completionAt(text, text.length >> 1, language),
			],
		};
	}
	yield {
		name: 'rename key',
		run: text => [
			renameKeyIn(text, 'a.md', 'vale2020', 'b'),
			renameKeyIn(text, 'a.tex', 'vale2020', 'b'),
			renameKeyIn(text, 'a.bib', 'a', 'b'),
		],
	};
	yield { name: 'preview', run: preview };
	yield { name: 'links in preview', run: linksInPreview };
	for (const field of ['title', 'abstract', 'DOI', 'URL', 'note', 'container-title', 'page', 'publisher'] as const) {
		for (const format of exportFormats) {
			yield { name: `export ${format.id} ${field}`, run: text => format.write([paperWith({ [field]: text })]) };
		}
	}
	for (const format of exportFormats) {
		yield {
			name: `export ${format.id} names`,
			run: text =>
				format.write([
					paperWith({ author: [{ family: text, given: text }, { literal: text }], 'citation-key': text, issued: { literal: text } }),
				]),
		};
	}
	yield {
		name: 'citation key of title',
		run: text => [
			citationKey(paperWith({ title: text })),
			citationKey({ type: 'book', title: text }),
			citationKey(
				paperWith({ title: text }),
				'Title + shorttitle(3,3) + veryshorttitle + title.lower.clean + title.nopunct + title.skipwords.abbr',
			),
		],
	};
	yield {
		name: 'citation key of names',
		run: text =>
			citationKey(
				paperWith({ author: [{ family: text, given: text }, { literal: text }] }),
				'auth + authors(3) + authorsAlpha + authEtal2 + auth.fold + authForeIni + firstpage + year',
			),
	};
	yield { name: 'citation key pattern', run: text => citationKey(paperWith({}), text) };
	yield {
		name: 'file name of title',
		run: text => [noteFileName(paperWith({ title: text }), '{{title}}'), noteFileName(paperWith({ tags: [text] }), '{{tags.0}}/{{key}}')],
	};
	yield { name: 'file name pattern', run: text => [noteFileName(paperWith({}), text), mistakeInNamePattern(text, paperWith({}))] };
	yield { name: 'template', run: text => renderNote(text, paperWith({}), { now: moment }) };
	yield { name: 'template front matter', run: text => renderNote(`---\n${text}\n---\n`, paperWith({}), { now: moment }) };
	for (const field of ['title', 'abstract', 'note', 'citation-key', 'URL'] as const) {
		yield {
			name: `note of ${field}`,
			run: text => renderNote(builtInTemplate, paperWith({ [field]: text, tags: [text], author: [{ literal: text }] }), { now: moment }),
		};
	}
	yield { name: 'refresh note', run: text => refreshNote(text, paperWith({}), { template: builtInTemplate, now: moment }) };
	yield {
		name: 'refresh note of',
		run: text =>
			refreshNote(
				'---\ntitle: x\n---\n<!-- marginalia:begin abstract -->\nx\n<!-- marginalia:end -->\n',
				paperWith({ title: text, abstract: text }),
				{ template: builtInTemplate, now: moment },
			),
	};
	yield {
		name: 'zotero annotation',
		run: text =>
			['annotationPosition', 'annotationText', 'annotationComment', 'annotationColor', 'annotationPageLabel', 'tags'].map(field =>
				zoteroAnnotation(
					{
						key: 'K',
						parentItem: 'F',
						itemType: 'annotation',
						annotationPosition: '{"pageIndex":0,"rects":[[1,2,3,4]]}',
						[field]: field === 'tags' ? [{ tag: text }] : text,
					},
					'library',
				),
			),
	};
	yield { name: 'download', run: text => [text, `%PDF-${text}`].map(each => kindOfDownload(new TextEncoder().encode(each))) };
	yield {
		name: 'page of paper',
		run: text =>
			paperPage(paperWith({ title: text, abstract: text, note: text, author: [{ literal: text }], 'container-title': text, URL: text })),
	};
	yield {
		name: 'compare papers',
		run: text =>
			comparePapers(paperWith({ title: text, abstract: text }), paperWith({ id: 'p2', title: `${text}x`, abstract: `x${text}` })),
	};
	yield {
		name: 'merge papers',
		run: text => [
			identityKeys(paperWith({ title: text })),
			mergeFromSource(paperWith({}), { type: 'book', title: text, abstract: text, tags: [text] }),
			mergeKnown(paperWith({ note: text }), paperWith({ id: 'p2', title: text })),
			headOf(paperWith({ title: text, author: [{ literal: text }] })),
		],
	};
	for (const field of ['title', 'volume', 'number', 'edition', 'version', 'ISBN', 'page'] as const) {
		yield {
			name: `contradictions of ${field}`,
			run: text =>
				contradictions(
					{ type: 'book', title: 'T', 'container-title': 'C', [field]: text },
					{ type: 'book', title: 'T', 'container-title': 'C', [field]: '2' },
				),
		};
	}
	yield { name: 'block of a note', run: text => partOfNote(`${text} ^a\n`, [], '^a') };
	yield { name: 'folder of a path', run: folderOf };
	yield { name: 'style', run: formatted };
	yield { name: 'style body', run: text => formatted(style(text)) };
	yield { name: 'style layout', run: text => formatted(style(`<citation><layout>${text}</layout></citation>`)) };
	yield {
		name: 'style macro',
		run: text => formatted(style(`<macro name="a">${text}</macro><citation><layout><text macro="a"/></layout></citation>`)),
	};
	yield {
		name: 'style attribute',
		run: text => formatted(style(`<citation><layout><text value="${text}"/><text variable="${text}"/></layout></citation>`)),
	};
	yield { name: 'reference of title', run: text => formatted(apa, paperWith({ title: text })) };
	yield {
		name: 'reference of names',
		run: text => formatted(apa, paperWith({ author: [{ family: text, given: text }, { literal: text }] })),
	};
	const bodies: Readonly<Record<string, (body: string) => unknown>> = {
		arxiv: arxiv.parse,
		contentNegotiation: contentNegotiation.parse,
		crossref: crossref.parse,
		dailyPapers: body => dailyPapers.parse(body),
		datacite: datacite.parse,
		openAlex: openAlex.parse,
		openLibrary: openLibraryOrg.parse,
		pubmed: pubmed.parse,
		semanticScholar: semanticScholar.parse,
		zotero: body => zotero.parseItems(body, zotero.ownLibrary({ kind: 'local' })),
		unpaywall: unpaywall.parse,
	};
	for (const [service, parse] of Object.entries(bodies)) {
		yield { name: `answer of ${service}`, run: parse };
	}
	const messages: Readonly<Record<string, (value: unknown) => unknown>> = {
		parseFromDuplicates,
		parseToDuplicates,
		parseFromGraph,
		parseGraphState,
		parseToGraph,
		parseFromReader,
		parseReaderState,
		parseToReader,
	};
	for (const [name, parse] of Object.entries(messages)) {
		yield { name, run: text => parse(parseJson(text)) };
	}
}

function linesOf(rows: readonly string[]): Lines {
	return { count: rows.length, at: index => rows[index] ?? '', startsWith: (index, text) => rows[index]?.startsWith(text) ?? false };
}

/** What the preview's plug-in makes of a text, without markdown-it, which is the editor's. */
function preview(text: string): unknown {
	const rules: ((state: { src: string; tokens: never[]; Token: new () => never }) => void)[] = [];
	const take = (_: string, rule: unknown, own?: unknown): void => {
		const found = typeof rule === 'function' ? rule : own;
		if (typeof found === 'function') {
			rules.push(state => {
				Reflect.apply(found, undefined, [state]);
			});
		}
	};
	const markdownIt = {
		core: {
			ruler: {
				before: (_: string, name: string, rule: unknown) => {
					take(name, rule);
				},
				push: take,
			},
		},
		renderer: { rules: {} },
	};
	citationsPlugin((_, found) => ({
		citations: found.map(() => undefined),
		references: [],
		listed: true,
		hangingIndent: false,
		linked: true,
	}))(markdownIt);
	const state = { src: text, tokens: [], Token: Object as unknown as new () => never };
	rules.forEach(rule => {
		rule(state);
	});
	return state.src;
}

/** The same for `[[links]]`: every place where one may begin, what each is drawn as, and the part of a note that it names. */
function linksInPreview(text: string): unknown {
	const headings = [...text.matchAll(/^#[^\n]{1,100}/gm)].map(({ 0: line }, at) => ({ level: 1 + (at % 6), text: line, line: at }));
	class Token implements LinkToken {
		content = '';
		children = null;
		attrs = null;
		map = null;
		hidden = false;
		constructor(readonly type: string) {}
	}
	const tokens: LinkToken[] = [];
	const state: LinkInlineState = {
		src: text,
		pos: 0,
		posMax: text.length,
		linkLevel: 0,
		Token,
		push: type => {
			tokens.push(new Token(type));
			return tokens.at(-1) ?? new Token(type);
		},
	};
	const drawing = new WikilinkDrawing({ parse: () => [] }, () => ({
		kind: 'note',
		path: 'file:///a.md',
		hover: text.slice(0, 100),
		headings,
		text,
	}));
	for (let at = 0; at < text.length; at = Math.max(at + 1, state.pos)) {
		state.pos = at;
		if (text[at] === '[' || text[at] === '!') {
			drawing.read(state, false);
		}
	}
	drawing.place({ tokens });
	const renderer = { rules: {}, render: () => '', renderAttrs: () => '' };
	return [
		tokens.map((_, at) => drawing.draw(tokens, at, {}, {}, renderer).length),
		partOfNote(text, headings, text.slice(-40)),
		partOfNote(text, headings, '^a'),
	];
}

export const subjects: readonly Subject[] = [...readers(), ...functions()];
