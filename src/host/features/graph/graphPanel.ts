import { Disposable, ViewColumn, window } from 'vscode';
import type { WebviewPanel } from 'vscode';
import { localize } from '../../../core/data/localize';
import { buildGraph } from '../../../core/graph/graph';
import type { Graph, GraphNode } from '../../../core/graph/graph';
import type { GraphWish } from '../../../core/graph/selection';
import { noFilter, selectGraph } from '../../../core/graph/selection';
import { Pace } from '../../../core/work/pace';
import type { FromGraph } from '../../../protocol/graph';
import { parseFromGraph, parseGraphState, printToGraph } from '../../../protocol/graph';
import { currentPaperKey } from '../../library/currentPaper';
import { AfterPause } from '../../ui/afterPause';
import { pause } from '../../ui/pause';
import { fillPanel, listenTo } from '../../ui/viewPanel';
import type { GraphDependencies } from './dependencies';
import { openNode } from './openNode';

/** Changes come in bursts: a graph is drawn anew so long after the last, in milliseconds. */
const rest = 400;

const reading = printToGraph({ type: 'reading' });

const { compare: byName } = new Intl.Collator();

/** The one panel that shows the graph. It holds the wish and the graph; its view shows what it is sent. */
export class GraphPanel implements Disposable {
	private panel: WebviewPanel | undefined;
	private wish: GraphWish = { scope: 'near', centre: '', filter: noFilter };
	private graph: Promise<Graph> | undefined;
	private nodes: readonly GraphNode[] = [];
	private readonly sendingAgain = new AfterPause(rest, () => this.handle(this.send()));
	private sendings = 0;
	private readonly subscriptions: Disposable;

	constructor(private readonly dependencies: GraphDependencies) {
		const { papers, notes } = dependencies;
		this.subscriptions = Disposable.from(
			papers.onDidChange(() => this.outdate()),
			notes.onDidChange(() => this.outdate()),
			window.onDidChangeActiveTextEditor(() => this.follow()),
		);
	}

	/**
	 * Opens the panel beside what is open, or brings it to the front; around a paper where its key is given, else around the one the user is
	 * at, else all.
	 */
	async show(key: string | undefined): Promise<void> {
		const centre = this.idOf(key ?? (await currentPaperKey(this.dependencies.papers)));
		if (this.panel === undefined || centre !== '') {
			this.wish = { ...this.wish, scope: centre === '' ? 'all' : 'near', centre };
		}
		if (this.panel === undefined) {
			this.adopt(window.createWebviewPanel('marginalia.graph', localize('Graph'), ViewColumn.Beside, {}));
			// Its view asks as soon as it is ready.
			await this.currentGraph();
		} else {
			this.panel.reveal();
			await this.send();
		}
	}

	/** Takes over a panel that VS Code kept across a reload of the window. */
	async restore(panel: WebviewPanel, kept: unknown): Promise<void> {
		this.panel?.dispose();
		this.wish = parseGraphState(kept)?.wish ?? this.wish;
		this.adopt(panel);
		await this.currentGraph();
	}

	/** Moves the neighbourhood along with the paper that the user is at now. */
	follow(): void {
		if (this.panel !== undefined && this.wish.scope === 'near') {
			this.handle(this.followNow());
		}
	}

	dispose(): void {
		this.sendingAgain.dispose();
		this.subscriptions.dispose();
		this.panel?.dispose();
	}

	private async followNow(): Promise<void> {
		const centre = this.idOf(await currentPaperKey(this.dependencies.papers));
		if (centre !== '' && centre !== this.wish.centre) {
			this.wish = { ...this.wish, centre };
			await this.send();
		}
	}

	private adopt(panel: WebviewPanel): void {
		const { extensionUri, log } = this.dependencies;
		this.panel = panel;
		listenTo(panel, {
			name: 'graph',
			log,
			parse: parseFromGraph,
			heed: asked => this.handle(this.heed(asked)),
			closed: () => {
				if (this.panel === panel) {
					this.panel = undefined;
					this.graph = undefined;
				}
			},
		});
		// The layout runs in a worker, which a webview starts from a blob.
		fillPanel(panel, extensionUri, {
			name: 'graph',
			icon: 'graph',
			title: localize('Marginalia Graph'),
			allowed: ['worker-src blob:'],
		});
	}

	private async heed(asked: FromGraph): Promise<void> {
		switch (asked.type) {
			case 'ready':
				this.post(reading);
				await this.send();
				return;
			case 'wish':
				await this.grant(asked.wish);
				return;
			case 'open':
				await openNode(
					this.nodes.find(({ id }) => id === asked.id),
					this.panel?.viewColumn,
				);
				return;
			default:
				asked satisfies never;
		}
	}

	/** Around a paper means around the one the user is at, where nothing else was in the middle. */
	private async grant(wish: GraphWish): Promise<void> {
		const centre = wish.scope === 'near' && wish.centre === '' ? this.idOf(await currentPaperKey(this.dependencies.papers)) : wish.centre;
		this.wish = { ...wish, centre };
		await this.send();
	}

	private outdate(): void {
		this.graph = undefined;
		if (this.panel !== undefined) {
			this.sendingAgain.ask();
		}
	}

	private async send(): Promise<void> {
		const sending = ++this.sendings;
		if (this.graph === undefined) {
			this.post(reading);
		}
		const graph = await this.currentGraph();
		if (sending === this.sendings && this.panel !== undefined) {
			await this.sendPart(graph, sending);
		}
	}

	private async sendPart(graph: Graph, sending: number): Promise<void> {
		const { wish } = this;
		const pace = new Pace(pause);
		const selected = await selectGraph(graph, wish, pace);
		const tags = graph.nodes.flatMap(node => (node.kind === 'tag' ? [node.title] : [])).sort(byName);
		await pace.rest();
		const text = printToGraph({ type: 'graph', graph: { ...selected, wish, tags } });
		await pace.rest();
		// What was wished or changed meanwhile has its own sending.
		if (sending === this.sendings) {
			this.nodes = selected.nodes;
			this.post(text);
		}
	}

	private currentGraph(): Promise<Graph> {
		return (this.graph ??= this.build());
	}

	private async build(): Promise<Graph> {
		const { papers, notes } = this.dependencies;
		const index = await notes.current();
		return buildGraph({ heads: papers.heads(), notes: index.notes(), ties: index.edges() }, new Pace(pause));
	}

	private idOf(key: string | undefined): string {
		const head = key === undefined ? undefined : this.dependencies.papers.head(key);
		return head === undefined ? '' : `paper:${head.id}`;
	}

	private handle(work: Promise<void>): void {
		work.catch((error: unknown) => this.dependencies.log.error('The graph could not be shown', error));
	}

	private post(text: string): void {
		void this.panel?.webview.postMessage(text);
	}
}
