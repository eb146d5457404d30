import assert from 'node:assert/strict';
import { changesOfField, commonText, remarkOn, settableFields } from '../../../src/core/editing/setField';
import type { Paper } from '../../../src/core/paper/paper';

const paper = (id: string, fields: Partial<Paper>): Paper => ({
	id,
	'citation-key': id,
	type: 'article',
	title: id,
	status: 'unread',
	added: '',
	updated: '',
	...fields,
});
const papers = [
	paper('a', { issued: { 'date-parts': [[2020]] }, 'container-title': 'J' }),
	paper('b', { issued: { 'date-parts': [[2021]] }, 'container-title': 'J' }),
	paper('c', {}),
];

describe('a field of several papers', () => {
	it('should be set where it is another', () => {
		const changes = changesOfField(papers, 'issued', '2021');
		assert.deepEqual(
			changes.map(({ paper: { id }, before, after, edits }) => [id, before, after, edits.length]),
			[
				['a', '2020', '2021', 1],
				['c', '', '2021', 1],
			],
		);
		assert.deepEqual(
			changesOfField(papers, 'type', 'book').map(({ edits, before, after }) => [edits, before, after]),
			papers.map(() => [[{ field: 'type', value: 'book' }], 'Preprint', 'Book']),
		);
		assert.deepEqual(
			changesOfField(papers, 'container-title', 'J').map(({ paper: { id } }) => id),
			['c'],
		);
	});

	it('should be taken away by an empty text, where it is', () => {
		assert.deepEqual(
			changesOfField(papers, 'container-title', ' ').map(({ edits }) => edits),
			[[{ field: 'container-title' }], [{ field: 'container-title' }]],
		);
	});

	it('should be known where all have the same', () => {
		assert.deepEqual(
			['container-title', 'issued', 'volume'].map(field => commonText(papers.slice(0, 2), field)),
			['J', undefined, ''],
		);
	});

	it('should offer no field that names one work alone, and say what looks wrong', () => {
		const names = settableFields().map(({ field }) => field);
		assert.deepEqual(names.slice(0, 3), ['type', 'container-title', 'issued']);
		assert.deepEqual(
			['title', 'DOI', 'author', 'id', 'tags', 'citation-key'].filter(field => names.includes(field)),
			[],
		);
		assert.equal(new Set(settableFields().map(({ label }) => label)).size, names.length);
		assert.match(remarkOn('ISSN', '1')?.sentence ?? '', /ISSN/);
		assert.equal(remarkOn('container-title', 'J'), undefined);
	});

	it('should leave alone a field that holds something else than words', () => {
		assert.deepEqual(changesOfField([paper('a', { volume: { odd: 1 } })], 'volume', '3'), []);
	});
});
