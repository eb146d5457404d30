import fc from 'fast-check';

/** Words and marks that the readers' grammars are made of, by the family of formats they belong to. */
const words: Readonly<Record<string, readonly string[]>> = {
	bibtex: ['@article{a,', '@book{b,', '@inproceedings{c,', '@string{s = ', '@comment{', '@preamble{', '@xdata{x,', 'title = {', 'author = "', 'crossref = {a}', 'xdata = {x, a}', 'date = {2020-21/..}', 'month = jan # "~1"', 'doi = {10.1000/', 'entrysubtype = {constructor}', 's # s', ' and ', 'others', '\\"{o}', '\\textit{', '{\\it ', '$x_{1}$', '\\href{', '{', '}', '"', '#', ',', '=', '%', '\n', '~', '--'],
	tagged: ['TY  - JOUR\n', 'TY  - __proto__\n', 'ER  - \n', 'AU  - Vale, Ada\n', 'PY  - 2020/13/45/x\n', 'TI  - ', 'DO  - 10.1000/', 'PMID- 1\n', 'FAU - Vale, Ada\n', 'DP  - 2020 Jan-Feb\n', '      more\n', '%0 Book\n', '%0 constructor\n', '%A Vale, Ada\n', '%D 2020\n', 'FN Clarivate\nVR 1.0\n', 'PT J\n', 'AU Vale, A\n', 'PD JAN\n', 'ER\n', 'EF\n', '\n', '\r\n', '\r'],
	json: ['{', '}', '[', ']', '"id":"a"', '"type":"book"', '"type":"__proto__"', '"title":', '"author":[{"family":"Vale","given":"Ada"}]', '"author":[1]', '"family":{}', '"issued":{"date-parts":[[2020,13,"x"]]}', '"issued":{"raw":"', '"itemType":"toString"', '"creators":[{"creatorType":"constructor"}]', '"paper":{', '"__proto__":{', '"note":"PMID: 1\\nissued: x"', '"DOI":["', 'null', 'true', '1e999', '-0', '"\\ud800"', '"', ',', ':', '\\', '\n'],
	yaml: ['references:\n', '- id: a\n', '  type: book\n', '  title: ', 'cff-version: 1.2.0\n', 'authors:\n', '? ', '&a ', '*a', '!!str ', '|\n', '>-\n  ', '[', ']', '{', '}', '"', "'", ': ', '- ', '# ', '---\n', '...\n', '<<: *a', '%YAML 1.1\n', '\n', '\t', '{{title}}', 'aliases: [a]\n', 'citation-key: a\n', 'nocite: "@*"\n', 'csl: x\n', 'bibliography: [a.bib]\n'],
	xml: ['<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">', '<entry>', '</entry>', '<id>http://arxiv.org/abs/2101.00001v1</id>', '<title>', '</title>', '<summary>', '<author><name>', '<xml><records>', '<record>', '</record>', '<ref-type name="constructor">', '<PubmedArticle>', '</PubmedArticle>', '<MedlineCitation>', '<a b="/>">', '<é>', '</', '<![CDATA[', ']]>', '<!--', '-->', '<?x', '?>', '&amp;', '&x;', '&#0;', '&#xD800;', '<', '>', '"', '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">', '<info><title>T</title><id>t</id></info>', '<macro name="a">', '</macro>', '<citation><layout>', '</layout></citation>', '<text variable="title"/>', '<text macro="a"/>', '<names variable="author"/>', '<date variable="issued" form="text"/>', '<choose><if type="book">', '</if></choose>', '</style>', '<item>', '<description>', '<rss>', '<channel>'],
	prose: ['---\n', '# ', '## a\n', '> ', '- ', '1. ', '    ', '```\n', '~~~', '`', '``', '**', '*', '_', '~~', '[@a]', '[@a, p. 1; see @b]', '@a', '-@a', '@{a b}', '[^1]', '[^1]: ', '[[', ']]', '[[a|b]]', '![[', '[a](b)', '[a]: <b>\n', '<!--', '-->', '<!-- marginalia:begin a -->\n', '<!-- marginalia:end -->\n', '<div>', '</div>', '|', '|---|\n', ':::', '{cite}`a`', '{', '}', '$', '$$', '\\', '\\cite[see][1]{a,b}', '\\begin{verbatim}', '\\end{verbatim}', '\\verb|', '\\', '%', '#cite(<a>)', '#bibliography("a.bib")', '#let x = [', '/*', '*/', '//', '@a[p. 1]', '{{title}}', '{{#authors}}', '{{/authors}}', '{{^tags}}', '{{now | YYYY}}', '{{{a}}}', '{{!', '{{=', '\n', '\n\n', '\t', ' '],
	pattern: ['auth', 'authors(3)', 'year', 'shorttitle(1,1)', 'Title', '.lower', '.clean', '.substring(1,-1)', '.replace(/a+/,"b")', '.constructor', '__proto__', '[auth:lower]', '[year]', '|', '+', '(', ')', ',', '"', "'", '=', '"a"', '-1', '{{', '}}', '/', '..', 'tag:a', 'year:2020..', 'author:"', '-', '*', '~'],
	plain: ['10.1000/a', '10.1002/(SICI)1<1::AID>3.0.CO;2-', 'arXiv:2101.00001v2', 'https://doi.org/', 'https://arxiv.org/abs/', 'PMID: 1', 'ISBN 978-3-16-148410-0', 'A Title of Something', 'By Ada Vale', 'Daily Papers\n', 'Aug 20\n', '2020-01-01', 'Jan 2020', '1998-99', 'p. 3-5', 'pp. iv', 'Vale, Ada', 'Ada van Vale Jr.', 'family=Vale, given=', 'ü', '中文', '\u{1F600}', '\uD800', '\uDC00', '\u0000', '\uFEFF', '\u202E', '\u00a0', '\u2028', 'İ', 'constructor', '__proto__', 'toString', 'hasOwnProperty', '\n', ' ', '.', ',', ';', '(', ')', '[', ']', '<', '>', '"'],
};

