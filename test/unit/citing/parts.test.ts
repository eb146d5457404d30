import assert from 'node:assert/strict';
import type CSL from 'citeproc';
import { citeOrder, sortedLike } from '../../../src/core/citing/bibliography/citeOrder';
import { withCiteParts, withNumberParts } from '../../../src/core/citing/bibliography/citeParts';
import type { Formatted } from '../../../src/core/citing/bibliography/formattedText';
import { dokuwiki } from '../../../src/core/citing/dokuwiki';
import { isEnclosed } from '../../../src/core/citing/enclosingMarks';
import { insertCitation, insertCites } from '../../../src/core/citing/insertion';
import { completeLatex } from '../../../src/core/citing/latexCompletion';
import { mergeCitations } from '../../../src/core/citing/mergeCitations';
import type { FoundCitation } from '../../../src/core/citing/syntax';
import { translateWording } from '../../../src/core/citing/translation';
import { latexMarkup, markdownMarkup, typstMarkup } from '../../../src/core/citing/wording';
import { applyEdits } from '../../../src/core/text/edits';

const tex = String.raw;

describe('words of a prefix or suffix in another language', () => {
	const [md, la, ty] = [markdownMarkup, latexMarkup, typstMarkup];
	const cases = [
		['*a* **b** _c_ d_e_f', md, la, tex`\emph{a} \textbf{b} \emph{c} d\_e\_f`],
		['*a* **b**', md, ty, '_a_ *b*'],
		[tex`50\% \& \emph{a} \textbf{b} \textit{c}`, la, md, '50% & *a* **b** *c*'],
		['a--b---c', la, md, 'a–b—c'],
		['a–b—c', md, la, 'a--b---c'],
		[tex`\textasciitilde{} \textbackslash x \textasciicircum y`, la, ty, tex`~ \\x ^y`],
		['~ ^ 5% #1 $5', md, la, tex`\textasciitilde{} \textasciicircum{} 5\% \#1 \$5`],
		[tex`\*a\* \_b\_`, md, la, tex`*a* \_b\_`],
		[tex`\*a\* *b \* c* **d \* e** _f \_ g_`, md, la, tex`*a* \emph{b * c} \textbf{d * e} \emph{f \_ g}`],
		[tex`*a \* b* _c \_ d_`, ty, la, tex`\textbf{a * b} \emph{c \_ d}`],
		[tex`2 \* 3 * 4`, md, la, '2 * 3 * 4'],
		['_a_ *b* c_d_e', ty, md, '*a* **b** c_d_e'],
		[tex`\*a \_b \#`, ty, la, tex`*a \_b \#`],
		['a @b *', la, md, tex`a \@b \*`],
		["a ``b'' `d'", la, md, 'a “b” ‘d’'],
		[tex`\"Uber \'{e}t\'e \textsc{Doe} x\textsuperscript{2} \ss{} \ldots{} \unknown{x}`, la, md, tex`Über été Doe x2 ß … \\unknown{x}`],
		[' and {\\em so} on ', la, ty, ' and _so_ on '],
		['a [b] c', la, md, 'a [b] c'],
		['a [b c', la, md, tex`a \[b c`],
		['a _b', la, md, tex`a \_b`],
		['a [b] <c> #d', md, ty, tex`a \[b\] \<c\> \#d`],
		['see $x_1$ *so*', md, la, tex`see $x_1$ \emph{so}`],
		['*as* is', md, md, '*as* is'],
	] as const;
	for (const [words, from, to, written] of cases) {
		it(`should be ${written}: ${words}`, () => {
			assert.equal(translateWording(words, from, to), written);
		});
	}
});

