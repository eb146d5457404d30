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
