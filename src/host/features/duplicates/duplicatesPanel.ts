import { Disposable, ViewColumn, commands, window } from 'vscode';
import type { Uri, WebviewPanel } from 'vscode';
import { localize } from '../../../core/data/localize';
import { areKeptApart } from '../../../core/library/duplicates';
import type { LikelyPair } from '../../../core/library/duplicates';
import type { RecordedLibrary } from '../../../core/library/recordedLibrary';
import type { Log } from '../../../core/files/ports';
import { comparePapers } from '../../../core/reading/comparison';
import type { Comparison } from '../../../core/reading/comparison';
import type { FromDuplicates, ToDuplicates } from '../../../protocol/duplicates';
import { parseFromDuplicates } from '../../../protocol/duplicates';
import { viewDocument, viewOptions } from '../../ui/viewDocument';

export interface DuplicatesDependencies {
	readonly extensionUri: Uri;
	readonly library: RecordedLibrary;
	readonly log: Log;
}

/** As many pairs as are shown at once. */
const page = 40;

/**
 * The one panel that shows likely duplicates side by side. It holds the pairs; what became of them, the library says: an undo brings a pair
 * back.
 */
export class DuplicatesPanel {
	private panel: WebviewPanel | undefined;
	private pairs: readonly LikelyPair[] = [];
	private sendings = 0;

	constructor(private readonly dependencies: DuplicatesDependencies) {}

	show(pairs: readonly LikelyPair[]): void {
		this.pairs = pairs;
		if (this.panel === undefined) {
			this.adopt(
				window.createWebviewPanel('marginalia.duplicates', localize('Possible Duplicates'), ViewColumn.Active, {
					...viewOptions(this.dependencies.extensionUri),
					enableFindWidget: true,
				}),
			);
		} else {
			this.panel.reveal();
		}
		this.refresh();
	}

	/** Sends the pairs as the library has them. */
	refresh(): void {
		if (this.panel !== undefined) {
			this.send().catch((error: unknown) => this.dependencies.log.error('The likely duplicates could not be shown', error));
		}
	}

	dispose(): void {
		this.panel?.dispose();
	}

	private adopt(panel: WebviewPanel): void {
		this.panel = panel;
		const belongings = Disposable.from(
			panel.webview.onDidReceiveMessage((message: unknown) => this.receive(message)),
			panel.onDidDispose(() => {
				belongings.dispose();
				this.panel = undefined;
			}),
		);
		panel.webview.html = viewDocument(panel.webview, this.dependencies.extensionUri, {
			name: 'duplicates',
			title: localize('Possible Duplicates'),
		});
	}

	private receive(message: unknown): void {
		const intention = parseFromDuplicates(message);
		if (intention === undefined) {
			this.dependencies.log.warn('The duplicates view sent an invalid message.');
			return;
		}
		// A command that fails has told the user already.
		this.heed(intention).catch((error: unknown) =>
			this.dependencies.log.error(`The view of duplicates could not do "${intention.type}"`, error),
		);
	}

	private async heed(intention: FromDuplicates): Promise<void> {
		switch (intention.type) {
			case 'ready':
				await this.send();
				return;
			case 'merge':
				await commands.executeCommand('marginalia.mergePapers', [intention.kept, intention.other]);
				return;
			case 'keepApart':
				await commands.executeCommand('marginalia.keepApart', intention.ids);
				return;
			case 'open':
				await commands.executeCommand('marginalia.openPaper', intention.id);
				return;
			default:
				intention satisfies never;
		}
	}

	private async send(): Promise<void> {
		this.sendings += 1;
		const sending = this.sendings;
		const open: Comparison[] = [];
		let more = 0;
		for (const { ids } of this.pairs) {
			const [left, right] = await this.dependencies.library.papers(ids);
			if (left === undefined || right === undefined || left.id === right.id || areKeptApart(left, right)) {
				continue;
			}
			if (open.length < page) {
				open.push(comparePapers(left, right));
			} else {
				more += 1;
			}
		}
		if (sending === this.sendings) {
			this.post({ type: 'pairs', pairs: open, more });
		}
	}

	private post(message: ToDuplicates): void {
		void this.panel?.webview.postMessage(message);
	}
}
