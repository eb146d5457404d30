import { window } from 'vscode';
import type { Disposable, Log } from '../../core/files/ports';

/** The "Marginalia" output channel. */
export function outputLog(): Log & Disposable {
	const channel = window.createOutputChannel('Marginalia', { log: true });
	return {
		info: message => channel.info(message),
		warn: message => channel.warn(message),
		error: (message, cause) =>
			channel.error(
				cause === undefined ? message : `${message}: ${cause instanceof Error ? (cause.stack ?? cause.message) : JSON.stringify(cause)}`,
			),
		dispose: () => channel.dispose(),
	};
}
