import { Disposable, Uri, ViewColumn, commands, env, window, workspace } from 'vscode';
import type { WebviewPanel } from 'vscode';
import { localize } from '../../../core/data/localize';
import type { Log } from '../../../core/files/ports';
import type { Papers } from '../../../core/library/papers';
import type { NoteEdge } from '../../../core/notes/noteIndex';
import { overviewOf } from '../../../core/reading/overview';
import type { Lead } from '../../../core/reading/overview';
import { Pace } from '../../../core/work/pace';
import type { FromOverview, ToOverview } from '../../../protocol/overview';
import { parseFromOverview } from '../../../protocol/overview';
import { writeText } from '../../files/writeText';
import { AfterPause } from '../../ui/afterPause';
import { pause } from '../../ui/pause';
import { fillPanel, listenTo } from '../../ui/viewPanel';

export interface OverviewDependencies {
	readonly extensionUri: Uri;
	/** The library and what is linked. */
	readonly papers: Papers;
	readonly notes: {
		current(): Promise<{ edges(): Iterable<NoteEdge> }>;
		onDidChange(listener: () => void): { dispose(): void };
	};
	readonly log: Log;
}

/** Changes come in bursts: it is counted again so long after the last, in milliseconds. */
const rest = 600;

/** The one panel that shows the overview. It follows the library and the notes while it is open. */
export class OverviewPanel implements Disposable {
	private panel: WebviewPanel | undefined;
	private sendings = 0;
	private readonly again = new AfterPause(rest, () => this.handle(this.send()));
	private readonly subscriptions: Disposable;

	constructor(private readonly dependencies: OverviewDependencies) {
		const refresh = () => (this.panel === undefined ? undefined : this.again.ask());
		this.subscriptions = Disposable.from(dependencies.papers.onDidChange(refresh), dependencies.notes.onDidChange(refresh), this.again);
	}

	show(): void {
		if (this.panel === undefined) {
			this.restore(window.createWebviewPanel('marginalia.overview', localize('Overview'), ViewColumn.Active, { enableFindWidget: true }));
		} else {
			this.panel.reveal();
		}
	}

	/** Takes a panel over, also one that VS Code kept across a reload of the window. Its view asks as soon as it is ready. */
	restore(panel: WebviewPanel): void {
		const { extensionUri, log } = this.dependencies;
		this.panel?.dispose();
		this.panel = panel;
		listenTo(panel, {
			name: 'overview',
			log,
			parse: parseFromOverview,
			heed: asked => this.handle(this.heed(asked)),
			closed: () => {
				this.panel = this.panel === panel ? undefined : this.panel;
			},
		});
		fillPanel(panel, extensionUri, { name: 'overview', title: localize('Marginalia Overview') });
	}

	dispose(): void {
		this.subscriptions.dispose();
		this.panel?.dispose();
	}

	private async heed(asked: FromOverview): Promise<void> {
		switch (asked.type) {
			case 'ready':
				this.post({ type: 'counting' });
				await this.send();
				return;
			case 'open':
				await follow(asked.lead);
				return;
			case 'copy':
				await env.clipboard.writeText(asked.svg);
				window.setStatusBarMessage(`$(check) ${localize('Copied the SVG')}`, 4000);
				return;
			case 'save':
				await save(asked.svg, asked.name);
				return;
			default:
				asked satisfies never;
		}
	}

	private async send(): Promise<void> {
		const sending = ++this.sendings;
		const { papers, notes } = this.dependencies;
		const index = await notes.current();
		const source = { heads: papers.heads(), citations: index.edges(), head: (key: string) => papers.head(key) };
		const overview = await overviewOf(source, new Pace(pause));
		// What changed meanwhile has its own sending.
		if (sending === this.sendings) {
			this.post({ type: 'overview', overview });
		}
	}

	private handle(work: Promise<void>): void {
		work.catch((error: unknown) => this.dependencies.log.error('The overview could not be shown', error));
	}

	private post(message: ToOverview): void {
		void this.panel?.webview.postMessage(message);
	}
}

async function follow(lead: Lead): Promise<void> {
	switch (lead.kind) {
		case 'search':
			await commands.executeCommand('marginalia.filterLibrary', lead.query);
			await commands.executeCommand('marginalia.library.focus');
			return;
		case 'paper':
			await commands.executeCommand('marginalia.openPaper', lead.key);
			return;
		case 'word':
			await commands.executeCommand('workbench.action.findInFiles', { query: lead.word, isRegex: false, triggerSearch: true });
			return;
		default:
			lead satisfies never;
	}
}

/** Writes a picture where the user wants it, in one step. */
async function save(svg: string, name: string): Promise<void> {
	const folder = workspace.workspaceFolders?.[0]?.uri;
	const target = await window.showSaveDialog({
		title: localize('Save the plot as SVG'),
		filters: { SVG: ['svg'] },
		...(folder === undefined ? {} : { defaultUri: Uri.joinPath(folder, `${name}.svg`) }),
	});
	if (target !== undefined) {
		await writeText(target, svg);
		window.setStatusBarMessage(`$(check) ${localize('Saved {0}', workspace.asRelativePath(target))}`, 4000);
	}
}
