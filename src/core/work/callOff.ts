import type { Cancellation, Disposable } from '../files/ports';
import { Emitter } from './events';

/** Calls off what runs with it, by itself or together with what is around it. */
export class CallOff implements Cancellation {
	private readonly calledOff = new Emitter<void>();
	private readonly listening: Disposable | undefined;
	private is = false;

	constructor(around?: Cancellation) {
		this.listening = around?.onCancellationRequested(() => this.callOff());
		this.is = around?.isCancellationRequested === true;
	}

	get isCancellationRequested(): boolean {
		return this.is;
	}

	/** Listeners are called once, and at once where it is called off already. */
	readonly onCancellationRequested = (listener: () => void): Disposable => {
		if (this.is) {
			listener();
			return { dispose: () => undefined };
		}
		return this.calledOff.event(listener);
	};

	callOff(): void {
		if (!this.is) {
			this.is = true;
			this.calledOff.fire();
		}
		this.listening?.dispose();
	}
}
