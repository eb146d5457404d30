import assert from 'node:assert/strict';
import MarkdownIt from 'markdown-it';
import type { PreviewedCitations } from '../../../src/core/citing/markdownItPlugin';
import { embeddings } from '../../../src/core/citing/embeddings';
import { citationsPlugin, isCiting, notePunctuation } from '../../../src/core/citing/markdownItPlugin';

const doe = {
	key: 'doe',
	text: [
		{ kind: 'text' as const, text: 'Doe & Co. ' },
		{ kind: 'italic' as const, children: [{ kind: 'text' as const, text: '<Book>' }] },
	],
};

/** Shows each citation as `{key key}`. */
function render(text: string, options: Partial<PreviewedCitations> = {}): string {
	const plugin = citationsPlugin((_, found) => ({
		citations: found.map(({ cites }) => ({
			text: [{ kind: 'cite', key: cites[0]?.key ?? '', children: [{ kind: 'text', text: `{${cites.map(({ key }) => key).join(' ')}}` }] }],
		})),
		references: [],
		listed: true,
		hangingIndent: false,
		linked: true,
		...options,
	}));
	return plugin(new MarkdownIt({ html: true, linkify: true })).render(text);
}

describe('citationsPlugin', () => {
	it('should render citations in place, whatever signs their keys hold', () => {
		assert.match(
			render('So [@a_b; *see* @c_d] and @{https://x.org/_e_}.'),
			/^<p>So <span class="marginalia-citation" id="marginalia-cite-0" title="[^"]*">\{a_b c_d\}<\/span> and <span [^>]*>\{https:\/\/x\.org\/_e_\}<\/span>\.<\/p>/,
		);
	});

	it('should render citations in headings, lists, quotes, tables and emphasis', () => {
		const html = render('# [@a]\n- **@b**\n\n> [@c\n> ; @d]\n\n| x | @e |\n|--|--|\n| [@f] | y |\n');
		for (const keys of ['a', 'b', 'c d', 'e', 'f']) {
			assert.ok(html.includes(`>{${keys}}</span>`), keys);
		}
	});

	it('should keep line numbers where a citation spans lines', () => {
		const md = citationsPlugin((_, found) => ({
			citations: found.map(() => ({ text: [] })),
			references: [],
			listed: true,
			hangingIndent: false,
			linked: false,
		}))(new MarkdownIt());
		const last = md
			.parse('[@a\n; @b]\n\nlast', {})
			.filter(({ type }) => type === 'paragraph_open')
			.at(-1);
		assert.deepEqual(last?.map, [3, 4]);
	});

	it('should leave code, links and e-mail addresses alone', () => {
		const html = render('`@a` [x](https://x.org/@b) me@x.org\n\n    @c\n\n@d');
		assert.ok(html.includes('<code>@a</code>') && html.includes('href="https://x.org/@b"') && html.includes('<code>@c'));
		assert.equal(html.match(/marginalia-citation/g)?.length, 1);
	});

	it('should put the source back where markdown-it sees code', () => {
		// The eighth heading sign makes a paragraph for neither; an HTML element is text for pandoc but not for markdown-it.
		assert.ok(render('<div>\n[@a]\n</div>\n').includes('[@a]'));
	});

	it('should list references at the end, linked both ways, with every text escaped', () => {
		const html = render('[@doe] [@doe]', { references: [doe] });
		assert.ok(html.includes('<a href="#ref-doe">{doe}</a>'));
		assert.ok(html.includes('title="Doe &#38; Co. &#60;Book&#62;"'));
		assert.match(
			html,
			/<div class="csl-entry" id="ref-doe">Doe &#38; Co\. <i>&#60;Book&#62;<\/i> <a class="marginalia-back" href="#marginalia-cite-0">↩<\/a> <a [^>]*cite-1">↩<\/a><\/div><\/section>$/,
		);
	});

	it('should let emphasis beside a citation close and open, as where brackets stand', () => {
		const number = (text: string) =>
			render(text, { citations: [{ text: [{ kind: 'superscript', children: [{ kind: 'text', text: '1' }] }] }] })
				.replace(/<span class="marginalia-citation"[^>]*>(.*?)<\/span>/g, '$1')
				.replace(/<\/?a[^>]*>/g, '');
		const note = (text: string) =>
			render(text, { citations: [{ text: [], note: { number: 1, text: [] } }] })
				.replace(/<span class="marginalia-citation"[^>]*>(.*?)<\/span>/g, '$1')
				.replace(/<\/?a[^>]*>/g, '')
				.replace(/<section[^]*/, '');
		const plain = (text: string) => render(text).replace(/<span class="marginalia-citation"[^>]*>(.*?)<\/span>/g, '$1');
		for (const show of [number, note]) {
			assert.match(show('He said *"So it goes."* [@a]'), /<em>&quot;So it goes\.&quot;<\/em><sup>1<\/sup>/);
			assert.match(show('**Result.** [@a]'), /<strong>Result\.<\/strong><sup>1<\/sup>/);
			assert.match(show('_(so)_ [@a].'), /<em>\(so\)<\/em>\.?<sup>1<\/sup>/);
		}
		assert.match(plain('**Result.**[@a]'), /<strong>Result\.<\/strong>\{a\}/);
		assert.match(
			plain('**Note:**[@a] and (*"x"*[@a]) and [@a]_passim_ and *@a*'),
			/<strong>Note:<\/strong>\{a\} and \(<em>&quot;x&quot;<\/em>\{a\}\) and \{a\}<em>passim<\/em> and <em>\{a\}<\/em>/,
		);
	});

	it('should put punctuation before the sign of a note', () => {
		const cited = (name: string, text: string) =>
			render(text, { citations: [{ text: [{ kind: 'text', text: name }], note: { number: 1, text: [] } }] })
				.replace(/<section[^]*/, '')
				.replace(/<[^>]*>/g, '')
				.trim();
		assert.equal(cited('Doe', 'So @doe, who'), 'So Doe,1 who');
		assert.equal(cited('Doe et al.', 'So @doe.'), 'So Doe et al.1');
		assert.equal(cited('Doe', 'So @doe says'), 'So Doe1 says');
	});

	it('should make no heading for the list where the text ends in one', () => {
		const headings = (text: string) => render(text, { references: [doe], title: 'References' }).match(/<h\d/g)?.length;
		for (const text of [
			'@doe\n\n## References\n',
			'@doe\n\n# Literatur',
			'@doe\n\nReferences\n==========\n',
			'@doe[^1]\n\n## References\n\n[^1]: Note.\n[x]: y\n',
			'@doe\n\n## References\n\n::: {#refs}\n:::\n',
			'@doe\n',
		]) {
			assert.equal(headings(text), 1, text);
		}
		assert.equal(headings('# Part\n\n@doe\n'), 2);
	});

	it('should know every way of pandoc to say where the list goes', () => {
		const forms = [
			'::: {#refs}\n\n:::',
			'::: {.column #refs}\n:::',
			'::: {#refs .hanging}\n:::',
			'::::: {#refs}\n:::::',
			'<div id="refs">\n</div>',
			'<div id="refs">\n\n</div>',
			'<div class="x" id="refs">\n\n</div>',
			'::: {#refs}\n## Works\n:::',
		];
		for (const form of forms) {
			const html = render(`@doe\n\n${form}\n\nlast`, { references: [doe], title: 'References' });
			assert.match(html, /<\/section>\s*<p>last<\/p>/, form);
			assert.ok(!html.includes(':::') && !html.includes('>References<'), form);
		}
	});

	it('should list references where the text says', () => {
		assert.match(render('@doe\n\n::: {#refs}\n:::\n\nlast', { references: [doe] }), /<\/section><p>last<\/p>/);
		assert.match(render('@doe\n\n<div id="refs"></div>\n\nlast', { references: [doe] }), /<\/section><p>last<\/p>/);
	});

	it('should list references in place of what Insert Bibliography wrote, below its heading', () => {
		const html = render('@doe\n\n## Works\n\n<!-- marginalia:begin bibliography -->\n\nOld.\n\n<!-- marginalia:end -->\n\nlast', {
			references: [doe],
			title: 'References',
		});
		assert.match(html, /Works<\/h2>[^]*csl-entry[^]*<\/section><!-- marginalia:end -->\s*<p>last/);
		assert.doesNotMatch(html, /Old\.|References/);
	});

	it('should tell references on hover where they are not listed', () => {
		const html = render('@doe', { references: [doe], listed: false });
		assert.match(html, /title="Doe &#38; Co\./);
		assert.doesNotMatch(html, /csl-entry|href/);
	});

	it('should put the sign of a note behind punctuation, and a raised number behind its word', () => {
		const note = { text: [], note: { number: 1, text: [{ kind: 'text' as const, text: 'Doe.' }] } };
		assert.match(render('A word [@doe].', { citations: [note] }), /<p>A word\.<span [^>]*><sup>/);
		assert.match(
			render('A word [@doe].', { citations: [{ text: [{ kind: 'superscript', children: [{ kind: 'text', text: '1' }] }] }] }),
			/<p>A word<span [^>]*><sup>1<\/sup><\/span>\./,
		);
	});

	it('should number notes and list them', () => {
		const html = render('[@doe]', { citations: [{ text: [], note: { number: 1, text: [{ kind: 'text', text: 'Doe.' }] } }] });
		assert.match(html, /<sup><a href="#marginalia-note-1">1<\/a><\/sup><\/span>/);
		assert.match(html, /<li id="marginalia-note-1" value="1">Doe\. <a class="marginalia-back" href="#marginalia-cite-0">↩<\/a><\/li>/);
	});

	it('should mark keys nothing is known of', () => {
		assert.ok(
			render('@x', { citations: [{ text: [{ kind: 'unknown', key: '<x>' }] }] }).includes(
				'<strong class="marginalia-unknown">&#60;x&#62;?</strong>',
			),
		);
	});

	it('should leave the source where nothing is formatted yet', () => {
		assert.equal(render('@x', { citations: [undefined] }), '<p>@x</p>\n');
	});

	it('should tell that a document was rendered, but not that it was only parsed', () => {
		let rendered = 0;
		const md = citationsPlugin((_, found) => ({
			citations: found.map(() => ({ text: [{ kind: 'text', text: 'x' }] })),
			references: [doe],
			listed: true,
			hangingIndent: false,
			linked: false,
			rendered: () => (rendered += 1),
		}))(new MarkdownIt());
		const tokens = md.parse('@doe', {});
		assert.equal(rendered, 0);
		md.renderer.render(tokens, md.options, {});
		assert.equal(rendered, 2, 'the citation and the list');
		md.render('Nobody.');
		assert.equal(rendered, 2);
	});

	it('should leave alone what stands in another document, cites nothing, or has signs of ours', () => {
		const md = citationsPlugin(() => assert.fail('there is nothing to show'))(new MarkdownIt());
		const env = {};
		embeddings.add(env);
		assert.equal(md.render('@doe', env), '<p>@doe</p>\n');
		assert.equal(md.render('me@doe.org', {}), '<p>me@doe.org</p>\n');
		assert.equal(md.render('@doe \uE0100\uE011', {}), '<p>@doe \uE0100\uE011</p>\n');
		assert.deepEqual(['@doe', '`@doe`', 'doe'].map(isCiting), [true, false, false]);
	});

	it('should leave what is only listed where it stands', () => {
		const html = render('---\nnocite: "@other"\n---\n\n@doe\n');
		assert.match(html, /nocite: &quot;@other&quot;/);
		assert.equal(html.match(/marginalia-citation/g)?.length, 1);
	});

	it('should lead all of a citation to its first work where its parts are not told', () => {
		const text = [{ kind: 'text' as const, text: '(Doe; Roe)' }];
		const shown = (source: string, options: Partial<PreviewedCitations> = {}) =>
			render(source, { citations: [{ text }], references: [doe], ...options });
		assert.match(
			shown('[@doe; @{r"e}; @doe]'),
			/title="Doe &#38; Co\. &#60;Book&#62;\nr&#34;e: unknown citation key"><a href="#ref-doe">\(Doe; Roe\)<\/a><\/span>/,
		);
		assert.match(shown('[@roe; @doe]'), />\(Doe; Roe\)<\/span>/);
		assert.match(shown('[@doe]', { linked: false }), />\(Doe; Roe\)<\/span>[^]*<\/i><\/div><\/section>$/);
		assert.match(shown('[@doe]', { citations: [{ text: [] }] }), /title="[^"]*"><\/span>/);
	});

	it('should say whether references hang, and have no heading of their own without a title', () => {
		assert.match(
			render('@doe', { references: [doe], hangingIndent: true, title: 'A & B' }),
			/<section class="marginalia-references marginalia-hanging" id="refs"><h2>A &#38; B<\/h2><div/,
		);
		assert.match(render('@doe', { references: [doe] }), /<section class="marginalia-references" id="refs"><div/);
	});

	it('should put the source back in the words and addresses of pictures and links', () => {
		const html = render('![see @doe](x.png "of @roe") and [x](/a/(@poe)) and @doe');
		assert.match(html, /<img src="x\.png" alt="see @doe" title="of @roe">/);
		assert.match(html, /<a href="\/a\/\(@poe\)">x<\/a>/);
		assert.ok(!/[\uE010\uE011\u169B\u169C]|%EE%80/.test(html), html);
	});

	it('should list notes before references, each by its number, and notes alone where nothing is listed', () => {
		const note = (number: number) => ({ text: [], note: { number, text: [{ kind: 'text' as const, text: `N${number}` }] } });
		const both = render('[@doe] [@roe]', { citations: [note(1), note(2)], references: [doe] });
		assert.match(
			both,
			/<section class="marginalia-notes"><hr><ol><li id="marginalia-note-1"[^]*cite-0">↩<\/a><\/li><li id="marginalia-note-2" value="2">N2 <a [^]*cite-1">↩<\/a><\/li><\/ol><\/section><section class="marginalia-references/,
		);
		assert.match(render('[@doe]', { citations: [note(1)], references: [doe], listed: false }), /<\/ol><\/section>$/);
		assert.doesNotMatch(render('[@doe]', { references: [doe] }), /marginalia-notes/);
	});

	it('should leave places alone that are not closed, and list references at the end', () => {
		for (const [form, kept] of [
			['::: {#refs}\n\nNever closed.', /<p>::: \{#refs\}<\/p>\s*<p>Never closed\.<\/p>\s*<section/],
			['<!-- marginalia:begin bibliography -->\n\nOld.', /Old\.<\/p>\s*<section/],
			['<!-- marginalia:end -->\n\nOld.', /Old\.<\/p>\s*<section/],
		] as const) {
			assert.match(render(`@doe\n\n${form}\n`, { references: [doe] }), kept);
		}
		assert.match(render('@doe\n\n<div id="refs">\n\nlast', { references: [doe] }), /<\/section><p>last<\/p>/);
		assert.match(render('@doe\n\n<div id="refs">\n\n<b>\n\nlast', { references: [doe] }), /<\/section>\s*(?:<p>)?<b>/);
	});

	it('should take whatever spaces stand before the sign of a note, and whatever stands in the markers of the list', () => {
		const note = { text: [], note: { number: 1, text: [] } };
		assert.match(render('A word \t [@doe].', { citations: [note] }), /<p>A word\.<span /);
		for (const form of ['<div id="refs">\n\n</div>  ', '<div id=refs>\n</div>\n', '<div id="refs" class="x"></div>']) {
			assert.match(render(`@doe\n\n${form}\n\nlast`, { references: [doe] }), /<\/section>\s*<p>last<\/p>/, form);
		}
		const block = '<!-- marginalia:begin bibliography x=1 -->\n\nOld.\n\n  <!--\tmarginalia:end -->\n\nlast';
		assert.doesNotMatch(render(`@doe\n\n${block}`, { references: [doe] }), /Old\./);
		assert.match(render('@doe\n\n`<div id="refs"></div>`\n\nlast', { references: [doe] }), /last<\/p>\s*<section/);
	});

	it('should move all punctuation before the sign of a note, and no second full stop', () => {
		const cited = (name: string, following: string, hasNote = true) =>
			notePunctuation({ text: [{ kind: 'text', text: name }], ...(hasNote ? { note: { number: 1, text: [] } } : {}) }, following);
		assert.deepEqual(cited('Doe', '?! so'), { shown: '?!', length: 2 });
		assert.deepEqual(cited('Doe et al.', '... so'), { shown: '..', length: 3 });
		assert.deepEqual(cited('Doe et al.', ', so'), { shown: ',', length: 1 });
		assert.deepEqual(cited('Doe', '.'), { shown: '.', length: 1 });
		assert.deepEqual(cited('Doe', ' .'), { shown: '', length: 0 });
		assert.deepEqual(cited('Doe', '.', false), { shown: '', length: 0 });
	});

	it('should set a raised number apart from nothing, and leave the space before what is more', () => {
		const raised = { kind: 'superscript' as const, children: [{ kind: 'text' as const, text: '1' }] };
		const shown = (text: string, ...nodes: PreviewedCitations['references'][number]['text']) =>
			render(text, { citations: [{ text: nodes }] })
				.replace(/<span class="marginalia-citation"[^>]*>/g, '')
				.replaceAll('</span>', '');
		assert.equal(shown('A [@a] b', raised), '<p>A<sup>1</sup> b</p>\n');
		assert.equal(shown('A [@a] b', { kind: 'cite', key: 'a', children: [raised] }), '<p>A<sup>1</sup> b</p>\n');
		assert.equal(shown('A [@a] b', raised, { kind: 'text', text: '.' }), '<p>A <sup>1</sup>. b</p>\n');
		assert.equal(
			shown('A [@a] b', { kind: 'cite', key: 'a', children: [raised, { kind: 'text', text: 'c' }] }),
			'<p>A <sup>1</sup>c b</p>\n',
		);
		assert.equal(shown('A [@a] b'), '<p>A  b</p>\n');
		assert.equal(shown('[@a] b', raised), '<p><sup>1</sup> b</p>\n');
	});
});
