import assert from 'node:assert/strict';
import { latexMaskedRanges } from '../../../src/core/citing/latexMask';
import { printLocator, splitLocator } from '../../../src/core/citing/locators';
import type { LocatorOptions } from '../../../src/core/citing/locators';
import { typstParts } from '../../../src/core/citing/typstMarkup';

const tex = String.raw;
const slices = (text: string, ranges: readonly { readonly start: number; readonly end: number }[]) =>
	ranges.map(({ start, end }) => text.slice(start, end));

describe('what of a Typst text is no markup', () => {
	const cases: readonly (readonly [text: string, masked: readonly string[], code: readonly string[]])[] = [
		['plain @doe', [], []],
		['a // b @doe\nc', ['// b @doe'], []],
		['a /* b /* c */ d */ e', ['/* b /* c */ d */'], []],
		['a /* open', ['/* open'], []],
		[tex`a \// b`, [], []],
		['`a` b ```c ` d``` e', ['`a`', '```c ` d```'], []],
		['`` a ` open', ['``', '` open'], []],
		[tex`$a \$ b$ c`, [tex`$a \$ b$`], []],
		['$ open', ['$ open'], []],
		['see https://a.example/@x] @doe', ['https://a.example/@x'], []],
		['#cite(<doe>) @roe', [], ['<doe>)']],
		['#f("a @b", $c$) d', ['"a @b"', '$c$'], ['"a @b", $c$)']],
		[tex`#f("a \" b") c`, [tex`"a \" b"`], [tex`"a \" b")`]],
		['#f(x)[a @doe] b', [], ['x)']],
		['#f((a), {b}) c', [], ['(', 'a)', ', {', 'b}', ')']],
		['#let x = [a @doe] + y\n@roe', [], [' x = [', ' + y\n']],
		['#let x = 1; @roe', [], [' x = 1;']],
		['[#let x = 1] @roe', [], [' x = 1']],
		['#{ let x = 1 } @roe', [], [' let x = 1 }']],
		['#letter.x @roe', [], []],
		['#"a @doe" @roe', ['"a @doe"'], []],
		[tex`#"a \" @doe" @roe`, [tex`"a \" @doe"`], []],
		['#if x [a] else [b] @roe', [], [' x [', ' else [']],
		['#if x {a}\nelse if (y) {b} @roe', [], [' x {', 'a}', '\nelse if (', 'y)', ' {', 'b}']],
		['#for x in (1, 2) [a @doe] @roe', [], [' x in (', '1, 2)', ' [']],
		['#while x\n@roe', [], [' x\n']],
		['#context [a @doe] @roe', [], []],
		['#context here().page() @roe', [], [')']],
		['#context if x [a] @roe', [], [' x [']],
		['#{ if x [a]; cite(<b>) } @roe', [], [' if x [', '; cite(', '<b>)', ' }']],
		['#show: x => [a @doe]\n@roe', [], [': x => [', '\n']],
		['#f(open', [], ['open']],
		['#f(g[h(x) @doe], y) z', [], ['g[', ', y)']],
		['#{ [a } @doe] }', [], [' [', ' }']],
		['#set text(x)\n@roe', [], [' text(', 'x)', '\n']],
		['#import "a@b": c\n@roe', ['"a@b"'], [' "a@b": c\n']],
		['#include "x.typ" // y\n@roe', ['"x.typ"', '// y'], [' "x.typ" // y\n']],
		['#return x\n@roe', [], [' x\n']],
		['#a-b.c_d2.e(f) g', [], ['f)']],
		['#"open @doe', ['"open @doe'], []],
		['#let x = "a ] @b"\n@roe', ['"a ] @b"'], [' x = "a ] @b"\n']],
		['#let f(x) = {\n a\n}\n@roe', [], [' f(', 'x)', ' = {', '\n a\n}', '\n']],
		['#let x = (\n1)\n@r', [], [' x = (', '\n1)', '\n']],
		['```` ``` ```` @a', ['```` ``` ````'], []],
		['/* /* */ @doe', ['/* /* */ @doe'], []],
		['/* a *//* b */ @doe', ['/* a */', '/* b */'], []],
		[tex`\$ @doe $`, ['$'], []],
		['#if x [a] else if y [b] else [c] @roe', [], [' x [', ' else if y [', ' else [']],
		['#if x [a] elsewhere', [], [' x [']],
		['#while (x) { y }; @roe', [], [' (', 'x)', ' {', ' y }']],
		['#context  {x} y', [], ['x}']],
		['#contextual(x)', [], ['x)']],
		['#f() [a]', [], [')']],
		['#(1 + 2) b', [], ['1 + 2)']],
		['http://x.y/z a https:/x', ['http://x.y/z'], []],
		['#let x = 1 // c ]\n@roe', ['// c ]'], [' x = 1 // c ]\n']],
		['#let x = `a\nb` + $c\nd$ + e\n@roe', ['`a\nb`', '$c\nd$'], [' x = `a\nb` + $c\nd$ + e\n']],
		['#{ "a" /* c */ // d }\n } e', ['"a"', '/* c */', '// d }'], [' "a" /* c */ // d }\n }']],
		['[[a] #let x = [b]] c', [], [' x = [']],
		['a ] #f(x]) b', [], ['x])']],
		['#f({x)}) b', [], ['{', 'x)}', ')']],
		['#if x {\n[a]\n} else {\n}\nb', [], [' x {', '\n[', '\n}', ' else {', '\n}']],
		['#if x { if y { z } } b', [], [' x {', ' if y {', ' z }', ' }']],
		['#if x [#if y [z] else [w]] b', [], [' x [', ' y [', ' else [']],
		['a [b] ] c', [], []],
	];
	for (const [text, masked, code] of cases) {
		it(`should be told in ${text.replaceAll('\n', '\\n')}`, () => {
			const parts = typstParts(text);
			assert.deepEqual([slices(text, parts.masked), slices(text, parts.code)], [masked, code]);
		});
	}
});

