import type { Wait } from '../../core/sources/politeness';

/** Resolves after some milliseconds, or as soon as it is called off. */
export const waitFor: Wait = (milliseconds, cancellation) =>
	new Promise(resolve => {
		const timer = setTimeout(done, milliseconds);
		const listening = cancellation?.onCancellationRequested(done);
		function done(): void {
			clearTimeout(timer);
			listening?.dispose();
			resolve();
		}
	});
