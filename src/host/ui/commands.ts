import { commands, window } from 'vscode';
import type { Disposable } from 'vscode';
import { localize } from '../../core/data/localize';
import type { Log } from '../../core/files/ports';
import { plainMessage } from '../../core/text/printable';

/**
 * Registers a command. What it resolves to goes to a caller of `executeCommand`; what it throws is a bug of ours: the user reads one
 * sentence, the log gets the rest, and a caller's promise rejects.
 */
export function registerCommand(log: Log, id: string, run: (...args: unknown[]) => unknown): Disposable {
	return commands.registerCommand(id, async (...args: unknown[]) => {
		try {
			return await run(...args);
		} catch (error) {
			log.error(`${id} failed`, error);
			tellFailure(error);
			throw error;
		}
	});
}

type Show = typeof window.showInformationMessage;

let failures: Pick<Log, 'error'> | undefined;

/** Where failures of buttons are written, from now on: messages are shown from places that have no log. */
export function logButtonFailures(log: Pick<Log, 'error'>): void {
	failures = log;
}

/**
 * Shows a message without waiting for the user to dismiss it; a button runs its action. An action that fails is a bug of ours, as in {@link
 * registerCommand}. Words of strangers in the message are words: no link or icon comes alive.
 */
export function tell(show: Show, message: string, buttons: Readonly<Record<string, () => unknown>> = {}): void {
	const press = async (button: string | undefined) => {
		try {
			await (button === undefined ? undefined : buttons[button]?.());
		} catch (error) {
			failures?.error(`“${button ?? ''}” failed`, error);
			tellFailure(error);
		}
	};
	void show(plainMessage(message), ...Object.keys(buttons)).then(press);
}

/** What the user reads of a bug. The editor shows the same message once: a button whose command fails makes this of it twice. */
export function tellFailure(error: unknown): void {
	tell(window.showErrorMessage, localize('Something went wrong ({0}). See the Marginalia output for details.', messageOf(error)));
}

export function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
