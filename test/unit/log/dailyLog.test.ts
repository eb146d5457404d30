import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Activity, Deed } from '../../../src/core/log/dailyLog';
import { appendToLog, newLog } from '../../../src/core/log/dailyLog';
import { logFileName } from '../../../src/core/log/logFileName';
import { applyEdits } from '../../../src/core/text/edits';

const at = new Date(2026, 10, 24, 9, 5);
const did = (deed: Deed, key = 'song2021', title = 'A *Score*'): Activity => ({ deed, paper: { key, title }, at });
const append = (text: string, ...activities: Activity[]) => applyEdits(text, appendToLog(text, activities));

describe('the daily log', () => {
	it('should begin with its day', () => {
		assert.equal(logFileName(at), '2026-11-24.md');
		assert.equal(
			newLog([did('saved'), did('read')], at),
			'# 2026-11-24\n\n- 09:05 Saved [@song2021] A \\*Score\\*\n- 09:05 Read [@song2021] A \\*Score\\*\n',
		);
	});

	it('should go on behind whatever the user wrote', () => {
		assert.equal(append('- 09:00 Saved [@b] B\n', did('read', 'a', 'A')), '- 09:00 Saved [@b] B\n- 09:05 Read [@a] A\n');
		assert.equal(append('My day.', did('read', 'a', 'A')), 'My day.\n\n- 09:05 Read [@a] A\n');
		assert.equal(append('My day.\r\n\r\n', did('read', 'a', 'A')), 'My day.\r\n\r\n- 09:05 Read [@a] A\r\n');
	});

	it('should say once a day what happened once, and every quotation', () => {
		const log = append('', did('read', 'a', 'A'), did('read', 'a', 'A'), did('quoted', 'a', 'A'));
		assert.equal(append(log, did('read', 'a', 'A')), log);
		assert.equal(append(log, did('quoted', 'a', 'A')), `${log}- 09:05 Quoted [@a] A\n`);
		assert.match(append(log, did('read', 'ab', 'AB')), /Read \[@ab\] AB\n$/);
	});

	it('should count many papers instead of naming them', () => {
		assert.equal(append('', ...Array.from({ length: 5000 }, (_, index) => did('saved', `k${index}`))), '- 09:05 Saved 5000 papers\n');
	});

	it('should only ever add at the end', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: fc.constantFrom('a', '- ', '\n', '\r\n', ' ', '```', '#') }),
				fc.array(fc.constantFrom('a', 'b', 'c')),
				(text, keys) => {
					const edits = appendToLog(
						text,
						keys.map(key => did('read', key)),
					);
					assert.ok(edits.every(({ start, end }) => start === text.length && end === text.length));
					const after = applyEdits(text, edits);
					assert.deepEqual(
						appendToLog(
							after,
							keys.map(key => did('read', key)),
						),
						[],
					);
				},
			),
		);
	});
});
