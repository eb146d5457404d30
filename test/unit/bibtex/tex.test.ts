import assert from 'node:assert/strict';
import { closingBrace, readTex, readVerbatim } from '../../../src/core/bibtex/syntax/texReader';
import type { TexReading } from '../../../src/core/bibtex/syntax/texReader';
import { jabrefTree } from '../../../src/core/bibtex/write/jabrefTree';
import { nameToTex } from '../../../src/core/bibtex/write/nameToTex';
import { balanced, textToTex, wordsToTex } from '../../../src/core/bibtex/write/texWriter';
import { groupsField, listedGroups, nameOfGroup, unquotedParts } from '../../../src/core/bibtex/jabrefNames';
import type { IncomingPaper, Name } from '../../../src/core/paper/paper';

const tex = String.raw;

describe('the TeX of a BibTeX value', () => {
	const markup = { markup: true };
	const title = { markup: true, nocase: true };
	const cases: readonly (readonly [string, string, TexReading?])[] = [
		// Letters, accents, signs.
		[tex`Caf\'e, Caf\'{e} and Caf{\'e}`, 'Café, Café and Café'],
		[tex`\"Uber na\"{\i}ve \v{C}apek \c{c}a`, 'Über naïve Čapek ça'],
		[tex`\'\i{} \^\j \'\i x`, 'í ĵíx'],
		[tex`\c{c}\k{a}\b{k}`, 'çąḵ'],
		[tex`\ss{} \o\ \aa ngstrom`, 'ß ø ångstrom'],
		[tex`\~{}home \^{}`, '~home ^'],
		[tex`\"{}`, '"'],
		[tex`50\% \& \#1 \_x \{y\} \$5`, '50% & #1 _x {y} $5'],
		['a~b', 'a b'],
		[tex`a\,b\;c\ d\\e`, 'a b c d e'],
		[tex`soft\-hyphen ital\/ic`, 'softhyphen italic'],
		[tex`Smith \& Co.\@ \relax end`, 'Smith & Co. end'],
		[tex`one\par two`, 'one\n\ntwo'],
		['one\ntwo\n\nthree', 'one two\n\nthree'],
		['  a   b ', 'a b'],
		// Dashes and quotes.
		['1--2---3-4', '1–2—3-4'],
		["``Yes,'' she said", '“Yes,” she said'],
		["`so' it's ``don't''", "‘so’ it's “don't”"],
		["1--2 ``x'' `y'", "1--2 ``x'' `y'", { literal: true }],
		[tex`\enquote{one \enquote{two} three}`, '“one ‘two’ three”'],
		[tex`\mkbibparens{a} \mkbibbrackets{b}`, '(a) [b]'],
		// Styles.
		[tex`\emph{in vivo} \textbf{b} x\textsuperscript{2} H\textsubscript{2}O`, 'in vivo b x2 H2O'],
		[
			tex`\emph{in vivo} \textbf{b} x\textsuperscript{2} H\textsubscript{2}O`,
			'<i>in vivo</i> <b>b</b> x<sup>2</sup> H<sub>2</sub>O',
			markup,
		],
		[tex`\textsc{Nasa}`, '<span style="font-variant:small-caps;">Nasa</span>', markup],
		[tex`{\em so} and {\it to \bf the} end`, '<i>so</i> and <i>to <b>the</b></i> end', markup],
		[tex`\em to the end`, '<i>to the end</i>', markup],
		[tex`\emph{} \texttt{code} {\tt code}`, 'code code', markup],
		[tex`\begin{it}so\end{it} \begin{itemize}\item one\item two\end{itemize}`, '<i>so</i> • one• two', markup],
		[tex`\emph x`, tex`\emph x`],
		[tex`\uppercase{abc} \MakeLowercase{ABC}`, 'ABC abc'],
		// Braces.
		['{The {DNA} of {Things}}', 'The DNA of Things'],
		['{{{A}}}', 'A'],
		['{A} and {B}', 'A and B'],
		['A} B', 'A B'],
		['{A {de novo} walk}', 'A <span class="nocase">de novo</span> walk', title],
		['{A {DNA} walk, {d}eep, {pH} {$x$ in}}', 'A DNA walk, deep, pH $x$ in', title],
		[tex`A {\'e}t{\'e}, {\emph{de novo}}`, 'A été, <i>de novo</i>', title],
		[tex`{\emph{A}} {B}`, '<i>A</i> B', title],
		// Formulae.
		['$x^2$ and $$y$$', '$x^2$ and $$y$$'],
		[tex`$<$ $\sim$ 3$^\circ$C $-$1`, '< ~ 3°C −1'],
		['$x$2', tex`\(x\)2`],
		[tex`5\(^{\text{th}}\) \(x_{ij}\)2 \(<\) {\(\mathbf{R}^{n+1}\)}`, tex`5$^{\text{th}}$ \(x_{ij}\)2 < $\mathbf{R}^{n+1}$`, title],
		[tex`\[x^{2}\] a \) b \[c \( d`, tex`$$x^{2}$$ a \) b \[c \( d`],
		[tex`\(\mbox{a \(b\)}\) \ensuremath{x_i}2 \ensuremath{<}`, tex`$\mbox{a \(b\)}$ \(x_i\)2 <`],
		['$ $ and', 'and'],
		['costs $5', 'costs $5'],
		['{$a}$', '$a$'],
		[tex`\ensuremath{\alpha}`, tex`$\alpha$`],
		[tex`$a\$b {c$d} e$`, tex`$a\$b {c$d} e$`],
		// Links and other commands.
		[tex`\url{https://a.example/a\_b\%20}`, 'https://a.example/a_b%20'],
		[tex`\href{https://a.example/}{Page}`, 'Page'],
		[tex`\href{https://a.example/a\_b}{Page}`, 'Page (https://a.example/a_b)', { addresses: true }],
		[tex`\href{https://a.example/}{https://a.example/}`, 'https://a.example/', { addresses: true }],
		[tex`\href{https://a.example/}`, 'https://a.example/'],
		[tex`\texorpdfstring{$x$}{x} \textcolor{red}{word} \foreignlanguage{german}{Wort}`, 'x word Wort'],
		[tex`\noopsort{1973b}1973 \hspace{1em}a\phantom{x}b`, '1973 ab'],
		[tex`\bibstring{phdthesis}, \bibstring{ phdthesis }`, 'PhD thesis, PhD thesis'],
		[tex`\ElsevierGlyph{2014}\ElsevierGlyph{x}`, '—'],
		[tex`see \cite[p. 3]{a}{b} and \foo`, tex`see \cite[p. 3]{a}{b} and \foo`],
		[tex`\foo{open`, tex`\fooopen`],
		['a\\', 'a\\'],
		[tex`\path{a\_b} \nolinkurl{c\%d}`, 'a_b c%d'],
		[tex`\mkbibquote{a} \textquote{b \mkbibemphquote{c}}`, '“a” “b ‘c’”'],
		[tex`\lowercase{AB} \MakeUppercase{cd} \uppercase`, tex`ab CD \uppercase`],
		[tex`a\vspace{1em}b\nosort{x}c\label{y}d\vphantom{z}e`, 'abcde'],
		[tex`\bibinfo{author}{Doe} \texorpdfstring{x} y \textcolor {red} {z}`, 'Doe y z'],
		[
			tex`\href{https://a.example/\%20}{a} \href{https://b.example/}{see https://b.example/ there}`,
			'a (https://a.example/%20) see https://b.example/ there',
			{ addresses: true },
		],
		[tex`\foo  {a} \foo[x]{a}{b} \foo[x {a}`, tex`\foo a \foo[x]{a}{b} \foo[x a`],
		[tex`\bibstring {in} \ElsevierGlyph{1F600}\ElsevierGlyph{123456}`, 'in 😀'],
		// What belongs together, and what does not.
		['x{de novo}, {de novo}y {de novo}{z}, the {de novo}.', 'xde novo, de novoy de novoz, the <span class="nocase">de novo</span>.', title],
		[tex`A {u}ber {\em de novo} {de $x$}`, 'A uber <i>de novo</i> de $x$', title],
		['{a} {b}', '<span class="nocase">a</span> <span class="nocase">b</span>', title],
		['{{a}b}', 'ab', title],
		[tex`{\emph{de novo} x}`, '<i>de novo</i> x', title],
		[tex`{\it a\em b} c {\bf}`, '<i>a<i>b</i></i> c', markup],
		[tex`\item x \begin{foo}y\end{foo} \begin {quote} z \end {quote}`, tex`• x \begin{foo}y\end{foo} z`],
		[tex`\"{ae} \v{\i} \u\i \.i \=a \'1`, 'äe ǐ ĭi̇ ā 1́'],
		[tex`\'$x$ \c`, "'$x$"],
		["'a' `b `c' d' l'x", "'a' ‘b ‘c’ d’ l'x"],
		['a\n\n\nb\tc  d\n \n e', 'a\n\nb c d\n\ne'],
		[tex`$x$ 3, $x$3, $$ y $$`, tex`$x$ 3, \(x\)3, $$y$$`],
		[tex`\quad a\ \ b\relax{}c\par{}d`, 'a bc\n\nd'],
		[tex`\o{}x \o x \ox \ss{}`, tex`øx øx \ox ß`],
		// What web pages put there.
		[tex`Science \&amp; Wheels, Caf&eacute;`, 'Science & Wheels, Café'],
		['AT&T', 'AT&T'],
	];
	for (const [source, text, reading] of cases) {
		it(`should be “${text}”: ${source.replaceAll('\n', '\\n')}${reading ? ` ${JSON.stringify(reading)}` : ''}`, () => {
			assert.equal(readTex(source, reading), text);
		});
	}

	it('should lose nothing where it is nested deeper than anybody writes, but for what lies below', () => {
		assert.equal(readTex(`a${'{'.repeat(50)}b${'}'.repeat(50)}c`), 'abc');
		assert.match(readTex(`a${'{'.repeat(500)}b${'}'.repeat(500)}c`), /^a.*c$/);
	});

	it('should stand as it is in addresses, but for what TeX asks for', () => {
		for (const [source, text] of [
			[' https://a.example/ ', 'https://a.example/'],
			['https://a.example/a\n  b', 'https://a.example/ab'],
			['{https://a.example/}', 'https://a.example/'],
			[tex`\url{https://a.example/{x}}`, 'https://a.example/{x}'],
			[tex`a\_b\%20\&c{\_}d`, 'a_b%20&c_d'],
			[tex`~u {\textasciitilde}u \textasciitilde{}u \~{}u $\sim$u`, '~u ~u ~u ~u ~u'],
			[tex`a\textunderscore b`, 'a_b'],
			[tex`{\url{https://a.example/}}`, 'https://a.example/'],
			['{{https://a.example/{x}}}', 'https://a.example/{x}'],
			['{a}/{b}', '{a}/{b}'],
			[tex`\url {a}`, 'a'],
		] as const) {
			assert.equal(readVerbatim(source), text, source);
		}
	});

	it('should tell the brace that closes another', () => {
		assert.deepEqual(
			[closingBrace('{a{b}c}d', 0), closingBrace('{a{b}c}d', 2), closingBrace(tex`{\}}`, 0), closingBrace('{a', 0)],
			[6, 4, 3, -1],
		);
		assert.deepEqual([closingBrace('{abc}', 0, 4), closingBrace('{abc}', 0, 5)], [-1, 4]);
	});
});

