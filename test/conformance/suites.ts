import { ingest } from '../../src/core/ingest/ingest';
import { hepcrawl } from './arxivCases';
import { citationJs, parsedEntries } from './bibtexCases';
import type { Cases } from './cases';
import { inFolder, textAt } from './cases';
import type { Comparison } from './compare';
import { daily } from './dailyCases';
import { jabref } from './jabrefCases';
import { biblioToYaml, pandocCommands } from './pandocCases';
import { betterBibtexImport, zoteroTranslators } from './zoteroCases';

export interface Suite extends Comparison {
	readonly name: string;
	readonly cases: Cases;
}

export const suites: readonly Suite[] = [
	{ name: 'BibTeX, Zotero translator', cases: zoteroTranslators('bibtex/zotero-translators'), without: ['citation-key'] },
	{ name: 'biblatex, pandoc', cases: inFolder('bibtex/pandoc-command', pandocCommands), without: ['tags'] },
	{ name: 'BibTeX, Better BibTeX import', cases: inFolder('bibtex/bbt-import', betterBibtexImport) },
	{ name: 'biblatex, pandoc-citeproc', cases: inFolder('bibtex/pandoc-citeproc-biblio2yaml', biblioToYaml), without: ['tags'] },
	{ name: 'BibTeX, citation-js', cases: inFolder('bibtex/citation-js', citationJs), without: ['tags'] },
	{
		name: 'BibTeX, bibtex-parser',
		cases: inFolder('bibtex/bibtex-parser-other', parsedEntries),
		without: ['tags', 'number', 'issue', 'edition', 'publisher', 'publisher-place', 'collection-title', 'language'],
	},
	{ name: 'RIS, Zotero translator', cases: zoteroTranslators('ris/zotero-translators'), without: ['citation-key'] },
	{ name: 'NBIB, Zotero translator', cases: zoteroTranslators('nbib/zotero-translators'), without: ['citation-key'] },
	{ name: 'PubMed XML, Zotero translator', cases: zoteroTranslators('pubmed-eutils/zotero-translators'), without: ['citation-key'] },
	{ name: 'EndNote XML, Zotero translator', cases: zoteroTranslators('endnote-xml/zotero-translators'), without: ['citation-key'] },
	{ name: 'Refer, Zotero translator', cases: zoteroTranslators('enw/zotero-translators'), without: ['citation-key'] },
	{ name: 'CSL-JSON, Zotero translator', cases: zoteroTranslators('csl-json/zotero-translators'), without: ['citation-key'] },
	{
		name: 'BibTeX and CSL-JSON of one library',
		cases: inFolder('bibtex/obsidian-citation-plugin', path => [
			{
				name: 'library.bib',
				input: textAt(path, 'library.bib'),
				expected: ingest(textAt(path, 'library.json')).papers,
				found: ingest(textAt(path, 'library.bib')).papers,
			},
		]),
		without: ['tags', 'type'],
	},
	{ name: 'RIS, JabRef', cases: jabref(/\.ris$/), without: ['citation-key'] },
	{ name: 'NBIB, JabRef', cases: jabref(/^Medline.*\.txt$/), without: ['citation-key'] },
	{ name: 'PubMed XML, JabRef', cases: jabref(/^Medline.*\.xml$/), without: ['citation-key'] },
	{ name: 'EndNote XML, JabRef', cases: jabref(/^Endnote.*\.xml$/), without: ['citation-key'] },
	{ name: 'OAI arXiv, hepcrawl', cases: inFolder('arxiv/oai', hepcrawl), without: ['number', 'publisher', 'citation-key'] },
	{ name: 'Daily Papers, interface', cases: inFolder('hf-daily/api-days', daily(/\.json$/)), without: ['number', 'publisher'] },
	{ name: 'Daily Papers, dump', cases: inFolder('hf-daily/dump', daily(/\.jsonl\.gz$/)), without: ['number', 'publisher'] },
];
