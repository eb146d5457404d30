import assert from 'node:assert/strict';
import MarkdownIt from 'markdown-it';
import { NoteIndex } from '../../../src/core/notes/noteIndex';
import type { GoalOfLink } from '../../../src/core/notes/wikilinkDrawing';
import { partOfNote, wikilinksPlugin } from '../../../src/core/notes/wikilinkDrawing';

const root = 'file:///work';

/** Renders a text as the document `doc.md`, among some notes and attachments. */
function render(text: string, notes: Readonly<Record<string, string>> = {}, files: readonly string[] = [], document = 'doc.md'): string {
	const index = new NoteIndex(() => [root]);
	Object.entries({ ...notes, [document]: text }).forEach(([path, note]) => index.set(`${root}/${encodeURI(path)}`, note, 'markdown'));
	const goal: GoalOfLink = ({ target }, from) => {
		const note = target === '' ? index.get(from) : index.resolve(target, from);
		const file = files.find(path => path.endsWith(target));
		return note !== undefined
			? {
					kind: 'note',
					path: note.path,
					hover: note.title ?? note.name,
					headings: note.headings,
					text: notes[decodeURI(note.path).slice(root.length + 1)],
				}
			: file !== undefined
				? { kind: 'file', path: `${root}/${encodeURI(file)}` }
				: target === 'lee2020'
					? { kind: 'paper', hover: 'On "Reefs"' }
					: { kind: 'unknown', hover: `Note “${target}” not found.` };
	};
	const md = wikilinksPlugin(goal)(new MarkdownIt({ html: true, linkify: true }));
	return md.renderer.render(md.parse(text, {}), md.options, { currentDocument: `${root}/${encodeURI(document)}` }).trim();
}

const link = (href: string, title: string, text: string) =>
	`<a class="marginalia-link" href="${href}" data-href="${href}" title="${title}">${text}</a>`;

describe('wikilinks in a preview', () => {
	it('should lead to their notes, headings and blocks', () => {
		const notes = { 'notes/a b.md': '---\ntitle: On <b> & co\n---\n# Main *result*\n## Data\n# Main result\n', 'x.md': '' };
		const title = 'On &#60;b&#62; &#38; co';
		const one = (text: string, document?: string) => render(text, notes, [], document);
		assert.equal(one('See [[a b]].'), `<p>See ${link('notes/a%20b.md', title, 'a b')}.</p>`);
		assert.equal(one('[[a b|the *<i>* paper]]'), `<p>${link('notes/a%20b.md', title, 'the *&#60;i&#62;* paper')}</p>`);
		assert.equal(
			one('[[notes/a b.md#Main *result*#Data]]'),
			`<p>${link('notes/a%20b.md#data', title, 'notes/a b.md &#62; Main *result* &#62; Data')}</p>`,
		);
		assert.equal(
			one('[[a b#main-result-1|2]] [[a b#^c1|c]]'),
			`<p>${link('notes/a%20b.md#main-result-1', title, '2')} ${link('notes/a%20b.md#%5Ec1', title, 'c')}</p>`,
		);
		assert.equal(one('# H\n\n[[#H]]').split('\n').at(-1), `<p>${link('#h', 'doc', 'H')}</p>`);
		assert.equal(one('[[x]]', 'deep/er/d.md'), `<p>${link('../../x.md', 'x', 'x')}</p>`);
		assert.match(one('| a |\n|--|\n| [[a b\\|t]] |\n'), /<td><a class="marginalia-link" [^>]*>t<\/a><\/td>/);
	});

	it('should be marked where they lead nowhere, and tell of a paper without a note', () => {
		assert.equal(render('[[gone|"x"]]'), '<p><span class="marginalia-link-unknown" title="Note “gone” not found.">&#34;x&#34;</span></p>');
		assert.equal(render('[[@lee2020]]'), '<p><span class="marginalia-link-paper" title="On &#34;Reefs&#34;">lee2020</span></p>');
	});

	it('should be none in code, links, escapes and HTML', () => {
		const plain = (text: string) => assert.doesNotMatch(render(text, { 'x.md': '' }), /marginalia-link"/, text);
		['`[[x]]`', '    [[x]]', '\\[[x]]', '[[x', '[[ ]]', '[[x\ny]]', '<!-- [[x]] -->', '<b title="[[x]]">'].forEach(plain);
	});

	it('should show images, and link other attachments', () => {
		const files = ['img/one two.png', 'x.pdf'];
		assert.equal(render('![[one two.png]]', {}, files), '<p><img src="img/one%20two.png" alt="" title="one two.png"></p>');
		assert.equal(
			render('a ![[one two.png|300x200]]', {}, files),
			'<p>a <img src="img/one%20two.png" alt="" title="one two.png" width="300" height="200"></p>',
		);
		assert.equal(render('![[x.pdf]] [[x.pdf|p]]', {}, files), `<p>${link('x.pdf', 'x.pdf', 'x.pdf')} ${link('x.pdf', 'x.pdf', 'p')}</p>`);
	});

	it('should show a note that is embedded, or its part, with its own links and images', () => {
		const notes = {
			'notes/a.md':
				'---\ntitle: A\n---\n# One\n\nWords [l](sub/b.md#p) ![i](<i 1.png>) [[c]] [w](https://e.org)\n\n## Two\n\nDeep.\n\n# Three\n\nA claim\nof two lines. ^c1\n\n- item\n- other ^c2\n',
			'notes/c.md': 'C',
		};
		const whole = render('![[a]]', notes);
		assert.match(
			whole,
			/^<div><div class="marginalia-embed"><div class="marginalia-embed-title"><a [^>]*href="notes\/a\.md"[^>]*>a<\/a><\/div><h1>One<\/h1>/,
		);
		assert.match(
			whole,
			/<a href="notes\/sub\/b\.md#p">l<\/a> <img src="notes\/i%201\.png" alt="i"> <a class="marginalia-link" href="notes\/c\.md"[^>]*>c<\/a> <a href="https:\/\/e\.org">w<\/a>/,
		);
		const shown = (target: string) =>
			render(`![[${target}]]`, notes)
				.replace(/^.*?<\/div>|<\/div><\/div>$/gs, '')
				.trim();
		assert.equal(shown('a#Two'), '<h2>Two</h2>\n<p>Deep.</p>');
		assert.equal(shown('a#^c1'), '<p>A claim\nof two lines.</p>');
		assert.equal(shown('a#^c2'), '<ul>\n<li>other</li>\n</ul>');
		assert.equal(partOfNote('text', [], 'Gone'), '');
		assert.match(render('Within ![[a]] text', notes), /^<p>Within <a class="marginalia-link" [^>]*>a<\/a> text<\/p>$/);
	});

	it('should embed no note in itself, and no more than can be read', () => {
		assert.ok(render('![[a]]', { 'a.md': 'A\n\n![[b]]', 'b.md': 'B\n\n![[a]]' }).length < 1500);
		const many = Object.fromEntries(
			Array.from({ length: 30 }, (_, at) => [`n${at}.md`, `${'![[n1]]\n\n![[n2]]\n\n![[n3]]\n\n![[n4]]\n\n'.repeat(20)}x`]),
		);
		assert.ok(render('![[n0]]\n\n'.repeat(200), many).length < 30_000_000);
	});
});
