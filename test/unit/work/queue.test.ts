import assert from 'node:assert/strict';
import { Queue } from '../../../src/core/work/queue';

describe('a queue', () => {
	it('should begin a job when the one before it has ended, also where that failed', async () => {
		const queue = new Queue();
		const order: string[] = [];
		const job = (name: string, fails: boolean) => async () => {
			order.push(`${name} begins`);
			await Promise.resolve();
			order.push(`${name} ends`);
			if (fails) {
				throw new Error(name);
			}
			return name;
		};
		const [first, second, third] = await Promise.allSettled([
			queue.add(job('a', false)),
			queue.add(job('b', true)),
			queue.add(job('c', false)),
		]);
		assert.deepEqual(order, ['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
		assert.deepEqual([first.status, second.status, third.status === 'fulfilled' && third.value], ['fulfilled', 'rejected', 'c']);
	});
});