describe('two lists of citations', () => {
	const at = (...places: readonly (readonly [number, number])[]): readonly FoundCitation[] =>
		places.map(([start, end]) => ({ form: 'narrative', cites: [], start, end }));

	it('should be one in order, the first staying where two overlap', () => {
		const placed = (first: readonly FoundCitation[], second: readonly FoundCitation[]) =>
			mergeCitations(first, second).map(({ start, end }) => [start, end]);
		assert.deepEqual(placed(at([0, 5], [10, 20]), at([5, 8], [9, 11], [12, 13], [19, 25], [20, 30])), [
			[0, 5],
			[5, 8],
			[10, 20],
			[20, 30],
		]);
		assert.deepEqual(placed(at([10, 20]), at([0, 10], [8, 11])), [
			[0, 10],
			[10, 20],
		]);
		assert.deepEqual(placed([], at([1, 2])), [[1, 2]]);
		assert.deepEqual(placed(at([1, 2]), []), [[1, 2]]);
	});
});

describe('the order of the works of one citation', () => {
	const items = (...ids: readonly string[]): readonly CSL.CitationItem[] =>
		ids.map(id =>
			id.endsWith('<') ? { id: id.slice(0, -1), prefix: 'see' } : id.endsWith('>') ? { id: id.slice(0, -1), suffix: 'too' } : { id },
		);
	const inOrder = (
		cites: readonly CSL.CitationItem[],
		sorted: readonly string[],
		firstStays: boolean,
		names?: (key: string) => string,
	): readonly CSL.CitationItem[] => citeOrder(cites, sortedLike(cites, sorted), firstStays, names);
	const order = (ids: readonly string[], sorted: readonly string[], firstStays = false, names?: (key: string) => string) =>
		inOrder(items(...ids), sorted, firstStays, names)
			.map(({ id }) => id)
			.join('');

	it('should be that of the style, but for works with words around them', () => {
		assert.equal(order(['c', 'a', 'b'], ['a', 'b', 'c']), 'abc');
		assert.equal(order(['c', 'a<', 'b'], ['a', 'b', 'c']), 'cab');
		assert.equal(order(['c', 'b', 'a<', 'e', 'd'], ['a', 'b', 'c', 'd', 'e']), 'bcade');
		assert.equal(order(['c', 'b>', 'a'], ['a', 'b', 'c']), 'cba');
		assert.equal(order(['c', 'b', 'a'], ['a', 'b', 'c'], true), 'cab');
		assert.equal(order(['a', 'b', 'a'], ['a', 'b', 'a']), 'aba');
		assert.equal(order(['b', 'a', 'b'], ['b', 'a', 'b']), 'bab');
		assert.equal(order([], []), '');
	});

	it('should bring works of one author together, nothing moving past words', () => {
		const names = (key: string) => key.charAt(0);
		const ids = (...keys: string[]) =>
			inOrder(
				items(...keys),
				keys.map(key => key.replace(/[<>]/, '')),
				false,
				names,
			).map(({ id }) => id);
		assert.deepEqual(ids('a1', 'b1', 'a2', 'b2'), ['a1', 'a2', 'b1', 'b2']);
		assert.deepEqual(ids('a1', 'b1<', 'a2'), ['a1', 'b1', 'a2']);
		assert.deepEqual(ids('a1>', 'b1', 'a2'), ['a1', 'b1', 'a2']);
		assert.deepEqual(ids('a1<', 'b1', 'a2'), ['a1', 'a2', 'b1']);
		assert.deepEqual(ids('a1', 'b1'), ['a1', 'b1']);
		assert.deepEqual(ids('a1', 'b1', 'c1', 'b2'), ['a1', 'b1', 'b2', 'c1']);
		assert.equal(
			order(['a', 'b', 'a'], ['a', 'b', 'a'], false, () => ''),
			'aba',
		);
		assert.deepEqual(
			inOrder(items('a1', 'b1', 'a2'), ['a1', 'b1', 'a2'], true, names).map(({ id }) => id),
			['a1', 'b1', 'a2'],
		);
	});
});

