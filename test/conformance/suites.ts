import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { cslYaml } from '../../src/core/ingest/csl/cslYaml';
import { ingest } from '../../src/core/ingest/ingest';
import { isArray, isObject } from '../../src/core/json';
import type { JsonObject } from '../../src/core/json';
import { fullName } from '../../src/core/names';
import { texToText } from '../../src/core/text/tex';
import type { IncomingPaper } from '../../src/core/paper';
import { zoteroRecord } from '../../src/core/ingest/zotero/zoteroRecord';
import type { Comparison } from './compare';

export interface Case {
	readonly name: string;
	readonly expected: readonly IncomingPaper[];
	readonly found: readonly IncomingPaper[];
}

export interface Suite extends Comparison {
	readonly name: string;
	/** `undefined` where the fixtures are not there. */
	cases(): readonly Case[] | undefined;
}

const fixtures = join(import.meta.dirname, '../../../shared/fixtures');

const source = { kind: 'expected' };

function names(folder: string, pattern: RegExp): readonly string[] {
	return readdirSync(folder).filter(name => pattern.test(name)).sort();
}

function inFolder(folder: string, list: (path: string) => readonly Case[]): () => readonly Case[] | undefined {
	const path = join(fixtures, folder);
	return () => (existsSync(path) ? list(path) : undefined);
}

function parse(text: string): unknown {
	return JSON.parse(text);
}

function objects(value: unknown): readonly JsonObject[] {
	return isArray(value) ? value.filter(isObject) : [];
}

/** Zotero's translator tests: `[{ input, items }]`. A body without a first name is written as its last name alone there. */
function zoteroTranslators(folder: string): () => readonly Case[] | undefined {
	return inFolder(folder, path =>
		names(path, /\.tests\.json$/).flatMap(file =>
			objects(parse(readFileSync(join(path, file), 'utf8'))).map((test, index) => ({
				name: `${file} ${index + 1}`,
				expected: objects(test['items']).flatMap(item => zoteroRecord({ ...item, creators: objects(item['creators']).map(bodyOf) }, source) ?? []),
				found: ingest(typeof test['input'] === 'string' ? test['input'] : '').papers,
			})),
		),
	);
}

function bodyOf(creator: JsonObject): JsonObject {
	return typeof creator['firstName'] === 'string' && creator['firstName'] !== '' ? creator : { ...creator, fieldMode: 1 };
}

/** BibTeX knows no directors: who leads the work is its author. */
function leading(creators: readonly JsonObject[]): readonly JsonObject[] {
	const leaders = ['director', 'performer', 'composer', 'podcaster', 'presenter', 'scriptwriter', 'interviewee', 'host', 'artist', 'programmer', 'cartographer', 'inventor', 'sponsor'];
	return creators.map(creator => (leaders.some(leader => leader === creator['creatorType']) ? { ...creator, creatorType: 'author' } : creator));
}

