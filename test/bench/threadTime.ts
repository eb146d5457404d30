import { readFileSync } from 'node:fs';
import { processorTime } from './bench';

/**
 * Milliseconds that the processor spent on the thread that asks: what else runs on the machine does not count, nor do the threads that read
 * files. Where the system does not say (only Linux does), {@link processorTime}.
 * https://www.kernel.org/doc/html/latest/scheduler/sched-stats.html
 */
export function threadTime(): number {
	try {
		return Number(/^\d+/.exec(readFileSync('/proc/thread-self/schedstat', 'utf8'))?.[0]) / 1e6;
	} catch {
		return processorTime();
	}
}

/** For how long at a stretch `work` keeps everything else on the thread waiting, in {@link threadTime}. */
export async function longestStretch(work: () => Promise<unknown>): Promise<number> {
	let longest = 0;
	let last = threadTime();
	let isOver = false;
	const look = () => {
		const now = threadTime();
		longest = Math.max(longest, now - last);
		last = now;
		if (!isOver) {
			setImmediate(look);
		}
	};
	setImmediate(look);
	await work();
	isOver = true;
	look();
	return longest;
}
