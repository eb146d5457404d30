import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findPandocCitations, pandoc } from '../../../src/core/citing/pandoc';
import type { FoundCitation } from '../../../src/core/citing/syntax';

/** `see {doe2020} page=3 passim | -{roe2021}`, one text for each citation. */
function readings(text: string): readonly string[] {
	return findPandocCitations(text).map(({ form, cites }) => {
		const parts = cites.map(({ prefix, suppressAuthor, key, locator, suffix }) =>
			[prefix, `${suppressAuthor === true ? '-' : ''}{${key}}`, locator && `${locator.label}=${locator.value}`, suffix]
				.filter(Boolean)
				.join(' '),
		);
		return `${form === 'parenthetical' ? '' : `${form}: `}${parts.join(' | ')}`;
	});
}

const rows: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
	'keys, as the manual has them': {
		'So says @doe99.': ['narrative: {doe99}'],
		'@Foo_bar.baz.': ['narrative: {Foo_bar.baz}'],
		'@{Foo_bar.baz.}': ['narrative: {Foo_bar.baz.}'],
		'@Foo_bar--baz': ['narrative: {Foo_bar}'],
		'[@{https://example.com/bib?name=foobar&date=2000}, p.  33]': ['{https://example.com/bib?name=foobar&date=2000} page=33'],
		'[@url:https://a.org/b_c; @doi:10.1000/x(y)]': ['{url:https://a.org/b_c} | {doi:10.1000/x} (y)'],
		'@doe’s': ['narrative: {doe}'],
		'@漢字2020、': ['narrative: {漢字2020}'],
		'@* @- @ @': [],
	},
	groups: {
		'[see @doe99, pp. 33-35 and *passim*; @smith04, chap. 1].': ['see {doe99} page=33-35 and *passim* | {smith04} chapter=1'],
		'[@doe99, pp. 33-35, 38-39 and *passim*]': ['{doe99} page=33-35, 38-39 and *passim*'],
		'[@smith{ii, A, D-Z}, with a suffix]': ['{smith} page=ii, A, D-Z , with a suffix'],
		'[@smith, {pp. iv, vi-xi, (xv)-(xvii)} with suffix here]': ['{smith} page=iv, vi-xi, (xv)-(xvii) with suffix here'],
		'[@smith{}, 99 years later]': ['{smith} , 99 years later'],
		'[@smith, 99 years later]': ['{smith} page=99 years later'],
		'[@a, p. [89]; @b, [89], (12)-(14)]': ['{a} page=[89] | {b} page=[89], (12)-(14)'],
		'[@a, p. iv; @b, pp. iv-vi, xi and more]': ['{a} page=iv | {b} page=iv-vi, xi and more'],
		'[@a, I think; @b, i.e. this; @c, iv]': ['{a} , I think | {b} , i.e. this | {c} , iv'],
		'[-@smith04]': ['-{smith04}'],
		'[see -@a; and @b]': ['see -{a} | and {b}'],
		'[@a; see nothing]': ['narrative: {a}'],
		'[a; @b]': ['narrative: {b}'],
		'[@a and @b]': ['{a} and | {b}'],
		'[@a\n; @b]': ['{a} | {b}'],
		'[@a\n\n; @b]': ['narrative: {a}', 'narrative: {b}'],
		'[see [@a] there]': ['{a}'],
		'[@a [sic], p. 3]': ['{a} [sic], p. 3'],
		'[@a][@b]': ['{a}', '{b}'],
		'[[@a]]': ['{a}'],
		'^[@a]': ['narrative: {a}'],
		'Wow![@a] [@b]<br> [@c]`x` [@d]$x$ [@e]<!-- c -->': ['{a}', '{b}', '{c}', '{d}', '{e}'],
		'[R&amp;D @a; z.&nbsp;B. @b, S.&#160;3]': ['R&amp;D {a} | z.&nbsp;B. {b} , S.&#160;3'],
		'[&foo; @a]': ['narrative: {a}'],
		'[of R&D; @a] [D&scaron;&ndash; @b]': ['narrative: {a}', 'D&scaron;&ndash; {b}'],
		'[cf.\\ @a; x\\\\ @b]': ['cf.\\  {a} | x\\\\ {b}'],
		'[@a]{.red}': ['narrative: {a}'],
	},
	'keys that emphasis or quotation marks enclose, which pandoc takes for authors in the text': {
		'[*@a*] [see **e.g. @b**; @c]': ['narrative: {a}', 'narrative: {b}', 'narrative: {c}'],
		'["see @a"] [so \'@b\'] [~~@c~~] [*see @d]': ['narrative: {a}', 'narrative: {b}', 'narrative: {c}', 'narrative: {d}'],
		"[*see* @a, *p. 3*] [\"see\" @b] [it's @c, don't] ['tis @d] [2 * 3 @e]": [
			'*see* {a} , *p. 3*',
			'"see" {b}',
			"it's {c} , don't",
			"'tis {d}",
			'2 * 3 {e}',
		],
		'[`*` @a] [\\*see @b] [$*$ @c] [snake_case @d]': ['`*` {a}', '\\*see {b}', '$*$ {c}', 'snake_case {d}'],
	},
	'authors in the text': {
		'@smith04 [p. 33] says': ['narrative: {smith04} page=33'],
		'@smith04 [p. 33; see @b]': ['narrative: {smith04} page=33 | see {b}'],
		'@smith04 [@b]': ['narrative: {smith04} | {b}'],
		'@smith04\n[33]': ['narrative: {smith04} page=33'],
		'@smith04 [p. 33](url)': ['narrative: {smith04}'],
		'@smith04 [^1]': ['narrative: {smith04}'],
		'-@smith04': ['-{smith04}'],
		'^[[meeting with @bob]]': ['meeting with {bob}'],
		'*@a* (@b) “@c” —@d': ['narrative: {a}', 'narrative: {b}', 'narrative: {c}', 'narrative: {d}'],
	},
	'what is no citation': {
		'me@example.com, first.@last, e\u0301@x.org': [],
		'# Plot {#sec-plot data="@a"}\n\n::: {.c title="@b"}\n[c]{k="@d"} {{< include @e >}}\n:::': [],
		'[[Meeting with @bob]]': [],
		'<me@example.com> <https://x.org/@me>': [],
		'https://medium.com/@me and (www.x.org/@me)': [],
		'\\@a [\\@b]': [],
		'@fig-plot @Fig-plot @sec-one @tbl-x @eq-y @fig:z [@fig-a; @fig-b] \\@ref(fig:x)': [],
		'(@good) An example.\n\nAs (@good) shows': [],
		'(@doe) says so.\n\nAs he says [see @doe, p. 3; @roe]': ['see {doe} page=3 | {roe}'],
	},
	'what holds no citation': {
		'`@a` ``@b ` @c`` @d': ['narrative: {d}'],
		'`@a\n\n@b`': ['narrative: {a}', 'narrative: {b}'],
		'~~~\n@a\n~~~\n@b': ['narrative: {b}'],
		'```r\n@a\n``\n```\n@b': ['narrative: {b}'],
		'> ```\n> @a\n\n@b': ['narrative: {b}'],
		'- ```\n  @a\n  ```\n  @b': ['narrative: {b}'],
		'    @a\n\n@b': ['narrative: {b}'],
		'text\n    @a': ['narrative: {a}'],
		'- item\n\n    @a\n\n      @b': ['narrative: {a}'],
		'\t@a\n- x\n\n\t@b': ['narrative: {b}'],
		'<!-- @a -->@b': ['narrative: {b}'],
		'<!--\n\n@a\n-->\n@b': ['narrative: {b}'],
		'<a title="@a">@b</a>': ['narrative: {b}'],
		'<div>\n@a\n</div>': ['narrative: {a}'],
		'<script>\n@a\n</script>\n\n@b': ['narrative: {b}'],
		'<pre>@a</pre>\n\n<code class="x">@b</code> @c': ['narrative: {b}', 'narrative: {c}'],
		'\\begin{align*}\n@a\n\\end{align*}\n\n\\begin{quote}\n@b\n\\end{quote}\n\n@c': ['narrative: {c}'],
		'$@a$ $$@b$$ $5 @c $6': ['narrative: {c}'],
		'$$\n@a\n$$\n\n@b': ['narrative: {b}'],
		'[@a](url) [me](https://x.org/@b "@c") @d': ['narrative: {a}', 'narrative: {d}'],
		'![as in [@a]](pic@2x.png)': ['{a}'],
		'[@a][ref] @b\n\n[ref]: https://x.org/@c': ['narrative: {a}', 'narrative: {b}'],
		'[@tag:a]: doi:10.1/x\n[@tag:b]: doi:10.1/y\n\n[@tag:a]': ['{tag:a}'],
		'---\nauthor: "@me"\n---\n@a': ['narrative: {a}'],
		'@a\n\n---\n\n@b\n\n---\n\n@c': ['narrative: {a}', 'narrative: {b}', 'narrative: {c}'],
	},
	'front matter': {
		'---\nnocite: |\n  @a, @b\ntitle: "@c"\n---\n': ['uncited: {a}', 'uncited: {b}'],
		'---\nnocite: "[@a; @b]"\n...\n@c': ['uncited: {a}', 'uncited: {b}', 'narrative: {c}'],
		"---\nnocite:\n- '@a'\n\n- '@b'\nlang: de\n---\n": ['uncited: {a}', 'uncited: {b}'],
		"---\nnocite: '@*'\n---\n": [],
		'---\ntitle: "@a"\nabstract: |\n  As @b shows [see @c, p. 3].\n\n  And [@d].\nthanks: "To [@e](x), me@f.org"\n---\n@g': [
			'narrative: {b}',
			'see {c} page=3',
			'{d}',
			'narrative: {e}',
			'narrative: {g}',
		],
	},
	blocks: {
		'# @a\n@b\n===\n\n- @c\n  1. @d\n     > @e': ['narrative: {a}', 'narrative: {b}', 'narrative: {c}', 'narrative: {d}', 'narrative: {e}'],
		'| @a | [@b; @c] |\n|--|--|\n| `x | @d |\n| ` | @e |': ['narrative: {a}', '{b} | {c}', 'narrative: {d}', 'narrative: {e}'],
		'[^1]: See [@a].\n\n    And @b.\n\n@c': ['{a}', 'narrative: {b}', 'narrative: {c}'],
		'Term\n:   Meaning [@a]\n\n    @b': ['{a}', 'narrative: {b}'],
		'> [see @a,\n> p. 3]': ['see {a} page=3'],
	},
};

