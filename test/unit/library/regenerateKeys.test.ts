import assert from 'node:assert/strict';
import { regeneratedKeys, withKey } from '../../../src/core/library/regenerateKeys';
import type { Paper } from '../../../src/core/paper/paper';

const paper = (id: string, key: string, fields: Partial<Paper> = {}): Paper => ({
	id,
	'citation-key': key,
	type: 'article',
	title: 'On Noise',
	author: [{ family: 'Song' }],
	issued: { 'date-parts': [[2021]] },
	status: 'unread',
	added: id,
	updated: id,
	...fields,
});
const changesOf = async (papers: readonly Paper[], holders: Readonly<Record<string, string>> = {}) =>
	(await regeneratedKeys(papers, 'auth.lower + year', key => holders[key])).map(({ from, to }) => `${from} ${to}`);

describe('keys made anew', () => {
	it('should name only those that change, the first added first', async () => {
		assert.deepEqual(await changesOf([paper('2', 'x'), paper('1', 'y'), paper('3', 'song2021b')]), ['y song2021', 'x song2021a']);
	});

	it('should never give a key to a paper that another has or had', async () => {
		assert.deepEqual(await changesOf([paper('1', 'x')], { song2021: '9', song2021a: '8' }), ['x song2021b']);
	});

	it('should give a paper back a key that it had before', async () => {
		assert.deepEqual(await changesOf([paper('1', 'x', { aliases: ['song2021'] })], { song2021: '1' }), ['x song2021']);
	});

	it('should keep every earlier key as an alias, once', () => {
		assert.deepEqual(withKey(paper('1', 'b', { aliases: ['a', 'c'] }), 'c').aliases, ['a', 'b']);
	});
});
