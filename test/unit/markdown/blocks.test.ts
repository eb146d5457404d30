import assert from 'node:assert/strict';
import type { BlockSink } from '../../../src/core/markdown/blockSink';
import type { Resumption } from '../../../src/core/markdown/blocks';
import { bodyStart, scanBlocks, scanBlocksBetween } from '../../../src/core/markdown/blocks';
import { Closers } from '../../../src/core/markdown/closers';
import { isSameOpen, nothingOpen, shiftedOpen } from '../../../src/core/markdown/openBlocks';

/** A sink that writes down what it is told, in order: `text "a\n> b" without "> "`. */
function writing(text: string, told: string[]): BlockSink {
	const part = (start: number, end: number) => JSON.stringify(text.slice(start, end));
	const without = (prefixes: readonly number[]) =>
		prefixes.length === 0
			? ''
			: ` without ${prefixes.flatMap((start, at) => (at % 2 === 0 ? [part(start, prefixes[at + 1] ?? 0)] : [])).join(' ')}`;
	return {
		mask: (kind, start, end) => told.push(`${kind} ${part(start, end)}`),
		inline: (start, end, level, prefixes) => told.push(`${level === 0 ? 'text' : `h${level}`} ${part(start, end)}${without(prefixes)}`),
		row: (cells, isHead) => told.push(`${isHead ? 'head' : 'row'} ${cells.length}`),
		htmlBlock: (start, end) => told.push(`lines ${part(start, end)}`),
		html: (start, end, prefixes) => told.push(`tags ${part(start, end)}${without(prefixes)}`),
		footnote: (start, end) => told.push(`footnote ${part(start, end)}`),
		unsure: () => told.push('unsure'),
		top: block => told.push(`top ${block.kind}${'end' in block ? ` ${part(block.start, block.end)}` : ''}`),
	};
}

function toldOf(text: string): readonly string[] {
	const told: string[] = [];
	scanBlocks(text, writing(text, told));
	return told;
}