describe('the works in a formatted citation', () => {
	const text = (words: string): Formatted => ({ kind: 'text', text: words });
	const cite = (key: string, ...children: Formatted[]): Formatted => ({ kind: 'cite', key, children });
	const italic = (...children: Formatted[]): Formatted => ({ kind: 'italic', children });

	it('should be where its writing without parentheses has them', () => {
		const parts = [cite('doe', text('Doe 2020')), text('; '), cite('roe', italic(text('Roe')), text(' 2021'))];
		const cluster = [text('(Doe 2020; '), italic(text('Roe')), text(' 2021)')];
		assert.deepEqual(withCiteParts(cluster, parts), [
			text('('),
			cite('doe', text('Doe 2020')),
			text('; '),
			cite('roe', italic(text('Roe')), text(' 2021')),
			text(')'),
		]);
	});

	it('should be cut out of what is written in one way', () => {
		const parts = [cite('doe', text('Doe')), text(', '), cite('roe', text('Roe'))];
		assert.deepEqual(withCiteParts([italic(text('Doe, Roe.'))], parts), [
			cite('doe', italic(text('Doe'))),
			italic(text(', ')),
			cite('roe', italic(text('Roe'))),
			italic(text('.')),
		]);
	});

	it('should be left alone where it reads otherwise, or nothing is written', () => {
		const cluster = [text('Doe, 2020')];
		assert.equal(withCiteParts(cluster, [cite('doe', text('Roe'))]), cluster);
		assert.equal(withCiteParts(cluster, []), cluster);
	});

	it('should be its numbers, but for those within a range', () => {
		assert.deepEqual(
			withNumberParts(
				[text('[1,3–5,12]')],
				[
					{ key: 'a', number: 1 },
					{ key: 'c', number: 3 },
					{ key: 'd', number: 4 },
					{ key: 'e', number: 5 },
					{ key: 'b', number: 2 },
				],
			),
			[text('['), cite('a', text('1')), text(','), cite('c', text('3')), text('–'), cite('e', text('5')), text(',12]')],
		);
	});
});

describe('a work with a page, beside a citation of LaTeX', () => {
	const cases = [
		[tex`\citep{a}|`, tex`\citep{a}, \citep[p.~3]{b}`],
		[tex`\parencite*[see]{a}|`, tex`\parencite*[see]{a}, \parencite[p.~3]{b}`],
		[tex`\textcites{a}|`, tex`\textcites{a}[p.~3]{b}`],
		[tex`\volcite{2}[13]{a}|`, tex`\volcite{2}[13]{a}, \cite[p.~3]{b}`],
		[tex`\textcquote{a}|{words}`, tex`\cite[p.~3]{b} \textcquote{a}{words}`],
		[tex`\foreigntextcquote{german}{a}|{words}`, tex`\cite[p.~3]{b} \foreigntextcquote{german}{a}{words}`],
		[tex`\begin{displaycquote}{a}|`, tex`\cite[p.~3]{b} \begin{displaycquote}{a}`],
	] as const;
	for (const [before, after] of cases) {
		it(`should be ${after}`, () => {
			const cites = [{ key: 'b', locator: { label: 'page', value: '3' } }];
			const edit = insertCites(before.replace('|', ''), before.indexOf('|'), cites, 'latex', 'parenthetical');
			assert.equal(applyEdits(before.replace('|', ''), [edit]), after);
		});
	}
});

describe('a work beside the source of a quotation of Typst', () => {
	it('should be content with it, since a label is one', () => {
		const text = '#quote(attribution: <a>)[On b]';
		assert.equal(
			applyEdits(text, [insertCitation(text, text.indexOf('>'), ['b'], 'typst')]),
			'#quote(attribution: [#cite(<a>, form: "prose") #cite(<b>, form: "prose")])[On b]',
		);
	});
});

