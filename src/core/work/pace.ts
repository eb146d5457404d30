/** Gives way to whatever else the host has to do (a macrotask, not a microtask), then resolves. */
export type Pause = () => Promise<void>;

/** So many small steps are done between two looks at the clock. */
const fewSteps = 64;

/**
 * Slices long work: `await pace.rest()` between two steps gives way when `budget` milliseconds have passed since it last did, and costs
 * next to nothing otherwise. Several strands of work that share a pace rest together: one behind the other, each would take a whole budget
 * before the host gets its turn.
 */
export class Pace {
	private started = Date.now();
	private resting: Promise<void> | undefined;

	constructor(
		private readonly pause: Pause,
		private readonly budget = 12,
	) {}

	async rest(): Promise<void> {
		if (this.resting === undefined && Date.now() - this.started >= this.budget) {
			this.resting = this.giveWay();
		}
		await this.resting;
	}

	/** Rests whatever time has passed: before a step that takes a budget or more by itself. */
	async restNow(): Promise<void> {
		this.resting ??= this.giveWay();
		await this.resting;
	}

	/** Does something with each of many items, and looks at the clock after every few: after each one where it is not small. */
	async each<T>(items: Iterable<T>, step: (item: T) => void, few = fewSteps): Promise<void> {
		let done = 0;
		for (const item of items) {
			step(item);
			done += 1;
			if (done % few === 0) {
				await this.rest();
			}
		}
	}

	private async giveWay(): Promise<void> {
		try {
			await this.pause();
		} finally {
			this.started = Date.now();
			this.resting = undefined;
		}
	}
}
