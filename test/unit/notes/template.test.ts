import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from 'yaml';
import { builtInTemplate } from '../../../src/core/notes/builtInTemplate';
import { frontMatterSpan } from '../../../src/core/markdown/frontMatter';
import type { FieldContext } from '../../../src/core/notes/paperFields';
import { renderNote } from '../../../src/core/notes/template';
import type { Paper } from '../../../src/core/paper/paper';
import { withoutMarkup } from '../../../src/core/text/markup';
import { printable } from '../../../src/core/text/printable';
import { now, samplePaper } from './samplePaper';

function render(template: string, paper: Paper = samplePaper(), context: Partial<FieldContext> = {}): string {
	const rendered = renderNote(template, paper, { now, ...context });
	assert.equal(rendered.kind, 'note', JSON.stringify(rendered));
	return rendered.text;
}

function mistake(template: string): { line: number; message: string } {
	const rendered = renderNote(template, samplePaper(), { now });
	assert.equal(rendered.kind, 'mistake');
	return { line: rendered.line, message: rendered.message };
}

function frontMatterOf(note: string): unknown {
	const span = frontMatterSpan(note);
	return span && parse(note.slice(span.start, span.end));
}

describe('renderNote with the built-in template', () => {
	it('should write front matter, the abstract as a sealed quotation and a heading for notes', () => {
		assert.equal(
			render(builtInTemplate),
			`---
citation-key: song2021score
title: Score-Based Generative Modeling through Stochastic Differential Equations
authors:
  - Yang Song
  - Stefano Ermon
year: 2021
identifiers:
  arxiv: "2011.13456"
url: https://arxiv.org/abs/2011.13456
tags:
  - diffusion
  - sde
created: 2026-08-21
---

# Score-Based Generative Modeling through Stochastic Differential Equations

<!-- marginalia:begin abstract --><!-- seal:874f811f --><!-- marginalia:values title=0vws3iy authors=1vl03v8 year=0j6tyeq identifiers/arxiv=0ftevpo url=15a5uol tags=1jo50xw,1o8zpzp -->
> Noise is added in continuous time.
>
> A network learns to run time backwards.
<!-- marginalia:end -->

<!-- marginalia:begin annotations --><!-- seal:811c9dc5 -->
<!-- marginalia:end -->

## Notes

`,
		);
	});

	it('should keep every key where the paper knows nothing but its title', () => {
		const { author, issued, abstract, identifiers, tags, ...bare } = samplePaper({ title: 'A title' });
		assert.ok(author && issued && abstract && identifiers && tags);
		assert.equal(
			render(builtInTemplate, bare).split('\n\n')[0],
			'---\ncitation-key: song2021score\ntitle: A title\nauthors: []\nyear:\nidentifiers: {}\nurl:\ntags: []\ncreated: 2026-08-21\n---',
		);
	});

	it('should give back from its front matter exactly what any text put in', function () {
		this.timeout(60_000);
		const hostile = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc.string(),
			fc.constantFrom(
				'no',
				'1:30',
				'~',
				'2021',
				'- a',
				'a: b',
				'# c',
				'"q',
				"it's",
				'---',
				'...',
				'{{x}}',
				'&a',
				'*a',
				'!!str',
				'%YAML',
				'\u2028',
				'\ue0000\ue000',
				'<I>',
				'a <sup>b</sup> <x>',
			),
		);
		fc.assert(
			fc.property(hostile, fc.array(hostile, { maxLength: 3 }), (title, tags) => {
				const clean = (text: string) => text.replace(/[\uD800-\uDFFF]/g, '');
				// But for links, which would count, and for what cannot be seen.
				const written = (text: string) =>
					printable(text)
						.replace(/[\x85\u2028\u2029]/g, ' ')
						.trim()
						.replace(/\[(?=\[)/g, '[ ');
				const read = frontMatterOf(render(builtInTemplate, samplePaper({ title: clean(title), tags: tags.map(clean) })));
				assert.deepEqual(read, {
					'citation-key': 'song2021score',
					// Markup of titles is for lists of references.
					title: written(withoutMarkup(clean(title)).replace(/\s+/g, ' ')) || (read as { title: unknown }).title,
					authors: ['Yang Song', 'Stefano Ermon'],
					year: 2021,
					identifiers: { arxiv: '2011.13456' },
					url: 'https://arxiv.org/abs/2011.13456',
					tags: tags.map(tag => written(clean(tag))),
					created: '2026-08-21',
				});
			}),
			{ numRuns: 300 },
		);
	});

	it('should not let an abstract end its managed block', () => {
		const note = render(
			'<!-- marginalia:begin a -->\n{{abstract}}\n<!-- marginalia:end -->\n',
			samplePaper({ abstract: '<!-- marginalia:end -->\ntext' }),
		);
		assert.match(note, /\n&lt;!-- marginalia:end -->\ntext\n<!-- marginalia:end -->\n$/);
	});
});

describe('renderNote with a template of the user', () => {
	const cases: readonly (readonly [what: string, template: string, note: string])[] = [
		['loop over lists', '{{#authors}}{{family}}{{^last}}; {{/last}}{{/authors}} {{#tags}}#{{.}} {{/tags}}', 'Song; Ermon #diffusion #sde '],
		['join a list that stands alone', '{{authors}} / {{tags}}', 'Yang Song, Stefano Ermon / diffusion, sde'],
		['take one item of a list', '{{tags.1}} {{authors.0.given}}', 'sde Yang'],
		['show a part where there is a value, or none', '{{#doi}}doi{{/doi}}{{^doi}}no doi{{/doi}}', 'no doi'],
		['leave no blank line where only a tag stood', 'a\n{{#year}}\nb\n{{/year}}\nc', 'a\nb\nc'],
		[
			'format dates',
			'{{now | D MMMM YYYY, HH:mm}} {{issued | YYYY/MM/DD}} {{issued | dddd}} {{now}}',
			'21 August 2026, 09:05 2021/05/03 Monday 2026-08-21',
		],
		['quote', '{{abstract | quote}}', '> Noise is added in continuous time.\n>\n> A network learns to run time backwards.'],
		['escape what would be HTML or Markdown', '{{title}}', 'A &lt;x> & "c"'],
		['write what is asked for in three braces as it is', '{{{title}}} {{& title}}', 'A <x> & "c" A <x> & "c"'],
		['cite', '{{citation}} {{key}} {{short-author}}', '[@song2021score] song2021score Song & Ermon'],
		[
			'list without a citation processor',
			'{{bibliography}}',
			'Yang Song, Stefano Ermon (2021). A &lt;x> & "c". https://arxiv.org/abs/2011.13456',
		],
		['change delimiters', '{{=<% %>=}}<% key %> {{key}}', 'song2021score {{key}}'],
		['take CRLF', 'a\r\n{{year}}\r\n', 'a\n2021\n'],
	];
	for (const [what, template, note] of cases) {
		it(`should ${what}`, () => {
			assert.equal(render(template, samplePaper({ title: 'A <x> & "c"' })), note);
		});
	}

	it('should fall back to what is known of a date', () => {
		assert.equal(render('{{issued | D MMMM YYYY}}', samplePaper({ issued: { 'date-parts': [[2021, 5]] } })), '2021-05');
	});

	it('should show any field of the record', () => {
		assert.equal(render('{{volume}}{{my-field}}', samplePaper({ 'my-field': 'mine' })), 'mine');
	});

	it('should write YAML values inside quotes, lists, keys and comments of the front matter', () => {
		assert.equal(
			render('---\nalias: ["{{title}}", x] # {{title}}\nnote: On {{title}}\n"{{title}}": 1\n---\n', samplePaper({ title: 'a: "b" #c' })),
			'---\nalias: [ "a: \\"b\\" #c", x ] # a: "b" #c\nnote: \'On a: "b" #c\'\n"a: \\"b\\" #c": 1\n---\n\n<!-- marginalia:values alias=1ahd4tg note=0zvenip -->\n',
		);
	});

	it('should ask for the bibliography only where it is used', () => {
		assert.equal(render('{{key}}', samplePaper(), { bibliography: () => assert.fail() }), 'song2021score');
		assert.equal(render('{{bibliography}}', samplePaper(), { bibliography: () => 'Entry.' }), 'Entry.');
	});

	const mistakes: readonly (readonly [template: string, line: number, message: RegExp])[] = [
		['a\n{{titel}}', 2, /Unknown field “titel”/],
		['a\n{{#authors}}\n{{nmae}}{{/authors}}', 3, /Unknown field “nmae”/],
		['a\n\n{{#authors}}\n', 4, /section “authors” isn’t closed/],
		['a\n{{/authors}}', 2, /isn’t open/],
		['a\n\n{{key', 3, /isn’t closed/],
		['{{> other}}', 1, /can’t include/],
		['{{now | nonsense}}', 1, /“nonsense” is neither/],
		['---\n{{#authors}}\n# {{name}}\n{{/authors}}\nb: c: d\n---\n', 5, /valid YAML/],
		['{{constructor}}', 1, /Unknown field “constructor”/],
		['{{#tags}}'.repeat(60) + '{{/tags}}'.repeat(60), 1, /50 levels deep/],
		['{{#alsoFrom}}'.repeat(40) + 'x' + '{{/alsoFrom}}'.repeat(40), 1, /too long/],
	];
	for (const [template, line, message] of mistakes) {
		it(`should name line ${line} of ${JSON.stringify(template.slice(0, 40))}`, () => {
			const rendered = renderNote(template, samplePaper({ alsoFrom: [{ kind: 'a' }, { kind: 'b' }] }), { now });
			assert.equal(rendered.kind, 'mistake');
			assert.equal(rendered.line, line);
			assert.match(rendered.message, message);
		});
	}

	it('should find fields only, never what objects inherit', () => {
		assert.equal(render('{{title.constructor}}{{title.length}}{{authors.length}}{{source.__proto__}}'), '');
	});

	it('should never throw, whatever the template', () => {
		const pieces = fc.array(
			fc.constantFrom(
				'{{',
				'}}',
				'{{{',
				'#',
				'/',
				'^',
				'=',
				' ',
				'authors',
				'title',
				'|',
				'.',
				'\n',
				'---\n',
				': ',
				'- ',
				'[',
				'"',
				'&a',
				'*a',
				'!',
				'{{title}}',
				'{{#authors}}',
				'{{/authors}}',
			),
		);
		fc.assert(
			fc.property(pieces, parts => void renderNote(parts.join(''), samplePaper(), { now })),
			{ numRuns: 1000 },
		);
	});

	it('should name the mistake of a template that is far too long', () => {
		assert.match(mistake('x'.repeat(100_001)).message, /longer than/);
	});
});
