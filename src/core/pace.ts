/** Gives way to whatever else the host has to do (a macrotask, not a microtask), then resolves. */
export type Pause = () => Promise<void>;

/**
 * Slices long work: `await pace.rest()` between two steps gives way when `budget` milliseconds have passed since it last did, and costs next to nothing otherwise.
 */
export class Pace {
	private started = Date.now();

	constructor(private readonly pause: Pause, private readonly budget = 12) {}

	async rest(): Promise<void> {
		if (Date.now() - this.started >= this.budget) {
			await this.pause();
			this.started = Date.now();
		}
	}
}
