import { commands } from 'vscode';
import type { Disposable, TreeView } from 'vscode';
import type { Log } from '../../../core/files/ports';
import type { LibraryNode } from './nodes';
import type { LibraryTree } from './tree';

/** Brings papers that were just added into sight: at once where the view is in sight, else when somebody next looks at it. */
export class Revealing implements Disposable {
	private waiting: readonly string[] = [];
	/** The paper whose row is to be selected. */
	private chosen: string | undefined;
	private readonly subscription: Disposable;

	constructor(
		log: Log,
		private readonly tree: LibraryTree,
		private readonly view: TreeView<LibraryNode>,
	) {
		this.subscription = view.onDidChangeVisibility(() => {
			this.revealWaiting().catch((error: unknown) => log.error('The imported papers could not be shown', error));
		});
	}

	/** With `withView`, the view itself comes up too. */
	async reveal(keys: readonly string[], withView: boolean): Promise<void> {
		this.waiting = keys;
		if (withView) {
			await commands.executeCommand('marginalia.library.focus');
		}
		await this.revealWaiting();
	}

	/** Selects a paper's row, with the keyboard left where it is. */
	async select(key: string): Promise<void> {
		this.chosen = key;
		await this.revealWaiting();
	}

	dispose(): void {
		this.subscription.dispose();
	}

	private async revealWaiting(): Promise<void> {
		if (!this.view.visible) {
			return;
		}
		await this.selectChosen();
		if (this.waiting.length === 0) {
			return;
		}
		const node = await this.tree.placeOf(this.waiting);
		this.waiting = [];
		if (node !== undefined) {
			await this.view.reveal(node, { select: false, focus: false, expand: true });
		}
	}

	private async selectChosen(): Promise<void> {
		const key = this.chosen;
		this.chosen = undefined;
		const [selected] = this.view.selection;
		if (key === undefined || (selected?.kind === 'paper' && selected.key === key)) {
			return;
		}
		const node = await this.tree.rowOf(key);
		if (node !== undefined) {
			await this.view.reveal(node, { select: true, focus: false });
		}
	}
}
