import type { Difference } from './compare';

/** Why we read something otherwise than a suite expects. README.md has the reasons at length, under the same words. */
export interface Explanation {
	readonly suite: RegExp;
	readonly test?: RegExp;
	readonly field: RegExp;
	readonly holds?: (difference: Difference) => boolean;
	readonly because: string;
}

const more = ({ expected, found }: Difference): boolean => expected === '' && found !== '';
const holdsFormula = ({ found }: Difference): boolean => found.includes('$');

export const explanations: readonly Explanation[] = [
	{ suite: /^BibTeX/, field: /title|publisher|author/, holds: holdsFormula, because: 'formulae are kept as TeX' },
	{ suite: /^BibTeX, Zotero/, test: / 2$/, field: /editor|issued|container-title/, holds: more, because: 'crossref is followed' },
	{ suite: /^BibTeX, Zotero/, test: / 10$/, field: /author|publisher/, because: 'two backslashes are a line break in TeX' },
	{ suite: /pandoc/, field: /^type$/, holds: ({ found }) => found === 'periodical', because: 'CSL 1.0.2 has the type' },
	{ suite: /pandoc|Better/, field: /^type$/, holds: ({ found }) => found === 'article', because: 'CSL calls a preprint "article"' },
	{ suite: /pandoc/, test: /options-url-false-doi-false/, field: /DOI|URL/, holds: more, because: 'options say what a style prints, not what is known' },
	{ suite: /Better/, field: /^type$/, because: 'entry types read as pandoc and CSL have them' },
	{ suite: /Better/, test: /2660/, field: /title|issue|number|page|publisher|author|event|place|edition|collection|volume|URL|DOI/, because: 'item types of Zotero that lack a field' },
	{ suite: /pandoc/, test: /biblatex-article/, field: /^number$/, holds: more, because: 'CSL 1.0.2 has the article number in "number"' },
	{ suite: /Better/, test: /_#95_/, field: /abstract/, because: 'a bare percent sign is a percent sign' },
	{ suite: /Better/, test: /dataset_from/, field: /page/, holds: more, because: 'item types of Zotero that lack a field' },
	{ suite: /Better/, test: /standard_from/, field: /count/, because: 'entry types read as pandoc and CSL have them' },
	{ suite: /Better/, test: /3287/, field: /publisher-place/, because: 'an address beside a location is the publisher\'s' },
	{ suite: /Better/, test: /2300/, field: /issued|container-title/, because: 'Better BibTeX reads more into a collection than it says' },
	{ suite: /Better/, test: /732|1380/, field: /author|translator|title/, because: 'accents and logos become text' },
	{ suite: /Better/, test: /1058/, field: /author/, holds: more, because: 'item types of Zotero that lack a field' },
	{ suite: /Better/, field: /tags/, holds: ({ expected, found }) => /^(?:#latex|basic-functionality)$/.test(expected) && found === '', because: 'tags of Better BibTeX\'s own tests' },
	{ suite: /Better/, test: /1467/, field: /container-title/, because: 'abbreviations of journals are left as they are' },
	{ suite: /Better/, test: /1837/, field: /author|editor/, because: 'a film is its director\'s' },
	{ suite: /JabRef/, field: /issued/, holds: ({ expected, found }) => found.startsWith(expected) || expected.startsWith(found), because: 'JabRef keeps a year and a month, from whichever tag comes last' },
	{ suite: /RIS, JabRef/, field: /author|editor/, because: 'a name without a comma is not taken apart' },
	{ suite: /RIS, JabRef/, field: /ISBN|ISSN|issue|number|URL|container-title|collection-title|count/, because: 'JabRef maps tags to BibTeX fields whatever the type' },
	{ suite: /EndNote XML, JabRef/, field: /publisher-place|ISBN|ISSN|tags|collection-title/, because: 'JabRef maps tags to BibTeX fields whatever the type' },
	{ suite: /NBIB, JabRef/, field: /type|title|author|count/, because: 'JabRef maps tags to BibTeX fields whatever the type' },
	{ suite: /PubMed XML, JabRef/, test: /ArticleID/, field: /author|URL/, because: 'JabRef maps tags to BibTeX fields whatever the type' },
	{ suite: /PubMed XML, JabRef/, test: /BookArticleSet/, field: /./, because: 'a chapter of a book is a chapter, and its date is its own' },
	{ suite: /PubMed XML, JabRef/, test: /KeywordSingle/, field: /author|URL/, because: 'who a text is about did not write it' },
	{ suite: /JabRef/, field: /language/, holds: more, because: 'we read more than JabRef' },
	{ suite: /one library/, field: /language|container-title/, because: 'babel\'s "english" is American; a bibliography has no field for an archive\'s name' },
	{ suite: /RIS/, test: / [23]$/, field: /./, because: 'templates whose values are the names of their fields' },
	{ suite: /Refer/, field: /DOI|ISSN/, holds: more, because: 'we read identifiers that the other reader leaves' },
	{ suite: /EndNote/, field: /publisher-place/, holds: more, because: 'item types of Zotero that lack a field' },
	{ suite: /NBIB/, field: /URL|DOI/, holds: more, because: 'we read identifiers that the other reader leaves' },
	{ suite: /NBIB/, field: /^ISSN$/, holds: ({ expected, found }) => found !== '' && expected.includes(found), because: 'one ISSN is enough' },
];
