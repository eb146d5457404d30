import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readMark } from '../../../src/core/markdown/citationKeys';
import { maskedRanges, scanMarkdown, scanWith } from '../../../src/core/markdown/scan';
import { hostilePieces } from '../../fakes/hostilePieces';

describe('scanMarkdown', () => {
	const wikilinks: readonly (readonly [text: string, target: string, rest: object])[] = [
		['[[song2021]]', 'song2021', {}],
		['[[@song2021]]', 'song2021', {}],
		['[[song2021|their paper]]', 'song2021', { text: 'their paper' }],
		['[[song2021#Main result]]', 'song2021', { heading: 'Main result' }],
		['[[song2021#A|b]]', 'song2021', { heading: 'A', text: 'b' }],
		['![[song2021]]', 'song2021', { embed: true }],
		['> a\n> [[ song2021 ]]', 'song2021', {}],
		['| a |\n| - |\n| [[song2021\\|x]] |', 'song2021', { text: 'x' }],
		['[[notes/song 2021.md]]', 'notes/song 2021.md', {}],
	];
	for (const [text, target, rest] of wikilinks) {
		it(`should find the link in ${JSON.stringify(text)}`, () => {
			const found = scanMarkdown(text).wikilinks;
			assert.equal(found.length, 1);
			const { start, end, targetStart, targetEnd, ...link } = found[0]!;
			assert.deepEqual(link, { embed: false, target, ...rest });
			assert.equal(text.slice(targetStart, targetEnd), target);
			assert.match(text.slice(start, end), /^!?\[\[.*\]\]$/);
		});
	}

	for (const text of [
		'`[[a]]`',
		'```\n[[a]]\n```',
		'    [[a]]',
		'<!-- [[a]] -->',
		'\\[[a]]',
		'[[]]',
		'[[a\nb]]',
		'[[@a; @b]]',
		'$x [[a]] y$',
		'---\na: [[a]]\n---',
		'a `b\n[[c]]` d',
	]) {
		it(`should find no link in ${JSON.stringify(text)}`, () => {
			assert.deepEqual(scanMarkdown(text).wikilinks, []);
		});
	}

	it('should find links and images with what they lead to', () => {
		const text = '[a](notes/x.md "t") ![i](<p q.png>) [no] (x)';
		assert.deepEqual(
			scanMarkdown(text).links.map(({ image, destination, destinationStart, destinationEnd, start, end }) => [
				image,
				destination,
				text.slice(destinationStart, destinationEnd),
				text.slice(start, end),
			]),
			[
				[false, 'notes/x.md', 'notes/x.md', '[a](notes/x.md "t")'],
				[true, 'p q.png', 'p q.png', '![i](<p q.png>)'],
			],
		);
	});

	it('should find headings of both kinds', () => {
		assert.deepEqual(
			scanMarkdown('# A #\ntext\n\nB\n---\n\n```\n# no\n```\n').headings.map(({ level, text }) => [level, text]),
			[
				[1, 'A'],
				[2, 'B'],
			],
		);
	});

	it('should find tags, which have a letter and stand alone', () => {
		assert.deepEqual(
			scanMarkdown('#one a #two/three, (#größe) x#no #1 `#no` https://x.org/#no\n# Heading').tags.map(({ name }) => name),
			['one', 'two/three', 'größe'],
		);
	});

	const masks: readonly (readonly [text: string, masked: readonly string[]])[] = [
		['a `b` c', ['`b`']],
		['a ``b ` c`` d', ['``b ` c``']],
		['a `b\nc` d', ['`b\nc`']],
		['> a `b\n> c` d', ['`b\n> c`']],
		['$5 and $6', []],
		['$x_1$ and $$y$$', ['$x_1$', '$$y$$']],
		['$$\nx\n$$\n', ['$$\nx\n$$']],
		['[a](u) b', ['(u)']],
		['see https://x.org/@a. Then', ['https://x.org/@a']],
		['<https://x.org/@a>', ['<https://x.org/@a>']],
		['[x]: http://a "b"\n[@c]', ['[x]: http://a "b"']],
		['text\n    not code', []],
		['- a\n\n      code\n  text', ['code']],
		['2. a\n\n       code', ['code']],
		['a <!-- b\nc --> d', ['<!-- b\nc -->']],
		['a\n\n---\n\n[@b]\n\n---\n', []],
		['---\ntitle: x\n...\n[@a]\n\n---\n', ['---\ntitle: x\n...\n']],
		['---\r\ntitle: x\r\n---\r\n`a`', ['---\r\ntitle: x\r\n---\r\n', '`a`']],
		['+++\na = 1\n+++\nb', ['+++\na = 1\n+++\n']],
		['\uFEFF---\na: b\n---\nc', ['\uFEFF---\na: b\n---\n']],
	];
	for (const [text, masked] of masks) {
		it(`should mask ${JSON.stringify(masked)} in ${JSON.stringify(text)}`, () => {
			assert.deepEqual(
				maskedRanges(text).map(({ start, end }) => text.slice(start, end)),
				masked,
			);
		});
	}

	it('should say that it is not sure of blocks in blocks without end', () => {
		assert.equal(scanMarkdown('> '.repeat(100)).sure, false);
		assert.equal(scanMarkdown('> '.repeat(20)).sure, true);
	});

	it('should say that it is not sure of a label that may be code', () => {
		assert.equal(scanMarkdown('[a][`b`]').sure, false);
		assert.equal(scanMarkdown('[a][b]').sure, true);
	});

	it('should give ranges in order and inside the text, whatever the text', () => {
		const unit = fc.constantFrom(
			'a',
			' ',
			'\n',
			'\r',
			'\t',
			'`',
			'<',
			'>',
			'!',
			'-',
			'[',
			']',
			'(',
			')',
			'|',
			'$',
			'#',
			'*',
			':',
			'/',
			'\\',
			'"',
			'\u2028',
			'汉',
			'😀',
			'1',
			'.',
			'~',
			'=',
			'@',
			'^',
		);
		fc.assert(
			fc.property(fc.string({ unit, maxLength: 80 }), text => {
				const { masked, wikilinks } = scanMarkdown(text);
				let done = 0;
				for (const { start, end } of masked) {
					assert.ok(start >= done && end >= start && end <= text.length);
					done = end;
				}
				assert.ok(wikilinks.every(({ start, end }) => start >= 0 && end <= text.length));
			}),
			{ numRuns: 3000 },
		);
	});

	it('should read hostile texts to their end (how fast is for the bench “hostile” to say)', () => {
		for (const piece of hostilePieces.markdown) {
			const text = piece.repeat(Math.ceil(200_000 / piece.length));
			assert.ok(
				scanMarkdown(text).wikilinks.every(({ start, end }) => start < end && end <= text.length),
				piece,
			);
		}
	}).timeout(60_000);
});