const all = Object.values(words).flat();

/** Texts of one format's words, now and then with those of others and with characters at random; some of them with a stretch again and again. */
export const hostileText: fc.Arbitrary<string> = fc.constantFrom(...Object.values(words)).chain(own => {
	const piece = fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...own) }, { weight: 2, arbitrary: fc.constantFrom(...all) }, { weight: 2, arbitrary: fc.string({ maxLength: 6 }) }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 3 }) });
	const some = fc.array(piece, { maxLength: 24 }).map(pieces => pieces.join(''));
	const pumped = fc.tuple(some, fc.array(piece, { minLength: 1, maxLength: 3 }).map(pieces => pieces.join('')), fc.integer({ min: 2, max: 60 }), some).map(([before, unit, times, after]) => before + unit.repeat(times) + after);
	return fc.oneof({ weight: 4, arbitrary: some }, { weight: 1, arbitrary: pumped });
});

/** What happens to a file on its way: cut, joined, a stretch twice or gone, a character changed. */
export function mutated(samples: readonly string[]): fc.Arbitrary<string> {
	const change = fc.record({ kind: fc.constantFrom('cut', 'insert', 'repeat', 'remove', 'replace', 'join'), at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.integer({ min: 1, max: 40 }), word: fc.constantFrom(...all), other: fc.constantFrom(...samples) });
	return fc.tuple(fc.constantFrom(...samples), fc.array(change, { minLength: 1, maxLength: 6 })).map(([sample, changes]) => changes.reduce((text, { kind, at, length, word, other }) => {
		const start = Math.floor(at * text.length);
		const [before, stretch, after] = [text.slice(0, start), text.slice(start, start + length), text.slice(start + length)];
		switch (kind) {
			case 'cut':
				return before;
			case 'insert':
				return before + word + stretch + after;
			case 'repeat':
				return before + stretch.repeat(3) + after;
			case 'remove':
				return before + after;
			case 'replace':
				return before + word + after;
			default:
				return before + other.slice(Math.floor(at * other.length));
		}
	}, sample));
}

