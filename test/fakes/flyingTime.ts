import { mock } from 'node:test';

/** Does some work while each look at the clock finds a second gone, so that every rest of a `Pace` is a pause. */
export async function whileTimeFlies<T>(work: () => Promise<T>): Promise<T> {
	let now = 0;
	const clock = mock.method(Date, 'now', () => (now += 1000));
	try {
		return await work();
	} finally {
		clock.mock.restore();
	}
}
