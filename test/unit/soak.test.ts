import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { Emitter } from '../../src/core/work/events';
import { growing, measure } from '../soak/measure';

describe('long use', () => {
	it('should hold no more after eight busy days than after the first', function () {
		this.timeout(300_000);
		// In a process of its own, whose memory is nobody else's.
		const { status, stderr } = spawnSync(process.execPath, ['--expose-gc', '--import', 'tsx', 'test/soak/run.ts', '--rounds', '8'], {
			encoding: 'utf8',
		});
		assert.equal(status, 0, stderr);
	});

	it('should find listeners and lists that only ever grow', async () => {
		const desk = { kept: new Map<string, readonly number[]>(), full: new Set(['a']), changes: new Emitter<void>() };
		const moments = [];
		for (const day of [1, 2, 3]) {
			desk.kept.set(`day ${day}`, [day]);
			desk.full = new Set(day === 2 ? ['a', 'b'] : ['a']);
			desk.changes.event(() => undefined);
			moments.push(await measure(day, desk));
		}
		assert.deepEqual(growing(moments, 3), ['.kept: 1, 2, 3', '.changes.listeners: 1, 2, 3']);
		assert.deepEqual(
			moments.map(({ listeners }) => listeners),
			[1, 2, 3],
		);
	});
});
