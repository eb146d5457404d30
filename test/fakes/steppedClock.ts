import type { Clock } from '../../src/core/files/ports';
import type { Wait } from '../../src/core/sources/politeness';

/** A clock that only waiting moves, and that remembers each wait in milliseconds. */
export class SteppedClock implements Clock {
	readonly waits: number[] = [];

	constructor(private time = Date.parse('2026-03-01T12:00:00Z')) {}

	now(): Date {
		return new Date(this.time);
	}

	step(milliseconds: number): void {
		this.time += milliseconds;
	}

	readonly wait: Wait = milliseconds => {
		this.waits.push(milliseconds);
		this.step(milliseconds);
		return Promise.resolve();
	};
}
