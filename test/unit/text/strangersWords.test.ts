import assert from 'node:assert/strict';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import type { Node, Parent } from 'mdast';
import { toString } from 'mdast-util-to-string';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { bibliographyEdit } from '../../../src/core/notes/bibliographyBlock';
import { formattedMarkdown } from '../../../src/core/citing/bibliography/formattedMarkdown';
import { toMarkdownList } from '../../../src/core/export/markdownList';
import { builtInDigestTemplate, digestEntries, renderDigest, spanOf } from '../../../src/core/feeds/digest';
import { newLog } from '../../../src/core/log/dailyLog';
import { builtInTemplate } from '../../../src/core/notes/builtInTemplate';
import { frontMatterSpan } from '../../../src/core/markdown/frontMatter';
import { noteLink } from '../../../src/core/notes/noteLink';
import { findManagedBlocks } from '../../../src/core/notes/managedBlocks';
import { readNoteContents } from '../../../src/core/notes/noteContents';
import { quoteBlock } from '../../../src/core/notes/quotation';
import { renderNote } from '../../../src/core/notes/template';
import { headOf } from '../../../src/core/paper/head';
import type { Paper } from '../../../src/core/paper/paper';
import { tableWriter } from '../../../src/core/table/text';
import { markdownLabel, markdownParagraphs, markdownProse } from '../../../src/core/text/markdownProse';
import { payloads } from '../../fixtures/payloads';
import { now, samplePaper } from '../notes/samplePaper';

/** With `STRANGERS_WORDS=100000` for as many random texts and all payloads everywhere; 60, and a sixth of them, without. */
const runs = Number(process.env['STRANGERS_WORDS'] ?? 60);

const canary = 'http://127.0.0.1:9/canary';

/** A paper that says a text wherever a record says anything. */
function paperOf(words: string): Paper {
	return samplePaper({
		title: words,
		abstract: words,
		author: [{ family: words, given: words }, { literal: words }],
		'container-title': words,
		publisher: words,
		URL: words,
		DOI: words,
		tags: [words, words],
		collections: [words],
		note: words,
		identifiers: { doi: words, arxiv: words, pmid: words },
		links: [{ kind: 'other', url: words }],
		volume: words,
		page: words,
		language: words,
	});
}

const templates = {
	'the built-in note': builtInTemplate,
	prose:
		'{{title}} by {{authors}} in {{container-title}}, {{tags}}, {{doi}}\n\n{{abstract}}\n\n> {{abstract}}\n\n- {{title}}\n1. {{title}}\n\n**{{title}}** *{{title}}* {{note}}\n\n{{bibliography}}\n\n{{abstract | quote}}\n\n{{#authors}}{{name}}, {{family}}; {{/authors}}{{#links}}{{kind}} {{url}}{{/links}}{{links}}{{identifiers}}',
	'a table': '| a | b |\n| - | - |\n| {{title}} | {{publisher}} |\n',
	'link texts': '[{{title}}](https://example.org/x)\n',
};

function render(template: string, words: string): string {
	const rendered = renderNote(template, paperOf(words), { now });
	assert.equal(rendered.kind, 'note', JSON.stringify(rendered));
	return rendered.text;
}

const day = new Date('2026-11-24T12:00:00Z');
const span = spanOf('day', day);

/** Every place that strangers' words are written into Markdown. */
const places: Readonly<Record<string, (words: string) => string>> = {
	...Object.fromEntries(Object.entries(templates).map(([name, template]) => [name, (words: string) => render(template, words)])),
	'a digest': words => {
		const digest = renderDigest(
			builtInDigestTemplate,
			digestEntries(
				[
					{ paper: paperOf(words), added: day.toISOString(), key: 'kept2020' },
					{ paper: paperOf(words), added: day.toISOString() },
				],
				span,
				day,
			),
			span,
		);
		return digest.kind === 'digest' ? digest.text : assert.fail(digest.message);
	},
	'the daily log': words => newLog([{ deed: 'read', paper: { key: 'kept2020', title: words }, at: day }], day),
	'a quotation': words => `Before.\n\n${quoteBlock({ key: 'kept2020', text: words, place: words })}\n`,
	'a list': words => toMarkdownList([paperOf(words), paperOf(words)]),
	'the library as a table': words => {
		const { names, row } = tableWriter('markdown', ['title', 'authors', 'venue', 'tags', 'collections'], { hasNote: () => false });
		return names + row(headOf(paperOf(words)));
	},
	'a link to a note': words =>
		`See ${noteLink('markdown', { languageId: 'markdown', key: 'kept2020', title: words, from: '/w/a.md', to: '/w/notes/b.md' })} there.\n`,
	references: words => {
		const edit = bibliographyEdit(
			'Text.\n',
			[
				{
					key: 'kept2020',
					text: [
						{ kind: 'text', text: words },
						{ kind: 'italic', children: [{ kind: 'text', text: words }] },
						{ kind: 'text', text: words },
					],
				},
			],
			6,
			'References',
		);
		return edit.kind === 'edits' ? `Text.\n${edit.edits.map(({ text }) => text).join('')}` : assert.fail(edit.kind);
	},
	'an unknown key': words => `${formattedMarkdown([{ kind: 'unknown', key: words }])}\n`,
	'a line': words => `${markdownProse(words)}\n`,
	'a label': words => `[${markdownLabel(words)}](https://example.org)\n`,
	paragraphs: words => `${markdownParagraphs(words)}\n`,
};

