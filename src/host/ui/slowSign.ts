/** Milliseconds. */
export interface SlowSignTimes {
	/** Work that takes no longer has no sign. */
	readonly patience: number;
	/** A sign stays at least so long: one that comes and goes at once only startles. */
	readonly least: number;
}

/** A sign that shows while some work goes on that takes longer than a moment: one for all that goes on at a time. */
export class SlowSign {
	private working = 0;
	private timer: ReturnType<typeof setTimeout> | undefined;
	private hide: (() => void) | undefined;
	private since = 0;

	/** @param show shows the sign until the promise that it is given resolves */
	constructor(
		private readonly show: (untilDone: Promise<void>) => void,
		private readonly times: SlowSignTimes = { patience: 500, least: 400 },
	) {}

	/** Does what the work does, with the sign where it is slow. */
	async during<T>(work: () => Promise<T>): Promise<T> {
		this.working += 1;
		if (this.working === 1) {
			this.begin();
		}
		try {
			return await work();
		} finally {
			this.working -= 1;
			if (this.working === 0) {
				this.end();
			}
		}
	}

	private begin(): void {
		clearTimeout(this.timer);
		if (this.hide === undefined) {
			this.timer = setTimeout(() => {
				this.since = Date.now();
				this.show(new Promise(resolve => (this.hide = resolve)));
			}, this.times.patience);
		}
	}

	private end(): void {
		clearTimeout(this.timer);
		if (this.hide !== undefined) {
			this.timer = setTimeout(
				() => {
					this.hide?.();
					this.hide = undefined;
				},
				this.times.least - (Date.now() - this.since),
			);
		}
	}
}
