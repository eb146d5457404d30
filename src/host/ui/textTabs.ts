import { TabInputText, window } from 'vscode';
import type { Tab, Uri } from 'vscode';

/** A tab that shows a text, also one whose editor isn't made yet. */
export interface TextTab {
	readonly tab: Tab;
	readonly uri: Uri;
}

/** The address of the text that a tab shows; `undefined` for comparisons, views and all else. */
export function textOfTab({ input }: Tab): Uri | undefined {
	return input instanceof TabInputText ? input.uri : undefined;
}

/** All tabs that show a text, one for each column that it is open in; with `uri` only those of that text. */
export function textTabs(uri?: Uri): readonly TextTab[] {
	const wanted = uri?.toString();
	return window.tabGroups.all
		.flatMap(group => group.tabs)
		.flatMap(tab => {
			const shown = textOfTab(tab);
			return shown !== undefined && (wanted === undefined || shown.toString() === wanted) ? [{ tab, uri: shown }] : [];
		});
}
