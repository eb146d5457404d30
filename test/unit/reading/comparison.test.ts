import assert from 'node:assert/strict';
import type { Paper } from '../../../src/core/paper/paper';
import { comparePapers } from '../../../src/core/reading/comparison';

const paper = (key: string, fields: Partial<Paper>): Paper => ({
	id: `id-${key}`,
	'citation-key': key,
	type: 'article-journal',
	title: 'On Noise',
	status: 'unread',
	added: '',
	updated: '',
	...fields,
});

describe('two papers side by side', () => {
	it('should mark the words in which they differ, and leave out what neither has', () => {
		const { left, fields } = comparePapers(
			paper('a', { title: 'A Study of Noise' }),
			paper('b', { title: 'Study of Signals', 'container-title': 'Noise', volume: '3', issue: '2', page: '1-9' }),
		);
		assert.deepEqual(left, { id: 'id-a', key: 'a' });
		assert.deepEqual(
			fields.map(field => field.label),
			['Title', 'Type', 'Published in', 'Status'],
		);
		const [title, , place] = fields;
		assert.ok(title && place);
		assert.deepEqual(title.left, [
			{ text: 'A ', differs: true },
			{ text: 'Study of ', differs: false },
			{ text: 'Noise', differs: true },
		]);
		assert.deepEqual(title.right, [
			{ text: 'Study of ', differs: false },
			{ text: 'Signals', differs: true },
		]);
		assert.deepEqual([place.left, place.right], [[], [{ text: 'Noise, 3 (2), pp. 1-9', differs: true }]]);
	});
});