describe('what of a LaTeX text is no text', () => {
	const cases: readonly (readonly [text: string, ...masked: string[]])[] = [
		['plain'],
		['a % b\nc', '% b'],
		[tex`50\% of \\% b`, '% b'],
		[tex`\verb|%a| b`, tex`\verb|%a|`],
		[tex`\verb*+a+ \lstinline[x]!b! \mintinline{c}|d|`, tex`\verb*+a+`, tex`\lstinline[x]!b!`, tex`\mintinline{c}|d|`],
		[tex`\lstinline{a{b}c} d`, tex`\lstinline{a{b}c}`],
		['\\verb|a\n| b'],
		[tex`\verbatim{a}`],
		[tex`\begin{verbatim}% a\end{verbatim} b % c`, tex`\begin{verbatim}% a\end{verbatim}`, '% c'],
		[tex`\begin{lstlisting}a\end{verbatim}`],
		[tex`\begin{comment}a % b`, '% b'],
		[tex`\iffalse a \cite{x} \fi b`, tex`\iffalse a \cite{x} `],
		[tex`\iffalse a \else b \fi c`, tex`\iffalse a `],
		[tex`\iffalse a \find b`],
		[tex`\iffalsehood a \fi`],
		[tex`a \end{document} b % c`, tex`\end{document} b % c`],
		[tex`\url{https://a.example/%20} \href{a%b}{c} \path{x%y}`, tex`\url{https://a.example/%20}`, tex`\href{a%b}`, tex`\path{x%y}`],
		[
			tex`\begin{verbatim*}%\end{verbatim*} \begin{BVerbatim}%\end{BVerbatim}`,
			tex`\begin{verbatim*}%\end{verbatim*}`,
			tex`\begin{BVerbatim}%\end{BVerbatim}`,
		],
		[tex`\begin{minted}{c} % a\end{minted} % b`, tex`\begin{minted}{c} % a\end{minted}`, '% b'],
		[tex`\begin{filecontents*}{a.bib}x\end{filecontents*} %`, tex`\begin{filecontents*}{a.bib}x\end{filecontents*}`, '%'],
		[tex`\begin{verbatim}a\begin{verbatim}%\end{verbatim} c`, tex`\begin{verbatim}a\begin{verbatim}%\end{verbatim}`],
		[tex`\begin{center}% a`, '% a'],
		[tex`\verb|a| \verb|b`, tex`\verb|a|`],
		['\\verb!a! b\n!', tex`\verb!a!`],
		['% a\n\\verb|b|\n% c', '% a', tex`\verb|b|`, '% c'],
		[tex`\verb a a \verb{a} %b`, '%b'],
		[tex`\lstinline|a{b%| c`, tex`\lstinline|a{b%|`],
		[tex`\iffalse a \iffalse b \fi c`, tex`\iffalse a \iffalse b `],
		[tex`\iffalse a % b`, '% b'],
		[tex`\end{documents} % b`, '% b'],
		[tex`\url{a{%}c} \url{a{b{c}}} % d`, tex`\url{a{%}c}`, '% d'],
		[
			tex`\mintinline[x]{c}{d%e} \lstinline[a]{b%c} \nolinkurl{%a}`,
			tex`\mintinline[x]{c}{d%e}`,
			tex`\lstinline[a]{b%c}`,
			tex`\nolinkurl{%a}`,
		],
		[tex`\{ \}`],
	];
	for (const [text, ...masked] of cases) {
		it(`should be told in ${text.replaceAll('\n', '\\n')}`, () => {
			assert.deepEqual(slices(text, latexMaskedRanges(text)), masked);
		});
	}
});

