import { commands, window } from 'vscode';
import type { Library, Outcome } from '../../core/library/library';
import { refusalSentence } from '../../core/library/refusals';
import { tell } from './commands';

interface Step {
	readonly name: string;
	/** Takes the step back. Answers with what was done, in few words, or `undefined` where nothing could be. */
	readonly takeBack: () => Promise<string | undefined>;
}

/** What this window did to the library and can be taken back, newest last. */
export class LibraryHistory {
	private readonly steps: Step[] = [];

	constructor(private readonly library: Library) {}

	/** Names what was not saved, and keeps what was, to be taken back. */
	record(name: string, outcome: Outcome): Outcome {
		showRefusals(outcome);
		if (outcome.changes.length > 0) {
			this.recordStep(name, async () => {
				const undone = await this.library.undo(outcome.changes);
				showRefusals(undone);
				const { length } = undone.changes;
				return length === 0 ? undefined : length === 1 ? '1 paper' : `${length} papers`;
			});
		}
		return outcome;
	}

	/** Keeps what is no change of papers alone. */
	recordStep(name: string, takeBack: Step['takeBack']): void {
		this.steps.push({ name, takeBack });
		this.steps.splice(0, this.steps.length - 100);
		this.showState();
	}

	async undo(): Promise<void> {
		const step = this.steps.pop();
		if (step === undefined) {
			tell(window.showInformationMessage, 'There is no change of the library to undo in this window.');
			return;
		}
		const undone = await step.takeBack();
		if (undone === undefined) {
			// It can be tried again when the disk has room.
			this.steps.push(step);
		} else {
			window.setStatusBarMessage(`Undone: ${step.name} (${undone})`, 5000);
		}
		this.showState();
	}

	private showState(): void {
		void commands.executeCommand('setContext', 'marginalia.canUndo', this.steps.length > 0);
	}
}

function showRefusals(outcome: Outcome): void {
	const sentence = refusalSentence(outcome);
	if (sentence !== undefined) {
		tell(window.showErrorMessage, sentence);
	}
}