describe('findPandocCitations', () => {
	for (const [topic, cases] of Object.entries(rows)) {
		describe(`on ${topic}`, () => {
			for (const [text, expected] of Object.entries(cases)) {
				it(`should read ${JSON.stringify(text)}`, () => assert.deepEqual(readings(text), expected));
				it(`should read ${JSON.stringify(text)} with carriage returns`, () =>
					assert.deepEqual(readings(text.replace(/\n/g, '\r\n')), expected));
			}
		});
	}

	it('should give exact ranges behind emoji, tabs and carriage returns', () => {
		const text = '😀\t\r\n- [see @{a b}] [see -@{𝒳:y.}, p. 3 ; @b]';
		const [citation] = findPandocCitations(text);
		assert.ok(citation !== undefined);
		assert.equal(slice(text, citation), '[see -@{𝒳:y.}, p. 3 ; @b]');
		assert.deepEqual(
			citation.cites.map(cite => slice(text, cite)),
			['see -@{𝒳:y.}, p. 3', '@b'],
		);
		assert.deepEqual(
			citation.cites.map(cite => text.slice(cite.keyStart, cite.keyEnd)),
			['𝒳:y.', 'b'],
		);
	});

	it('should find citations that lie apart and hold their keys, whatever the text', () => {
		const pieces = fc.constantFrom(
			'@a',
			'[',
			']',
			';',
			'`',
			'```',
			'\n',
			'\n\n',
			'    ',
			'$',
			'$$',
			'<!--',
			'-->',
			'<a ',
			'>',
			'- ',
			'(',
			')',
			'\\',
			'@{',
			'}',
			'x',
			' ',
			'😀',
			'---\n',
			'nocite: ',
			'| ',
			'\t',
			'\r\n',
			'"',
			'[^1]: ',
			'~~~',
			'http://',
			'^',
		);
		fc.assert(
			fc.property(fc.array(pieces, { maxLength: 40 }), parts => {
				const text = parts.join('');
				let behind = 0;
				for (const citation of findPandocCitations(text)) {
					assert.ok(citation.start >= behind && citation.end <= text.length && citation.cites.length > 0);
					for (const cite of citation.cites) {
						assert.equal(text.slice(cite.keyStart, cite.keyEnd), cite.key);
						assert.ok(citation.start <= cite.start && cite.start < cite.keyStart && cite.keyEnd <= cite.end && cite.end <= citation.end);
					}
					behind = citation.end;
				}
			}),
			{ numRuns: 2000 },
		);
	});

	it('should take time in proportion to the text, whatever opens and never closes', () => {
		for (const piece of [
			'[',
			'[@a',
			'@a [',
			'`',
			'`a``',
			'$',
			'$$a',
			'<a "',
			'<!--',
			'[a](',
			'> ',
			'- ',
			'\n',
			'@',
			'@{',
			'[@a;',
			'![',
			'$$\n',
			'    ',
			'\\',
			'[^1]: ',
			'*a',
			'|',
			'<a',
			'[@a, p. ',
			'[@a, 1,',
			'((',
			'~~~\n@a\n\n',
		]) {
			const took = (size: number): number => {
				const text = `@a ${piece.repeat(size / piece.length)}`;
				const start = process.cpuUsage();
				findPandocCitations(text);
				return process.cpuUsage(start).user;
			};
			took(2000);
			assert.ok(took(100_000) < 1_500_000, `${JSON.stringify(piece)} is slow`);
		}
	});

	it('should take no longer where signs open before a key and behind it, without number', () => {
		for (const piece of ['"a ', "'a ", '*a ', '~~a', '_a ', '`', '$a']) {
			const start = process.cpuUsage();
			findPandocCitations(`[${piece.repeat(20_000)} @a ${piece.repeat(20_000)}]`);
			assert.ok(process.cpuUsage(start).user < 1_500_000, `${JSON.stringify(piece)} is slow`);
		}
	});
});

