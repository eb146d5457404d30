import assert from 'node:assert/strict';
import { isWithdrawn } from '../../../src/core/paper/retraction';

describe('withdrawn preprints', () => {
	const withdrawn = [
		'This paper has been withdrawn by the authors',
		'Withdrawn due to an error in Lemma 2',
		'The authors have withdrawn this paper',
		'withdrawn by arXiv administrators',
		'removed by arXiv administration due to copyright',
		'This submission has been removed by arXiv administrators',
		'Paper withdrawn',
		'This manuscript is withdrawn because of a flaw',
		'We have withdrawn the paper',
		'This article was withdrawn',
		'Withdrawn.',
		'12 pages. This paper has been withdrawn.',
	];
	for (const comment of withdrawn) {
		it(`should be known by “${comment}”`, () => assert.ok(isWithdrawn({ abstract: '', comment })));
	}
	const kept = [
		'withdrawn from the workshop track',
		'12 pages, 3 figures',
		'Studies of withdrawn papers',
		'Withdrawal symptoms are studied',
	];
	for (const comment of kept) {
		it(`should not be taken from “${comment}”`, () => assert.ok(!isWithdrawn({ abstract: '', comment })));
	}

	it('should be known by the beginning of an abstract only', () => {
		assert.ok(isWithdrawn({ abstract: 'This paper has been withdrawn by the author due to a crucial error in equation 1.', comment: '' }));
		assert.ok(
			!isWithdrawn({
				abstract: 'We ask why a paper was withdrawn in 200 journals. The paper was withdrawn by its authors in most.',
				comment: '',
			}),
		);
	});
});
