import { commands, window } from 'vscode';
import type { Library, Outcome } from '../../core/library/library';
import { tell } from './commands';

/** The changes of this window that can be taken back, newest last. */
export class LibraryHistory {
	private readonly steps: { readonly name: string; readonly outcome: Outcome }[] = [];

	constructor(private readonly library: Library) {}

	record(name: string, outcome: Outcome): Outcome {
		for (const problem of outcome.refused) {
			tell(window.showErrorMessage, `Some papers were left as they are: ${problem.path} cannot be read. ${problem.message}`);
		}
		if (outcome.changes.length > 0) {
			this.steps.push({ name, outcome });
			this.steps.splice(0, this.steps.length - 100);
			void commands.executeCommand('setContext', 'marginalia.canUndo', true);
		}
		return outcome;
	}

	async undo(): Promise<void> {
		const step = this.steps.pop();
		void commands.executeCommand('setContext', 'marginalia.canUndo', this.steps.length > 0);
		if (step === undefined) {
			tell(window.showInformationMessage, 'There is no change of the library to undo in this window.');
			return;
		}
		const { changes } = await this.library.undo(step.outcome.changes);
		window.setStatusBarMessage(`Undone: ${step.name} (${changes.length === 1 ? '1 paper' : `${changes.length} papers`})`, 5000);
	}
}