/** A sound text of each format, written for this. */
export const samples: readonly string[] = [
	'@string{jnl = "Journal of Tests"}\n@comment{note}\n@article{vale2020,\n  title = {Creep of {Pine} in \\"Ost},\n  author = {Vale, Ada and van der Berg, Jan and {The Group} and others},\n  journal = jnl # { B},\n  year = 2020,\n  month = jan,\n  doi = {10.1000/xyz},\n  pages = {1--10},\n  keywords = {a; b, c}\n}\n@inproceedings{b, crossref = {p}, title = {In}}\n@proceedings{p, title = {Proc}, date = {2020-05/2020-06}}\n',
	'TY  - JOUR\nAU  - Vale, Ada\nTI  - Creep of pine\nPY  - 2020/05/03\nSP  - 1\nEP  - 10\nDO  - 10.1000/xyz\nKW  - a\nN1  - More\nER  - \n',
	'PMID- 12345\nTI  - Creep of pine in\n      bridges.\nFAU - Vale, Ada\nDP  - 2020 May 3\nLID - 10.1000/xyz [doi]\nAB  - Words.\n\n',
	'%0 Journal Article\n%A Vale, Ada\n%T Creep of pine\n%D 2020\n%P 1-10\n%R 10.1000/xyz\n\n', 'FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nAU Vale, A\nAF Vale, Ada\nTI Creep of pine\nSO JOURNAL\nPD MAY\nPY 2020\nDI 10.1000/xyz\nER\n\nEF\n',
	'[{"id":"vale2020","type":"article-journal","title":"Creep of <i>pine</i>","author":[{"family":"Vale","given":"Ada"}],"issued":{"date-parts":[[2020,5,3]]},"DOI":"10.1000/xyz","note":"PMID: 1\\nhttps://a.org"}]',
	'{"items":[{"key":"AAAA1111","itemType":"journalArticle","title":"Creep","creators":[{"creatorType":"author","firstName":"Ada","lastName":"Vale"}],"date":"2020-05","extra":"PMID: 1","tags":[{"tag":"a"}]}]}',
	'references:\n- id: vale2020\n  type: book\n  title: "Creep: pine"\n  author:\n  - family: Vale\n    given: Ada\n  issued:\n    year: 2020\n', 'cff-version: 1.2.0\nmessage: Cite\ntitle: Tool\nversion: 1.0\nauthors:\n  - family-names: Vale\n    given-names: Ada\ndate-released: 2020-05-03\ndoi: 10.1000/xyz\n',
	'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"><entry><id>http://arxiv.org/abs/2101.00001v1</id><title>Creep &amp; pine</title><summary>Words at https://a.org.</summary><author><name>Ada Vale</name></author><published>2020-05-03T00:00:00Z</published><category term="cs.CL"/></entry></feed>',
	'<xml><records><record><ref-type name="Book">6</ref-type><contributors><authors><author><style>Vale, Ada</style></author></authors></contributors><titles><title>Creep</title></titles><dates><year>2020</year></dates></record></records></xml>',
	'<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><Journal><JournalIssue><PubDate><Year>2020</Year></PubDate></JournalIssue><Title>J</Title></Journal><ArticleTitle>Creep</ArticleTitle><AuthorList><Author><LastName>Vale</LastName><ForeName>Ada</ForeName></Author></AuthorList></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>',
	'Daily Papers\nby AK\nAug 20\n\nCreep of Pine in Timber Bridges\nWe look at creep.\nSubmitted by\nada\n12\n', '# Papers\n\n- **[Creep](https://arxiv.org/abs/2101.00001)** by Ada Vale\n  Words.\n', '10.1000/xyz\narXiv:2101.00001\nhttps://doi.org/10.1000/abc\nPMID: 123\n',
	'---\ntitle: "A note: b"\ncitation-key: vale2020\naliases: [a, "b c"]\ntags:\n  - x\nbibliography: refs.bib\nreferences:\n- id: a\n  title: T\n---\n\n# Notes\n\nSee [@vale2020, pp. 3-5; see @b] and [[other|alias]], `code @c`.\n\n> Quote @d\n\n<!-- marginalia:begin abstract --><!-- seal:00000000 -->\nWords.\n<!-- marginalia:end -->\n\n[^1]: Note @e.\n\n| a | b |\n|---|---|\n| [@f] | $x$ |\n\n```\n@g\n```\n',
	'\\documentclass{article}\n\\usepackage{natbib}\n\\addbibresource{refs.bib}\n\\begin{document}\n\\citep[see][p.~3]{vale2020,b} % \\cite{no}\n\\verb|\\cite{c}| \\textcite{d}\n\\begin{verbatim}\n\\cite{e}\n\\end{verbatim}\n\\end{document}\n', '#import "a.typ"\n= Title\n@vale2020[p. 3] and #cite(<b>, form: "prose") /* @c */\n#let f(x) = [@d]\n`@e` $ @f $\n#bibliography("refs.bib", style: "apa")\n',
	'---\ntitle: {{title}}\ntags: [{{#tags}}{{.}}, {{/tags}}]\n---\n# {{title}}\n{{#abstract}}> {{abstract | quote}}{{/abstract}}\n{{^abstract}}None{{/abstract}}\n{{now | D MMMM YYYY}}\n', "auth.lower + '_' + year + shorttitle(3,3).replace(/a/,'b') | title", '{{year}}/{{key}} {{short-author}}', 'author:vale year:2019..2021 "creep of pine" -tag:old brid*',
	'<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>T</title><id>t</id></info><macro name="a"><names variable="author"><name form="short"/></names></macro><citation><sort><key macro="a"/></sort><layout prefix="(" suffix=")" delimiter="; "><group delimiter=", "><text macro="a"/><date variable="issued"><date-part name="year"/></date><choose><if type="book"><text variable="title"/></if></choose></group></layout></citation><bibliography><layout><text variable="title"/></layout></bibliography></style>',
	'{"id":"p1","citation-key":"vale2020","type":"book","title":"T","status":"unread","added":"2026-08-20T10:00:00.000Z","updated":"2026-08-20T10:00:00.000Z"},', '{"version":1,"papers":[\n{"id":"p1","citation-key":"vale2020","type":"book","title":"T","status":"unread","added":"2026-08-20T10:00:00.000Z","updated":"2026-08-20T10:00:00.000Z"}\n]}\n',
	'{"type":"show","papers":["a"]}', '{"kind":"open","key":"vale2020","line":3}', '[{"kind":"arxiv","categories":["cs.CL"],"every":"day"},{"kind":"web-feed","url":"https://a.org/feed"}]',
	'<rss xmlns:dc="x"><channel><title>J</title><item><title>Creep</title><link>https://a.org/1</link><dc:creator>Ada Vale; Jan Berg</dc:creator><description>&lt;p&gt;Words&lt;/p&gt;</description><pubDate>Wed, 20 Aug 2025 00:00:00 GMT</pubDate></item></channel></rss>',
	'{"message":{"DOI":"10.1000/xyz","type":"journal-article","title":["Creep"],"author":[{"given":"Ada","family":"Vale"}],"issued":{"date-parts":[[2020]]},"abstract":"<jats:p>Words</jats:p>"}}', '{"results":[{"id":"https://openalex.org/W1","display_name":"Creep","doi":"https://doi.org/10.1000/xyz","authorships":[{"author":{"display_name":"Ada Vale"}}],"abstract_inverted_index":{"Words":[0]}}]}',
];
