import assert from 'node:assert/strict';
import fc from 'fast-check';
import { convertCitations } from '../../../src/core/citing/conversion';
import { identifierOfKey, keyOfIdentifier } from '../../../src/core/citing/manubot';
import { syntaxes, syntaxOf } from '../../../src/core/citing/languages';
import type { CitationForm } from '../../../src/core/citing/syntax';

/** `form: see {a} page=3 passim | -{b}` for each citation. */
function readings(id: string, text: string): readonly string[] {
	return syntax(id)
		.find(text)
		.map(({ form, cites }) => {
			const parts = cites.map(({ prefix, suppressAuthor, key, locator, suffix, keyStart, keyEnd }) => {
				assert.equal(text.slice(keyStart, keyEnd), key);
				return [prefix, `${suppressAuthor === true ? '-' : ''}{${key}}`, locator && `${locator.label}=${locator.value}`, suffix]
					.filter(Boolean)
					.join(' ');
			});
			return `${form}: ${parts.join(' | ')}`;
		});
}

function syntax(id: string): (typeof syntaxes)[number] {
	const found = syntaxes.find(candidate => candidate.id === id);
	assert.ok(found !== undefined, id);
	return found;
}

const rows: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
	latex: {
		'\\cite{a,b}': ['parenthetical: {a} | {b}'],
		'\\citep[see][p.~3]{a, b}': ['parenthetical: see {a} | {b} page=3'],
		'\\citet*[pp. 3--5]{a}': ['narrative: {a} page=3-5'],
		'\\cite[3]{a} \\cite[][]{b}': ['parenthetical: {a} page=3', 'parenthetical: {b}'],
		'\\cite[iv]{a} \\cite[ix-xii]{b} \\cite[I think]{c}': [
			'parenthetical: {a} page=iv',
			'parenthetical: {b} page=ix-xii',
			'parenthetical: {c} I think',
		],
		'\\cite[{[x]}, passim]{a}': ['parenthetical: {a} [x], passim'],
		'\\textcite{a}\\footcite[12]{b}\\citeauthor{c}\\citeyear{d}\\citetitle{e}\\fullcite{f}\\nocite{g}': [
			'narrative: {a}',
			'note: {b} page=12',
			'author: {c}',
			'year: {d}',
			'title: {e}',
			'full: {f}',
			'uncited: {g}',
		],
		'\\parencites(see)(passim)[3]{a}[4]{b}': ['parenthetical: see {a} page=3 | {b} page=4 passim'],
		'\\volcite[see]{2}[13]{a} \\volcite{2}[13--15]{b}': ['parenthetical: see {a} volume=2, 13', 'parenthetical: {b} volume=2, 13-15'],
		'\\cite\n  {a,%\n  b}': ['parenthetical: {a} | {b}'],
		'% \\cite{a}\n\\% \\cite{b} \\\\cite{c}': ['parenthetical: {b}'],
		'\\\\cite{a} \\\\\\cite{b} \\\\\\\\cite{c} \\\\\\\\\\cite{d}': ['parenthetical: {b}', 'parenthetical: {d}'],
		'\\verb|\\cite{a}| \\begin{verbatim}\\cite{b}\\end{verbatim} \\cite{c}': ['parenthetical: {c}'],
		'\\newcommand{\\x}[1]{\\cite{#1}} \\citation{a} \\citestyle{a} \\excite{a} \\bibcite{a}{b}': [],
		'\\autocites(pre)(post)[see][1]{a}{b} \\cites*{c}{d}': ['parenthetical: pre see {a} page=1 | {b} post', 'parenthetical: {c} | {d}'],
		'\\pvolcites{1}[3]{a}{2}{b}': ['parenthetical: {a} volume=1, 3 | {b} volume=2'],
		'\\cite<see>[p. 3]{a} \\cite<2->{b} \\shortciteA{c} \\newcite{d}': [
			'parenthetical: see {a} page=3',
			'parenthetical: {b}',
			'narrative: {c}',
			'narrative: {d}',
		],
		'\\textcquote[3]{a}{words} \\foreigntextcquote{german}[see][3]{b}{x} \\begin{displaycquote}{c}': [
			'parenthetical: {a} page=3',
			'parenthetical: see {b} page=3',
			'parenthetical: {c}',
		],
		'\\nocite{a,b}\\nocite{*}': ['uncited: {a} | {b}', 'uncited: {*}'],
		'\\iffalse\\cite{a}\\fi \\cite{b} \\end{document} \\cite{c}': ['parenthetical: {b}'],
		'\\lstinline{\\cite{a}} \\mintinline[x]{tex}{\\cite{b}} \\url{x%y} \\cite{c}': ['parenthetical: {c}'],
		'\\cite\n\n{a} \\citep[e.g.,][]{b,% c\n\t😀d}': ['parenthetical: e.g., {b} | {😀d}'],
	},
	myst: {
		'{cite:alps}`a` {cite:labelpar}`b` {cite:ct}`c` {cite:authors}`d` {cite:title}`e` {cite:full}`f` {cite:odd}`g` {cite:p}` `': [
			'parenthetical: {a}',
			'parenthetical: {b}',
			'narrative: {c}',
			'author: {d}',
			'title: {e}',
			'full: {f}',
		],
		'{cite}`{see a}a{p. 3}, {b} b ; c {passim}`': ['parenthetical: see a {a} page=3 | b {b} | {c} passim'],
		'{cite}`a,b` {cite:p}`c` {cite:t}`{see}d{p. 3}`': ['parenthetical: {a} | {b}', 'parenthetical: {c}', 'narrative: see {d} page=3'],
		'{cite:ts}`a` {footcite}`b` {cite:year}`c` [@d]': ['narrative: {a}', 'note: {b}', 'year: {c}', 'parenthetical: {d}'],
		'`` {cite}`a` `` {math}`b` \\{cite}`c`': [],
		'{cite}`a;b` {cite:empty}`c` {cite:p}``d`` {footcite:t}`e`': [
			'parenthetical: {a} | {b}',
			'uncited: {c}',
			'parenthetical: {d}',
			'note: {e}',
		],
		'````{admonition} On {cite}`a`\n:class: tip\n\n```{figure} x.png\nAs {cite:t}`b` and [@c]\n```\n````\n@d': [
			'parenthetical: {a}',
			'narrative: {b}',
			'parenthetical: {c}',
			'narrative: {d}',
		],
		'```{code-cell}\n@a\n```\n\n```python\n{cite}`b`\n```\n% {cite}`c`\n{cite}`d`': ['parenthetical: {d}'],
	},
	typst: {
		'#cite(<a>, form: "full") #cite(<b>, form: "author") #cite(<c>, form: "year") #cite(<d>, form: "normal") #cite(<e>, form: "odd")': [
			'full: {a}',
			'author: {b}',
			'year: {c}',
			'parenthetical: {d}',
			'parenthetical: {e}',
		],
		'cite(<a>) #cite(a) #cite(<c>, supplement: [p.~3]) #recite(<d>) @e[p. 3 @f@g.': [
			'parenthetical: {c} page=3',
			'parenthetical: {e}',
			'parenthetical: {f}',
			'parenthetical: {g}',
		],
		'\\\\@a \\@b a@b.org a@b x.@c. @d: @e-': [
			'parenthetical: {a}',
			'parenthetical: {b}',
			'parenthetical: {c}',
			'parenthetical: {d}',
			'parenthetical: {e-}',
		],
		'<a> @a `<b>` @b $<c>$ @c // <d>\n@d': ['parenthetical: {b}', 'parenthetical: {d}'],
		'So @doe2020. And @roe[p. 3]': ['parenthetical: {doe2020}', 'parenthetical: {roe} page=3'],
		'#cite(<a>, supplement: [ch. 2], form: "prose") #cite(label("b:/c"))': ['narrative: {a} chapter=2', 'parenthetical: {b:/c}'],
		'= Plot <fig-plot>\n@fig-plot me@x.org // @a\n/* @b */ `@c` $@d$ \\@e https://x.org/@f @g': ['parenthetical: {g}'],
		'汉字@a，word@b “@c”, "@d"': ['parenthetical: {a}', 'parenthetical: {b}', 'parenthetical: {c}', 'parenthetical: {d}'],
		'#cite(\n  <a>,\n  supplement: [p. 3 (b)],\n) @b[p. [3]] #cite(<c>, form: none)': [
			'parenthetical: {a} page=3 (b)',
			'parenthetical: {b} page=[3]',
			'uncited: {c}',
		],
		'#if draft [@a] else [@b] @c\n#for x in (1, 2) { [@d] } @e #context [@f] @g #context here().page() @h #"@i"': [
			'parenthetical: {a}',
			'parenthetical: {b}',
			'parenthetical: {c}',
			'parenthetical: {d}',
			'parenthetical: {e}',
			'parenthetical: {f}',
			'parenthetical: {g}',
			'parenthetical: {h}',
		],
		'#quote(attribution: <a>, block: true)[On @b] attribution: <c> #quote(attribution: [@d])[]': [
			'narrative: {a}',
			'parenthetical: {b}',
			'parenthetical: {d}',
		],
		'#let x = "@a"\n#show "@b": [@c]\n#f("@d", cite(<e>), [@f <g>])\n@g /* /* @h */ @i */': [
			'parenthetical: {c}',
			'parenthetical: {e}',
			'parenthetical: {f}',
		],
		'#figure(image("@a"), caption: [See @b]) <plot> @plot @fig:elsewhere #{ cite(<c>); [@d] }': [
			'parenthetical: {b}',
			'parenthetical: {c}',
			'parenthetical: {d}',
		],
	},
	obsidian: {
		'[[@a]] [[papers/@b#Method|this]] [see @c] `[[@d]]` [[note]]': ['narrative: {a}', 'narrative: {b}', 'parenthetical: see {c}'],
		'| [[@a\\|this]] | ![[@b^part]] |\n|--|--|\n| [[x/@c.md]] | [[Meeting with @bob]] |\n\n%% [[@d]] %%': [
			'narrative: {a}',
			'narrative: {b}',
			'narrative: {c}',
		],
	},
	manubot: {
		'[@doi:10.7554/eLife.32822; @pubmed:30718888]': ['parenthetical: {doi:10.7554/eLife.32822} | {pubmed:30718888}'],
	},
};