describe('a text as TeX', () => {
	const protect = { protect: true };
	const cases: readonly (readonly [string, string, object?])[] = [
		[tex`50% & #1 _x $5 ~ ^ \ x`, tex`50\% \& \#1 \_x \$5 \textasciitilde{} \textasciicircum{} \textbackslash{} x`],
		['`a`', tex`\textasciigrave{}a\textasciigrave{}`],
		['{a}', tex`\{a\}`],
		['a} b', tex`a\textbraceright{} b`],
		["1--2, ''", "1-{}-2, '{}'"],
		['1---2', '1-{}-{}-2'],
		['of $x^2$ and \\foo{bar} \\$5', 'of $x^2$ and \\foo{bar} \\$5'],
		['Attention and BERT for iPhone users', 'Attention and {BERT} for {iPhone} users', protect],
		['Letters of Max Planck from Berlin', 'Letters of Max Planck from Berlin', protect],
		['Letters of Max Planck written in Berlin', 'Letters of {Max} {Planck} written in {Berlin}', protect],
		['The letters of Max Planck', 'The letters of {Max} {Planck}', protect],
		['(BERT), again', '({BERT}), again', protect],
		['The <i>In Vivo</i> H<sub>2</sub>O', tex`The \emph{In Vivo} H\textsubscript{2}O`, { markup: true }],
		['<b>a</b> <sup>b</sup>', tex`\textbf{a} \textsuperscript{b}`, { markup: true }],
		['<span style="font-variant:small-caps;">a</span> <span class="nocase">b c</span>', tex`\textsc{a} {b c}`, { markup: true }],
		['a <i>b', 'a <i>b', { markup: true }],
		['<i>a <b>b</i> c</b>', '<i>a \\textbf{b</i> c}', { markup: true }],
		['<i>a</i>', '<i>a</i>'],
	];
	for (const [text, written, options] of cases) {
		it(`should be ${written}: ${text}`, () => {
			assert.equal(textToTex(text, options), written);
		});
	}

	it('should be read as it was, also where it looks like TeX', () => {
		for (const text of [tex`\emph{x} $y$ {z`, "a -- b '' `c' ~ ^", tex`100% $5 \ #`, '{}}{', '$', 'x_y & z']) {
			assert.equal(readTex(wordsToTex(text)), text);
			assert.ok(balanced(wordsToTex(text)));
		}
	});

	it('should have braces in pairs', () => {
		assert.deepEqual(['', '{}', '{a{b}}', '{', '}', '}{', '{}}'].map(balanced), [true, true, true, false, false, false, false]);
	});
});