const withMath = unified().use(remarkParse).use(remarkFrontmatter, ['yaml', 'toml']).use(remarkGfm).use(remarkMath);
const withoutMath = unified().use(remarkParse).use(remarkFrontmatter, ['yaml', 'toml']).use(remarkGfm);
const browser = new MarkdownIt({ html: true, linkify: false });

/** What is alive in a document: nodes that are more than words, as types, with what they hold. Addresses that show themselves are words. */
function aliveIn(text: string, parser: { parse(text: string): Node }): readonly string[] {
	const alive: string[] = [];
	const visit = (node: Node): void => {
		if (node.type === 'link' && 'url' in node) {
			const [url, shown] = [String(node.url), toString(node)];
			if (url !== shown && url !== `http://${shown}` && url !== `mailto:${shown}` && decoded(url) !== shown) {
				alive.push(`link ${url}`);
			}
		} else if (node.type === 'html' && 'value' in node) {
			alive.push(
				`html ${String(node.value)
					.replace(/seal:[0-9a-f]{8}/, 'seal')
					.replace(/(marginalia:values)[ \w=,/-]*/, '$1 ')}`,
			);
		} else if (
			[
				'image',
				'imageReference',
				'linkReference',
				'definition',
				'footnoteReference',
				'footnoteDefinition',
				'code',
				'inlineCode',
				'heading',
				'thematicBreak',
				'yaml',
				'toml',
				'table',
				'delete',
				'list',
				'break',
			].includes(node.type)
		) {
			alive.push(node.type);
		}
		for (const child of 'children' in node ? (node as Parent).children : []) {
			visit(child);
		}
	};
	visit(parser.parse(text));
	return alive;
}

function decoded(url: string): string {
	try {
		return decodeURIComponent(url.replace(/%(?![0-9a-f]{2})/gi, '%25'));
	} catch {
		return url;
	}
}

/** What our own readers find in it. */
function foundIn(text: string): unknown {
	const languages = ['markdown', 'quarto', 'mdx'].map(language => {
		const { places: named, headings } = readNoteContents(text, language);
		// What is masked (front matter, formulae) counts as no mention.
		return [named.filter(({ kind }) => kind !== 'masked').map(({ kind }) => kind), headings.length];
	});
	return [
		languages,
		findManagedBlocks(text).blocks.map(({ name }) => name),
		findManagedBlocks(text).problems.length,
		frontMatterSpan(text) !== undefined,
	];
}

/** Tags of HTML and addresses that a page made of it would have. */
function drawnIn(text: string): readonly string[] {
	const html = browser.render(text.slice(frontMatterSpan(text)?.next ?? 0));
	return [
		...html.matchAll(
			/<(?:img|script|iframe|svg|style|object|embed|link|meta|base|form|input|button|video|audio|math|div|span|details)\b[^>]*>|(?:href|src)="(?!https?:)[^"]*"/gi,
		),
	].map(([tag]) => tag);
}

function readingOf(text: string): unknown {
	return { alive: aliveIn(text, withMath), aliveWithoutMath: aliveIn(text, withoutMath), found: foundIn(text), drawn: drawnIn(text) };
}

const known = new Map<(words: string) => string, unknown>();