const blocks: Readonly<Record<string, readonly (readonly [text: string, told: readonly string[]])[]>> = {
	'headings and rules': [
		['# A', ['top heading "# A"', 'h1 "A"']],
		['####### no', ['top text "####### no"', 'text "####### no"']],
		['#no', ['top text "#no"', 'text "#no"']],
		['#', ['top heading "#"', 'h1 ""']],
		['# A ##', ['top heading "# A ##"', 'h1 "A"']],
		['# A ## b', ['top heading "# A ## b"', 'h1 "A ## b"']],
		['# A#', ['top heading "# A#"', 'h1 "A#"']],
		['## \tA \t', ['top heading "## \\tA \\t"', 'h2 "A"']],
		['   ## A', ['top heading "## A"', 'h2 "A"']],
		['    # code', ['top code "# code"', 'code "# code"']],
		['a\n# B\nc', ['top text "a"', 'text "a"', 'top heading "# B"', 'h1 "B"', 'top text "c"', 'text "c"']],
		['# #', ['top heading "# #"', 'h1 ""']],
		['A\n==', ['top heading "A\\n=="', 'h1 "A"']],
		['A\n  --  ', ['top heading "A\\n  --  "', 'h2 "A"']],
		['A\n== x', ['top text "A\\n== x"', 'text "A\\n== x"']],
		['a\nb\n---', ['top heading "a\\nb\\n---"', 'h2 "a\\nb"']],
		['A\n\n---', ['top text "A"', 'text "A"', 'top rule "---"']],
		['[x]: /u\n===', ['definition "[x]: /u"', 'top text "[x]: /u"', 'top text "==="', 'text "==="']],
		['[x]: /u\nA\n---', ['definition "[x]: /u"', 'top text "[x]: /u\\n"', 'top heading "A\\n---"', 'h2 "A"']],
		['> A\n> ---', ['top quote', 'h2 "A"']],
		['> A\n---', ['top quote', 'text "A"', 'top rule "---"']],
		['> A\n===', ['top quote', 'text "A\\n===" without ""']],
		['- A\n  ===\n- ---', ['top item', 'h1 "A"', 'top rule "- ---"']],
		['- - -', ['top rule "- - -"']],
		['* * x', ['top item', 'text "x"']],
		['_ _\t_', ['top rule "_ _\\t_"']],
		['**', ['top text "**"', 'text "**"']],
		['> ***', ['top quote']],
	],
	code: [
		['```\na\n```\nb', ['top code "```\\na\\n```"', 'code "```\\na\\n```"', 'top text "b"', 'text "b"']],
		['~~~ x\n```\n~~~~', ['top code "~~~ x\\n```\\n~~~~"', 'code "~~~ x\\n```\\n~~~~"']],
		['```a`b', ['top text "```a`b"', 'text "```a`b"']],
		['``', ['top text "``"', 'text "``"']],
		['```\na', ['top code "```\\na"', 'code "```\\na"']],
		['  ```\n a\n    ```\n  ```', ['top code "```\\n a\\n    ```\\n  ```"', 'code "```\\n a\\n    ```\\n  ```"']],
		['> ```\n> a\nb', ['top quote', 'code "```\\n> a"', 'top text "b"', 'text "b"']],
		['- ```\n  a\nb', ['top item', 'code "```\\n  a"', 'top text "b"', 'text "b"']],
		['```\n``\n``` x\n```\t', ['top code "```\\n``\\n``` x\\n```\\t"', 'code "```\\n``\\n``` x\\n```\\t"']],
		['a\n```\nb\n```', ['top text "a"', 'text "a"', 'top code "```\\nb\\n```"', 'code "```\\nb\\n```"']],
		['    a\n\n     b\n  \nc', ['top code "a\\n\\n     b"', 'code "a\\n\\n     b"', 'top text "c"', 'text "c"']],
		['a\n    b', ['top text "a\\n    b"', 'text "a\\n    b"']],
		['\ta', ['top code "a"', 'code "a"']],
		['  \ta', ['top code "a"', 'code "a"']],
		['- a\n\n      b', ['top item', 'text "a"', 'code "b"']],
		['-     a', ['top item', 'code "a"']],
		['-\ta\n\n\tb', ['top item', 'text "a"', 'text "b"']],
		['1.\t\ta', ['top item', 'code "a"']],
	],
	'formulae and environments': [
		['$$\na\n$$', ['math "$$\\na\\n$$"', 'top text "$$\\na\\n$$"']],
		['$$ a\nb $$ c', ['math "$$ a\\nb $$"', 'top text "$$ a\\nb $$"', 'top text "c"', 'text "c"']],
		['$$\n\na\n$$\nb', ['math "$$\\n\\na\\n$$"', 'top text "$$\\n\\na\\n$$"', 'top text "b"', 'text "b"']],
		['$$ a\n\nb $$', ['top unclosed "$$ a"', 'text "$$ a"', 'top text "b $$"', 'text "b $$"']],
		['$$ a $$', ['top text "$$ a $$"', 'text "$$ a $$"']],
		['$$$\n$$', ['math "$$$\\n$$"', 'top text "$$$\\n$$"']],
		['a $$\n$$ b', ['top text "a $$\\n$$ b"', 'text "a $$\\n$$ b"']],
		['a $$ b $$\n$$ c\nd $$', ['top text "a $$ b $$"', 'text "a $$ b $$"', 'math "$$ c\\nd $$"', 'top text "$$ c\\nd $$"']],
		['$$\nnever', ['top text "$$\\nnever"', 'text "$$\\nnever"']],
		['> $$ a\n> b $$ c', ['top quote', 'math "$$ a\\n> b $$"', 'text "c"']],
		['$$ a\n> $$', ['math "$$ a\\n> $$"', 'top text "$$ a\\n> $$"']],
		['- $$ a\n$$', ['top item', 'text "$$ a"', 'top text "$$"', 'text "$$"']],
		[
			'\\begin{a}\nx\n\n\\end{a} y',
			['tex "\\\\begin{a}\\nx\\n\\n\\\\end{a}"', 'top text "\\\\begin{a}\\nx\\n\\n\\\\end{a}"', 'top text "y"', 'text "y"'],
		],
		['\\begin{a} x \\end{a}', ['top text "\\\\begin{a} x \\\\end{a}"', 'text "\\\\begin{a} x \\\\end{a}"']],
		[
			'a\n\\begin{a*}\n\\end{a*}',
			['top text "a"', 'text "a"', 'tex "\\\\begin{a*}\\n\\\\end{a*}"', 'top text "\\\\begin{a*}\\n\\\\end{a*}"'],
		],
		['\\begin{}\n\\end{}', ['top text "\\\\begin{}\\n\\\\end{}"', 'text "\\\\begin{}\\n\\\\end{}"']],
		['\\begin{a}\n\\end{b}', ['top text "\\\\begin{a}\\n\\\\end{b}"', 'text "\\\\begin{a}\\n\\\\end{b}"']],
	],
	HTML: [
		[
			'<pre>a\n\nb</pre> c\nd',
			[
				'lines "<pre>a\\n\\nb</pre> c"',
				'top html "<pre>a\\n\\nb</pre> c"',
				'html "<pre>a\\n\\nb</pre>"',
				'text "c"',
				'top text "d"',
				'text "d"',
			],
		],
		['<script\n@a\n</style>', ['lines "<script\\n@a\\n</style>"', 'top html "<script\\n@a\\n</style>"', 'html "<script\\n@a\\n</style>"']],
		['<!-- a\n\nb --> c', ['lines "<!-- a\\n\\nb --> c"', 'top html "<!-- a\\n\\nb --> c"', 'html "<!-- a\\n\\nb -->"', 'text "c"']],
		['<!-- a --> b\nc', ['lines "<!-- a --> b"', 'top html "<!-- a --> b"', 'html "<!-- a -->"', 'text "b"', 'top text "c"', 'text "c"']],
		['<? a\n?>', ['lines "<? a\\n?>"', 'top html "<? a\\n?>"', 'html "<? a\\n?>"']],
		['<!A\nb>', ['lines "<!A\\nb>"', 'top html "<!A\\nb>"', 'html "<!A\\nb>"']],
		['<![CDATA[\n]]> x', ['lines "<![CDATA[\\n]]> x"', 'top html "<![CDATA[\\n]]> x"', 'html "<![CDATA[\\n]]>"', 'text "x"']],
		['<div>\n@a\n\nb', ['top html "<div>\\n@a"', 'lines "<div>\\n@a"', 'tags "<div>\\n@a"', 'top text "b"', 'text "b"']],
		['</DIV\nx', ['top html "</DIV\\nx"', 'lines "</DIV\\nx"', 'tags "</DIV\\nx"']],
		['<table/>', ['top html "<table/>"', 'lines "<table/>"', 'tags "<table/>"']],
		['<b>\na\n', ['top html "<b>\\na"', 'lines "<b>\\na"', 'tags "<b>\\na"']],
		['<b> a', ['top text "<b> a"', 'text "<b> a"']],
		['</b>', ['top html "</b>"', 'lines "</b>"', 'tags "</b>"']],
		['<b', ['top text "<b"', 'text "<b"']],
		['a\n<div>', ['top text "a"', 'text "a"', 'top html "<div>"', 'lines "<div>"', 'tags "<div>"']],
		['a\n<b>\nc', ['top text "a\\n<b>\\nc"', 'text "a\\n<b>\\nc"']],
		['a\n<!-- b -->', ['top text "a"', 'text "a"', 'lines "<!-- b -->"', 'top html "<!-- b -->"', 'html "<!-- b -->"']],
		['> <div>\n> a\nb', ['top quote', 'lines "<div>\\n> a"', 'tags "<div>\\n> a" without "> "', 'top text "b"', 'text "b"']],
		['> <!-- a\n> b -->', ['top quote', 'lines "<!-- a\\n> b -->"', 'html "<!-- a\\n> b -->"']],
		['- <div>\n  a\n\n  b', ['top item', 'lines "<div>\\n  a"', 'tags "<div>\\n  a"', 'text "b"']],
		['<!-- never\n\na', ['top html "<!-- never\\n\\na"', 'lines "<!-- never\\n\\na"', 'html "<!-- never\\n\\na"']],
	],
	tables: [
		[
			'| a | b |\n| - | - |\n| c |\n\nd',
			['text " a "', 'text " b "', 'head 2', 'text " c "', 'row 1', 'top text "| a | b |\\n| - | - |\\n| c |"', 'top text "d"', 'text "d"'],
		],
		['a\n-', ['top heading "a\\n-"', 'h2 "a"']],
		['x\n| a |\n|:-:|\nb', ['top text "x"', 'text "x"', 'text " a "', 'head 1', 'text "b"', 'row 1', 'top text "| a |\\n|:-:|\\nb"']],
		[
			'a \\| b | c\n-|-\nd | e | f',
			['text "a \\\\| b "', 'text " c"', 'head 2', 'text "d "', 'text " e "', 'row 2', 'top text "a \\\\| b | c\\n-|-\\nd | e | f"'],
		],
		['a|b\n-|-\n> q', ['text "a"', 'text "b"', 'head 2', 'top text "a|b\\n-|-"', 'top quote', 'text "q"']],
		['a | b\n- | -', ['text "a "', 'text " b"', 'head 2', 'top text "a | b\\n- | -"']],
		['a | b\n|-', ['top text "a | b\\n|-"', 'text "a | b\\n|-"']],
		['a | b\n:- | x', ['top text "a | b\\n:- | x"', 'text "a | b\\n:- | x"']],
		[
			'> a | b\n> - | -\n> c | d\ne',
			['top quote', 'text "a "', 'text " b"', 'head 2', 'text "c "', 'text " d"', 'row 2', 'top text "e"', 'text "e"'],
		],
		['- a | b\n  --|--\n  c', ['top item', 'text "a "', 'text " b"', 'head 2', 'text "c"', 'row 1']],
		[
			'| a |\n| - |\n    c\n# d',
			['text " a "', 'head 1', 'top text "| a |\\n| - |"', 'top code "c"', 'code "c"', 'top heading "# d"', 'h1 "d"'],
		],
	],
	lists: [
		['- a\n- b', ['top item', 'text "a"', 'top item', 'text "b"']],
		['- a\n\n  b\n\nc', ['top item', 'text "a"', 'text "b"', 'top text "c"', 'text "c"']],
		['1. a\n   b', ['top item', 'text "a\\n   b"']],
		['1234567890. a', ['top text "1234567890. a"', 'text "1234567890. a"']],
		['123456789) a', ['top item', 'text "a"']],
		['1.a', ['top text "1.a"', 'text "1.a"']],
		['1', ['top text "1"', 'text "1"']],
		['a\n2. b', ['top text "a\\n2. b"', 'text "a\\n2. b"']],
		['a\n1. b', ['top text "a"', 'text "a"', 'top item', 'text "b"']],
		['a\n1) b', ['top text "a"', 'text "a"', 'top item', 'text "b"']],
		['a\n11. b', ['top text "a\\n11. b"', 'text "a\\n11. b"']],
		['a\n-', ['top heading "a\\n-"', 'h2 "a"']],
		['a\n- b', ['top text "a"', 'text "a"', 'top item', 'text "b"']],
		['+ a', ['top item', 'text "a"']],
		['*a', ['top text "*a"', 'text "*a"']],
		['-', ['top item']],
		['-\n  a', ['top item', 'text "a"']],
		['-\n\n  a', ['top item', 'top text "a"', 'text "a"']],
		['- \n\n  a', ['top item', 'top text "a"', 'text "a"']],
		['- - a\n  - b\n\n    c', ['top item', 'text "a"', 'text "b"', 'text "c"']],
		['#. a', ['top item', 'text "a"']],
		['#.a', ['top text "#.a"', 'text "#.a"']],
		['(@) a', ['top item', 'text "a"']],
		['(@x-1) a\n\n    b\n\n   c', ['top item', 'text "a"', 'text "b"', 'top text "c"', 'text "c"']],
		['(ab) a', ['top item', 'text "a"']],
		['(abcde) a', ['top text "(abcde) a"', 'text "(abcde) a"']],
		['a\n(a) b', ['top text "a\\n(a) b"', 'text "a\\n(a) b"']],
		['Term\n: a\n\n  b', ['top text "Term"', 'text "Term"', 'top item', 'text "a"', 'text "b"']],
		['Term\n~ a', ['top text "Term"', 'text "Term"', 'top item', 'text "a"']],
		[':a', ['top text ":a"', 'text ":a"']],
		['- a\nb\n> c', ['top item', 'text "a\\nb"', 'top quote', 'text "c"']],
		['   - a', ['top item', 'text "a"']],
		['    - a', ['top code "- a"', 'code "- a"']],
	],
	quotations: [
		['> a\nb', ['top quote', 'text "a\\nb" without ""']],
		['>a', ['top quote', 'text "a"']],
		['   > a', ['top quote', 'text "a"']],
		['    > a', ['top code "> a"', 'code "> a"']],
		['> a\n\n> b', ['top quote', 'text "a"', 'top quote', 'text "b"']],
		['> > a\n> b\nc', ['top quote', 'text "a\\n> b\\nc" without "> " ""']],
		['>\ta', ['top quote', 'text "a"']],
		['>     a', ['top quote', 'code "a"']],
		['> a\n> - b\n>   c\n> d', ['top quote', 'text "a"', 'text "b\\n>   c\\n> d" without ">   " "> "']],
		['> - a\n>\n>   b\n\nc', ['top quote', 'text "a"', 'text "b"', 'top text "c"', 'text "c"']],
	],
	'footnotes and definitions': [
		['[^1]: a\n\n    b\n\nc', ['top footnote', 'text "a"', 'text "b"', 'footnote "[^1]: a\\n\\n    b\\n\\n"', 'top text "c"', 'text "c"']],
		['[^a b]: x', ['definition "[^a b]: x"', 'top text "[^a b]: x"']],
		['[^1]:\n    a', ['top footnote', 'text "a"', 'footnote "[^1]:\\n    a"']],
		['[^1]: a\nb\n\n> c', ['top footnote', 'text "a\\nb"', 'footnote "[^1]: a\\nb\\n\\n"', 'top quote', 'text "c"']],
		['[^a\\]]:x', ['top footnote', 'text "x"', 'footnote "[^a\\\\]]:x"']],
		['> [^1]: a', ['top quote', 'text "a"', 'footnote "[^1]: a"']],
		['[a]: /u', ['definition "[a]: /u"', 'top text "[a]: /u"']],
		[
			'[a]: /u\n[b]: <v>\ntext',
			['definition "[a]: /u"', 'definition "[b]: <v>"', 'top text "[a]: /u\\n[b]: <v>\\n"', 'top text "text"', 'text "text"'],
		],
		['text\n[a]: /u', ['top text "text\\n[a]: /u"', 'text "text\\n[a]: /u"']],
		['> [a]:\n> /u\n> x', ['top quote', 'definition "[a]:\\n> /u"', 'text "x" without "> " "> "']],
		['[a]: /u "t\n\nx', ['top text "[a]: /u \\"t"', 'text "[a]: /u \\"t"', 'top text "x"', 'text "x"']],
	],
	'lines of any ending, and front matter': [
		[
			'# A\r```\rx\r```\rb',
			['top heading "# A"', 'h1 "A"', 'top code "```\\rx\\r```"', 'code "```\\rx\\r```"', 'top text "b"', 'text "b"'],
		],
		['a\r\n\r\n# B\r\nc', ['top text "a"', 'text "a"', 'top heading "# B"', 'h1 "B"', 'top text "c"', 'text "c"']],
		['a\r\rb\r\nc\n\rd', ['top text "a"', 'text "a"', 'top text "b\\r\\nc"', 'text "b\\r\\nc"', 'top text "d"', 'text "d"']],
		['\uFEFF# A', ['top heading "# A"', 'h1 "A"']],
		['\uFEFF---\na: b\n---\n# A', ['frontMatter "\uFEFF---\\na: b\\n---\\n"', 'top heading "# A"', 'h1 "A"']],
		['---\na: b\n', ['top rule "---"', 'top text "a: b"', 'text "a: b"']],
		['+++\na = 1\n+++\rb', ['frontMatter "+++\\na = 1\\n+++\\r"', 'top text "b"', 'text "b"']],
	],
};

