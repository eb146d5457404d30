import { Worker } from 'node:worker_threads';

/** A thread beside the extension host, for what would block it. */
export interface Thread {
	post(message: unknown): void;
	/** Calls `listener` with each answer, and `failed` when the thread ends by itself. */
	listen(listener: (answer: unknown) => void, failed: (reason: string) => void): void;
	stop(): void;
}

const program = `
const { parentPort, workerData } = require('node:worker_threads');
parentPort.on('message', require(workerData).serve(answer => parentPort.postMessage(answer)));
`;

/**
 * Starts a thread that runs a file of dist, by its path: CommonJS whose `serve` takes what posts an answer, and gives what takes a message.
 * Whoever opens it stops it.
 */
export function nodeThread(file: string): Thread {
	// Libraries print what they miss, such as pdf.js for drawing, which nobody does here.
	const worker = new Worker(program, { eval: true, workerData: file, stdout: true, stderr: true });
	return {
		post: message => worker.postMessage(message),
		listen: (listener, failed) => worker.on('message', listener).on('error', error => failed(error.message)),
		stop: () => {
			// It ends with the window in any case.
			worker.terminate().catch(() => undefined);
		},
	};
}