function assertOnlyWords(place: string, write: (words: string) => string, words: string): void {
	if (markdownProse(words) === '') {
		return;
	}
	const text = write(words);
	const bare = known.get(write) ?? readingOf(write('word'));
	known.set(write, bare);
	const message = `${place}: ${JSON.stringify(words.slice(0, 200))} in ${JSON.stringify(text.slice(0, 2000))}`;
	assert.deepEqual(readingOf(text), bare, message);
	assert.doesNotMatch(text.slice(frontMatterSpan(text)?.next ?? 0), /(?<!\\)%%|(?<!\\)==|(?<!\\)\{\{|[\u0000\u001b\u202e]/, message);
}

describe('strangers’ words in Markdown', () => {
	const words = payloads(canary).filter(text => text.length < 1000);

	it('should be tried with at least 300 payloads', () => assert.ok(payloads(canary).length >= 300, String(payloads(canary).length)));

	for (const [place, write] of Object.entries(places)) {
		it(`should be nothing but words in ${place}`, function () {
			this.timeout(120_000);
			for (const payload of runs > 60 ? words : words.filter((_, at) => at % 6 === place.length % 6)) {
				assertOnlyWords(place, write, payload);
			}
		});
	}

	it('should be nothing but words, however they are joined', function () {
		this.timeout(3_600_000);
		const joined = fc
			.array(
				fc.oneof(
					{
						weight: 3,
						arbitrary: fc.constantFrom(
							...words,
							'[',
							']',
							'(',
							')',
							'!',
							'<',
							'>',
							'$',
							'`',
							'\\',
							'\n',
							'\n\n',
							' ',
							'*',
							'_',
							'@',
							'#',
							'|',
							'%',
							'=',
							'{',
							'}',
							'-',
							'1.',
							'https://a.b/c',
							'word',
						),
					},
					fc.string(),
				),
				{ minLength: 1, maxLength: 6 },
			)
			.map(parts => parts.join(''));
		fc.assert(
			fc.property(joined, fc.constantFrom(...Object.entries(places)), (text, [place, write]) => {
				assertOnlyWords(place, write, text);
			}),
			{ numRuns: runs },
		);
	});

	it('should keep plain words, formulae and addresses as they are', () => {
		for (const plain of [
			'A study of p < 0.05 and a > b, 95% of snake_case & co.: “yes” (no); it’s 1.5-2x!',
			'With $x_i^2 < \\mathbb{R}$ and $a<3$.',
			'A → B, 3 = 3, C+ and e.g. $\\alpha$-stable',
		]) {
			assert.equal(markdownProse(plain), plain);
		}
		assert.equal(markdownProse('Code at https://github.com/a/b_c.'), 'Code at <https://github.com/a/b_c>.');
		assert.equal(markdownParagraphs('One\ntwo\r\n\r\n\r\nthree'), 'One\ntwo\n\nthree');
	});
});

describe('a stranger’s value in a template', () => {
	const cases: readonly (readonly [template: string, value: string, text: string])[] = [
		['[PDF]({{url}})', 'https://a.b/c_(d) e', '[PDF](https://a.b/c_%28d%29%20e)'],
		['[PDF]({{url}})', 'javascript:alert(1)', '[PDF](javascript%3Aalert%281%29)'],
		['[PDF](<{{url}}>)', 'command:x', '[PDF](<command%3Ax>)'],
		['[Zotero]({{url}})', 'zotero://select/library/items/ABCD1234', '[Zotero](zotero://select/library/items/ABCD1234)'],
		['<{{url}}>', 'file:///etc/passwd', '<file%3A///etc/passwd>'],
		['[x]: {{url}}', 'vscode://a', '[x]: vscode%3A//a'],
		['[DOI](https://doi.org/{{url}})', '10.1/a(b)<c', '[DOI](https://doi.org/10.1/a%28b%29%3Cc)'],
		['[a\\\\]({{url}})', 'command:x', '[a\\\\](command%3Ax)'],
		['<a href="{{url}}">', 'javascript:alert(1)', '<a href="javascript%3Aalert%281%29">'],
		['<a\nhref="{{url}}">', 'command:x', '<a\nhref="command%3Ax">'],
		['<img alt="{{url}}">', '" onerror="x', '<img alt="&#34;&#32;onerror&#61;&#34;x">'],
		['<img alt={{url}}>', 'x onerror=y', '<img alt=x&#32;onerror&#61;y>'],
		['[[{{url}}]]', 'a]] ![[b|c', '[[a ! b c]]'],
		['`{{url}}`', 'a` <img>', "`a' <img>`"],
		['[@{{url}}]', 'doe_2020', '[@doe_2020]'],
		['[@{{url}}]', 'a] ![x](y)', '[@a\\] !\\[x\\](y)]'],
		['{{url}}', 'https://a.b/?q=@x', 'https://a.b/?q=%40x'],
		['{{{url}}}', '*a*', '*a*'],
	];
	for (const [template, value, text] of cases) {
		it(`should be ${text} in ${template}`, () => {
			const rendered = renderNote(template, samplePaper({ URL: value }), { now });
			assert.equal(rendered.kind === 'note' && rendered.text, text);
		});
	}
});
