import { equal, rejects } from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { SlowSign } from '../../../src/host/ui/slowSign';

describe('A sign of slow work', () => {
	it('stays away while work is quick', async () => {
		const { sign, shown } = signs({ patience: 20, least: 20 });
		equal(await sign.during(() => Promise.resolve(3)), 3);
		await wait(40);
		equal(shown(), 0);
	});

	it('is one for all slow work at a time, and goes when the last of it is done', async () => {
		const { sign, shown, hidden } = signs({ patience: 5, least: 0 });
		const slow = sign.during(() => wait(60));
		await sign.during(() => wait(20));
		equal(shown(), 1);
		equal(hidden(), 0);
		await slow;
		await wait(20);
		equal(hidden(), 1);
		await sign.during(() => wait(20));
		equal(shown(), 2);
	});

	it('stays for a moment, also into work that follows at once', async () => {
		const { sign, shown, hidden } = signs({ patience: 5, least: 60 });
		await sign.during(() => wait(15));
		equal(hidden(), 0);
		await sign.during(() => wait(15));
		equal(shown(), 1);
		await wait(120);
		equal(hidden(), 1);
	});

	it('goes when the work fails', async () => {
		const { sign, shown, hidden } = signs({ patience: 5, least: 0 });
		await rejects(
			sign.during(async () => {
				await wait(20);
				throw new Error('no style');
			}),
			/no style/,
		);
		await wait(20);
		equal(shown(), 1);
		equal(hidden(), 1);
	});
});

function signs(times: { patience: number; least: number }) {
	let shown = 0;
	let hidden = 0;
	const sign = new SlowSign(untilDone => {
		shown += 1;
		void untilDone.then(() => (hidden += 1));
	}, times);
	return { sign, shown: () => shown, hidden: () => hidden };
}
