import { window } from 'vscode';
import type { QuickPick, QuickPickItem } from 'vscode';

/**
 * A QuickPick that `setUp` fills and that follows what is typed. Resolves to what `answer` returns when the user presses Enter; while that
 * is `undefined` the box stays open. With `keep` it is busy until that is done: what the user does next finds it done. `undefined` where
 * the user turns away.
 */
export function askInQuickPick<T>(
	setUp: (pick: QuickPick<QuickPickItem>) => {
		readonly show: () => void;
		readonly answer: () => T | undefined;
		readonly keep?: (answer: T) => Promise<void>;
	},
): Promise<T | undefined> {
	return new Promise(resolve => {
		const pick = window.createQuickPick();
		const { show, answer, keep } = setUp(pick);
		pick.onDidChangeValue(show);
		pick.onDidAccept(() => {
			const given = answer();
			if (given !== undefined) {
				pick.busy = true;
				pick.enabled = false;
				resolve(
					Promise.resolve(keep?.(given))
						.then(() => given)
						.finally(() => pick.hide()),
				);
			}
		});
		pick.onDidHide(() => {
			pick.dispose();
			resolve(undefined);
		});
		show();
		pick.show();
	});
}
