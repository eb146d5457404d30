import type { Disposable } from '../files/ports';

/** Calls every listener with each event, in the order they came. */
export class Emitter<T> {
	private readonly listeners = new Set<(event: T) => void>();

	readonly event = (listener: (event: T) => void): Disposable => {
		// A wrapper of its own, so that one function subscribed twice is called twice and disposed once.
		const entry = (event: T) => listener(event);
		this.listeners.add(entry);
		return { dispose: () => this.listeners.delete(entry) };
	};

	fire(event: T): void {
		for (const listener of [...this.listeners]) {
			listener(event);
		}
	}
}