for (const [what, texts] of Object.entries(blocks)) {
	describe(`blocks: ${what}`, () => {
		for (const [text, told] of texts) {
			it(`should be read line by line: ${JSON.stringify(text)}`, () => {
				assert.deepEqual(toldOf(text), told);
			});
		}
	});
}

describe('reading on from a line', () => {
	const texts = Object.values(blocks)
		.flat()
		.map(([text]) => text);

	/** The places between the lines of a text, with what is open there. */
	const placesOf = (text: string): readonly Resumption[] => {
		const places: Resumption[] = [];
		scanBlocksBetween(text, {}, { at: bodyStart(text), open: nothingOpen }, text.length, new Closers(text), (at, open) => {
			const here = open();
			assert.ok(here);
			places.push({ at, open: here });
			return 'on';
		});
		return places;
	};
	const toldFrom = (text: string, place: Resumption) => {
		const told: string[] = [];
		scanBlocksBetween(text, writing(text, told), place, text.length, new Closers(text));
		return told;
	};

	it('should tell what a reading from the start tells from there on', () => {
		for (const text of texts) {
			const whole = toldOf(text);
			for (const place of placesOf(text)) {
				const told = toldFrom(text, place);
				assert.deepEqual(told, told.length === 0 ? [] : whole.slice(-told.length), `${JSON.stringify(text)} from ${place.at}`);
			}
		}
	});

	it('should tell the same where something was written before it', () => {
		const before = 'Some words.\n\n';
		for (const text of texts.filter(one => bodyStart(one) === 0)) {
			const moved = placesOf(text).map(({ at, open }) => ({ at: at + before.length, open: shiftedOpen(open, before.length) }));
			const places = placesOf(before + text).slice(2);
			assert.deepEqual(
				moved.map(({ at, open }) => [at, isSameOpen(open, places.find(place => place.at === at)?.open ?? nothingOpen)]),
				places.map(({ at }) => [at, true]),
				JSON.stringify(text),
			);
			for (const place of moved) {
				assert.deepEqual(
					toldFrom(before + text, place),
					toldFrom(text, placesOf(text).find(({ at }) => at === place.at - before.length) ?? place),
				);
			}
		}
	});

	it('should tell apart places where texts go on otherwise', () => {
		const openAfter = (text: string) => placesOf(text).findLast(({ at }) => at < text.length)?.open ?? nothingOpen;
		const alike: readonly (readonly string[])[] = [
			['a\n', '# a\n', '> a\n', '- a\n', '-\n', '1. a\n', '[^1]: a\n', '    a\n'],
			['```\n', '~~~\n'],
			['````\n', '```a\n'],
			['<b>\n', '<!A\n', '<? \n'],
			['|a|\n|-|-|\n', '|a|\n|---|\n', '|a|b|\n|-|-|\n'],
			['$$\n$$', '$$ \n$$', '$$a\n$$', '\\begin{a}\n\\end{a}', '\\begin{b}\n\\end{b}'],
			['a\nbc\n', 'ab\nc\n', 'a\n bc'],
			['a $$\n$$ b\n', 'a  $\n$$ b\n', 'a  $\n $ b\n'],
			['> a\n> b\n', '> a\nb  \n', '> a\n>\n'],
		];
		for (const texts of alike.map(all => all.map(text => `${text}z`))) {
			for (const one of texts) {
				for (const other of texts) {
					assert.equal(isSameOpen(openAfter(one), openAfter(other)), one === other, `${JSON.stringify(one)} and ${JSON.stringify(other)}`);
				}
			}
		}
	});

	it('should end behind the block that holds an offset, or where it is told that it is enough', () => {
		const text = '# A\n\na\nb\nc\n\nd\n';
		const from = { at: 0, open: nothingOpen };
		const upTo = (until: number, passed?: (at: number) => 'on' | 'enough') => {
			const told: string[] = [];
			scanBlocksBetween(text, writing(text, told), from, until, new Closers(text), passed);
			return told.filter(line => line.startsWith('text'));
		};
		assert.deepEqual([upTo(0), upTo(5), upTo(11)], [[], ['text "a\\nb\\nc"'], ['text "a\\nb\\nc"']]);
		assert.deepEqual(upTo(12), ['text "a\\nb\\nc"', 'text "d"']);
		assert.deepEqual(
			upTo(12, at => (at > 5 ? 'enough' : 'on')),
			['text "a"'],
		);
	});

	it('should not keep what is open in a quotation of many lines', () => {
		const text = '> a\n'.repeat(600);
		const kept: boolean[] = [];
		scanBlocksBetween(text, {}, { at: 0, open: nothingOpen }, text.length, new Closers(text), (_at, open) => {
			kept.push(open() !== undefined);
			return 'on';
		});
		assert.deepEqual([kept[0], kept[400], kept[599]], [true, true, false]);
	});
});

