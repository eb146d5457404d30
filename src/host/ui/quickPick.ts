import { window } from 'vscode';
import type { QuickPick, QuickPickItem } from 'vscode';

/**
 * A QuickPick that `setUp` fills and that follows what is typed. Resolves to what `answer` returns when the user presses Enter; while that
 * is `undefined` the box stays open. `undefined` where the user turns away.
 */
export function askInQuickPick<T>(
	setUp: (pick: QuickPick<QuickPickItem>) => { readonly show: () => void; readonly answer: () => T | undefined },
): Promise<T | undefined> {
	return new Promise(resolve => {
		const pick = window.createQuickPick();
		const { show, answer } = setUp(pick);
		pick.onDidChangeValue(show);
		pick.onDidAccept(() => {
			const given = answer();
			if (given !== undefined) {
				resolve(given);
				pick.hide();
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
