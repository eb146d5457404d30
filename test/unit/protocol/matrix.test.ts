import assert from 'node:assert/strict';
import type { ToMatrix } from '../../../src/protocol/matrix';
import { parseFromMatrix, parseMatrixState, parseToMatrix } from '../../../src/protocol/matrix';

describe('messages of the literature matrix', () => {
	it('should come through as they were sent', () => {
		const paper = { id: 'a', title: 'A', byline: 'Doe · 2020', isLinked: false, cells: [{ text: 'x', remark: '' }] };
		const messages: readonly ToMatrix[] = [
			{ type: 'matrix', matrix: { questions: ['Method'], papers: [paper] } },
			{ type: 'refused', paper: 'a', question: 'Method', message: 'No.', now: 'y' },
		];
		messages.forEach(message => assert.deepEqual(parseToMatrix(message), message));
		const written = { type: 'write', paper: 'a', question: 'Method', before: '', text: 'x' };
		assert.deepEqual(parseFromMatrix(written), written);
		const state = { papers: ['a'], drafts: [{ paper: 'a', question: 'Method', before: '', text: 'x' }] };
		assert.deepEqual(parseMatrixState(state), state);
	});

	it('should be refused where they are anything else', () => {
		const wrong: readonly unknown[] = [
			undefined,
			{ type: 'write', paper: 'a', question: 'Method', text: 'x' },
			{ type: 'remove', paper: 'a' },
		];
		wrong.forEach(message => assert.equal(parseFromMatrix(message), undefined));
		assert.equal(parseToMatrix({ type: 'matrix', matrix: { questions: [1], papers: [] } }), undefined);
		assert.equal(parseMatrixState({ papers: ['a'] }), undefined);
	});
});