describe('what closes formulae', () => {
	it('should be known of a text up to its last one, and of no more than forty', () => {
		const closers = new Closers('a $$ b $$ c');
		assert.deepEqual(
			[closers.isAfter('$$', 0), closers.isAfter('$$', 7), closers.isAfter('$$', 8), closers.isAfter('x', 0)],
			[true, true, false, false],
		);
		const many = new Closers(Array.from({ length: 50 }, (_, at) => `{${at}}`).join(''));
		const known = Array.from({ length: 50 }, (_, at) => many.isAfter(`{${at}}`, 0));
		assert.deepEqual([known.filter(Boolean).length, known[39], known[40], many.isAfter('{0}', 0)], [40, true, false, true]);
	});

	it('should hold for another text where all that was asked is as it was, or moved with what was written before', () => {
		const asked = () => {
			const closers = new Closers('a $$ b');
			closers.isAfter('$$', 0);
			closers.isAfter('\\end{a}', 0);
			return closers;
		};
		assert.deepEqual(
			['a $$ b', 'a $$ bc', 'x a $$ b', 'a  b', 'a $$ b $$', 'a $$ b \\end{a}', '\\end{a} a $$ b'].map(text => asked().holdsFor(text)),
			[true, true, true, false, false, false, false],
		);
	});
});
