import assert from 'node:assert/strict';
import { learnTaste } from '../../../src/core/feeds/taste';
import { termsOf } from '../../../src/core/feeds/terms';
import { Pace } from '../../../src/core/work/pace';

const pace = new Pace(() => Promise.resolve());
const paper = (id: string, title: string, abstract = '') => ({ id, title, abstract });
const films = ['Generating Video with Motion', 'Motion in Long Video', 'Video Editing by Text', 'Video Tokens for Motion'].map(
	(title, at) => paper(`v${at}`, title, 'Frames of a video are generated.'),
);
const proofs = ['Proving Theorems in Lean', 'Formal Proofs by Search', 'Theorem Search with Lemmas', 'Lemmas for Formal Proofs'].map(
	(title, at) => paper(`p${at}`, title, 'A theorem is proved formally.'),
);
const papers = [...films, ...proofs];
const ids = (some: readonly { readonly id: string }[]) => new Set(some.map(({ id }) => id));

describe('learnTaste', () => {
	it('should put what is like the liked before what is like the dismissed, and say why', async () => {
		const taste = await learnTaste(papers, { liked: ids(films.slice(0, 3)), disliked: ids(proofs.slice(0, 3)) }, pace);
		assert.ok(taste);
		const [film, proof] = [paper('new', 'Video of Motion, Again'), paper('other', 'Another Theorem, Formally')];
		assert.ok(taste.score(film) > taste.score(proof));
		assert.ok(
			taste.reasons(film).some(reason => /video|motion/.test(reason)),
			JSON.stringify(taste.reasons(film)),
		);
		assert.deepEqual(taste.reasons(paper('none', 'Qqq')), []);
	});

	it('should say the same each time', async () => {
		const opinions = { liked: ids(films), disliked: ids(proofs) };
		const [one, two] = [await learnTaste(papers, opinions, pace), await learnTaste(papers, opinions, pace)];
		assert.equal(one?.score(films[0] ?? paper('', '')), two?.score(films[0] ?? paper('', '')));
	});

	it('should have no taste where next to nothing is liked', async () => {
		assert.equal(await learnTaste(papers, { liked: ids(films.slice(0, 2)), disliked: ids(proofs) }, pace), undefined);
	});
});

describe('termsOf', () => {
	it('should count words and pairs, those of the title twice, and leave common ones out', () => {
		assert.deepEqual(Object.fromEntries(termsOf({ id: '', title: 'Diffusion Models', abstract: 'We use diffusion.' })), { diffusion: 3 });
		assert.deepEqual(Object.fromEntries(termsOf({ id: '', title: 'Score Matching' })), { score: 2, matching: 2, 'score matching': 2 });
	});
});