describe('a citation that is begun', () => {
	const cases: readonly (readonly [before: string, after: string, language?: string, keys?: readonly string[]])[] = [
		['See @|.', 'See @new.'],
		['See -@|.', 'See [-@new].'],
		['See @{|}.', 'See @new.'],
		['a@|', 'a@[@new]'],
		['[see |]', '[see @new]'],
		['[see|]', '[see @new]'],
		['[@a; @|]', '[@a; @new]'],
		['[|word]', '[@new word]'],
		['[see @|](page.md)', '[see @new](page.md)'],
		['![see |](page.png)', '![see @new](page.png)'],
		[tex`\cite|`, tex`\cite{new}`, 'latex'],
		[tex`\parencite[see]|`, tex`\parencite[see]{new}`, 'latex'],
		[tex`\cite|{ }`, tex`\cite{new}`, 'latex'],
		[tex`\cite{|,b}`, tex`\cite{new,b}`, 'latex'],
		[tex`\cite{a, |, b}`, tex`\cite{a, new, b}`, 'latex'],
		['@|', '@new', 'typst'],
		['#cite(|)', '#cite(<new>)', 'typst'],
		['#cite(<|>)', '#cite(<new>)', 'typst'],
		['#cite(<|>, form: "prose")', '#cite(<new>, form: "prose") @two', 'typst', ['new', 'two']],
	];
	for (const [before, after, language = 'markdown', keys = ['new']] of cases) {
		it(`should be ${after}: ${before}`, () => {
			const offset = before.indexOf('|');
			const text = before.replace('|', '');
			assert.equal(applyEdits(text, [insertCitation(text, offset, keys, language)]), after);
		});
	}
});

describe('marks that enclose a key', () => {
	const enclosing: readonly (readonly [before: string, after: string])[] = [
		['*see ', '*'],
		['*see ', ''],
		['_see ', ''],
		['"see ', '"'],
		["'see ", "'"],
		['~~see ', '~~'],
		['a*b ', '*'],
		['`a *b ', ''],
		['**a *b* ', ''],
		['_a* ', ''],
		['"a ', ' x" y'],
		["'a ", " b' c"],
		['"*a ', ''],
		['x "a ', 'b"'],
	];
	const others: readonly (readonly [before: string, after: string])[] = [
		['see ', '*'],
		['*see* ', '*'],
		['"see ', ''],
		['"see" ', '"'],
		['~~see ', ''],
		['~see ', '~'],
		["don't ", "'"],
		['a* b ', '*'],
		['* b ', '*'],
		['a_b ', '_'],
		['a"b ', '"'],
		['\\*b ', '*'],
		['`*` ', '*'],
		['$*$ ', '*'],
		['*a **b* ', ''],
		['"a ', ' "'],
		['"a ', ' x"y'],
		["'a ", " b's"],
		['~~a ', ' ~~'],
		['~~a ', '\\~~'],
		['"a ', '`"`'],
		['"a ', "b'"],
	];
	it('should be those that are open, and of those but emphasis only those that close', () => {
		for (const [before, after] of enclosing) {
			assert.ok(isEnclosed(before, after), `${before}|${after}`);
		}
		for (const [before, after] of others) {
			assert.ok(!isEnclosed(before, after), `${before}|${after}`);
		}
	});
});