describe('printing pandoc citations', () => {
	it('should read back as what was printed', () => {
		const word = fc.constantFrom('see', 'and', 'e.g.');
		const cite = fc.record(
			{
				key: fc.constantFrom('a', 'doe:2020', 'odd:', 'https://a.b/c?d=1'),
				prefix: word,
				locator: fc.record({ label: fc.constantFrom('page', 'chapter', 'section'), value: fc.constantFrom('3', '3-5', 'iv') }),
				suffix: fc.constantFrom(', passim', 'for more'),
				suppressAuthor: fc.constant(true as const),
			},
			{ requiredKeys: ['key'] },
		);
		fc.assert(
			fc.property(fc.array(cite, { minLength: 1, maxLength: 3 }), cites => {
				const printed = pandoc.print({ form: 'parenthetical', cites });
				const [found] = pandoc.find(printed);
				assert.deepEqual(found && bare(found), plain(cites));
				assert.equal(found?.end, printed.length);
			}),
		);
	});
});

/** Without its places in the text. */
function bare({ cites }: FoundCitation): unknown {
	return plain(cites.map(cite => ({ ...cite, tail: undefined, start: undefined, end: undefined, keyStart: undefined, keyEnd: undefined })));
}

function plain(value: unknown): unknown {
	return JSON.parse(JSON.stringify(value));
}

function slice(text: string, { start, end }: { readonly start: number; readonly end: number }): string {
	return text.slice(start, end);
}