describe('a name in BibTeX', () => {
	const cases: readonly (readonly [Name, bibtex: string, biblatex?: string])[] = [
		[{ family: 'Doe', given: 'Jo' }, 'Doe, Jo'],
		[{ family: 'Plato' }, 'Plato'],
		[{ family: 'van Dyke' }, '{van Dyke},'],
		[{ family: 'Beethoven', given: 'Ludwig', 'non-dropping-particle': 'van' }, 'van Beethoven, Ludwig'],
		[{ family: 'King', given: 'Martin Luther', suffix: 'Jr.' }, 'King, Jr., Martin Luther'],
		[{ family: 'King', suffix: 'Jr.' }, 'King, Jr.,'],
		[{ family: 'de Souza', given: 'A, B' }, '{de Souza}, {A, B}'],
		[{ family: 'Strunk and White', given: 'W. and E.' }, '{Strunk and White}, {W. and E.}'],
		[{ family: 'Garcia Marquez' }, 'Garcia Marquez,'],
		[{ given: 'Cher' }, '{}, Cher'],
		[{ literal: 'World & Health' }, tex`{World \& Health}`],
		[{ literal: 'others' }, 'others'],
		[
			{ family: 'Goethe', given: 'Johann', 'dropping-particle': 'von', suffix: 'Sr., the' },
			'von Goethe, {Sr., the}, Johann',
			'family=Goethe, given=Johann, suffix={Sr., the}, prefix=von, useprefix=false',
		],
		[
			{ family: 'Mark', 'dropping-particle': 'de', 'non-dropping-particle': 'la' },
			'de la Mark,',
			'family=Mark, prefix=de la, useprefix=false',
		],
	];
	for (const [name, bibtex, biblatex = bibtex] of cases) {
		it(`should be ${biblatex}`, () => {
			assert.deepEqual([nameToTex(name, 'bibtex'), nameToTex(name, 'biblatex')], [bibtex, biblatex]);
		});
	}
});

