/** Does one job after the other: each begins when the one before it has ended, whether that went well or not. */
export class Queue {
	private last: Promise<unknown> = Promise.resolve();

	/** Resolves and rejects as the job does. */
	add<T>(job: () => Promise<T> | T): Promise<T> {
		const result = this.last.then(job);
		this.last = result.catch(() => undefined);
		return result;
	}
}