describe('the citation syntaxes', () => {
	for (const [id, cases] of Object.entries(rows)) {
		for (const [text, expected] of Object.entries(cases)) {
			it(`should read ${JSON.stringify(text)} in ${id}`, () => assert.deepEqual(readings(id, text), expected));
		}
	}

	for (const { id, find, print, extend } of syntaxes) {
		it(`should read in ${id} what it printed, and what it added`, () => {
			const printed = print({ form: 'parenthetical', cites: [{ key: 'a' }, { key: 'b2', locator: { label: 'page', value: '3' } }] });
			const keys = (text: string): readonly string[] => find(text).flatMap(({ cites }) => cites.map(({ key }) => key));
			assert.deepEqual(keys(printed), ['a', 'b2']);
			const last = find(printed).at(-1);
			assert.ok(last !== undefined);
			const edit = extend(printed, last, [{ key: 'c' }]);
			assert.deepEqual(keys(printed.slice(0, edit.start) + edit.text + printed.slice(edit.end)), ['a', 'b2', 'c']);
		});

		it(`should find in ${id} citations that lie apart and hold their keys, whatever the text`, () => {
			const pieces = fc.constantFrom(
				'\\cite',
				'{',
				'}',
				'[',
				']',
				'a',
				',',
				'@b',
				'`',
				'{cite}`',
				'#cite(<',
				'>',
				')',
				'%',
				'\n',
				'\\',
				'[[@',
				'|',
				'$',
				'//',
				'/*',
				'😀',
				'\\parencites',
				'(',
				'\\volcite',
				'\\verb|',
				'<',
				' ',
				'\\begin{verbatim}',
				'\r\n',
			);
			fc.assert(
				fc.property(fc.array(pieces, { maxLength: 30 }), parts => {
					const text = parts.join('');
					let behind = 0;
					for (const citation of find(text)) {
						assert.ok(citation.start >= behind && citation.end <= text.length && citation.cites.length > 0);
						assert.ok(
							citation.cites.every(
								cite => text.slice(cite.keyStart, cite.keyEnd) === cite.key && citation.start <= cite.start && cite.end <= citation.end,
							),
						);
						behind = citation.end;
					}
				}),
				{ numRuns: 1000 },
			);
		});

		it(`should take time in proportion to the text in ${id}`, () => {
			for (const piece of [
				'\\cite',
				'\\cite[',
				'\\cite{',
				'\\cites{a}',
				'\\verb|',
				'\\begin{comment}',
				'%',
				'\\',
				'{cite}`',
				'#cite(<a',
				'/*',
				'[[@',
				'$',
				'`',
				'```',
				'<a',
				'@a[',
				'@a:',
				'#f(',
				'#{',
				'#let ',
				'```{note}\n',
				'<',
				'\\begin{math}',
				'<code>',
				'{#a ',
				'\\cite<a',
				'\\iffalse',
				'\\url{',
			]) {
				const text = `@a ${piece.repeat(100_000 / piece.length)}`;
				const start = process.cpuUsage();
				find(text);
				assert.ok(process.cpuUsage(start).user < 2_000_000, `${JSON.stringify(piece)} is slow`);
			}
		}).timeout(20_000);
	}

	const wordy = [
		{ key: 'a', prefix: 'see', locator: { label: 'page', value: '3-5' }, suffix: ', and more' },
		{ key: 'b/c', suffix: 'note [1]' },
	];
	const printed: readonly (readonly [id: string, form: CitationForm, text: string])[] = [
		['pandoc', 'parenthetical', '[see @a, pp. 3-5, and more; @b/c note [1]]'],
		['pandoc', 'narrative', '@a [pp. 3-5, and more; @b/c note [1]]'],
		['pandoc', 'year', '[see -@a, pp. 3-5, and more; -@b/c note [1]]'],
		['latex', 'parenthetical', '\\cite[see][pp.~3--5, and more]{a}, \\cite[{note [1]}]{b/c}'],
		['natbib', 'narrative', '\\citet[see][pp.~3--5, and more]{a}, \\citet[{note [1]}]{b/c}'],
		['natbib', 'author', '\\citeauthor[see][pp.~3--5, and more]{a}, \\citeauthor[{note [1]}]{b/c}'],
		['natbib', 'year', '\\citeyearpar[see][pp.~3--5, and more]{a}, \\citeyearpar[{note [1]}]{b/c}'],
		['biblatex', 'parenthetical', '\\autocites[see][pp.~3--5, and more]{a}[{note [1]}]{b/c}'],
		['biblatex', 'narrative', '\\textcites[see][pp.~3--5, and more]{a}[{note [1]}]{b/c}'],
		['biblatex', 'note', '\\footcites[see][pp.~3--5, and more]{a}[{note [1]}]{b/c}'],
		['biblatex', 'title', '\\citetitle[see][pp.~3--5, and more]{a}, \\citetitle[{note [1]}]{b/c}'],
		['biblatex', 'full', '\\fullcite[see][pp.~3--5, and more]{a}, \\fullcite[{note [1]}]{b/c}'],
		['biblatex', 'year', '\\autocite*[see][pp.~3--5, and more]{a}, \\autocite*[{note [1]}]{b/c}'],
		['myst', 'parenthetical', '{cite:p}`{see}a{pp. 3-5, and more},b/c{note [1]}`'],
		['myst', 'narrative', '{cite:t}`{see}a{pp. 3-5, and more},b/c{note [1]}`'],
		['myst', 'note', '{footcite}`{see}a{pp. 3-5, and more},b/c{note [1]}`'],
		['myst', 'title', '{cite:title}`{see}a{pp. 3-5, and more},b/c{note [1]}`'],
		['myst', 'full', '{cite:full}`{see}a{pp. 3-5, and more},b/c{note [1]}`'],
		['typst', 'parenthetical', 'see @a[pp. 3-5, and more] #cite(label("b/c"), supplement: [note [1]])'],
		[
			'typst',
			'narrative',
			'see #cite(<a>, supplement: [pp. 3-5, and more], form: "prose") #cite(label("b/c"), supplement: [note [1]], form: "prose")',
		],
		[
			'typst',
			'full',
			'see #cite(<a>, supplement: [pp. 3-5, and more], form: "full") #cite(label("b/c"), supplement: [note [1]], form: "full")',
		],
		['dokuwiki', 'parenthetical', '[(a>pp. 3-5, and more)][(b/c>note [1])]'],
		['obsidian', 'narrative', '[[@a]], [[@b/c]]'],
	];
	for (const [id, form, text] of printed) {
		it(`should print in ${id} what is ${form} with words around it`, () => assert.equal(syntax(id).print({ form, cites: wordy }), text));
	}

	it('should print a work without its author, and one with a place of its own kind', () => {
		const one = (id: string, more: object) => syntax(id).print({ form: 'parenthetical', cites: [{ key: 'a', ...more }] });
		assert.deepEqual(
			['pandoc', 'latex', 'natbib', 'biblatex', 'myst', 'typst'].map(id => one(id, { suppressAuthor: true })),
			['[-@a]', '\\citeyear{a}', '\\citeyearpar{a}', '\\autocite*{a}', '{cite:p}`a`', '@a'],
		);
		const locator = { label: 'chapter', value: '2' };
		assert.deepEqual(
			['pandoc', 'latex', 'myst', 'typst', 'dokuwiki'].map(id => one(id, { locator })),
			['[@a, chap. 2]', '\\cite[chap.~2]{a}', '{cite:p}`a{chap. 2}`', '@a[chap. 2]', '[(a>chap. 2)]'],
		);
		assert.equal(syntax('latex').print({ form: 'parenthetical', cites: [{ key: 'a' }, { key: 'b' }] }), '\\cite{a,b}');
		assert.equal(
			syntax('biblatex').print({ form: 'parenthetical', cites: [{ key: 'a', suppressAuthor: true }, { key: 'b' }] }),
			'\\autocite{a,b}',
		);
		assert.equal(one('latex', { prefix: 'see', suffix: ', and more' }), '\\cite[see][and more]{a}');
	});

	it('should add to a citation of Typst and MyST in its own way', () => {
		const added = (id: string, text: string) => {
			const [citation] = syntax(id).find(text);
			const edit = citation && syntax(id).extend(text, citation, [{ key: 'c', locator: { label: 'page', value: '1' } }]);
			return edit && text.slice(0, edit.start) + edit.text + text.slice(edit.end);
		};
		assert.deepEqual(
			[added('typst', '@a[x].'), added('typst', '#quote(attribution: <a>)[]'), added('myst', '{cite:t}`a,b`.'), added('myst', '[@a].')],
			[
				'@a[x] @c[p. 1].',
				'#quote(attribution: [#cite(<a>, form: "prose") #cite(<c>, supplement: [p. 1], form: "prose")])[]',
				'{cite:t}`a,b,c{p. 1}`.',
				'[@a; @c, p. 1].',
			],
		);
		assert.deepEqual(
			[added('obsidian', '[[@a]].'), added('obsidian', '[@a].'), added('dokuwiki', '[(a)].')],
			['[[@a]], [[@c]].', '[@a; @c, p. 1].', '[(a)][(c>p. 1)].'],
		);
	});

	it('should be chosen by language', () => {
		assert.deepEqual(
			['markdown', 'quarto', 'latex', 'typst', 'myst', 'unheard-of'].map(language => syntaxOf(language).id),
			['pandoc', 'pandoc', 'latex', 'typst', 'myst', 'pandoc'],
		);
	});

	it('should know by its roles a markdown document that MyST reads, and find Obsidian links in any other', () => {
		assert.equal(syntaxOf('markdown', 'See {cite:t}`a`.').id, 'myst');
		assert.equal(syntaxOf('quarto', 'See {cite:t}`a`.').id, 'pandoc');
		assert.deepEqual(
			syntaxOf('markdown')
				.find('[[papers/@a#b|c]] [@d]')
				.flatMap(({ cites }) => cites.map(({ key }) => key)),
			['a', 'd'],
		);
	});
});

