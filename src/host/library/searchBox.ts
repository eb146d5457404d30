import { window } from 'vscode';
import type { QuickPick, QuickPickItem } from 'vscode';
import { localize } from '../../core/data/localize';
import type { IncomingPaper } from '../../core/paper/paper';

/** A row of a box that asks for papers; what stands for none has the empty key. */
export interface PaperItem extends QuickPickItem {
	readonly key: string;
	/** A paper that no library has yet; its key is none. */
	readonly incoming?: IncomingPaper;
	/** Asks services when it is chosen. */
	readonly asks?: true;
}

/** Opens a box for papers at once, so that no letter is lost that is typed before there is anything to show. */
export function openPaperBox(title: string, placeholder: string, query: string): QuickPick<PaperItem> {
	const pick = window.createQuickPick<PaperItem>();
	pick.title = title;
	pick.placeholder = placeholder;
	pick.value = query;
	pick.busy = true;
	pick.show();
	return pick;
}

/** The box of `Search Library…`, also before the library is open: what is typed meanwhile is searched for then. */
export class SearchBox {
	readonly pick: QuickPick<PaperItem>;
	private isGone = false;

	constructor(readonly query: string) {
		this.pick = openPaperBox(localize('Search the library'), localize('Title, author, year, key or tag, in any order'), query);
		this.pick.onDidHide(() => {
			this.isGone = true;
		});
	}

	/** Whether somebody turned away from it meanwhile. */
	get wasClosed(): boolean {
		return this.isGone;
	}
}
