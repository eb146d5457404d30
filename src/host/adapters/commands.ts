import { commands, window } from 'vscode';
import type { Disposable } from 'vscode';
import type { Log } from '../../core/ports';

/**
 * Registers a command. What it resolves to goes to a caller of `executeCommand`; what it throws is a bug of ours: the user reads one sentence,
 * the log gets the rest, and a caller's promise rejects.
 */
export function registerCommand(log: Log, id: string, run: (...args: unknown[]) => unknown): Disposable {
	return commands.registerCommand(id, async (...args: unknown[]) => {
		try {
			return await run(...args);
		} catch (error) {
			log.error(`${id} failed`, error);
			tell(window.showErrorMessage, `Marginalia could not finish this (${messageOf(error)}). The Marginalia output has the details.`);
			throw error;
		}
	});
}

type Show = typeof window.showInformationMessage;

/** Shows a message without waiting for the user to dismiss it; a button runs its action. */
export function tell(show: Show, message: string, buttons: Readonly<Record<string, () => unknown>> = {}): void {
	void show(message, ...Object.keys(buttons)).then(async button => {
		if (button !== undefined) {
			await buttons[button]?.();
		}
	});
}

export function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