/** What the scanner tells of a text, in order: `code "`b`"`, `link "[a](b)" to "b"`; a mark of a citation by its offset. */
function toldOf(text: string): readonly string[] {
	const told: string[] = [];
	const part = (start: number, end: number) => JSON.stringify(text.slice(start, end));
	const sure = scanWith(text, {
		mask: (kind, start, end) => told.push(`${kind} ${part(start, end)}`),
		link: (start, end, from, to) => told.push(`link ${part(start, end)} to ${part(from, to)}`),
		wikilink: (start, end) => told.push(`wikilink ${part(start, end)}`),
		tag: (start, end) => told.push(`tag ${part(start, end)}`),
		mark: at => {
			told.push(`mark ${at}`);
			return readMark(text, at)?.end;
		},
	});
	return sure ? told : [...told, 'unsure'];
}

const inlines: Readonly<Record<string, readonly (readonly [text: string, told: readonly string[]])[]>> = {
	code: [
		['a `b` c', ['code "`b`"']],
		['``a`b`` `c', ['code "``a`b``"']],
		['` `` ` ``', ['code "` `` `"']],
		['`a\nb`', ['code "`a\\nb`"']],
		['`a', []],
		['``a`', []],
		['\\`a`', []],
		['`a\\`b`', ['code "`a\\\\`"']],
		['> `a\n> b` `c`', ['code "`a\\n> b`"', 'code "`c`"']],
		['`<a>`<b>`', ['code "`<a>`"', 'html "<b>"']],
	],
	'HTML and addresses in angles': [
		['a <b> c', ['html "<b>"']],
		['a </b > c', ['html "</b >"']],
		['a <b c="d>" e=\'f\' g=h i> j', ['html "<b c=\\"d>\\" e=\'f\' g=h i>"']],
		['a <b c=> d', []],
		['a <1> b', []],
		['a <b', []],
		['x <!-- a --> b', ['html "<!-- a -->"']],
		['x <!--> b --> c', ['html "<!-->"']],
		['x <!---> b', ['html "<!--->"']],
		['x <!-- a', []],
		['x <?a b?> c', ['html "<?a b?>"']],
		['x <?> ?> b', ['html "<?> ?>"']],
		['x <!A b> c', ['html "<!A b>"']],
		['x <!1> c', []],
		['x <![CDATA[>]]> c', ['html "<![CDATA[>]]>"']],
		['x <![CDATA[]]> c', ['html "<![CDATA[]]>"']],
		['<https://a.b/c_d> e', ['url "<https://a.b/c_d>"']],
		['<a.b+c-d:e>', ['url "<a.b+c-d:e>"']],
		['<a:b c>', []],
		['<me@x.org> <me@x>', ['url "<me@x.org>"', 'url "<me@x>"']],
		['<a:>', []],
		['x <pre>`a` [b](c)</pre> `d`', ['html "<pre>`a` [b](c)</pre>"', 'code "`d`"']],
		['x <SCRIPT>@a</script> @b', ['html "<SCRIPT>@a</script>"', 'mark 22']],
		['x <pre>@a <pre>@b', ['html "<pre>"', 'mark 7', 'html "<pre>"', 'mark 15']],
		['x <prefix>@a</prefix>', ['html "<prefix>"', 'mark 10', 'html "</prefix>"']],
		['x <textarea>a</textarea', ['html "<textarea>"']],
		['a <b\nc> d', ['html "<b\\nc>"']],
	],
	formulae: [
		['$x$ y', ['math "$x$"']],
		['$x $ y', []],
		['$ x$ y', []],
		['$5 and $6', []],
		['$a$b$ c', ['math "$a$"']],
		['$a$5 $b$9 $c$0', []],
		['$a\\$b$ c', ['math "$a\\\\$b$"']],
		['$$', []],
		['$$a$$ b', ['math "$$a$$"']],
		['$$ a', []],
		['$$$$ b$$', ['math "$$$$ b$$"']],
		['$$a$ b', []],
		['$a', []],
		['$', []],
		['$a\nb$', ['math "$a\\nb$"']],
		['a$b$c', ['math "$b$"']],
		['$a`b$ c` d', ['math "$a`b$"']],
		['\\$a$ b$', []],
		['$a$ $b', ['math "$a$"']],
		['$\ta$', []],
		['$a\t$ b$', []],
	],
	LaTeX: [
		['\\emph{a} b', ['tex "\\\\emph{a}"']],
		['\\emph{a{b{c}}}[d]', ['tex "\\\\emph{a{b{c}}}"']],
		['\\cite[p. 1]{a}{b} c', ['tex "\\\\cite[p. 1]{a}{b}"']],
		['\\foo bar', []],
		['\\foo*{a}', ['tex "\\\\foo*{a}"']],
		['\\{a}', []],
		['\\\\emph{a}', []],
		['\\emph{a', []],
		['x \\begin{a}b\\end{a} c', ['tex "\\\\begin{a}b\\\\end{a}"']],
		['x \\begin{a}b \\end{b}', ['tex "\\\\begin{a}"', 'tex "\\\\end{b}"']],
		['x \\begin{a*}\nb\\end{a*}', ['tex "\\\\begin{a*}\\nb\\\\end{a*}"']],
		['\\foo[a\nb]{c}', []],
	],
	'attributes and shortcodes': [
		['[a]{.b} c', ['attribute "{.b}"']],
		['`a`{#b}', ['code "`a`"', 'attribute "{#b}"']],
		['(a){.b}', ['attribute "{.b}"']],
		['a {.b}', ['attribute "{.b}"']],
		['a {.b} c', []],
		['a {.b} \nc', ['attribute "{.b}"']],
		['a {x=y}', ['attribute "{x=y}"']],
		['a {x}', []],
		['a {{< b >}} c', ['attribute "{{< b >}}"']],
		['a {{% b %}}', ['attribute "{{% b %}}"']],
		['a {{< b }} c', []],
		['# A {#b}', ['attribute "{#b}"']],
		['{.a}', ['attribute "{.a}"']],
		['a {.b\n.c}', []],
	],
	links: [
		['[a](b) c', ['link "[a](b)" to "b"', 'url "(b)"']],
		['![a](b "c")', ['link "![a](b \\"c\\")" to "b"', 'url "(b \\"c\\")"']],
		['\\![a](b)', ['link "[a](b)" to "b"', 'url "(b)"']],
		['\\\\![a](b)', ['link "![a](b)" to "b"', 'url "(b)"']],
		['!\\[a](b)', []],
		['[a [b](c) d](e)', ['link "[b](c)" to "c"', 'url "(c)"']],
		['[a ![b](c) d](e)', ['link "![b](c)" to "c"', 'url "(c)"', 'link "[a ![b](c) d](e)" to "e"', 'url "(e)"']],
		['![a [b](c) d](e)', ['link "[b](c)" to "c"', 'url "(c)"', 'link "![a [b](c) d](e)" to "e"', 'url "(e)"']],
		['[a](b', []],
		['[a](b c)', []],
		['[a](<b c>)', ['link "[a](<b c>)" to "b c"', 'url "(<b c>)"']],
		['[a] (b)', []],
		['[a](b)(c)', ['link "[a](b)" to "b"', 'url "(b)"']],
		['[`a](b)` c', ['code "`a](b)`"']],
		['[a][b](c)', ['link "[b](c)" to "c"', 'url "(c)"']],
		['[a](b)[c](d)', ['link "[a](b)" to "b"', 'url "(b)"', 'link "[c](d)" to "d"', 'url "(d)"']],
		[']a](b)', []],
		['[a][`b`]', ['code "`b`"', 'unsure']],
		['[a][b$]', ['unsure']],
		['[a][b]', []],
		['[a](\nb\n"c")', ['link "[a](\\nb\\n\\"c\\")" to "b"', 'url "(\\nb\\n\\"c\\")"']],
		['> [a](\n> b)', ['link "[a](\\n> b)" to "b"', 'url "(\\n> b)"']],
		['[[a](b)](c)', ['link "[a](b)" to "b"', 'url "(b)"']],
	],
	'wikilinks and tags': [
		['[[a]] [[b|c]] ![[d]]', ['wikilink "[[a]]"', 'wikilink "[[b|c]]"', 'wikilink "![[d]]"']],
		['\\![[a]]', ['wikilink "[[a]]"']],
		['\\\\![[a]]', ['wikilink "![[a]]"']],
		['[[a|b|c]]', ['wikilink "[[a|b|c]]"']],
		['[[a]', []],
		['[[ ]]', []],
		['[[a;b]]', []],
		['^[[a]] b', []],
		['[[a\nb]]', []],
		['[[[a]]]', ['wikilink "[[a]]"']],
		['[[a]](b)', ['wikilink "[[a]]"']],
		['`[[a]]` [[b]]', ['code "`[[a]]`"', 'wikilink "[[b]]"']],
		['#a b', ['tag "#a"']],
		['a #b, (#c),#d', ['tag "#b"', 'tag "#c"', 'tag "#d"']],
		['a#b', []],
		['#1 #1a #_a #-1', ['tag "#1a"', 'tag "#_a"']],
		['#a/b-c_d.e', ['tag "#a/b-c_d"']],
		['#größe!', ['tag "#größe"']],
		['\\#a', []],
		['# #a', ['tag "#a"']],
		['[#a](b)', ['link "[#a](b)" to "b"', 'url "(b)"']],
		['> #a\n> #b', ['tag "#a"', 'tag "#b"']],
	],
	'bare addresses': [
		['https://a.b/c. d', ['url "https://a.b/c"']],
		['http://a, b', ['url "http://a"']],
		['ftp://a/b) c', ['url "ftp://a/b"']],
		['(https://a/b) c', ['url "https://a/b"']],
		['(https://a/(b)) c', ['url "https://a/(b)"']],
		['HTTPS://a', ['url "HTTPS://a"']],
		['xhttps://a', []],
		['http ab://c', []],
		['a-http://b', []],
		['https:/a', []],
		['https://a/b?!.,:*_~\'"; c', ['url "https://a/b"']],
		['https://a<b', ['url "https://a"']],
		['https://a`b`', ['url "https://a"', 'code "`b`"']],
		['www.a.b/c) d', ['url "www.a.b/c"']],
		['xwww.a.b', []],
		['a.www.b', []],
		['https://a/[b] c', ['url "https://a/"']],
		['x: y://z', []],
		['see http://a/@b and @c', ['url "http://a/@b"', 'mark 20']],
		['mailto:x', []],
	],
	marks: [
		['@{https://a.b/c} @https://a.b/c', ['mark 0', 'mark 17']],
		['> a\n> @{https://a.b/c} https://a', ['mark 6', 'url "https://a"']],
		['@a `@b` @c', ['mark 0', 'code "`@b`"', 'mark 8']],
		['[@a](b) [c](@d)', ['mark 1', 'link "[@a](b)" to "b"', 'url "(b)"', 'link "[c](@d)" to "@d"', 'url "(@d)"']],
		['<!-- @a --> @b', ['html "<!-- @a -->"', 'mark 12']],
		['| @a | `@b` |\n|-|-|\n| @c |', ['mark 2', 'code "`@b`"', 'mark 22']],
		['# @a', ['mark 2']],
		['    @a', ['code "@a"']],
		['<div>\n@a [b](c) #d [[e]]\n</div>', ['html "<div>"', 'mark 6', 'url "(c)"', 'wikilink "[[e]]"', 'html "</div>"']],
		['> a\n> @b', ['mark 6']],
		['- @a\n\n  @b', ['mark 2', 'mark 8']],
		['[^1]: @a', ['mark 6']],
		['[a]: @b', ['definition "[a]: @b"']],
		['a <b c="@d"> @e', ['html "<b c=\\"@d\\">"', 'mark 13']],
	],
};

for (const [what, texts] of Object.entries(inlines)) {
	describe(`${what} in text`, () => {
		for (const [text, told] of texts) {
			it(`should be ${told.join(', ') || 'none'}: ${JSON.stringify(text)}`, () => {
				assert.deepEqual(toldOf(text), told);
			});
		}
	});
}