describe('the place that follows a key', () => {
	const german: LocatorOptions = {
		terms: [
			['kap.', 'chapter'],
			['s.', 'page'],
			['s', 'page'],
		],
		english: false,
	};
	const cases: readonly (readonly [text: string, place: string, rest: string, options?: LocatorOptions])[] = [
		[', p. 3', 'page 3', ''],
		[', pp. 3-5, and passim', 'page 3-5', ', and passim'],
		[' p. 3', 'page 3', ''],
		[', 3', 'page 3', ''],
		[' 3', 'page 3', ''],
		['3', '', '3'],
		['3', 'page 3', '', { bare: true }],
		[', 3, 5 & 7--9 etc.', 'page 3, 5 & 7--9', ' etc.'],
		[', chap. 2', 'chapter 2', ''],
		[', chapters 2–3', 'chapter 2–3', ''],
		[', § 2', 'section 2', ''],
		[', ¶¶ 2', 'paragraph 2', ''],
		[', sub verbo A', 'sub-verbo A', ''],
		[', s.v. A', 'sub-verbo A', ''],
		[', p. iv', 'page iv', ''],
		[', iv', '', ', iv'],
		['iv', 'page iv', '', { postnote: true }],
		['iv--vi', 'page iv--vi', '', { postnote: true }],
		['I think', '', 'I think', { postnote: true }],
		['3', 'page 3', '', { postnote: true }],
		['and so on', '', 'and so on', { postnote: true }],
		[', p. think', '', ', p. think'],
		[', p. **32** x', 'page 32', ' x'],
		[', p. 12r, 3(a), A3, 3.2', 'page 12r, 3(a), A3, 3.2', ''],
		[', p. 3. And', 'page 3', '. And'],
		[', p. 3: and', 'page 3', ': and'],
		[', p. [3] (4)', 'page [3]', ' (4)'],
		[', {ii, A}, passim', 'page ii, A', ', passim'],
		[', {p. ii {A}}, passim', 'page ii {A}', ', passim'],
		[', {chap. X y}', 'chapter X y', ''],
		[', {Satz 3} and so on', '', ', Satz 3 and so on'],
		[', {(xv), B}', 'page (xv), B', ''],
		[', {}, 99 years later', '', ', 99 years later'],
		[', {open', '', ', {open'],
		[', S. 3', 'page 3', '', german],
		[', Kap. 2', 'chapter 2', '', german],
		[', chap. 2', '', ', chap. 2', german],
		[', s 3', 'page 3', '', german],
		[', sx 3', '', ', sx 3', german],
		[' and more', '', ' and more'],
		['', '', ''],
	];
	for (const [text, place, rest, options] of cases) {
		it(`should be “${place}”: ${text}${options ? ` ${JSON.stringify(options)}` : ''}`, () => {
			const { locator, rest: left } = splitLocator(text, options);
			assert.deepEqual([locator ? `${locator.label} ${locator.value}` : '', left], [place, rest]);
		});
	}

	it('should be written short, in the plural where it is several', () => {
		for (const [label, value, written] of [
			['page', '3', 'p. 3'],
			['page', '3-5', 'pp. 3-5'],
			['chapter', '3, 5', 'chaps. 3, 5'],
			['figure', '3 & 5', 'figs. 3 & 5'],
			['verse', '3–5', 'vv. 3–5'],
			['custom', '3', 'p. 3'],
		] as const) {
			assert.equal(printLocator({ label, value }), written);
		}
	});
});
