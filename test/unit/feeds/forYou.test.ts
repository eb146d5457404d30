import assert from 'node:assert/strict';
import type { FeedEntry } from '../../../src/core/feeds/feedContents';
import { suggestionsFor } from '../../../src/core/feeds/forYou';
import { Pace } from '../../../src/core/work/pace';

const pace = new Pace(() => Promise.resolve());
const paper = (id: string, title: string) => ({ id, title });
const entry = (id: string, title: string): FeedEntry => ({ id, paper: { type: 'article', title }, seen: '2026-01-01T00:00:00.000Z' });

const kept = ['Generating Video with Motion', 'Motion in Long Video', 'Video Editing by Text'].map((title, at) => paper(`v${at}`, title));
const dismissed = ['Proving Theorems in Lean', 'Formal Proofs by Search', 'Theorem Search with Lemmas'].map((title, at) =>
	paper(`p${at}`, title),
);
const seen = [entry('a', 'A Theorem on Lemmas'), entry('b', 'Motion of Video, Again'), entry('c', 'Cooking without Fire')];

describe('suggestionsFor', () => {
	it('should put what is like the papers that were kept first, and say by which words', async () => {
		const [first, ...others] = (await suggestionsFor({ kept, dismissed, seen }, pace)) ?? [];
		assert.equal(first?.entry.id, 'b');
		assert.deepEqual([...first.because].sort(), ['motion', 'video']);
		assert.deepEqual(
			others.map(({ entry: { id } }) => id),
			[],
		);
	});

	it('should suggest nothing before there is something to learn from', async () => {
		assert.equal(await suggestionsFor({ kept: kept.slice(0, 2), dismissed, seen }, pace), undefined);
	});
});