describe('convertCitations', () => {
	const converted = (text: string, from: string, to: string): string =>
		convertCitations(text, syntax(from), syntax(to)).edits.reduceRight(
			(after, edit) => after.slice(0, edit.start) + edit.text + after.slice(edit.end),
			text,
		);

	for (const [pandoc, biblatex] of [
		['[see @a, pp. 3-5; @b]', '\\autocites[see][pp.~3--5]{a}{b}'],
		['😀 [@a; @b] and @c', '😀 \\autocite{a,b} and \\textcite{c}'],
		['@c [p. 3]', '\\textcite[p.~3]{c}'],
		['[-@a]', '\\autocite*{a}'],
		['[see, e.g., @a, *passim* & 5%]', '\\autocite[see, e.g.,][\\emph{passim} \\& 5\\%]{a}'],
	] as const) {
		it(`should write ${pandoc} in LaTeX`, () => assert.equal(converted(pandoc, 'pandoc', 'biblatex'), biblatex));
	}

	it('should write LaTeX in markdown and name what it leaves', () => {
		assert.equal(converted('\\citep[see][p.~3]{a,b}, \\citet{c}, \\citeyear{d}', 'natbib', 'pandoc'), '[see @a; @b, p. 3], @c, [-@d]');
		assert.deepEqual(
			convertCitations('\\citeauthor{a} \\cite{b}', syntax('latex'), syntax('pandoc')).left.map(({ form }) => form),
			['author'],
		);
	});

	it('should keep to the range it is given', () =>
		assert.equal(convertCitations('@a @b', syntax('pandoc'), syntax('latex'), { start: 3, end: 5 }).edits.length, 1));
});

describe('identifierOfKey', () => {
	for (const [key, expected] of [
		['doi:10.7554/eLife.32822', { doi: '10.7554/elife.32822' }],
		['https://doi.org/10.1000/x', { doi: '10.1000/x' }],
		['arxiv:1407.3561v1', { arxiv: '1407.3561' }],
		['pubmed:30718888', { pmid: '30718888' }],
		['song2021', undefined],
		['2021', undefined],
	] as const) {
		it(`should read ${key}`, () => assert.deepEqual(identifierOfKey(key), expected));
	}

	it('should be undone by the key of an identifier', () => {
		assert.deepEqual(['https://doi.org/10.1000/x', 'https://arxiv.org/abs/1407.3561v2', 'song2021'].map(keyOfIdentifier), [
			'doi:10.1000/x',
			'arxiv:1407.3561',
			undefined,
		]);
	});
});
