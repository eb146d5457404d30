/**
 * How long `work` keeps the event loop at a stretch, in milliseconds: the longest stretch alone, as a list of one. `pause` is what the work
 * calls to give way.
 */
export async function longestBlocks(work: (pause: () => Promise<void>) => Promise<void>): Promise<readonly number[]> {
	let longest = 0;
	let started = performance.now();
	const note = () => {
		longest = Math.max(longest, performance.now() - started);
	};
	await work(async () => {
		note();
		await new Promise(resolve => setImmediate(resolve));
		started = performance.now();
	});
	note();
	return [longest];
}
