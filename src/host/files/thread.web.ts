import type { Uri } from 'vscode';
import type { Thread } from './thread';
import { readBytes } from './bytesOf';

/** What is used of a browser's worker: the types of Node, with which this file is checked, have none. */
declare class Worker {
	constructor(url: string);
	onmessage: (event: { readonly data: unknown }) => void;
	onerror: (event: { readonly message: string }) => void;
	postMessage(message: unknown): void;
	terminate(): void;
}

/** The same in a browser: the worker is made of the file's text, as this host loads no second file of an extension by itself. */
export async function openThread(file: Uri): Promise<Thread> {
	const text = new TextDecoder().decode(await readBytes(file));
	const program = `const module = { exports: {} }; const { exports } = module;\n${text}
const served = module.exports.serve(answer => postMessage(answer));
onmessage = ({ data }) => served(data);`;
	const url = URL.createObjectURL(new Blob([program], { type: 'text/javascript' }));
	const worker = new Worker(url);
	return {
		post: message => worker.postMessage(message),
		listen: (listener, failed) => {
			worker.onmessage = ({ data }) => listener(data);
			worker.onerror = ({ message }) => failed(message);
		},
		stop: () => {
			worker.terminate();
			URL.revokeObjectURL(url);
		},
	};
}
