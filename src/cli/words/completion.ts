import type { Command } from 'commander';
import addTab from '@bomb.sh/tab/commander';

/** `complete bash` writes the script of a shell to the standard output; that calls `complete -- words` at each press of Tab. */
export function addCompletion(program: Command): void {
	addTab(program);
}