/** `% pandoc ...`, a bibliography, `^D`, CSL-YAML whose texts are markdown. */
function pandocCommands(path: string): readonly Case[] {
	return names(path, /\.md$/).flatMap(file => {
		const match = /% pandoc ([^\n]*)\n([^]*?)\n\^D\n([^]*?)\n```/.exec(readFileSync(join(path, file), 'utf8'));
		if (match === null || !/-f (?:biblatex|bibtex|ris|endnotexml|csljson)/.test(match[1] ?? '')) {
			return [];
		}
		return [{ name: file, expected: markdownYaml(match[3] ?? ''), found: ingest(match[2] ?? '').papers }];
	});
}

function markdownYaml(yaml: string): readonly IncomingPaper[] {
	const plain = yaml
		.replace(/\[([^\][]*)\]\{\.[a-z]+\}/g, '$1')
		.replace(/(?<=^|[\s("'“‘/])\*+([^*]+)\*+/gm, '$1')
		.replace(/~([^~\s]+)~|\^([^^\s]+)\^/g, '$1$2')
		.replace(/\\{1,2}([[\]'*_@$<>#~^-])/g, '$1');
	return [...cslYaml.read({ text: plain })].flatMap(reading => (reading.kind === 'paper' ? [reading.paper] : []));
}

/** `X.bib` beside `X.json`, Zotero items as Better BibTeX writes them. */
function betterBibtex(pattern: RegExp): (path: string) => readonly Case[] {
	return path =>
		names(path, pattern).flatMap(file => {
			const json = join(path, file.replace(/\.[a-z]+$/, '.json'));
			if (!existsSync(json)) {
				return [];
			}
			const parsed = parse(readFileSync(json, 'utf8'));
			const items = objects(isObject(parsed) ? parsed['items'] : parsed);
			return [{
				name: file,
				expected: items.flatMap(item => zoteroRecord({ ...item, creators: leading(objects(item['creators']).map(bodyOf)), citationKey: item['citationKey'] ?? item['citekey'] ?? '' }, source) ?? []),
				found: ingest(readFileSync(join(path, file), 'utf8'), { fileName: file }).papers,
			}];
		});
}

/** A file in some format beside a `.bib` of what JabRef made of it. */
function jabref(pattern: RegExp): () => readonly Case[] | undefined {
	return inFolder('jabref-importers', path =>
		names(path, pattern).flatMap(file => {
			const bib = join(path, file.replace(/\.[a-z]+$/, '.bib'));
			return existsSync(bib) ? [{ name: file, expected: ingest(readFileSync(bib, 'utf8')).papers, found: ingest(readFileSync(join(path, file), 'utf8'), { fileName: file }).papers }] : [];
		}),
	);
}

/** The obvious reading of an item of Daily Papers: what its fields say, and nothing else. */
function dailyExpectation(item: JsonObject): IncomingPaper {
	const paper = isObject(item['paper']) ? item['paper'] : item;
	const words = (value: unknown) => (typeof value === 'string' ? texToText(value).replace(/\s+/g, ' ').trim() : '');
	const [year, month, day] = words(paper['publishedAt']).slice(0, 10).split('-').map(Number);
	return {
		type: 'article',
		title: words(paper['title']),
		author: objects(paper['authors']).map(author => ({ literal: words(author['name']) })),
		issued: { 'date-parts': [[year ?? 0, month ?? 0, day ?? 0]] },
		abstract: words(paper['summary'] ?? item['summary']),
		URL: `https://arxiv.org/abs/${words(paper['id'])}`,
		tags: isArray(paper['ai_keywords']) ? paper['ai_keywords'].map(words) : [],
	};
}

/** One case a record. */
function daily(pattern: RegExp): (path: string) => readonly Case[] {
	return path =>
		names(path, pattern).flatMap(file => {
			const bytes = readFileSync(join(path, file));
			const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
			const found = ingest(text, { fileName: file }).papers;
			const items = file.includes('.jsonl') ? text.split('\n').filter(line => line !== '').map(parse) : parse(text);
			const records = isArray(items) ? items : [];
			return records.map((item, index) => ({
				name: `${file} ${index + 1}`,
				// A record that was saved from Python as a text has no other oracle than its id.
				expected: isObject(item) ? [dailyExpectation(item)] : found.slice(index, index + 1),
				found: found.slice(index, index + 1).map(paper => ({ ...paper, author: (paper.author ?? []).map(name => ({ literal: fullName(name) })) })).map(paper => (isObject(item) ? paper : (found[index] ?? paper))),
			}));
		});
}

export const suites: readonly Suite[] = [
	{ name: 'BibTeX, Zotero translator', cases: zoteroTranslators('bibtex/zotero-translators'), without: ['citation-key'] },
	{ name: 'biblatex, pandoc', cases: inFolder('bibtex/pandoc-command', pandocCommands), without: ['tags'] },
	{ name: 'BibTeX, Better BibTeX import', cases: inFolder('bibtex/bbt-import', betterBibtex(/\.bib$/)) },
	{ name: 'RIS, Zotero translator', cases: zoteroTranslators('ris/zotero-translators'), without: ['citation-key'] },
	{ name: 'NBIB, Zotero translator', cases: zoteroTranslators('nbib/zotero-translators'), without: ['citation-key'] },
	{ name: 'PubMed XML, Zotero translator', cases: zoteroTranslators('pubmed-eutils/zotero-translators'), without: ['citation-key'] },
	{ name: 'EndNote XML, Zotero translator', cases: zoteroTranslators('endnote-xml/zotero-translators'), without: ['citation-key'] },
	{ name: 'Refer, Zotero translator', cases: zoteroTranslators('enw/zotero-translators'), without: ['citation-key'] },
	{ name: 'CSL-JSON, Zotero translator', cases: zoteroTranslators('csl-json/zotero-translators'), without: ['citation-key'] },
	{ name: 'BibTeX and CSL-JSON of one library', cases: inFolder('bibtex/obsidian-citation-plugin', path => [{ name: 'library.bib', expected: ingest(readFileSync(join(path, 'library.json'), 'utf8')).papers, found: ingest(readFileSync(join(path, 'library.bib'), 'utf8')).papers }]), without: ['tags', 'type'] },
	{ name: 'RIS, JabRef', cases: jabref(/\.ris$/), without: ['citation-key'] },
	{ name: 'NBIB, JabRef', cases: jabref(/^Medline.*\.txt$/), without: ['citation-key'] },
	{ name: 'PubMed XML, JabRef', cases: jabref(/^Medline.*\.xml$/), without: ['citation-key'] },
	{ name: 'EndNote XML, JabRef', cases: jabref(/^Endnote.*\.xml$/), without: ['citation-key'] },
	{ name: 'Daily Papers, interface', cases: inFolder('hf-daily/api-days', daily(/\.json$/)), without: ['number', 'publisher'] },
	{ name: 'Daily Papers, dump', cases: inFolder('hf-daily/dump', daily(/\.jsonl\.gz$/)), without: ['number', 'publisher'] },
];
