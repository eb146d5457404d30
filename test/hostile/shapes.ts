/** A text that grows: what a stranger may write to keep a reader busy. */
export interface Shape {
	readonly name: string;
	/** About `size` UTF-16 units of it. */
	of(size: number): string;
	/** Present where what repeats may nest: so many of it, one in another. */
	deep?(depth: number): string;
}

/** What opens something that another can stand in. */
const opener = /[{[(<]$|^[>?+*-] $|begin|^[>*_"'`]$/;

/** The unit again and again, between a beginning and an end. */
function repeated(unit: string, before = '', after = ''): Shape {
	const times = (count: number): string => before + unit.repeat(count) + after;
	return {
		name: [before, `${unit}…`, after].map(part => JSON.stringify(part).slice(1, -1)).filter(part => part !== '').join(' '), of: size => times(Math.ceil(size / unit.length)), ...(opener.test(unit) ? { deep: times } : {}),
	};
}

/** Opened that deep and closed again. */
function nested(open: string, close: string, inside = 'x'): Shape {
	const deep = (depth: number): string => open.repeat(depth) + inside + close.repeat(depth);
	return { name: `${JSON.stringify(open).slice(1, -1)}…${inside}…${JSON.stringify(close).slice(1, -1)}`, of: size => deep(Math.ceil(size / (open.length + close.length))), deep };
}

/** Lines or entries that each bear their number. */
function numbered(name: string, line: (number: number) => string, before = '', after = ''): Shape {
	return { name, of: size => {
		const lines: string[] = [];
		for (let number = 1, length = 0; length < size; number += 1) {
			const text = line(number);
			lines.push(text);
			length += text.length;
		}
		return before + lines.join('') + after;
	} };
}

const signs = Array.from('!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~ \n\t\raA0é');

const units = [
	'\r\n', '\n\n', ' \n', '\u00a0', '\u2028', '\u{1F600}', '\uD800', '\u0301', 'ß', '中', 'İ', 'a ', 'a,', 'a;', 'a.', 'a-', 'a:', 'a b, ', 'A. ', 'A B. ', 'and ', ' and', 'a and ', '{a} ', '}{', ')(', '][', '><', '[]', '()', '{}', '<>', '**', '* ', '_a', '*a', '*a*', '**a', '***a ', '~~a', '`a', '`` ` ', '$a', '$a$', '$$a',
	'\\a', '\\a ', '\\a{', '\\{', '\\\\', '\\"', '\\"{', '{\\', '\\begin{a}', '\\cite{', '\\cite[', '\\cite[a]', '\\cite{a}', '\\cites(', '\\cites{a}', '\\verb|', '\\href{', '\\href{a}{', '\\url{', '\\textit{', '\\frac{', '\\(', '\\[', '\\begin{verbatim}', '%\n', '% ',
	'@a', '@a{', '@a{b', '@a{b,', '@a{b, c = {', '@a{b,\n', '@article{', '@comment{', '@string{a = ', '@{', '@{a', '[@a', '[@a]', '[@a; ', '[@a, p. 1', '[-@a', '@a [', '; @a', '[see ', '[a', '[a]', '[a](', '[a](b)', '![', '![a](', '[[', '[[a', '[[a]]', '[[a|', '![[', '[^a', '[^a]', '^[', '[a]: ', '[a]: b\n', '[a]: <', '<a', '<a>', '<a ', '<a b="', '<a b=\'"', '</a>', '</', '<!', '<!--', '-->', '<![CDATA[', '<?', '<é>', '<a b="/>">', '<br>', '<p>', '<b>', '<i>', '&a', '&amp;', '&#', '&#x', '&#9;', '&amp;amp;',
	'# ', '#a', '# a\n', '> ', '> a\n', '- ', '- a\n', '- - ', '1. ', '1. a\n', '+ a\n', '\n---\n', '---\n', '***\n', '```\n', '```a\n', '~~~\n', '    a\n', '\ta\n', '| a ', '| a | b |\n', '|-', '|---|\n', ':::\n', '::: a\n', ':::', '::', '{{', '}}', '{{a}}', '{{#a}}', '{{^a}}', '{{a', '{{{', '{{a | ', '{% ', '$(', '${', '{a}`', '{cite}`', '{cite}`a`', ':a:`', '```{a}\n', '#cite(', '#cite(<a>)', '#a(', '#a[', '#let a = [', '/*', '*/', '//', '"a', '"a"', "'a", "'a'", '“', '”', 'a"', 'a\'',
	'? ', '? a\n', ': ', 'a: ', 'a:\n', 'a: b\n', '- a: ', '&a ', '*a ', '&a a: ', '!a ', '!!a ', '? [', '? {', '[a, ', '{a: ', '[[],', '{"a":', '{"a":[', '[{"a":', '"a":', '"a",', '"\\', '\\u', 'null,', '|\n', '>\n', '- |\n', '"\n', '<<: *a\n', '&a [*a,', '%YAML ', '%a\n', '... ', '...\n',
	'http://', 'https://a', 'https://a)', 'https://a/', 'https://a.', 'https://a/?', 'www.', '10.1000/', '10.1000/a ', '10.1000/a]', '10.1000/a.', '10.', 'doi:', 'doi: 10.1000/', 'arXiv:', 'arXiv:2101.00001', 'pmid:', 'pubmed/', '2101.00001', 'a@', 'a@a', 'a@a.', '1,', '1-', '1.', '1/', '1:', '--', '---', '–', '- -', 'p. ', 'p. 1, ', 'pp. 1-', 'vol. ', 'chap. 1', '2020-', '2020/', '2020 ', 'Jan ', '1 Jan ', '/..', '../', './', '\\..', 'a/', 'C:\\',
	'x # ', 'x#', '"x" # ', 'a = {b},', 'a = {', 'a = "', 'a = b, ', 'family=', 'family=a, ', 'family= , ', 'given={', 'author:"', 'tag:', 'tag:a ', 'year:1..', '-a ', '-"', 'a*', 'OR ', '(a OR ', '^a', 'a~', 'auth + ', 'auth.', 'auth.lower', 'auth(', 'auth(1,', '[auth', '[auth:', '[auth]', '[>', "'a' + ", 'a | ', '|| ', '; ', 'year ? ',
	'TY  - JOUR\n', 'ER  - \n', 'AU  - ', 'AU  - a\n', 'PMID- 1\n', '      a\n', '%A ', '%A a\n', '%0 Book\n', 'PT J\n', 'AF a\n', 'By ', 'Authors: ', 'Authors: a', 'Summary: ', 'Abstract: ', 'Daily Papers\n', 'Aug 20\n', 'Upvotes: ', 'KEY: ', '{:a: b}', 'tex.a: b\n', 'a: b\\n',
	'<text macro="a"/>', '<text value="', '<group>', '<choose><if>', '<names variable="author"/>', '<macro name="a">', '<text variable="constructor"/>', '<date variable="issued"/>', 'span ', '<span class="', '<span style="font-variant:small-caps;">', '<sup>',
	'<!-- marginalia:begin a -->\n', '<!-- marginalia:end -->\n', '<!-- marginalia:', 'marginalia:', 'tags: ', 'aliases: [', 'title: "',
];

/** Each with a part that repeats and an end that spoils the match. */
const spoiled: readonly (readonly [unit: string, before: string, after: string])[] = [
	[' ', 'a', 'b'], [' ', 'Authors: a', 'b'], ['\n', 'a', 'b'], ['\t', '- ', 'x'], [' ', '@a{', '{'], ['\n', '@a{', ''], [' ', '@', 'a'], ['a', '@', ''], ['a', '@article{', ''], [' ', '[a', ']'], ['a ', '[', '('], ['a', '<', ''], [' a', '<a', ''], [' a="b"', '<a', ''], ['a', '<!--', '--'], ['-', '<!--', ''], ['a', '$', ''], ['a', '`', ''], ['`', 'a', 'a'], ['a', '```', ''],
	[')', 'https://a', ''], ['.', 'https://a', 'b'], [']', 'https://a', ''], ['].', 'https://a', ''], ['(', 'https://a', ')'], ['.,', 'https://a', ')'], ['-', 'a', 'b'], ['–', 'A', 'B'], ['.', 'a', 'b'], [',', 'a', 'b'], [';', 'a', 'b'], [':', 'a', 'b'], [' ', 'family=', ','], [' ', 'family=a, given=', 'x'], [' ', 'a: ', 'b'], [' ', '- ', '- a'], ['a ', '"', ''], ['\\', '"', '"'], ['\\', '{', '}'], ['a', '{\\', '}'],
	[' ', '2020', 'x'], ['1', '10.', '/'], ['1', '', 'a'], ['1', '1.', ''], ['1 ', '', 'a'], ['-', '<!-- a ', '>'], [' ', 'p.', 'x'], ['1-', 'p. ', 'x'], ['\n', '---\na: b', '---'], [' \n', '---\n', '---\n'], ['a: b\n', '---\n', ''], ['a: b\n', '---\n', '---\n'], ['  ', '---\nreferences:\n', '- a'], ['a', '[^', ']: '], ['>', '', ' a\nb'], ['> ', '', '```\na'], [' ', '```', '`'], [' ', '|', '|\n|-|\n'], ['|', 'a', '\n'],
	['#', '', ' a'], ['# ', 'a ', '#b'], [' #', '# a', 'b'], ['*', 'a', ' b'], ['_', 'a', 'b_'], ['*a _b ', '', ''], ['[', '', '](a)'], [']', '[a', '(b)'], ['(', '[a](', ')'], ['\\(', '[a](', ')'], ['<', '[a](', '>)'], ['a\n', '> ', ''], ['a\n', '- ', ''], ['\n', '- a', '  b'], ['(a', 'see ', ')'], ['A', '', '. B'], ['é', '', ' 1'], [' \\\n', '', ''], ['\\ ', '', '\n'], ['<b', '', '>'], ['e.g. ', '', 'A'], ['!', 'a', ' '], ['."', 'a', 'b'],
];

const entries: readonly Shape[] = [
	numbered('distinct keys', number => `@article{k${number}, title = {T ${number}}}\n`), numbered('one key', () => '@article{k, title = {T}}\n'), numbered('strings that double', number => `@string{s${number} = s${number - 1} # s${number - 1}}\n`, '@string{s0 = {aaaaaaaaaa}}\n', '@article{k, title = s9}'),
	numbered('one string that doubles', () => '@string{s = s # s}\n@article{k, title = s}\n', '@string{s = {aaaaaaaaaa}}\n'),
	{ name: 'xdata that name all', of: size => {
		const count = Math.max(2, Math.floor(Math.sqrt(size / 6)));
		const names = Array.from({ length: count }, (_, at) => `x${at}`);
		return `${names.map(name => `@xdata{${name}, xdata = {${names.join(',')}}}`).join('\n')}\n@article{k, title = {T}, xdata = {x0}}`;
	} },
	numbered('chain of crossrefs', number => `@book{b${number}, title = {T}, crossref = {b${number + 1}}}\n`), numbered('all crossref one that is missing', number => `@book{b${number}, title = {T}, crossref = {missing}}\n`), numbered('ring of crossrefs', number => `@book{b${number % 9}, title = {T}, crossref = {b${(number + 1) % 9}}}\n`),
	numbered('many fields', number => ` f${number} = {v},\n`, '@article{k,', '}'), numbered('many keywords', number => ` keywords = {v${number}},\n`, '@article{k,', '}'), numbered('unknown strings', number => ` f${number} = m${number},\n`, '@article{k,', '}'), numbered('unclosed entries', number => `@article{k${number}, title = {T\n`), numbered('entries in one line', number => `@article{k${number}, title = {T}} `),
	numbered('records of RIS', number => `TY  - JOUR\nTI  - T ${number}\nER  - \n`), numbered('records of RIS without end', number => `TY  - JOUR\nTI  - T ${number}\n`), numbered('lines of RIS', number => `N1  - ${number}\n`, 'TY  - JOUR\n'), numbered('items of JSON in a line', number => `{"id":"k${number}","type":"book","title":"T"},`, '[', ']'), numbered('broken items of JSON', number => `{"id":"k${number}","type":book},`, '[', ']'), numbered('items of JSON a line', number => `{"id":"k${number}","type":"book","title":"T"}\n`),
	numbered('fields of JSON', number => `"f${number}":"v",`, '[{"id":"k","type":"book","title":"T",', '"z":1}]'), numbered('items of YAML', number => `- id: k${number}\n  title: T\n`, 'references:\n'), numbered('broken items of YAML', number => `- id: k${number}\n  title: "T\n`, 'references:\n'), numbered('fields of YAML', number => `  f${number}: v\n`, 'references:\n- id: a\n'), numbered('keys of YAML', number => `k${number}: v\n`), numbered('anchors of YAML', number => `a${number}: &a${number} [*a${number - 1}, *a${number - 1}]\n`, 'a0: &a0 [x]\n'), numbered('aliases of YAML', () => '- *a\n', '- &a [x, y]\n'),
	numbered('entries of Atom', number => `<entry><id>http://arxiv.org/abs/2101.${String(number).padStart(5, '0')}</id><title>T</title></entry>`, '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">', '</feed>'), numbered('entries without end', () => '<entry><id>http://arxiv.org/abs/2101.00001</id>', '<feed>'), numbered('fields of Atom', number => `<f${number}>v</f${number}>`, '<feed><entry>', '</entry></feed>'), numbered('attributes', number => ` a${number}="v"`, '<feed><entry', '/></feed>'),
	numbered('names', number => `Doe${number}, Jane and `), numbered('names by semicolon', number => `Doe${number}, Jane; `), numbered('DOIs', number => `10.1000/a${number}\n`), numbered('DOIs in a line', number => `10.1000/a${number}, `), numbered('titles', number => `A Title of Something ${number}\n`), numbered('lines that go on', () => 'of something\n', 'A Title\n'), numbered('links', number => `[a${number}](https://a.org/${number}) `), numbered('arXiv ids', number => `arXiv:2101.${String(number).padStart(5, '0')} `),
	numbered('citations', number => `[@k${number}, p. ${number}; see @k${number + 1}] `), numbered('citations of LaTeX', number => `\\cite[see][${number}]{k${number},k${number + 1}} `), numbered('citations of Typst', number => `@k${number}[p. ${number}] `), numbered('footnotes', number => `[^${number}]: @k${number}\n\n`), numbered('uses of footnotes', number => `a[^${number}] `), numbered('wikilinks', number => `[[n${number}|a]] `), numbered('definitions', number => `[d${number}]: https://a.org\n`), numbered('uses of definitions', number => `[d${number}] `, '[d1]: https://a.org\n\n'),
	numbered('headings', number => `${'#'.repeat((number % 6) + 1)} H${number}\n`), numbered('lists that go deeper', number => `${' '.repeat(Math.min(number, 200) * 2)}- a\n`), numbered('quotes that go deeper', number => `${'>'.repeat(Math.min(number, 300))} a\n`), numbered('lazy lines', () => 'a\n', '> > > > > > > > > a\n'), numbered('table rows', number => `| ${number} | @k${number} |\n`, '| a | b |\n|---|---|\n'), numbered('managed blocks', number => `<!-- marginalia:begin b${number} -->\nx\n<!-- marginalia:end -->\n`), numbered('backticks that grow', number => `${'`'.repeat((number % 300) + 1)} `), numbered('stars that grow', number => `${'*'.repeat((number % 99) + 1)}a `), numbered('fences that grow', number => `${'`'.repeat((number % 99) + 3)}\n`), numbered('words', number => `word${number} `), numbered('words that repeat', number => `word${number % 7} `),
	numbered('macros that double', number => `<macro name="m${number}"><text macro="m${number - 1}"/><text macro="m${number - 1}"/></macro>`, '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>T</title><id>t</id></info><macro name="m0"><text variable="title"/></macro>', '<citation><layout><text macro="m25"/></layout></citation></style>'),
	numbered('macros that call themselves', number => `<macro name="m${number}"><text macro="m${number + 1}"/></macro>`, '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>T</title><id>t</id></info>', '<macro name="m0"><text macro="m0"/></macro><citation><layout><text macro="m0"/></layout></citation></style>'), numbered('sections of a template', number => `{{#tags}}${number}`), numbered('fields of a template', number => `{{title}} {{f${number}}}`), numbered('key patterns', () => "auth.lower + '-' + "), numbered('words sought', number => `w${number} `), numbered('tags sought', number => `tag:t${number} `),
	numbered('JabRef groups', number => `${number} StaticGroup:g${number}\\;0\\;1\\;\\;\\;\\;;\n`, '@comment{jabref-meta: grouping:\n', '}'), { name: 'random digits', of: size => Array.from({ length: size }, (_, at) => (at * 7919) % 10).join('') }, { name: 'powers', of: size => JSON.stringify({ id: 'k', type: 'book', title: 'x'.repeat(size / 2), volume: '9'.repeat(size / 2) }) },
];

export const shapes: readonly Shape[] = [
	...signs.map(sign => repeated(sign)), ...units.map(unit => repeated(unit)), ...spoiled.map(([unit, before, after]) => repeated(unit, before, after)), ...entries,
	nested('{', '}'), nested('[', ']'), nested('(', ')'), nested('<a>', '</a>'), nested('<é>', '</é>'), nested('<a b="/>">', '</a>'), nested('"{', '}"'), nested('\\textbf{', '}'), nested('{\\it ', '}'), nested('$\\frac{', '}$'), nested('[a ', '](b)'), nested('![a ', '](b)'), nested('[', '][a]'), nested('*', '*'), nested('**a ', ' a**'), nested('_a ', ' a_'), nested('[[', ']]'), nested('{"a":', '}', '1'), nested('[', ']', ''), nested('{a: ', '}', 'b'), nested('- {', '}'), nested('{{#tags}}', '{{/tags}}'), nested('{{^tags}}', '{{/tags}}'), nested('\\begin{a}', '\\end{a}'), nested('#a[', ']'), nested('#a(', ')'), nested('<group>', '</group>', '<text variable="title"/>'), nested('<choose><if type="book">', '</if></choose>'), nested('auth(', ')'), nested('(a OR ', ')'), nested('/*', '*/'), nested('\\cite[', ']{a}'), nested('@{', '}'), nested('^[', ']'), nested('<i>', '</i>'), nested('{\\"', '}'), nested('[@a ', ']'), nested('"', '"'), nested('::: a\n', '\n:::'), nested('`', '`'), nested('<span class="nocase">', '</span>'),
];
