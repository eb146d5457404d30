import assert from 'node:assert/strict';
import { documentSettings } from '../../../src/core/citing/documentSettings';

const nothing = { bibliography: [], citesAll: false, references: [] };

describe('documentSettings', () => {
	it('should read what pandoc reads', () => {
		assert.deepEqual(
			documentSettings(
				'---\r\ncsl: styles/ieee.csl\r\nbibliography: [a.bib, b.json]\r\nlang: de\r\nlink-citations: true\r\nsuppress-bibliography: false\r\nreference-section-title: Literatur\r\nnocite: |\r\n  @*\r\nreferences:\r\n- id: x\r\n  title: T\r\n---\r\n@a',
			),
			{
				csl: 'styles/ieee.csl',
				bibliography: ['a.bib', 'b.json'],
				lang: 'de',
				linkCitations: true,
				suppressBibliography: false,
				referenceSectionTitle: 'Literatur',
				citesAll: true,
				references: [{ 'citation-key': 'x', id: 'x', source: { kind: 'front-matter' }, title: 'T', type: '' }],
			},
		);
	});

	it('should take one bibliography as well as many', () =>
		assert.deepEqual(documentSettings('---\nbibliography: a.bib\n...\n').bibliography, ['a.bib']));

	it('should read the references of a front matter as pandoc does', () => {
		const [reference] = documentSettings(
			"---\nreferences:\n- id: doe\n  title: 'On *Scores* \\\\[draft\\\\]'\n  issued: {year: 2007}\n  author: {family: Doe}\n  status: in press\n---\n".replaceAll(
				'\\\\',
				'\\',
			),
		).references;
		assert.deepEqual(
			[reference?.['title'], reference?.['issued'], reference?.['author'], reference?.['custom']],
			['On <i>Scores</i> [draft]', { 'date-parts': [[2007]] }, [{ family: 'Doe' }], { status: 'in press' }],
		);
	});

	it('should read the markup of titles as pandoc does, but not that of addresses', () => {
		const [reference] = documentSettings(
			"---\nreferences:\n- id: doe\n  title: '**A** *b* c*d* [Small Caps]{.smallcaps} [eBay *x*]{.nocase} \\*e\\*'\n  URL: 'https://a.org/*b*'\n---\n",
		).references;
		assert.deepEqual(
			[reference?.['title'], reference?.['URL']],
			[
				'<b>A</b> <i>b</i> c<i>d</i> <span style="font-variant:small-caps;">Small Caps</span> <span class="nocase">eBay <i>x</i></span> *e*',
				'https://a.org/*b*',
			],
		);
	});

	it('should take the first setting that is one, and every work that anybody names', () => {
		const project = {
			before: [{ csl: null, lang: 'de', 'link-citations': false }],
			after: [
				{
					csl: 'ieee',
					'citation-style': 'apa',
					nocite: ['@b, @{c d}', '@*'],
					references: [{ id: 'p', title: 'P' }],
					bibliography: ['x.bib', ''],
				},
			],
			mistakes: [],
		};
		const settings = documentSettings(
			'---\nlang: en\nnocite: "@a"\nbibliography: [own.bib, x.bib]\nreferences: [{id: o, title: O}]\n---\n',
			project,
		);
		assert.deepEqual(
			[settings.csl, settings.lang, settings.linkCitations, settings.citesAll, settings.uncited, settings.bibliography],
			['ieee', 'de', false, true, ['b'], ['own.bib', 'x.bib']],
		);
		assert.deepEqual(
			settings.references.map(({ id }) => id),
			['o', 'p'],
		);
		assert.equal(documentSettings('---\ncitation-style: apa\n---\n').csl, 'apa');
		assert.deepEqual(
			['"@*"', '"x@*"', '"(@*)"', '["@a", "@*"]'].map(nocite => documentSettings(`---\nnocite: ${nocite}\n---\n`).citesAll),
			[true, false, true, true],
		);
	});

	for (const text of [
		'',
		'@a',
		'---\ncsl: x',
		'---\ncsl: [\n---\n',
		'---\n- a\n---\n',
		'---\ncsl: 3.5.\nlang: [x]\na: *none\n---\n',
		'---\nbibliography: {a: b}\nlink-citations: maybe\nnocite: "a@*"\nreferences: [1, {title: x}]\n---\n',
	]) {
		it(`should find nothing in ${JSON.stringify(text)}`, () => assert.deepEqual(documentSettings(text), nothing));
	}
});