describe('references of DokuWiki', () => {
	it('should be found with their places, but not in code', () => {
		const found = (text: string) =>
			dokuwiki
				.find(text)
				.map(({ start, end, cites: [one] }) => [text.slice(start, end), text.slice(one?.keyStart, one?.keyEnd), one?.locator?.value]);
		assert.deepEqual(found('x [(a)] [(b1>p. 3)]'), [
			['[(a)]', 'a', undefined],
			['[(b1>p. 3)]', 'b1', '3'],
		]);
		assert.deepEqual(found('<code x>[(a)]</code> [(b)]'), [['[(b)]', 'b', undefined]]);
		assert.deepEqual(found('<code>a<b>[(a)]</b></code>[(b)]'), [['[(b)]', 'b', undefined]]);
		assert.deepEqual(found('<codex>[(a)]</codex>'), [['[(a)]', 'a', undefined]]);
		assert.deepEqual(found('<nowiki>[(a)]</file>'), [['[(a)]', 'a', undefined]]);
		assert.deepEqual(
			[found('%%[(a)]%%'), found('%%a%b[(a)]%%'), found('[(a b)]'), found('[(>x)]'), found('<HTML>[(a)]</HTML>')],
			[[], [], [], [], []],
		);
	});

	it('should be completed from their bracket on, in one line', () => {
		const completed = (marked: string) => {
			const offset = marked.indexOf('|');
			const place = dokuwiki.complete({ text: marked.replace('|', ''), offset, isProse: () => true });
			return place === undefined ? undefined : [place.start, place.end];
		};
		assert.deepEqual(['[(a|b)]', '[(|', 'x\n[(a|', `${'x'.repeat(600)}[(a|`].map(completed), [
			[2, 4],
			[2, 2],
			[4, 5],
			[602, 603],
		]);
		assert.deepEqual(['[(\n|', '[(a b|', '[(a>|', '(a|'].map(completed), [undefined, undefined, undefined, undefined]);
	});

	it('should be filled where nothing but brackets stands', () => {
		const filled = (text: string, at: number, ...keys: string[]) =>
			dokuwiki.fill(
				text,
				at,
				keys.map(key => ({ key })),
			);
		assert.deepEqual([filled('x [()]', 4, 'a'), filled('[()]', 2, 'a', 'b')], ['a', 'a)][(b']);
		assert.deepEqual(
			[filled(`${'x'.repeat(9)}[()]y`, 11, 'a'), dokuwiki.print({ form: 'parenthetical', cites: [{ key: 'a', suffix: ',  so' }] })],
			['a', '[(a>so)]'],
		);
		assert.deepEqual([filled('[()]', 1, 'a'), filled('x[(', 3, 'a'), filled('(()]', 2, 'a')], [undefined, undefined, undefined]);
	});

	it('should read and write emphasis as DokuWiki does, and addresses as they are', () => {
		const words = (text: string) => translateWording(text, dokuwiki.markup, markdownMarkup);
		assert.deepEqual(['**bo ld** //it al// %%as *is*%%', 'http://a.b//c', '//i//j//'].map(words), [
			'**bo ld** *it al* as \\*is\\*',
			'http://a.b//c',
			'*i*j//',
		]);
		assert.equal(translateWording('a **b** *c* http://d', markdownMarkup, dokuwiki.markup), 'a **b** //c// http:%%//%%d');
	});
});

describe('what is typed in LaTeX', () => {
	const typed = (marked: string) => {
		const offset = marked.indexOf('|');
		const place = completeLatex({ text: marked.replace('|', ''), offset });
		return place === undefined ? undefined : `${place.kind} ${place.query} ${place.end - place.start}`;
	};
	it('should be a key in the braces of the paragraph, whatever the commands', () => {
		for (const text of [
			'\\cite{a|',
			'\\cite*{a|',
			'\\cite(x){a|',
			'\\parencites(a)(b)[c]{d}{a|',
			'\\shortcites{x, a|',
			'\\foreigncquote{german}{a|',
			'\\volcite{2}{a|',
			'\\cite{x\n%y\n,a|',
			'\\cite{x,\na|',
			`\\cite{${'x,'.repeat(900)}a|`,
		]) {
			assert.equal(typed(text), 'key a 1', text.slice(0, 60));
		}
		assert.deepEqual(['\\cite{a|bc d}', '\\cite{a|,b}', '\\cite{a|%b'].map(typed), ['key a 3', 'key a 1', 'key a 1']);
	});

	it('should be none behind the end of a paragraph, a comment or two thousand letters', () => {
		for (const text of [
			'\\cite{a,\n\nb|',
			'\\cite{a,\r\n\r\nb|',
			'\\cite{a,\n \t\nb|',
			'% \\cite{a|',
			'\\cite{a,%x, y\n b c|',
			`\\cite{${'x,'.repeat(1100)}b|`,
		]) {
			assert.equal(typed(text), undefined, text.slice(0, 60));
		}
	});

	it('should be a place in the brackets of a note', () => {
		assert.deepEqual(['\\cite[p|', '\\cite[see][ch|', '\\cites{a}[p|', '\\cite[p. |'].map(typed), [
			'locator p 1',
			'locator ch 2',
			'locator p 1',
			undefined,
		]);
	});
});