describe('names of groups', () => {
	it('should stand between commas, or semicolons, in braces where they have such signs of their own', () => {
		assert.equal(groupsField(['A', 'B, C', 'D; E', '  F \n G ', '{H']), 'A, {B, C}, {D; E}, F G, \\textbraceleft{}H');
		assert.deepEqual(listedGroups('A, {B, C}, {D; E},, F G'), ['A', 'B, C', 'D; E', 'F G']);
		assert.equal(groupsField(['R&D_x', '100 %', 'a\\b']), 'R&D_x, 100 %, a\\textbackslash{}b');
		assert.deepEqual(listedGroups('A; B'), ['A', 'B']);
		assert.deepEqual(listedGroups('{A; B}; {{C}}; {D}; {E'), ['A; B', '{C}', 'D', '{E']);
		assert.deepEqual([' ', '{ }, {}'].flatMap(listedGroups), []);
		assert.deepEqual(listedGroups('{A}{B}, C}, D'), ['{A}{B}', 'C}', 'D']);
		assert.deepEqual(['R&D_x', '\\textbraceleft{}H'].map(nameOfGroup), ['R&D_x', '{H']);
		assert.deepEqual([...unquotedParts('a\\;b; c\\\\d ;e\\x;rest')], ['a;b', 'c\\d', 'e\\x']);
	});

	const paper = (...collections: string[]): IncomingPaper => ({ type: 'book', title: 'A', collections });

	it('should lie in each other in the comment, in order, and be called by their whole place only where another has their name', () => {
		const papers = [paper('Thesis > Notes', 'Thesis > Chapter 2'), paper('Talks > Notes'), paper('a \\> b', 'X > c \\> d')];
		const tree = jabrefTree(papers, ['Thesis > Chapter 10', ' ']);
		assert.deepEqual(
			papers.map(one => tree.paper(one)['collections']),
			[['Thesis > Notes', 'Chapter 2'], ['Talks > Notes'], ['a > b', 'X > c \\> d']],
		);
		const groups = [...tree.comment.matchAll(/^(\d) StaticGroup:(.*?)\\;0\\;1\\;\\;\\;\\;;$/gm)].map(
			([, level = '', name = '']) => `${level} ${name}`,
		);
		assert.deepEqual(groups, [
			'1 Talks',
			'2 Talks > Notes',
			'1 Thesis',
			'2 Chapter 10',
			'2 Chapter 2',
			'2 Thesis > Notes',
			'1 X',
			'2 X > c \\\\\\\\textbackslash{}> d',
			'1 a > b',
		]);
		assert.match(tree.comment, /^\n@Comment\{jabref-meta: grouping:\n0 AllEntriesGroup:;\n1 StaticGroup:[^]*;\n\}\n$/);
	});

	it('should leave papers alone that are in none', () => {
		const lone: IncomingPaper = { type: 'book', title: 'A' };
		const tree = jabrefTree([lone, paper(' ')]);
		assert.equal(tree.paper(lone), lone);
		assert.deepEqual(tree.paper(paper(' ', 'A'))['collections'], ['A']);
		assert.deepEqual(tree.paper(paper(' '))['collections'], [' ']);
		assert.equal(tree.comment, '');
	});
});
