import assert from 'node:assert/strict';
import { thoughtItem } from '../../../src/core/notes/thought';

describe('thoughtItem', () => {
	const now = new Date(2026, 10, 24, 17, 4);

	it('should stand with its time and keep the words of the user', () => {
		assert.equal(thoughtItem(' Compare with *LoRA*, see [[lora]]. ', now), '- 2026-11-24 17:04 Compare with *LoRA*, see [[lora]].');
	});

	it('should keep several lines within the item', () => {
		assert.equal(thoughtItem('One.\r\n\r\nTwo.', now), '- 2026-11-24 17:04 One.\n\n  Two.');
	});
});
